"""Read the sessions of an item from its session lines and the keys that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from ..ledger.entries import SessionEntry
from ..ledger.session_keys import Meeting, assign_keys
from ..model import Awaited, Moment, Revision, Session, Settings, State, Timing
from ..text import humanize, slugs, zones
from ..text.online import is_online, split_place
from .dates import WEEKDAY, DayReading
from .day_and_hour import read_moment
from .day_lists import find_day_starts
from .deadlines import DeadlineLine, read_deadline
from .fields import Fields
from .frontmatter import PlacedText, Wrong
from .holidays import bank_holidays
from .session_hours import LineHours, OtherHours, read_hours, shows, zone_named
from .session_judging import missing_time
from .session_line_values import AwaitedLine, LineContext, LinePart, SessionLine
from .session_lines import read_session
from .session_places import judge_key_place
from .times import HourLimits, TimeRange, check_exists, judge_length
from .values import Before, check_url, read_before, read_duration, read_joining, read_length, read_number, read_yes_no

RESERVED = ("index", "card", "calendar", "files")
ATTEND_ALL = "calendar"
"""The course of an item whose sessions one attends all: its file is the item's calendar."""
NO_PLACE = "none"

_UNLABELLED_STEM = re.compile(r"session-[0-9a-f]{8}")
_BOOKABLE = (State.OPEN, State.WAITING_LIST, State.PROVISIONAL)
_NOT_NEEDED = ("not needed", "none", "no booking")
_NEW_LINE = re.compile(rf"(?:{WEEKDAY}\b|[0-9]|[^:]{{1,60}}:\s)", re.IGNORECASE)
_DAY = timedelta(days=1)
_TITLE_STATES: Mapping[str, State | None] = {
    "cancelled": State.CANCELLED,
    "canceled": State.CANCELLED,
    "withdrawn": State.CANCELLED,
    "postponed": State.POSTPONED,
    "full": State.FULL,
    "fully booked": State.FULL,
    "rescheduled": None,
}
"""States that a title says; None for one that a session says with the date that it was moved from."""
_TITLE_WORDS = "|".join(_TITLE_STATES)
_TITLE_STATE = re.compile(
    rf"\s*(?:(?P<front>{_TITLE_WORDS})(?:\s*:|\s+[-–—])\s.*|.*\S\s*[(\[](?P<back>{_TITLE_WORDS})[)\]]\s*)",
    re.IGNORECASE,
)


class SessionDefaults(NamedTuple):
    """The keys that hold for all sessions of an item, and the ledger's entries of them."""

    slug: str
    settings: Settings
    day: date
    """The date of the issue."""
    instant: datetime
    recorded: Mapping[str, SessionEntry]
    """The ledger's entries of this item, by key."""
    hours: LineHours | None
    place: str
    online: str
    book: str
    bookable: bool
    places: int | None
    book_by: Before | Moment | None
    opens: Moment | None
    joining: Before | str
    reminders: tuple[timedelta, ...]
    limits: HourLimits
    attend_all: bool
    lasts: timedelta | None
    presenters: tuple[str, ...]
    cost: str
    audience: tuple[str, ...]
    also: tuple[str, ...]


class ParentIssue(NamedTuple):
    """The issue that an item lies in."""

    settings: Settings
    issue: str
    day: date
    instant: datetime


class ItemSessions(NamedTuple):
    """The sessions of an item, as far as its lines can be read."""

    sessions: tuple[Session, ...]
    awaited: tuple[Awaited, ...]
    complete: bool
    """Whether each line was read."""
    bookable: bool = True
    """Whether people book at all."""
    joining: str = ""
    """Joining details in words, where they are not a number of days."""


NO_SESSIONS = ItemSessions((), (), complete=True)
"""What an item without sessions has."""


