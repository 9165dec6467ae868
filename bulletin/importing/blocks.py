"""Define a document as it was read: blocks of words in order, margins, remarks and enclosures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class TextRun(NamedTuple):
    """Words of a block, with the address that they link to."""

    text: str
    """The words, with "\\n" for a line end inside the block, and "\\t" between columns."""
    url: str = ""
    """The address, "" for words that are no link."""


Cell = tuple[TextRun, ...]
"""The words of a paragraph or of a table cell."""


class BlockKind(StrEnum):
    """The kinds of blocks."""

    HEADING = "heading"
    TEXT = "text"
    """A paragraph."""
    ENTRY = "entry"
    """An entry of a list."""
    TABLE = "table"
    BREAK = "break"
    """The end of a page, or a horizontal line."""
    PICTURE = "picture"


class DocumentPicture(NamedTuple):
    """A picture in a document."""

    data: bytes
    name: str = ""
    """The name of its file, "" if it has none."""
    alt: str = ""
    """The text alternative in the document."""


class DocumentBlock(NamedTuple):
    """A heading, a paragraph, an entry of a list, a table, a picture, or the end of a page."""

    kind: BlockKind
    runs: Cell = ()
    level: int = 0
    """The level of a heading, from 1, or the depth of a list entry, from 0."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The rows of a table."""
    ordered: bool = False
    """Whether a list entry has a number."""
    number: int = 1
    """The number of an entry of a list that does not begin with 1."""
    is_sure: bool = True
    """Whether a heading has the style of one, and does not only look like one."""
    picture: DocumentPicture | None = None

    @property
    def text(self) -> str:
        """All its words, with tabs between the cells of a row."""
        if self.kind is not BlockKind.TABLE:
            return words(self.runs)
        return "\n".join("\t".join(" ".join(words(cell).split()) for cell in row) for row in self.rows)


def words(cell: Cell) -> str:
    """Return the words of runs, joined, without blanks around them."""
    return "".join(run.text for run in cell).strip()


class MailFile(NamedTuple):
    """A file that is attached to a mail."""

    name: str
    data: bytes


class Margin(NamedTuple):
    """Words that are not taken into an item, but are searched for restrictions."""

    place: str
    """The place of the words, as it follows "in": "the header of a page"."""
    text: str


class DocumentText(NamedTuple):
    """The contents of a document, whatever its format."""

    blocks: tuple[DocumentBlock, ...]
    title: str = ""
    """The title in the properties of the file, "" if it has none."""
    margins: tuple[Margin, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences about parts that were left out or may be wrong."""
    enclosures: tuple[MailFile, ...] = ()
    keys: Mapping[str, str] = MappingProxyType({})
    """Keys of an item, from the top part of a Markdown file of another program."""


class Unreadable(Exception):
    """A file that cannot be read, with the reason and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message} {hint}".strip())


def links(block: DocumentBlock) -> Iterator[TextRun]:
    """Yield the links of a block, in their order."""
    cells = (cell for row in block.rows for cell in row) if block.kind is BlockKind.TABLE else (block.runs,)
    yield from (run for cell in cells for run in cell if run.url)
