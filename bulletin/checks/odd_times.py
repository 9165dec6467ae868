"""Rules of hours and of days in digits that readers take for another: 7pm to 9m, 2pm EST in June, 7/13."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ..text import humanize
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_ODD_HOUR = re.compile(
    rf"(?<![\w.:/£$-])(?:{_HOUR}(?:[.:][0-5][0-9])?\s?(?:[ap]\.?m\.?)?\s?(?:-|–|to|until|till)\s?"
    rf"(?P<letter>{_HOUR}(?:[.:][0-5][0-9])?(?:m|p|a|pn|om|pmm|ppm|amm|aam)\b)(?![.'][a-z])"
    r"|(?P<late>(?:1[3-9]|2[0-4])(?:[.:][0-5][0-9])?\s?am\b|(?:1[3-9]|2[0-3])[.:][0-5][0-9]\s?pm\b)"
    r"|(?P<start>[0-9]{1,2}[.:][0-9]{2}\s?[ap]m)\s?(?:-|–|to|until)\s?(?P<again>(?P=start))\b"
    r"|(?P<minutes>[0-9]{1,2}[.:](?:[6-9][0-9]|[1-9])\s?[ap]m\b|(?<=[-–]\s)[0-9]{1,2}[.:]0\s?[ap]m\b)"
    r"|(?P<twice>[0-9]\s?[ap]\.?m\.?\s[ap]\.?m\b)"
    r"|(?P<zero>(?:0?0|2[5-9]|[3-9][0-9])(?:[.:][0-5][0-9])?\s?[ap]m\b)"
    r"|(?:\b(?:at|from)\s)(?P<beyond>2[5-9]:[0-5][0-9]\b(?!\s(?:in|into|min))|(?:[01][0-9]"
    r"|2[0-3]):[6-9][0-9]\b)(?![:/]))"
)
"""An hour with a letter that is wrong, or that no clock shows."""
_MAYBE_HOUR = re.compile(r"[0-9](?:\s?[ap]|[mo:])")
"""What each of them has in it."""


@rule(
    "DAT27",
    "warning",
    "No clock shows this hour, or it ends when it begins.",
    "Check it, and write it like 7.30pm or 19:30.",
    on=TEXTS,
    triggers=(":", ".", "am", "pm", "-", "–", "to ", "until", "till"),
    wrong="Come to the hall from 7pm to ‸9m.",
    right="Come to the hall from 7pm to 9pm, 7-9 p.m. or 19:30. We rode 5 to 10m. Doors open at 12.15am and 24:00.",
)
def odd_hour(file: CheckedFile) -> Iterator[Finding]:
    for match in _ODD_HOUR.finditer(file.prose) if _MAYBE_HOUR.search(file.prose) else ():
        kind = match.lastgroup or ""
        if kind == "letter" and not _IS_CLOCK.search(match[0][: match.start(kind) - match.start()]):
            continue
        start, end = match.span(kind)
        what = "ends when it begins" if kind == "again" else "is no hour"
        yield Finding(start, f'"{file.words_at(start, end)}" {what}.')


_IS_CLOCK = re.compile(r"[ap]\.?m|[0-9][.:][0-9]{2}")
"""What shows that the first of two numbers is an hour: half past, or am."""


_ZONES = {
    "gmt": ("Europe/London", "bst"),
    "bst": ("Europe/London", "gmt"),
    "est": ("America/New_York", "edt"),
    "edt": ("America/New_York", "est"),
    "cst": ("America/Chicago", "cdt"),
    "cdt": ("America/Chicago", "cst"),
    "pst": ("America/Los_Angeles", "pdt"),
    "pdt": ("America/Los_Angeles", "pst"),
    "cet": ("Europe/Paris", "cest"),
    "cest": ("Europe/Paris", "cet"),
}
"""Where a time is kept in one half of the year, and what it is called in the other."""
_OF_ASIA = ("cst",)
_ASIA = re.compile(r"\b(?:ist|jst|kst|sgt|hkt|china|beijing|shanghai|taipei)\b")
"""Signs that CST is the time of China, which is the same all year."""
_TIME_OF_ZONE = re.compile(rf"[0-9]\s?(?:[ap]\.?m\.?|hrs)?[\s(]{{0,2}}(?P<zone>{'|'.join(_ZONES)})\b(?!\s?[+-][0-9])")


@rule(
    "DAT28",
    "warning",
    "This time is not kept on that day.",
    "Check the hour: it is summer time or winter time there.",
    on=TEXTS,
    triggers=tuple(_ZONES),
    wrong="Join the call on 13 June 2022 at 2pm ‸GMT.",
    right="Join the call on 13 June 2022 at 2pm BST, and on 5 December 2022 at 2pm GMT or 9am EST.",
    note="GMT and BST, CET and CEST, and those of North America; the sentence must name the day.",
)
def other_half_of_year(file: CheckedFile) -> Iterator[Finding]:
    for match in _TIME_OF_ZONE.finditer(file.prose):
        zone = match["zone"]
        day = _day_beside(file, match.start())
        place, other = _ZONES[zone]
        if zone in _OF_ASIA and _ASIA.search(file.prose, *file.sentence_around(match.start())):
            continue
        if day and datetime.combine(day, time(12), ZoneInfo(place)).tzname() == other.upper():
            message = f"On {humanize.day(day)} it is {other.upper()}, not {zone.upper()}."
            yield Finding(match.start("zone"), message)


def _day_beside(file: CheckedFile, offset: int) -> date | None:
    """Return the one day in the sentence of an hour, or the last in front of it; None if there is none."""
    start, end = file.sentence_around(offset)
    days = [named.days[-1] for named in file.days_between(start, end)]
    before = [written for written in days if written.end <= offset]
    last = before[-1] if before else days[0] if len(days) == 1 else None
    return last.on(last.year or _year_of(last.month, file.day)) if last else None


def _year_of(month: int, issue: date) -> int:
    """Return the year that a month is of which comes next: of the issue's, or of the one after."""
    return issue.year + (month < issue.month - 6)


