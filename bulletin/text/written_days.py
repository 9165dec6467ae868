"""Find the days that a text names, single or in lists and ranges, without checking them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .expressions import compiled
from .humanize import DAYS, MONTHS

_DAY_NAMES = {name.lower(): number for number, name in enumerate(DAYS)}
_DAY_NAMES |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3}
_DAY_NAMES |= {"fri": 4, "sat": 5, "sun": 6}
_MONTH_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}


def _any_of(names: Sequence[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>{_any_of(tuple(_DAY_NAMES))})(?P<plural>s)?\b(?:(?<!day)(?<!days)\.)?(?:,\s*|\s+)(?:the\s+)?"
_MONTH = rf"(?P<month>{_any_of(tuple(_MONTH_NAMES))})\b\.?"
_NUMBER = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>[0-9]{4})(?![0-9]))"
_CLOCK_AFTER = re.compile(r"(?:\s*(?:[-–]|to\b|until\b)\s*[0-2][0-9][:.]?[0-5][0-9](?![0-9])|\s?h(?:rs|ours)\b)")
"""The text after four digits that are a time and not a year: 1400-1600, 1400 hrs (a range of years is rarer)."""

_DAY = (
    rf"(?:{_WEEKDAY})?{_NUMBER}(?:\s+(?:of\s+)?{_MONTH}{_YEAR}?)?"
    r"(?!\w|:[0-9]|(?<=[0-9])(?<![0-9]{4}):|/(?![0-9]{1,2}(?:st|nd|rd|th)?\s+[a-z]))"
)
# Few places are at the edge of a word, and \b is the cheapest way to ask.
_DAY_FIRST = re.compile(rf"\b(?<![\w.:/£]){_DAY}")
_FOLLOWING = _DAY
_NUMBER_BEHIND = re.compile(r"[a-z]\.?\s+[0-9]")
"""Without a number behind a word, no month stands first; this is found sooner."""
_MONTH_FIRST = re.compile(
    rf"\b(?<![\w.:/])(?:{_WEEKDAY})?{_MONTH}\s+{_NUMBER}(?![0-9:]|\.[0-9]){_YEAR}?(?![\w/]|:[0-9])"
)
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s(?:and|&|or)\s+|/|\s(?P<range>to|until)\s+|\s?(?P<dash>[-–])\s?)\s*")
_OPENING = (
    r"(?:^|[\n(\[:;,.!?|–—-]|\b(?:on|by|from|to|until|till|before|after|since|between|of|and|or|the|for|is|was|are|were|"
    r"starts?|starting|begins?|beginning|ends?|ending|runs?|closes?|closing|opens?|opening|date|dates|due))\W*$"
)
"""The text that may come before the number of a day; after another word ("Room 31") the number belongs to it."""


class WrittenDay(NamedTuple):
    """A day as written in a text; it need not exist, as 31 June."""

    start: int
    """The offset of its weekday, or of its number without one."""
    at: int
    """The offset of its number, or of its month if that is first."""
    end: int
    weekday: int | None
    """0 for Monday; a plural weekday before a list ("Mondays 7 and 14 March") belongs to each of its days."""
    day: int
    month: int
    year: int | None
    """The year, written with it or with the last day of its list."""
    opens: bool
    """Whether the text before it shows that it is a day, not another number as in "Room 31, April …"."""
    clear: bool
    """False if four digits follow that may be a time, or a year outside 1900 to 2099."""

    def on(self, year: int) -> date | None:
        """Return the date in a year, None if the year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


class WrittenDays(NamedTuple):
    """Days that are written together: a single day, a list, or the first and last day of a range."""

    days: tuple[WrittenDay, ...]
    is_range: bool

    def holds(self, day: date) -> bool:
        """Tell whether a date is one of the days, or in the range; days without a year match any year."""
        named = [written.on(written.year or day.year) for written in self.days]
        if self.is_range and named[0] and named[-1] and named[0] <= day <= named[-1]:
            return True
        return day in named


