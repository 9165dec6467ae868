"""Read dates as people write them in Britain, or say what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..text import humanize
from ..text.expressions import compiled
from ..text.suggest import nearest
from .frontmatter import Wrong, bounds

EXAMPLE = 'Write it like "23 February 2022" or "23/02/2022".'
_BEFORE, _AFTER = 12, 24
"""Months before and after the issue's date in which a year of two digits is accepted."""
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""The years that a date may have, far from `date.min` and `date.max`, so that counting days never overflows."""

_WHOLE_WEEKDAYS = "|".join(humanize.DAYS).lower()
WEEKDAY = rf"(?:mon|tues?|weds?|thu|thurs?|fri|sat|sun|{_WHOLE_WEEKDAYS})"
"""The pattern of a weekday, whole or short, in small letters."""

WEEKDAYS = {name: number for number, day in enumerate(humanize.DAYS) for name in (day.lower(), day[:3].lower())}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Names of weekdays in small letters, whole and short; Monday is 0."""

MONTHS = {
    name: number for number, month in enumerate(humanize.MONTHS, 1) for name in (month.lower(), month[:3].lower())
}
MONTHS |= {"sept": 9}
"""Names of months in small letters, whole and short."""

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
"""The pattern of a month, whole or short, in small letters."""

_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
# Two digits are a year only if no month, range, time or other word follows them.
_SHORT = (
    rf"\s+['’]?(?P<short>[0-9]{{2}})(?![0-9:./]|\s*(?:[-–—&]|to\b|and\b)\s*[0-9]|\s*(?:[ap]\.?m\b|noon|midday|{MONTH}\b)"
    r"|\s+(?-i:(?!at\b|from\b|in\b|via\b|on\b|with\b|for\b|by\b|between\b|online\b)[a-z]))"
)
_ATOM = (
    rf"(?i)(?:(?<![\w./:])|(?<=[a-z]/)(?={WEEKDAY}\b))(?:(?P<weekday>{WEEKDAY})s?\b\.?[,:]?\s+)?(?:"
    r"(?P<iso>[0-9]{4})-(?P<iso_month>[0-9]{2})-(?P<iso_day>[0-9]{2})(?![0-9])"
    r"|(?P<number>[0-9]{1,2})(?P<sep>[/.-])(?P<number2>[0-9]{1,2})(?P=sep)(?P<number_year>[0-9]{4}|[0-9]{2})"
    r"(?![0-9]|[./][0-9]|-(?![0-9]{1,2}(?:[/.][0-9]{1,2}[/.]|[:.][0-9]{2}(?![0-9])|\s*[ap]\.?m\b))[0-9])"
    rf"(?!\s*{MONTH}\.?,?\s+{_YEAR})"
    rf"|(?P<dashed_day>[0-9]{{1,2}})(?P<dash>[/.-])(?P<dashed_month>{MONTH})(?P=dash)(?P<dashed_year>{_YEAR}|[0-9]{{2}}(?![0-9]))"
    rf"|(?:the\s+)?(?P<slashed>(?:[0-9]{{1,2}}/){{1,6}})?(?P<day>[0-9]{{1,2}}){_ORDINAL}(?![0-9])"
    rf"(?:(?:\s(?:st|nd|rd|th)\b|(?<=st|nd|rd|th)\.)?\s*(?:of\s+)?(?P<month>{MONTH})(?:(?P<tight_year>{_YEAR})|\b\.?(?:,?\s+(?P<year>{_YEAR})|{_SHORT})?)"
    rf"|\s*(?:of\s+)?(?P<odd>[a-z]{{3,12}})\.?,?\s+(?P<odd_year>{_YEAR})"
    rf"|(?![:.][0-9]|\s*(?:[ap]\.?m\b|noon|midday)|\w)(?:,?\s+(?P<late_year>{_YEAR})(?![:.][0-9]|\s*(?:[-–—]|to\b)\s*[0-9]))?)"
    rf"|(?P<front_month>{MONTH})\.?\s+(?P<front_day>[0-9]{{1,2}}){_ORDINAL}(?![0-9:]|\.[0-9]|\s*[ap]\.?m\b)(?:,?\s+(?P<front_year>{_YEAR}))?"
    r"|(?P<front_odd>(?!and\b|from\b|until\b|not\b|the\b)[a-z]{3,12})\.?\s+(?P<front_odd_day>[0-9]{1,2}),?\s+(?P<front_odd_year>(?:19|20)[0-9]{2})(?![0-9:-])"
    r")"
)
_BEFORE_DATE = rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+)?"
_NO_YEAR = tuple(
    re.compile(_BEFORE_DATE + form, re.IGNORECASE)
    for form in (
        rf"(?:the\s+)?(?P<day>[0-9]{{1,2}}){_ORDINAL}\s*(?:\s+of\s+)?(?P<month>[a-z]{{3,12}})\.?",
        rf"(?P<month>[a-z]{{3,12}})\.?\s+(?P<day>[0-9]{{1,2}}){_ORDINAL}",
    )
)

