"""Read a day, or a day and an hour, like "5pm on 4 March 2022"."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

from ..model import Moment
from .dates import DayReading, read_date
from .frontmatter import Wrong
from .times import TIME, find_ranges, read_time

_END_OF_DAY = time(23, 59)
_LEAD = re.compile(r"\s*(?:by|on|at|until|no later than)\s+(?=\S)", re.IGNORECASE)
_TIME_FIRST = re.compile(rf"(?:before\s+)?(?P<time>{TIME})\s*(?:,|\bon\b)?\s+(?=\S)", re.IGNORECASE)
_TIME_LAST = re.compile(rf"[\s,(](?:(?:at|by|before)\s+)?(?P<time>{TIME})\s*\)?\s*\Z", re.IGNORECASE)
_CLEAR_TIME = re.compile(r"[:.][0-9]{2}|m\b|m\.\Z|noon|midday|midnight|hrs|hours|[0-9]{4}", re.IGNORECASE)
_NIGHT_OR_AFTERNOON = re.compile(r"(?P<hour>[1-7])[:.](?P<minute>[0-5][0-9])")
_NO_TIME = re.compile(
    r"\b(?:close of (?:play|business)|end of (?:the |working )*day|c\.?o\.?[pb]\b\.?|eod\b|lunch ?time|close\b)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?<=[0-9m] )(?P<zone>GMT|BST|UTC|UK time)\b", re.IGNORECASE)


class _HourAndDay(NamedTuple):
    """The two parts of a moment, as written."""

    hour: str
    day: str
    day_offset: int


def read_moment(text: str, reading: DayReading) -> Moment:
    """Read a day, or a day with a local time, like "5pm on Friday 4 March 2022". Midnight becomes 23:59 of that day.

    Raises Wrong (DAT01, DAT02, DAT03, DAT07, DAT08).
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else len(text) - len(text.lstrip())
    parts = _split(text[start:].rstrip())
    try:
        day = read_date(parts.day, reading.near, month_first=reading.month_first).day
    except Wrong as wrong:
        raise _no_hour(text) or wrong.later(start + parts.day_offset) from None
    return _moment(day, parts.hour, start) if parts.hour else day


def _split(text: str) -> _HourAndDay:
    """Split a text into its hour and its day; the hour is "" if it has none."""
    first = _TIME_FIRST.match(text)
    if first and _is_hour(first["time"], text[first.end() :]):
        return _HourAndDay(first["time"].strip(), text[first.end() :], first.end())
    last = _TIME_LAST.search(text)
    if last and _is_hour(last["time"], text[: last.start()]):
        return _HourAndDay(last["time"].strip(), text[: last.start()].rstrip(" ,"), 0)
    return _HourAndDay("", text, 0)


def _is_hour(written: str, day: str) -> bool:
    """Tell whether what looks like a time is clearly one; four digits may be the year of the day."""
    digits = written.strip()
    return bool(_CLEAR_TIME.search(digits)) and not (digits.isdigit() and not re.search(r"[0-9]{4}", day))


def _no_hour(text: str) -> Wrong | None:
    """Make the problem of words beside a day that are meant as its hour; None if there are none."""
    hint = 'Write one hour, like "5pm on 4 March 2022".'
    for match in (*find_ranges(text)[:1], *_NO_TIME.finditer(text)):
        return Wrong("DAT07", f'"{match[0].strip()}" is not one time of day.', hint, match.start())
    zone = _ZONE.search(text)
    if zone:
        hint = f'Leave "{zone["zone"]}" out, and write the hour that your own clocks show.'
        return Wrong("DAT08", "This time has no time zone of its own.", hint, zone.start("zone"))
    return None


def _moment(day: date, written: str, offset: int) -> datetime:
    """Join a day and an hour; raises Wrong (DAT07) for an hour in the night that may be meant for the afternoon."""
    night = _NIGHT_OR_AFTERNOON.fullmatch(written)
    if night:
        later = f"{night['hour']}:{night['minute']}pm"
        message = f'"{written}" means {night["hour"]}:{night["minute"]}am.'
        raise Wrong("DAT07", message, f'If you meant the afternoon write "{later}".', offset)
    clock = read_time(written, is_end=True)
    is_end_of_day = not (clock.hour or clock.minute)
    return datetime.combine(day, _END_OF_DAY if is_end_of_day else clock)