class _Planned(NamedTuple):
    """A session of a line before it has its key."""

    session: Session
    """Without key, uid, stem and where it stands."""
    name: str
    """The slug of its label."""
    new_key: str
    is_alone: bool
    """Whether its line has a name and only this day."""
    course: str
    """What the course of its line is called, "" for none; "-" for one that has no name."""
    every: bool
    written: PlacedText


def read_session_defaults(
    fields: Fields, slug: str, issue: ParentIssue, recorded: Mapping[str, SessionEntry]
) -> SessionDefaults:
    """Read the keys that hold for all sessions of an item."""
    settings = issue.settings
    reading = DayReading(issue.day, settings.month_first)
    earliest, latest = settings.usual_hours
    limits = HourLimits(fields.read("unusual hours", read_yes_no, False), earliest, latest)
    joining = fields.read("joining details", read_joining, _joining_of(settings))
    own = fields.each(fields.listed("remind"), read_duration)
    lasts = fields.read("lasts", read_length, settings.lasts)
    bookable = fields.text("book").casefold() not in _NOT_NEEDED
    return SessionDefaults(
        slug=slug,
        settings=settings,
        day=issue.day,
        instant=issue.instant,
        recorded=recorded,
        hours=fields.read("time", lambda text: read_hours(text, limits, lasts=lasts is not None), None),
        place=fields.read("place", judge_key_place, settings.place),
        online=fields.text("online", settings.online),
        book=fields.read("book", read_booking_link, "") if bookable else "",
        bookable=bookable,
        places=fields.read("places", read_number, None),
        book_by=fields.read("book by", lambda text: _moment_or_before(text, reading), None),
        opens=fields.read("booking opens", lambda text: read_moment(text, reading), None),
        joining=joining,
        reminders=own or settings.reminders,
        limits=limits,
        attend_all=fields.read("attend", _read_attend, False),
        lasts=lasts,
        presenters=fields.texts("presenter"),
        cost=fields.text("cost"),
        audience=fields.texts("for"),
        also=fields.each(fields.listed("also show"), lambda text: zone_named(text, 0)) or settings.also,
    )


def read_sessions(fields: Fields, shared: SessionDefaults) -> ItemSessions:
    """Read the sessions of an item; each line that is wrong is a problem and left out."""
    planned: list[_Planned] = []
    awaited: list[Awaited] = []
    complete = True
    context = _context(shared)
    for written in fields.lines("sessions"):
        try:
            _refuse_lines_in_one(written, context.reading)
            line = read_session(written.text, context)
            if isinstance(line, AwaitedLine):
                awaited.append(_awaited(line, shared))
                continue
            planned += _planned(line, shared, written)
        except Wrong as wrong:
            complete = False
            fields.note(written, wrong)
            continue
        for short in line.short_years:
            fields.note(written, short, "info")
    planned += _deadlines(fields, shared)
    sessions = _with_keys(fields, planned, shared)
    _judge_title(fields, shared, sessions)
    if complete:
        _judge_booking(fields, shared, sessions, awaited)
    joining = shared.joining if isinstance(shared.joining, str) else ""
    return ItemSessions(sessions, tuple(awaited), complete, shared.bookable, joining)


def read_booking_link(text: str) -> str:
    """Read an address to book at: http, https or mailto; raises Wrong (LNK07)."""
    if text.startswith("tel:"):
        raise Wrong("LNK07", f'"{text}" is not an address to book at.', "Use https or mailto, or say it in booking.")
    return check_url(text)


def _read_attend(text: str) -> bool:
    if text.casefold() not in ("one", "all"):
        raise Wrong("STR07", f'I do not know "attend: {text}".', "Use one or all.")
    return text.casefold() == "all"


def _context(shared: SessionDefaults) -> LineContext:
    settings = shared.settings
    return LineContext(
        near=shared.day,
        place=settings.place,
        place_is_venue=bool(split_place(shared.place)[0]),
        limits=shared.limits,
        month_first=settings.month_first,
        attend_all=shared.attend_all,
        lasts=shared.lasts,
        has_hours=shared.hours is not None,
    )


