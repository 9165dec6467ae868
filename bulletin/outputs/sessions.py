"""Say in words what every output says of a session: its name, its state, how to book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from ..model import ACT_BY, ACT_BY_WORDS, Awaited, Issue, Item, Moment, Month, Session, State, Timing
from ..text import humanize
from ..text.online import is_online
from .session_text import (
    STATE_WORDS,
    course_sentence,
    day_in_words,
    day_text,
    hours_text,
    list_days,
    session_days,
    session_sentence,
    state_text,
    weekday_in_words,
)


class Standing(NamedTuple):
    """What a state means in every output; STATUS stands in the model, since the ledger counts by it."""

    words: str
    """On pages, in the email and in feeds; "" where there is nothing to say."""
    button: str
    """What the booking button says, "" where there is none."""
    prefix: str = ""
    """Before a name in calendars and feeds. Those who have booked have the entry too, so full says nothing here."""
    busy: str = "BUSY"
    """X-MICROSOFT-CDO-BUSYSTATUS ([MS-OXCICAL] 2.1.3.1.1.20.31)."""
    transparency: str = "OPAQUE"
    """TRANSP (RFC 5545 section 3.8.2.7)."""
    takes_place: bool = True
    """Whether anybody is to be reminded of it."""


STANDINGS = {
    State.OPEN: Standing(STATE_WORDS[State.OPEN], "Book"),
    State.FULL: Standing(STATE_WORDS[State.FULL], ""),
    State.WAITING_LIST: Standing(STATE_WORDS[State.WAITING_LIST], "Join the waiting list"),
    State.CLOSED: Standing(STATE_WORDS[State.CLOSED], ""),
    State.PROVISIONAL: Standing(STATE_WORDS[State.PROVISIONAL], "Book", prefix="PROVISIONAL: ", busy="TENTATIVE"),
    State.POSTPONED: Standing(
        STATE_WORDS[State.POSTPONED],
        "",
        prefix="POSTPONED: ",
        busy="FREE",
        transparency="TRANSPARENT",
        takes_place=False,
    ),
    State.CANCELLED: Standing(
        STATE_WORDS[State.CANCELLED],
        "",
        prefix="CANCELLED: ",
        busy="FREE",
        transparency="TRANSPARENT",
        takes_place=False,
    ),
}
_APPLYING = ("apply", "applicant", "application")


class Line(NamedTuple):
    """One session of one item, in words."""

    item: Item
    session: Session
    name: str
    """The item's title, with the label: Safer recruitment training: Cohort 4."""
    when: str
    """Tuesday 8 March 2022."""
    hours: str
    """9:30am to 4:30pm."""
    state: str
    """Full, Cancelled, Moved from 8 March 2022, …; "" for an open session."""
    button: str
    """What the booking button says, "" where there is none."""
    has_button: bool
    """Whether the button stands with this session: with the first day of a course, which is booked once."""
    window: str
    """Why there is no button: Booking opens on Tuesday 1 March 2022; "" where there is one, or nothing to say."""
    book_by: str
    """Book by Friday 4 March 2022; "" where nothing is said."""
    places: str
    """16 places; "" where no number is known."""
    joining: str
    """When joining details come; "" where nothing is said."""
    part: str
    """Part 2 of 3, for the first day Attend all 3: 3, 10 and 17 March 2022; "" for what stands alone."""
    notes: tuple[str, ...]
    """What its line says for itself: Delivered by Dr B Jones, Cost: £20."""
    sentence: str
    """All of it that a session line says."""

    @property
    def is_action(self) -> bool:
        """Whether it is the day by which readers must have done what its item asks."""
        return self.session == self.item.act_by

    @property
    def is_held(self) -> bool:
        """Whether it takes place, so that somebody may add it to a calendar."""
        return STANDINGS[self.session.state].takes_place

    @property
    def in_words(self) -> str:
        """Safer recruitment: Cohort 4, Tuesday 8 March 2022, 9:30am to 4:30pm, Stopford House, Full, 16 places."""
        parts = (self.name, self.when, self.hours, self.session.place, self.state, self.places)
        return ", ".join(part for part in parts if part)

    @property
    def moment(self) -> str:
        """Its start for programs: a date for a whole day (HTML's `datetime`)."""
        start = self.session.start
        return start.isoformat() if self.session.timing is Timing.TIMED else start.date().isoformat()


class Course(NamedTuple):
    """The sessions that one books together; what stands alone is a course of one line."""

    key: str
    """The stem of the course's file, "" for what stands alone."""
    label: str
    lines: tuple[Line, ...]
    """Earliest first."""
    button: str
    state: str
    """The state that all its days share, "" where they differ."""
    sentence: str

    @property
    def days(self) -> str:
        """What stands above its days: 3 days, attend all; "" for what stands alone."""
        return f"{len(self.lines)} days, attend all" if len(self.lines) > 1 else ""


def lines(item: Item, on: date) -> tuple[Line, ...]:
    """Say all meetings of an item, earliest first, as they stand on a day."""
    return _ordered(item, (session for session in item.sessions if not session.deadline), on)


