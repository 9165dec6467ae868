"""Make the calendar files: one per session, per item and per topic, and one of all to subscribe to."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ... import addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Item, Session, Settings, home_items, live_items
from ...text import zones
from ..facts import topics
from ..sessions import Line, is_past, line
from . import event, ics

if TYPE_CHECKING:
    from icalendar import Timezone

OUTPUT = "calendars"
MAIL_OUTPUT = "email-calendars"
SIZE_LIMIT = 1_000_000
"""Bytes: Google drops larger calendars that one subscribes to."""
BUDGET = ((90, False), (30, False), (0, False), (0, True))
"""What a calendar to subscribe to holds: days in the past, and whether descriptions are short. The first that fits."""

_REMEMBERED = 4096
"""Files of sessions and of items."""
_HUE_COUNTS = 4
"""A blue is to stay a blue: how much more its hue counts than its lightness and its strength."""
_COLOURS = {
    "black": (0, 0, 0), "gray": (128, 128, 128), "silver": (192, 192, 192), "white": (255, 255, 255),
    "maroon": (128, 0, 0), "firebrick": (178, 34, 34), "red": (255, 0, 0), "tomato": (255, 99, 71),
    "saddlebrown": (139, 69, 19), "chocolate": (210, 105, 30), "darkorange": (255, 140, 0), "orange": (255, 165, 0),
    "gold": (255, 215, 0), "yellow": (255, 255, 0), "olive": (128, 128, 0), "yellowgreen": (154, 205, 50),
    "lime": (0, 255, 0), "limegreen": (50, 205, 50), "seagreen": (46, 139, 87), "green": (0, 128, 0),
    "darkgreen": (0, 100, 0), "teal": (0, 128, 128), "lightseagreen": (32, 178, 170), "aqua": (0, 255, 255),
    "skyblue": (135, 206, 235), "steelblue": (70, 130, 180), "dodgerblue": (30, 144, 255), "royalblue": (65, 105, 225),
    "mediumblue": (0, 0, 205), "blue": (0, 0, 255), "navy": (0, 0, 128), "slateblue": (106, 90, 205),
    "indigo": (75, 0, 130), "purple": (128, 0, 128), "darkorchid": (153, 50, 204), "orchid": (218, 112, 214),
    "fuchsia": (255, 0, 255), "mediumvioletred": (199, 21, 133), "crimson": (220, 20, 60), "pink": (255, 192, 203),
}  # fmt: skip
"""Of CSS Color Module Level 3, section 4.3; enough for one to be near."""


def render(bulletin: Bulletin) -> Iterator[File]:
    """Yield every calendar file of the site; those of items that are gone say that their sessions are cancelled."""
    retired = tuple(_cancelled(item) for item in home_items(bulletin) if item.retired)
    for item in live_items(bulletin):
        for session in item.sessions:
            yield _site_file(addresses.session(item, session), session_file(bulletin, item, session))
        for key in _course_keys(item):
            yield _site_file(addresses.course(item, key), course_file(bulletin, item, key))
        if len(item.sessions) > 1:
            yield _site_file(addresses.item_calendar(item), item_file(bulletin, item))
    for item in retired:
        for session in item.sessions:
            yield _site_file(addresses.session(item, session), session_file(bulletin, item, session))
        if len(item.sessions) > 1:
            yield _site_file(addresses.item_calendar(item), item_file(bulletin, item))
    yield _site_file(addresses.CALENDAR, _feed(bulletin, addresses.CALENDAR, (*live_items(bulletin), *retired)))
    for topic in topics(bulletin):
        address = addresses.topic(topic.name) + addresses.CALENDAR
        items = tuple(_cancelled(item) if item.retired else item for item in topic.items)
        yield _site_file(address, _feed(bulletin, address, items, topic.name))


def _cancelled(item: Item) -> Item:
    """Leave an item that is gone only the sessions that say that they are cancelled."""
    return replace(item, sessions=tuple(session for session in item.sessions if session.status == "CANCELLED"))


def render_mail(bulletin: Bulletin) -> Iterator[File]:
    """Yield one calendar file for each session of the items in each issue's mail."""
    for issue in bulletin.mail:
        for item in issue.items:
            for session in () if item.retired else item.sessions:
                path = addresses.mail_session(issue.id, item, session)
                data = session_file(bulletin, item, session)
                yield File(path=path, data=data, output=MAIL_OUTPUT, circulation=Circulation.STAFF)


