"""Split a document into sections, each of which becomes an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..text.slugs import slug
from .blocks import BlockKind, DocumentBlock, DocumentText, words

LONGEST_TITLE = 120
"""The most characters of a heading that can be a title."""

_COLLECTION = re.compile(r"\b(?:e-?)?(?:bulletin|newsletter|news\s?letter|digest|round-?\s?up)s?\b", re.IGNORECASE)
"""The names of documents that have several items."""
_PART_OF_ITEM = re.compile(
    r"(?:(?:what|who|when|where|why|how|which)\b.*|.*\?"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*|[0-9/.:-]+"
    r"|(?:dates?|times?|venue|location|places?|costs?|prices?|fees?|contacts?|booking|registration|aims?|objectives?|"
    r"outcomes?|content|agenda|programme|timetable|schedule|facilitators?|speakers?|trainers?|presenters?|audience|"
    r"overview|introduction|background|summary|resources?|references?|links?|details)\b.{0,40}"
    r"|(?:book|register|join|contact|please|note|by the end|you will|delivered by|in focus|about the|about this)\b.*"
    r"|(?:key|learning|course|further|more|next|important|target|training|event|session|useful)\s+"
    r"(?:messages?|outcomes?|objectives?|aims?|content|outline|details|dates?|information|steps?|audience|notes?|points?|"
    r"links?|resources?|times?|programme)\b.*"
    r"|(?:module|part|day|cohort|session|week|unit)\s+(?:[0-9]{1,2}|one|two|three|four|five|six)\b.*"
    r"|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b.*)",
    re.IGNORECASE,
)
"""Headings inside an item, which do not begin another item."""
_ITEM_COLUMN = re.compile(
    r"(?:training|course|event|workshop|webinar|topic)s?(?:\s+(?:title|name))?\s*:?", re.IGNORECASE
)
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\W_]+")


class DocumentSection(NamedTuple):
    """A part of a document that becomes an item."""

    title: str
    """The title, "" if it has no heading."""
    blocks: tuple[DocumentBlock, ...]
    is_sure: bool = True
    """Whether the title has the style of a heading, and does not only look like one."""
    joined: tuple[str, ...] = ()
    """The first words of the parts that were joined to it."""
    is_training: bool = False
    """Whether it was a row of a table of trainings, courses or events."""

    @property
    def texts(self) -> list[str]:
        """The words of the title and of each block."""
        return [self.title, *(block.text for block in self.blocks)]

    @property
    def text(self) -> str:
        """All its words, with the title."""
        return "\n".join(self.texts)


def sections(document: DocumentText, name: str) -> list[DocumentSection]:
    """Split a document into sections. name: that of its file."""
    blocks = _pictures_below_words(document.blocks)
    if is_collection(document, name):
        parts = [part for segment in _segments(blocks) for part in _split(segment)]
        return _join_parts([part for section in parts for part in _split_table_of_trainings(section)])
    whole = _section_of([block for block in blocks if block.kind is not BlockKind.BREAK])
    return list(_split_table_of_trainings(whole)) if whole.title or whole.blocks else []


def _pictures_below_words(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks without empty ones, with the pictures at the start of a page below its first words.

    The pictures of a page without words go below the words before it, so that no section is only a picture.
    """
    placed: list[DocumentBlock] = []
    early: list[DocumentBlock] = []
    for is_break, page in groupby(blocks, lambda block: block.kind is BlockKind.BREAK):
        worded = [block for block in page if is_break or block.text or block.picture]
        first = next((place for place, block in enumerate(worded) if block.text), None)
        if is_break:
            placed += worded
        elif first is not None:
            placed += [worded[first], *early, *worded[:first], *worded[first + 1 :]]
            early = []
        else:
            below = max((place for place, block in enumerate(placed, 1) if block.text), default=0)
            early += [] if below else worded
            placed[below:below] = worded if below else []
    return placed


