"""What a calendar entry says, in words and times: its name, its description, the rule of its zone.

Nothing here looks at the day on which it is made: the words of a file that somebody keeps
change only with what the editor wrote.
"""

from __future__ import annotations

from urllib.parse import quote

from .. import posix_tz, words
from ..model import Contact, Item, Session, Settings, State
from ..posix_tz import Rule
from . import facts
from .sessions import STANDINGS, Line

ONLINE_NOTE = "link sent before the session"
NO_BOOKING = "This does not book your place."
SAMPLE = "This is a sample, not a real session."

_BLANKS = quote("Name: \r\nOrganisation: \r\n", safe="")
_LONGEST_NAME = 120
"""Characters of a session's name; the description has all of it."""


def summary(said: Line) -> str:
    """The name of a session, with what readers who have another entry of it must see: MOVED: … (was 8 March)."""
    return prefix(said.session) + _name(said) + _was(said.session)


def prefix(session: Session) -> str:
    """What stands before a name because of a session's state, "" for most; MOVED while its line says so."""
    standing = STANDINGS[session.state]
    return ("MOVED: " if session.moved_from and standing.takes_place else "") + standing.prefix


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
    subject = f"Cancel my place: {said.name}, {words.day(said.session.start)}"
    return f"{mailto(settings.email)}?subject={quote(subject, safe='')}&body={_BLANKS}"


def rule_of(settings: Settings) -> Rule | None:
    """The rule of the bulletin's zone; none for a name that is no place (GMT, EST): Windows means others by such."""
    is_place = "/" in settings.time_zone and not settings.time_zone.startswith("Etc/")
    return posix_tz.parse(settings.zone_rule) if is_place else None


def zone_rule(settings: Settings, session: Session) -> Rule | None:
    """The rule by which a session's times can be written in its zone, None if only UTC is right."""
    rule = rule_of(settings)
    return rule if all(posix_tz.gives(rule, one) for one in (session.start, session.end)) else None


def _booking(said: Line) -> str:
    if said.session.state is State.CANCELLED:
        return ""
    by = said.session.book_by
    lines = (
        f"{said.button}: {said.session.book}" if said.button else "",
        said.item.booking,
        f"Book by {words.weekday(by)}" if by and said.button else "",
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
        f"Delete the entry for {words.day(session.moved_from)} if you have one." if session.moved_from else "",
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
    return f" (was {words.day_and_month(before) if same_year else words.day(before)})"


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
