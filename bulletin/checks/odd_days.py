"""Rules for impossible days and hours: the 22th, 11am to 9am, a week that begins on a Tuesday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDay
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_DAY = "|".join(name.lower() for name in humanize.DAYS)
_MONTH_NAMES = "|".join(name.lower() for name in humanize.MONTHS)
_SHORT_MONTH = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_ORDINAL = re.compile(r"(?<![\w.,:/-])(?P<number>[0-9]{1,3})(?P<ending>(?:st|nd|rd|th){1,2}|h|t)\b")
_ENDED = re.compile(r"[0-9](?:st|nd|rd|th|h|t)")
"""What every such number has in it: this is found sooner than a whole one."""
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


@rule(
    "DAT21",
    "warning",
    "A number has an ending that it cannot have.",
    "Check the number.",
    on=TEXTS,
    triggers=("th", "nd", "rd", "st", "h ", "t "),
    wrong="The meeting is on the ‸22th of March.",
    right="The meeting is on the 22nd of March, the 1st of the 11th and 12th, in the 103rd year.",
)
def wrong_ending(file: CheckedFile) -> Iterator[Finding]:
    for match in _ORDINAL.finditer(file.prose_and_code) if _ENDED.search(file.prose_and_code) else ():
        number, ending = int(match["number"]), match["ending"]
        right = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
        if ending == "st" and _is_weight(file, match):
            continue
        if ending != right and (len(ending) > 1 or _is_day(file.prose_and_code, match)):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" cannot be right.', f'Did you mean "{number}{right}"?')


def _is_weight(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether "st" behind a number stands for stones: "11st 6lb", "Ann lost 4st"."""
    start, end = file.sentence_around(match.start())
    is_day = _is_day(file.prose_and_code, match)
    return not is_day and _OF_WEIGHT.search(file.prose_and_code, start, end) is not None


_OF_WEIGHT = re.compile(r"\b(?:weigh\w*|slimm\w+|stones?|lost|loss)\b|[0-9]\s?lbs?\b")


def _is_day(prose: str, match: re.Match[str]) -> bool:
    """Return whether the name of a month follows a number."""
    following = prose[match.end() :].lstrip()[:9]
    return following.startswith(tuple(name.lower() for name in humanize.MONTHS))


_RANGE = re.compile(
    r"(?<![\w.:/£-])(?P<from>[0-9]{1,2})(?:[.:](?P<from_minute>[0-5][0-9]))?\s?(?P<from_half>[ap])\.?m\.?\s?(?:-|–"
    r"|to|until|till)\s?"
    r"(?P<to>[0-9]{1,2})(?:[.:](?P<to_minute>[0-5][0-9]))?\s?(?P<to_half>[ap])\.?m\b"
)
_RANGE_OF_DAY = re.compile(
    r"(?<![\w.:/£-])(?P<from>[01]?[0-9]|2[0-3])[:.](?P<from_minute>[0-5][0-9])\s?(?:-|–|to|until|till)\s?"
    r"(?P<to>[01]?[0-9]|2[0-3])[:.](?P<to_minute>[0-5][0-9])(?!\s?[ap]\.?m|[\d:]|\.\d)"
)
_HALF, _HOUR = re.compile(r"[0-9]\s?[ap]\.?m"), re.compile(r"[0-9][:.][0-5][0-9]")
"""What each range has in it: these are found sooner than a whole one."""
_EVENING = 18 * 60
"""Minute of the day. A session that begins at this time or later may end on the next day."""


@rule(
    "DAT24",
    "warning",
    "Something ends before it begins.",
    "Check both.",
    on=TEXTS,
    triggers=("-", "–", " to ", "until", "till"),
    wrong="The hall is open from ‸11am to 9am.",
    right="The hall is open from 9am to 11am, and the bar from 8pm to 1am, 10.30 to 12.00 and 10.30 to 1.00.",
    note="Hours with am and pm, hours of 24, and days with their months; also midnight (12am) before an afternoon.",
)
def end_before_start(file: CheckedFile) -> Iterator[Finding]:
    for match in _RANGE.finditer(file.prose) if _HALF.search(file.prose) else ():
        is_back = match["from_half"] == match["to_half"] and _minute(match, "from") % 720 > _minute(match, "to") % 720
        if is_back and not _is_on_call(file, match):
            yield _reversed(file, match.start(), match.end())
        elif _is_midnight_for_noon(file, match):
            hint = 'Noon is 12pm, or "noon": 12am is midnight.'
            yield Finding(match.start(), f'"{file.words_at(match.start(), match.end())}" begins at midnight.', hint)
    for match in _RANGE_OF_DAY.finditer(file.prose) if _HOUR.search(file.prose) else ():
        start, end = _minute(match, "from"), _minute(match, "to")
        # 10.30 to 1.00 has its afternoon left out, as 11.00 to 12.30 has its morning; 16.30 to 09.30 has neither.
        is_of_24 = end >= _TEN or match["to"].startswith("0")
        is_day = start > _NOON or (match["to"].startswith("0") and end >= _SIX)
        if (
            end < start < _EVENING
            and is_of_24
            and is_day
            and not _OVERNIGHT.search(file.prose, *file.line_around(match.start()))
        ):
            yield _reversed(file, match.start(), match.end())
    for named in file.written_days:
        first, last = named.days[0], named.days[-1]
        if named.is_range and first.clear and last.clear and first.month - last.month < _HALF_YEAR:
            year = last.year or file.day.year
            start_day, end_day = first.on(first.year or year), last.on(year)
            if start_day and end_day and end_day < start_day:
                yield _reversed(file, first.start, last.end)


