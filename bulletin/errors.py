"""A problem of the content, and the errors that Bulletin raises.

BulletinError                 anything that Bulletin reports to its user (exit code 1)
├── ContentError              the content is wrong; has every Problem that was found
│   └── TemplateError         a template is wrong; names the template and the line
├── LeakError                 a built file has text that its readers may not see
├── FolderError               the output folder cannot be written safely
├── RequestError              the user named something that does not exist (exit code 2)
└── PublishError              an issue could not be published (exit code 3)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A mistake in the content, its place, and what to do about it."""

    path: str
    """The path of the file from the parent of the content folder, with "/", like "content/2022-02/course.md"."""
    line: int
    """The line in the file, from 1; the lines --- count too."""
    column: int
    """The character in the line, from 1."""
    rule: str
    message: str
    """What is wrong, in words that editors use."""
    hint: str = ""
    """What to do about it; "" if there is nothing to add."""
    severity: str = "error"
    """"error", "warning" or "info"."""

    @property
    def is_error(self) -> bool:
        """Whether it stops a build."""
        return self.severity == "error"

    @property
    def sentence(self) -> str:
        """The message and the hint."""
        return f"{self.message} {self.hint}".strip()

    def __lt__(self, other: Problem) -> bool:
        return _in_order(self) < _in_order(other)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.sentence} [{self.rule}]"


_in_order = attrgetter("path", "line", "column", "rule", "message", "hint", "severity")


class BulletinError(Exception):
    """An error that is reported to the user; its text is a whole sentence."""

    exit_code: ClassVar[int] = 1


class ContentError(BulletinError):
    """The content is wrong; `problems` has every problem that was found, sorted by place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TemplateError(ContentError):
    """A template is wrong; its one problem has the template, the line and the reason."""

    def __init__(self, name: str, line: int, message: str) -> None:
        self.name, self.line = name, line
        super().__init__((Problem(path=f"templates/{name}", line=line, column=1, rule="TPL01", message=message),))
        self.args = (f"templates/{name}:{line}: {message} [TPL01]",)


class LeakError(BulletinError):
    """A built file has text that its readers may not see; the sentence quotes the text and names the file."""

    def __init__(self, sentence: str, public: str = "") -> None:
        self.public = public or sentence
        """The sentence without the quoted text, for logs that everybody can read."""
        super().__init__(sentence)


class OutputError(BulletinError):
    """An output of another package fails, or does something that is not allowed."""


class FolderError(BulletinError):
    """The output folder cannot be written safely."""


class RequestError(BulletinError):
    """The user named something that does not exist, like an issue or an output."""

    exit_code: ClassVar[int] = 2


class PublishError(BulletinError):
    """An issue could not be published."""

    exit_code: ClassVar[int] = 3


_READING = "while reading "
"""The start of the note that names the file in which an error occurred (PEP 678)."""


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Add a note with the path of the file that is being read to an unexpected error in this context."""
    try:
        yield
    except BulletinError:
        raise
    except Exception as error:
        error.add_note(f"{_READING}{path}")
        raise


def path_of(error: BaseException) -> str:
    """Return the path of the file that was being read when an error occurred; "" if none was."""
    notes = (note for note in getattr(error, "__notes__", ()) if note.startswith(_READING))
    return next(notes, "").removeprefix(_READING)
