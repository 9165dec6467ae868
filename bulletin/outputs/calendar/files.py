"""The calendar files: one per session, per item and per topic, and one of all to subscribe to."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icalendar import Calendar, vBoolean, vDuration, vText

from ... import addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Item, Session, Settings, live_items
from ...text.zones import ZoneRule
from ..facts import topics
from ..sessions import Line, line
from . import event, ics

_NAMES = {
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


_HUE_COUNTS = 4
"""A blue is to stay a blue: how much more its hue counts than its lightness and its strength."""


def nearest(colour: str) -> str:
    """The name nearest to a colour written as #rrggbb, "" for one written otherwise."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return min(_NAMES, key=lambda name: _distance((red, green, blue), _NAMES[name]))


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    (hue, light, strong), (hue_2, light_2, strong_2) = (
        colorsys.rgb_to_hls(*(part / 255 for part in found)) for found in (one, other)
    )
    turn = abs(hue - hue_2)
    return _HUE_COUNTS * min(turn, 1 - turn) * min(strong, strong_2) + abs(light - light_2) + abs(strong - strong_2)


OUTPUT = "calendars"
MAIL_OUTPUT = "email-calendars"
SIZE_LIMIT = 1_000_000
"""Bytes: Google drops larger calendars that one subscribes to."""
BUDGET = ((90, False), (30, False), (0, False), (0, True))
"""What a calendar to subscribe to holds: days in the past, and whether descriptions are short. The first that fits."""

_REMEMBERED = 4096
"""Items: the file that comes with an email is the one on the site, and a calendar holds what its own file holds."""
_REFRESH = timedelta(hours=12)
_END = b"END:VEVENT\r\n"
_CALENDAR_END = b"END:VCALENDAR\r\n"


class Entry(NamedTuple):
    """One session, ready for every calendar that holds it."""

    item: Item
    session: Session
    data: bytes
    """Its VEVENT without reminders, in lines that end in CRLF."""
    reminders: bytes
    """Its VALARMs, which only its own file holds."""
    rule: ZoneRule | None
    """Of the zone that it names, None if it is in UTC."""


def render(bulletin: Bulletin) -> Iterator[File]:
    """Every calendar file of the site."""
    settings, held = bulletin.settings, {}
    for item in live_items(bulletin):
        entries = _entries(settings, item)
        held[item.slug] = entries
        for one in entries:
            yield _site(addresses.session(item, one.session), _single(settings, one))
        if len(entries) > 1:
            yield _site(addresses.item_calendar(item), _together(settings, entries))
    everything = [one for entries in held.values() for one in entries]
    yield _site(addresses.CALENDAR, _feed(bulletin, addresses.CALENDAR, everything))
    for topic in topics(bulletin):
        address = addresses.topic(topic.name) + addresses.CALENDAR
        chosen = [one for item in topic.items for one in held.get(item.slug, ())]
        yield _site(address, _feed(bulletin, address, chosen, topic.name))


def render_mail(bulletin: Bulletin) -> Iterator[File]:
    """One calendar file for each session of the items in each issue's mail."""
    for issue in bulletin.mail:
        for item in issue.items:
            for session in () if item.retired else item.sessions:
                path = addresses.mail_session(issue.id, item, session)
                data = session_file(bulletin, item, session)
                yield File(path=path, data=data, output=MAIL_OUTPUT, circulation=Circulation.STAFF)


def session_file(bulletin: Bulletin, item: Item, session: Session) -> bytes:
    """The calendar file of one session: a single appointment, with its reminders."""
    return _single(bulletin.settings, _by_key(bulletin.settings, item)[session.key])


def item_file(bulletin: Bulletin, item: Item) -> bytes:
    """The calendar file of all sessions of an item."""
    return _together(bulletin.settings, _entries(bulletin.settings, item))


@lru_cache(maxsize=_REMEMBERED)
def _entries(settings: Settings, item: Item, *, short: bool = False) -> tuple[Entry, ...]:
    """The sessions of an item, as the item names them. short: with a description of a few lines."""
    return tuple(_made(settings, line(item, session, date.min), short) for session in item.sessions)


@lru_cache(maxsize=_REMEMBERED)
def _by_key(settings: Settings, item: Item, *, short: bool = False) -> dict[str, Entry]:
    return {one.session.key: one for one in _entries(settings, item, short=short)}


def _made(settings: Settings, said: Line, short: bool) -> Entry:
    rule = event.zone_rule(settings, said.session)
    data = ics.to_bytes(event.event(settings, said, zoned=rule is not None, short=short))
    reminders = b"".join(map(ics.to_bytes, event.alarms(said)))
    return Entry(item=said.item, session=said.session, data=data, reminders=reminders, rule=rule)


