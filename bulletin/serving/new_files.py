"""Check an item that is typed in the browser, and write its file, never over another or outside the folder."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..content.files import ISSUE_ID, TEXT_LIMIT, media_type
from ..content.load import Reading, read_ledger
from ..errors import FolderError, Problem, RequestError
from ..importing import DraftPicture
from ..outputs.session_text import session_sentence
from ..scaffold.file_set import write_new
from ..text.suggest import did_you_mean
from .latest import Latest

LARGEST_BODY = 2 * TEXT_LIMIT
"""The most bytes of a request with an item."""
LARGEST_WITH_PICTURES = LARGEST_BODY + 3_000_000
"""The most bytes of a request with an item and the pictures of a document: ten pictures in Base64."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 80
_PICTURE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<ending>png|jpg|gif)")
_PICTURE_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
_TAKEN_NAMES = ("issue", "readme")


class TypedItem(NamedTuple):
    """An item as it was typed, with the issue and file name for it."""

    issue: str
    """The id of the issue."""
    name: str
    """The name of the file, without its ending."""
    text: str
    """The text of the whole file."""
    pictures: tuple[DraftPicture, ...] = ()
    """The pictures of a document that are in the text and are written with it."""

    @property
    def text_to_judge(self) -> str:
        """The text with words in place of its pictures, which are not in files/ yet; line numbers stay the same."""
        names = "|".join(re.escape(picture.name) for picture in self.pictures)
        return re.sub(rf"!\[[^\]]*\]\(files/(?:{names})\)", "A picture.", self.text) if names else self.text

    @property
    def path(self) -> str:
        """The path of its file in the content folder."""
        return f"{self.issue}/{self.name}.md"


class Judgement(NamedTuple):
    """The result of checking an item."""

    problems: tuple[Problem, ...]
    """Its problems, and those that it causes in other files."""
    sessions: tuple[str, ...]
    """Its sessions in words, as Bulletin reads them."""

    @property
    def stops(self) -> bool:
        """Whether it must not be written."""
        return bool(self.errors)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors for which it is not written. IMP01, a question of an import, is settled in the file later."""
        return tuple(problem for problem in self.problems if problem.is_error and problem.rule != "IMP01")


def typed_item(body: bytes) -> TypedItem:
    """Read an item from the body of a request; raise RequestError if it has another form."""
    try:
        values = json.loads(body)
        issue, name, text = fields = [values[key] for key in ("issue", "name", "text")]
        pictures = tuple(_picture(*pair) for pair in values.get("pictures", ()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RequestError("I cannot read what the page sent. Load it again.") from None
    if not all(isinstance(value, str) for value in fields):
        raise RequestError("I cannot read what the page sent. Load it again.")
    item = TypedItem(issue, name, text, pictures)
    if not _NAME.fullmatch(item.name) or len(item.name) > _LONGEST_NAME or item.name in _TAKEN_NAMES:
        raise RequestError("The file gets its name from the title. Write a title with letters or numbers in it.")
    if not ISSUE_ID.fullmatch(item.issue):
        raise RequestError("Write the issue as its folder is called, like 2022-03.")
    try:
        item.text.encode()
    except UnicodeEncodeError:  # JSON may hold half of a surrogate pair, which UTF-8 cannot.
        raise RequestError("There is half a character in the text. Type it again.") from None
    return item


def _picture(name: str, data: str) -> DraftPicture:
    """Read a picture that the page sent back. data: Base64. Raises ValueError for another name or type of file."""
    match, read = _PICTURE_NAME.fullmatch(name), b64decode(data, validate=True)
    if match is None or len(name) > _LONGEST_NAME + 10 or media_type(read[:16], "") != _PICTURE_TYPES[match["ending"]]:
        raise ValueError(name)
    return DraftPicture(name, read)


def judge(latest: Latest, item: TypedItem) -> Judgement:
    """Check an item by reading the folder as if it had the item's file.

    Raises RequestError for an issue that does not exist or was sent, FolderError for a name that is taken,
    ContentError for a damaged ledger.
    """
    reading, problems = latest.judge(item.path, item.text_to_judge)
    _refuse_place(latest, reading, item)
    path = (latest.content / item.path).as_posix()
    return Judgement(problems, tuple(_sessions(reading, path)))


def write(latest: Latest, item: TypedItem) -> Path:
    """Write the file of an item and its pictures, all or none; return the path of the file.

    Raises RequestError if the item has errors, FolderError if a file cannot be written.
    """
    judged = judge(latest, item)
    if judged.stops:
        raise RequestError("\n".join(map(str, judged.errors)))
    path = latest.content / item.path
    folder = path.parent / "files"
    if item.pictures and not folder.resolve().is_relative_to(latest.content.resolve()):
        raise FolderError(f"{folder} is a link to a place outside the content folder. Make it a folder.")
    try:
        write_new({folder / picture.name: picture.data for picture in item.pictures} | {path: item.text.encode()})
    except FileExistsError as error:
        raise FolderError(_is_there(Path(error.filename or path))) from None
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename or path}: {error.strerror}.") from error
    return path


def judged_values(judged: Judgement) -> dict[str, Any]:
    """Return a judgement as values for JSON."""
    return {
        "stops": judged.stops,
        "problems": [
            {
                "severity": problem.severity,
                "line": problem.line,
                "sentence": problem.sentence,
            }
            for problem in judged.problems
        ],
        "sessions": list(judged.sessions),
    }


def _refuse_place(latest: Latest, reading: Reading, item: TypedItem) -> None:
    """Raise RequestError or FolderError if an item may not be put into its issue, or its file exists."""
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
