"""What can go wrong, as data: one problem, and the errors that carry problems.

BulletinError                 anything that Bulletin says to its user (exit code 1)
├── ContentError              the content is wrong; carries every Problem found
│   └── TemplateError         a template is wrong; names the template and the line
├── LeakError                 a built file holds what its readers may not see
├── FolderError               the output folder cannot be written safely
├── RequestError              what was asked for does not exist (exit code 2)
└── PublishError              it could not be published (exit code 3)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it."""

    path: str
    """The file, from the folder that holds the content folder, with "/"."""
    line: int
    """Counts from 1, fences included."""
    column: int
    """Counts from 1, in characters of the line as written."""
    rule: str
    message: str
    """What is wrong, in the editor's words."""
    hint: str = ""
    """What to do."""
    severity: str = "error"
    """error, warning or info."""

    def __lt__(self, other: Problem) -> bool:
        return _in_order(self) < _in_order(other)

    def __str__(self) -> str:
        sentence = f"{self.message} {self.hint}".strip()
        return f"{self.path}:{self.line}:{self.column}: {sentence} [{self.rule}]"


_in_order = attrgetter("path", "line", "column", "rule", "message", "hint", "severity")


class BulletinError(Exception):
    """What Bulletin says to its user instead of doing harm."""

    exit_code: ClassVar[int] = 1


class ContentError(BulletinError):
    """The content is wrong: every problem found, sorted by place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TemplateError(ContentError):
    """A template is wrong: which, at which line, and why."""

    def __init__(self, name: str, line: int, message: str) -> None:
        self.name, self.line = name, line
        super().__init__((Problem(path=f"templates/{name}", line=line, column=1, rule="TPL01", message=message),))
        self.args = (f"templates/{name}:{line}: {message} [TPL01]",)


class LeakError(BulletinError):
    """A built file holds something that its readers may not see: which words of which file."""

    def __init__(self, sentence: str, public: str = "") -> None:
        self.public = public or sentence
        """The same without the words, for where everybody can read it."""
        super().__init__(sentence)


class OutputError(BulletinError):
    """An output that another package adds does what none may do, or fails."""


class FolderError(BulletinError):
    """The output folder cannot be written safely."""


class RequestError(BulletinError):
    """What was asked for does not exist."""

    exit_code: ClassVar[int] = 2


class PublishError(BulletinError):
    """An issue could not be published."""

    exit_code: ClassVar[int] = 3


_READING = "while reading "
"""How the note on an error begins that names the file (PEP 678)."""


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Note on an error that nobody foresaw, and that comes from within, which file was being read."""
    try:
        yield
    except BulletinError:
        raise
    except Exception as error:
        error.add_note(f"{_READING}{path}")
        raise


def path_of(error: BaseException) -> str:
    """Return the file that was being read where an error came from; "" if none was."""
    notes = (note for note in getattr(error, "__notes__", ()) if note.startswith(_READING))
    return next(notes, "").removeprefix(_READING)
