"""Rules of dates and sessions: whether they can be true, and can be read in only one way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from ..content.dates import find_date
from ..content.frontmatter import Wrong
from ..content.holidays import bank_holidays
from ..content.issues import NO_DAY
from ..content.word_lists import english
from ..model import Item, Moment, Session, State, day_of
from ..text import humanize
from ..text.expressions import compiled
from ..text.suggest import is_slip, nearest
from ..text.written_days import WrittenDay, is_free
from .checked_file import CheckedFile
from .meant_days import is_meant
from .rule import TEXTS, Example, Finding, Rule, rule, session_example

MONTHS = tuple(name.lower() for name in humanize.MONTHS)
MONTH = "|".join(MONTHS)
"""The pattern of the names of months, in small letters."""
WEEKDAY = f"(?:{'|'.join(name.lower() for name in humanize.DAYS)})"
"""The pattern of the names of weekdays, in small letters."""
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_NUMERIC = (
    rf"(?<![\w.,:/-])(?:(?P<weekday>{WEEKDAY}|mon|tues?|weds?|thur?s?|fri|sat|sun)\.?,?\s+(?:the\s+)?)?"
    r"[0-9]{1,2}(?P<sep>[/.])[0-9]{1,2}(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![\w/-]|[.:][0-9])"
)
_DIGITS = re.compile(r"[0-9][/.][0-9]")
"""What every date in digits has in it: this is found sooner than a whole one."""
_MONTH_FIRST = re.compile(
    r"(?:^|[^0-9])(?:0?[1-9]|1[0-2])(?:/(?:1[3-9]|2[0-9]|3[01])/(?:20)?[0-9]{2}|\.(?:1[3-9]|2[0-9]|3[01])\.20[0-9]{2})$"
)
"""A day in digits that can only be of a month before it, with its year."""
_OPTION = re.compile(r"--[a-z-]+[\s=]$")
_INSIDE = re.compile(r"[\w.,:/]$")
_VERBS = ("march", "may")
"""Names of months that are also verbs."""
_NOBODY_BOOKS = (
    r"(?i)[\"'\s]*(?:there\s+is\s+)?(?:no\s+(?:need\s+to\s+(?:book|register)|booking|registration)\b(?!\s+(?:fee"
    r"|charge|link|form))"
    r"|(?:you\s+(?:do\s+not|don.t)\s+need|not\s+necessary)\s+to\s+book\b|booking\s+(?:is\s+)?not\s+(?:needed"
    r"|required|necessary)\b"
    r"|(?:just|please\s+just|simply)\s+(?:come|turn\s+up|drop\s+in)\b|come\s+along\b|turn\s+up\b|drop\s+in\b)"
)
"""How words begin that say that nobody books."""
_SOON = timedelta(days=100)
"""How far ahead a day without a year lies at most, so that it is of no other year."""
_BACK = timedelta(days=183)
"""The time before an issue in which a day without a year may be of the year before."""
_ODD_MONTH = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s+(?P<month>[a-z]{4,10})\s+(?:19|20)[0-9]{2}(?![0-9])")
_YEARS = re.compile(r"(?P<first>20[0-9]{2})\s?[/–-]\s?(?P<second>20[0-9]{2}|[0-9]{2})(?![\w/-])")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = (
    r"\b(?:host|hosts|hosting|run|runs|running|offer|offers|offering|hold|holding|lead|leads|leading|deliver"
    r"|delivering|"
    r"commission|commissioned|commissioning|arranged|organised|planned|have|are|is|there\s+are|there\s+is)\s+"
    rf"(?P<number>{'|'.join(_WORDS)}|[0-9]{{1,2}})\s+(?:(?!of\b|in\b|at\b|for\b|more\b|other\b|hour\b"
    rf"|days?\b|(?:{MONTH})\b)[\w&'-]+\s+){{0,4}}?"
    r"(?:sessions?|events?|cohorts?|workshops?|webinars?|masterclass(?:es)?|dates)\b"
)
_NUMBERED = re.compile(r"(.*?)\s*([0-9]{1,3})")
_FAR = timedelta(days=548)
"""Eighteen months."""
_OFF = (State.CANCELLED, State.POSTPONED)
"""The states of sessions that do not take place on the day in their lines."""
_PERSON = (
    r"(?:(?:Professor|Prof|Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Rev)\.?\s+)?[A-Z][\w'’-]+"
    r"(?:\s+(?:and|&)\s+[A-Z][\w'’-]+)?(?:\s+[A-Z][\w'’-]+){1,2}"
)
_NO_PERSON = (
    r"\b(?:team|trust|service|foundation|university|college|council|group|centre|academy|training|board|nhs|ltd)\b"
)


_TRAINING = """\
---
title: Safer recruitment training
presenter: {presenter}
time: 10am to 1pm
booking: Ask us.
{more}sessions:
{sessions}
---
{body}
"""


def _training(*sessions: str, more: str = "", body: str = "Text.", presenter: str = "NSPCC") -> str:
    lines = "\n".join(f"  - {session}" for session in sessions)
    return _TRAINING.format(sessions=lines, more=more, body=body, presenter=presenter)


_OTHER = {"2022-02/another.md": _training("7 March 2022", presenter="Sue Gaskell")}


def _numeric_dates(file: CheckedFile, rule_id: str) -> Iterator[Finding]:
    """Find the dates in digits (8/3/2022) that `find_date` refuses with a rule's id."""
    if _DIGITS.search(file.prose_and_code) is None:
        return
    for match in compiled(_NUMERIC).finditer(file.prose_and_code):
        if _OPTION.search(file.prose_and_code, max(0, match.start() - 20), match.start()):
            continue  # The date is an option of a command, like --since 8/3/2022.
        is_american = _MONTH_FIRST.search(match[0]) is not None
        if (
            not match["weekday"]
            and not is_american
            and (len(match["year"]) == 2 or not is_free(file.prose_and_code, match.start()))
        ):
            continue  # "Version 1.10.12" and "paragraph 1.10.12" are not dates.
        try:
            find_date(match[0], file.day, month_first=file.workspace.settings.month_first, any_year=True)
        except Wrong as wrong:
            if wrong.rule == rule_id:
                yield Finding(match.start() + wrong.offset, wrong.message, wrong.hint)


