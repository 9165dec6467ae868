"""Make the sessions of a line, one for each meeting, before they get their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from ..ledger.session_keys import Meeting
from ..model import At, Session, Timing
from ..text import humanize, slugs, zones
from ..text.online import is_online, split_place
from .deadlines import DeadlineLine
from .frontmatter import PlacedText, Wrong
from .holidays import bank_holidays
from .session_defaults import SessionDefaults
from .session_hours import LineHours, OtherHours, shows
from .session_judging import judge_nights, missing_time
from .session_line_values import LinePart, SessionLine
from .times import TimeRange, check_exists, judge_length
from .values import Before

RESERVED = ("index", "card", "calendar", "files")
"""Keys that no session may have, since the item's folder has files of these names."""
NO_PLACE = "none"
"""The value of `place` for sessions without a place."""

_UNLABELLED_STEM = re.compile(r"session-[0-9a-f]{8}")
_DAY = timedelta(days=1)


class SessionPlace(NamedTuple):
    """The place of a meeting."""

    place: str
    """The place as printed: "Stopford House, Stockport and on Microsoft Teams"."""
    venue: str
    """The place where people meet, "" if they do not: "Stopford House, Stockport"."""
    service: str
    """The online service, "" for none: "Microsoft Teams"."""


_NOWHERE = SessionPlace("", "", "")


class LineMeeting(NamedTuple):
    """One meeting of a line: its start and end, and its part of the line."""

    part: LinePart
    start: datetime
    end: datetime
    timing: Timing


class Identity(NamedTuple):
    """The names of a session."""

    key: str
    """Its key in the ledger: "2022-03-08"."""
    uid: UUID
    """The UID of its calendar entry."""
    stem: str
    """The name of its calendar file, without the ending."""
    at: tuple[At, ...]
    """The place of its line in the file."""


class PlannedSession(NamedTuple):
    """A session of a line before it has its key."""

    line: SessionLine | DeadlineLine
    times: LineMeeting
    where: SessionPlace
    meeting: Meeting
    """What the ledger knows it by."""
    course: str
    """The slug of the course that its line is, "-" for a course without a name, "" if its line is no course."""
    every: bool
    """Whether its line repeats, as in "every Tuesday from …"."""
    written: PlacedText
    """Its line."""


def plan_sessions(line: SessionLine, shared: SessionDefaults, written: PlacedText) -> Iterator[PlannedSession]:
    """Yield the sessions of a line; raises Wrong (NAM01, DAT08, DAT13, CAL01)."""
    name = _name(line.label)
    meetings = [meeting for part in line.parts for meeting in _meetings(line, part, shared)]
    alone = len(meetings) == 1
    for meeting in meetings:
        where = _place_of(line, meeting.part, shared)
        moved = _moved_from(line, meeting.start.date())
        day = (moved or meeting.start.date()).isoformat()
        yield PlannedSession(
            line=line,
            times=meeting,
            where=where,
            meeting=Meeting(
                name=name,
                start=meeting.start.replace(tzinfo=None),
                moved_from=moved,
                new_key=name if alone and name else f"{name}-{day}" if name else day,
                is_alone=alone and bool(name),
            ),
            course="" if alone or line.every else name or "-",
            every=line.every,
            written=written,
        )


def plan_deadline(line: DeadlineLine, shared: SessionDefaults, written: PlacedText) -> PlannedSession:
    """Make the session of a deadline; raises Wrong (NAM01)."""
    name = line.key or _name(line.label)
    zone = zones.zone(shared.settings.time_zone)
    if isinstance(line.moment, datetime):
        start = end = line.moment.replace(tzinfo=zone)
        timing = Timing.TIMED
    else:
        (start, end), timing = _whole_days(line.moment, line.moment, zone), Timing.ALL_DAY
    return PlannedSession(
        line=line,
        times=LineMeeting(LinePart((start.date(),), None), start, end, timing),
        where=_NOWHERE,
        meeting=Meeting(
            name=name,
            start=start.replace(tzinfo=None),
            moved_from=line.moved_from,
            new_key=name,
            is_alone=True,
            is_fixed=bool(line.key),
        ),
        course="",
        every=False,
        written=written,
    )


