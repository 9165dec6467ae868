"""Make the calendar files: for each session, item, course and topic, and one of all to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ... import addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Issue, Item, Part, Session, Settings, home_items
from ...text import zones
from ...text.colours import css_name
from ...text.zones import ZoneRule
from ..facts import topics
from ..sessions import Line, is_past, line
from . import event, ics

OUTPUT = "calendars"
MAIL_OUTPUT = "email-calendars"
SIZE_LIMIT = 1_000_000
"""The most bytes of a calendar to subscribe to: Google ignores larger ones."""
BUDGET = ((90, False), (30, False), (0, False), (0, True))
"""Settings for such a calendar, of which the first that fits is used: days in the past, short descriptions or not."""

_REMEMBERED = 4096
"""The most results that each cache keeps."""


def commons(bulletin: Bulletin) -> Iterator[tuple[Settings, Issue]]:
    """Yield each issue on the web after the settings."""
    return ((bulletin.settings, issue) for issue in bulletin.issues)


def part(settings: Settings, issue: Issue) -> Part:
    """Make the calendar files of the items that were in an issue first, and the entries of their sessions.

    Those of a retired item have only its cancelled sessions.
    """
    items = [_shown(item) for item in issue.items if item.issue == issue.id]
    files = tuple(file for item in items for file in _item_files(settings, item))
    return Part(files, facts=tuple((str(each.session.uid), _event(settings, each)) for each in _ordered(items)))


def whole(bulletin: Bulletin, parts: Sequence[Part]) -> Iterator[File]:
    """Yield the calendars to subscribe to: one of all sessions, and one for each topic."""
    sessions = _Sessions(bulletin, dict(fact for part in parts for fact in part.facts))
    items = home_items(bulletin)
    yield _site_file(addresses.CALENDAR, _feed(sessions, addresses.CALENDAR, map(_shown, items)))
    for topic in topics(bulletin):
        address = addresses.topic(topic.name) + addresses.CALENDAR
        yield _site_file(address, _feed(sessions, address, map(_shown, topic.items), topic.name))


class _Sessions(NamedTuple):
    """A bulletin, and the calendar entries of its sessions."""

    bulletin: Bulletin
    events: Mapping[str, bytes]
    """UID → entry with the whole description."""

    def event(self, words: Line, *, short: bool) -> bytes:
        """Return the entry of a session. short: whether its description has only a few lines."""
        if short:
            return _event(self.bulletin.settings, words, short=True)
        return self.events[str(words.session.uid)]


def _item_files(settings: Settings, item: Item) -> Iterator[File]:
    for session in item.sessions:
        yield _site_file(addresses.session(item, session), session_file(settings, item, session))
    for key in () if item.retired else _course_keys(item):
        yield _site_file(addresses.course(item, key), item_file(settings, item, key))
    if len(item.sessions) > 1:
        yield _site_file(addresses.item_calendar(item), item_file(settings, item))


def _shown(item: Item) -> Item:
    """Return an item; a retired one with only its cancelled sessions."""
    if not item.retired:
        return item
    return replace(item, sessions=tuple(session for session in item.sessions if session.status == "CANCELLED"))


def mail_commons(bulletin: Bulletin) -> Iterator[tuple[Settings, Issue]]:
    """Yield each issue whose mail is made after the settings."""
    return ((bulletin.settings, issue) for issue in bulletin.mail)


def mail_part(settings: Settings, issue: Issue) -> Part:
    """Make a calendar file for each session of the items in an issue's mail."""
    lines = ((item, session) for item in issue.live_items for session in item.sessions)
    return Part(files=tuple(_mail_file(settings, issue, item, session) for item, session in lines))


def _mail_file(settings: Settings, issue: Issue, item: Item, session: Session) -> File:
    path, data = addresses.mail_session(issue.id, item, session), session_file(settings, item, session)
    return File(path=path, data=data, output=MAIL_OUTPUT, circulation=Circulation.STAFF)


def session_file(settings: Settings, item: Item, session: Session) -> bytes:
    """Write the calendar file of a session: one appointment with its reminders."""
    return _appointment(settings, line(item, session, date.min))


