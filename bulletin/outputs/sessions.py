"""Say in words what every output says of a session: its name, its state, how to book."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..model import Item, Session, State
from ..text import humanize
from .session_text import STATE_WORDS


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
    places: str
    """16 places; "" where no number is known."""
    joining: str
    """When joining details come; "" where nothing is said."""


def lines(item: Item, on: date) -> tuple[Line, ...]:
    """Say all sessions of an item, earliest first, as they stand on a day."""
    ordered = sorted(item.sessions, key=lambda session: (session.start, session.key))
    return tuple(line(item, session, on) for session in ordered)


def line(item: Item, session: Session, on: date) -> Line:
    """Say one session, as it stands on a day."""
    return Line(
        item=item,
        session=session,
        name=name(item, session),
        when=humanize.weekday(session.start),
        hours=humanize.hours(session.start, session.end),
        state=_state(session),
        button=_button(item, session, on),
        places=humanize.count(session.places, "place") if session.places else "",
        joining=_joining(item, session),
    )


def name(item: Item, session: Session) -> str:
    """Name a session: Safer recruitment training: Cohort 4."""
    return f"{item.title}: {session.label}" if session.label else item.title


def _state(session: Session) -> str:
    moved = f"Moved from {humanize.day(session.moved_from)}" if session.moved_from else ""
    return ", ".join(word for word in (STANDINGS[session.state].words, moved) if word)


def _button(item: Item, session: Session, on: date) -> str:
    over = session.end.date() < on or (session.book_by is not None and session.book_by < on)
    button = STANDINGS[session.state].button
    if over or not button or not session.book:
        return ""
    applying = any(word in item.booking.casefold() for word in _APPLYING)
    return "Apply for a place" if applying and button == "Book" else button


def _joining(item: Item, session: Session) -> str:
    if session.joining_by:
        return f"Joining details by {humanize.weekday(session.joining_by)}"
    return f"Joining details: {item.joining}" if item.joining else ""


def prefix(session: Session) -> str:
    """Find what stands before a name because of a session's state, "" for most; MOVED while its line says so."""
    standing = STANDINGS[session.state]
    return ("MOVED: " if session.moved_from and standing.takes_place else "") + standing.prefix
