"""Write the words for sessions that all outputs share: names, states, and how to book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from ..model import ACT_BY, ACT_BY_WORDS, Awaited, Issue, Item, Moment, Month, Session, State, Timing, day_of
from ..text import humanize
from ..text.online import TO_BE_CONFIRMED, is_online
from .session_text import (
    STATE_WORDS,
    course_sentence,
    day_in_words,
    day_text,
    hours_text,
    list_days,
    place_in_sentence,
    session_days,
    session_sentence,
    state_text,
    weekday_in_words,
)


class Standing(NamedTuple):
    """The words and calendar values of a state. Its STATUS is in the model, since the ledger needs it too."""

    words: str
    """The words for the state on pages, in the email and in feeds; "" if it is not mentioned."""
    button: str
    """The words of the booking button; "" if there is none."""
    prefix: str = ""
    """The words before a name in calendars and feeds. "Full" has none, since people with a place see the entry too."""
    busy: str = "BUSY"
    """The value of X-MICROSOFT-CDO-BUSYSTATUS ([MS-OXCICAL] 2.1.3.1.1.20.31)."""
    transparency: str = "OPAQUE"
    """The value of TRANSP (RFC 5545, section 3.8.2.7)."""
    takes_place: bool = True
    """Whether the session takes place, so that people are reminded of it."""


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
    """A session of an item, in words."""

    item: Item
    session: Session
    name: str
    """The item's title with the session's label, like "Safer recruitment training: Cohort 4"."""
    when: str
    """The day, like "Tuesday 8 March 2022"."""
    hours: str
    """The hours, like "9:30am to 4:30pm"."""
    state: str
    """The state, like "Full" or "Cancelled, Moved from 8 March 2022"; "" for an open session."""
    button: str
    """The words of the booking button; "" if there is none."""
    has_button: bool
    """Whether the button is beside this session. A course has one, beside its first day that takes place."""
    window: str
    """The reason why there is no button, like "Booking opens on Tuesday 1 March 2022"; "" if there is none."""
    book_by: str
    """The last day for booking, like "Book by Friday 4 March 2022"; "" if none is set."""
    places: str
    """The number of places, like "16 places"; "" if it is not known."""
    joining: str
    """When joining details come, like "Joining details by Friday 4 March 2022"; "" if that is not known."""
    part: str
    """The day of a course, like "Part 2 of 3"; for the first day "Attend all 3: 3, 10 and 17 March 2022"; else ""."""
    notes: tuple[str, ...]
    """The facts of this session that are not those of its item, like "Delivered by Dr B Jones" and "Cost: £20"."""
    sentence: str
    """The whole session as one sentence (session_text.py)."""

    @property
    def is_action(self) -> bool:
        """Whether it is the day by which readers must do what the item asks."""
        return self.session == self.item.act_by

    @property
    def is_held(self) -> bool:
        """Whether it takes place, so that people can add it to their calendars."""
        return STANDINGS[self.session.state].takes_place

    @property
    def in_words(self) -> str:
        """All facts: "Safer recruitment: Cohort 4, Tuesday 8 March 2022, 9:30am to 4:30pm, Stopford House, Full"."""
        parts = (self.name, self.when, self.hours, self.session.place, self.state, self.places)
        return ", ".join(part for part in parts if part)

    @property
    def moment(self) -> str:
        """The start as a value of HTML's attribute `datetime`; a date if the session has no hours."""
        start = self.session.start
        return start.isoformat() if self.session.timing is Timing.TIMED else start.date().isoformat()


class Course(NamedTuple):
    """Sessions that are booked together; a single session is a course of one line."""

    key: str
    """The name of the course's calendar file without ".ics"; "" for a single session."""
    label: str
    lines: tuple[Line, ...]
    """The sessions, earliest first."""
    button: str
    state: str
    """The words for the state, if all days have the same; else ""."""
    sentence: str

    @property
    def days(self) -> str:
        """The words above the days, like "3 days, attend all"; "" for a single session."""
        if len(self.lines) < 2:
            return ""
        days = sum(line.session.state is not State.CANCELLED for line in self.lines) or len(self.lines)
        return f"{humanize.count(days, 'day')}, attend all" if days > 1 else "1 day"