def _refuse_lines_in_one(written: PlacedText, reading: DayReading) -> None:
    """Refuse a line that goes on with a session of its own, since a bullet was left out; raises Wrong (SES01)."""
    for run in written.runs[1:]:
        rest = written.text[run.offset :]
        begins = _NEW_LINE.match(rest) and not re.match(
            r"(?:note|cost|place|online|lasts|book by)\s*:", rest, re.IGNORECASE
        )
        dated = any(True for _ in find_day_starts(written.text[: run.offset], reading))
        if begins and dated and find_day_starts(rest, reading):
            raise Wrong("SES01", "This line begins a session of its own.", 'Put "- " in front of it.', run.offset)


def _joining_of(settings: Settings) -> Before | str:
    return read_joining(settings.joining) if settings.joining else ""


def _moment_or_before(text: str, reading: DayReading) -> Before | Moment:
    try:
        return read_before(text)
    except Wrong as wrong:
        if "before" in text.casefold():
            raise wrong from None
        return read_moment(text, reading)


def _awaited(line: AwaitedLine, shared: SessionDefaults) -> Awaited:
    return Awaited(
        label=line.label,
        when=line.when,
        month=line.month,
        place=line.place,
        hours=line.hours,
        book=line.link or shared.book,
        presenters=line.presenters or shared.presenters,
    )


# Sessions of a line


def _planned(line: SessionLine, shared: SessionDefaults, written: PlacedText) -> Iterator[_Planned]:
    """Make the sessions of a line, without their keys; raises Wrong."""
    name = _name(line.label)
    moments = [moment for part in line.parts for moment in _moments(line, part, shared)]
    alone = len(moments) == 1
    for part, start, end, timing in moments:
        session = _session(line, part, (start, end, timing), shared)
        day = (session.moved_from or start.date()).isoformat()
        yield _Planned(
            session=session,
            name=name,
            new_key=name if alone and name else f"{name}-{day}" if name else day,
            is_alone=alone and bool(name),
            course="" if alone or line.every else name or "-",
            every=line.every,
            written=written,
        )


def _name(label: str) -> str:
    """Make the slug of a label, "" without one; raises Wrong (NAM01)."""
    key = slugs.slug(label)
    if label and (not key or key in RESERVED or _UNLABELLED_STEM.fullmatch(key)):
        cannot = "cannot be the name of a file" if key else "has no letters that I can use"
        raise Wrong("NAM01", f'"{label}" {cannot}.', "Give the session another name.")
    return key


_Moments = tuple[LinePart, datetime, datetime, Timing]


def _moments(line: SessionLine, part: LinePart, shared: SessionDefaults) -> Iterator[_Moments]:
    """Find when the sessions of a part start and end; raises Wrong (DAT08, DAT13)."""
    hours = part.hours or shared.hours
    zone = zones.zone((hours.zone if hours else "") or shared.settings.time_zone)
    if part.through:
        start, end = (moment.replace(tzinfo=zone) for moment in part.through)
        _judge_clocks(part.hours, start, end, shared)
        yield part, start, end, Timing.TIMED
        return
    if hours is None:
        raise missing_time(part.days[0])
    if hours.timing is Timing.ALL_DAY and part.is_range:
        yield part, *_whole_days(part.days[0], part.days[-1], zone), hours.timing
        return
    for day in part.days:
        if hours.timing is not Timing.TIMED:
            yield part, *_whole_days(day, day, zone), hours.timing
            continue
        times = _times(hours, line.lasts or shared.lasts, day)
        if hours.range is None:
            judge_length(times, shared.limits, hours.offset)
        start = datetime.combine(day, times.start, zone)
        end = datetime.combine(day + _DAY if times.goes_on else day, times.end, zone)
        for moment in (start, end):
            check_exists(moment.replace(tzinfo=None), zone)
        _judge_clocks(hours, start, end, shared)
        yield part, start, end, Timing.TIMED