def is_collection(document: DocumentText, name: str) -> bool:
    """Tell whether a document has several items: its name says so, like "newsletter", or it has several titles."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    first = headings[0].text if headings else ""
    main = [heading for heading in headings if heading.level == 1 and heading.is_sure]
    several = sum(not _PART_OF_ITEM.fullmatch(heading.text) for heading in main) > 1
    named = _COLLECTION.search(f"{name.replace('_', ' ')} {document.title}") or _COLLECTION.search(first)
    return several or bool(named and len(headings) > 1)


def _segments(blocks: Sequence[DocumentBlock]) -> Iterator[list[DocumentBlock]]:
    """Split blocks at the ends of pages."""
    for is_break, group in groupby(blocks, lambda block: block.kind is BlockKind.BREAK):
        if not is_break:
            yield list(group)


def _split(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentSection]:
    """Split blocks at the headings of the highest level that begin an item."""
    headings = [block for block in blocks if _begins_item(block)]
    if headings and _COLLECTION.search(headings[0].text) and len(headings) > 1:
        name, *headings = headings
        blocks = [block for block in blocks if block is not name]
    level = min((heading.level for heading in headings), default=0)
    group: list[DocumentBlock] = []
    for block in blocks:
        if _begins_item(block) and block.level <= level and any(map(_is_text, group)):
            yield _section_of(group)
            group = []
        group.append(block)
    if group:
        yield _section_of(group)


def _is_text(block: DocumentBlock) -> bool:
    """Tell whether a block is more than a heading or a picture."""
    return block.kind not in (BlockKind.HEADING, BlockKind.PICTURE)


def _begins_item(block: DocumentBlock) -> bool:
    is_title = block.kind is BlockKind.HEADING and len(block.text) <= LONGEST_TITLE
    return is_title and not _PART_OF_ITEM.fullmatch(block.text)


def _section_of(blocks: Sequence[DocumentBlock]) -> DocumentSection:
    """Make a section, with the first main heading as its title, or else a heading among its first three blocks."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and len(block.text) <= LONGEST_TITLE]
    texts = [block for block in blocks if block.kind is not BlockKind.PICTURE]
    main = [heading for heading in headings if heading.level == 1 and heading.is_sure]
    first = main[0] if main else headings[0] if headings and headings[0] in texts[:3] else None
    if first is None or (not main and _PART_OF_ITEM.fullmatch(first.text) and first not in texts[:1]):
        return DocumentSection("", tuple(blocks))
    rest = [block for block in blocks if block is not first]
    return DocumentSection(" ".join(first.text.split()), tuple(rest), first.is_sure)


def _split_table_of_trainings(section: DocumentSection) -> Iterator[DocumentSection]:
    """Yield a section for each row of a table that has a different training in each row, and one for the rest."""
    tables = [block for block in section.blocks if block.kind is BlockKind.TABLE and _names_items(block)]
    rest = tuple(block for block in section.blocks if block not in tables)
    if tables and any(map(_is_text, rest)):
        yield section._replace(blocks=rest)
    elif not tables:
        yield section
    for table in tables:
        head, *rows = table.rows
        for row in rows:
            column = _item_column(table)
            cells = [line[:column] + line[column + 1 :] for line in (head, row)]
            title = " ".join(words(row[column]).split())
            yield DocumentSection(title, (table._replace(rows=tuple(cells)),), is_training=True)


def _item_column(table: DocumentBlock) -> int:
    """Return the index of the column with the names of trainings, -1 if there is none."""
    head = [words(cell) for cell in table.rows[0]]
    return next((place for place, cell in enumerate(head) if _ITEM_COLUMN.fullmatch(cell)), -1)


def _names_items(table: DocumentBlock) -> bool:
    column = _item_column(table)
    if column < 0 or len(table.rows) < 3:
        return False
    names = [words(row[column]) if column < len(row) else "" for row in table.rows[1:]]
    are_dated = all(_DIGIT.search("".join(map(words, row))) for row in table.rows[1:])
    return are_dated and all(len(name) > 8 for name in names) and len(set(map(slug, names))) == len(names)


def _join_parts(parts: Sequence[DocumentSection]) -> list[DocumentSection]:
    """Join parts with the same title; join a part without a title to the part whose title is in its first blocks."""
    joined: list[DocumentSection] = []
    for part in parts:
        place = _index_of_same(part, joined)
        if place is None:
            joined.append(part)
        else:
            joined[place] = join(joined[place], part)
    return [part for part in joined if part.blocks or part.title]


def join(first: DocumentSection, second: DocumentSection) -> DocumentSection:
    """Join two parts of a document about the same subject."""
    beginning = second.title or " ".join(second.text.split())
    return first._replace(blocks=first.blocks + second.blocks, joined=(*first.joined, beginning))


def _index_of_same(part: DocumentSection, others: Sequence[DocumentSection]) -> int | None:
    """Return the index of the part about the same subject, None if there is none or several."""
    if part.title:
        places = [place for place, other in enumerate(others) if slug(other.title) == slug(part.title)]
    else:
        beginning = _plain_words(" ".join(block.text for block in part.blocks[:2]))
        places = [
            place
            for place, other in enumerate(others)
            if len(other.title.split()) > 1 and _plain_words(other.title) in beginning
        ]
    return places[0] if len(places) == 1 else None


def _plain_words(text: str) -> str:
    """Return the words of a text in small letters, with single blanks around and between them."""
    return f" {' '.join(_WORD.findall(text.lower()))} "