_ENTRIES = re.compile(r"\n\s*[*+-] ")


def _named_days(file: CheckedFile) -> Iterator[WrittenDay]:
    """Yield each day that is written with the name of its month, unless that is the verb "may" or "march"."""
    for named in file.written_days:
        words = file.source.text[named.days[0].start : named.days[-1].end]
        if _ENTRIES.search(words):
            continue  # A weekday at the end of an entry of a list, and a day that begins the next.
        if not any(re.search(rf"\b{verb}\b", words) for verb in _VERBS) or named.days[-1].year:
            yield from named.days


@rule(
    "DAT01",
    "error",
    "The weekday does not match the date.",
    "Check the date.",
    on=TEXTS,
    wrong=session_example("Monday ‸8 March 2022, https://example.org/book"),
    right=session_example("Tuesday 8 March 2022, https://example.org/book"),
    note="In session lines and in the text, in lists and ranges too. Without a year it is a warning.",
)
def wrong_weekday(file: CheckedFile) -> Iterator[Finding]:
    yield from _numeric_dates(file, "DAT01")
    for written in _named_days(file):
        weekday = _weekday_behind(file, written) if written.weekday is None else written.weekday
        if weekday is not None and written.clear and not _is_of_pair(file, written):
            yield from _unless_on(file, written._replace(weekday=weekday))
    for written in _pairs(file):
        if written.clear:
            yield from _unless_on(file, written)
    for match in _DAY_IN_DIGITS.finditer(file.prose_and_code) if "/" in file.prose_and_code else ():
        weekday = next(number for number, name in enumerate(humanize.DAYS) if name.lower().startswith(match[1][:3]))
        day, month = int(match["day"]), int(match["month"])
        yield from _unless_on(file, WrittenDay(*_place_of(match), weekday, day, month, None, opens=True, clear=True))


def _is_of_pair(file: CheckedFile, written: WrittenDay) -> bool:
    """Tell whether another weekday stands in front of that of a day, with a mark between: "Sat-Thu 6-11 August".

    Then the weekday in front is that of the first day, and this one is that of the last.
    """
    return _is_behind_weekday(file, written.start)


def _is_behind_weekday(file: CheckedFile, start: int) -> bool:
    return _WEEKDAY_BEFORE.search(file.prose_and_code, max(0, start - 20), start) is not None


_NAME_OF_DAY = rf"(?:{WEEKDAY}|mon|tues?|weds?|thurs?|fri|sat|sun)"
_WEEKDAY_BEFORE = re.compile(rf"\b{_NAME_OF_DAY}s?\.?\s?(?:[-–/&,]|to|and)\s?\Z")
_PAIR_OF_DAYS = (
    rf"\b(?P<first>{_NAME_OF_DAY})\.?\s?(?:[-–/&]|to"
    rf"|and)\s?(?P<last>{_NAME_OF_DAY})\.?,?\s(?:the\s)?(?P<from>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    rf"\s?(?:[-–/&]|to|and)\s?(?P<to>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH}"
    rf"|{_SHORT})\b\.?(?:,?\s(?P<year>20[0-9]{{2}})\b)?"
)


