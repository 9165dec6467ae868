"""The result of an import: items as files, what is unsure in them, and what cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..content.source import Workspace
from ..errors import Problem


class ImportContext(NamedTuple):
    """What a document is read with."""

    day: date
    """The date of the issue that its items go into: no session lies before it."""
    public: bool = False
    """Whether anybody can read the repository: then nothing is on hold, and nothing limited is taken."""
    month_first: bool = False
    """Whether 03/04/2026 is 4 March."""
    words: Mapping[str, Sequence[str]] = {}
    """The lines of each word list, by the list's name."""
    attaches: bool = False
    """Whether a Word file or a PDF that becomes one item goes with it, as its flyer."""

    @classmethod
    def of(cls, workspace: Workspace, issue: str) -> ImportContext:
        """Return the context of an issue of a content folder."""
        settings = workspace.settings
        day = next((each.day for each in workspace.issues if each.id == issue), workspace.day)
        return cls(day, settings.public_repository, settings.month_first, workspace.words)


class DraftPicture(NamedTuple):
    """A picture that goes with an item, as it is to be saved."""

    name: str
    """Of its file in files/."""
    data: bytes


class Draft(NamedTuple):
    """One item that was made from a document."""

    name: str
    """Of its file, without the ending: the slug of its title."""
    title: str
    kind: str
    text: str
    """The whole file."""
    sessions: tuple[str, ...] = ()
    """The lines below "sessions:"."""
    marks: tuple[str, ...] = ()
    """What is unsure, and what to do: a line "# ?" each."""
    limited: str = ""
    """The words for which it is limited, "" if it is not."""
    attachment: str = ""
    """The name of the file in files/ that goes with it; "" if none does."""
    attachment_data: bytes = b""
    pictures: tuple[DraftPicture, ...] = ()
    """Those that stand in its text."""


class Drafts(NamedTuple):
    """What became of a document."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why something was not taken."""


def refusal(name: str, message: str, hint: str = "") -> Problem:
    """Return the problem of a document that is not taken, or not all of it (IMP02)."""
    return Problem(path=name, line=1, column=1, rule="IMP02", message=message, hint=hint)
