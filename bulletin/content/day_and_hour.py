"""Read a day, or a day and an hour, like "5pm on 4 March 2022"."""

from __future__ import annotations

import re
from datetime import datetime, time

from ..model import Moment
from .dates import DayReading, read_date
from .frontmatter import Wrong
from .times import TIME, read_time

_END_OF_DAY = time(23, 59)
_TIME_FIRST = re.compile(rf"(?:(?:at|by)\s+)?(?P<time>{TIME})\s*(?:,|\bon\b)?\s+(?P<day>\S.*)", re.IGNORECASE)
_TIME_LAST = re.compile(rf"(?P<day>.*[^\s,])(?:\s*,\s*(?:at\s+)?|\s+(?:at\s+)?)(?P<time>{TIME})", re.IGNORECASE)
_CLEAR_TIME = re.compile(r"[:.][0-9]{2}|m\b|m\.\Z|noon|midday|midnight|hrs|hours|[0-9]{4}", re.IGNORECASE)


def read_moment(text: str, reading: DayReading) -> Moment:
    """Read a day, or a day with a local time, like "5pm on Friday 4 March 2022". Midnight becomes 23:59 of that day.

    Raises Wrong (DAT01, DAT02, DAT03, DAT07).
    """
    text = text.strip()
    for form in (_TIME_FIRST, _TIME_LAST):
        match = form.fullmatch(text)
        if match and _CLEAR_TIME.search(match["time"].strip()) and not _is_year(match):
            return _moment(match, reading)
    return read_date(text, reading.near, month_first=reading.month_first).day


def _is_year(match: re.Match[str]) -> bool:
    """Tell whether the four digits that match as a time are the year of the date."""
    digits = match["time"].strip()
    return digits.isdigit() and not re.search(r"[0-9]{4}", match["day"])


def _moment(match: re.Match[str], reading: DayReading) -> Moment:
    try:
        day = read_date(match["day"], reading.near, month_first=reading.month_first).day
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + match.start("day")) from None
    clock = read_time(match["time"], is_end=True)
    is_end_of_day = not (clock.hour or clock.minute)
    return datetime.combine(day, _END_OF_DAY if is_end_of_day else clock)
