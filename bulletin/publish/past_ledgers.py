"""Compare a ledger with those in git's history: what was once recorded may not be lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ContentError, Problem
from ..ledger.entries import Ledger
from .git import git
from .store import NAME

_NEWEST = 50
"""Versions of the ledger that are looked at; what is older was compared when they were written."""
_MAPPINGS = ("issues", "items", "sessions")


class LedgerFile(NamedTuple):
    """A content folder's ledger file, in a clone or not."""

    folder: Path
    shown: str
    """Its path in sentences."""


def refuse_losses(file: LedgerFile, ledger: Ledger, bulletin_id: str) -> None:
    """Raise ContentError (LED05) if a version in git's history has an entry that the ledger has not.

    ledger: as it is now, EMPTY where there is none. bulletin_id: versions of another bulletin do not
    count. Where there is no git, no clone, or no history, nothing is known and nothing is refused.
    """
    now = _entries(
        {name: getattr(ledger, name) for name in _MAPPINGS} | {"addresses": (*ledger.addresses, *ledger.withdrawn)}
    )
    for commit, document in _versions(file.folder):
        if document.get("bulletin") != bulletin_id:
            continue
        lost = sorted(_entries(document) - now)
        if lost:
            raise ContentError((_problem(file, ledger, commit, lost),))


def _versions(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield commit and content of each version that can be read, newest first."""
    commits = git(folder, "log", "--full-history", f"--max-count={_NEWEST}", "--format=%h", "--", NAME) or ""
    for commit in commits.split():
        text = git(folder, "cat-file", "blob", f"{commit}:./{NAME}")
        try:
            document = json.loads(text) if text else None
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            yield commit, document


def _entries(document: dict[str, Any]) -> set[str]:
    """Return the names of all entries: issues/2022-02, items/week, an address."""
    entries = {f"{name}/{key}" for name in _MAPPINGS for key in _mapping(document, name)}
    addresses = [*_listed(document, "addresses"), *_listed(document, "withdrawn")]
    return entries | {f"addresses/{address}" for address in addresses}


def _mapping(document: dict[str, Any], name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, Mapping) else {}


def _listed(document: dict[str, Any], name: str) -> list[str]:
    value = document.get(name)
    return [address for address in value if isinstance(address, str)] if isinstance(value, (list, tuple)) else []


def _problem(file: LedgerFile, ledger: Ledger, commit: str, lost: list[str]) -> Problem:
    if ledger.bulletin:
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        sentence = f'{file.shown} has lost "{lost[0]}"{more}, which it had in commit {commit}.'
        hint = f"Put back what is missing: `git show {commit}:./{NAME}`, typed in the content folder, prints it."
    else:
        sentence = f"{file.shown} is missing, and git's history has it (commit {commit})."
        hint = f"Put it back: type `git checkout {commit} -- {NAME}` in the content folder."
    return Problem(path=file.shown, line=1, column=1, rule="LED05", message=sentence, hint=hint)