_FAR_YEAR = re.compile(r"(?<![0-9])(?!19|20)[0-9]{4}(?![0-9])")
"""Four digits that are not a year from 1900 to 2099."""

_ODD_YEAR = re.compile(r",?\s+(?P<digits>[0-9]{3,6})(?![\w:./-])")
_TIGHT_YEAR = re.compile(r",?\s+(?P<words>(?P<year>(?:19|20)[0-9]{2})[0-9]{1,2}(?:[:.][0-9]{2}|[ap]m))", re.IGNORECASE)
"""A year with a time directly after it: 202514:30."""
_LETTERS_IN_YEAR = re.compile(r",?\s+(?P<words>(?=[0-9]*[OolI])[12lI][0-9OolI]{3})(?!\w)")
"""A year in which a letter stands for a digit: 2O22."""

_MONTH_AND_YEAR = re.compile(r"([a-z]{3,12})\.?\s+([0-9]{4})", re.IGNORECASE)


class DayReading(NamedTuple):
    """The settings for reading dates."""

    near: date | None
    """The issue's date: a year of two digits must be near it. None refuses such years."""
    month_first: bool = False
    """Whether 03/04/2026 is 4 March."""
    year: int | None = None
    """The year of days that are written without a year; None if each needs its own."""
    any_year: bool = False
    """Whether a date may be outside 1900 to 2099, as in a text about the past."""


class DayAtom(NamedTuple):
    """A day as it is written in a text; month and year are None if they are not written."""

    start: int
    end: int
    day: int
    month: int | None
    year: int | None
    weekday: str
    front: bool
    """Whether its month is written before its day: March 9."""
    slashed: tuple[int, ...] = ()
    """The days before it, separated by "/": (8,) for 8/9 March."""
    short: bool = False
    """Whether its year has two digits."""

    @property
    def whole(self) -> bool:
        """Whether it has its month and its year."""
        return self.month is not None and self.year is not None


class ReadDate(NamedTuple):
    """A day, and whether its year was written with two digits."""

    day: date
    short_year: bool


class DateMatch(NamedTuple):
    """A date in a text, with the offsets of its start and end; a weekday before the date is part of it."""

    start: int
    end: int
    read: ReadDate


def read_date(text: str, near: date | None, *, month_first: bool = False) -> ReadDate:
    """Read a text that is one date and nothing else; raises Wrong (DAT01, DAT02, DAT03).

    near: the issue's date, to which a year of two digits must be near; without it such
    a year is refused. month_first: whether 03/04/2026 is 4 March.
    """
    reading = DayReading(near, month_first)
    match = _first_date(text, reading)
    if match is None or text[: match.start].strip() or text[match.end :].strip():
        raise _unreadable(text, reading, match)
    return match.read


def read_month_or_date(text: str, near: date | None, *, month_first: bool = False) -> date | tuple[int, int]:
    """Read a date, or a month as (year, month); raises Wrong."""
    match = _MONTH_AND_YEAR.fullmatch(text.strip())
    if match and (month := MONTHS.get(match[1].lower())):
        _judge_year(int(match[2]), 0)
        return int(match[2]), month
    return read_date(text, near, month_first=month_first).day


def find_date(text: str, near: date | None, *, month_first: bool = False, any_year: bool = False) -> DateMatch | None:
    """Find the first date in a text, None if it has none; raises Wrong for a date that does not exist.

    any_year: whether the date may be outside 1900 to 2099, as in a text about the past.
    """
    return _first_date(text, DayReading(near, month_first, any_year=any_year))


@lru_cache(maxsize=1024)  # The lines of an archive name the same days again and again.
def _first_date(text: str, reading: DayReading) -> DateMatch | None:
    for atom in find_atoms(text, reading):
        if atom.whole and not atom.slashed:
            return DateMatch(atom.start, atom.end, ReadDate(real_day(atom, text, reading), atom.short))
    return None


def find_atoms(text: str, reading: DayReading) -> Iterator[DayAtom]:
    """Find each number in a text that can be a day, with its month, year and weekday if they are written beside it."""
    start, end = bounds(text)
    for match in compiled(_ATOM).finditer(text, start, end):
        atom = read_atom(match, reading)
        if atom is not None:
            yield atom


