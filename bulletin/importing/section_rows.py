"""Split a section into rows: table rows, lines or sentences; days and hours in one row belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.sentences import sentences
from .blocks import BlockKind, Cell, DocumentBlock, TextRun, words
from .sections import DocumentSection

_LABEL = re.compile(
    r"(?:dates?(?:\s*(?:and|&|/)\s*times?)?|times?|when|where|venue|location|place|address|start(?:s|ing)?(?:\s+time)?|"
    r"end(?:s|ing)?(?:\s+time)?|finish(?:es)?(?:\s+time)?|cost|price|fee|trainers?|facilitators?|speakers?|presenters?|"
    r"delivered by|platform|format|link|booking|how to book|to book|duration|who|audience|course|training|session|"
    r"contact|email|telephone|tel)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"\s*(?P<label>{_LABEL.pattern})\s*:\s*(?P<value>\S.*)", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"[0-9]")
_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}|[0-9]\s*[ap]\.?m\b|[0-9]{4}")
_LONGEST_NAME = 60
"""The most characters of a column's name."""
_LONG_LINE = 90
"""The fewest characters of a line that is split into sentences."""


class SectionRow(NamedTuple):
    """The cells of a table row, or a line of text."""

    cells: tuple[Cell, ...]
    heads: tuple[str, ...] = ()
    """The names of the columns, in small letters; () if they have none."""
    label: str = ""
    """The word before the colon of a line, in small letters: date, time, venue; "" without one."""
    block: int = 0
    """The index of its block in the section."""
    is_table: bool = False
    is_heading: bool = False

    @property
    def text(self) -> str:
        """Its words, with a bar between cells."""
        return " | ".join(" ".join(words(cell).split()) for cell in self.cells)

    @property
    def links(self) -> tuple[TextRun, ...]:
        """The links in it."""
        return tuple(run for cell in self.cells for run in cell if run.url)

    def is_same_table(self, other: SectionRow) -> bool:
        """Tell whether another row is in the same table; sessions listed in one table may overlap."""
        return self.is_table and other.is_table and self.block == other.block

    def under(self, names: re.Pattern[str]) -> str:
        """Return the words of the cell whose column has such a name, or of a line with such a label; else ""."""
        if self.label and names.fullmatch(self.label):
            return self.text
        pairs = zip(self.heads, self.cells, strict=False)
        return next((" ".join(words(cell).split()) for head, cell in pairs if names.fullmatch(head)), "")


def rows(section: DocumentSection) -> list[SectionRow]:
    """Split a section into rows, in order."""
    parted: list[SectionRow] = []
    for number, block in enumerate(section.blocks):
        if block.kind is BlockKind.TABLE:
            heads = parted[-1].heads if parted and parted[-1].is_table else ()
            parted += _rows_of_table(block, number, heads)
        else:
            parted += _rows_of_lines(block, number)
    return parted


def _rows_of_table(table: DocumentBlock, number: int, before: tuple[str, ...]) -> Iterator[SectionRow]:
    """Yield the rows of a table. before: the column names of a table right above it, of which it may be the rest."""
    if all(len(row) == 2 and _LABEL.fullmatch(words(row[0]).rstrip(" :")) for row in table.rows):
        for row in table.rows:
            yield SectionRow((row[1],), label=words(row[0]).rstrip(" :").lower(), block=number)
        return
    first = tuple(" ".join(words(cell).lower().split()).rstrip(" :") for cell in table.rows[0])
    heads = first if has_head(table) else before if len(before) == len(first) else ()
    for row in table.rows[1:] if has_head(table) else table.rows:
        yield SectionRow(row, heads, block=number, is_table=True)


def has_head(table: DocumentBlock) -> bool:
    """Tell whether the first row of a table names its columns."""
    names = [words(cell) for cell in table.rows[0]]
    short = all(len(name) <= _LONGEST_NAME for name in names)
    return len(table.rows) > 1 and any(names) and short and not any(map(_DIGITS.search, names))


def _rows_of_lines(block: DocumentBlock, number: int) -> Iterator[SectionRow]:
    is_heading = block.kind is BlockKind.HEADING
    for line in _split_runs(block.runs, "\n"):
        cells = tuple(_split_runs(line, "\t"))
        labelled = _LABELLED.fullmatch(words(line)) if not is_heading else None
        if labelled and len(cells) == 1:
            yield SectionRow((_without_label(line, labelled["value"]),), label=labelled["label"].lower(), block=number)
        elif len(cells) > 1 or len(words(line)) < _LONG_LINE:
            yield SectionRow(cells, block=number, is_heading=is_heading)
        else:
            yield from (
                SectionRow((part,), block=number, is_heading=is_heading) for part in _split_into_sentences(line)
            )


def _split_runs(runs: Cell, mark: str) -> Iterator[Cell]:
    """Split runs at a mark, leaving out parts without words."""
    part: list[TextRun] = []
    for run in runs:
        first, *others = run.text.split(mark)
        part += [run._replace(text=first)] if first else []
        for other in others:
            if words(tuple(part)):
                yield tuple(part)
            part = [run._replace(text=other)] if other else []
    if words(tuple(part)):
        yield tuple(part)


def _without_label(line: Cell, value: str) -> Cell:
    """Return the runs of a line without the label before its value."""
    left = len("".join(run.text for run in line).rstrip()) - len(value.rstrip())
    rest: list[TextRun] = []
    for run in line:
        text = run.text[max(left, 0) :]
        left -= len(run.text)
        rest += [run._replace(text=text)] if text else []
    return tuple(rest)


def _split_into_sentences(line: Cell) -> Iterator[Cell]:
    """Split a line into sentences; each link goes to the first sentence that has its words."""
    whole = " ".join(words(line).split())
    runs = [run for run in line if run.url]
    for sentence in sentences(whole):
        inside = [run for run in runs if " ".join(run.text.split()) in sentence]
        runs = [run for run in runs if run not in inside]
        yield _with_links(sentence, inside)


def _with_links(sentence: str, links: Sequence[TextRun]) -> Cell:
    """Return the runs of a sentence, with each link on its words."""
    cell: list[TextRun] = []
    rest = sentence
    for link in links:
        text = " ".join(link.text.split())
        before, _, rest = rest.partition(text)
        cell += [TextRun(before)] if before else []
        cell.append(TextRun(text, link.url))
    return (*cell, *([TextRun(rest)] if rest else []))


def holds_clock(text: str) -> bool:
    """Tell whether a text has digits that may be a time of day."""
    return _CLOCK.search(text) is not None
