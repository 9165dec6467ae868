"""Values for the editor's checks: every file as its author wrote it, and where everything stands in it.

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
    """A piece of a value in the top part, unbroken in the file."""

    key: str
    text: str
    start: int
    end: int


class Hyperlink(NamedTuple):
    """A link: where it stands, and what it says and leads to."""

    label: str
    """As a reader sees it; the address where it has no name."""
    url: str
    start: int
    end: int
    at: int
    """Where the address stands."""
    kind: str
    """named, angled (`<https://…>`), bare, broken, or the key that it is the value of."""


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
    """How many blocks it stands in."""


class Source(NamedTuple):
    """A file as its author wrote it."""

    path: str
    kind: str
    """settings, issue, snippet or item."""
    text: str
    said: str
    """As long as the text, with blanks for all that no reader reads as prose: keys, marks, addresses, code."""
    body: int
    """Where the text after the top part begins."""
    values: tuple[Value, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    headings: tuple[Heading, ...] = ()
    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    """Where code begins and ends, in blocks and in lines."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at an offset."""
        return place_of(self.text, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; the end of the text for one that is not there."""
        return offset_of(self.text, line, column)

    def key_at(self, offset: int) -> str:
        """Return the key in whose value an offset lies, "" in the text."""
        index = bisect_right(self.values, offset, key=lambda value: value.start) - 1
        return self.values[index].key if index >= 0 and offset <= self.values[index].end else ""


class Enclosed(NamedTuple):
    """What a file that goes with an item holds besides what it shows."""

    path: str
    """The file itself."""
    line: int
    """Where its item names it; so is `column`."""
    column: int
    source: str
    """The file of the item."""
    text: str
    """All its words, also those in comments and properties."""
    changes: int = 0
    """Tracked changes."""
    comments: int = 0
    located: bool = False
    """Whether it says where a picture was taken."""
    authors: tuple[str, ...] = ()
    hidden: int = 0
    """Stretches of hidden text."""


class Workspace(NamedTuple):
    """The content folder as the editor's checks see it: every file and every issue, also those that are not shown."""

    settings: Settings
    theme: Theme
    day: date
    """The day by which files without an issue are judged: the bulletin's `as_of`."""
    issues: tuple[Issue, ...]
    """Every issue, drafts and those of later days too, newest first."""
    sources: Iterable[Source] = ()
    enclosed: Mapping[str, tuple[Enclosed, ...]] = {}
    """What goes with items and holds more than it shows, by the files of the items."""
    sent: frozenset[str] = frozenset()
    """Ids of the issues whose email the ledger knows as sent."""
    late: frozenset[str] = frozenset()
    """Slugs of items that came into a sent issue afterwards."""
    words: Mapping[str, tuple[str, ...]] = {}
    """Lines of each word list, by the list's name."""
