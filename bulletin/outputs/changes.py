"""Write sentences about changes of sessions and items, for the email, corrections and feeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .. import addresses
from ..ledger import history
from ..model import Change, Contact, Item, Session, Settings, Timing, Told
from ..text import humanize, zones
from ..text.online import TO_BE_CONFIRMED, is_online
from .session_text import (
    course_sentence,
    hours_text,
    list_days,
    moment_text,
    range_of_days,
    session_days,
    weekday_in_words,
)
from .sessions import at_moment, attend_all, moment_words, name

BOOKINGS = {
    "": "",
    "yes": "If you have booked, your place stands; you do not need to book again.",
    "no": "If you had booked, please book again.",
}
"""Value of `bookings stand` → the sentence about bookings; any other value is itself the sentence."""

_RENEW = "Delete the old entry from your calendar and add the new one."
_DELETE = "Delete the entry from your calendar."
_ADD_AGAIN = "Add it to your calendar again."
MOVES = frozenset({history.MOVED, history.TIME, history.PLACE})
"""Kinds of changes after which an entry in somebody's calendar is wrong."""


class Telling(NamedTuple):
    """A sentence, or a few, about changes of a session or of an item."""

    words: str
    url: str
    """The link after the words, like that for booking; "" if there is none."""
    changes: tuple[Change, ...]
    """The changes that the words are about: those of one session, or of several together."""
    item: Item
    session: Session | None
    """The session; None if the words are about a whole item."""


def tell(settings: Settings, changes: Iterable[Change]) -> tuple[Telling, ...]:
    """Return the sentences about changes, in their order.

    A change that is the same for all sessions of an item has one sentence about the item.
    """
    by_item: dict[str, list[Change]] = {}
    changes = tuple(changes)
    for change in changes:
        by_item.setdefault(change.item.slug, []).append(change)
    shared = {slug: _shared(own) for slug, own in by_item.items()}
    tellings: list[Telling] = []
    kinds_told: set[tuple[str, str]] = set()
    groups_told: set[tuple[str, str]] = set()
    for change in changes:
        own, slug = by_item[change.item.slug], change.item.slug
        for kind in shared[slug]:
            if kind in change.what and (slug, kind) not in kinds_told:
                kinds_told.add((slug, kind))
                tellings.append(_of_item(kind, [other for other in own if kind in other.what]))
        kinds = tuple(kind for kind in change.what if kind not in shared[slug])
        together = _together(change, own)
        if kinds and together not in groups_told:
            groups_told |= {together} if together else set()
            is_whole = together is not None and _is_of_course(change, own)
            tellings.append(_of_course(change, kinds, own) if is_whole else _of_session(settings, change, kinds, own))
    return tuple(tellings)


def _together(change: Change, own: Sequence[Change]) -> tuple[str, str] | None:
    """Name what a change is told with: a moved item, or the days of a course; None for what is told alone.

    own: the changes of its item.
    """
    item, session = change.item, change.session
    if item.moved_to:
        return item.slug, ""
    if session and session.course and (change.before is None or _becomes_days(change)):
        return item.slug, session.course
    return (item.slug, session.course) if session and _is_of_course(change, own) else None


_OF_COURSE = frozenset({
    history.CANCELLED, history.POSTPONED, history.BOOK_BY, history.OPENS, history.FULL, history.WAITING_LIST,
    history.CLOSED,
})  # fmt: skip
"""The kinds of change that have one sentence for a course if they are the same for all its days."""


def _is_of_course(change: Change, own: Sequence[Change]) -> bool:
    """Tell whether a change is the same for all days of a course. own: the changes of its item."""
    item, session = change.item, change.session
    if not (session and session.course and change.before and set(change.what) <= _OF_COURSE):
        return False
    days = [each for each in own if each.before and each.session and each.session.course == session.course]
    alike = {(each.what, each.session.book_by, each.session.opens) for each in days if each.session}
    return len(alike) == 1 and len(days) == sum(day.course == session.course for day in item.sessions) > 1


def _of_course(change: Change, kinds: tuple[str, ...], own: Sequence[Change]) -> Telling:
    """Return the sentence about a change that is the same for all days of a course."""
    item, session, before = change.item, change.session, change.before
    assert session
    assert before
    days = tuple(each for each in own if each.session and each.session.course == session.course)
    starts = sorted(each.session.start.date() for each in days if each.session)
    subject = (
        f"{name(item, session)}{_former_label(session, before)} ({list_days(starts, month_first=session.month_first)})"
    )
    if history.CANCELLED in kinds or history.POSTPONED in kinds:
        word = "cancelled" if history.CANCELLED in kinds else "postponed, and its new dates will follow"
        words = f"{subject} is {word}. Delete the entries from your calendar."
    else:
        words = f"{subject} {_joined([_CLAUSES[kind](item, session, before) for kind in kinds])}."
    return Telling(words, "", days, item, session)