def _name(label: str) -> str:
    """Return the slug of a label, "" without a label; raises Wrong (NAM01)."""
    key = slugs.slug(label)
    if label and (not key or key in RESERVED or _UNLABELLED_STEM.fullmatch(key)):
        cannot = "cannot be the name of a file" if key else "has no letters that I can use"
        raise Wrong("NAM01", f'"{label}" {cannot}.', "Give the session another name.")
    return key


def _meetings(line: SessionLine, part: LinePart, shared: SessionDefaults) -> Iterator[LineMeeting]:
    """Yield the meetings of a part of a line, without their places; raises Wrong (DAT08, DAT13)."""
    hours = part.hours or shared.hours
    zone = zones.zone((hours.zone if hours else "") or shared.settings.time_zone)
    if part.through:
        start, end = (moment.replace(tzinfo=zone) for moment in part.through)
        _judge_clocks(part.hours, start, end, shared)
        yield LineMeeting(part, start, end, Timing.TIMED)
        return
    if hours is None:
        raise missing_time(part.days[0])
    judge_nights(part, shared.hours if part.hours is None else None)
    if hours.timing is Timing.ALL_DAY and part.is_range:
        yield LineMeeting(part, *_whole_days(part.days[0], part.days[-1], zone), hours.timing)
        return
    for day in part.days:
        if hours.timing is not Timing.TIMED:
            yield LineMeeting(part, *_whole_days(day, day, zone), hours.timing)
            continue
        times = _times(hours, line.lasts or shared.lasts, day)
        if hours.range is None:
            judge_length(times, shared.limits, hours.offset)
        elif line.lasts:
            _judge_lasts(line.lasts, times, hours.offset)
        start = datetime.combine(day, times.start, zone)
        end = datetime.combine(day + _DAY if times.goes_on else day, times.end, zone)
        for moment in (start, end):
            check_exists(moment)
        _judge_clocks(hours, start, end, shared)
        yield LineMeeting(part, start, end, Timing.TIMED)


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


def _judge_lasts(lasts: timedelta, times: TimeRange, offset: int) -> None:
    """Raise Wrong (DAT07) if the key "lasts" of a line does not agree with its start and end."""
    if lasts != timedelta(minutes=times.minutes):
        message = f'{humanize.hours(times.start, times.end)} does not agree with "lasts:".'
        raise Wrong("DAT07", message, "Keep one of them.", offset)


def _judge_clocks(hours: LineHours | None, start: datetime, end: datetime, shared: SessionDefaults) -> None:
    """Raise Wrong (DAT08) if the abbreviation of the zone, or the hours in another zone, are wrong on that day."""
    if hours is None:
        return
    zone_name = (start.tzname() or "") if hours.clock_name else ""
    if not shows(hours.clock_name, zone_name) and not (hours.clock_name == "UTC" and not start.utcoffset()):
        city = zones.city(hours.zone or shared.settings.time_zone)
        message = f"On {humanize.day(start)} the clocks in {city} show {zone_name}, not {hours.clock_name}."
        raise Wrong("DAT08", message, _how_to_name_zone(hours, start, city), hours.offset)
    for other in hours.also:
        _judge_other_hours(other, start, end)


def _how_to_name_zone(hours: LineHours, start: datetime, city: str) -> str:
    """Return what to do with an abbreviation that is wrong on a day; one of another zone may not just be left out."""
    of_year = {start.replace(month=month, day=1).tzname() for month in (1, 7)}
    if hours.clock_name in of_year or hours.clock_name in ("GMT", "UTC"):
        return "Put that right, or leave it out."
    times = humanize.hours(hours.range.start, hours.range.end) if hours.range else "2pm to 3pm"
    other = next((name for name, clocks in _CITIES.items() if hours.clock_name in clocks), "New York")
    return f'Write the hours as the clocks in {city} show them, or a city after them, like "{times} {other} time".'


_CITIES = {
    "Paris": ("CET", "CEST"),
    "Athens": ("EET", "EEST"),
    "Lisbon": ("WET", "WEST"),
    "Dublin": ("IST",),
    "Chicago": ("CST", "CDT", "CT"),
    "Denver": ("MST", "MDT", "MT"),
    "Los Angeles": ("PST", "PDT", "PT"),
    "London": ("BST",),
}
"""A city → the abbreviations of its time; that of any other abbreviation is New York."""