def _whole_days(first: date, last: date, zone: object) -> tuple[datetime, datetime]:
    midnight = time(tzinfo=zone)  # type: ignore[arg-type]
    return datetime.combine(first, midnight), datetime.combine(last + _DAY, midnight)


def _times(hours: LineHours, lasts: timedelta | None, day: date) -> TimeRange:
    if hours.range:
        return hours.range
    if hours.start is None or lasts is None:
        raise missing_time(day)
    end = datetime.combine(day, hours.start) + lasts
    return TimeRange(hours.start, end.time())


def _judge_clocks(hours: LineHours | None, start: datetime, end: datetime, shared: SessionDefaults) -> None:
    """Judge what a line says that clocks show, here and elsewhere; raises Wrong (DAT08)."""
    if hours is None:
        return
    shown = (start.tzname() or "") if hours.clock_name else ""
    if not shows(hours.clock_name, shown) and not (hours.clock_name == "UTC" and not start.utcoffset()):
        city = zones.city(hours.zone or shared.settings.time_zone)
        message = f"On {humanize.day(start)} the clocks in {city} show {shown}, not {hours.clock_name}."
        raise Wrong("DAT08", message, "Put that right, or leave it out.", hours.offset)
    for other in hours.also:
        _judge_other(other, start, end)


def _judge_other(other: OtherHours, start: datetime, end: datetime) -> None:
    there = tuple(moment.astimezone(zones.zone(other.zone)).time() for moment in (start, end))
    if there != (other.range.start, other.range.end):
        hours, written = humanize.hours(*there), humanize.hours(*other.range[:2])
        message = f"On that day it is {hours} in {zones.city(other.zone)}, not {written}."
        raise Wrong("DAT08", message, "Put that right, or leave it out.", other.offset)


def _session(
    line: SessionLine, part: LinePart, moment: tuple[datetime, datetime, Timing], shared: SessionDefaults
) -> Session:
    start, end, timing = moment
    own = next((state for state in line.day_states if state.day == start.date() and state.state), None)
    moved = next(
        (state.moved_from for state in line.day_states if state.day == start.date() and state.moved_from), None
    )
    place, venue, service = _place(line, part, shared)
    book_by = line.book_by or shared.book_by
    zone = (part.hours.zone if part.hours else "") or ""
    also = tuple(other.zone for other in part.hours.also) if part.hours and part.hours.also else shared.also
    return Session(
        key="",
        uid=slugs.bulletin_uid(""),
        stem="",
        label=line.label,
        start=start,
        end=end,
        place=place,
        venue=venue,
        service=service,
        timing=timing,
        zone="" if zone == shared.settings.time_zone else zone,
        also=tuple(name for name in also if name != (zone or shared.settings.time_zone)),
        state=own.state if own and own.state else line.state,
        moved_from=moved or line.moved_from,
        book=line.link or shared.book,
        places=line.places or shared.places,
        book_by=_before(book_by, start, shared) if isinstance(book_by, Before) else book_by,
        opens=line.opens or shared.opens,
        presenters=part.presenters or _listed(line.keys.get("presenter")) or shared.presenters,
        cost=line.keys.get("cost") or shared.cost,
        audience=part.audience or _listed(line.keys.get("for")) or shared.audience,
        note=line.keys.get("note", ""),
        joining_by=_before(shared.joining, start, shared) if isinstance(shared.joining, Before) else None,
        reminders=shared.reminders,
        revision=Revision(sequence=0, created=shared.instant, modified=shared.instant),
        told=None,
    )


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _before(before: Before, start: datetime, shared: SessionDefaults) -> date:
    if not before.working:
        return before.day(start.date(), ())
    settings = shared.settings
    free = bank_holidays(settings.bank_holidays, start.year) | frozenset(settings.extra_bank_holidays)
    return before.day(start.date(), free)


