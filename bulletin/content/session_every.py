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
from .weekday_groups import PLURAL

MOST_DAYS = 60
"""The most days that one such line may give."""

_DAYS = rf"(?:{WEEKDAY}s?\b(?:\s*(?:,|,?\s*and|&)\s*{WEEKDAY}s?\b)*)"
_NUMBERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_HEAD = (
    rf"(?i)\b(?:(?:every|each)\s+(?:(?P<other>other|alternate)\s+)?(?:(?P<number>first|1st|second|2nd|third|3rd|fourth|4th|last)\s+)?"
    rf"(?P<days>{_DAYS}|weekday\b|day\b)(?P<of_month>\s+(?:of|in)\s+(?:the|each|every)\s+month)?"
    rf"|(?P<interval>weekly|fortnightly)\b(?:\s*,?\s*(?:on\s+)?(?P<interval_days>{_DAYS}))?"
    rf"|(?:the\s+)?(?:first|1st|second|2nd|third|3rd|fourth|4th|last)\s+{WEEKDAY}s?\s+(?:of|in)\s+(?:the|each|every)\s+month|daily\b"
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
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


class _Rule(NamedTuple):
    """A repetition, like "every other Tuesday"."""

    words: str
    """The rule, as written."""
    weekdays: frozenset[int]
    """The weekdays; Monday is 0."""
    weeks: int
    """1 for every week, 2 for every other week."""
    number: int
    """2 for the second of each month, -1 for the last; 0 for all."""


def take_every(line: LineText, reading: DayReading) -> DayList | None:
    """Read days that come again and again, None if a line has none; raises Wrong (DAT01, DAT02, DAT03)."""
    head = compiled(_HEAD).search(line.text)
    if head is None:
        return None
    rule = _read_rule(head)
    if rule is None:
        raise _unreadable(line, head)
    first, last, end = _first_and_last(line, head, reading)
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
    line.take(head.start(), end, "days")
    for day in _days_left_out(line, days, reading):
        days.remove(day)
    return DayList(head.start(), end, tuple(days), False, (), written)


def _read_rule(head: re.Match[str]) -> _Rule | None:
    """Read the rule; None if the words do not say which days. Raises Wrong (DAT02) for "every second Tuesday"."""
    words = " ".join(head[0].split())
    if head["interval"]:
        if not head["interval_days"]:
            return None
        return _Rule(words, _weekdays(head["interval_days"]), 2 if head["interval"].lower() == "fortnightly" else 1, 0)
    if not head["days"]:
        return None
    number = _NUMBERS.get((head["number"] or "").lower(), 0)
    if number == _NUMBERS["second"] and not head["of_month"]:
        hint = f'Write "every other {head["days"]}" or "every second {head["days"]} of the month".'
        raise Wrong("DAT02", f'"{words}" has two meanings.', hint, head.start())
    if bool(number) != bool(head["of_month"]):
        return None
    return _Rule(words, _weekdays(head["days"]), 2 if head["other"] else 1, number)


def _weekdays(words: str) -> frozenset[int]:
    whole = {"day": range(7), "weekday": range(5)}.get(words.strip().lower())
    if whole:
        return frozenset(whole)
    names = re.findall(rf"\b({WEEKDAY})s?\b", words.lower())
    return frozenset(WEEKDAYS[name] for name in names)


def _first_and_last(line: LineText, head: re.Match[str], reading: DayReading) -> tuple[date, date, int]:
    """Find the first and the last day, and where they end; raises Wrong."""
    in_month = compiled(_IN_MONTH).match(line.text, head.end())
    if in_month:
        year, month = int(in_month["year"]), MONTHS[in_month["month"].lower()]
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), in_month.end()
    lead = _FROM.match(line.text, head.end())
    start = lead.end() if lead else head.end()
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
    """Raise Wrong (DAT02) for a range of days after "Tuesdays", which means one day a week and not each day."""
    match = compiled(PLURAL).search(line.text, 0, days.end) if days.is_range else None
    if match:
        written = line.whole[match.start() : days.end].strip()
        raise Wrong("DAT02", f'I cannot read "{excerpt(written, 80)}" as dates.', _EXAMPLE, match.start())


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
    if rule.number > 0:
        return (day.day - 1) // 7 == rule.number - 1
    return rule.number == 0 or (day + _WEEK).month != day.month


def _unreadable(line: LineText, head: re.Match[str]) -> Wrong:
    written = line.whole[head.start() :].strip()
    return Wrong("DAT02", f'I cannot read "{excerpt(written, 80)}" as dates.', _EXAMPLE, head.start())