def _pairs(file: CheckedFile) -> Iterator[WrittenDay]:
    """Yield the first and the last of two days behind two weekdays: "Saturday/Sunday 24th/25th May"."""
    for match in (
        compiled(_PAIR_OF_DAYS).finditer(file.prose_and_code) if _MAYBE_PAIR.search(file.prose_and_code) else ()
    ):
        if _is_behind_weekday(file, match.start()):
            continue  # "Friday, Saturday and Sunday 1-3 March"
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))
        year = int(match["year"]) if match["year"] else None
        for name, number in (("first", "from"), ("last", "to")):
            place = (match.start(name), match.start(number), match.end())
            yield WrittenDay(
                *place, _number_of_day(match[name]), int(match[number]), month, year, opens=True, clear=True
            )


_MAYBE_PAIR = re.compile(r"[a-z]\.?\s?(?:[-–/&]|to|and)\s?(?:mon|tue|wed|thu|fri|sat|sun)")


def _number_of_day(name: str) -> int:
    """Return 0 for "mon" or "Monday"."""
    return next(number for number, day in enumerate(humanize.DAYS) if day.lower().startswith(name[:3]))


def _place_of(match: re.Match[str]) -> tuple[int, int, int]:
    return match.start(), match.start("day"), match.end()


def _unless_on(file: CheckedFile, written: WrittenDay) -> Iterator[Finding]:
    """Yield a finding if a day has another weekday in every year that may be meant."""
    days = [written.on(written.year)] if written.year else _days_near(written, file.day)
    real = [day for day in days if day]
    is_wrong = written.weekday is not None and all(day.weekday() != written.weekday for day in real)
    if real and written.weekday is not None and is_wrong and not _is_of_later_list(file, written):
        near = min(real, key=lambda day: abs(day - file.day))
        message = f"{humanize.day(near)} is a {_weekday(near.weekday())}, not a {_weekday(written.weekday)}."
        hint = "Check the date." if written.year else "Check the date, and add the year."
        yield Finding(written.at, message, hint, "error" if written.year else "warning")


def _is_of_later_list(file: CheckedFile, written: WrittenDay) -> bool:
    """Tell whether a day without a year is of the year after next, and the text names that year, as "2024/25" does."""
    year = file.day.year + 2
    day = None if written.year else written.on(year)
    if day is None or day.weekday() != written.weekday:
        return False
    return _names_year(file.prose, year)


@lru_cache(maxsize=8)  # Every day of a long list asks the same of its text.
def _names_year(text: str, year: int) -> bool:
    return re.search(rf"\b(?:{year}|{year - 1}\s?[-/–]\s?{year % 100:02})\b", text) is not None


_DAY_IN_DIGITS = re.compile(
    rf"\b({WEEKDAY}|mon|tues?|weds?|thurs?|fri|sat|sun)\.?,?\s(?:the\s)?(?P<day>[0-9]{{1,2}})/(?P<month>0?[1-9]"
    rf"|1[0-2])(?![/0-9]|(?:st|nd|rd|th)?\s(?:of\s)?(?:{MONTH}|{_SHORT})\b)"
)
_BEHIND = re.compile(
    rf"\s?[,(]\s?(?P<weekday>{WEEKDAY})\b(?!s?['’]|\s(?:the\s)?[0-9]|\s?(?:[-–/&]|to\b|and\b)\s?{_NAME_OF_DAY}\b)"
)
"""Of two weekdays behind a day, neither need be its own: "6-9 August (Friday-Monday)", "3 March, Tuesday to Friday"."""


def _weekday_behind(file: CheckedFile, written: WrittenDay) -> int | None:
    """Return the weekday after a day, as in "8 March (Tuesday)"; None without one."""
    match = _BEHIND.match(file.prose_and_code, written.end)
    return humanize.DAYS.index(match["weekday"].capitalize()) if match else None


def _weekday(number: int) -> str:
    return humanize.DAYS[number]


def _days_near(written: WrittenDay, issue: date) -> list[date | None]:
    """Return the dates that a day without a year may mean: in the issue's year, the next, and the last if recent."""
    last = written.on(issue.year - 1)
    days = [written.on(issue.year), written.on(issue.year + 1)]
    coming = [day for day in days if day and timedelta(0) <= day - issue <= _SOON]
    if coming:
        return [*coming]  # What is a few weeks ahead is not of the year after.
    return [*days, last] if last and issue - last <= _BACK else days


@rule(
    "DAT02",
    "error",
    "This cannot be read as a date.",
    'Write it like "23 February 2022" or "23/02/2022".',
    on=TEXTS,
    wrong=session_example("‸31/04/2022, https://example.org/book"),
    right=session_example("30/04/2022, https://example.org/book"),
)
def no_such_day(file: CheckedFile) -> Iterator[Finding]:
    yield from _numeric_dates(file, "DAT02")
    for written in _named_days(file):
        exists = written.on(written.year or 2000)  # 29 February is a day of some year.
        is_meant = written.clear and written.day > 0 and (written.opens or written.year)
        if not exists and is_meant and not _is_no_day(file, written):
            words = " ".join(file.source.text[written.at : written.end].split()).rstrip(".")
            yield Finding(written.at, f'"{words}" is not a real date.', "")
    for match in _ODD_MONTH.finditer(file.prose_and_code):
        month = match["month"]
        before = file.prose_and_code[match.start() - 1 : match.start()]
        if month in MONTHS or re.fullmatch(_SHORT, month) or _INSIDE.search(before):
            continue
        near = nearest(month, humanize.MONTHS)
        if near and near[:1].lower() == month[:1]:
            yield Finding(match.start("month"), f'I do not know the month "{month}".', f"Did you mean {near}?")
    yield from _slips_of_names(file)
    yield from _glued_days(file)