def _place(line: SessionLine, part: LinePart, shared: SessionDefaults) -> tuple[str, str, str]:
    """Find the place as it is printed, where people meet, and how they take part online; raises Wrong (CAL01)."""
    own = part.place or line.keys.get("place", "")
    place, online = own or shared.place, line.keys.get("online", "")
    if place.casefold() == NO_PLACE:
        return "", "", ""
    venue, service = split_place(place)
    if not online and shared.online and not service:
        online = shared.online
    if online:
        venue = "" if is_online(place) else venue
        return (f"{venue} and {online}" if venue else online), venue, online
    if not place:
        raise Wrong("CAL01", "Where is this session?", "Add `place:` here or in bulletin.yml.")
    return place, venue, service


# Keys


def _with_keys(fields: Fields, planned: Sequence[_Planned], shared: SessionDefaults) -> tuple[Session, ...]:
    """Give each session its key, its UID and its file's name; what is there twice is a problem and left out."""
    meetings = [
        Meeting(
            name=plan.name,
            start=plan.session.start.replace(tzinfo=None),
            moved_from=plan.session.moved_from,
            new_key=plan.new_key,
            is_alone=plan.is_alone,
        )
        for plan in planned
    ]
    taken = _Taken()
    kept: list[tuple[_Planned, Session]] = []
    for plan, key in zip(planned, assign_keys(shared.recorded, meetings), strict=True):
        session = _named(plan, key, shared)
        try:
            taken.add(plan, session)
        except Wrong as wrong:
            fields.note(plan.written, wrong)
            continue
        kept.append((plan, session))
    return _with_courses(kept, shared)


class _Taken:
    """The keys, names and files of an item's sessions, each of which is there once."""

    def __init__(self) -> None:
        self.keys: dict[str, Session] = {}
        self.stems: dict[str, Session] = {}
        self.names: dict[str, tuple[_Planned, Session]] = {}

    def add(self, plan: _Planned, session: Session) -> None:
        """Add a session; raises Wrong (SES03, NAM02) for what is there twice."""
        same_name = self.names.get(plan.name) if plan.name else None
        if same_name and same_name[0].written is not plan.written:
            self._judge_names(plan, session, *same_name)
        same_key = self.keys.get(session.key)
        if same_key and not session.label:
            raise _same_day(session.key, session)
        same_file = same_key or self.stems.get(session.stem)
        if same_file:
            names = " and ".join(f'"{each.label or humanize.day(each.start)}"' for each in (same_file, session))
            raise Wrong("NAM02", f"{names} would have the same address.", "Rename one.")
        self.keys[session.key] = self.stems[session.stem] = session
        self.names.setdefault(plan.name, (plan, session))

    def _judge_names(self, plan: _Planned, session: Session, other_plan: _Planned, other: Session) -> None:
        """Judge two lines of one name, of which one must be an `every`; raises Wrong."""
        if other.label != session.label:
            message = f'"{other.label}" and "{session.label}" would have the same address.'
            raise Wrong("NAM02", message, "Rename one.")
        if not (plan.every or other_plan.every) or session.key in self.keys:
            raise Wrong("SES03", f"Two lines are the session {session.label}.", "Give one of them another name.")


def _named(plan: _Planned, key: str, shared: SessionDefaults) -> Session:
    uid = slugs.session_uid(shared.settings.id, shared.slug, key)
    stem = _recorded_stem(shared, key) or _new_stem(plan, uid)
    return replace(plan.session, key=key, uid=uid, stem=stem, at=(("session", *plan.written.place(0)),))


def _recorded_stem(shared: SessionDefaults, key: str) -> str:
    """Find the name of the file that a session was published under, "" if it was not: it stays, whatever its label."""
    entry = shared.recorded.get(key)
    return entry.address.rpartition("/")[2].removesuffix(".ics") if entry else ""


def _new_stem(plan: _Planned, uid: UUID) -> str:
    return plan.name if plan.is_alone else f"{plan.name or 'session'}-{uid.hex[:8]}"