def issue_lines(issue: Issue) -> tuple[Line, ...]:
    """Say all meetings of an issue's items, an item after the other, as they stand on its day."""
    return tuple(each for item in issue.items if not item.retired for each in lines(item, issue.day))


def closing(item: Item, on: date) -> tuple[Line, ...]:
    """Say all deadlines of an item, earliest first."""
    return _ordered(item, (session for session in item.sessions if session.deadline), on)


def action(item: Item, on: date) -> Line | None:
    """Say what an item asks its readers to do by a day, None if it asks nothing."""
    return line(item, item.act_by, on) if item.act_by else None


def to_do(item: Item) -> str:
    """Say the same in one sentence, "" if it asks nothing."""
    return deadline_sentence(item.act_by) if item.act_by else ""


def other_deadlines(item: Item, on: date) -> tuple[Line, ...]:
    """Say the deadlines of an item but for the one that stands first in it."""
    return tuple(each for each in closing(item, on) if not each.is_action)


def _ordered(item: Item, sessions: Iterable[Session], on: date) -> tuple[Line, ...]:
    ordered = sorted(sessions, key=lambda session: (session.start, session.key))
    return tuple(line(item, session, on) for session in ordered)


def courses(item: Item, on: date) -> tuple[Course, ...]:
    """Group the meetings of an item by what one books together, earliest first."""
    groups: dict[str, list[Line]] = {}
    for each in lines(item, on):
        groups.setdefault(each.session.course or f"/{each.session.key}", []).append(each)
    return tuple(_course(tuple(group)) for group in groups.values())


def _course(group: tuple[Line, ...]) -> Course:
    states = {each.session.state for each in group}
    labels = {each.session.label for each in group}
    sessions = [each.session for each in group]
    return Course(
        key=group[0].session.course,
        label=group[0].session.label if len(labels) == 1 else "",
        lines=group,
        button=next((each.button for each in group if each.has_button), ""),
        state=STANDINGS[group[0].session.state].words if len(states) == 1 else "",
        sentence=course_sentence(sessions) if len(labels) == 1 else "; ".join(map(session_sentence, sessions)),
    )


def line(item: Item, session: Session, on: date) -> Line:
    """Say one session, as it stands on a day."""
    button, window = _booking(item, session, on)
    first = _first_day(item, session)
    return Line(
        item=item,
        session=session,
        name=name(item, session),
        when=day_text(session),
        hours=_hours(session),
        state=state_text(session).replace(". ", ", "),
        button=button,
        has_button=bool(button) and first is session,
        window=window if first is session else "",
        book_by=f"Book by {moment_words(session, session.book_by)}"
        if session.book_by and button and first is session
        else "",
        places=humanize.count(session.places, "place") if session.places else "",
        joining=_joining(item, session),
        part=_part(item, session),
        notes=tuple(_notes(item, session)),
        sentence=deadline_sentence(session) if session.deadline else session_sentence(session),
    )


def name(item: Item, session: Session) -> str:
    """Name a session: Safer recruitment training: Cohort 4."""
    return f"{item.title}: {session.label}" if session.label else item.title


def booked_name(item: Item, session: Session) -> str:
    """Name what one books with a session: its course, or the item where the days of the course have names."""
    labels = {each.label for each in course_sessions(item, session)}
    return name(item, session) if len(labels) == 1 else item.title


def moment_words(session: Session, moment: Moment) -> str:
    """Write a day of a session, or an hour of it: Friday 4 March 2022, 5pm on Friday 4 March 2022."""
    day = weekday_in_words(session, moment)
    return f"{humanize.clock(moment)} on {day}" if isinstance(moment, datetime) else day


def deadline_sentence(session: Session) -> str:
    """Print a deadline: Survey closes: Friday 4 March 2022, 5pm. Moved from 1 March 2022.

    What readers must do by a day stands behind it: Act by Friday 4 March 2022, 5pm: Check every bed rail.
    """
    hour = _hours(session)
    when = f"{day_text(session)}{hour and f', {hour}'}"
    is_action = session.key == ACT_BY and session.label != ACT_BY_WORDS
    sentence = f"{ACT_BY_WORDS} {when}: {session.label}" if is_action else f"{session.label}: {when}"
    return ". ".join(filter(None, (sentence, state_text(session))))


def attend_all(item: Item, session: Session) -> str:
    """Say the days of a session's course: Attend all 3: 3, 10 and 17 March 2022. "" for what stands alone."""
    if session.parts < 2:
        return ""
    days = sorted(each.start.date() for each in course_sessions(item, session))
    return f"Attend all {session.parts}: {list_days(days, month_first=session.month_first)}."


def course_sessions(item: Item, session: Session) -> tuple[Session, ...]:
    """List the sessions of a session's course, earliest first; the session alone where it stands alone."""
    if not session.course:
        return (session,)
    days = (each for each in item.sessions if each.course == session.course and not each.deadline)
    return tuple(sorted(days, key=lambda each: each.start))