def session_file(bulletin: Bulletin, item: Item, session: Session) -> bytes:
    """Write the calendar file of one session: a single appointment, with its reminders."""
    return _appointment(bulletin.settings, line(item, session, date.min))


def item_file(bulletin: Bulletin, item: Item) -> bytes:
    """Write the calendar file of all sessions of an item."""
    return _item_calendar(bulletin.settings, item)


def course_file(bulletin: Bulletin, item: Item, key: str) -> bytes:
    """Write the calendar file of all days of a course."""
    return _item_calendar(bulletin.settings, item, key)


def _course_keys(item: Item) -> tuple[str, ...]:
    """List the courses of several days that have files of their own."""
    keys = (session.course for session in item.sessions if session.parts > 1)
    return tuple(key for key in dict.fromkeys(keys) if addresses.course(item, key) != addresses.item_calendar(item))


# The site, the mail and the feeds ask for the same files.
@lru_cache(maxsize=_REMEMBERED)
def _appointment(settings: Settings, words: Line) -> bytes:
    appointment = ics.event(settings, words)
    for alarm in ics.alarms(words):
        appointment.add_component(alarm)
    return ics.to_bytes(ics.appointment_calendar(), (*_zones(settings, [words]), appointment))


@lru_cache(maxsize=_REMEMBERED)
def _item_calendar(settings: Settings, item: Item, course: str = "") -> bytes:
    """Write the sessions of an item, or those of one of its courses."""
    lines = [each for each in _ordered([item]) if course in ("", each.session.course)]
    return ics.to_bytes(ics.calendar(), (*_zones(settings, lines), *(ics.event(settings, each) for each in lines)))


def nearest_colour(colour: str) -> str:
    """Name the CSS colour nearest to one written as #rrggbb, "" for one written otherwise."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return min(_COLOURS, key=lambda name: _distance((red, green, blue), _COLOURS[name]))


def _distance(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    (hue, light, strong), (hue_2, light_2, strong_2) = (
        colorsys.rgb_to_hls(*(part / 255 for part in colour)) for colour in (first, second)
    )
    turn = abs(hue - hue_2)
    return _HUE_COUNTS * min(turn, 1 - turn) * min(strong, strong_2) + abs(light - light_2) + abs(strong - strong_2)


def _feed(bulletin: Bulletin, address: str, items: Iterable[Item], topic: str = "") -> bytes:
    """Write a calendar to subscribe to, within SIZE_LIMIT; raise BulletinError for one that cannot be."""
    settings, ordered, size = bulletin.settings, _ordered(items), 0
    for days, short in BUDGET:
        first = bulletin.as_of - timedelta(days=days)
        lines = [each for each in ordered if not is_past(each.session, first)]
        head = ics.subscription(_subscription(bulletin, address, lines, topic))
        zones = _zones(settings, lines, always=True)
        data = ics.to_bytes(head, (*zones, *(ics.event(settings, each, short=short) for each in lines)))
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
        colour=nearest_colour(brand),
        brand=brand,
    )


def _about(settings: Settings, topic: str) -> str:
    sessions = f"Sessions about {topic}" if topic else "Sessions"
    about = f"{sessions} from {settings.team}. Sessions that are for staff only are not in this calendar."
    return f"{about} This is a sample: the sessions are not real." if settings.sample else about


def _zones(settings: Settings, lines: Sequence[Line], *, always: bool = False) -> tuple[Timezone, ...]:
    """Build the VTIMEZONE of every zone that sessions name, none if all are in UTC or last whole days.

    always: also without sessions, since a calendar must hold something (RFC 5545 section 3.6).
    """
    rules = {}
    for session in (each.session for each in lines if not event.is_whole_day(each.session)):
        rule = event.session_rule(settings, session)
        if rule:
            rules[session.zone or settings.time_zone] = rule
    if always and not lines:
        rules = {settings.time_zone: zones.parse(settings.zone_rule) or zones.FIXED}
    return tuple(ics.time_zone(rule, name) for name, rule in rules.items())


def _ordered(items: Iterable[Item]) -> list[Line]:
    """Put the sessions of items in the order of a calendar."""
    return sorted((line(item, session, date.min) for item in items for session in item.sessions), key=_order)


def _order(line: Line) -> tuple[datetime, str]:
    return line.session.start, str(line.session.uid)


def _site_file(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)