def _is_no_day(file: CheckedFile, written: WrittenDay) -> bool:
    """Tell whether a number beside a month is that of a house, or counts what follows it."""
    text = file.prose_and_code
    is_counted = written.day > 31 and _MONTH_AND_COUNT.fullmatch(text, written.at, written.end) is not None
    return _OF_STREET.match(text, written.end) is not None or (
        is_counted and _COUNTED.match(text, written.end) is not None
    )


_OF_STREET = re.compile(
    r"\s(?:road|rd|street|st|lane|close|avenue|ave|drive|way|court|place|crescent|gardens|terrace|house|cottages)\b"
)
"""45 March Road."""
_MONTH_AND_COUNT = re.compile(r"[a-z]+\.?\s+[0-9]+")
_COUNTED = re.compile(r"\s(?:of\s|people\b|men\b|women\b|children\b|new\b|more\b|other\b|[a-z]{3,}s\b)")
"""In October 45 members came."""

_NEXT_TO_DAY = (
    r"\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<after>[a-z]{4,10})\b(?!\s+(?:19|20)[0-9]{2})"
    r"|\b(?P<before>[a-z]{4,10})(?=\s+[0-9]{1,2}(?:st|nd|rd|th)\b)|\b(?:on|by|until|every|next"
    r"|this)\s(?P<weekday>[a-z]{5,10})\b"
)


def _slips_of_names(file: CheckedFile) -> Iterator[Finding]:
    """Yield names of months and weekdays with a slip in them: beside a day, or anywhere with a capital."""
    places = dict(_slips_beside_days(file))
    for word in file.strange_words - file.words.given_names:
        meant = _name_with_slip(word) if len(word) >= _LEAST_OF_NAME else ""
        for match in re.finditer(rf"\b{word.capitalize()}\b", file.prose_as_written) if meant else ():
            if not _is_name(file, match.start()):
                places[match.start()] = meant
    for odd in _ODD_MONTH.finditer(file.prose_and_code):
        places.pop(odd.start("month"), None)  # It is said already.
    for start, meant in sorted(places.items()):
        word = file.words_at(start, _end_of_word(file, start))
        yield Finding(start, f'"{word}" is misspelt.', f"Did you mean {meant}?", "warning")


def _slips_beside_days(file: CheckedFile) -> Iterator[tuple[int, str]]:
    """Yield where such a name stands beside the number of a day, and the name that was meant."""
    for match in compiled(_NEXT_TO_DAY).finditer(file.prose_and_code):
        kind = match.lastgroup or ""
        word, names = match[kind], humanize.DAYS if kind == "weekday" else humanize.MONTHS
        start = match.start()
        if _NEXT_PLACE.match(file.prose_and_code, match.end()) or _LAST_PLACE.search(
            file.prose_and_code, max(0, start - 40), start
        ):
            continue  # First, second and third of a competition: "1st Jilly, 2nd Jane".
        if word[0].isalpha() and word not in english().common:
            meant = next((name for name in names if is_slip(word, name.lower()) and word[0] == name[0].lower()), "")
            if meant and word != f"{meant.lower()}s":
                yield match.start(kind), meant


_NEXT_PLACE = re.compile(r"[^.\n]{0,25}\b(?:1st|2nd|3rd)\s")

_LAST_PLACE = re.compile(r"\b(?:1st|2nd)\s[^.\n]{2,25}\Z")


def _glued_days(file: CheckedFile) -> Iterator[Finding]:
    """Yield days with their weekday in front of them without a blank."""
    for match in _GLUED.finditer(file.prose) if _MAYBE_GLUED.search(file.prose) else ():
        words = file.words_at(match.start(), match.end())
        at = match.end(match.lastgroup or 0) - match.start()
        hint = f'Write "{words[:at]} {words[at:]}".'
        yield Finding(match.start(), f'"{words}" lacks a blank.', hint, "warning")


def _end_of_word(file: CheckedFile, start: int) -> int:
    match = re.compile(r"\w+").match(file.prose_and_code, start)
    return match.end() if match else start


_LEAST_OF_NAME = 6
"""Letters of a word in which a slip of the name of a month or a day can be told from another word."""


