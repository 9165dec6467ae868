"""Define the result of an import: items as files, their uncertain facts, and problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..content.source import Workspace
from ..errors import Problem


class ImportContext(NamedTuple):
    """The facts outside a document that are needed to read it."""

    day: date
    """The date of the issue that its items go into; earlier dates are not taken as sessions."""
    public: bool = False
    """Whether anybody can read the repository. If so, items are not put on hold, and nothing limited is taken."""
    month_first: bool = False
    """Whether 03/04/2026 is 4 March."""
    words: Mapping[str, tuple[str, ...]] = {}
    """The lines of each word list, by the list's name."""
    attaches: bool = False
    """Whether to attach a Word file or PDF to its item, if it becomes exactly one item."""

    @classmethod
    def of(cls, workspace: Workspace, issue: str) -> ImportContext:
        """Return the context for an issue of a content folder, by the issue's id."""
        settings = workspace.settings
        day = next((other.day for other in workspace.issues if other.id == issue), workspace.day)
        return cls(day, settings.public_repository, settings.month_first, workspace.words)


class DraftPicture(NamedTuple):
    """A picture of an item, to be saved beside it."""

    name: str
    """The name of its file in files/."""
    data: bytes


class Draft(NamedTuple):
    """One item that was made from a document."""

    name: str
    """The name of its file, without the ending: the slug of its title."""
    title: str
    kind: str
    text: str
    """The text of the whole file, top part and body."""
    sessions: tuple[str, ...] = ()
    """The lines below "sessions:"."""
    marks: tuple[str, ...] = ()
    """What is uncertain and what to do; each becomes a line "# ?"."""
    limited: str = ""
    """The words of the document for which it is limited, "" if it is not."""
    attachment: str = ""
    """The name of its attachment in files/, "" for none."""
    attachment_data: bytes = b""
    pictures: tuple[DraftPicture, ...] = ()
    """The pictures in its body."""


class Drafts(NamedTuple):
    """The items that were made from a document, and its problems."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    """The parts that were not taken, and why."""


def refusal(name: str, message: str, hint: str = "") -> Problem:
    """Make the problem of a document that is not taken, or not completely (IMP02)."""
    return Problem(path=name, line=1, column=1, rule="IMP02", message=message, hint=hint)
