"""What a calendar entry says, in words and times: its name, its description, the rule of its zone.

Nothing here looks at the day on which it is made: the words of a file that somebody keeps
change only with what the editor wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from urllib.parse import quote

from icalendar import Alarm, Event, vCalAddress, vDuration, vInt, vText

from ...model import Circulation, Contact, Item, Session, Settings, State
from ...text import humanize, zones
from ...text.zones import ZoneRule
from .. import facts
from ..sessions import STANDINGS, Line, prefix
from . import ics

ONLINE_NOTE = "link sent before the session"
NO_BOOKING = "This does not book your place."
SAMPLE = "This is a sample, not a real session."

_BLANKS = quote("Name: \r\nOrganisation: \r\n", safe="")
_LONGEST_NAME = 120
"""Characters of a session's name; the description has all of it."""


def summary(said: Line) -> str:
    """The name of a session, with what readers who have another entry of it must see: MOVED: … (was 8 March)."""
    return prefix(said.session) + _name(said) + _was(said.session)


def location(session: Session) -> str:
    """Where it is, or where the link comes from."""
    return f"{session.place} ({ONLINE_NOTE})" if session.online else session.place


def description(settings: Settings, said: Line) -> str:
    """All that the entry says, in plain text, complete in itself; the booking link comes first."""
    policies = (f"{one.title}\n{one.prose.text}" for one in said.item.snippets if one.calendar)
    blocks = (_booking(said), _about(settings, said), *policies, _cancelling(settings, said))
    asked = "\n".join(f"Contact: {one}" for one in contacts(settings, said.item))
    return "\n\n".join(block for block in (*blocks, asked) if block)


def short_description(said: Line) -> str:
    """What nobody can do without, for a calendar that would be too large."""
    return "\n\n".join(block for block in (_booking(said), said.state) if block)


def cancel_mail(settings: Settings, said: Line) -> str:
    """A mailto address that gives a place back (RFC 6068), with blanks for what the team must know."""
    subject = f"Cancel my place: {said.name}, {humanize.day(said.session.start)}"
    return f"{mailto(settings.email)}?subject={quote(subject, safe='')}&body={_BLANKS}"


def rule_of(settings: Settings) -> ZoneRule | None:
    """The rule of the bulletin's zone; none for a name that is no place (GMT, EST): Windows means others by such."""
    is_place = "/" in settings.time_zone and not settings.time_zone.startswith("Etc/")
    return zones.parse(settings.zone_rule) if is_place else None


def zone_rule(settings: Settings, session: Session) -> ZoneRule | None:
    """The rule by which a session's times can be written in its zone, None if only UTC is right."""
    rule = rule_of(settings)
    return rule if all(zones.gives(rule, one) for one in (session.start, session.end)) else None


def _booking(said: Line) -> str:
    if said.session.state is State.CANCELLED:
        return ""
    by = said.session.book_by
    lines = (
        f"{said.button}: {said.session.book}" if said.button else "",
        said.item.booking,
        f"Book by {humanize.weekday(by)}" if by and said.button else "",
        NO_BOOKING,
    )
    return "\n".join(one for one in lines if one)


def _about(settings: Settings, said: Line) -> str:
    item, session, cancelled = said.item, said.session, said.session.state is State.CANCELLED
    lines = (
        SAMPLE if settings.sample else "",
        said.name,
        f"{said.when}, {said.hours}",
        said.state,
        f"Delete the entry for {humanize.day(session.moved_from)} if you have one." if session.moved_from else "",
        location(session),
        "" if cancelled else said.joining,
        *(f"{label}: {value}" for label, value in facts.attending(item)),
        said.places,
        item.circulation_note,
    )
    return "\n".join(one for one in lines if one)


def _cancelling(settings: Settings, said: Line) -> str:
    session = said.session
    if session.state is State.CANCELLED:
        return ""
    lines = [f"Cancel your place: {cancel_mail(settings, said)}"]
    if session.online:
        kind = "Teams invite" if "teams" in session.place.casefold() else "invite"
        lines.append(f"When your {kind} arrives you can delete this reminder.")
    return "\n".join(lines)


def _name(said: Line) -> str:
    """The name, at most _LONGEST_NAME characters unless the label alone is longer; never without its label."""
    if len(said.name) <= _LONGEST_NAME:
        return said.name
    label = said.name.removeprefix(said.item.title)
    room = max(_LONGEST_NAME - len(label) - 1, 1)
    return f"{said.item.title[:room].rstrip()}…{label}"


def _was(session: Session) -> str:
    before = session.moved_from
    if before is None:
        return ""
    same_year = before.year == session.start.year
    return f" (was {humanize.day_and_month(before) if same_year else humanize.day(before)})"


def contacts(settings: Settings, item: Item) -> list[str]:
    """Whom to ask, one line each."""
    return [_contact(one) for one in item.contacts or (Contact(email=settings.email),)]


def _contact(contact: Contact) -> str:
    """A contact in one line: CDOP team: cdop@example.org, 0151 496 0000."""
    parts = ", ".join(one for one in (contact.name, contact.email, contact.phone, contact.url) if one)
    return f"{contact.label}: {parts}" if contact.label else parts


def mailto(email: str) -> str:
    """The address of a mailbox (RFC 6068)."""
    return f"mailto:{quote(email, safe='@!$*+')}"


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