def _is_on_call(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether hours that end in the small hours are those of a service that is there at night."""
    is_small = match["to_half"] == "a" and _minute(match, "to") % 720 < _SIX
    return is_small and _AT_NIGHT.search(file.prose, *file.line_around(match.start())) is not None


def _is_midnight_for_noon(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether 12am stands in front of an hour of the afternoon, and the line speaks of no night."""
    is_twelve = match["from"] == "12" and match["from_half"] == "a" and match["to_half"] == "p"
    return is_twelve and match["to"] != "12" and not _OVERNIGHT.search(file.prose, *file.line_around(match.start()))


_SIX, _TEN, _NOON, _HALF_YEAR = 6 * 60, 10 * 60, 12 * 60, 6
_OVERNIGHT = re.compile(
    r"\b(?:overnight|closed|closure|shut|maintenance|next day|nights?|on[ -]call|shifts?|sleep\w*)\b"
)

_AT_NIGHT = re.compile(
    rf"{_OVERNIGHT.pattern}|\b(?:duty|emergency|emergencies|out[ -]of[ -]hours|bank holidays?|weekdays|weekends)\b"
)


def _minute(match: re.Match[str], name: str) -> int:
    return int(match[name]) * 60 + int(match[f"{name}_minute"] or 0)


def _reversed(file: CheckedFile, start: int, end: int) -> Finding:
    return Finding(start, f'"{file.words_at(start, end)}" ends before it begins.')


_WEEK = re.compile(
    r"(?<!\ba )(?<!per )(?<!each )\b(?P<what>w/c|week\s(?:commencing|beginning|starting)|week\sending|w/e)"
    r"\W{1,3}(?:the\s)?$"
)


@rule(
    "DAT25",
    "warning",
    "A week does not begin or end on that day.",
    "Check the date.",
    on=TEXTS,
    triggers=("w/c", "w/e", "week "),
    wrong="Posters come in the week commencing ‸22 February 2022.",
    right="Posters come in the week commencing 21 February 2022, and the figures are for the week ending 4 March 2022.",
    note="A week begins on a Monday or a Sunday, and ends on a Friday, a Saturday or a Sunday.",
)
def odd_week(file: CheckedFile) -> Iterator[Finding]:
    for named in file.written_days:
        written = named.days[0]
        match = _WEEK.search(file.prose_and_code, max(0, written.start - 20), written.start)
        years = (written.year,) if written.year else _years_of(written, file.day)
        days = [day for day in map(written.on, years) if day] if match and written.clear else []
        if match and days:
            allowed, day = _ENDS if match["what"] in ("w/e", "week ending") else _BEGINS, days[0]
            if all(day.weekday() not in allowed for day in days):
                yield Finding(written.at, f"{humanize.day(day)} is a {humanize.DAYS[day.weekday()]}.")


def _years_of(written: WrittenDay, issue: date) -> tuple[int, ...]:
    """Return the years that a day without one may be of: what is long over may be to come in the next."""
    return (issue.year, issue.year + 1) if written.month < issue.month else (issue.year,)


_BEGINS, _ENDS = (0, 6), (4, 5, 6)


_DAY_NUMBER = re.compile(r"day\s(?:the\s)?[0-9]")
"""What every numbered weekday has in it: this is found sooner than a whole one."""
_NUMBERED_WEEKDAY = (
    rf"\b(?P<weekday>{_DAY})\s(?:the\s)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd"
    rf"|th)\b(?![\s,]{{1,3}}(?:of\s)?(?:{_MONTH_NAMES}|{_SHORT_MONTH})\b|\s?[-–/&,]|\s(?:and|to|or)\s)"
)


@rule(
    "DAT26",
    "warning",
    "No month near the issue has this weekday on that day.",
    "Check the day, and write the month.",
    on=("item", "issue"),
    wrong="We meet on ‸Tuesday 5th at noon.",
    right="We meet on Tuesday 8th at noon, and on Friday 4th March.",
    note="Looked for in the month of the issue, and in those before and after it.",
)
def odd_weekday(file: CheckedFile) -> Iterator[Finding]:
    if not _DAY_NUMBER.search(file.prose_and_code):
        return
    months = {file.day.replace(day=1), *_months_of(file)}
    for match in compiled(_NUMBERED_WEEKDAY).finditer(file.prose_and_code):
        weekday = humanize.DAYS.index(match["weekday"].capitalize())
        days = [day for month in months for day in _days_of_months(month, int(match["day"]))]
        if days and all(day.weekday() != weekday for day in days):
            yield Finding(
                match.start(), f'"{file.words_at(match.start(), match.end())}" is in no month near this issue.'
            )


_MONTH_ALONE = re.compile(rf"\b({_MONTH_NAMES})\b")
"""A month that the text names without a day, in a heading or in another cell of a table."""


def _months_of(file: CheckedFile) -> Iterator[date]:
    """Yield the first days of the months that a text names with a day."""
    for named in file.written_days:
        for written in named.days:
            yield date(written.year or file.day.year, written.month, 1)
    for match in _MONTH_ALONE.finditer(file.prose_and_code):
        number = next(at for at, name in enumerate(humanize.MONTHS, 1) if name.lower() == match[1])
        yield from (date(file.day.year + later, number, 1) for later in (0, 1) if later or number >= file.day.month - 2)


def _days_of_months(issue: date, number: int) -> Iterator[date]:
    """Yield the dates with a day number in the month of an issue, the month before and the month after."""
    for months in (-1, 0, 1):
        year, month = divmod(issue.year * 12 + issue.month - 1 + months, 12)
        try:
            yield date(year, month + 1, number)
        except ValueError:
            continue