def asks_to_book(lines: Iterable[Line], on: date) -> bool:
    """Tell whether readers can do something to get a place, by a link or in the item's words, on a day."""
    return any(
        each.button or (each.item.booking and each.item.bookable and each.is_held and not each.window)
        for each in lines
        if not is_past(each.session, on)
    )


def is_past(session: Session, on: date) -> bool:
    """Tell whether the last day of a session is before a day."""
    return session_days(session).last < on


class Announcement(NamedTuple):
    """A session without a date, in words: one that is announced, or that is postponed."""

    item: Item
    month: Month | None
    """At whose end it stands; None for the end of all."""
    words: str
    """Cohort 5: May 2022, date to be confirmed."""
    uid: str
    """Of the session that is postponed, "" for one that is announced."""


def awaited_lines(item: Item) -> tuple[Announcement, ...]:
    """Say what an item announces without a date; a postponed session stands there until it has one."""
    announced = tuple(Announcement(item, row.month, awaited_words(row), "") for row in item.awaited)
    postponed = (session for session in item.sessions if session.state is State.POSTPONED and not session.deadline)
    return announced + tuple(Announcement(item, None, _postponed(session), str(session.uid)) for session in postponed)


def awaited_words(row: Awaited) -> str:
    """Print an announced session: Cohort 5: May 2022, date to be confirmed, at Stopford House."""
    label = f"{row.label}: " if row.label else ""
    when = (
        f"{row.when}, date to be confirmed"
        if row.when
        else "Date to be confirmed"
        if not label
        else "date to be confirmed"
    )
    who = f"with {', '.join(row.presenters)}" if row.presenters else ""
    return label + ", ".join(
        filter(None, (when, row.hours, f"at {row.place}" if row.place and not is_online(row.place) else row.place, who))
    )


def _postponed(session: Session) -> str:
    label = f"{session.label}: " if session.label else ""
    words = STANDINGS[State.POSTPONED].words
    return (
        f"{label}{words if not label else words[:1].lower() + words[1:]} (was {day_in_words(session, session.start)})"
    )


def by_month(awaited: Iterable[Announcement]) -> dict[Month | None, tuple[Announcement, ...]]:
    """Group awaited sessions by the months at whose ends they stand; those without a month last."""
    ordered = sorted(awaited, key=lambda row: (row.month is None, row.month or (0, 0), row.item.title, row.words))
    return {month: tuple(group) for month, group in groupby(ordered, key=lambda row: row.month)}


def _hours(session: Session) -> str:
    """Say the hours of a session for a column beside its day; through a night its second day stands with them."""
    if session.deadline:
        return humanize.clock(session.start) if session.timing is Timing.TIMED else ""
    first, last = session_days(session)
    if session.timing is Timing.TIMED and first != last:
        return f"{humanize.clock(session.start)} to {weekday_in_words(session, last)}, {humanize.clock(session.end)}"
    return hours_text(session)


def _booking(item: Item, session: Session, on: date) -> tuple[str, str]:
    """Say what the button says, else why there is none."""
    button = STANDINGS[session.state].button
    days = [session_days(day).first for day in course_sessions(item, session)]
    over = is_past(session, on) or (session.parts > 1 and min(days) < on)
    if not item.bookable or not button or over:
        return "", ""
    if session.opens and _day(session.opens) > on:
        return "", f"Booking opens on {moment_words(session, session.opens)}"
    if session.book_by and _day(session.book_by) < on:
        return "", f"Booking closed on {moment_words(session, _day(session.book_by))}"
    if not session.book:
        return "", ""
    applying = any(word in item.booking.casefold() for word in _APPLYING)
    return ("Apply for a place" if applying and button == "Book" else button), ""


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _first_day(item: Item, session: Session) -> Session:
    """Find the day of a course with which its button stands: the first that takes place."""
    days = course_sessions(item, session)
    return next((day for day in days if STANDINGS[day.state].takes_place), days[0])


def _part(item: Item, session: Session) -> str:
    """Say which day of a course it is; the first names them all."""
    if session.parts < 2:
        return ""
    return attend_all(item, session).rstrip(".") if session.part == 1 else f"Part {session.part} of {session.parts}"


def _notes(item: Item, session: Session) -> Iterable[str]:
    if session.presenters not in ((), item.presenters):
        yield f"Delivered by {humanize.listed(session.presenters)}"
    if session.cost not in ("", item.cost):
        yield f"Cost: {session.cost}"
    if session.audience not in ((), item.audience):
        yield f"For {humanize.listed(session.audience)}"
    if session.note:
        yield session.note


def _joining(item: Item, session: Session) -> str:
    if session.joining_by:
        return f"Joining details by {weekday_in_words(session, session.joining_by)}"
    return f"Joining details: {item.joining}" if item.joining else ""


def prefix(session: Session) -> str:
    """Find what stands before a name because of a session's state, "" for most; MOVED while its line says so."""
    standing = STANDINGS[session.state]
    return ("MOVED: " if session.moved_from and standing.takes_place else "") + standing.prefix
