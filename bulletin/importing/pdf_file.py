"""Read a PDF with pdfplumber: tables, columns and lines in reading order, with their links."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from .blocks import BlockKind, Cell, DocumentBlock, DocumentText, Margin, TextRun, Unreadable
from .extra import missing
from .html_page import STRUCK_OUT

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES = 200
_MOST_CHARACTERS = 1_000_000
_GUTTER = 14.0
"""The least distance between two columns, in points; a blank between words has less than half of it."""
_LEVEL = 3.5
"""The greatest vertical distance of words on the same line, in points."""
_LARGER = 1.25
"""A line is a heading if its letters are this many times larger than those of the text."""
_LONG_CELL = 45
"""The most characters of a cell in a table without ruled lines; lines in columns of text are longer."""
_COMMENTS = ("Text", "FreeText", "Highlight", "Popup")
"""Subtypes of annotations that have words (ISO 32000-1, 12.5.6.1)."""
_FULL_LINE = 40
"""The fewest characters of a line that may continue on the next."""
_SHORT_EDGE = 200
"""The most characters of the first or last block of a page that is searched for restrictions."""
_PICTURES = "Pictures were left out, since a PDF may cover parts of them. Put those that readers need into files/."
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ORDINALS = ("st", "nd", "rd", "th")
_SMALLER = 0.85
"""Raised and lowered letters are at most so large, compared with those beside them."""
_TOUCHES = 1.5
"""The greatest distance of letters of the same word, in points."""
_LIGATURES = str.maketrans({"\uf001": "fi", "\uf002": "fl"})
"""Where old fonts have the letters fi and fl."""
_THIN = 3.0
"""The greatest height of a line that strikes words out, in points."""
_BULLETS = "•●▪■◦‣–·\uf0b7\uf0a7"

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left."""


