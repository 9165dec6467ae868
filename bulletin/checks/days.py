"""What a date or a session says that cannot be: the functions of the rules of dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from .. import words
from ..content.dates import find_date
from ..content.holidays import bank_holidays
from ..content.spelling import nearest
from ..content.written import Wrong
from ..model import Item, Session, State
from .page import Page
from .rule import Found

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
        if days and all(words.DAYS[day.weekday()].lower() != match["weekday"] for day in days):
            near = min(days, key=lambda day: abs(day - page.day))
            said = f"{words.day(near)} is a {words.DAYS[near.weekday()]}, not a {match['weekday'].capitalize()}."
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
        near = "" if known else nearest(month, words.MONTHS)
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
        said = f"The session on {words.day(one.start.date())} is before this issue ({words.day(page.day)})."
        yield Found(at(page, one), said, severity=severity)


def unlikely(page: Page) -> Iterator[Found]:
    """A session at a weekend, on a bank holiday, or more than eighteen months ahead."""
    settings = page.bulletin.settings
    for one in _live(page):
        day = one.start.date()
        if day < page.day:
            continue
        free = bank_holidays(settings.bank_holidays, day.year) | frozenset(settings.extra_bank_holidays)
        if day in free:
            yield Found(at(page, one), f"{words.weekday(day)} is a bank holiday.")
        elif day.weekday() > 4:
            yield Found(at(page, one), f"{words.day(day)} is a {words.DAYS[day.weekday()]}.")
        elif day - page.day > _FAR:
            yield Found(at(page, one), f"{words.weekday(day)} is more than 18 months ahead.")


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
    return session.label or f"the session on {words.day(session.start.date())}"


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
            at = f"{words.clock(other.start)} on {words.weekday(other.start.date())}"
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
            listed = words.count(len(page.item.sessions), "session")
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
        on = words.weekday(one.start.date())
        out = f"before this issue goes out on {words.weekday(page.day)}."
        if one.joining_by and one.joining_by < page.day:
            said = f"Joining details for {on} are due by {words.weekday(one.joining_by)}, {out}"
            yield Found(at(page, one), said)
        if one.book_by and one.book_by < page.day:
            yield Found(at(page, one), f"Booking for {on} ends on {words.weekday(one.book_by)}, {out}")


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