@lru_cache(maxsize=20_000)
def _name_with_slip(word: str) -> str:
    """Return the month or the day of the week of which a slip made a word that no dictionary has; "" for none."""
    first = word[0]
    names = [name for name in (*humanize.MONTHS, *humanize.DAYS) if name[0].lower() == first]
    meant = next((name for name in names if is_slip(word, name.lower())), "")
    # What goes on behind the name is another one, like Augusta.
    return "" if word.startswith(meant.lower()) or "'" in word or "’" in word else meant


_BEFORE_IT, _BEHIND_IT = re.compile(r"([A-Z][a-z]+) \Z"), re.compile(r"\w+ ([A-Z][a-z]+)")
_LONGEST_NAME = 30


def _is_name(file: CheckedFile, start: int) -> bool:
    """Tell whether a word with a capital stands beside another that is no word: Aish Sundar."""
    prose, known = file.prose_as_written, english().common
    beside = (_BEFORE_IT.search(prose, max(0, start - _LONGEST_NAME), start), _BEHIND_IT.match(prose, start))
    words = [match[1].lower() for match in beside if match]
    return any(word in file.words.given_names or (word not in known and word not in _NOT_NAMES) for word in words)


_NOT_NAMES = frozenset(
    ("in", "on", "by", "the", "this", "next", "last", "every", "until", "from", "late", "mid", "and", "or", "to", "for")
)
"""Short words in front of a month or behind one."""
_MAYBE_GLUED = re.compile(r"day[0-9]{1,2}(?:st|nd|rd|th)\b")
_GLUED = re.compile(rf"(?<![\w./@#-])(?P<name>{WEEKDAY})[0-9]{{1,2}}(?:st|nd|rd|th)\b")
"""A day with its weekday in front of it without a blank; other words are slips of the blank alone (TXT18)."""


def _sessions_to_come(file: CheckedFile) -> tuple[Session, ...]:
    """Return the sessions of an item that take place; () for a retired item, or one that was read with errors."""
    if file.item is None or file.broken or file.item.retired:
        return ()
    return tuple(session for session in file.item.sessions if session.state not in _OFF)


def meetings_to_come(file: CheckedFile) -> tuple[Session, ...]:
    """Return the sessions of an item that take place, without deadlines."""
    return tuple(session for session in _sessions_to_come(file) if not session.deadline)


def session_offset(file: CheckedFile, session: Session) -> int:
    """Return the offset of a session's line in its file."""
    return file.source.offset(*session.written_at) if session.at else file.value_offset("sessions")


date_without_year = Rule(
    "DAT03",
    "error",
    "The date has no year, or could be read in two ways.",
    "Write the whole date.",
    wrong=session_example("‸25 March, https://example.org/book"),
    right=session_example("25 March 2022, https://example.org/book"),
)


short_year = Rule(
    "DAT04",
    "info",
    "The year is written with two digits.",
    "",
    wrong=session_example("‸01/04/22, https://example.org/book"),
    right=session_example("1 April 2022, https://example.org/book"),
    note="`bulletin fix` writes the date in full.",
)


@rule(
    "DAT05",
    "warning",
    "A session is before the issue that announces it.",
    "Remove it, or check the year.",
    wrong=_training("‸7 January 2022", "8 March 2022"),
    right=_training("7 March 2022", "8 March 2022"),
    note="An error if all sessions of the item are past, and half a year back: then it is most often the year that "
    "is wrong. A session that is past has no button to book it.",
)
def past_session(file: CheckedFile) -> Iterator[Finding]:
    sessions = _sessions_to_come(file)
    past = [session for session in sessions if session.start.date() < file.day]
    for session in past:
        is_error = len(past) == len(sessions) or file.day - session.start.date() >= _BACK
        severity = "error" if is_error else "warning"
        day = humanize.day(session.start.date())
        what = f"The day by which something is due, {day}," if session.deadline else f"The session on {day}"
        message = f"{what} is before this issue ({humanize.day(file.day)})."
        yield Finding(session_offset(file, session), message, severity=severity)


@rule(
    "DAT06",
    "warning",
    "A session is at a weekend, on a bank holiday, or more than 18 months ahead.",
    "Is the date right?",
    wrong=_training("‸2 May 2022", "3 May 2022"),
    right=_training("3 May 2022", "4 May 2022"),
    note='Nothing is said where the name of the session, or the title, says so itself, as in "Good Friday: 15 April '
    '2022" or "Saturday club".',
)
def unlikely_day(file: CheckedFile) -> Iterator[Finding]:
    settings = file.workspace.settings
    for session in meetings_to_come(file):
        day = session.start.date()
        if day < file.day:
            continue
        holidays = bank_holidays(settings.bank_holidays, day.year) | frozenset(settings.extra_bank_holidays)
        offset = session_offset(file, session)
        title = file.item.title if file.item else ""
        is_odd = day in holidays or day.weekday() > 4
        if is_odd and is_meant(day, (session.label, title)):
            continue
        if day in holidays:
            yield Finding(offset, f"{humanize.weekday(day)} is a bank holiday.")
        elif day.weekday() > 4:
            yield Finding(offset, f"{humanize.day(day)} is a {humanize.DAYS[day.weekday()]}.")
        elif day - file.day > _FAR:
            yield Finding(offset, f"{humanize.weekday(day)} is more than 18 months ahead.")