def _judge_other_hours(other: OtherHours, start: datetime, end: datetime) -> None:
    there = tuple(moment.astimezone(zones.zone(other.zone)).time() for moment in (start, end))
    if there != (other.range.start, other.range.end):
        hours, written = humanize.hours(*there), humanize.hours(*other.range[:2])
        message = f"On that day it is {hours} in {zones.city(other.zone)}, not {written}."
        raise Wrong("DAT08", message, "Put that right, or leave it out.", other.offset)


def _moved_from(line: SessionLine, day: date) -> date | None:
    own = [state.moved_from for state in line.day_states if state.day == day and state.moved_from]
    return own[0] if own else line.moved_from


def make_session(plan: PlannedSession, shared: SessionDefaults, identity: Identity) -> Session:
    """Make a planned session with its names."""
    line, meeting, where = plan.line, plan.times, plan.where
    if isinstance(line, DeadlineLine):
        return _make_deadline(line, meeting, shared, identity)
    part, day = meeting.part, meeting.start.date()
    book_by = line.book_by or shared.book_by
    zone = (part.hours.zone if part.hours else "") or ""
    also = tuple(other.zone for other in part.hours.also) if part.hours and part.hours.also else shared.also
    own_state = [own.state for own in line.day_states if own.day == day and own.state]
    return Session(
        key=identity.key,
        uid=identity.uid,
        stem=identity.stem,
        at=identity.at,
        label=line.label,
        start=meeting.start,
        end=meeting.end,
        place=where.place,
        venue=where.venue,
        service=where.service,
        timing=meeting.timing,
        zone="" if zone == shared.settings.time_zone else zone,
        also=also and tuple(name for name in also if name != (zone or shared.settings.time_zone)),
        state=own_state[0] if own_state else line.state,
        moved_from=plan.meeting.moved_from,
        book=line.link or shared.book,
        places=line.places or shared.places,
        book_by=_day_before(book_by, meeting.start, shared) if isinstance(book_by, Before) else book_by,
        opens=line.opens or shared.opens,
        presenters=part.presenters or _split_at_commas(line.keys.get("presenter")) or shared.presenters,
        cost=line.keys.get("cost") or shared.cost,
        audience=part.audience or _split_at_commas(line.keys.get("for")) or shared.audience,
        note=line.keys.get("note", ""),
        joining_by=_day_before(shared.joining, meeting.start, shared) if isinstance(shared.joining, Before) else None,
        reminders=shared.reminders,
        revision=shared.revision,
        told=None,
        month_first=shared.settings.month_first,
    )


def _make_deadline(line: DeadlineLine, meeting: LineMeeting, shared: SessionDefaults, identity: Identity) -> Session:
    return Session(
        key=identity.key,
        uid=identity.uid,
        stem=identity.stem,
        at=identity.at,
        label=line.label,
        start=meeting.start,
        end=meeting.end,
        place="",
        state=line.state,
        moved_from=line.moved_from,
        book="",
        places=None,
        book_by=None,
        joining_by=None,
        reminders=shared.reminders,
        revision=shared.revision,
        told=None,
        month_first=shared.settings.month_first,
        timing=meeting.timing,
        deadline=True,
    )


def _split_at_commas(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()


def _day_before(before: Before, start: datetime, shared: SessionDefaults) -> date:
    if not before.working:
        return before.day(start.date(), ())
    settings = shared.settings
    free = bank_holidays(settings.bank_holidays, start.year) | frozenset(settings.extra_bank_holidays)
    return before.day(start.date(), free)


def _place_of(line: SessionLine, part: LinePart, shared: SessionDefaults) -> SessionPlace:
    """Return the place of a part of a line, by the line, the item and the settings; raises Wrong (CAL01)."""
    own = part.place or line.keys.get("place", "")
    place, online = own or shared.place, line.keys.get("online", "")
    if place.casefold() == NO_PLACE:
        return SessionPlace(online, "", online) if online else _NOWHERE
    venue, service = split_place(place)
    if not online and shared.online and not service:
        online = shared.online
    if online:
        venue = "" if is_online(place) else venue
        return SessionPlace(f"{venue} and {online}" if venue else online, venue, online)
    if not place:
        raise Wrong("CAL01", "Where is this session?", "Add `place:` here or in bulletin.yml.")
    return SessionPlace(place, venue, service)
