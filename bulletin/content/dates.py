"""Read dates as people write them in Britain, or say what is wrong with them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..text import humanize
from ..text.suggest import nearest
from .frontmatter import Wrong, bounds

EXAMPLE = 'Write it like "23 February 2022" or "23/02/2022".'
_BEFORE, _AFTER = 12, 24
"""Months around the issue within which a year of two digits is understood."""
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""The years that a date may have; far from the ends of the calendar, so that days can be counted from all of them."""

_WHOLE_WEEKDAYS = "|".join(humanize.DAYS).lower()
WEEKDAY = rf"(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|{_WHOLE_WEEKDAYS})"
"""The pattern of a weekday, whole or short, in small letters."""

_WEEKDAYS = {name: number for number, day in enumerate(humanize.DAYS) for name in (day.lower(), day[:3].lower())}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_MONTHS = {
    name: number for number, month in enumerate(humanize.MONTHS, 1) for name in (month.lower(), month[:3].lower())
}
_MONTHS |= {"sept": 9}

_BEFORE_DATE = rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WORD = r"(?P<month>[a-z]{3,12})\.?"
_FORMS = tuple(
    re.compile(_BEFORE_DATE + form, re.IGNORECASE)
    for form in (
        rf"(?:the\s+)?{_DAY}\s*(?:\s+of\s+)?{_WORD},?\s+(?P<year>[0-9]{{4}})(?![0-9])",
        rf"{_WORD}\s+{_DAY},?\s+(?P<year>[0-9]{{4}})(?![0-9])",
        r"(?P<day>[0-9]{1,2})(?P<sep>[/.-])(?P<number>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
        r"(?P<year>[0-9]{4})-(?P<number>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])",
    )
)
_NO_YEAR = tuple(
    f"(?i){_BEFORE_DATE}{form}" for form in (rf"(?:the\s+)?{_DAY}\s*(?:\s+of\s+)?{_WORD}", rf"{_WORD}\s+{_DAY}")
)
_MONTH_AND_YEAR = r"(?i)([a-z]{3,12})\.?\s+([0-9]{4})"


class ReadDate(NamedTuple):
    """A day, and whether its year was written with two digits."""

    day: date
    short_year: bool


class DateMatch(NamedTuple):
    """A date within a text: where it stands, with its weekday."""

    start: int
    end: int
    read: ReadDate


def read_date(text: str, near: date | None) -> ReadDate:
    """Read the date that a text is; raises Wrong (DAT01, DAT02, DAT03).

    near: the issue's date, beside which a year of two digits is understood; without it such
    a year is refused.
    """
    match = find_date(text, near)
    if match is None or text[: match.start].strip() or text[match.end :].strip():
        raise _unreadable(text, near, match)
    return match.read


def read_month_or_date(text: str, near: date | None) -> date | tuple[int, int]:
    """Read a date, or a month as (year, month); raises Wrong."""
    match = re.fullmatch(_MONTH_AND_YEAR, text.strip())
    if match and (month := _MONTHS.get(match[1].lower())):
        _judge_year(int(match[2]), 0)
        return int(match[2]), month
    return read_date(text, near).day


def find_date(text: str, near: date | None, *, any_year: bool = False) -> DateMatch | None:
    """Find the first date in a text; raises Wrong for one that cannot be.

    any_year: whether the date may be of any century, as in what is told of the past.
    """
    match = _earliest(text)
    if match is None:
        return None
    read = _read(match, near)
    if not any_year:
        _judge_year(read.day.year, match.start("year"))
    return DateMatch(match.start(), match.end(), read)


def _earliest(text: str) -> re.Match[str] | None:
    """Find the first match of any form; of two in one place the longer one."""
    # Long runs of blanks stand for parts of a session line that were read before; searching them takes long.
    start, end = bounds(text)
    matches = [match for form in _FORMS if (match := _first(form, text, start, end))]
    return min(matches, key=lambda match: (match.start(), -match.end()), default=None)