_DIGITS = re.compile(
    r"(?m)(?:^[^\w\n]{0,12}|\b(?:on|by)\s)(?P<day>(?P<first>0?[1-9]|1[0-2])/(?P<second>0?[1-9]|[12][0-9]|3[01]))"
    r"(?=[,.:;)]|\s[-–—]?\s?[a-z]|\s[-–—]|$)|\s[-–—]\s(?P<last>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]"
    r"|3[01]))(?=[.\s]{0,3}$)"
)
"""A day in two numbers where a line, an entry or a link begins, behind "on" and "by", or behind a dash at the end."""
_DAY_NAME = rf"(?:{'|'.join(name.lower() for name in humanize.DAYS)}|mon|tues?|weds?|thur?s?|fri|sat|sun)"
_BESIDE_DAY = re.compile(
    rf"(?<![\w./-])(?:{_DAY_NAME}\.?,?\s(?P<a>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]|3[01]))(?![\w/]|\.\d)"
    rf"|(?P<b>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]|3[01]))(?=,?\s{_DAY_NAME}\b)"
    r"|\((?P<c>(?:0[1-9]|1[0-2])/(?:0[1-9]|[12][0-9]|3[01]))(?=\))"
    r"|(?:event|date|meeting|dates:?)\s(?P<e>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01]))(?![\w/]|\.\d)"
    r"|(?P<d>(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01]))(?=\s?[-–]\s?(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])\b))"
)
"""Such a day beside the name of a weekday, alone in brackets, or as the first of two."""
_LARGEST_MONTH = 12


@rule(
    "DAT29",
    "warning",
    "A day in digits has its month first.",
    "Write the month as a word, like 13 July.",
    triggers=("/",),
    wrong="* ‸7/13, a meeting in Leeds",
    right="* 13/7, a meeting in Leeds\n* 24/7 support\n* 1/2 pint of milk",
    note="Looked for where a line, an entry or a link begins; where one day can only be read so, the others of the "
    "text are said, too. Not with `month first: yes` in bulletin.yml.",
)
def month_before_day(file: CheckedFile) -> Iterator[Finding]:
    if file.workspace.settings.month_first or _STROKE.search(file.prose) is None:
        return
    matches = (match for match in _DIGITS.finditer(file.prose) if not _FRACTION.match(file.prose, match.end()))
    days = {match.start(kind): match[kind] for match in matches for kind in ("day", "last") if match[kind]}
    beside = (match for match in _BESIDE_DAY.finditer(file.prose))
    days |= {match.start(match.lastgroup or 0): match[match.lastgroup or 0] for match in beside}
    parts = {start: [int(part) for part in day.split("/")] for start, day in days.items()}
    if any(second > _LARGEST_MONTH for _, second in parts.values()):
        for start, (first, second) in sorted(parts.items()):
            hint = f"If it is one, write {second} {humanize.MONTHS[first - 1]}."
            yield Finding(start, f'"{days[start]}" is no day with its month behind it.', hint)


_STROKE = re.compile("[0-9]/[0-9]")
_FRACTION = re.compile(r"\s(?:of|pint|cup|inch|tsp|tbsp|lb|oz|people|members|votes|points)\b")
