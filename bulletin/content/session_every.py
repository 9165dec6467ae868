"""Read repeated days, like "every Tuesday from 1 March to 29 March 2022, not 15 March"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..text import humanize
from ..text.expressions import compiled
from ..text.humanize import excerpt
from .dates import MONTH, MONTHS, WEEKDAY, WEEKDAYS, DayReading
from .day_lists import DayList, find_day_starts, find_days
from .frontmatter import Wrong
from .spans import READ, LineText
from .times import find_ranges
from .weekday_groups import PLURAL

MOST_DAYS = 60
"""The most days that one such line may give."""

_DAYS = rf"(?:{WEEKDAY}s?\b(?:\s*(?:,|,?\s*and|&)\s*{WEEKDAY}s?\b)*)"
_NUMBERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_NUMBER = rf"(?:{'|'.join(_NUMBERS)})"
_WHICH = rf"{_NUMBER}(?:\s*(?:,|,?\s*and|&)\s*{_NUMBER}){{0,4}}"
_OF_MONTH = r"\s+(?:of|in)\s+(?:the|each|every)\s+(?:calendar\s+)?month"
_HEAD = (
    rf"(?i)\b(?:(?:every|each)\s+(?:(?P<other>other|alternate)\s+)?(?:(?P<number>{_WHICH})\s+)?"
    rf"(?P<days>{_DAYS}|weekday\b|day\b)(?P<of_month>{_OF_MONTH})?"
    rf"|(?P<interval>weekly|fortnightly)\b(?:\s*,?\s*(?:on\s+)?(?P<interval_days>{_DAYS}))?"
    rf"|(?:the\s+)?(?P<which>{_WHICH})\s+(?P<which_days>{_DAYS}){_OF_MONTH}|daily\b|weekdays\b(?!\s+(?-i:[A-Z])|:)"
    rf"|every\s+(?:two|three|four|six|[2-6])\s+(?:weeks?|months?|days?)\b|alternate\s+{WEEKDAY}s?\b"
    r"|(?:monthly|bi-?weekly|bi-?monthly)\s+(?:on|from|until)\b)"
)
_FROM = re.compile(r"\s*,?\s*(?:(?:from|between|starting(?:\s+on)?)\s+)?", re.IGNORECASE)
_IN_MONTH = rf"(?i)\s*,?\s*(?:in|during)\s+(?P<month>{MONTH})\s+(?P<year>(?:19|20)[0-9]{{2}})\b"
_NOT = re.compile(
    r"\s*[,(]?\s*\b(?:but\s+)?(?:not|except(?:ing)?|excluding|excl\.?|apart\s+from|other\s+than|no\s+(?:sessions?|class(?:es)?))"
    r"(?:\s+(?:on|for))?\s+(?=[0-9a-z])",
    re.IGNORECASE,
)
_EXAMPLE = 'Write it like "every Tuesday from 1 March to 29 March 2022", or each date on its own line.'
_EXAMPLE_OF_MONTH = (
    'Write it like "every second Tuesday of the month from 1 March to 31 May 2022", or each date on its own line.'
)
_PLURAL = f"(?i)({PLURAL.removeprefix('(?i)')})"
_PLURAL_ALONE = (
    rf"(?i)(?:\A|[,;|:{READ}]|\s[-–—])\s*(?:on\s+)?({PLURAL.removeprefix('(?i)')})"
    rf"(?=\s*(?:\Z|[,;|.{READ}]|[-–—]\s|(?:(?:at|from|between|starting)\s+)?[0-9]))"
)
"""Such a weekday as a piece of its own, and not in words like "Tuesdays at Ten"."""
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


class _Rule(NamedTuple):
    """A repetition, like "every other Tuesday"."""

    words: str
    """The rule, as written."""
    weekdays: frozenset[int]
    """The weekdays; Monday is 0."""
    weeks: int
    """1 for every week, 2 for every other week."""
    numbers: frozenset[int]
    """2 for the second of each month, -1 for the last; empty for all."""


def take_every(line: LineText, reading: DayReading) -> DayList | None:
    """Read days that come again and again, None if a line has none; raises Wrong (DAT01, DAT02, DAT03)."""
    head = compiled(_HEAD).search(line.text)
    if head is None:
        return None
    rule = _read_rule(head)
    if rule is None:
        raise _unreadable(line, head)
    start = _end_of_hours(line.text, head.end())
    first, last, end = _first_and_last(line, head, start, reading)
    days = [day for day in _each_day(first, last) if _is_in(rule, day, first)]
    if rule.weeks > 1 and first.weekday() not in rule.weekdays:
        real, names = (
            humanize.DAYS[first.weekday()],
            humanize.listed([humanize.DAYS[day] for day in sorted(rule.weekdays)], "or"),
        )
        message = f"{humanize.day(first)} is a {real}, not a {names}."
        raise Wrong("DAT02", message, f'Begin "{rule.words}" with the first of them.', head.start())
    written = line.whole[head.start() : end]
    if not 1 <= len(days) <= MOST_DAYS:
        message = f'"{excerpt(written, 80)}" gives {humanize.count(len(days), "day")}.'
        raise Wrong("DAT02", message, f"From 1 to {MOST_DAYS} can be written so.", head.start())
    line.take(head.start(), head.end(), "days")
    line.take(start, end, "days")
    for day in _days_left_out(line, days, reading):
        days.remove(day)
    return DayList(head.start(), end, tuple(days), False, (), written)


def _read_rule(head: re.Match[str]) -> _Rule | None:
    """Read the rule; None if the words do not say which days. Raises Wrong (DAT02) for "every second Tuesday"."""
    words = " ".join(head[0].split())
    if head["interval"]:
        if not head["interval_days"]:
            return None
        weeks = 2 if head["interval"].lower() == "fortnightly" else 1
        return _Rule(words, _weekdays(head["interval_days"]), weeks, frozenset())
    if head["which"]:
        return _Rule(words, _weekdays(head["which_days"]), 1, _numbers(head["which"]))
    if not head["days"]:
        return None
    numbers = _numbers(head["number"] or "")
    if numbers == {_NUMBERS["second"]} and not head["of_month"]:
        hint = f'Write "every other {head["days"]}" or "every second {head["days"]} of the month".'
        raise Wrong("DAT02", f'"{words}" has two meanings.', hint, head.start())
    if bool(numbers) != bool(head["of_month"]) and len(numbers) < 2:
        return None
    return _Rule(words, _weekdays(head["days"]), 2 if head["other"] else 1, numbers)


def _numbers(words: str) -> frozenset[int]:
    return frozenset(_NUMBERS[word] for word in re.findall(_NUMBER, words.lower()))


def _weekdays(words: str) -> frozenset[int]:
    whole = {"day": range(7), "weekday": range(5)}.get(words.strip().lower())
    if whole:
        return frozenset(whole)
    names = re.findall(rf"\b({WEEKDAY})s?\b", words.lower())
    return frozenset(WEEKDAYS[name] for name in names)


def _end_of_hours(text: str, at: int) -> int:
    """Return the offset after hours that stand between "every Tuesday" and its first day; `at` if there are none."""
    ranges = find_ranges(text[at:])
    return at + ranges[0].end() if ranges and not text[at : at + ranges[0].start()].strip(" ,") else at


def _first_and_last(line: LineText, head: re.Match[str], at: int, reading: DayReading) -> tuple[date, date, int]:
    """Find the first and the last day after an offset, and where they end; raises Wrong."""
    in_month = compiled(_IN_MONTH).match(line.text, at)
    if in_month:
        year, month = int(in_month["year"]), MONTHS[in_month["month"].lower()]
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), in_month.end()
    lead = _FROM.match(line.text, at)
    start = lead.end() if lead else at
    rest = READ * start + line.text[start : _offset_of_not(line, start)]
    if not any(first == start for first, _ in find_day_starts(rest, reading)):
        raise _unreadable(line, head)
    for days in find_days(rest, reading):
        is_between = lead is not None and lead[0].split()[-1:] == ["between"] and len(days.days) == 2
        if days.start == start and (days.is_range or is_between):
            return days.days[0], days.days[-1], days.end
    raise _unreadable(line, head)


def plural_without_days(line: LineText) -> Wrong | None:
    """Make the problem of "Tuesdays in March 2022", which names no days; None for a line without such a weekday."""
    match = compiled(PLURAL).search(line.text)
    return _unreadable(line, match) if match else None


def refuse_plural(line: LineText, days: DayList) -> None:
    """Raise Wrong (DAT02) for "Tuesdays" with a range of days, or with one day: it means one day a week."""
    if days.is_range:
        match = compiled(_PLURAL).search(line.text, 0, days.end)
    else:
        match = compiled(_PLURAL_ALONE).search(line.text) if len(days.days) == 1 else None
    if match:
        start, end = min(match.start(1), days.start), max(match.end(1), days.end)
        written = line.whole[start:end].strip()
        raise Wrong("DAT02", f'I cannot read "{excerpt(written, 80)}" as dates.', _EXAMPLE, start)


def _offset_of_not(line: LineText, start: int) -> int:
    match = _NOT.search(line.text, start)
    return match.start() if match else len(line.text)


def _days_left_out(line: LineText, days: list[date], reading: DayReading) -> Iterator[date]:
    """Yield the days after "not"; raises Wrong (DAT02) for a day that is not among the days."""
    match = _NOT.search(line.text)
    if match is None:
        return
    rest = re.sub(r"\bor\b", "& ", line.text[match.end() :])
    starts = find_day_starts(rest, reading)
    if not starts or starts[0][0] != 0:
        return
    end = starts[0][1]
    years = sorted({day.year for day in days})
    for year in years:
        left_out = find_days(rest[:end], reading._replace(year=year))[0].days
        if all(day in days for day in left_out):
            closing = match.end() + end
            closing += "(" in match[0] and line.text[closing : closing + 1] == ")"
            line.take(match.start(), closing, "days")
            yield from left_out
            return
    message = f'"{excerpt(rest[:end].strip(), 80)}" is not one of these days.'
    raise Wrong("DAT02", message, 'Check the day after "not".', match.end())


def _each_day(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY


def _is_in(rule: _Rule, day: date, first: date) -> bool:
    if day.weekday() not in rule.weekdays:
        return False
    if rule.weeks > 1:
        return ((day - first + timedelta(days=first.weekday())).days // 7) % rule.weeks == 0
    is_last = (day + _WEEK).month != day.month
    return not rule.numbers or (day.day - 1) // 7 + 1 in rule.numbers or (-1 in rule.numbers and is_last)


def _unreadable(line: LineText, head: re.Match[str]) -> Wrong:
    written = line.whole[head.start() :].strip()
    example = _EXAMPLE_OF_MONTH if re.search(_OF_MONTH, head[0], re.IGNORECASE) else _EXAMPLE
    return Wrong("DAT02", f'I cannot read "{excerpt(written, 80)}" as dates.', example, head.start())
