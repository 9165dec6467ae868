"""Rules of dates and sessions: what is true, and what can be read in one way only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..content.dates import find_date
from ..content.frontmatter import Wrong
from ..content.holidays import bank_holidays
from ..model import Item, Session, State
from ..text import humanize
from ..text.suggest import nearest
from .page import Page
from .reading import session
from .rule import Example, Found, Rule

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHOLE = re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH}|{_SHORT})\.?,?\s+[0-9]{{4}}(?![0-9])")
_A_YEAR = re.compile(r"[0-9]{4}(?![0-9])")
_BEFORE = re.compile(rf"(?:{_WEEKDAY}|mon|tues?|weds?|thur?s?|fri|sat|sun)\.?,?\s+(?:the\s+)?$")
_INSIDE = re.compile(r"[\w.,:/]$")
_NO_YEAR = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),?\s+(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b(?!,?\s+[0-9]{{4}})"
)
_ODD_MONTH = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s+(?P<month>[a-z]{4,10})\s+(?:19|20)[0-9]{2}(?![0-9])")
_YEARS = re.compile(r"(?P<first>20[0-9]{2})\s?[/–-]\s?(?P<second>20[0-9]{2}|[0-9]{2})(?![\w/-])")
_MONTHS = _MONTH.split("|")
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


def impossible(page: Page, rule: str) -> Iterator[Found]:
    """Dates of the text that reading refuses by a rule: a wrong weekday, a day that does not exist."""
    if not page.has_digits or not _A_YEAR.search(page.said):
        return
    for match in _WHOLE.finditer(page.said):
        before = page.said[max(0, match.start() - 20) : match.start()]
        weekday = _BEFORE.search(before)
        start = match.start() - (len(before) - weekday.start() if weekday else 0)
        try:
            if weekday or not _INSIDE.search(before):
                find_date(page.said[start : match.end()], None)
        except Wrong as wrong:
            if wrong.rule == rule:
                yield Found(match.start(), wrong.message, wrong.hint)


def wrong_weekday(page: Page) -> Iterator[Found]:
    """A weekday that is not the date's, in prose."""
    yield from impossible(page, "DAT01")
    for match in _NO_YEAR.finditer(page.said) if page.has_digits and "day" in page.said else ():
        days = [day for year in (-1, 0, 1) if (day := _day(page.day.year + year, match))]
        if days and all(humanize.DAYS[day.weekday()].lower() != match["weekday"] for day in days):
            near = min(days, key=lambda day: abs(day - page.day))
            said = f"{humanize.day(near)} is a {humanize.DAYS[near.weekday()]}, not a {match['weekday'].capitalize()}."
            yield Found(match.start("day"), said, "Check the date, and add the year.", "warning")


