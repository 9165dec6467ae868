"""One session → VEVENT and its VALARMs (RFC 5545 sections 3.6.1 and 3.6.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from icalendar import Alarm, Event, vCalAddress, vDuration, vInt, vText

from ..model import Circulation, Item, Session, Settings
from . import ics
from .appointments import contacts, description, location, mailto, short_description, summary, zone_rule
from .sessions import STANDINGS, line

_CLASSES = {Circulation.LIMITED: "PRIVATE"}


def event(settings: Settings, item: Item, session: Session, *, short: bool = False) -> Event:
    """A session, without reminders. short: with a description of a few lines."""
    said, found = line(item, session, date.min), Event()
    standing, modified = STANDINGS[session.state], ics.utc(session.revision.modified)
    found["UID"] = vText(str(session.uid))
    found["DTSTAMP"] = modified
    found["DTSTART"], found["DTEND"] = _times(settings, session)
    found["SUMMARY"] = ics.text(summary(said))
    found["SEQUENCE"] = vInt(session.revision.sequence)
    found["STATUS"] = vText(session.status)
    found["CREATED"] = ics.utc(session.revision.created)
    found["LAST-MODIFIED"] = modified
    found["LOCATION"] = ics.text(location(session))
    found["DESCRIPTION"] = ics.text(short_description(said) if short else description(settings, said))
    if said.button:
        found["URL"] = ics.uri(session.book)
    found["ORGANIZER"] = _organiser(settings.team, settings.email)
    found["CONTACT"] = [ics.text(one) for one in contacts(settings, item)]
    if item.topics:
        found["CATEGORIES"] = ics.categories(item.topics)
    found["CLASS"] = vText(_CLASSES.get(item.circulation, "PUBLIC"))
    found["TRANSP"] = vText(standing.transparency)
    found["X-MICROSOFT-CDO-BUSYSTATUS"] = vText(standing.busy)
    return found


def alarms(item: Item, session: Session) -> Iterator[Alarm]:
    """The reminders of a session, in their order; none for one that is cancelled."""
    for before in session.reminders if STANDINGS[session.state].takes_place else ():
        found = Alarm()
        found["ACTION"] = vText("DISPLAY")
        found["DESCRIPTION"] = ics.text(summary(line(item, session, date.min)))
        found["TRIGGER"] = vDuration(-before)
        yield found


def _times(settings: Settings, session: Session) -> tuple[object, object]:
    """Start and end: of the zone if its rule gives these very hours, else in UTC."""
    if zone_rule(settings, session) is None:
        return ics.utc(session.start), ics.utc(session.end)
    return ics.local(session.start, settings.time_zone), ics.local(session.end, settings.time_zone)


@lru_cache(maxsize=8)
def _organiser(team: str, email: str) -> vCalAddress:
    return vCalAddress(mailto(email), params={"CN": " ".join(team.split())})