def lines(item: Item, on: date) -> tuple[Line, ...]:
    """Return the meetings of an item (sessions that are no deadlines), earliest first, as of a day."""
    return _ordered(item, (session for session in item.sessions if not session.deadline), on)


def issue_lines(issue: Issue) -> tuple[Line, ...]:
    """Return the meetings of an issue's items, item by item, as of the day of the issue."""
    return tuple(each for item in issue.live_items for each in lines(item, issue.day))


def closing(item: Item, on: date) -> tuple[Line, ...]:
    """Return the deadlines of an item, earliest first, as of a day."""
    return _ordered(item, (session for session in item.sessions if session.deadline), on)


def action(item: Item, on: date) -> Line | None:
    """Return the deadline by which readers must do what an item asks; None if it asks nothing."""
    return line(item, item.act_by, on) if item.act_by else None


def to_do(item: Item) -> str:
    """Return the sentence about what readers must do by a day; "" if the item asks nothing."""
    return deadline_sentence(item.act_by) if item.act_by else ""


def other_deadlines(item: Item, on: date) -> tuple[Line, ...]:
    """Return the deadlines of an item without the one of `action`."""
    return tuple(each for each in closing(item, on) if not each.is_action)


def _ordered(item: Item, sessions: Iterable[Session], on: date) -> tuple[Line, ...]:
    ordered = sorted(sessions, key=lambda session: (session.start, session.key))
    return tuple(line(item, session, on) for session in ordered)


def courses(item: Item, on: date) -> tuple[Course, ...]:
    """Group the meetings of an item that are booked together into courses, earliest first."""
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
    """Return a session in words, as of a day."""
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
    """Return the name of a session: "Safer recruitment training: Cohort 4"."""
    return f"{item.title}: {session.label}" if session.label else item.title


def booked_name(item: Item, session: Session) -> str:
    """Return the name of what is booked: that of the course, or the item's title if the days have different labels."""
    labels = {each.label for each in course_sessions(item, session)}
    return name(item, session) if len(labels) == 1 else item.title


def moment_words(session: Session, moment: Moment) -> str:
    """Write a day, "Friday 4 March 2022", or a time, "5pm on Friday 4 March 2022", in the form of a session's dates."""
    day = weekday_in_words(session, moment)
    return f"{humanize.clock(moment)} on {day}" if isinstance(moment, datetime) else day


def at_moment(session: Session, moment: Moment) -> str:
    """Write a day or a time with its preposition: "on Friday 4 March 2022" or "at 5pm on Friday 4 March 2022"."""
    return f"{'at' if isinstance(moment, datetime) else 'on'} {moment_words(session, moment)}"


def deadline_sentence(session: Session) -> str:
    """Write a deadline: "Survey closes: Friday 4 March 2022, 5pm. Moved from 1 March 2022".

    If readers must do something, it follows the day: "Act by Friday 4 March 2022, 5pm: Check every bed rail".
    """
    hour = _hours(session)
    when = f"{day_text(session)}{hour and f', {hour}'}"
    is_action = session.key == ACT_BY and session.label != ACT_BY_WORDS
    sentence = f"{ACT_BY_WORDS} {when}: {session.label}" if is_action else f"{session.label}: {when}"
    return ". ".join(filter(None, (sentence, state_text(session))))


def attend_all(item: Item, session: Session) -> str:
    """Write the days of a session's course: "Attend all 3: 3, 10 and 17 March 2022."; "" for a single session."""
    if session.parts < 2:
        return ""
    course = course_sessions(item, session)
    left = [each for each in course if each.state is not State.CANCELLED] or course
    days = sorted(each.start.date() for each in left)
    all_of_them = f" all {len(days)}:" if len(days) > 1 else ""
    return f"Attend{all_of_them} {list_days(days, month_first=session.month_first)}."


def course_sessions(item: Item, session: Session) -> tuple[Session, ...]:
    """Return the sessions of a session's course, earliest first; for a single session only itself."""
    if not session.course:
        return (session,)
    days = (each for each in item.sessions if each.course == session.course and not each.deadline)
    return tuple(sorted(days, key=lambda each: each.start))


def asks_to_book(lines: Iterable[Line], on: date) -> bool:
    """Return whether on a day readers can book a place of some line, by a link or as the item says."""
    return any(
        each.button or (each.item.booking and each.item.bookable and each.is_held and not each.window)
        for each in lines
        if not is_past(each.session, on)
    )


