"""The printed sentence of a session or a course is read back as the same session line."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bulletin.content import top_part
from bulletin.content.fields import Fields
from bulletin.content.keys import ITEM, names
from bulletin.content.session_defaults import ParentIssue, read_session_defaults
from bulletin.content.sessions import read_sessions
from bulletin.errors import Problem
from bulletin.model import Session, State, Timing
from bulletin.outputs.session_text import course_sentence, session_sentence
from bulletin.text import zones
from bulletin.text.online import TO_BE_CONFIRMED, split_place
from tests.support.values import LONDON, make_session, make_settings

LABELS = (
    "", "", "Cohort 4", "10 to 11 year olds", "Full circle", "May Room group", "Group 8", "Friday club", "Level 3",
    "Session 1: Introduction", "Primary care/GPs", "Noon group", "Half and half", "Moved to tears", "Part 2",
    "In-person and online", "Online", "Not again", "Every child", "Day 1", "Sold on safety", "5", "BST 2", "A (north)",
    "Free for all", "Spring", "Two dates", "All", "TBC team", "Weekly news", "Open, honest", "8-11s",
)  # fmt: skip
PLACES = (
    "Microsoft Teams", "Zoom", "online", "Online via Teams", "MS Teams, link to follow", "Zoom webinar", "virtual",
    "Stopford House, Stockport SK1 3XE", "The May Room, The Hall", "Room 10-12, Civic Centre", "Full Moon Café",
    "The Hall (rear entrance), 10 High Street, Bury BL9 0AA", "Noon Street", "Free Trade Hall", "English Martyrs Church",
    "the Boardroom, Stopford House", "The Hall: Room 2", "Hall 8", "Bury", "St. James's",
    "The Lowry, Salford or on Teams", "Marshall Building, LSE and online", "Zoom and at Stopford House, Stockport",
    TO_BE_CONFIRMED, "Room 2, 3rd floor", "To the Lighthouse Café", "Birmingham / Online", "Week Street, Maidstone",
    "The All Day Café", "Every Street, Manchester", "Booking Hall, Piccadilly", "Place Two", "Online Centre, Leeds",
    "Cancelled Stamps Club", "Mon Repos, Jersey", "The March Hare", "Dates Farm", "Friends' Meeting House",
)  # fmt: skip
PRESENTERS = ((), (), ("Dr A Smith",), ("NSPCC", "Barnardo's"), ("Sgt May",), ("Full House Training",), ("Mr March",))
ZONES = ("", "", "", "Europe/Dublin", "America/New_York", "Australia/Sydney", "America/Argentina/Buenos_Aires")
ALSO = ((), (), (), ("Europe/Lisbon",), ("Australia/Sydney", "America/New_York"))
STATES = (*State, State.OPEN, State.OPEN, State.OPEN)
CLOCKS = (7 * 60, 9 * 60 + 30, 10 * 60, 12 * 60, 13 * 60 + 15, 18 * 60, 22 * 60, 0)
COMPARED = (
    "label", "start", "end", "place", "venue", "service", "timing", "zone", "also", "state", "moved_from", "places",
    "presenters",
)  # fmt: skip
SEED = 20220201


def read(line: str, settings_changes: dict[str, object] | None = None, keys: str = "") -> tuple[Session, ...]:
    text = f"---\ntitle: Training\nbook: not needed\nunusual hours: yes\n{keys}sessions:\n  - {line}\n---\nText.\n"
    problems: list[Problem] = []
    fields = Fields(top_part.read(text, "x.md", names(ITEM)), ITEM, problems)
    issue = ParentIssue(
        make_settings(**(settings_changes or {})), "2022-02", date(2022, 2, 1), datetime(2022, 2, 1, 9, tzinfo=UTC)
    )
    sessions = read_sessions(fields, read_session_defaults(fields, "training", issue, {})).sessions
    assert [str(problem) for problem in problems if problem.severity == "error"] == [], line
    return sessions


def moment(chance: random.Random, zone: str) -> tuple[datetime, datetime]:
    zone_info = zones.zone(zone) if zone else LONDON
    day = date(2022, 2, 2) + timedelta(days=chance.randrange(600))
    if day.month in (3, 4, 10, 11) and day.weekday() == 6:
        day += timedelta(days=1)  # Some hours do not exist in the night in which the clocks change.
    start = datetime.combine(day, datetime.min.time(), zone_info) + timedelta(minutes=chance.choice(CLOCKS))
    length = chance.choice((30, 60, 180, 420, 600, 900))
    if chance.random() < 0.1:
        length = chance.choice((1, 2, 20)) * 1440 + 90
    end = start + timedelta(minutes=length)
    return start, end


def some_session(chance: random.Random) -> Session:
    zone = chance.choice(ZONES)
    start, end = moment(chance, zone)
    timing = chance.choice((*[Timing.TIMED] * 6, Timing.ALL_DAY, Timing.UNKNOWN))
    if timing is not Timing.TIMED:
        zone = ""
        start = datetime(start.year, start.month, start.day, tzinfo=LONDON)
        days = chance.choice((1, 1, 3, 40)) if timing is Timing.ALL_DAY else 1
        end = start + timedelta(days=days)
    place = chance.choice(PLACES)
    venue, service = split_place(place)
    if venue and not service and place != TO_BE_CONFIRMED and chance.random() < 0.1:
        place, service = f"{place} and Butter", "Butter"
    elif chance.random() < 0.05:
        place, venue, service = "Livestorm", "", "Livestorm"
    overnight = (end - timedelta(minutes=1)).date() != start.date()
    return make_session(
        label=chance.choice(LABELS),
        start=start,
        end=end,
        timing=timing,
        zone=zone,
        also=tuple(name for name in chance.choice(ALSO) if name != zone)
        if timing is Timing.TIMED and not overnight
        else (),
        place=place,
        venue=venue,
        service=service,
        presenters=chance.choice(PRESENTERS),
        state=chance.choice(STATES),
        moved_from=chance.choice((None, None, start.date() - timedelta(days=9))),
        places=chance.choice((None, None, 1, 16)),
    )


def facts(session: Session) -> dict[str, object]:
    return {name: getattr(session, name) for name in COMPARED}


@pytest.mark.parametrize("month_first", [False, True])
def test_a_session_is_read_back_from_its_sentence(month_first: bool) -> None:
    chance = random.Random(SEED + month_first)
    for _ in range(1200):
        session = some_session(chance)
        sentence = session_sentence(replace(session, month_first=month_first))
        [back] = read(sentence, {"month_first": month_first})
        assert facts(back) == facts(session), sentence


def some_course(chance: random.Random) -> list[Session]:
    """Return the sessions of one line: a list of days, a range, or parts with different hours."""
    first = replace(some_session(chance), moved_from=None)
    while first.timing is not Timing.TIMED or first.end - first.start > timedelta(hours=14) or not first.label:
        first = replace(some_session(chance), moved_from=None)
    step = chance.choice((1, 7, 40))
    days = [first]
    for number in range(1, chance.choice((2, 3, 5))):
        later = timedelta(days=step * number)
        day = replace(first, start=first.start + later, end=first.end + later)
        if chance.random() < 0.2:
            day = replace(day, state=State.CANCELLED)
        if chance.random() < 0.2:
            day = replace(day, moved_from=first.start.date() - timedelta(days=30 + number))
        if chance.random() < 0.1 and not day.service:
            day = replace(day, place="Bury", venue="Bury", also=())
        days.append(day)
    return days


@pytest.mark.parametrize("month_first", [False, True])
def test_a_course_is_read_back_from_its_sentence(month_first: bool) -> None:
    chance = random.Random(SEED)
    for _ in range(300):
        course = [replace(session, month_first=month_first) for session in some_course(chance)]
        sentence = course_sentence(course)
        back = read(sentence, {"month_first": month_first})
        assert [facts(session) for session in back] == [facts(session) for session in course], sentence