def written_days(text: str) -> Iterator[WrittenDays]:
    """Yield the days in a text, which must be in small letters, that are written with the name of their month."""
    forms = (_DAY_FIRST, _MONTH_FIRST) if _NUMBER_BEHIND.search(text) else (_DAY_FIRST,)
    position, ahead = 0, {form: form.search(text) for form in forms}
    while match := _next_day(text, position, ahead):
        parts, is_range = _list_parts(text, match) if match.re is _DAY_FIRST else ([match], False)
        position = parts[-1].end()
        if parts[-1]["month"]:
            days = _complete_days(text, parts, is_range)
            if not days[0].opens and not parts[0]["month"]:
                days, is_range = days[1:], False  # The 1 in "Cohort 1, 8 March" is not a day.
            yield WrittenDays(tuple(days), is_range)


def is_free(text: str, start: int) -> bool:
    """Tell whether a number does not belong to a word before it, as 31 does in "Room 31"."""
    return bool(compiled(_OPENING).search(text[max(0, start - 20) : start]))


def _next_day(text: str, position: int, ahead: dict[re.Pattern[str], re.Match[str] | None]) -> re.Match[str] | None:
    """Return the first day from a position on. ahead: the next match of each pattern, updated when it is passed."""
    for form, match in ahead.items():
        if match and match.start() < position:
            ahead[form] = form.search(text, position)
    matches = [match for match in ahead.values() if match]
    return min(matches, key=lambda match: (match.start(), -match.end()), default=None)


def _list_parts(text: str, match: re.Match[str]) -> tuple[list[re.Match[str]], bool]:
    """Return the parts of a list or range, up to the last one with a month, and whether it is a range.

    Of a list without a month all are returned: none of its parts begins a list with one, so they are passed over.
    """
    parts, is_range, ranges = [match], False, 0
    complete, complete_range = (1, False) if match["month"] else (0, False)
    while (joint := _JOINT.match(text, parts[-1].end())) and (
        following := compiled(_FOLLOWING).match(text, joint.end())
    ):
        ranges += bool(joint["range"] or joint["dash"])
        parts.append(following)
        is_range = ranges == 1 and len(parts) == 2
        if following["month"]:
            complete, complete_range = len(parts), is_range
    return (parts[:complete], complete_range) if complete else (parts, False)


def _complete_days(text: str, parts: Sequence[re.Match[str]], is_range: bool) -> list[WrittenDay]:
    """Make the days of a list; each takes a missing month and year from the next day that has them.

    A plural weekday of the first day is taken by the others.
    """
    days: list[WrittenDay] = []
    month, year, clear = 0, None, True
    for part in reversed(parts):
        if part["month"]:
            month = _MONTH_NAMES[part["month"]]
            year = _year(text, part) or year
            clear = clear and (year is not None or not part["year"] or _is_clock(text, part))
        days.append(_written_day(text, part, (month, year, clear)))
    days.reverse()
    if is_range and days[0].day > days[-1].day and not parts[0]["month"]:
        earlier, of = (days[0].month - 2) % 12 + 1, days[0].year
        # "30 to 3 January" may begin in December, and "Monday 9 to 5" may be hours, so clear is False.
        days[0] = days[0]._replace(month=earlier, year=of - 1 if of and earlier == 12 else of, clear=False)
    if parts[0]["plural"]:
        days = [day._replace(weekday=days[0].weekday if day.weekday is None else day.weekday) for day in days]
    return days


def _written_day(text: str, part: re.Match[str], context: tuple[int, int | None, bool]) -> WrittenDay:
    weekday = _DAY_NAMES[part["weekday"]] if part["weekday"] else None
    at = min(start for start in (part.start("day"), part.start("month")) if start >= 0)
    opens = weekday is not None or is_free(text, part.start())
    month, year, clear = context
    return WrittenDay(part.start(), at, part.end(), weekday, int(part["day"]), month, year, opens, clear)


def _year(text: str, part: re.Match[str]) -> int | None:
    """Return the year of a day, None if it has none from 1900 to 2099, or if the digits are a time of day."""
    if not part["year"] or not 1900 <= int(part["year"]) < 2100 or _is_clock(text, part):
        return None
    return int(part["year"])


def _is_clock(text: str, part: re.Match[str]) -> bool:
    """Tell whether the four digits after a day are a time, not a year."""
    return bool(_CLOCK_AFTER.match(text, part.end("year")))