def is_past(session: Session, on: date) -> bool:
    """Return whether the last day of a session is before a day."""
    return session_days(session).last < on


class Announcement(NamedTuple):
    """An announced or postponed session, which has no date, in words."""

    item: Item
    month: Month | None
    """The month after whose sessions it is listed; None if it is listed after all of them."""
    words: str
    """The announcement, like "Cohort 5: May 2022, date to be confirmed"."""
    uid: str
    """The UID of a postponed session; "" for an announced one."""


def awaited_lines(item: Item) -> tuple[Announcement, ...]:
    """Return the announced sessions of an item, and its postponed ones, which have no date for now."""
    announced = tuple(Announcement(item, row.month, awaited_words(row), "") for row in item.awaited)
    postponed = (session for session in item.sessions if session.state is State.POSTPONED and not session.deadline)
    return announced + tuple(Announcement(item, None, _postponed(session), str(session.uid)) for session in postponed)


def awaited_words(row: Awaited) -> str:
    """Write an announced session: "Cohort 5: May 2022, date to be confirmed, at Stopford House"."""
    label = f"{row.label}: " if row.label else ""
    when = (
        f"{row.when}, date to be confirmed"
        if row.when
        else "Date to be confirmed"
        if not label
        else "date to be confirmed"
    )
    who = f"with {', '.join(row.presenters)}" if row.presenters else ""
    return label + ", ".join(filter(None, (when, row.hours, _awaited_place(row), who)))


def _awaited_place(row: Awaited) -> str:
    if row.place == TO_BE_CONFIRMED:
        return place_in_sentence(row.place)
    return f"at {row.place}" if row.place and not is_online(row.place) else row.place


def _postponed(session: Session) -> str:
    label = f"{session.label}: " if session.label else ""
    words = STANDINGS[State.POSTPONED].words
    return (
        f"{label}{words if not label else words[:1].lower() + words[1:]} (was {day_in_words(session, session.start)})"
    )


def by_month(awaited: Iterable[Announcement]) -> dict[Month | None, tuple[Announcement, ...]]:
    """Group announcements by month, sorted; those without a month are last."""
    ordered = sorted(awaited, key=lambda row: (row.month is None, row.month or (0, 0), row.item.title, row.words))
    return {month: tuple(group) for month, group in groupby(ordered, key=lambda row: row.month)}


def _hours(session: Session) -> str:
    """Write the hours of a session for the column beside its day; if it ends on a later day, with that day."""
    if session.deadline:
        return humanize.clock(session.start) if session.timing is Timing.TIMED else ""
    first, last = session_days(session)
    if session.timing is Timing.TIMED and first != last:
        return f"{humanize.clock(session.start)} to {weekday_in_words(session, last)}, {humanize.clock(session.end)}"
    return hours_text(session)


def _booking(item: Item, session: Session, on: date) -> tuple[str, str]:
    """Return (words of the booking button, reason why there is none); each is "" if it does not apply."""
    button = STANDINGS[session.state].button
    days = [session_days(day).first for day in course_sessions(item, session)]
    over = is_past(session, on) or (session.parts > 1 and min(days) < on)
    if not item.bookable or not button or over:
        return "", ""
    if session.opens and day_of(session.opens) > on:
        return "", f"Booking opens {at_moment(session, session.opens)}"
    if session.book_by and day_of(session.book_by) < on:
        return "", f"Booking closed on {moment_words(session, day_of(session.book_by))}"
    if not session.book:
        return "", ""
    applying = any(word in item.booking.casefold() for word in _APPLYING)
    return ("Apply for a place" if applying and button == "Book" else button), ""


def _first_day(item: Item, session: Session) -> Session:
    """Return the day of a course beside which the booking button is: the first that takes place."""
    days = course_sessions(item, session)
    return next((day for day in days if STANDINGS[day.state].takes_place), days[0])


def _part(item: Item, session: Session) -> str:
    """Write which day of a course a session is; for the first day, write all days."""
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
    """Return the words before a session's name, like "CANCELLED: "; "" for most states.

    "MOVED: " is added while the session line has the day from which it was moved.
    """
    standing = STANDINGS[session.state]
    return ("MOVED: " if session.moved_from and standing.takes_place else "") + standing.prefix
