"""Judge an item that somebody types in the browser, and write its file: never over another, never outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..content.files import ISSUE_ID, TEXT_LIMIT
from ..content.load import Reading, read_ledger
from ..errors import FolderError, Problem, RequestError
from ..outputs.session_text import session_sentence
from ..text.suggest import did_you_mean
from .latest import Latest

LARGEST_BODY = 2 * TEXT_LIMIT
"""Bytes of a request that holds an item."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 80
_TAKEN_NAMES = ("issue", "readme")


class TypedItem(NamedTuple):
    """An item as it was typed, and where it is to stand."""

    issue: str
    name: str
    """Of the file, without ending."""
    text: str

    @property
    def path(self) -> str:
        """Return its path in the content folder."""
        return f"{self.issue}/{self.name}.md"


class Judgement(NamedTuple):
    """What Bulletin says of an item."""

    problems: tuple[Problem, ...]
    """What is wrong with it, and elsewhere since it is there."""
    sessions: tuple[str, ...]
    """Its dates in words, as they were read."""

    @property
    def stops(self) -> bool:
        """Whether it may not be written like this."""
        return bool(self.errors)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which it is not written; what an import marks is to be settled in the file."""
        return tuple(problem for problem in self.problems if problem.severity == "error" and problem.rule != "IMP01")


def typed_item(body: bytes) -> TypedItem:
    """Read an item from a request; raise RequestError for what is none."""
    try:
        values = json.loads(body)
        fields = [values[name] for name in TypedItem._fields]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RequestError("I cannot read what the page sent. Load it again.") from None
    if not all(isinstance(value, str) for value in fields):
        raise RequestError("I cannot read what the page sent. Load it again.")
    item = TypedItem(*fields)
    if not _NAME.fullmatch(item.name) or len(item.name) > _LONGEST_NAME or item.name in _TAKEN_NAMES:
        raise RequestError("The file gets its name from the title. Write a title with letters or numbers in it.")
    if not ISSUE_ID.fullmatch(item.issue):
        raise RequestError("Write the issue as its folder is called, like 2022-03.")
    try:
        item.text.encode()
    except UnicodeEncodeError:  # Half a character, which JSON can hold, is in no file.
        raise RequestError("There is half a character in the text. Type it again.") from None
    return item


def judge(latest: Latest, item: TypedItem) -> Judgement:
    """Say what is wrong with an item, by reading the folder as if it stood there.

    Raises RequestError for an issue that is not there or has gone out, FolderError for a name that is taken,
    ContentError for a ledger that is damaged.
    """
    reading, problems = latest.judge(item.path, item.text)
    _refuse_place(latest, reading, item)
    path = (latest.content / item.path).as_posix()
    return Judgement(problems, tuple(_sessions(reading, path)))


def write(latest: Latest, item: TypedItem) -> Path:
    """Write the file of an item that nothing is wrong with, and return its path.

    Raises RequestError where something is wrong, FolderError where the file cannot be written.
    """
    judged = judge(latest, item)
    if judged.stops:
        raise RequestError("\n".join(map(str, judged.errors)))
    path = latest.content / item.path
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(item.text)
    except FileExistsError:
        raise FolderError(_is_there(path)) from None
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return path


def judged_values(judged: Judgement) -> dict[str, Any]:
    """Return the same for the page's script."""
    return {
        "stops": judged.stops,
        "problems": [
            {
                "severity": problem.severity,
                "line": problem.line,
                "sentence": f"{problem.message} {problem.hint}".strip(),
            }
            for problem in judged.problems
        ],
        "sessions": list(judged.sessions),
    }


def _refuse_place(latest: Latest, reading: Reading, item: TypedItem) -> None:
    """Raise where an item may not be put at all."""
    ids = [issue.id for issue in reading.workspace.issues]
    if item.issue not in ids:
        hint = did_you_mean(item.issue, ids) or "Begin it: bulletin new issue"
        raise RequestError(f'There is no issue "{item.issue}" in {latest.content}. {hint}')
    if item.issue in read_ledger(latest.content).issues:
        raise RequestError(f"The issue {item.issue} has gone out, so nothing is added to it. Choose a later one.")
    path = latest.content / item.path
    if path.exists() or path.is_symlink():
        raise FolderError(_is_there(path))


def _is_there(path: Path) -> str:
    return f"{path} is there already. Choose another title, or edit that file."


def _sessions(reading: Reading, path: str) -> Iterator[str]:
    for issue in reading.workspace.issues:
        for item in issue.items:
            if item.path == path and item.issue == issue.id:
                yield from map(session_sentence, item.sessions)