class _Word(NamedTuple):
    """A word with its position, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    url: str


class _Line(NamedTuple):
    """Words on one line, from left to right."""

    words: tuple[_Word, ...]

    @property
    def top(self) -> float:
        """The top of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The median size of its words."""
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


class _Piece(NamedTuple):
    """A block, and the position of its top on the page."""

    top: float
    block: DocumentBlock


def read(data: bytes) -> DocumentText:
    """Read a PDF; raises Unreadable."""
    try:
        import pdfplumber
    except ImportError:
        raise missing("PDF files", "pdfplumber") from None
    # pdfminer logs a warning for each small fault of a file, which would be printed.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    # pdfplumber does not document what it raises for damaged files, so any exception counts as damage.
    try:
        with warnings.catch_warnings(action="ignore"), pdfplumber.open(io.BytesIO(data)) as pdf:
            return _document(pdf)
    except Unreadable:
        raise
    except Exception as error:
        locked = "password" in f"{type(error).__name__} {error!r}".lower()
        message = "It is locked with a password." if locked else "It is damaged, or no PDF."
        raise Unreadable(message, "Save it without one." if locked else "Ask who sent it for another.") from error


def _document(pdf: Any) -> DocumentText:
    if len(pdf.pages) > MOST_PAGES:
        raise Unreadable(
            f"It has more than {MOST_PAGES} pages.", "Save the pages that you need as a file of their own."
        )
    blocks: list[DocumentBlock] = []
    margins: list[Margin] = []
    remarks: list[str] = []
    characters = 0
    for number, page in enumerate(pdf.pages, 1):
        words, struck = _words_of_page(page)
        pieces = list(_blocks_of_page(page, words))
        margins += [Margin("the words that were struck out", " ".join(struck))] if struck else []
        remarks += [STRUCK_OUT] if struck else []
        characters += sum(len(piece.block.text) for piece in pieces)
        if characters > _MOST_CHARACTERS:
            raise Unreadable(
                "It has more words than a bulletin.", "Save the pages that you need as a file of their own."
            )
        if not pieces:
            remarks.append(f"Page {number} has no words. Is it a scan? Nothing was read from it.")
        blocks += [DocumentBlock(BlockKind.BREAK)] if blocks and pieces else []
        blocks += (piece.block for piece in pieces)
        edges = [piece.block.text for piece in (*pieces[:1], *pieces[-1:])]
        margins += (Margin("the head or the foot of a page", text) for text in edges if len(text) < _SHORT_EDGE)
        comments = [str(note.get("contents") or "") for note in page.annots if _is_comment(note)]
        margins += (Margin("a field", text) for text in map(_field_value, page.annots) if text)
        margins += (Margin("a comment", comment) for comment in comments if comment.strip())
        remarks += ["Comments were left out."] if comments else []
        remarks += [_PICTURES] if any(_is_large(picture) for picture in page.images) else []
        page.close()
    about = {key: str(value) for key, value in (pdf.metadata or {}).items() if isinstance(value, str)}
    margins += (Margin("the properties", about[key]) for key in ("Title", "Subject", "Keywords") if about.get(key))
    return DocumentText(tuple(blocks), "", tuple(margins), tuple(dict.fromkeys(remarks)))


def _is_comment(note: dict[str, Any]) -> bool:
    return any(f"/'{kind}'" in str(note.get("data", {}).get("Subtype")) for kind in _COMMENTS)


def _field_value(note: dict[str, Any]) -> str:
    """Return the value of a form field (ISO 32000-1, 12.7.3.1), "" without one."""
    value = note.get("data", {}).get("V")
    return (
        value.decode("utf-16" if value.startswith(b"\xfe\xff") else "latin-1", "replace")
        if isinstance(value, bytes)
        else ""
    )


def _is_large(picture: dict[str, Any]) -> bool:
    return float(picture["width"]) > 150 and float(picture["height"]) > 60


def _words_of_page(page: Page) -> tuple[list[_Word], list[str]]:
    """Return the words of a page, and apart from them those that are struck out."""
    addresses = [(_box(link), str(link["uri"])) for link in page.hyperlinks if link.get("uri")]
    words = [
        _word(word, addresses) for word in page.extract_words(extra_attrs=["size", "fontname"], return_chars=False)
    ]
    drawn = [_box(line) for line in (*page.rects, *page.lines)]
    thin = [box for box in drawn if box[3] - box[1] <= _THIN and box[2] - box[0] > _THIN]
    struck = [word for word in words if any(_strikes_out(box, word) for box in thin)] if thin else []
    others = [word for word in words if word not in struck] if struck else words
    return _with_raised_letters(others), [word.text for word in struck]


def _strikes_out(line: Box, word: _Word) -> bool:
    """Tell whether a thin line runs through the middle of a word."""
    height = (line[1] + line[3]) / 2 - word.top
    covered = min(line[2], word.right) - max(line[0], word.left)
    return 0.35 < height / (word.bottom - word.top) < 0.72 and covered > 0.7 * (word.right - word.left)


def _with_raised_letters(words: Sequence[_Word]) -> list[_Word]:
    """Join small letters that stand higher or lower with the word before them: 10⁹ is neither 109 nor 10."""
    joined: list[_Word] = []
    was_small = False
    for word in words:
        before = joined[-1] if joined else None
        is_small = before is not None and _is_beside(before, word) and _is_shifted(before, word)
        if before and (is_small or (was_small and _is_beside(before, word) and abs(word.bottom - before.bottom) < 1)):
            text = _shifted(before, word) if is_small else word.text
            joined[-1] = before._replace(text=before.text + text, right=word.right)
        else:
            joined.append(word)
        was_small = is_small
    return joined


def _is_beside(before: _Word, word: _Word) -> bool:
    return abs(word.left - before.right) < _TOUCHES and word.top < before.bottom and word.bottom > before.top


def _is_shifted(before: _Word, word: _Word) -> bool:
    return word.size < _SMALLER * before.size and abs(word.bottom - before.bottom) > 1


def _shifted(before: _Word, word: _Word) -> str:
    """Return raised or lowered letters as such, if there are such letters; after a letter, 2 is the 2 of CO2."""
    if word.text in _ORDINALS or not all(letter in "0123456789+-−=()n" for letter in word.text):
        return word.text
    if word.bottom < before.bottom:
        return word.text.translate(_RAISED)
    return word.text if before.text[-1:].isalpha() else word.text.translate(_LOWERED)


def _blocks_of_page(page: Page, words: list[_Word]) -> Iterator[_Piece]:
    """Yield the blocks of a page from top to bottom."""
    if not words:
        return
    usual = median(word.size for word in words)
    tables = [table for table in page.find_tables() if _is_table(table)]
    pieces: list[_Piece] = []
    for table in tables:
        inside = [word for word in words if _lies_in(word, table.bbox)]
        words = [word for word in words if not _lies_in(word, table.bbox)]
        pieces.append(_Piece(table.bbox[1], DocumentBlock(BlockKind.TABLE, rows=tuple(_rows(table, inside)))))
    pieces += _blocks_of_region(words, usual)
    yield from sorted(pieces, key=lambda piece: piece.top) if tables else pieces


def _box(thing: dict[str, Any]) -> Box:
    return float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"])


def _word(word: dict[str, Any], addresses: Sequence[tuple[Box, str]]) -> _Word:
    left, top, right, bottom = _box(word)
    middle = (left + right) / 2, (top + bottom) / 2
    url = next((url for box, url in addresses if _holds(box, middle)), "")
    return _Word(
        word["text"].translate(_LIGATURES),
        left,
        top,
        right,
        bottom,
        float(word["size"]),
        "bold" in str(word["fontname"]).lower(),
        url,
    )


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] - 1 <= point[0] <= box[2] + 1 and box[1] - 1 <= point[1] <= box[3] + 1


def _lies_in(word: _Word, box: Box) -> bool:
    return _holds(box, ((word.left + word.right) / 2, (word.top + word.bottom) / 2))


def _is_table(table: Any) -> bool:
    """Tell whether a table has several rows and columns; pdfplumber also finds boxes around a text."""
    return len(table.rows) > 1 and max(len([cell for cell in row.cells if cell]) for row in table.rows) > 1


def _rows(table: Any, words: Sequence[_Word]) -> Iterator[tuple[Cell, ...]]:
    for row in table.rows:
        cells = []
        for box in row.cells:
            inside = [word for word in words if box and _lies_in(word, box)]
            cells.append(_join_lines(_lines(inside)))
        if any(cells):
            yield tuple(cells)


def _blocks_of_region(words: Sequence[_Word], usual: float, depth: int = 0) -> Iterator[_Piece]:
    """Yield the blocks of a part of a page; side by side it has a table without lines, or columns of text."""
    for band in _whole_columns(list(_bands(words))):
        columns = _columns(band) if depth < 4 else [band]
        if len(columns) == 1:
            yield from _paragraphs(_lines(band), usual)
        elif rows := _aligned_rows(columns):
            yield _Piece(min(word.top for word in band), DocumentBlock(BlockKind.TABLE, rows=rows))
        else:
            for column in columns:
                yield from _blocks_of_region(column, usual, depth + 1)


def _bands(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Split words into horizontal bands whose lines have the same number of columns."""
    band: list[_Word] = []
    width = 0
    for line in _lines(words):
        count = len(_split_columns(line))
        if band and count != width:
            yield band
            band = []
        width = count
        band += line.words
    if band:
        yield band