def _single(settings: Settings, one: Entry) -> bytes:
    return _framed(_single_head(), _zone(settings, (one,)), (one.data.removesuffix(_END), one.reminders, _END))


def _together(settings: Settings, entries: Iterable[Entry]) -> bytes:
    ordered = sorted(entries, key=_order)
    return _framed(_plain_head(), _zone(settings, ordered), (one.data for one in ordered))


def _feed(bulletin: Bulletin, address: str, entries: Iterable[Entry], topic: str = "") -> bytes:
    """A calendar to subscribe to, within SIZE_LIMIT; raises BulletinError for one that cannot be."""
    ordered, size = sorted(entries, key=_order), 0
    for days, short in BUDGET:
        first = bulletin.as_of - timedelta(days=days)
        kept = [one for one in ordered if one.session.end.date() >= first]
        if short:
            kept = [_by_key(bulletin.settings, one.item, short=True)[one.session.key] for one in kept]
        head = _head(_feed_frame(bulletin, address, kept, topic))
        data = _framed(head, _zone(bulletin.settings, kept, always=True), (one.data for one in kept))
        if len(data) <= SIZE_LIMIT:
            return data
        size = len(data)
    raise BulletinError(f"{address} would have {size:,} bytes. Calendar programs refuse more than {SIZE_LIMIT:,}.")


def _frame() -> Calendar:
    frame = Calendar()
    frame["VERSION"] = vText("2.0")
    frame["PRODID"] = vText("-//Bulletin//Bulletin//EN")
    frame["CALSCALE"] = vText("GREGORIAN")
    frame["METHOD"] = vText("PUBLISH")
    return frame


def _feed_frame(bulletin: Bulletin, address: str, entries: list[Entry], topic: str) -> Calendar:
    settings, frame = bulletin.settings, _frame()
    sample = "[Sample] " if settings.sample else ""
    name = ics.text(f"{sample}{settings.name}: {topic}" if topic else f"{sample}{settings.name}")
    about = ics.text(_about(settings, topic))
    frame["NAME"], frame["X-WR-CALNAME"] = name, name
    frame["DESCRIPTION"], frame["X-WR-CALDESC"] = about, about
    frame["X-WR-TIMEZONE"] = vText(settings.time_zone)
    frame["REFRESH-INTERVAL"] = vDuration(_REFRESH, params={"VALUE": "DURATION"})
    frame["X-PUBLISHED-TTL"] = vDuration(_REFRESH)
    if settings.hosted:
        source = ics.uri(addresses.absolute(settings, address))
        source.params["VALUE"] = "URI"
        frame["SOURCE"] = source
        frame["URL"] = ics.uri(addresses.absolute(settings, addresses.COMING))
    if entries:
        frame["LAST-MODIFIED"] = ics.utc(max(one.session.revision.modified for one in entries))
    brand = dict(bulletin.theme.values).get("brand", "")
    colour = nearest(brand)
    if colour:
        frame["COLOR"], frame["X-APPLE-CALENDAR-COLOR"] = vText(colour), vText(brand)
    return frame


def _about(settings: Settings, topic: str) -> str:
    what = f"Sessions about {topic}" if topic else "Sessions"
    said = f"{what} from {settings.team}. Sessions that are for staff only are not in this calendar."
    return f"{said} This is a sample: the sessions are not real." if settings.sample else said


@lru_cache(maxsize=1)
def _plain_head() -> bytes:
    return _head(_frame())


@lru_cache(maxsize=1)
def _single_head() -> bytes:
    """Outlook opens what says so as an appointment, not as another calendar ([MS-OXCICAL] 2.1.3.1.1.9)."""
    frame = _frame()
    frame["X-MS-OLK-FORCEINSPECTOROPEN"] = vBoolean(True)
    return _head(frame)


def _head(frame: Calendar) -> bytes:
    return ics.to_bytes(frame).removesuffix(_CALENDAR_END)


def _framed(head: bytes, zone: bytes, events: Iterable[bytes]) -> bytes:
    """A calendar with its zone and events, which were made before and serve several calendars."""
    return b"".join((head, zone, *events, _CALENDAR_END))


def _zone(settings: Settings, entries: Iterable[Entry], *, always: bool = False) -> bytes:
    """The VTIMEZONE that entries name, b"" if none does.

    always: also without entries, since a calendar must hold something (RFC 5545 section 3.6).
    """
    rules = {one.rule for one in entries if one.rule}
    rule = next(iter(rules), event.rule_of(settings) if always else None)
    return ics.vtimezone(rule, settings.time_zone) if rule else b""


def _site(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)


def _order(entry: Entry) -> tuple[datetime, str]:
    return entry.session.start, str(entry.session.uid)
