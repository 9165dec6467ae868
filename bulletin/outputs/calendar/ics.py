"""Build calendars, events, reminders and time zones (RFC 5545) with icalendar, and write them.

icalendar 7.3 writes all values except texts, for which `CalendarText` and `text` correct two faults.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ... import addresses
from ...model import Circulation, Session, Settings
from ...text.zones import Time, ZoneRule
from ..sessions import STANDINGS, Line
from . import event as words

if TYPE_CHECKING:
    from icalendar import (
        Alarm,
        Calendar,
        Component,
        Event,
        Timezone,
        TimezoneDaylight,
        TimezoneStandard,
        vCategory,
        vDate,
        vDatetime,
        vUri,
    )

FIRST_YEAR = 1970
"""The year in which the rules of time zones begin."""

_REFRESH = timedelta(hours=12)
_DAY, _MORNING = timedelta(days=1), timedelta(hours=9)
_CONTROLS = dict.fromkeys(code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\t\n")
"""Control characters except tab and line break. RFC 5545, section 3.1, forbids them; a Markdown text like `&#7;` can
make them."""
_CLEANED: dict[int, str | None] = _CONTROLS | dict.fromkeys(map(ord, "\r\u2028\u2029"), "\n")


class Subscription(NamedTuple):
    """The properties of a calendar to subscribe to."""

    name: str
    description: str
    time_zone: str
    source: str
    """The address of the calendar, "" if it is not hosted."""
    page: str
    """The address of the web page with the same sessions, "" if it is not hosted."""
    modified: datetime | None
    """The latest change, None for a calendar without sessions."""
    colour: str
    """The CSS name of its colour, "" for none."""
    brand: str
    """The brand colour as #rrggbb."""


class CalendarText(str):
    """A TEXT value (RFC 5545, section 3.3.11) that is escaped correctly.

    icalendar 7.3 takes the characters `\\N` in a value for a line break, so that `C:\\New` would become two lines.
    test_icalendar_still_has_the_faults_that_are_put_right_here fails when a release corrects it.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Escape the value."""
        from icalendar import vText

        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def text(value: str) -> CalendarText:
    """Make a TEXT value with all kinds of line breaks as "\\n", and without control characters.

    icalendar 7.3 does not remove control characters.
    """
    return CalendarText(value.replace("\r\n", "\n").translate(_CLEANED))


def event(settings: Settings, line: Line, *, short: bool = False) -> Event:
    """Build the VEVENT of a session, without reminders. short: whether its description has only a few lines."""
    from icalendar import Event, vCalAddress, vInt

    item, session, standing = line.item, line.session, STANDINGS[line.session.state]
    modified = _utc(session.revision.modified)
    event = Event()
    event["UID"] = text(str(session.uid))
    event["DTSTAMP"] = modified
    event["DTSTART"], event["DTEND"] = _times(settings, session)
    event["SUMMARY"] = text(words.summary(line))
    event["SEQUENCE"] = vInt(session.revision.sequence)
    event["STATUS"] = text(session.status)
    event["CREATED"] = _utc(session.revision.created)
    event["LAST-MODIFIED"] = modified
    if words.location(line):
        event["LOCATION"] = text(words.location(line))
    event["DESCRIPTION"] = text(words.short_description(line) if short else words.description(settings, line))
    url = _address(settings, line)
    if url:
        event["URL"] = _uri(url)
    name = " ".join((item.organisation or settings.team).split())
    event["ORGANIZER"] = vCalAddress(words.mailto(words.organiser(settings, item)), params={"CN": name})
    event["CONTACT"] = [text(contact) for contact in words.contacts(settings, item)]
    if item.topics:
        event["CATEGORIES"] = _categories(item.topics)
    event["CLASS"] = text("PRIVATE" if item.circulation is Circulation.LIMITED else "PUBLIC")
    whole_day = words.is_whole_day(session)
    event["TRANSP"] = text("TRANSPARENT" if whole_day else standing.transparency)
    event["X-MICROSOFT-CDO-BUSYSTATUS"] = text("FREE" if whole_day else standing.busy)
    return event


def _address(settings: Settings, line: Line) -> str:
    """Return the URL of an entry: the booking address, or for a deadline the item's page; "" for none."""
    item = line.item
    if line.session.deadline:
        hosted = settings.hosted and item.circulation is Circulation.PUBLIC
        return addresses.absolute(settings, addresses.item(item.slug)) if hosted else ""
    return line.session.book if line.button else ""


def alarms(line: Line) -> list[Alarm]:
    """Build the reminders of a session, in order; none if it does not take place.

    Reminders of whole days are moved from midnight to 9am.
    """
    from icalendar import Alarm, vDuration

    reminders = line.session.reminders if STANDINGS[line.session.state].takes_place else ()
    if words.is_whole_day(line.session):
        reminders = tuple(before - _MORNING for before in reminders if before >= _DAY)
    built = []
    for before in reminders:
        alarm = Alarm()
        alarm["ACTION"] = text("DISPLAY")
        alarm["DESCRIPTION"] = text(words.summary(line))
        alarm["TRIGGER"] = vDuration(-before)
        built.append(alarm)
    return built