def _whole_columns(bands: Sequence[list[_Word]]) -> list[list[_Word]]:
    """Join a band that lies beside the first of the columns above or below it with them: it is a part of a column."""
    joined: list[list[_Word]] = []
    for band in bands:
        if joined and (_continues(joined[-1], band) or _continues(band, joined[-1])):
            joined[-1] = joined[-1] + band
        else:
            joined.append(band)
    return joined


def _continues(columns: Sequence[_Word], band: Sequence[_Word]) -> bool:
    """Tell whether all words of a band lie in one of some columns; in the first, only if it begins in small letters."""
    sides = _columns(columns)
    if len(sides) < 2 or len(_columns(band)) > 1 or not _is_close(columns, band):
        return False
    left, right = min(word.left for word in band), max(word.right for word in band)
    edges = [min(word.left for word in side) for side in sides]
    for number, edge in enumerate(edges):
        is_last = number + 1 == len(edges)
        if edge - 2 <= left and (is_last or right < edges[number + 1]):
            return number > 0 or min(band, key=lambda word: (word.top, word.left)).text[0].islower()
    return False


def _is_close(words: Sequence[_Word], others: Sequence[_Word]) -> bool:
    """Tell whether two bands lie at most a line apart."""
    gap = max(
        min(word.top for word in others) - max(word.bottom for word in words),
        min(word.top for word in words) - max(word.bottom for word in others),
    )
    return gap < words[0].bottom - words[0].top