def read_atom(match: re.Match[str], reading: DayReading) -> DayAtom | None:
    """Make the day of a match of `_ATOM`; None for a text that only looks like a day. Raises Wrong (DAT02)."""
    start, end = match.span()
    parts = match.groupdict()
    weekday = parts["weekday"] or ""
    if parts["iso"]:
        return DayAtom(start, end, int(parts["iso_day"]), int(parts["iso_month"]), int(parts["iso"]), weekday, False)
    if parts["number"]:
        return _numeric_day(match, reading)
    if parts["dashed_day"]:
        return _dashed_day(match)
    if parts["front_month"]:
        year = int(parts["front_year"]) if parts["front_year"] else None
        return DayAtom(start, end, int(parts["front_day"]), MONTHS[parts["front_month"].lower()], year, weekday, True)
    if parts["odd"] or parts["front_odd"]:
        _refuse_odd_month(match)
        return None
    month = MONTHS[parts["month"].lower()] if parts["month"] else None
    slashed = tuple(int(part) for part in (parts["slashed"] or "").split("/") if part)
    if slashed and month is None:
        return None
    year = int(parts["year"] or parts["tight_year"] or parts["late_year"] or 0) or _short_year(parts["short"])
    return DayAtom(start, end, int(parts["day"]), month, year, weekday, False, slashed, bool(parts["short"]))


def _dashed_day(match: re.Match[str]) -> DayAtom:
    """Make the day of a match like 8-Mar-2022 or 8/Mar/22."""
    written = match["dashed_year"]
    is_short = len(written) == 2
    year, month = int(written) + 2000 * is_short, MONTHS[match["dashed_month"].lower()]
    weekday = match["weekday"] or ""
    return DayAtom(match.start(), match.end(), int(match["dashed_day"]), month, year, weekday, False, (), is_short)


def _short_year(digits: str | None) -> int | None:
    return 2000 + int(digits) if digits else None


def _numeric_day(match: re.Match[str], reading: DayReading) -> DayAtom:
    first, second, written = int(match["number"]), int(match["number2"]), match["number_year"]
    year = int(written) + (2000 if len(written) == 2 else 0)
    day, month = (second, first) if reading.month_first else (first, second)
    if month > 12:
        raise _swapped_month(match, (year, first, second), reading.month_first)
    return DayAtom(match.start(), match.end(), day, month, year, match["weekday"] or "", False, (), len(written) == 2)


def _refuse_odd_month(match: re.Match[str]) -> None:
    """Raise Wrong (DAT02) for an unknown month; but in "room 12 2022" the word is only a month if it is near one."""
    word = match["odd"] or match["front_odd"]
    near = nearest(word, humanize.MONTHS)
    if near or match["odd"]:
        offset = match.start("odd") if match["odd"] else match.start("front_odd")
        raise Wrong("DAT02", f'I do not know the month "{word}".', f"Did you mean {near}?" if near else EXAMPLE, offset)


def real_day(atom: DayAtom, text: str, reading: DayReading) -> date:
    """Make the date of a day that has its month and its year. Raises Wrong (DAT01, DAT02) if there is no such day."""
    written = text[atom.start : atom.end]
    offset = atom.start
    if atom.weekday:
        written = written[len(atom.weekday) :].lstrip("s.,: ")
        offset = atom.end - len(written)
    year, month = atom.year or 1, atom.month or 1
    try:
        day = date(year, month, atom.day)
    except ValueError:
        raise Wrong("DAT02", f'"{written}" is not a real date.', "", offset) from None
    if not reading.any_year and atom.year is not None:
        _judge_year(atom.year, offset)
    if atom.short:
        _check_short_year(day, reading.near, written, offset)
    check_weekday(atom.weekday, day, offset)
    return day


