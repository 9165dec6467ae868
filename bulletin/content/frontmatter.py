"""Define the values of a file's top part: texts with their places, entries, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..errors import Problem

_SEPARATORS = re.compile(r"[ \-_]+")


class Wrong(Exception):
    """A value that cannot be read: its rule, the message, what to do, and the offset of the mistake in the value."""

    def __init__(self, rule: str, message: str, hint: str = "", offset: int = 0) -> None:
        self.rule, self.message, self.hint, self.offset = rule, message, hint, offset
        super().__init__(f"{message} {hint}".strip())

    def later(self, characters: int) -> Wrong:
        """Return the same problem some characters further on, for a text in which the value stands."""
        return Wrong(self.rule, self.message, self.hint, self.offset + characters)


def bounds(text: str) -> tuple[int, int]:
    """Return the offsets of the start and end of a text without the blanks around it; (0, 0) if it is blank."""
    end = len(text.rstrip())
    return (len(text) - len(text.lstrip()), end) if end else (0, 0)


class Run(NamedTuple):
    """The place in the file of a part of a text that is written there without a break."""

    offset: int
    """Its offset in the text."""
    line: int
    column: int


class PlacedText(NamedTuple):
    """A piece of text and where each part of it stands in its file, with the line and column of its start."""

    text: str
    """The text, cleaned: no-break spaces and tabs are blanks, continued lines are joined by one blank."""
    path: str
    line: int
    column: int
    breaks: tuple[Run, ...] = ()
    """In order, the place of each part that does not follow the one before it in the file."""
    closed: bool = False
    """Whether YAML quotes or brackets mark its start and end, so that none of its lines can be a separate key."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """The place of each part that is written without a break, in order."""
        return Run(0, self.line, self.column), *self.breaks

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, of the character at an offset."""
        start, line, column = 0, self.line, self.column
        for run in self.breaks:
            if run.offset <= offset:
                start, line, column = run
        return line, column + offset - start

    def problem(self, wrong: Wrong, severity: str = "error") -> Problem:
        """Make the problem of a mistake in this text, at its place in the file."""
        line, column = self.place(wrong.offset)
        return Problem(
            path=self.path,
            line=line,
            column=column,
            rule=wrong.rule,
            message=wrong.message,
            hint=wrong.hint,
            severity=severity,
        )

    def part(self, start: int, end: int) -> PlacedText:
        """Return the part of the text from one offset to another, with its places."""
        later = (run._replace(offset=run.offset - start) for run in self.breaks if start < run.offset < end)
        return PlacedText(self.text[start:end], self.path, *self.place(start), tuple(later))


class KeyEntry(NamedTuple):
    """One key of a file, with all its values."""

    key: str
    """Its main name in the table of keys, not an alias."""
    line: int
    column: int
    inline: PlacedText | None
    """The value on the key's line, with its continued lines; None if there is none."""
    lines: tuple[PlacedText, ...]
    """The values of list lines, or each indented line of a key that takes one entry a line."""
    subs: tuple[tuple[PlacedText, PlacedText], ...]
    """Name and value of each sub-line."""

    @property
    def empty(self) -> bool:
        """Whether the key has no value."""
        return self.inline is None and not self.lines and not self.subs


class KeyNames(NamedTuple):
    """The keys that one kind of file may have, and how each is written."""

    names: Mapping[str, str]
    """Every accepted name, normalised by `same_key` → the key that it means."""
    one_a_line: Collection[str] = ()
    """Keys for which each indented line is an entry."""
    sub_lines: Collection[str] = ()
    """Keys whose indented lines have a name, a colon and a value."""


class Document(NamedTuple):
    """A file, split into its entries and its body."""

    path: str
    entries: Mapping[str, KeyEntry]
    body: str
    body_line: int
    """The line on which the body begins."""
    problems: tuple[Problem, ...]
    end: int = 1
    """The line of the fence that ends the top part."""
    top: str = ""
    """The text before the body, with "\\n" as line ends."""
    near_keys: frozenset[str] = frozenset()
    """The keys that stand misspelt in it."""

    @property
    def text(self) -> str:
        """The text of the whole file, joined on demand to save memory."""
        return self.top + self.body


def same_key(name: str) -> str:
    """Normalise a key for comparing: NFKC, lower case, one blank for hyphens, underscores and blanks."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", name).lower()).strip()
