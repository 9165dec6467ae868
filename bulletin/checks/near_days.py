"""Rules of days in the text: named without their date, like "this Friday", over already, or with a wrong ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..text import humanize
from ..text.written_days import WrittenDay
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_DAY = "|".join(name.lower() for name in humanize.DAYS)
_SHORT_DAY = "mon|tues?|weds?|thurs?|fri|sat|sun"
_DATED = r"(?![\s,(]{0,3}(?:the\s)?[0-9]{1,2}(?:st|nd|rd|th)?\b(?![:.]?[0-9]*\s?[ap]\.?m|[:.][0-9]))"
"""No day of a month follows; an hour may."""
_MONTH_NAMES = "|".join(name.lower() for name in humanize.MONTHS)
_SHORT_MONTH = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_BEFORE_DAY = (
    r"(?:on|by|until|before|due|from|closes?|starts?|starting|begins?|beginning|ends?|see\syou"
    r"|(?:by|before|until)\s(?:the\s)?(?:end\sof|close\sof\s\w+|noon|midday|midnight|lunchtime"
    r"|[0-9]{1,2}(?:[.:][0-9]{2})?\s?[ap]\.?m\.?)(?:\son)?)"
)
_NEAR_DAY = re.compile(
    r"(?<![\w'’-])(?:(?P<word>tomorrow|tonight|this\s(?:afternoon|evening)"
    r"|(?:by|until|closes|ends|due)\s(?:the\send\sof\s)?today|today\sis\sthe\s(?:last|final))(?!['’-])"
    rf"|(?:this|next|this\scoming|the\scoming)\s(?P<near>{_DAY}|{_SHORT_DAY}|weekend)\b(?!s?['’])"
    rf"|(?P<several>next\s(?:two|three|2|3)\s(?:{_DAY})s|(?:in|within)\sthe\snext\s(?:24|48|72|twenty-four)\shours)\b"
    rf"|{_BEFORE_DAY}\s(?P<bare>{_DAY})\b(?!['’-])(?!\s(?:to|afternoons|mornings|evenings)\b)(?!,?\s(?:{_DAY})\b)"
    rf"){_DATED}(?![\s,(]{{0,3}}(?:{_MONTH_NAMES}|{_SHORT_MONTH})\b)"
)
_AND_DAY = re.compile(rf"\s(?:and|or)\s(?:{_DAY})\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|ago|last|took|came|went|met|could|would|enjoyed|won|said|held|saw|yesterday|attended|visited|made|gave|"
    r"joined|helped|brought|happened|thanks?\s(?:to\s)?(?:all|those|everyone|everybody|you)\b[^.!?]{0,30}\bwho)\b"
)
_TO_DO = re.compile(
    r"\b(?:invited|please|will\s(?:be|take|meet|start|hold)|deadline|join\sus|come\salong|sign\sup|book\s(?:now|your|a)|register|rsvp|don['’]t\sforget|reminder)\b"
)
"""Words that make a day one to come, whatever else the sentence tells."""
_A_DATE = re.compile(rf"\b(?:{_MONTH_NAMES})\s[0-9]|[0-9](?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH_NAMES})\b")
_AGAIN = re.compile(r"\b(?:every|each|weekly|fortnightly|monthly|usually|always|normally|open|term\s?time)\b")
_TO_COME = re.compile(
    r"\b(?:will|next|please|join\sus|come\sand|don['’]t\smiss|upcoming|book\s(?:now|your|a)|are\sinvited|to\sbe\sheld|deadline|closing\sdate|closes|takes\splace|is\son|are\son|until|w/c|week\s(?:commencing|beginning)|(?:starts|begins|opens)\s(?:on|from)|apply\sby|register\sby|reply\sby)\b"
)
_CLOCK = re.compile(
    r"[\s,(:–-]{0,4}(?:(?:at|from)\s)?[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\b|[-–])|[\s,(]{0,3}(?:at\s|from\s)?(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]\b"
)
"""An hour behind a day, which then is the day of an event."""
_FIGURATIVE = re.compile(r"\b(?:today|now)\s(?:and|or)\s$|\b(?:better|for|of)\s(?:a\s)?(?:better\s)?$")
_ORDINAL = re.compile(r"(?<![\w.,:/-])(?P<number>[0-9]{1,3})(?P<ending>(?:st|nd|rd|th){1,2}|h|t)\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


@rule(
    "DAT20",
    "warning",
    "A day is named without its date.",
    "Write the date: people read this later than it was written.",
    triggers=("tomorrow", "tonight", "this ", "next ", "on ", "by ", "until ", "before ", "due ", "from "),
    wrong="Please come to the hall ‸this Saturday at 10am.",
    right="Please come to the hall on Saturday 5 February at 10am. It was full on Saturday. We meet every Saturday.",
    note="Not said where the same text names a date of that weekday, nor of what is over or happens again and again.",
)
def day_without_date(file: CheckedFile) -> Iterator[Finding]:
    for match in _NEAR_DAY.finditer(file.prose_and_code):
        if match["word"] and _FIGURATIVE.search(file.prose_and_code[max(0, match.start() - 20) : match.start()]):
            continue
        sentence = _sentence(file, match.start())
        if not _has_date(file, match, sentence) and not _is_no_appointment(file, match, sentence):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" is another day for everyone who reads it later.')


def _has_date(file: CheckedFile, match: re.Match[str], sentence: str) -> bool:
    """Tell whether the text says which day is meant: in the sentence, or elsewhere by the date of that weekday."""
    if match["near"] and _A_DATE.search(sentence):
        return True
    day = (match["near"] or match["bare"] or "")[:3]
    number = next((number for number, name in enumerate(humanize.DAYS) if day and name.lower().startswith(day)), None)
    return any(
        named.weekday() == number and (match["bare"] or abs(named - file.day) <= _SOON) for named in _dates_of(file)
    )


_SOON = timedelta(days=15)
"""How near a date is that "next Monday" may mean."""


def _is_no_appointment(file: CheckedFile, match: re.Match[str], sentence: str) -> bool:
    """Tell whether what is said of a day is over, or happens again and again."""
    if _AND_DAY.match(file.prose_and_code, match.end()) and not _TO_DO.search(sentence):
        return True  # "Open on Monday and Tuesday"
    if match["bare"] and _AGAIN.search(sentence):
        return True
    may_be_over = match["bare"] or match["near"] == "weekend"
    return bool(may_be_over and _PAST.search(sentence) and not _TO_DO.search(sentence))


def _sentence(file: CheckedFile, offset: int) -> str:
    start, end = file.sentence_around(offset)
    return file.prose_and_code[start:end]


def _dates_of(file: CheckedFile) -> list[date]:
    """Return the days that a text and its sessions name by date."""
    written = [day for named in file.written_days for day in named.days]
    days = [day.on(day.year or file.day.year) for day in written]
    sessions = file.item.sessions if file.item else ()
    return [*(day for day in days if day), *(session.start.date() for session in sessions)]


@rule(
    "DAT22",
    "warning",
    "A day is spoken of as if it were to come, and is over when the issue goes out.",
    "Check the date.",
    wrong="The next meeting is on ‸3 December 2021.",
    right="The next meeting is on 3 March 2022. It was to be on 3 December 2021, and was put off.",
)
def day_that_is_over(file: CheckedFile) -> Iterator[Finding]:
    for named in file.written_days:
        last = named.days[-1]
        day = last.on(last.year) if last.year else _lately(last, file.day)
        if day is None or day >= file.day:
            continue
        sentence = _sentence(file, last.start)
        is_event = _CLOCK.match(file.prose_and_code, last.end) is not None
        if (is_event or _TO_COME.search(sentence)) and not _PAST.search(sentence) and not _LOOKS_BACK.search(sentence):
            yield Finding(last.at, f"{humanize.day(day)} is before the day of this issue.")
        elif (
            not _OF.search(file.prose_and_code, max(0, last.start - 4), last.start)
            and _is_year_ago(last.year, day, file.day)
            and not _YEAR_AGO.search(sentence)
        ):
            hint = f"Did you mean {file.day.year}?"
            yield Finding(last.at, f"{humanize.day(day)} is a year before this issue.", hint)


_LATELY = timedelta(days=60)
"""How far a day without a year may lie back, so that it is not one of the next year."""
_LOOKS_BACK = re.compile(r"\b(?:since|from|published|dated|updated|edited|posted|sent|released|of the)\b")
_YEAR_AGO = re.compile(r"\b(?:year|years|ago|anniversary|since|from|dated|published|updated|posted|revised)\b")
_NEARLY = timedelta(days=10)


def _lately(written: WrittenDay, issue: date) -> date | None:
    """Return the day that is meant by one without a year, if that was shortly before the issue."""
    day = written.on(issue.year)
    return day if day and timedelta(0) < issue - day <= _LATELY and written.opens else None


_OF = re.compile(r"\bof $")
"""In front of a day by which something is known: the Act of 3 May."""


def _is_year_ago(year: int | None, day: date, issue: date) -> bool:
    """Tell whether a day of a year would be next to the issue if its year were one more."""
    return year == issue.year - 1 and abs(day.replace(year=day.year + 1, day=min(day.day, 28)) - issue) <= _NEARLY


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
    for match in _ORDINAL.finditer(file.prose_and_code):
        number, ending = int(match["number"]), match["ending"]
        right = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
        if ending != right and (len(ending) > 1 or _is_day(file.prose_and_code, match)):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" cannot be right.', f'Did you mean "{number}{right}"?')


def _is_day(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the name of a month follows."""
    following = prose[match.end() :].lstrip()[:9]
    return following.startswith(tuple(name.lower() for name in humanize.MONTHS))


