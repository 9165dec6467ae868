"""Find the hours of a line with only days: on the lines below it, or given for all dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..content.times import TimeRange
from .row_reading import RowReading
from .section_rows import holds_clock
from .session_signs import FOR_ALL, OTHER_HOURS

_MOST_WORDS = 4
"""The most other words, such as a place, in a line that begins with hours."""
_MOST_WORDS_OF_ALL = 8
"""The most other words in a line with the hours of all dates."""
_MOST_WORDS_OF_DAY = 6
"""The most other words, such as a place, in a line with days."""
_NEAR = 3
"""The most lines between a day and its hours."""


class SharedHours(NamedTuple):
    """Hours in another line than that of their day."""

    hours: TimeRange
    text: str
    """The line with the hours."""
    is_near: bool
    """Whether it is close to the line with the day."""


def shared_hours(place: int, readings: Sequence[RowReading]) -> SharedHours | None:
    """Return the hours of the row at an index that has only days, None if they are not certain."""
    if not _is_day(readings[place]):
        return None
    beside = _right_below(place, readings) or _right_above(place, readings)
    if beside is not None:
        return SharedHours(beside.hours[0], beside.row.text, is_near=True)
    timed = [reading for reading in readings if reading.is_timed]
    general = [reading for reading in timed if _is_for_all(reading)]
    others = [reading for reading in timed if reading.row.label or _is_hours(reading)]
    unreadable = any(reading.row.label and not reading.hours and holds_clock(reading.row.text) for reading in readings)
    if not general or unreadable or len({reading.hours[0] for reading in (*general, *others)}) != 1:
        return None
    return SharedHours(general[0].hours[0], general[0].row.text, is_near=False)


def _is_day(reading: RowReading) -> bool:
    is_line = not reading.row.is_heading and not reading.row.text.endswith(".")
    return reading.is_dated and is_line and reading.only_says_when(_MOST_WORDS_OF_DAY)


def _is_hours(reading: RowReading) -> bool:
    """Tell whether a line has the hours of a meeting and few other words."""
    row = reading.row
    if not reading.is_timed or row.is_table or row.is_heading or OTHER_HOURS.search(row.text):
        return False
    return reading.only_says_when(_MOST_WORDS if row.text[:1].isdigit() else 0)


def _right_below(place: int, readings: Sequence[RowReading]) -> RowReading | None:
    """Return the row with hours below a day, with only other days and lines with a label between them; else None."""
    between = 0
    for number, reading in enumerate(readings[place + 1 :], place + 1):
        if _is_hours(reading):
            return None if _goes_on_with_hours(number, readings) else reading
        goes_on = _is_day(reading) or (reading.row.label and not reading.hours and not reading.problem)
        if not goes_on or between == _NEAR or reading.row.is_table:
            return None
        between += not reading.is_dated
    return None


def _goes_on_with_hours(place: int, readings: Sequence[RowReading]) -> bool:
    """Tell whether other hours follow directly, as in the programme of a day."""
    below = readings[place + 1] if place + 1 < len(readings) else None
    if below is None or not below.is_timed or below.hours == readings[place].hours:
        return False
    return below.row.block == readings[place].row.block or below.row.text[:1].isdigit()


def _right_above(place: int, readings: Sequence[RowReading]) -> RowReading | None:
    """Return the row above if it has the hours, and both rows have a label, as in "Time: …" and "Date: …"."""
    above = readings[place - 1] if place else None
    is_labelled = above is not None and above.row.label and readings[place].row.label
    return above if above is not None and is_labelled and above.is_timed else None


def _is_for_all(reading: RowReading) -> bool:
    """Tell whether a row has the hours of all dates: its label is "time", or it has a word like "all"."""
    if OTHER_HOURS.search(reading.row.text):
        return False
    if reading.row.label in ("time", "times"):
        return True
    return bool(FOR_ALL.search(reading.row.text)) and reading.only_says_when(_MOST_WORDS_OF_ALL)