def _judge_year(year: int, offset: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _far_year(year, offset)


def _far_year(year: int, offset: int) -> Wrong:
    return Wrong("DAT02", f"The year {year:04} is not from {FIRST_YEAR} to {LAST_YEAR}.", "Check the year.", offset)


def check_weekday(weekday: str, day: date, offset: int) -> None:
    """Raise Wrong (DAT01) if a day is not the weekday that is written with it, "" for none."""
    if weekday and WEEKDAYS[weekday.lower()] != day.weekday():
        real, written = humanize.DAYS[day.weekday()], humanize.DAYS[WEEKDAYS[weekday.lower()]]
        raise Wrong("DAT01", f"{humanize.day(day)} is a {real}, not a {written}.", "Check the date.", offset)


def odd_year(text: str, end: int) -> Wrong | None:
    """Make the problem of digits after a day that can be neither its year nor an hour; None for other text."""
    tight, letters = _TIGHT_YEAR.match(text, end), _LETTERS_IN_YEAR.match(text, end)
    if tight:
        year = tight["year"]
        return Wrong("DAT02", f'"{tight["words"]}" is not a year.', f"Put a space after {year}.", tight.start("words"))
    if letters:
        message = f'"{letters["words"]}" has a letter, and is not a year.'
        return Wrong("DAT02", message, "Write it in digits.", letters.start("words"))
    match = _ODD_YEAR.match(text, end)
    digits = match["digits"] if match else ""
    is_hour = len(digits) == 4 and int(digits[:2]) < 24 and int(digits[2:]) < 60
    if match is None or is_hour or FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return None
    message = f'"{digits}" is not a year from {FIRST_YEAR} to {LAST_YEAR}.'
    return Wrong("DAT02", message, "Check the year.", match.start("digits"))


def without_year(written: str, near: date | None, offset: int = 0) -> Wrong:
    """Make the problem of a day without its year; the hint names the next such day."""
    quoted = humanize.excerpt(written.strip())
    for form in _NO_YEAR:
        day = form.fullmatch(written.strip())
        if day and day["month"].lower() in MONTHS:
            return _next_such_day(day, quoted, near, offset)
    return Wrong("DAT02", f'I cannot read "{quoted}" as a date.', EXAMPLE, offset)


def _check_short_year(day: date, near: date | None, written: str, offset: int) -> None:
    if near and _add_months(near, -_BEFORE) <= day <= _add_months(near, _AFTER):
        return
    where = "which is not near this issue" if near else "but a year of two digits can be misread"
    raise Wrong("DAT02", f'"{written}" would be {humanize.weekday(day)}, {where}.', "Write the year in full.", offset)


def _swapped_month(match: re.Match[str], parts: tuple[int, int, int], month_first: bool) -> Wrong:
    """Make the problem of a month above 12. parts: the year, and the two numbers in the order in which they stand."""
    year, first, second = parts
    written, offset = match[0][match.start("number") - match.start() :], match.start("number")
    day, month = (first, second) if month_first else (second, first)
    try:
        swapped = date(year, month, day)
    except ValueError:
        return Wrong("DAT02", f'"{written}" is not a real date.', "", offset)
    order = "Here dates go month/day/year." if month_first else "UK dates go day/month/year."
    message = f'"{written}" has no month {first if month_first else second}. {order}'
    return Wrong("DAT02", message, f"Did you mean {humanize.weekday(swapped)}?", offset)


def _add_months(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    first = date(month // 12, month % 12 + 1, 1)
    return first + timedelta(days=min(day.day, 28) - 1)


def _unreadable(text: str, reading: DayReading, match: DateMatch | None) -> Wrong:
    quoted = humanize.excerpt(text.strip())
    if match is not None:
        rest = text[: match.start] + " " * (match.end - match.start) + text[match.end :]
        if _first_date(rest, reading):
            return Wrong("DAT02", f'"{quoted}" looks like 2 dates.', "Put each date on its own line under sessions.")
        return Wrong("DAT02", f'I cannot read "{quoted}" as a date.', EXAMPLE)
    if year := _FAR_YEAR.search(text):
        return _far_year(int(year[0]), year.start())
    return without_year(text, reading.near)


def _next_such_day(match: re.Match[str], quoted: str, near: date | None, offset: int) -> Wrong:
    day, month = int(match["day"]), MONTHS[match["month"].lower()]
    ordinal = match.string[match.end("day") : match.end("day") + 2].lower() in ("st", "nd", "rd", "th")
    if match.start("month") < match.start("day") and day > 12 and not ordinal:
        message = f'"{quoted}" could be {day} {humanize.MONTHS[month - 1]} or {humanize.MONTHS[month - 1]} 20{day:02d}.'
        return Wrong("DAT03", message, "Write the whole date.", offset)
    start = near or date(2000, 1, 1)
    for year in range(start.year, start.year + 9):
        try:
            coming = date(year, month, day)
        except ValueError:
            continue
        if coming >= start:
            weekday = WEEKDAYS.get((match["weekday"] or "").lower(), coming.weekday())
            hint = f"The next one is {humanize.weekday(coming)}. Add the year." if near else "Add the year."
            if near and weekday != coming.weekday():
                hint = (
                    f"{humanize.day(coming)} is a {humanize.DAYS[coming.weekday()]}. Check the date, and add the year."
                )
            return Wrong("DAT03", f'"{quoted}" has no year.', hint, offset)
    return Wrong("DAT02", f'"{quoted}" is not a real date.', "", offset)
