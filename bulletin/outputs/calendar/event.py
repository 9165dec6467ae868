"""Say in words what a calendar entry says: its name, place, description and contacts.

Nothing here looks at the day on which it is made: the words of a file that somebody keeps
change only with what the editor wrote.
"""

from __future__ import annotations

from urllib.parse import quote

from ...model import Contact, Item, Session, Settings, State
from ...text import humanize, zones
from ...text.zones import ZoneRule
from .. import facts
from ..sessions import Line, prefix

ONLINE_NOTE = "link sent before the session"
NO_BOOKING = "This does not book your place."
SAMPLE = "This is a sample, not a real session."

_BLANKS = quote("Name: \r\nOrganisation: \r\n", safe="")
_LONGEST_NAME = 120
"""Characters of a session's name; the description has all of it."""


def summary(line: Line) -> str:
    """Name a session, with what readers who have another entry of it must see: MOVED: … (was 8 March)."""
    return prefix(line.session) + _short_name(line) + _former_day(line.session)


def location(session: Session) -> str:
    """Say where it is, or where the link comes from."""
    return f"{session.place} ({ONLINE_NOTE})" if session.online else session.place


def description(settings: Settings, line: Line) -> str:
    """Say all of a session in plain text, complete in itself; the booking link comes first."""
    policies = (f"{snippet.title}\n{snippet.prose.text}" for snippet in line.item.snippets if snippet.calendar)
    contact = "\n".join(f"Contact: {words}" for words in contacts(settings, line.item))
    blocks = (_booking(line), _about(settings, line), *policies, _cancelling(settings, line), contact)
    return "\n\n".join(block for block in blocks if block)


def short_description(line: Line) -> str:
    """Say what nobody can do without, for a calendar that would be too large."""
    return "\n\n".join(block for block in (_booking(line), line.state) if block)


def cancel_mail(settings: Settings, line: Line) -> str:
    """Make a mailto address that gives a place back (RFC 6068), with blanks for what the team must know."""
    subject = f"Cancel my place: {line.name}, {humanize.day(line.session.start)}"
    return f"{mailto(settings.email)}?subject={quote(subject, safe='')}&body={_BLANKS}"


def bulletin_rule(settings: Settings) -> ZoneRule | None:
    """Find the rule of the bulletin's zone, None for a name that is no place.

    Windows means other zones by names such as GMT and EST.
    """
    is_place = "/" in settings.time_zone and not settings.time_zone.startswith("Etc/")
    return zones.parse(settings.zone_rule) if is_place else None


def session_rule(settings: Settings, session: Session) -> ZoneRule | None:
    """Find the rule by which a session's times can be written in its zone, None if only UTC is right."""
    rule = bulletin_rule(settings)
    return rule if all(zones.gives(rule, moment) for moment in (session.start, session.end)) else None


def contacts(settings: Settings, item: Item) -> list[str]:
    """Say whom to ask, one line each."""
    return [_contact(contact) for contact in item.contacts or (Contact(email=settings.email),)]


def mailto(email: str) -> str:
    """Make the address of a mailbox (RFC 6068)."""
    return f"mailto:{quote(email, safe='@!$*+')}"


def _contact(contact: Contact) -> str:
    """Write a contact in one line: CDOP team: cdop@example.org, 0151 496 0000."""
    parts = ", ".join(part for part in (contact.name, contact.email, contact.phone, contact.url) if part)
    return f"{contact.label}: {parts}" if contact.label else parts


def _booking(line: Line) -> str:
    session = line.session
    if session.state is State.CANCELLED:
        return ""
    lines = (
        f"{line.button}: {session.book}" if line.button else "",
        line.item.booking,
        f"Book by {humanize.weekday(session.book_by)}" if session.book_by and line.button else "",
        NO_BOOKING,
    )
    return "\n".join(text for text in lines if text)


def _about(settings: Settings, line: Line) -> str:
    item, session, cancelled = line.item, line.session, line.session.state is State.CANCELLED
    lines = (
        SAMPLE if settings.sample else "",
        line.name,
        f"{line.when}, {line.hours}",
        line.state,
        f"Delete the entry for {humanize.day(session.moved_from)} if you have one." if session.moved_from else "",
        location(session),
        "" if cancelled else line.joining,
        *(f"{label}: {value}" for label, value in facts.attending(item)),
        line.places,
        item.circulation_note,
    )
    return "\n".join(text for text in lines if text)


def _cancelling(settings: Settings, line: Line) -> str:
    session = line.session
    if session.state is State.CANCELLED:
        return ""
    lines = [f"Cancel your place: {cancel_mail(settings, line)}"]
    if session.online:
        kind = "Teams invite" if "teams" in session.place.casefold() else "invite"
        lines.append(f"When your {kind} arrives you can delete this reminder.")
    return "\n".join(lines)


def _short_name(line: Line) -> str:
    """Cut the name to _LONGEST_NAME characters, or more if the label alone is longer; keep the label whole."""
    if len(line.name) <= _LONGEST_NAME:
        return line.name
    label = line.name.removeprefix(line.item.title)
    room = max(_LONGEST_NAME - len(label) - 1, 1)
    return f"{line.item.title[:room].rstrip()}…{label}"


def _former_day(session: Session) -> str:
    before = session.moved_from
    if before is None:
        return ""
    same_year = before.year == session.start.year
    return f" (was {humanize.day_and_month(before) if same_year else humanize.day(before)})"