_RANGE = re.compile(
    r"(?<![\w.:/£-])(?P<from>[0-9]{1,2})(?:[.:](?P<from_minute>[0-5][0-9]))?\s?(?P<from_half>[ap])\.?m\.?\s?(?:-|–|to|until|till)\s?"
    r"(?P<to>[0-9]{1,2})(?:[.:](?P<to_minute>[0-5][0-9]))?\s?(?P<to_half>[ap])\.?m\b"
)
_RANGE_OF_DAY = re.compile(
    r"(?<![\w.:/£-])(?P<from>[01]?[0-9]|2[0-3])[:.](?P<from_minute>[0-5][0-9])\s?(?:-|–|to|until|till)\s?"
    r"(?P<to>[01]?[0-9]|2[0-3])[:.](?P<to_minute>[0-5][0-9])(?!\s?[ap]\.?m|[\d.:])"
)
_EVENING = 18 * 60
"""The minute of the day from which what ends earlier ends on the next one."""


@rule(
    "DAT24",
    "warning",
    "Something ends before it begins.",
    "Check both.",
    on=TEXTS,
    triggers=("-", "–", " to ", "until", "till"),
    wrong="The hall is open from ‸11am to 9am.",
    right="The hall is open from 9am to 11am, and the bar from 8pm to 1am, 10.30 to 12.00 and 10.30 to 1.00.",
    note="Hours with am and pm, hours of 24, and days with their months.",
)
def end_before_start(file: CheckedFile) -> Iterator[Finding]:
    for match in _RANGE.finditer(file.prose):
        if match["from_half"] == match["to_half"] and _minute(match, "from") % 720 > _minute(match, "to") % 720:
            yield _reversed(file, match.start(), match.end())
    for match in _RANGE_OF_DAY.finditer(file.prose):
        start, end = _minute(match, "from"), _minute(match, "to")
        # 10.30 to 1.00 has its afternoon left out, as 11.00 to 12.30 has its morning.
        if end < start < _EVENING and end >= _NOON - 60 and start > _NOON:
            yield _reversed(file, match.start(), match.end())
    for named in file.written_days:
        first, last = named.days[0], named.days[-1]
        if named.is_range and first.clear and last.clear and first.month - last.month < _HALF_YEAR:
            year = last.year or file.day.year
            start_day, end_day = first.on(first.year or year), last.on(year)
            if start_day and end_day and end_day < start_day:
                yield _reversed(file, first.start, last.end)