def calendar() -> Calendar:
    """Build an empty calendar."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar["VERSION"] = text("2.0")
    calendar["PRODID"] = text("-//Bulletin//Bulletin//EN")
    calendar["CALSCALE"] = text("GREGORIAN")
    calendar["METHOD"] = text("PUBLISH")
    return calendar


def appointment_calendar() -> Calendar:
    """Build an empty calendar for a single event, which Outlook opens as an appointment ([MS-OXCICAL] 2.1.3.1.1.9)."""
    from icalendar import vBoolean

    single = calendar()
    single["X-MS-OLK-FORCEINSPECTOROPEN"] = vBoolean(True)
    return single


def subscription(about: Subscription) -> Calendar:
    """Build an empty calendar to subscribe to (RFC 7986, and X- properties for older programs)."""
    from icalendar import vDuration

    feed = calendar()
    feed["NAME"] = feed["X-WR-CALNAME"] = text(about.name)
    feed["DESCRIPTION"] = feed["X-WR-CALDESC"] = text(about.description)
    feed["X-WR-TIMEZONE"] = text(about.time_zone)
    feed["REFRESH-INTERVAL"] = vDuration(_REFRESH, params={"VALUE": "DURATION"})
    feed["X-PUBLISHED-TTL"] = vDuration(_REFRESH)
    if about.source:
        feed["SOURCE"] = _uri(about.source, VALUE="URI")
        feed["URL"] = _uri(about.page)
    if about.modified:
        feed["LAST-MODIFIED"] = _utc(about.modified)
    if about.colour:
        feed["COLOR"], feed["X-APPLE-CALENDAR-COLOR"] = text(about.colour), text(about.brand)
    return feed


def time_zone(rule: ZoneRule, tzid: str) -> Timezone:
    """Build the VTIMEZONE of a rule."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone["TZID"] = text(tzid)
    if rule.daylight:
        zone.add_component(_zone_time(TimezoneDaylight(), rule.daylight, rule.standard))
    zone.add_component(_zone_time(TimezoneStandard(), rule.standard, rule.daylight or rule.standard))
    return zone


def _zone_time(
    component: TimezoneDaylight | TimezoneStandard, time: Time, before: Time
) -> TimezoneDaylight | TimezoneStandard:
    """Fill in the component of a zone's time. before: the time that it replaces each year."""
    from icalendar import vDatetime, vRecur, vUTCOffset

    onset = time.onset
    component["DTSTART"] = vDatetime(onset.moment(FIRST_YEAR) if onset else datetime(FIRST_YEAR, 1, 1))  # noqa: DTZ001 local by nature
    if onset:
        component["RRULE"] = vRecur({"FREQ": "YEARLY", "BYMONTH": onset.month, "BYDAY": onset.byday})
    component["TZNAME"] = text(time.name)
    component["TZOFFSETFROM"] = vUTCOffset(before.offset)
    component["TZOFFSETTO"] = vUTCOffset(time.offset)
    return component


def to_bytes(component: Component) -> bytes:
    """Write a component as bytes, with properties in the order in which they were set, and CRLF line ends."""
    data: bytes = component.to_ical(sorted=False)
    return data


def put_into(component: bytes, inner: Iterable[bytes]) -> bytes:
    """Return a written component with other written components inserted before its END."""
    begin, end, name = component.rpartition(b"END:")
    return b"".join((begin, *inner, end, name))


def _times(settings: Settings, session: Session) -> tuple[vDatetime | vDate, vDatetime | vDate]:
    """Return start and end; whole days are dates, with the day after the last as the end (RFC 5545, section 3.6.1)."""
    from icalendar import vDate

    if not words.is_whole_day(session):
        return _moment(settings, session, session.start), _moment(settings, session, session.end)
    first, last = session.start.date(), session.end.date()
    if session.deadline:
        last = first + _DAY
    start, end = vDate(first), vDate(last)
    start.params["VALUE"] = end.params["VALUE"] = "DATE"
    return start, end


def _moment(settings: Settings, session: Session, moment: datetime) -> vDatetime:
    """Return a start or an end in the session's zone, or in UTC if the zone has no rule that a calendar can have."""
    from icalendar import vDatetime

    if words.session_rule(settings, session) is None:
        return _utc(moment)
    value = vDatetime(moment.replace(tzinfo=None))
    value.params["TZID"] = session.zone or settings.time_zone
    return value


def _utc(moment: datetime) -> vDatetime:
    """Make a date and time in UTC, with Z."""
    from icalendar import vDatetime

    return vDatetime(moment.astimezone(UTC))


def _uri(value: str, **params: str) -> vUri:
    """Make a URI value in ASCII (RFC 3986); raise ValueError for a value with a line break."""
    from icalendar import vUri

    return vUri(quote(value, safe="%:/?#[]@!$&'()*+,;=~"), params=params)


def _categories(values: Iterable[str]) -> vCategory:
    """Make a list of TEXT values."""
    from icalendar import vCategory

    categories = vCategory([])
    categories.cats = [text(value) for value in values]
    return categories
