"""Compare a ledger with its versions in git's history, and refuse one that has lost entries or gone back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ContentError, Problem
from ..ledger.document import values
from ..ledger.entries import EMPTY, Ledger
from .git import git
from .store import NAME

_NEWEST = 50
"""The number of versions to compare; older versions were compared when these were written."""
_MAPPINGS = ("issues", "items", "sessions")
_RANKS = {"recorded": 0, "claimed": 1, "sending": 1, "sent": 2}
"""The states of an issue by how far it came. After a refusal it may be claimed again."""


class LedgerFile(NamedTuple):
    """A content folder's ledger file; the folder need not be in a clone."""

    folder: Path
    path: str
    """The file's path, as sentences name it."""


class Loss(NamedTuple):
    """What a version in git's history has, and the ledger has no more."""

    commit: str
    names: tuple[str, ...]
    """Names of entries, as _ranks gives them."""
    is_older: bool
    """Whether the ledger has nothing that the version lacks, so that the version can take its place."""
    is_whole: bool
    """Whether there is no ledger at all."""


def raise_if_lost(file: LedgerFile, ledger: Ledger, bulletin_id: str) -> None:
    """Raise ContentError (LED05) if a version in git's history knows more than the ledger.

    More is an entry that the ledger lacks, an issue or a delivery that came further, a session with a later revision.
    ledger: the current one, EMPTY if there is none. bulletin_id: versions of another bulletin are skipped.
    Without git, a clone or a history, nothing is compared and nothing is raised.
    """
    current: dict[str, Any] = values(ledger) if ledger.bulletin else {}
    ranks = _ranks(current, current)
    for commit, document in _versions(file.folder):
        if document.get("bulletin") != bulletin_id:
            continue
        past = _ranks(document, current)
        lost = sorted(name for name, rank in past.items() if ranks.get(name, -1) < rank)
        if lost:
            is_older = all(past.get(name, -1) >= rank for name, rank in ranks.items())
            raise ContentError((_problem(file, Loss(commit, tuple(lost), is_older, not ledger.bulletin)),))


def raise_if_unseen(file: LedgerFile, ledger: Ledger) -> None:
    """Raise ContentError (LED05) if there is no ledger, and the clone is too shallow to say whether there was."""
    shallow = git(file.folder, "rev-parse", "--is-shallow-repository") if ledger == EMPTY else None
    if shallow and shallow.strip() == "true":
        sentence = f"There is no {file.path}, and git has only the newest commits here, so it may have been deleted."
        hint = "Fetch them all: type `git fetch --unshallow`, or give actions/checkout `fetch-depth: 0`."
        raise ContentError((Problem(path=file.path, line=1, column=1, rule="LED05", message=sentence, hint=hint),))


def _versions(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the commit and the content of each readable version, newest first.

    Also of the versions that the remote's branch had and lost to a forced push, as far as this clone has seen them.
    """
    newest = f"--max-count={_NEWEST}"
    commits = git(folder, "log", "--full-history", newest, "--format=%h", "--", NAME) or ""
    on_remote = git(folder, "log", "--walk-reflogs", newest, "--format=%h", "@{upstream}", "--", NAME) or ""
    for commit in dict.fromkeys([*commits.split(), *on_remote.split()]):
        text = git(folder, "cat-file", "blob", f"{commit}:./{NAME}")
        try:
            document = json.loads(text) if text else None
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            yield commit, document


def _ranks(document: dict[str, Any], current: dict[str, Any]) -> dict[str, int]:
    """Return the names of all entries, like issues/2022-02 or items/week, and how far each came.

    current: the ledger of now. What a claim began counts as long as no other claim has followed it.
    """
    ranks = {f"{name}/{key}": 0 for name in _MAPPINGS for key in _mapping(document, name)}
    addresses = [*_list(document, "addresses"), *_list(document, "withdrawn")]
    ranks |= {f"addresses/{address}": 0 for address in addresses}
    for key in _mapping(document, "sessions"):
        ranks[f"sessions/{key}"] = _number(_entry(document, "sessions", key).get("sequence"))
    for key in _mapping(document, "issues"):
        entry = _entry(document, "issues", key)
        ranks[f"issues/{key}"] = _RANKS.get(str(entry.get("state")), 0)
        is_same_claim = entry.get("claim") == _entry(current, "issues", key).get("claim")
        for name, delivery in _mapping(entry, "deliveries").items():
            is_accepted = isinstance(delivery, Mapping) and delivery.get("state") == "accepted"
            if is_accepted or is_same_claim:
                ranks[f"issues/{key}, delivery {name}"] = int(is_accepted)
    return ranks


def _mapping(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, Mapping) else {}


def _entry(document: Mapping[str, Any], name: str, key: str) -> Mapping[str, Any]:
    return _mapping(_mapping(document, name), key)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _list(document: dict[str, Any], name: str) -> list[str]:
    value = document.get(name)
    return [address for address in value if isinstance(address, str)] if isinstance(value, (list, tuple)) else []


def _problem(file: LedgerFile, loss: Loss) -> Problem:
    path, commit, names = file.path, loss.commit, loss.names
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    sentence = f'{path} has lost what it had of "{names[0]}"{more} in commit {commit}.'
    hint = f"Put back what is missing: `git show {commit}:./{NAME}`, typed in the content folder, prints it."
    if loss.is_older:
        hint = f"Put it back: type `git checkout {commit} -- {NAME}` in the content folder."
    if loss.is_whole:
        sentence = f"{path} is missing, and git's history has it (commit {commit})."
    return Problem(path=path, line=1, column=1, rule="LED05", message=sentence, hint=hint)
