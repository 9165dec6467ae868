"""Read the sessions of an item from its session lines and the keys that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ..ledger.entries import SessionEntry, session_key
from ..model import Revision, Session, Settings, State
from ..text import humanize, slugs, zones
from ..text.online import split_place
from .dates import read_date
from .fields import Fields
from .frontmatter import Wrong
from .holidays import bank_holidays
from .session_lines import LineContext, SessionLine, missing_time, read_session
from .times import TimeRange, check_exists, read_range
from .values import Before, check_url, read_before, read_duration, read_joining, read_number, read_yes_no

RESERVED = ("index", "card", "calendar", "files")
_UNLABELLED_STEM = re.compile(r"session-[0-9a-f]{8}")
_BOOKABLE = (State.OPEN, State.WAITING_LIST, State.PROVISIONAL)


class SessionDefaults(NamedTuple):
    """The keys that hold for all sessions of an item, and the ledger's entries of them."""

    slug: str
    settings: Settings
    day: date
    """The date of the issue."""
    instant: datetime
    recorded: Mapping[str, SessionEntry]
    """The ledger's entries of this item, by key."""
    times: TimeRange | None
    place: str
    book: str
    places: int | None
    book_by: Before | date | None
    joining: Before | str
    reminders: tuple[timedelta, ...]
    unusual_hours: bool


class ParentIssue(NamedTuple):
    """The issue that an item lies in."""

    settings: Settings
    issue: str
    day: date
    instant: datetime


def read_session_defaults(
    fields: Fields, slug: str, issue: ParentIssue, recorded: Mapping[str, SessionEntry]
) -> SessionDefaults:
    """Read the keys that hold for all sessions of an item."""
    unusual = fields.read("unusual hours", read_yes_no, False)
    joining = fields.read("joining details", read_joining, _joining_of(issue.settings))
    own = fields.each(fields.listed("remind"), read_duration)
    return SessionDefaults(
        slug=slug,
        settings=issue.settings,
        day=issue.day,
        instant=issue.instant,
        recorded=recorded,
        times=fields.read("time", lambda text: read_range(text, unusual=unusual), None),
        place=fields.text("place", issue.settings.place),
        book=fields.read("book", read_booking_link, ""),
        places=fields.read("places", read_number, None),
        book_by=fields.read("book by", lambda text: _date_or_before(text, issue.day), None),
        joining=joining,
        reminders=own or issue.settings.reminders,
        unusual_hours=unusual,
    )


def read_sessions(fields: Fields, shared: SessionDefaults) -> tuple[Session, ...]:
    """Read the sessions of an item; each line that is wrong is a problem and left out."""
    context = LineContext(near=shared.day, place=shared.settings.place, unusual_hours=shared.unusual_hours)
    sessions: dict[str, Session] = {}
    for written in fields.lines("sessions"):
        try:
            line = read_session(written.text, context)
            session = _session(line, shared, written.place(0))
            _judge_key(session, line, sessions)
        except Wrong as wrong:
            fields.note(written, wrong)
            continue
        for short in line.short_years:
            fields.note(written, short, "info")
        sessions[session.key] = session
    _judge_booking(fields, shared, tuple(sessions.values()))
    return tuple(sessions.values())


def read_booking_link(text: str) -> str:
    """Read an address to book at: http, https or mailto; raises Wrong (LNK07)."""
    if text.startswith("tel:"):
        raise Wrong("LNK07", f'"{text}" is not an address to book at.', "Use https or mailto, or say it in booking.")
    return check_url(text)


def _joining_of(settings: Settings) -> Before | str:
    return read_joining(settings.joining) if settings.joining else ""


def _date_or_before(text: str, near: date) -> Before | date:
    try:
        return read_before(text)
    except Wrong as wrong:
        if "before" in text.casefold():
            raise wrong from None
        return read_date(text, near).day


def _session(line: SessionLine, shared: SessionDefaults, place: tuple[int, int]) -> Session:
    start, end = _times(line, shared)
    key = _key(line, shared)
    uid = slugs.session_uid(shared.settings.id, shared.slug, key)
    where = _place(line, shared)
    venue, service = split_place(where)
    return Session(
        key=key,
        uid=uid,
        stem=slugs.session_stem(uid, key, labelled=bool(line.label)),
        label=line.label,
        start=start,
        end=end,
        place=where,
        venue=venue,
        service=service,
        state=line.state,
        moved_from=line.moved_from,
        book=line.link or shared.book,
        places=line.places or shared.places,
        book_by=_before(shared.book_by, start, shared) if isinstance(shared.book_by, Before) else shared.book_by,
        joining_by=_before(shared.joining, start, shared) if isinstance(shared.joining, Before) else None,
        reminders=shared.reminders,
        revision=Revision(sequence=0, created=shared.instant, modified=shared.instant),
        told=None,
        at=(("session", *place),),
    )


def _before(before: Before, start: datetime, shared: SessionDefaults) -> date:
    if not before.working:
        return before.day(start.date(), ())
    settings = shared.settings
    free = bank_holidays(settings.bank_holidays, start.year) | frozenset(settings.extra_bank_holidays)
    return before.day(start.date(), free)


def _times(line: SessionLine, shared: SessionDefaults) -> tuple[datetime, datetime]:
    times = shared.times if line.start is None or line.end is None else TimeRange(line.start, line.end)
    if times is None:
        raise missing_time(line.day)
    zone = zones.zone(shared.settings.time_zone)

    def on_the_day(clock: time) -> datetime:
        moment = datetime.combine(line.day, clock, zone)
        check_exists(moment.replace(tzinfo=None), zone)
        return moment

    return on_the_day(times.start), on_the_day(times.end)


def _place(line: SessionLine, shared: SessionDefaults) -> str:
    place = line.place or shared.place
    if not place:
        raise Wrong("CAL01", "Where is this session?", "Add `place:` here or in bulletin.yml.")
    return place


def _key(line: SessionLine, shared: SessionDefaults) -> str:
    if not line.label:
        return session_key(shared.recorded, line.day, line.moved_from)
    key = slugs.slug(line.label)
    if not key or key in RESERVED or _UNLABELLED_STEM.fullmatch(key):
        cannot = "cannot be the name of a file" if key else "has no letters that I can use"
        raise Wrong("NAM01", f'"{line.label}" {cannot}.', "Give the session another name.")
    return key


def _judge_key(session: Session, line: SessionLine, others: Mapping[str, Session]) -> None:
    other = others.get(session.key)
    if other is None:
        return
    if line.label and other.label and line.label != other.label:
        raise Wrong("NAM02", f'"{other.label}" and "{line.label}" would have the same address.', "Rename one.")
    if line.label:
        raise Wrong("SES03", f"Two lines are the session {line.label}.", "Give one of them another name.")
    raise _same_day(session.key, line)


def _same_day(key: str, line: SessionLine) -> Wrong:
    message = f"Two lines are the session of {humanize.day(date.fromisoformat(key))}."
    return Wrong("SES03", message, f'Give the new one a name, like "Morning: {humanize.day(line.day)}, …".')


def _judge_booking(fields: Fields, shared: SessionDefaults, sessions: tuple[Session, ...]) -> None:
    if fields.has("booking") or shared.book:
        return
    if any(session.state in _BOOKABLE and not session.book for session in sessions):
        fields.refuse(
            "sessions", Wrong("LNK06", "How do people book?", "Add `book:` with a link, or `booking:` with words.")
        )
