"""A document as it was read: blocks of words in their order, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class TextRun(NamedTuple):
    """Words of one piece, and the address behind them."""

    text: str
    """With "\\n" where a line ends inside a block, and "\\t" between columns."""
    url: str = ""


Cell = tuple[TextRun, ...]


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ENTRY = "entry"
    """Of a list."""
    TABLE = "table"
    BREAK = "break"
    """The end of a page, or a line across it."""
    PICTURE = "picture"


class DocumentPicture(NamedTuple):
    """A picture that is in a document."""

    data: bytes
    name: str = ""
    """Of its file; "" if it has none."""
    alt: str = ""
    """What the document says of it."""


class DocumentBlock(NamedTuple):
    """A heading, a paragraph, an entry of a list, a table, a picture, or the end of a page."""

    kind: BlockKind
    runs: Cell = ()
    level: int = 0
    """Of a heading, from 1; how deep an entry of a list lies, from 0."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Of a table."""
    ordered: bool = False
    """Whether an entry has a number."""
    is_sure: bool = True
    """Whether a heading is one by its style, and not only by its looks."""
    picture: DocumentPicture | None = None

    @property
    def text(self) -> str:
        """All its words; the cells of a row have tabs between them."""
        if self.kind is not BlockKind.TABLE:
            return words(self.runs)
        return "\n".join("\t".join(" ".join(words(cell).split()) for cell in row) for row in self.rows)


def words(cell: Cell) -> str:
    """Join the words of runs, without the blanks around them."""
    return "".join(run.text for run in cell).strip()


class MailFile(NamedTuple):
    """A file that came with a mail."""

    name: str
    data: bytes


class Margin(NamedTuple):
    """Words that are searched for restrictions, and are never printed."""

    place: str
    """Where they stand, to follow "in": the header of the page."""
    text: str


class DocumentText(NamedTuple):
    """What a reader got out of a file."""

    blocks: tuple[DocumentBlock, ...]
    title: str = ""
    """What the file says that it is called; "" if it does not."""
    margins: tuple[Margin, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was left out or may be wrong, a sentence each."""
    enclosures: tuple[MailFile, ...] = ()
    keys: Mapping[str, str] = MappingProxyType({})
    """Keys of an item that another program's top part stands for."""


class Unreadable(Exception):
    """A file that cannot be read: why, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message} {hint}".strip())


def links(block: DocumentBlock) -> Iterator[TextRun]:
    """Yield the links of a block, in their order."""
    cells = (cell for row in block.rows for cell in row) if block.kind is BlockKind.TABLE else (block.runs,)
    yield from (run for cell in cells for run in cell if run.url)
