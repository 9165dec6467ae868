"""Define the source files that the checks look at: texts as written, with the positions of their parts.

Offsets count characters of a text whose line ends are "\\n"; lines and columns are those of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ..model import Issue, Settings, Theme
from ..text.lines import offset_of, place_of


class Value(NamedTuple):
    """A part of a value in the top part that is written without a break in the file."""

    key: str
    text: str
    start: int
    end: int


class Hyperlink(NamedTuple):
    """A link, with its words, its address and its position."""

    label: str
    """Its words as printed; the address if it has none."""
    url: str
    start: int
    end: int
    at: int
    """The offset of the address."""
    kind: str
    """named (`[words](…)`), angled (`<https://…>`), bare, broken, or the key in whose value it is."""


class Heading(NamedTuple):
    """A heading of the text."""

    level: int
    text: str
    start: int


class Picture(NamedTuple):
    """A picture of the text."""

    alt: str
    name: str
    start: int


class Block(NamedTuple):
    """A block of the text: paragraph, item, list, ordered list, quote, table, code, indented code, comment."""

    kind: str
    start: int
    end: int
    depth: int
    """How many blocks it is inside of."""


class Source(NamedTuple):
    """A file as its author wrote it."""

    path: str
    kind: str
    """settings, issue, snippet or item."""
    text: str
    said: str
    """The text, with a blank for each character that is not prose: keys, marks, addresses, code."""
    body: int
    """The offset of the body, after the top part."""
    values: tuple[Value, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    headings: tuple[Heading, ...] = ()
    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    """The start and end of each piece of code, blocks and inline."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at an offset."""
        return place_of(self.text, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column; the end of the text if they are outside it."""
        return offset_of(self.text, line, column)

    def key_at(self, offset: int) -> str:
        """Return the key whose value contains an offset, "" for an offset in the body."""
        index = bisect_right(self.values, offset, key=lambda value: value.start) - 1
        return self.values[index].key if index >= 0 and offset <= self.values[index].end else ""


class Enclosed(NamedTuple):
    """The contents of an attachment, with the place at which its item names it."""

    path: str
    """The path of the attachment."""
    line: int
    """The line of the item's file on which it is named."""
    column: int
    source: str
    """The path of the item's file."""
    text: str
    """All its words, also those in comments and properties."""
    changes: int = 0
    """How many tracked changes it has."""
    comments: int = 0
    located: bool = False
    """Whether it says where a picture was taken."""
    authors: tuple[str, ...] = ()
    hidden: int = 0
    """How many stretches of hidden text it has."""


class Workspace(NamedTuple):
    """The content folder as the checks see it: every file and every issue, also unpublished ones."""

    settings: Settings
    theme: Theme
    day: date
    """The day for checking files that belong to no issue: the bulletin's `as_of`."""
    issues: tuple[Issue, ...]
    """Every issue, also drafts and those of later days, newest first."""
    sources: Iterable[Source] = ()
    enclosed: Mapping[str, tuple[Enclosed, ...]] = {}
    """The contents of attachments that have any, by the path of the item's file."""
    sent: frozenset[str] = frozenset()
    """The ids of issues whose email was sent, according to the ledger."""
    late: frozenset[str] = frozenset()
    """The slugs of items that were added to an issue after it was sent."""
    words: Mapping[str, tuple[str, ...]] = {}
    """The lines of each word list, by the list's name."""