impossible_times = Rule(
    "DAT07",
    "error",
    "These times cannot be the times of a session.",
    'Write the start and the end, like "9:30am to 4:30pm".',
    wrong=session_example("8 March 2022, ‸16.30-09.30, https://example.org/book"),
    right=session_example("8 March 2022, 9.30-16.30, https://example.org/book"),
)


clock_change = Rule(
    "DAT08",
    "error",
    "This time does not exist, or happens twice, because the clocks change.",
    "Choose another time.",
    wrong=Example(
        "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
        "  - ‸27 March 2022, 1:15am to 3am\n---\nText.\n"
    ),
    right=Example(
        "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
        "  - 27 March 2022, 2:15am to 3am\n---\nText.\n"
    ),
)


@rule(
    "DAT09",
    "error",
    "Two sessions of an item are at the same time and place.",
    "Remove one, or correct its date.",
    wrong=_training("Cohort 1: 7 March 2022", "‸Cohort 2: 7 March 2022", more="place: Stopford House, Stockport\n"),
    right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", more="place: Stopford House, Stockport\n"),
    note="A warning where each has a booking link of its own. Silent for meetings online: two can be at one hour.",
)
def duplicate_session(file: CheckedFile) -> Iterator[Finding]:
    first_by_time: dict[tuple[object, ...], Session] = {}
    for session in meetings_to_come(file):
        if not session.venue:
            continue
        first = first_by_time.setdefault((session.start, session.end, session.venue.casefold()), session)
        if first is not session:
            severity = "error" if first.book == session.book else "warning"
            message = f"{_session_name(session)} is at the same time and place as {_session_name(first)}."
            yield Finding(session_offset(file, session), message, severity=severity)


def _session_name(session: Session) -> str:
    return session.label or f"the session on {humanize.day(session.start.date())}"


