"""Write a session, or a course, as one sentence that content/session_lines.py can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..model import Session, State, Timing, Told
from ..text import humanize, zones
from ..text.online import TO_BE_CONFIRMED, is_online, split_place

STATE_WORDS = {
    State.OPEN: "",
    State.FULL: "Full",
    State.WAITING_LIST: "Waiting list",
    State.CLOSED: "Booking closed",
    State.PROVISIONAL: "Provisional",
    State.POSTPONED: "Postponed, new date to follow",
    State.CANCELLED: "Cancelled",
}
"""State → its word in a sentence; "" for a state that is not mentioned."""

_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The first and the last day of a session; one that ends at midnight does not have the next day."""

    first: date
    last: date


def session_sentence(session: Session) -> str:
    """Write a session: "Cohort 4: Tuesday 8 March 2022, 9:30am to 4:30pm, at X, with A. Full. 16 places"."""
    parts = [moment_text(session), place_text(session), _presenters(session)]
    return _label(session) + _with_states(", ".join(filter(None, parts)), session)


def course_sentence(sessions: Sequence[Session]) -> str:
    """Write the days of a course: "Cohort 2: 3, 10 and 17 March 2022, 9:30am to 12:30pm, at X. Full".

    sessions: one or more, all from the same session line. Days with the same hours and place are in one list; lists
    are separated by ";".
    """
    days = sorted(sessions, key=lambda session: session.start)
    if len(days) == 1:
        return session_sentence(days[0])
    main = _main_state(days)
    text = "; ".join(_piece(group) for group in _alike(days))
    own = [note for session in days for note in _own_states(session, main.state)]
    brackets = f" ({', '.join(own)})" if own else ""
    return _label(days[0]) + _with_states(text + brackets, main, moved=False)


def moment_text(session: Session) -> str:
    """Write the day and hours of a session: "Tuesday 8 March 2022, 9:30am to 4:30pm"."""
    if session.timing is Timing.TIMED and _overnight(session):
        start, end = session.start, session.end
        first, last = (
            humanize.weekday(moment, month_first=session.month_first) for moment in (start, session_days(session).last)
        )
        return f"{first}, {humanize.clock(start)} to {last}, {humanize.clock(end)}{_zone(session)}"
    return f"{day_text(session)}, {hours_text(session)}"


def day_text(session: Session) -> str:
    """Write the day or days of a session: "Tuesday 8 March 2022" or "3 to 5 June 2022"."""
    first, last = session_days(session)
    if session.timing is Timing.TIMED or first == last:
        return humanize.weekday(first, month_first=session.month_first)
    return range_of_days(first, last, month_first=session.month_first)


def hours_text(session: Session) -> str:
    """Write the hours of a session: "9:30am to 4:30pm Dublin time (10:30am to 5:30pm in Berlin)" or "all day"."""
    if session.timing is not Timing.TIMED:
        return str(session.timing)
    also = "".join(f" ({_hours_in(session, zone)})" for zone in session.also)
    return f"{humanize.hours(session.start, session.end)}{_zone(session)}{also}"


def place_text(session: Session) -> str:
    """Write the place of a session, like "at Stopford House" or "place to be confirmed"; "" if it has none.

    An online service that Bulletin does not know is written at the end of the sentence, not here.
    """
    if session.place == TO_BE_CONFIRMED:
        return place_in_sentence(session.place)
    if _is_unknown_service(session):
        return f"at {session.venue}" if session.venue else ""
    if not session.place or is_online(session.place):
        return session.place
    return f"at {session.place}"


def place_in_sentence(place: str) -> str:
    """Return a place as it stands within a sentence: "place to be confirmed" has no capital there."""
    return place[:1].lower() + place[1:] if place == TO_BE_CONFIRMED else place


def state_text(session: Session) -> str:
    """Write the state of a session, and the day from which it was moved: "Full. Moved from 8 March 2022"."""
    return ". ".join(_states(session))


def day_in_words(session: Session, day: date) -> str:
    """Write a day in the form of the session's dates: "8 March 2022", or "March 8, 2022"."""
    return humanize.day(day, month_first=session.month_first)


def weekday_in_words(session: Session, day: date) -> str:
    """Write a day with its weekday in the form of the session's dates: "Tuesday 8 March 2022"."""
    return humanize.weekday(day, month_first=session.month_first)


def day_and_month_in_words(session: Session, day: date) -> str:
    """Write a day without its year in the form of the session's dates: "8 March"."""
    return humanize.day_and_month(day, month_first=session.month_first)


def session_days(session: Session | Told) -> Days:
    """Return the first and the last day of a session; if it ends at midnight, the last is the day before."""
    last = session.end.date()
    at_midnight = not (session.end.hour or session.end.minute)
    return Days(session.start.date(), last - _DAY if at_midnight and session.end > session.start else last)