def _first(form: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the first match that does not begin within a word or a number."""
    for match in form.finditer(text, start, end):
        before = text[match.start() - 1 : match.start()]
        if not (before.isalnum() or before in (".", "/", ":")) or not before:
            return match
    return None


def _read(match: re.Match[str], near: date | None) -> ReadDate:
    parts = match.groupdict()
    offset = match.start("day") if parts.get("month") is None else min(match.start("day"), match.start("month"))
    offset = min(offset, match.start("year"))
    written = match[0][offset - match.start() :]
    short = len(parts["year"]) == 2
    month = _month(parts, written, (near, short), match)
    year = int(parts["year"]) + (2000 if short else 0)
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError:
        raise Wrong("DAT02", f'"{written}" is not a real date.', "", offset) from None
    if short and not (near and _months(near, -_BEFORE) <= day <= _months(near, _AFTER)):
        where = "which is not near this issue" if near else "but a year of two digits can be misread"
        raise Wrong(
            "DAT02", f'"{written}" would be {humanize.weekday(day)}, {where}.', "Write the year in full.", offset
        )
    weekday = parts.get("weekday")
    if weekday and _WEEKDAYS[weekday.lower()] != day.weekday():
        real, written = humanize.DAYS[day.weekday()], humanize.DAYS[_WEEKDAYS[weekday.lower()]]
        raise Wrong("DAT01", f"{humanize.day(day)} is a {real}, not a {written}.", "Check the date.", offset)
    return ReadDate(day, short)


def _judge_year(year: int, offset: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong("DAT02", f"The year {year:04} is not from {FIRST_YEAR} to {LAST_YEAR}.", "Check the year.", offset)


def _month(parts: dict[str, str], written: str, year: tuple[date | None, bool], match: re.Match[str]) -> int:
    if parts.get("number"):
        number = int(parts["number"])
        if number > 12:
            raise _swapped(parts, written, match.start("day"))
        return number
    month = _MONTHS.get(parts["month"].lower())
    if month is None:
        near = nearest(parts["month"], humanize.MONTHS)
        hint = f"Did you mean {near}?" if near else EXAMPLE
        raise Wrong("DAT02", f'I do not know the month "{parts["month"]}".', hint, match.start("month"))
    return month


def _swapped(parts: dict[str, str], written: str, offset: int) -> Wrong:
    message = f'"{written}" has no month {int(parts["number"])}. UK dates go day/month/year.'
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    try:
        swapped = date(year, int(parts["day"]), int(parts["number"]))
    except ValueError:
        return Wrong("DAT02", f'"{written}" is not a real date.', "", offset)
    return Wrong("DAT02", message, f"Did you mean {humanize.weekday(swapped)}?", offset)


def _months(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    first = date(month // 12, month % 12 + 1, 1)
    return first + timedelta(days=min(day.day, 28) - 1)


def _unreadable(text: str, near: date | None, match: DateMatch | None) -> Wrong:
    quoted = humanize.excerpt(text.strip())
    if match is not None:
        rest = text[: match.start] + " " * (match.end - match.start) + text[match.end :]
        if find_date(rest, near):
            return Wrong("DAT02", f'"{quoted}" looks like 2 dates.', "Put each date on its own line under sessions.")
        return Wrong("DAT02", f'I cannot read "{quoted}" as a date.', EXAMPLE)
    for form in _NO_YEAR:
        day = re.fullmatch(form, text.strip())
        if day and day["month"].lower() in _MONTHS:
            return _without_year(day, quoted, near)
    return Wrong("DAT02", f'I cannot read "{quoted}" as a date.', EXAMPLE)


def _without_year(match: re.Match[str], quoted: str, near: date | None) -> Wrong:
    day, month = int(match["day"]), _MONTHS[match["month"].lower()]
    if match.start("month") < match.start("day") and day > 12:
        message = f'"{quoted}" could be {day} {humanize.MONTHS[month - 1]} or {humanize.MONTHS[month - 1]} 20{day:02d}.'
        return Wrong("DAT03", message, "Write the whole date.")
    start = near or date(2000, 1, 1)
    for year in range(start.year, start.year + 9):
        try:
            coming = date(year, month, day)
        except ValueError:
            continue
        if coming >= start:
            hint = f"The next one is {humanize.weekday(coming)}. Add the year." if near else "Add the year."
            return Wrong("DAT03", f'"{quoted}" has no year.', hint)
    return Wrong("DAT02", f'"{quoted}" is not a real date.')
