"""Read the days and hours of a row, and find out which belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..content.dates import DayReading
from ..content.day_lists import DayList, day_list, find_chains
from ..content.frontmatter import Wrong
from ..content.times import HourLimits, TimeRange, find_ranges, judge_range
from .blocks import Cell, TextRun, words
from .drafts import ImportContext
from .section_rows import SectionRow
from .session_signs import DEADLINE, HOURS_OF_OTHER, SINCE, other_words

NO_SESSION = 'I did not take this date for a session. If it is the last day to book, write "book by:" with it.'

_START = re.compile(r"start(?:s|ing)?(?:\s+time)?|from|begin(?:s|ning)?|time from", re.IGNORECASE)
_END = re.compile(r"(?:end|finish)(?:s|es|ing)?(?:\s+time)?|to|until|time to", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\.?|[0-9]{1,2}[:.][0-9]{2}|12\s*noon|noon|midday)", re.IGNORECASE
)
_MOST_LINES = 60
"""The most lines of a cell that are read as separate rows."""

Pair = tuple[DayList, TimeRange]
"""Days with their hours."""


class RowReading(NamedTuple):
    """The days and hours of a row."""

    row: SectionRow
    days: tuple[DayList, ...] = ()
    hours: tuple[TimeRange, ...] = ()
    problem: str = ""
    """Why the row is not taken, "" if nothing is wrong."""

    @property
    def is_dated(self) -> bool:
        """Whether it has days but no hours."""
        return bool(self.days) and not self.hours and not self.problem

    @property
    def is_timed(self) -> bool:
        """Whether it has the hours of exactly one meeting, but no days."""
        return not self.days and len(set(self.hours)) == 1 and not self.problem

    def only_says_when(self, most: int) -> bool:
        """Tell whether it has at most `most` words besides days, hours and words like "online"."""
        return other_words(without_days(self.row.text, self.days)) <= most

    def pairs(self) -> list[Pair]:
        """Return the days with their hours, [] if it is not certain which belong together."""
        if len(self.days) == 1 and len(set(self.hours)) == 1:
            return [(self.days[0], self.hours[0])]
        if len(self.hours) == len(self.days) and _in_turns(self):
            return list(zip(self.days, self.hours, strict=True))
        return []


def read_rows(rows: Sequence[SectionRow], context: ImportContext) -> list[RowReading]:
    """Read rows; a row whose cells have several lines, each with a day, is read line by line."""
    return [reading for row in rows for reading in _read_row(row, context)]


def _read_row(row: SectionRow, context: ImportContext) -> list[RowReading]:
    reading = _read_whole(row, context)
    if not row.is_table or (len(reading.days) < 2 and not reading.problem) or reading.pairs():
        return [reading]
    lines = [_read_whole(line, context) for line in _split_into_lines(row)]
    return lines if lines and all(len(line.pairs()) == 1 for line in lines) else [reading]


def _read_whole(row: SectionRow, context: ImportContext) -> RowReading:
    """Read the days and hours of a row; if one of them is wrong, the whole row has a problem."""
    text = row.text
    reading = DayReading(context.day, context.month_first)
    try:
        every = [day_list(chain, text, reading) for chain in find_chains(text, reading)]
        hours = tuple(judge_range(match, HourLimits()) for match in _ranges(without_days(text, every)))
    except Wrong as wrong:
        return RowReading(row, problem=f"{wrong.message} {wrong.hint}".strip())
    days = tuple(days for days in every if not _is_other_day(days, text))
    if every and not days:
        return RowReading(row, problem=NO_SESSION)
    return RowReading(row, days, hours or _hours_in_columns(row) or _hours_in_two_cells(row))


def _ranges(text: str) -> list[re.Match[str]]:
    """Find the hours in a text, except those of a lunch or an office."""
    return [match for match in find_ranges(text) if not HOURS_OF_OTHER.search(text[: match.start()])]


def _is_other_day(days: DayList, text: str) -> bool:
    """Tell whether the words before a day make it a deadline, or the start of a period: "from 1 March"."""
    before = text[: days.start]
    return bool(DEADLINE.search(before) or (not days.is_range and SINCE.search(before)))


def without_days(text: str, days: Sequence[DayList]) -> str:
    """Return a text with bars in place of days, so that none of their digits is read as a time."""
    for dates in days:
        text = text[: dates.start] + "|" * (dates.end - dates.start) + text[dates.end :]
    return text


def without_hours(text: str) -> str:
    """Return a text with bars in place of hours."""
    for match in find_ranges(text):
        text = text[: match.start()] + "|" * (match.end() - match.start()) + text[match.end() :]
    return text


def _hours_in_columns(row: SectionRow) -> tuple[TimeRange, ...]:
    """Read the hours in two columns that are named like "start" and "end"."""
    start, end = row.under(_START), row.under(_END)
    return _hours_from(start, end) if start and end else ()


def _hours_in_two_cells(row: SectionRow) -> tuple[TimeRange, ...]:
    """Read the hours in two neighbouring cells that have only a time each."""
    cells = [" ".join(words(cell).split()) for cell in row.cells]
    alone = [place for place, cell in enumerate(cells) if _ALONE.fullmatch(cell)]
    if len(alone) != 2 or alone[1] != alone[0] + 1:
        return ()
    return _hours_from(cells[alone[0]], cells[alone[1]])


def _hours_from(start: str, end: str) -> tuple[TimeRange, ...]:
    matches = find_ranges(f"{start} to {end}")
    try:
        return (judge_range(matches[0], HourLimits()),) if len(matches) == 1 else ()
    except Wrong:
        return ()


def _in_turns(reading: RowReading) -> bool:
    """Tell whether days and hours alternate: a day, its hours, the next day, its hours."""
    ranges = _ranges(without_days(reading.row.text, reading.days))
    places = [(days.start, "day") for days in reading.days] + [(match.start(), "hours") for match in ranges]
    return [kind for _, kind in sorted(places)] == ["day", "hours"] * len(reading.days)


def _split_into_lines(row: SectionRow) -> Iterator[SectionRow]:
    """Split a row whose cells all have the same number of lines; a cell of one line is repeated."""
    parted = [_cell_lines(cell) for cell in row.cells]
    counts = {len(lines) for lines in parted if len(lines) > 1}
    if len(counts) != 1 or max(counts) > _MOST_LINES:
        return
    for number in range(max(counts)):
        cells = tuple(lines[number] if len(lines) > 1 else cell for lines, cell in zip(parted, row.cells, strict=True))
        yield row._replace(cells=cells)


def _cell_lines(cell: Cell) -> list[Cell]:
    lines: list[list[TextRun]] = [[]]
    for run in cell:
        first, *others = run.text.split("\n")
        lines[-1].append(run._replace(text=first))
        lines += [[run._replace(text=other)] for other in others]
    return [tuple(line) for line in lines if any(run.text.strip() for run in line)]
