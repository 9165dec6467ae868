"""One session → VEVENT and its VALARMs (RFC 5545 sections 3.6.1 and 3.6.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from icalendar import Alarm, Event, vCalAddress, vDuration, vInt, vText

from ..model import Circulation, Settings
from . import ics
from .appointments import contacts, description, location, mailto, short_description, summary
from .sessions import STANDINGS, Line

_CLASSES = {Circulation.LIMITED: "PRIVATE"}


def event(settings: Settings, said: Line, *, zoned: bool, short: bool) -> Event:
    """A session, without reminders.

    zoned: its times in the bulletin's zone, else in UTC. short: with a description of a few lines.
    """
    item, session, found = said.item, said.session, Event()
    standing, modified = STANDINGS[session.state], ics.utc(session.revision.modified)
    found["UID"] = vText(str(session.uid))
    found["DTSTAMP"] = modified
    for name, moment in (("DTSTART", session.start), ("DTEND", session.end)):
        found[name] = ics.local(moment, settings.time_zone) if zoned else ics.utc(moment)
    found["SUMMARY"] = ics.text(summary(said))
    found["SEQUENCE"] = vInt(session.revision.sequence)
    found["STATUS"] = ics.shared(session.status)
    found["CREATED"] = ics.utc(session.revision.created)
    found["LAST-MODIFIED"] = modified
    found["LOCATION"] = ics.shared(location(session))
    found["DESCRIPTION"] = ics.text(short_description(said) if short else description(settings, said))
    if said.button:
        found["URL"] = ics.uri(session.book)
    found["ORGANIZER"] = _organiser(settings.team, settings.email)
    found["CONTACT"] = [ics.shared(one) for one in contacts(settings, item)]
    if item.topics:
        found["CATEGORIES"] = ics.categories(item.topics)
    found["CLASS"] = ics.shared(_CLASSES.get(item.circulation, "PUBLIC"))
    found["TRANSP"] = ics.shared(standing.transparency)
    found["X-MICROSOFT-CDO-BUSYSTATUS"] = ics.shared(standing.busy)
    return found


def alarms(said: Line) -> Iterator[Alarm]:
    """The reminders of a session, in their order; none for one that is cancelled."""
    session = said.session
    for before in session.reminders if STANDINGS[session.state].takes_place else ():
        found = Alarm()
        found["ACTION"] = ics.shared("DISPLAY")
        found["DESCRIPTION"] = ics.text(summary(said))
        found["TRIGGER"] = _ahead(before)
        yield found


@lru_cache(maxsize=64)
def _ahead(before: timedelta) -> ics.Written:
    return ics.written(vDuration(-before))


@lru_cache(maxsize=8)
def _organiser(team: str, email: str) -> ics.Written:
    return ics.written(vCalAddress(mailto(email), params={"CN": " ".join(team.split())}))