def _same_day(key: str, session: Session) -> Wrong:
    day = humanize.day(session.start)
    written = humanize.day(date.fromisoformat(key)) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", key) else day
    message = f"Two lines are the session of {written}."
    return Wrong("SES03", message, f'Give the new one a name, like "Morning: {day}, …".')


def _with_courses(planned: Sequence[tuple[_Planned, Session]], shared: SessionDefaults) -> tuple[Session, ...]:
    """Tell the days of one booking which course they are of, and which of its days; in the order of the lines."""
    courses: dict[tuple[str, int], list[Session]] = {}
    for plan, session in planned:
        if shared.attend_all and not session.deadline:
            courses.setdefault((ATTEND_ALL, 0), []).append(session)
        elif plan.course:
            courses.setdefault((plan.course, id(plan.written)), []).append(session)
    placed: dict[str, Session] = {}
    for (name, _), days in courses.items():
        ordered = sorted(days, key=lambda session: (session.start, session.key))
        if len(ordered) > 1:
            course = name if name != "-" else f"{ordered[0].stem}-all"
            for number, session in enumerate(ordered, 1):
                placed[session.key] = replace(session, course=course, part=number, parts=len(ordered))
    return tuple(placed.get(session.key, session) for _, session in planned)


def _deadlines(fields: Fields, shared: SessionDefaults) -> Iterator[_Planned]:
    """Read the days by which something is due; each line that is wrong is a problem and left out."""
    reading = DayReading(shared.day, shared.settings.month_first)
    for written in fields.lines("deadlines"):
        try:
            line = read_deadline(written.text, reading)
            name = _name(line.label)
        except Wrong as wrong:
            fields.note(written, wrong)
            continue
        session = _deadline(line, shared)
        yield _Planned(session=session, name=name, new_key=name, is_alone=True, course="", every=False, written=written)


def _deadline(line: DeadlineLine, shared: SessionDefaults) -> Session:
    zone = zones.zone(shared.settings.time_zone)
    if isinstance(line.moment, datetime):
        start = end = line.moment.replace(tzinfo=zone)
        timing = Timing.TIMED
    else:
        (start, end), timing = _whole_days(line.moment, line.moment, zone), Timing.ALL_DAY
    return Session(
        key="",
        uid=slugs.bulletin_uid(""),
        stem="",
        label=line.label,
        start=start,
        end=end,
        place="",
        state=line.state,
        moved_from=line.moved_from,
        book="",
        places=None,
        book_by=None,
        joining_by=None,
        reminders=shared.reminders,
        revision=Revision(sequence=0, created=shared.instant, modified=shared.instant),
        told=None,
        timing=timing,
        deadline=True,
    )


def _judge_title(fields: Fields, shared: SessionDefaults, sessions: Sequence[Session]) -> None:
    """Refuse a title that says a state which a session to come has not (SES02)."""
    match = _TITLE_STATE.fullmatch(fields.text("title"))
    if match is None:
        return
    word = match["front"] or match["back"]
    state = _TITLE_STATES[word.casefold()]
    for session in sessions:
        has_it = session.moved_from is not None if state is None else session.state is state
        if session.end.date() >= shared.day and not session.deadline and not has_it:
            note = f"({state})" if state else "(moved from …), with the date that it was,"
            message = f'The title says "{word.lower()}", and its sessions are {session.state}.'
            hint = f"Take it out of the title and write {note} after each session."
            fields.refuse("title", Wrong("SES02", message, hint))
            return


def _judge_booking(
    fields: Fields, shared: SessionDefaults, sessions: Sequence[Session], awaited: Sequence[Awaited]
) -> None:
    if fields.has("booking") or fields.has("book"):
        return
    open_sessions = any(
        session.state in _BOOKABLE and not session.book and not session.deadline for session in sessions
    )
    if open_sessions or any(not each.book for each in awaited):
        hint = "Add `book:` with a link, or `booking:` with words."
        fields.refuse("sessions", Wrong("LNK06", "How do people book?", hint))