def _becomes_days(change: Change) -> bool:
    """Tell whether one entry over several days is now a course with an entry for each day."""
    session, before = change.session, change.before
    if not (session and before and history.TIME in change.what):
        return False
    (first, last), (old_first, old_last) = session_days(session), session_days(before)
    return bool(session.course) and first == last and old_first != old_last


def bookings_words(settings: Settings, item: Item) -> str:
    """Return the sentence about existing bookings; "" if the team has not decided, or nothing can be booked."""
    stand = item.bookings_stand or settings.bookings_stand
    return BOOKINGS.get(stand, stand) if item.bookable else ""


_VALUES: dict[str, tuple[Callable[[Item, Session], object], Callable[[Told], object]]] = {
    history.NAME: (lambda item, session: item.title, lambda told: told.title),
    history.PRESENTER: (lambda item, session: session.presenters or item.presenters, lambda told: told.presenters),
    history.COST: (lambda item, session: session.cost or item.cost, lambda told: told.cost),
    history.ATTEND: (lambda item, session: (session.is_course, session.course), lambda told: told.is_course),
    history.BOOKING: (lambda item, session: session.book, lambda told: told.book),
}
"""Kind of change that can be the same for all sessions of an item → functions for the values now and before."""


def _shared(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the kinds of changes of an item that have one sentence about the whole item.

    All its sessions have the same value now, and all changed ones had the same value before.
    """
    item, kinds = changes[0].item, []
    for kind, (current, former) in _VALUES.items():
        earlier = [change.before for change in changes if kind in change.what and change.before]
        alike = {current(item, session) for session in item.sessions if session.status != "CANCELLED"}
        if earlier and len({former(each) for each in earlier}) == 1 and len(alike) == 1:
            kinds.append(kind)
    return tuple(kinds)


def _of_item(kind: str, changes: Sequence[Change]) -> Telling:
    """Return the sentence about a change that is the same for all sessions of an item."""
    change = changes[0]
    item, session, before = change.item, change.session, change.before
    assert session
    assert before
    subject = before.title if kind == history.NAME else item.title
    words, url = _CLAUSES[kind](item, session, before), ""
    if kind == history.BOOKING and session.book:
        url = session.book
    return Telling(f"{subject} {words}{':' if url else '.'}", url, tuple(changes), item, None)


def _of_session(settings: Settings, change: Change, kinds: tuple[str, ...], changes: Sequence[Change]) -> Telling:
    """Say what is different of a session, or that a whole course is new. changes: those of its item."""
    item, session = change.item, change.session
    if item.moved_to:
        url = addresses.absolute(settings, addresses.item(item.moved_to))
        return Telling(f"{item.title} is now listed at this address:", url, tuple(changes), item, None)
    if session is None:
        return Telling(_corrected(item), "", (change,), item, None)
    if change.before is None:
        return _of_new(change, kinds[0], changes)
    url = session.book if history.BOOKING in kinds else ""
    return Telling(_sentences(settings, change, kinds), url, (change,), item, session)


_SPOKEN_OF: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[Contact], str]], ...] = (
    (
        re.compile(r"\b(?:tele)?phone\b|\bmobile\b|\bnumber to (?:call|ring)\b|\bhelpline\b", re.IGNORECASE),
        re.compile(r"[0-9]{3}"),
        lambda contact: contact.phone,
    ),
    (re.compile(r"\be-?mail\b|\bmailbox\b", re.IGNORECASE), re.compile("@"), lambda contact: contact.email),
)
"""For phone numbers and mailboxes: a pattern for their names, one for the value itself, and a function for the value.

The first matches "phone" in a text, the second the number in it, and the function returns a contact's number.
"""


def _corrected(item: Item) -> str:
    """Return the sentence about an item's last correction.

    If the correction names no number or address itself, the right one follows, since readers may have noted the wrong
    one.
    """
    if not item.corrections:
        return ""
    day, text = item.corrections[-1]
    values = [
        " or ".join(dict.fromkeys(filter(None, map(value, item.contacts))))
        for words, known, value in _SPOKEN_OF
        if words.search(text) and not known.search(text)
    ]
    now = humanize.listed([value for value in values if value])
    return f"{item.title}, corrected {humanize.day(day)}: {text}{f' (now {now})' if now else ''}"


def _of_new(change: Change, kind: str, changes: Sequence[Change]) -> Telling:
    """Return the sentence about a new session, one that now has a date, or new days of a course."""
    item, session = change.item, change.session
    assert session
    days = [change]
    if session.course:
        days = [
            each for each in changes if each.before is None and each.session and each.session.course == session.course
        ]
    sessions = [each.session for each in days if each.session]
    what = course_sentence(sessions).removeprefix(f"{session.label}: ") if session.label else course_sentence(sessions)
    new = {day.key for day in sessions}
    others = [day for day in item.sessions if day.course == session.course and day.key not in new]
    old_days = session.course and any(day.told or day.status != "CANCELLED" for day in others)
    if old_days:
        number = "one more day" if len(days) == 1 else f"{len(days)} more days"
        words = f"{name(item, session)} has {number}: {what}."
    elif kind == history.DATED:
        words = f"{name(item, session)} now has a date: {what}."
    else:
        words = f"{name(item, session)} is new: {what}."
    return Telling(words, "", tuple(days), item, session if len(days) == 1 else None)


def _sentences(settings: Settings, change: Change, kinds: tuple[str, ...]) -> str:
    """Return a sentence with all changes of a session, and one with what readers must do."""
    item, session, before = change.item, change.session, change.before
    assert session
    assert before
    subject = name(item, session) + _former_label(session, before)
    if history.CANCELLED in kinds or history.POSTPONED in kinds:
        word = "cancelled" if history.CANCELLED in kinds else "postponed, and its new date will follow"
        return f"{subject} on {_day(session, before)} is {word}. {_DELETE}"
    if not {history.MOVED, history.RESTORED} & set(kinds):
        subject += f" on {_day(session, session)}"
    first_restored = sorted(kinds, key=lambda kind: kind != history.RESTORED)
    clauses = [_CLAUSES[kind](item, session, before) for kind in first_restored if kind != history.BOOKING]
    clauses = [clause for clause in clauses if clause]
    sentence = [f"{subject} {_joined(clauses)}."] if clauses else []
    has_moved = bool({*MOVES, history.RESTORED} & set(kinds)) and not session.deadline
    sentence.append(bookings_words(settings, item) if has_moved else "")
    if MOVES & set(kinds):
        sentence.append(_RENEW)
    elif history.RESTORED in kinds:
        sentence.append(_ADD_AGAIN)
    if history.BOOKING in kinds:
        booked = _CLAUSES[history.BOOKING](item, session, before)
        sentence.append(f"{'It' if clauses else subject} {booked}{':' if session.book else '.'}")
    return " ".join(filter(None, sentence))


def _joined(clauses: Sequence[str]) -> str:
    """Join clauses to "a", "a, and b", or "a, b, and c"."""
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def _former_label(session: Session, before: Told) -> str:
    has_label = bool(before.title) and before.label != session.label and before.label
    return f" (was {before.label})" if has_label else ""


def _day(session: Session, moment: Session | Told) -> str:
    """Return the day of a session, as it is now or as it was before, in words."""
    return weekday_in_words(session, moment.start)


def _hours(moment: Session | Told) -> str:
    if isinstance(moment, Session):
        return humanize.clock(moment.start) if _is_instant(moment) else hours_text(moment)
    if moment.timing is not Timing.TIMED:
        return str(moment.timing)
    return humanize.clock(moment.start) if _is_instant(moment) else humanize.hours(moment.start, moment.end)


def _is_instant(moment: Session | Told) -> bool:
    """Return whether a session is a deadline with an hour."""
    return moment.timing is Timing.TIMED and moment.start == moment.end


def _moved(item: Item, now: Session, before: Told) -> str:
    when = moment_text(now) if not _is_instant(now) else f"{_day(now, now)}, {_hours(now)}"
    if before.state in history.NOT_HELD:
        return ""  # The clause about the new state says it.
    return f"has moved from {_day(now, before)} to {when}"


def _restored(item: Item, now: Session, before: Told) -> str:
    when = moment_text(now) if not _is_instant(now) else f"{_day(now, now)}, {_hours(now)}"
    if now.deadline and now.start.date() == before.start.date():
        return f"is on {when}, after all"
    if now.start.date() == before.start.date():
        has_other_hours = _hours(now) != _hours(before)
        return f"on {_day(now, now) if has_other_hours else f'{when},'} will take place after all"
    was = "postponed" if before.state is history.NOT_HELD[1] else "cancelled"
    return f"now takes place on {when} (it was to be on {_day(now, before)}, and was {was})"


def _time(item: Item, now: Session, before: Told) -> str:
    days = [session_days(moment) for moment in (now, before)]
    course = [day for day in item.sessions if now.course and day.course == now.course]
    if course and days[0].first == days[0].last and days[1].first != days[1].last:
        sentence = course_sentence(course).removeprefix(f"{now.label}: ")
        return f"is now {sentence} (it was {_days_and_hours(now, before)})"
    if days[0] != days[1] or any((last - first).days > 1 for first, last in days):
        return f"is now {_days_and_hours(now, now)} (it was {_days_and_hours(now, before)})"
    if now.timing is Timing.ALL_DAY and now.deadline:
        return f"has no hour any more (it was {_hours(before)})"
    same = _hours(now) == _hours(before)
    was = f"it was {_hours(before)}{f' {zones.city(str(before.start.tzinfo))} time' if same else ''}"
    if before.timing is not Timing.TIMED and (now.deadline or before.timing is Timing.UNKNOWN):
        was = "it had no hour" if now.deadline else "it was to be confirmed"
    if now.timing is Timing.UNKNOWN:
        return f"is at a time that is to be confirmed ({was})"
    return f"is now {_hours(now)} ({was})"


def _days_and_hours(now: Session, moment: Session | Told) -> str:
    """Return the days and hours of a session over several days, as it is now or as it was before, in words."""
    first, last = session_days(moment)
    if moment.timing is not Timing.TIMED:
        return f"{range_of_days(first, last, month_first=now.month_first)}, {moment.timing}"
    start, end = humanize.clock(moment.start), humanize.clock(moment.end)
    if first == last:
        return f"{weekday_in_words(now, first)}, {start} to {end}"
    return f"{weekday_in_words(now, first)}, {start} to {weekday_in_words(now, last)}, {end}"


def _place(item: Item, now: Session, before: Told) -> str:
    was = f" (it was {_former_place(before.place)})" if before.place else ""
    if not now.place:
        return f"has no place any more{was}"
    if now.place == TO_BE_CONFIRMED:
        return f"is at a place that is to be confirmed{was}"
    if not is_online(now.place):
        return f"is now at {now.place}{was}"
    on = "on " if now.place[:1].isupper() and now.place.casefold() != "online" else ""
    return f"is now {on}{now.place if on else now.place.casefold()}{was}"


def _former_place(place: str) -> str:
    return "to be confirmed" if place == TO_BE_CONFIRMED else place


def _book_by(item: Item, now: Session, before: Told) -> str:
    if not now.book_by:
        return "has no last day to book any more"
    # It may be over when the mail goes out, so nothing says that people still can book.
    return f"has a {'new ' if before.book_by else ''}last day to book: {moment_words(now, now.book_by)}"


def _opens(item: Item, now: Session, before: Told) -> str:
    return f"opens for booking {at_moment(now, now.opens)}" if now.opens else "is open for booking"


def _presenter(item: Item, now: Session, before: Told) -> str:
    was = f" (it was {humanize.listed(before.presenters)})" if before.presenters else ""
    presenters = now.presenters or item.presenters
    return (
        f"is now delivered by {humanize.listed(presenters)}{was}" if presenters else f"has no presenter any more{was}"
    )


def _cost(item: Item, now: Session, before: Told) -> str:
    was = f" (it was {before.cost})" if before.cost else ""
    cost = now.cost or item.cost
    return f"has a new cost: {cost}{was}" if cost else f"has no cost any more{was}"


def _attend(item: Item, now: Session, before: Told) -> str:
    days = attend_all(item, now).rstrip(".")
    is_whole = len({session.course for session in item.sessions if not session.deadline}) == 1
    if days:
        return f"is now {'one' if is_whole else 'part of a'} course ({days[:1].lower()}{days[1:]})"
    return f"is no longer {'one' if is_whole else 'part of a'} course: each day can be attended without the others"


def _booking(item: Item, now: Session, before: Told) -> str:
    if not item.bookable:
        return "can be attended without booking now"
    if now.book:
        return "is now booked at this link"
    return "needs a booking now" if before.bookable is False else "has no booking link any more"


_CLAUSES: dict[str, Callable[[Item, Session, Told], str]] = {
    history.MOVED: _moved,
    history.TIME: _time,
    history.PLACE: _place,
    history.RESTORED: _restored,
    history.CONFIRMED: lambda item, now, before: "is confirmed",
    history.PROVISIONAL: lambda item, now, before: "is provisional now",
    history.ATTEND: _attend,
    history.BOOKING: _booking,
    history.BOOK_BY: _book_by,
    history.OPENS: _opens,
    history.FULL: lambda item, now, before: "is full",
    history.WAITING_LIST: lambda item, now, before: "has a waiting list now",
    history.CLOSED: lambda item, now, before: "can no longer be booked",
    history.PLACES: lambda item, now, before: "has places again",
    history.PRESENTER: _presenter,
    history.COST: _cost,
    history.NAME: lambda item, now, before: f"is now called {item.title}",
}
"""Kind of change → the function that returns its clause, like "is now called Safer recruitment"."""