def _course_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of courses of several days that have a file besides that of the item."""
    keys = (session.course for session in item.sessions if session.parts > 1)
    return tuple(key for key in dict.fromkeys(keys) if addresses.course(item, key) != addresses.item_calendar(item))


# Cached, because the site, the mail and the feeds need the same files, and most calendars have the same events.
@lru_cache(maxsize=_REMEMBERED)
def _appointment(settings: Settings, words: Line) -> bytes:
    alarms = (ics.to_bytes(alarm) for alarm in ics.alarms(words))
    appointment = ics.put_into(_event(settings, words), alarms)
    return ics.put_into(ics.to_bytes(ics.appointment_calendar()), (*_zones(settings, [words]), appointment))


@lru_cache(maxsize=_REMEMBERED)
def item_file(settings: Settings, item: Item, course: str = "") -> bytes:
    """Write the calendar file of the sessions of an item. course: the key of a course to have only its days, or ""."""
    lines = [each for each in _ordered([item]) if course in ("", each.session.course)]
    events = (_event(settings, each) for each in lines)
    return ics.put_into(ics.to_bytes(ics.calendar()), (*_zones(settings, lines), *events))


@lru_cache(maxsize=_REMEMBERED)
def _event(settings: Settings, words: Line, *, short: bool = False) -> bytes:
    return ics.to_bytes(ics.event(settings, words, short=short))


@lru_cache(maxsize=16)
def _time_zone(rule: ZoneRule, tzid: str) -> bytes:
    return ics.to_bytes(ics.time_zone(rule, tzid))


def _feed(sessions: _Sessions, address: str, items: Iterable[Item], topic: str = "") -> bytes:
    """Write a calendar to subscribe to, with the first BUDGET that fits; raise BulletinError if none does."""
    bulletin = sessions.bulletin
    settings, ordered, size = bulletin.settings, _ordered(items), 0
    for days, short in BUDGET:
        first = bulletin.as_of - timedelta(days=days)
        lines = [each for each in ordered if not is_past(each.session, first)]
        head = ics.to_bytes(ics.subscription(_subscription(bulletin, address, lines, topic)))
        events = (sessions.event(each, short=short) for each in lines)
        data = ics.put_into(head, (*_zones(settings, lines, always=True), *events))
        if len(data) <= SIZE_LIMIT:
            return data
        size = len(data)
    raise BulletinError(f"{address} would have {size:,} bytes. Calendar programs refuse more than {SIZE_LIMIT:,}.")


def _subscription(bulletin: Bulletin, address: str, lines: list[Line], topic: str) -> ics.Subscription:
    settings, brand = bulletin.settings, dict(bulletin.theme.values).get("brand", "")
    sample = "[Sample] " if settings.sample else ""
    return ics.Subscription(
        name=f"{sample}{settings.name}: {topic}" if topic else f"{sample}{settings.name}",
        description=_about(settings, topic),
        time_zone=settings.time_zone,
        source=addresses.absolute(settings, address) if settings.hosted else "",
        page=addresses.absolute(settings, addresses.COMING) if settings.hosted else "",
        modified=max((each.session.revision.modified for each in lines), default=None),
        colour=css_name(brand),
        brand=brand,
    )


def _about(settings: Settings, topic: str) -> str:
    sessions = f"Sessions about {topic}" if topic else "Sessions"
    about = f"{sessions} from {settings.team}. Sessions that are for staff only are not in this calendar."
    return f"{about} This is a sample: the sessions are not real." if settings.sample else about


def _zones(settings: Settings, lines: Sequence[Line], *, always: bool = False) -> tuple[bytes, ...]:
    """Write the VTIMEZONE of every zone that sessions use; none if all are in UTC or take whole days.

    always: whether to write one even without sessions, since a calendar must not be empty (RFC 5545, section 3.6).
    """
    rules = {}
    for session in (each.session for each in lines if not event.is_whole_day(each.session)):
        rule = event.session_rule(settings, session)
        if rule:
            rules[session.zone or settings.time_zone] = rule
    if always and not lines:
        rules = {settings.time_zone: zones.parse(settings.zone_rule) or zones.FIXED}
    return tuple(_time_zone(rule, name) for name, rule in rules.items())


def _ordered(items: Iterable[Item]) -> list[Line]:
    """Return the sessions of items, sorted by start and UID."""
    return sorted((line(item, session, date.min) for item in items for session in item.sessions), key=_order)


def _order(line: Line) -> tuple[datetime, str]:
    return line.session.start, str(line.session.uid)


def _site_file(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)