def _columns(words: Sequence[_Word]) -> list[list[_Word]]:
    """Split words into columns, between which a gutter runs from top to bottom."""
    columns: list[list[_Word]] = []
    edge = 0.0
    for word in sorted(words, key=lambda word: word.left):
        if not columns or word.left - edge > _GUTTER:
            columns.append([])
        columns[-1].append(word)
        edge = max(edge, word.right)
    return columns


def _split_columns(line: _Line) -> list[_Line]:
    return [_Line(tuple(column)) for column in _columns(line.words)]


def _aligned_rows(columns: Sequence[Sequence[_Word]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of columns that are a table without ruled lines: their lines are level and short; else ()."""
    sides = [_lines(column) for column in columns]
    first = sides[0]
    if len(first) < 2 or any(len(side) != len(first) for side in sides):
        return ()
    beside = all(abs(line.top - own.top) < _LEVEL for side in sides for line, own in zip(side, first, strict=True))
    longest = max(len(line.text) for side in sides for line in side)
    is_prose = any(line.text[0].islower() for side in sides for line in side[1:])
    if not beside or longest > _LONG_CELL or is_prose:
        return ()
    return tuple(tuple(_join_lines([side[number]]) for side in sides) for number in range(len(first)))


def _lines(words: Sequence[_Word]) -> list[_Line]:
    """Group words into lines, from top to bottom, by the position of their bottoms."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.left)):
        if lines and abs(lines[-1][0].bottom - word.bottom) < _LEVEL:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines]


def _paragraphs(lines: Sequence[_Line], usual: float) -> Iterator[_Piece]:
    """Yield paragraphs: a line belongs to the one before if that is full, close and of the same size."""
    right = max((line.words[-1].right for line in lines), default=0.0)
    group: list[_Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, right):
            yield _paragraph(group, usual)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, usual)


def _goes_on(before: _Line, line: _Line, right: float) -> bool:
    height = before.bottom - before.top
    is_full = right - before.words[-1].right < 0.2 * (right - before.words[0].left) and len(before.text) >= _FULL_LINE
    is_close = line.top - before.bottom < 0.8 * height
    same = abs(line.size - before.size) < 0.6 and line.words[0].is_bold == before.words[0].is_bold
    return is_close and is_full and same and line.words[0].text[0] not in _BULLETS


def _paragraph(lines: Sequence[_Line], usual: float) -> _Piece:
    runs = _join_lines(lines, " ")
    text = "".join(run.text for run in runs)
    size = max(line.size for line in lines)
    is_bold = all(word.is_bold for line in lines for word in line.words)
    if text[0] in _BULLETS and text[1:].strip():
        first = runs[0]._replace(text=runs[0].text[1:].lstrip())
        return _Piece(lines[0].top, DocumentBlock(BlockKind.ENTRY, (first, *runs[1:]) if first.text else runs[1:]))
    is_heading = len(text) < 110 and (size > _LARGER * usual or (is_bold and not text.endswith((".", ",", ";"))))
    if is_heading and any(letter.isalpha() for letter in text):
        level = 1 if size > 1.6 * usual else 2 if size > _LARGER * usual else 3
        return _Piece(lines[0].top, DocumentBlock(BlockKind.HEADING, runs, level, is_sure=False))
    return _Piece(lines[0].top, DocumentBlock(BlockKind.TEXT, runs))


def _join_lines(lines: Sequence[_Line], between: str = "\n") -> Cell:
    """Join the words of lines into runs with the same address. between: the text between two lines."""
    pieces: list[TextRun] = []
    for number, line in enumerate(lines):
        for place, word in enumerate(line.words):
            gap = " " if place else between if number else ""
            goes_on = bool(pieces) and pieces[-1].url == word.url
            pieces += [TextRun(gap, word.url if goes_on else ""), TextRun(word.text, word.url)]
    grouped = groupby((piece for piece in pieces if piece.text), lambda piece: piece.url)
    return tuple(TextRun("".join(piece.text for piece in group), url) for url, group in grouped)
