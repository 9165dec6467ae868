"""Rules of dates and sessions: true, and readable in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..content.dates import find_date
from ..content.frontmatter import Wrong
from ..content.holidays import bank_holidays
from ..model import Item, Session, State
from ..text import humanize
from ..text.suggest import nearest
from .checked_file import CheckedFile
from .rule import TEXTS, Example, Finding, Rule, rule, session_example

MONTHS = tuple(name.lower() for name in humanize.MONTHS)
MONTH = "|".join(MONTHS)
"""A regular expression of the names of months, in small letters; so is WEEKDAY of days."""
WEEKDAY = f"(?:{'|'.join(name.lower() for name in humanize.DAYS)})"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_WHOLE = re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH}|{_SHORT})\.?,?\s+[0-9]{{4}}(?![0-9])")
_BEFORE = re.compile(rf"(?:{WEEKDAY}|mon|tues?|weds?|thur?s?|fri|sat|sun)\.?,?\s+(?:the\s+)?$")
_INSIDE = re.compile(r"[\w.,:/]$")
_NO_YEAR = re.compile(
    rf"\b(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})\b(?!,?\s+[0-9]{{4}})"
)
_ODD_MONTH = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s+(?P<month>[a-z]{4,10})\s+(?:19|20)[0-9]{2}(?![0-9])")
_YEARS = re.compile(r"(?P<first>20[0-9]{2})\s?[/–-]\s?(?P<second>20[0-9]{2}|[0-9]{2})(?![\w/-])")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(
    r"\b(?:host|hosts|hosting|run|runs|running|offer|offers|offering|hold|holding|lead|leads|leading|deliver|delivering|"
    r"commission|commissioned|commissioning|arranged|organised|planned|have|are|is|there\s+are|there\s+is)\s+"
    rf"(?P<number>{'|'.join(_WORDS)}|[0-9]{{1,2}})\s+(?:(?!of\b|in\b|at\b|for\b|more\b|other\b|hour\b|days?\b)[\w&'-]+\s+){{0,4}}?"
    r"(?:sessions?|events?|cohorts?|workshops?|webinars?|masterclass(?:es)?|dates)\b"
)
_NUMBERED = re.compile(r"(.*?)\s*([0-9]{1,3})")
_FAR = timedelta(days=548)
"""Eighteen months."""
_PERSON = re.compile(
    r"(?:(?:Professor|Prof|Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Rev)\.?\s+)?[A-Z][\w'’-]+(?:\s+(?:and|&)\s+[A-Z][\w'’-]+)?(?:\s+[A-Z][\w'’-]+){1,2}"
)
_NO_PERSON = re.compile(
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


def _impossible_dates(file: CheckedFile, rule_id: str) -> Iterator[Finding]:
    """Yield the dates of the prose that reading refuses by a rule: a wrong weekday, a day that does not exist."""
    for match in _WHOLE.finditer(file.prose):
        before = file.prose[max(0, match.start() - 20) : match.start()]
        weekday = _BEFORE.search(before)
        start = match.start() - (len(before) - weekday.start() if weekday else 0)
        try:
            if weekday or not _INSIDE.search(before):
                find_date(file.prose[start : match.end()], None)
        except Wrong as wrong:
            if wrong.rule == rule_id:
                yield Finding(match.start(), wrong.message, wrong.hint)


@rule(
    "DAT01",
    "error",
    "The weekday does not match the date.",
    "Check the date.",
    on=TEXTS,
    wrong=session_example("Monday ‸8 March 2022, https://example.org/book"),
    right=session_example("Tuesday 8 March 2022, https://example.org/book"),
    note="In session lines and in the text. Without a year it is a warning.",
)
def wrong_weekday(file: CheckedFile) -> Iterator[Finding]:
    yield from _impossible_dates(file, "DAT01")
    for match in _NO_YEAR.finditer(file.prose):
        years = (file.day.year - 1, file.day.year, file.day.year + 1)
        days = [day for year in years if (day := _day(year, match))]
        if days and all(humanize.DAYS[day.weekday()].lower() != match["weekday"] for day in days):
            near = min(days, key=lambda day: abs(day - file.day))
            weekday = humanize.DAYS[near.weekday()]
            message = f"{humanize.day(near)} is a {weekday}, not a {match['weekday'].capitalize()}."
            yield Finding(match.start("day"), message, "Check the date, and add the year.", "warning")


def _day(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, MONTHS.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return None


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
    yield from _impossible_dates(file, "DAT02")
    for match in _ODD_MONTH.finditer(file.prose):
        month = match["month"]
        before = file.prose[match.start() - 1 : match.start()]
        if month in MONTHS or re.fullmatch(_SHORT, month) or _INSIDE.search(before):
            continue
        near = nearest(month, humanize.MONTHS)
        if near and near[:1].lower() == month[:1]:
            yield Finding(match.start("month"), f'I do not know the month "{month}".', f"Did you mean {near}?")


def _sessions_to_come(file: CheckedFile) -> tuple[Session, ...]:
    """Return the sessions of an item that was read whole and not withdrawn, without those that are cancelled."""
    if file.item is None or file.broken or file.item.retired:
        return ()
    return tuple(session for session in file.item.sessions if session.state is not State.CANCELLED)


def session_offset(file: CheckedFile, session: Session) -> int:
    """Return where a session stands in its file."""
    return next(
        (file.source.offset(line, column) for key, line, column in session.at if key == "session"),
        file.value_offset("sessions"),
    )


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
    note="An error if all sessions of the item are past.",
)
def past_session(file: CheckedFile) -> Iterator[Finding]:
    sessions = _sessions_to_come(file)
    past = [session for session in sessions if session.start.date() < file.day]
    severity = "error" if len(past) == len(sessions) else "warning"
    for session in past:
        day = humanize.day(session.start.date())
        message = f"The session on {day} is before this issue ({humanize.day(file.day)})."
        yield Finding(session_offset(file, session), message, severity=severity)


@rule(
    "DAT06",
    "warning",
    "A session is at a weekend, on a bank holiday, or more than 18 months ahead.",
    "Is the date right?",
    wrong=_training("‸2 May 2022", "3 May 2022"),
    right=_training("3 May 2022", "4 May 2022"),
)
def unlikely_day(file: CheckedFile) -> Iterator[Finding]:
    settings = file.workspace.settings
    for session in _sessions_to_come(file):
        day = session.start.date()
        if day < file.day:
            continue
        holidays = bank_holidays(settings.bank_holidays, day.year) | frozenset(settings.extra_bank_holidays)
        offset = session_offset(file, session)
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
    wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: ‸7 March 2022").replace("Cohort 2: ‸", "‸Cohort 2: "),
    right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022"),
    note="A warning where each has a booking link of its own.",
)
def duplicate_session(file: CheckedFile) -> Iterator[Finding]:
    first_by_time: dict[tuple[object, ...], Session] = {}
    for session in _sessions_to_come(file):
        first = first_by_time.setdefault((session.start, session.end, session.place.casefold()), session)
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
            if _PERSON.fullmatch(person) and not _NO_PERSON.search(person.casefold()):
                sessions = (session for session in item.sessions if session.state is not State.CANCELLED)
                by_person.setdefault(person.casefold(), []).extend((session, item) for session in sessions)
    for appearances in by_person.values():
        yield from _overlaps(file, appearances)


def _overlaps(file: CheckedFile, appearances: Sequence[tuple[Session, Item]]) -> Iterator[Finding]:
    """Yield each session that begins before the one before it ends, at the line of the later one."""
    ordered = sorted(appearances, key=lambda pair: (pair[0].start, pair[1].path))
    for (session, first), (other, second) in pairwise(ordered):
        if other.start < session.end and second.path in file.sources:
            names = {name.casefold() for name in first.presenters}
            person = next(name for name in second.presenters if name.casefold() in names)
            time = f"{humanize.clock(other.start)} on {humanize.weekday(other.start.date())}"
            line, column = next(((line, column) for key, line, column in other.at if key == "session"), (1, 1))
            offset = file.sources[second.path].offset(line, column)
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
    if file.item is None or not file.item.sessions or file.broken:
        return
    count = len(file.item.sessions)
    for match in _COUNT.finditer(file.prose):
        number = _WORDS.index(match["number"]) + 1 if match["number"] in _WORDS else int(match["number"])
        if number and number not in (count, len(_sessions_to_come(file))):
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
        if match := _NUMBERED.fullmatch(session.label):
            series.setdefault(match[1].casefold(), []).append((int(match[2]), session))
    for name, sessions in series.items():
        if len(sessions) > 2:
            yield from _gaps(file, name, sorted(sessions, key=lambda pair: pair[0]))


def _gaps(file: CheckedFile, name: str, sessions: Sequence[tuple[int, Session]]) -> Iterator[Finding]:
    """Yield the numbers that are missing in a series, and the sessions that are before the one before them."""
    numbers = {number for number, _ in sessions}
    for missing in sorted(set(range(min(numbers), max(numbers))) - numbers):
        after = next(session for number, session in sessions if number > missing)
        yield Finding(session_offset(file, after), f"There is no {name} {missing}.", "Is a line missing?")
    unmoved = [(number, session) for number, session in sessions if session.moved_from is None]
    for (_, session), (number, other) in pairwise(unmoved):
        if other.start < session.start:
            message = f"{name.capitalize()} {number} is before {session.label}."
            yield Finding(session_offset(file, other), message, "Check the dates.")


session_without_time = Rule(
    "DAT13",
    "error",
    "A session has no time.",
    'Add the time after the date, or one "time:" line for all sessions.',
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
        if session.book_by and session.book_by < file.day:
            yield Finding(offset, f"Booking for {day} ends on {humanize.weekday(session.book_by)}, {late}")


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
    """Tell whether readers were told another day, other hours or another place."""
    told = session.told
    return told is not None and (told.start, told.end, told.place) != (session.start, session.end, session.place)


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
    for match in _YEARS.finditer(file.prose):
        first, second = int(match["first"]), int(match["second"])
        second += first // 100 * 100 if second < 100 else 0
        before = file.prose[match.start() - 1 : match.start()] if match.start() else ""
        if file.source.key_at(match.start()) == "source":
            continue  # The title of a report stays as it is.
        if second == first + 1 and not (before.isalnum() or before in ("_", "/", "-")):
            yield Finding(match.start(), "", f'Write "{first} to {second}".')