def _day(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, _MONTHS.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return None


def no_such_day(page: Page) -> Iterator[Found]:
    """A day that does not exist, or a month that is misspelt, in prose."""
    yield from impossible(page, "DAT02")
    for match in _ODD_MONTH.finditer(page.said) if page.has_digits else ():
        month = match["month"]
        known = (
            month in _MONTHS
            or re.fullmatch(_SHORT, month)
            or _INSIDE.search(page.said[match.start() - 1 : match.start()])
        )
        near = "" if known else nearest(month, humanize.MONTHS)
        if near and near[:1].lower() == month[:1]:
            yield Found(match.start("month"), f'I do not know the month "{month}".', f"Did you mean {near}?")


def _live(page: Page) -> tuple[Session, ...]:
    if page.item is None or page.broken or page.item.retired:
        return ()
    return tuple(one for one in page.item.sessions if one.state is not State.CANCELLED)


def at(page: Page, session: Session) -> int:
    """Where a session stands."""
    places = [place for place in session.at if place[0] == "session"]
    return page.offset(places[0][1], places[0][2]) if places else page.value("sessions")


def past(page: Page) -> Iterator[Found]:
    """Sessions before the issue that announces them; an error if all are."""
    sessions = _live(page)
    gone = [one for one in sessions if one.start.date() < page.day]
    severity = "error" if sessions and len(gone) == len(sessions) else "warning"
    for one in gone:
        said = f"The session on {humanize.day(one.start.date())} is before this issue ({humanize.day(page.day)})."
        yield Found(at(page, one), said, severity=severity)


def unlikely(page: Page) -> Iterator[Found]:
    """A session at a weekend, on a bank holiday, or more than eighteen months ahead."""
    settings = page.workspace.settings
    for one in _live(page):
        day = one.start.date()
        if day < page.day:
            continue
        free = bank_holidays(settings.bank_holidays, day.year) | frozenset(settings.extra_bank_holidays)
        if day in free:
            yield Found(at(page, one), f"{humanize.weekday(day)} is a bank holiday.")
        elif day.weekday() > 4:
            yield Found(at(page, one), f"{humanize.day(day)} is a {humanize.DAYS[day.weekday()]}.")
        elif day - page.day > _FAR:
            yield Found(at(page, one), f"{humanize.weekday(day)} is more than 18 months ahead.")


def listed_twice(page: Page) -> Iterator[Found]:
    """Two sessions of an item at one time and place."""
    seen: dict[tuple[object, ...], Session] = {}
    for one in _live(page):
        first = seen.setdefault((one.start, one.end, one.place.casefold()), one)
        if first is not one:
            same = first.book == one.book
            said = f"{_named(one)} is at the same time and place as {_named(first)}."
            yield Found(at(page, one), said, severity="error" if same else "warning")


def _named(session: Session) -> str:
    return session.label or f"the session on {humanize.day(session.start.date())}"


def in_two_places(page: Page) -> Iterator[Found]:
    """One person in sessions of an issue that overlap; said on the later item's line."""
    if page.issue is None or page.source.kind != "issue":
        return
    by_person: dict[str, list[tuple[Session, Item]]] = {}
    for item in page.issue.items:
        for person in item.presenters if item.issue == page.issue.id and not item.retired else ():
            if _PERSON.fullmatch(person) and not _NO_PERSON.search(person.casefold()):
                live = (one for one in item.sessions if one.state is not State.CANCELLED)
                by_person.setdefault(person.casefold(), []).extend((one, item) for one in live)
    for sessions in by_person.values():
        yield from _overlaps(page, sessions)


def _overlaps(page: Page, sessions: Sequence[tuple[Session, Item]]) -> Iterator[Found]:
    for (one, first), (other, second) in pairwise(sorted(sessions, key=lambda pair: (pair[0].start, pair[1].path))):
        if other.start < one.end and second.path in page.sources:
            person = next(
                name for name in second.presenters if name.casefold() in {n.casefold() for n in first.presenters}
            )
            at = f"{humanize.clock(other.start)} on {humanize.weekday(other.start.date())}"
            place = next((place for place in other.at if place[0] == "session"), ("", 1, 1))
            offset = page.sources[second.path].offset(place[1], place[2])
            yield Found(offset, f"{person} is in 2 sessions at {at}.", path=second.path)


def number_differs(page: Page) -> Iterator[Found]:
    """A number of sessions in the text that is not the number of those listed."""
    if page.item is None or not page.item.sessions or page.broken:
        return
    fits = {len(page.item.sessions), len(_live(page))}
    for match in _COUNT.finditer(page.said):
        number = _WORDS.index(match["number"]) + 1 if match["number"] in _WORDS else int(match["number"])
        if number and number not in fits:
            text = " ".join(page.source.said[match.start("number") : match.end()].split())
            listed = humanize.count(len(page.item.sessions), "session")
            yield Found(match.start("number"), f'The text says "{text}" but {listed} {_is(listed)} listed.')


def _is(counted: str) -> str:
    return "is" if counted.startswith("1 ") else "are"


def numbers_missing(page: Page) -> Iterator[Found]:
    """Numbered sessions with a number missing, or not in the order of their dates."""
    if page.item is None or page.broken:
        return
    numbered = [
        (match[1].casefold(), int(match[2]), one)
        for one in page.item.sessions
        if (match := _NUMBERED.fullmatch(one.label))
    ]
    for name, many in Counter(name for name, _, _ in numbered).items():
        series = [(number, one) for label, number, one in numbered if label == name]
        if many < 3:
            continue
        have = {number for number, _ in series}
        for missing in sorted(set(range(min(have), max(have))) - have):
            after = next(one for number, one in sorted(series, key=lambda pair: pair[0]) if number > missing)
            yield Found(at(page, after), f"There is no {name} {missing}.", "Is a line missing?")
        kept = [(number, one) for number, one in sorted(series, key=lambda pair: pair[0]) if one.moved_from is None]
        for (_, one), (number, other) in pairwise(kept):
            if other.start < one.start:
                said = f"{name.capitalize()} {number} is before {one.label}."
                yield Found(at(page, other), said, "Check the dates.")


def too_late(page: Page) -> Iterator[Found]:
    """Joining details or the last day to book that are past when the issue goes out."""
    for one in _live(page):
        if one.start.date() < page.day:
            continue
        on = humanize.weekday(one.start.date())
        out = f"before this issue goes out on {humanize.weekday(page.day)}."
        if one.joining_by and one.joining_by < page.day:
            said = f"Joining details for {on} are due by {humanize.weekday(one.joining_by)}, {out}"
            yield Found(at(page, one), said)
        if one.book_by and one.book_by < page.day:
            yield Found(at(page, one), f"Booking for {on} ends on {humanize.weekday(one.book_by)}, {out}")


def year_range(page: Page) -> Iterator[Found]:
    """A range of years written with a mark."""
    for match in _YEARS.finditer(page.said) if page.has_digits else ():
        first, second = int(match["first"]), int(match["second"])
        second += first // 100 * 100 if second < 100 else 0
        inside = page.said[match.start() - 1 : match.start()] if match.start() else ""
        if page.source.key_at(match.start()) == "source":
            continue  # The title of a report stays as it is.
        if second == first + 1 and not (inside.isalnum() or inside in ("_", "/", "-")):
            yield Found(match.start(), "", f'Write "{first} to {second}".')


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
    lines = "\n".join(f"  - {one}" for one in sessions)
    return _TRAINING.format(sessions=lines, more=more, body=body, presenter=presenter)


_OTHER = {"2022-02/another.md": _training("7 March 2022", presenter="Sue Gaskell")}

RULES = (
    Rule(
        id="DAT01",
        severity="error",
        says="The weekday does not match the date.",
        hint="Check the date.",
        wrong=session("Monday ‸8 March 2022, https://example.org/book"),
        right=session("Tuesday 8 March 2022, https://example.org/book"),
        find=wrong_weekday,
        on=("item", "issue", "snippet"),
        note="In session lines and in the text. Without a year it is a warning.",
    ),
    Rule(
        id="DAT02",
        severity="error",
        says="This cannot be read as a date.",
        hint='Write it like "23 February 2022" or "23/02/2022".',
        wrong=session("‸31/04/2022, https://example.org/book"),
        right=session("30/04/2022, https://example.org/book"),
        find=no_such_day,
        on=("item", "issue", "snippet"),
    ),
    Rule(
        id="DAT03",
        severity="error",
        says="The date has no year, or could be read in two ways.",
        hint="Write the whole date.",
        wrong=session("‸25 March, https://example.org/book"),
        right=session("25 March 2022, https://example.org/book"),
    ),
    Rule(
        id="DAT04",
        severity="info",
        says="The year is written with two digits.",
        hint="",
        wrong=session("‸01/04/22, https://example.org/book"),
        right=session("1 April 2022, https://example.org/book"),
        note="`bulletin fix` writes the date in full.",
    ),
    Rule(
        id="DAT07",
        severity="error",
        says="These times cannot be the times of a session.",
        hint='Write the start and the end, like "9:30am to 4:30pm".',
        wrong=session("8 March 2022, ‸16.30-09.30, https://example.org/book"),
        right=session("8 March 2022, 9.30-16.30, https://example.org/book"),
    ),
    Rule(
        id="DAT08",
        severity="error",
        says="This time does not exist, or happens twice, because the clocks change.",
        hint="Choose another time.",
        wrong=Example(
            "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
            "  - ‸27 March 2022, 1:15am to 3am\n---\nText.\n"
        ),
        right=Example(
            "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
            "  - 27 March 2022, 2:15am to 3am\n---\nText.\n"
        ),
    ),
    Rule(
        id="DAT13",
        severity="error",
        says="A session has no time.",
        hint='Add the time after the date, or one "time:" line for all sessions.',
        wrong="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸8 March 2022\n---\nText.\n",
        right="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - 8 March 2022, 10am to 11am\n---\nText.\n",
    ),
    Rule(
        id="DAT15",
        severity="error",
        says="A published session was moved or removed without a word to those who have it in their calendars.",
        hint="Add (moved from …) or (cancelled) to its line, or put the line back.",
        wrong=Example("Cohort 4 was on 8 March in the last issue, and its line now says 15 March.", told=True),
        right=Example("`- Cohort 4: 15 March 2022, https://example.org/4 (moved from 8 March 2022)`", told=True),
        note="The ledger knows what was published.",
    ),
    Rule(
        id="DAT05",
        severity="warning",
        says="A session is before the issue that announces it.",
        hint="Remove it, or check the year.",
        wrong=_training("‸7 January 2022", "8 March 2022"),
        right=_training("7 March 2022", "8 March 2022"),
        find=past,
        note="An error if all sessions of the item are past.",
    ),
    Rule(
        id="DAT06",
        severity="warning",
        says="A session is at a weekend, on a bank holiday, or more than 18 months ahead.",
        hint="Is the date right?",
        wrong=_training("‸2 May 2022", "3 May 2022"),
        right=_training("3 May 2022", "4 May 2022"),
        find=unlikely,
    ),
    Rule(
        id="DAT09",
        severity="error",
        says="Two sessions of an item are at the same time and place.",
        hint="Remove one, or correct its date.",
        wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: ‸7 March 2022").replace("Cohort 2: ‸", "‸Cohort 2: "),
        right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022"),
        find=listed_twice,
        note="A warning where each has a booking link of its own.",
    ),
    Rule(
        id="DAT10",
        severity="warning",
        says="One person is in two sessions at the same time.",
        hint="Check both dates.",
        wrong=Example(_training("‸7 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
        right=Example(_training("8 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
        find=in_two_places,
        on=("issue",),
    ),
    Rule(
        id="DAT11",
        severity="warning",
        says="The text says another number of sessions than are listed.",
        hint="Correct the number, or add the line that is missing.",
        wrong=_training("7 March 2022", body="We will be hosting ‸two learning events."),
        right=_training("7 March 2022", "8 March 2022", body="We will be hosting two learning events."),
        find=number_differs,
        triggers=("session", "event", "cohort", "workshop", "webinar", "masterclass", "dates"),
    ),
    Rule(
        id="DAT12",
        severity="warning",
        says="Numbered sessions have a gap, or are not in the order of their dates.",
        hint="Is a line missing?",
        wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "‸Cohort 4: 9 March 2022"),
        right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "Cohort 3: 9 March 2022"),
        find=numbers_missing,
    ),
    Rule(
        id="DAT14",
        severity="warning",
        says="Joining details or booking are due before the issue goes out.",
        hint="Send them now, or say another time.",
        wrong=_training("‸3 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
        right=_training("7 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
        find=too_late,
    ),
    Rule(
        id="DAT17",
        severity="info",
        says="A range of years is written with a mark.",
        hint='Write "2022 to 2023".',
        wrong="The report for ‸2018/19 is out.",
        right="The report for 2018 to 2019 is out.",
        find=year_range,
        on=("item", "issue", "snippet"),
    ),
)