def list_days(days: Sequence[date], *, month_first: bool = False, with_range: bool = True) -> str:
    """Write days, in their order, as a list: "3, 10 and 17 March 2022"; as a range if they follow each other.

    with_range: whether they may be a range, which for whole days would mean one entry over all of them.
    """
    if with_range and len(days) > 1 and all(later - day == _DAY for day, later in pairwise(days)):
        return range_of_days(days[0], days[-1], month_first=month_first)
    if len({day.year for day in days}) > 1:
        return humanize.listed([humanize.day(day, month_first=month_first) for day in days])
    if month_first:
        names = [_month_of(day, before) + str(day.day) for day, before in zip(days, (None, *days), strict=False)]
        return f"{humanize.listed(names)}, {days[0].year}"
    names = [str(day.day) + _month_after(day, later) for day, later in zip(days, (*days[1:], None), strict=True)]
    return f"{humanize.listed(names)} {days[0].year}"


def range_of_days(first: date, last: date, *, month_first: bool = False) -> str:
    """Write a range of days: "3 to 5 June 2022" or "28 March to 1 April 2022"."""
    if first == last:
        return humanize.day(first, month_first=month_first)
    if first.year != last.year:
        return " to ".join(humanize.day(day, month_first=month_first) for day in (first, last))
    if month_first:
        name = "" if first.month == last.month else f"{humanize.MONTHS[last.month - 1]} "
        return f"{humanize.MONTHS[first.month - 1]} {first.day} to {name}{last.day}, {last.year}"
    month = "" if first.month == last.month else f" {humanize.MONTHS[first.month - 1]}"
    return f"{first.day}{month} to {humanize.day(last)}"


def _label(session: Session) -> str:
    return f"{session.label}: " if session.label else ""


def _presenters(session: Session) -> str:
    return f"with {', '.join(session.presenters)}" if session.presenters else ""


def _with_states(text: str, session: Session, *, moved: bool = True) -> str:
    """Return a sentence with what follows the place: the state, the number of places, and an unknown online service."""
    places = humanize.count(session.places, "place") if session.places else ""
    states = _states(session) if moved else (STATE_WORDS[session.state],)
    sentence = ". ".join(filter(None, (text, *states, places)))
    return f"{sentence}, online: {session.service}" if _is_unknown_service(session) else sentence


def _states(session: Session) -> tuple[str, ...]:
    moved = f"Moved from {day_in_words(session, session.moved_from)}" if session.moved_from else ""
    return tuple(filter(None, (STATE_WORDS[session.state], moved)))


def _is_unknown_service(session: Session) -> bool:
    """Return whether a session has an online service that cannot be read from the words of its place."""
    return bool(session.service) and split_place(session.place) != (session.venue, session.service)


def _overnight(session: Session) -> bool:
    first, last = session_days(session)
    return first != last


def _zone(session: Session) -> str:
    return f" {zones.city(session.zone)} time" if session.zone else ""


def _hours_in(session: Session, zone: str) -> str:
    """Write the hours of a session in another time zone: "3am to 4am the next day in Sydney"."""
    start, end = (moment.astimezone(zones.zone(zone)) for moment in (session.start, session.end))
    days = (start.date() - session.start.date()).days
    other = {1: " the next day", -1: " the day before"}.get(days, "")
    return f"{humanize.hours(start, end)}{other} in {zones.city(zone)}"


def _month_after(day: date, later: date | None) -> str:
    """Return the month after a day of a list, like " March"; "" if the next day has the same month."""
    return "" if later and later.month == day.month else f" {humanize.MONTHS[day.month - 1]}"


def _month_of(day: date, before: date | None) -> str:
    return "" if before and before.month == day.month else f"{humanize.MONTHS[day.month - 1]} "


def _main_state(days: Sequence[Session]) -> Session:
    """Return a day with the state of the whole course: "open" if a day is open, else the most frequent state."""
    counts = Counter(session.state for session in days)
    state = State.OPEN if State.OPEN in counts else counts.most_common(1)[0][0]
    return next(session for session in days if session.state is state)


def _own_states(session: Session, main: State) -> Iterable[str]:
    """Yield what is different for one day of a course: "17 March 2022 cancelled"."""
    day = day_in_words(session, session.start)
    if session.state is not main:
        yield f"{day} {session.state}"
    if session.moved_from:
        yield f"{day} moved from {day_in_words(session, session.moved_from)}"


_Shape = tuple[object, ...]


def _shape(session: Session) -> _Shape:
    """Return the values that all days of a list must share."""
    clocks = (session.start.time(), session.end.time()) if not _overnight(session) else (session.start, session.end)
    return (session.timing, clocks, session.zone, hours_text(session), session.place, session.presenters)


def _alike(days: Sequence[Session]) -> list[list[Session]]:
    """Group neighbouring days with the same hours and place."""
    groups: list[list[Session]] = []
    for session in days:
        if groups and _shape(groups[-1][-1]) == _shape(session):
            groups[-1].append(session)
        else:
            groups.append([session])
    return groups


def _piece(group: Sequence[Session]) -> str:
    """Write days with the same hours and place."""
    first = group[0]
    if len(group) == 1 and _overnight(first):
        when = moment_text(first)
    else:
        days = [session.start.date() for session in group]
        is_whole = first.timing is Timing.ALL_DAY
        written = list_days(days, month_first=first.month_first, with_range=not is_whole)
        when = f"{written}, {hours_text(first)}"
    return ", ".join(filter(None, (when, place_text(first), _presenters(first))))