@rule(
    "DAT10",
    "warning",
    "One person is in two sessions at the same time.",
    "Check both dates.",
    on=("issue",),
    wrong=Example(_training("‸7 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
    right=Example(_training("8 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
)
def person_in_two_places(file: CheckedFile) -> Iterator[Finding]:
    if file.issue is None:
        return
    by_person: dict[str, list[tuple[Session, Item]]] = {}
    for item in file.issue.items:
        for person in item.presenters if item.issue == file.issue.id and not item.retired else ():
            if compiled(_PERSON).fullmatch(person) and not re.search(_NO_PERSON, person.casefold()):
                sessions = (session for session in item.sessions if session.state not in _OFF)
                by_person.setdefault(person.casefold(), []).extend((session, item) for session in sessions)
    for appearances in by_person.values():
        yield from _overlaps(file, appearances)


def _overlaps(file: CheckedFile, appearances: Sequence[tuple[Session, Item]]) -> Iterator[Finding]:
    """Yield a finding for each session that begins before the previous one ends, at its line."""
    ordered = sorted(appearances, key=lambda pair: (pair[0].start, pair[1].path))
    for (session, first), (other, second) in pairwise(ordered):
        if other.start < session.end and second.path in file.sources:
            names = {name.casefold() for name in first.presenters}
            person = next(name for name in second.presenters if name.casefold() in names)
            time = f"{humanize.clock(other.start)} on {humanize.weekday(other.start.date())}"
            offset = file.sources[second.path].offset(*other.written_at)
            yield Finding(offset, f"{person} is in 2 sessions at {time}.", path=second.path)


@rule(
    "DAT11",
    "warning",
    "The text says another number of sessions than are listed.",
    "Correct the number, or add the line that is missing.",
    triggers=("session", "event", "cohort", "workshop", "webinar", "masterclass", "dates"),
    wrong=_training("7 March 2022", body="We will be hosting ‸two learning events."),
    right=_training("7 March 2022", "8 March 2022", body="We will be hosting two learning events."),
)
def wrong_number_of_sessions(file: CheckedFile) -> Iterator[Finding]:
    if file.item is None or not file.item.sessions or file.broken or file.item.awaited:
        return
    sessions = [session for session in file.item.sessions if not session.deadline]
    count = len(sessions)
    courses = len({session.course or session.key for session in sessions})
    for match in re.finditer(_COUNT, file.prose_and_code):
        number = _WORDS.index(match["number"]) + 1 if match["number"] in _WORDS else int(match["number"])
        if number and number not in (count, courses, len(meetings_to_come(file))):
            text = file.words_at(match.start("number"), match.end())
            verb = "is" if count == 1 else "are"
            message = f'The text says "{text}" but {humanize.count(count, "session")} {verb} listed.'
            yield Finding(match.start("number"), message)


@rule(
    "DAT12",
    "warning",
    "Numbered sessions have a gap, or are not in the order of their dates.",
    "Is a line missing?",
    wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "‸Cohort 4: 9 March 2022"),
    right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "Cohort 3: 9 March 2022"),
)
def gap_in_numbers(file: CheckedFile) -> Iterator[Finding]:
    if file.item is None or file.broken:
        return
    series: dict[str, list[tuple[int, Session]]] = {}
    for session in file.item.sessions:
        if session.part == 1 and not session.deadline and (match := _NUMBERED.fullmatch(session.label)):
            series.setdefault(match[1].casefold(), []).append((int(match[2]), session))
    for name, sessions in series.items():
        if len(sessions) > 2:
            yield from _gaps(file, name, sorted(sessions, key=lambda pair: pair[0]))


def _gaps(file: CheckedFile, name: str, sessions: Sequence[tuple[int, Session]]) -> Iterator[Finding]:
    """Yield findings for missing numbers of a series, and for sessions before the session with a lower number."""
    for (number, _), (later, after) in pairwise(sessions):
        missing = list(map(str, range(number + 1, later)))
        if missing:
            what = f"There is no {name} {missing[0]}." if len(missing) == 1 else _no_sessions(name, missing)
            yield Finding(session_offset(file, after), what, "Is a line missing?")
    unmoved = [(number, session) for number, session in sessions if session.moved_from is None]
    for (_, session), (number, other) in pairwise(unmoved):
        if other.start < session.start:
            message = f"{name.capitalize()} {number} is before {session.label}."
            yield Finding(session_offset(file, other), message, "Check the dates.")


def _no_sessions(name: str, numbers: Sequence[str]) -> str:
    listed = humanize.listed(numbers) if len(numbers) < _MOST_LISTED else f"{numbers[0]} to {numbers[-1]}"
    return f"There is no {name} {listed}."


_MOST_LISTED = 4
session_without_time = Rule(
    "DAT13",
    "error",
    "A session has no time.",
    'Add the time after the date, "all day", or one "time:" line for all sessions.',
    wrong="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸8 March 2022\n---\nText.\n",
    right="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - 8 March 2022, 10am to 11am\n---\nText.\n",
)


@rule(
    "DAT14",
    "warning",
    "Joining details or booking are due before the issue goes out.",
    "Send them now, or say another time.",
    wrong=_training("‸3 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
    right=_training("7 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
)
def deadline_before_issue(file: CheckedFile) -> Iterator[Finding]:
    for session in _sessions_to_come(file):
        if session.start.date() < file.day:
            continue
        day = humanize.weekday(session.start.date())
        late = f"before this issue goes out on {humanize.weekday(file.day)}."
        offset = session_offset(file, session)
        if session.joining_by and session.joining_by < file.day:
            due = humanize.weekday(session.joining_by)
            yield Finding(offset, f"Joining details for {day} are due by {due}, {late}")
        if session.book_by and day_of(session.book_by) < file.day:
            yield Finding(offset, f"Booking for {day} ends on {humanize.weekday(day_of(session.book_by))}, {late}")


@rule(
    "DAT18",
    "warning",
    "People could book after the session has begun.",
    "Check the date.",
    wrong=_training("‸8 March 2022", more="book by: 11 March 2022\n"),
    right=_training("8 March 2022", more="book by: 4 March 2022\n"),
    note="Judged by the first day of a course.",
)
def booking_after_start(file: CheckedFile) -> Iterator[Finding]:
    for session, ends in _first_of_courses(file, lambda session: session.book_by):
        start = session.start.replace(tzinfo=None)
        if ends > start if isinstance(ends, datetime) else ends > start.date():
            message = f"People could book until {humanize.day(day_of(ends))}, after the first session has begun."
            yield Finding(session_offset(file, session), message)


@rule(
    "DAT30",
    "warning",
    "Booking opens too late for anybody to book.",
    "Check the date.",
    wrong=_training("‸8 March 2022", more="booking opens: 11 March 2022\n"),
    right=_training("8 March 2022", more="booking opens: 15 February 2022\n"),
    note="After the last day to book, or after the first day of a course has begun.",
)
def booking_never_open(file: CheckedFile) -> Iterator[Finding]:
    for session, moment in _first_of_courses(file, lambda session: session.opens):
        opens = day_of(moment)
        if session.book_by and opens > day_of(session.book_by):
            message = f"Booking opens on {humanize.day(opens)}, after the last day to book."
            yield Finding(session_offset(file, session), message)
        elif opens > session.start.date():
            message = f"Booking opens on {humanize.day(opens)}, after the first session has begun."
            yield Finding(session_offset(file, session), message)


def _first_of_courses(
    file: CheckedFile, moment_of: Callable[[Session], Moment | None]
) -> Iterator[tuple[Session, Moment]]:
    """Yield the first meeting to come of each course that has a moment, with this moment."""
    courses: set[str] = set()
    for session in sorted(meetings_to_come(file), key=lambda session: session.start):
        moment, course = moment_of(session), session.course or session.key
        if moment is not None and course not in courses:
            courses.add(course)
            yield session, moment


silent_change = Rule(
    "DAT15",
    "error",
    "A published session was moved or removed without a word to those who have it in their calendars.",
    "Add (moved from …) or (cancelled) to its line, or put the line back.",
    wrong=Example("Cohort 4 was on 8 March in the last issue, and its line now says 15 March.", described=True),
    right=Example("`- Cohort 4: 15 March 2022, https://example.org/4 (moved from 8 March 2022)`", described=True),
    note="The ledger knows what was published.",
)


@rule(
    "SES05",
    "warning",
    "A session that readers were told of is on another day, at another time or in another place, and nothing says "
    "whether those who have booked keep their places.",
    'Add "bookings stand: yes" or "no".',
    wrong=Example("Cohort 4 was on 8 March in the last issue, and is now on 15 March.", described=True),
    right=Example("`bookings stand: yes`", described=True),
    note="The ledger knows what was published.",
)
def unknown_bookings(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or not item.bookable or item.bookings_stand or file.workspace.settings.bookings_stand:
        return
    changed = (session for session in _sessions_to_come(file) if session.book and _is_elsewhere(session))
    session = next(changed, None)
    if session:
        verb = "has moved" if session.told and session.start.date() != session.told.start.date() else "has changed"
        name = session.label or f"The session of {humanize.day(session.start)}"
        yield Finding(session_offset(file, session), f"{name} {verb}. Do bookings stand?")


def _is_elsewhere(session: Session) -> bool:
    """Tell whether the day, hours or place differ from what readers were told."""
    before = session.told
    return before is not None and (before.start, before.end, before.place) != (
        session.start,
        session.end,
        session.place,
    )


@rule(
    "SES06",
    "warning",
    "Its words say that nobody needs to book, and the calendar entries speak of a place and of cancelling it.",
    'Write "book: not needed" too, so that the calendar entry does not speak of a place.',
    wrong=(
        "---\ntitle: Drop-in\nbooking: ‸No need to book, just come.\nsessions:\n"
        "  - 8 March 2022, 10am to 11am\n---\nText.\n"
    ),
    right=(
        "---\ntitle: Drop-in\nbooking: No need to book, just come.\nbook: not needed\nsessions:\n"
        "  - 8 March 2022, 10am to 11am\n---\nText.\n"
    ),
)
def nobody_books(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if (
        item is None
        or not item.bookable
        or not compiled(_NOBODY_BOOKS).match(file.source.text, file.value_offset("booking"))
    ):
        return
    if any(not session.book and not session.deadline for session in item.sessions) or item.awaited:
        yield Finding(file.value_offset("booking"))


@rule(
    "DAT17",
    "info",
    "A range of years is written with a mark.",
    'Write "2022 to 2023".',
    on=TEXTS,
    wrong="The report for ‸2018/19 is out.",
    right="The report for 2018 to 2019 is out.",
)
def year_range(file: CheckedFile) -> Iterator[Finding]:
    for match in _YEARS.finditer(file.prose_and_code):
        first, second = int(match["first"]), int(match["second"])
        second += first // 100 * 100 if second < 100 else 0
        before = file.prose_and_code[match.start() - 1 : match.start()] if match.start() else ""
        if file.source.key_at(match.start()) == "source":
            continue  # The title of a report is not changed.
        if second == first + 1 and not (before.isalnum() or before in ("_", "/", "-")):
            yield Finding(match.start(), "", f'Write "{first} to {second}".')


@rule(
    "DAT23",
    "error",
    "The issue date is in another year than the issue's folder.",
    "Write the date, or rename the folder.",
    on=("issue",),
    wrong=Example("---\nissue date: ‸1 February 2021\nstatus: ready\n---\nWelcome to it.\n", "2022-02/issue.md"),
    right=Example("---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome to it.\n", "2022-02/issue.md"),
)
def other_year(file: CheckedFile) -> Iterator[Finding]:
    if file.issue is None or file.issue.day == NO_DAY or int(file.issue.id[:4]) == file.issue.day.year:
        return
    issue, year = file.issue, int(file.issue.id[:4])
    other = f"{issue.day.year}{issue.id[4:]}"
    hint = f'Rename the folder to "{other}".'
    if (issue.day.month, issue.day.day) != (2, 29):
        written = humanize.day(issue.day.replace(year=year), month_first=issue.month_first)
        hint = f'Write "issue date: {written}", or rename the folder to "{other}".'
    message = f"The folder {issue.id} is of {year}, and this date is in {issue.day.year}."
    yield Finding(file.value_offset("issue date"), message, hint)
