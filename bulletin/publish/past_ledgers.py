"""Compare a ledger with its versions in git's history, and refuse one that has lost entries."""

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
"""The number of versions to compare; older versions were compared when these were written."""
_MAPPINGS = ("issues", "items", "sessions")


class LedgerFile(NamedTuple):
    """A content folder's ledger file; the folder need not be in a clone."""

    folder: Path
    path: str
    """The file's path, as sentences name it."""


def raise_if_lost(file: LedgerFile, ledger: Ledger, bulletin_id: str) -> None:
    """Raise ContentError (LED05) if a version in git's history has an entry that the ledger lacks.

    ledger: the current one, EMPTY if there is none. bulletin_id: versions of another bulletin are skipped.
    Without git, a clone or a history, nothing is compared and nothing is raised.
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
    """Yield the commit and the content of each readable version, newest first."""
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
    """Return the names of all entries, like issues/2022-02 or items/week, and the addresses."""
    entries = {f"{name}/{key}" for name in _MAPPINGS for key in _mapping(document, name)}
    addresses = [*_list(document, "addresses"), *_list(document, "withdrawn")]
    return entries | {f"addresses/{address}" for address in addresses}


def _mapping(document: dict[str, Any], name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, Mapping) else {}


def _list(document: dict[str, Any], name: str) -> list[str]:
    value = document.get(name)
    return [address for address in value if isinstance(address, str)] if isinstance(value, (list, tuple)) else []


def _problem(file: LedgerFile, ledger: Ledger, commit: str, lost: list[str]) -> Problem:
    if ledger.bulletin:
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        sentence = f'{file.path} has lost "{lost[0]}"{more}, which it had in commit {commit}.'
        hint = f"Put back what is missing: `git show {commit}:./{NAME}`, typed in the content folder, prints it."
    else:
        sentence = f"{file.path} is missing, and git's history has it (commit {commit})."
        hint = f"Put it back: type `git checkout {commit} -- {NAME}` in the content folder."
    return Problem(path=file.path, line=1, column=1, rule="LED05", message=sentence, hint=hint)