_NOON, _HALF_YEAR = 12 * 60, 6


def _minute(match: re.Match[str], name: str) -> int:
    return int(match[name]) * 60 + int(match[f"{name}_minute"] or 0)


def _reversed(file: CheckedFile, start: int, end: int) -> Finding:
    return Finding(start, f'"{file.words_at(start, end)}" ends before it begins.')


_WEEK = re.compile(r"\b(?P<what>w/c|week\s(?:commencing|beginning|starting)|week\sending|w/e)\W{1,3}(?:the\s)?$")


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
        day = written.on(written.year or file.day.year) if match and written.clear else None
        if match and day:
            allowed = _ENDS if match["what"] in ("w/e", "week ending") else _BEGINS
            if day.weekday() not in allowed:
                yield Finding(written.at, f"{humanize.day(day)} is a {humanize.DAYS[day.weekday()]}.")


_BEGINS, _ENDS = (0, 6), (4, 5, 6)


_NUMBERED_WEEKDAY = re.compile(
    rf"\b(?P<weekday>{_DAY})\s(?:the\s)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)\b(?![\s,]{{1,3}}(?:of\s)?(?:{_MONTH_NAMES}|{_SHORT_MONTH})\b|\s?[-–/&,]|\s(?:and|to|or)\s)"
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
    for match in _NUMBERED_WEEKDAY.finditer(file.prose_and_code):
        weekday = humanize.DAYS.index(match["weekday"].capitalize())
        days = list(_days_of_months(file.day, int(match["day"])))
        if days and all(day.weekday() != weekday for day in days):
            yield Finding(
                match.start(), f'"{file.words_at(match.start(), match.end())}" is in no month near this issue.'
            )


def _days_of_months(issue: date, number: int) -> Iterator[date]:
    """Yield the days of a number in the month of an issue, and in those beside it."""
    for months in (-1, 0, 1):
        year, month = divmod(issue.year * 12 + issue.month - 1 + months, 12)
        try:
            yield date(year, month + 1, number)
        except ValueError:
            continue
