"""Say in words what a calendar entry says: its name, place, description and contacts.

Nothing here looks at the day on which it is made: the words of a file that somebody keeps
change only with what the editor wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ...model import Contact, Item, Session, Settings, Timing
from ...text import humanize, zones
from ...text.zones import ZoneRule
from .. import facts
from ..session_text import day_and_month_in_words, day_in_words
from ..sessions import STANDINGS, Line, attend_all, booked_name, deadline_sentence, moment_words, prefix

ONLINE_NOTE = "link sent before the session"
PHONE_NOTE = "number sent before the session"
NO_BOOKING = "This does not book your place."
SAMPLE = "This is a sample, not a real session."

_BLANKS = quote("Name: \r\nOrganisation: \r\n", safe="")
_LONGEST_NAME = 120
"""Characters of a session's name; the description has all of it."""


def summary(line: Line) -> str:
    """Name a session, with what readers who have another entry of it must see: MOVED: … (was 8 March)."""
    session = line.session
    if session.deadline:
        return prefix(session) + _deadline_name(line) + _former_day(session)
    part = f" ({session.part} of {session.parts})" if session.parts > 1 else ""
    hours = f" ({session.timing})" if session.timing is Timing.UNKNOWN else ""
    return prefix(session) + _short_name(line) + part + hours + _former_day(session)


def location(line: Line) -> str:
    """Say where people meet, or how they take part; "" where it is nowhere."""
    session = line.session
    if session.venue and session.service:
        return session.venue
    return f"{session.place}{_online_note(line)}" if session.online else session.place


def description(settings: Settings, line: Line) -> str:
    """Say all of a session in plain text, complete in itself; the booking link comes first."""
    policies = (f"{snippet.title}\n{snippet.prose.text}" for snippet in line.item.snippets if snippet.calendar)
    contact = "\n".join(f"Contact: {words}" for words in contacts(settings, line.item))
    blocks = (_booking(line), _about(settings, line), *policies, _cancelling(settings, line), contact)
    return "\n\n".join(block for block in blocks if block)


def short_description(line: Line) -> str:
    """Say what nobody can do without, for a calendar that would be too large."""
    return "\n\n".join(block for block in (_booking(line), line.state) if block)


def has_places(line: Line) -> bool:
    """Tell whether somebody may have a place that can be given back."""
    return STANDINGS[line.session.state].takes_place and not line.session.deadline and line.item.bookable


def giving_back(settings: Settings, line: Line) -> str:
    """Say whom to tell that one does not come, and what they must know.

    In words, since calendars show an address with a subject as one long row of letters.
    """
    to, name = organiser(settings, line.item), _place_name(line)
    return f'Cancel your place: write to {to}. Say your name and organisation, and "{name}".'


def cancel_mail(settings: Settings, line: Line) -> str:
    """Make a mailto address that gives a place back (RFC 6068), with blanks for what the team must know."""
    subject = quote(f"Cancel my place: {_place_name(line)}", safe="")
    return f"{mailto(organiser(settings, line.item))}?subject={subject}&body={_BLANKS}"


def _place_name(line: Line) -> str:
    """Name the place that is given back. A course is given back as a whole, so it names no day."""
    day = "" if line.session.parts > 1 else f", {day_in_words(line.session, line.session.start)}"
    return f"{booked_name(line.item, line.session)}{day}"


def organiser(settings: Settings, item: Item) -> str:
    """Find the address of those who organise an item: its own `email`, else the bulletin's."""
    own = next((contact for contact in item.contacts[:1] if contact.email and not contact.label), None)
    return own.email if own else settings.email


def bulletin_rule(settings: Settings) -> ZoneRule | None:
    """Find the rule of the bulletin's zone, None for a name that is no place.

    Windows means other zones by names such as GMT and EST.
    """
    is_place = "/" in settings.time_zone and not settings.time_zone.startswith("Etc/")
    return zones.parse(settings.zone_rule) if is_place else None


def session_rule(settings: Settings, session: Session) -> ZoneRule | None:
    """Find the rule by which a session's times can be written in its zone, None if only UTC is right."""
    rule = zones.parse(zones.posix_rule(session.zone)) if session.zone else bulletin_rule(settings)
    return rule if all(zones.gives(rule, moment) for moment in (session.start, session.end)) else None


def is_whole_day(session: Session) -> bool:
    """Tell whether a calendar shows a session above the hours of its days; so it does with each deadline."""
    return session.deadline or session.timing is not Timing.TIMED


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
    if not STANDINGS[session.state].takes_place or session.deadline:
        return ""
    opens = f"{line.window}: {session.book}" if session.book else line.window
    lines = (
        f"{line.button}: {session.book}" if line.button else "",
        opens if session.opens and not line.button else "",
        line.item.booking,
        f"Book by {moment_words(session, session.book_by)}"
        if session.book_by and (line.button or session.opens)
        else "",
        NO_BOOKING if line.item.bookable else "",
    )
    return "\n".join(text for text in lines if text)


def _about(settings: Settings, line: Line) -> str:
    item, session = line.item, line.session
    is_held = STANDINGS[session.state].takes_place
    attending = dict(facts.attending(item))
    if session.presenters:
        attending["Delivered by"] = humanize.listed(session.presenters)
    if session.cost:
        attending["Cost"] = session.cost
    lines = (
        SAMPLE if settings.sample else "",
        deadline_sentence(session) if session.deadline else line.name,
        "" if session.deadline else f"{line.when}, {line.hours}",
        attend_all(item, session),
        *line.notes,
        "" if session.deadline else line.state,
        f"Delete the entry for {day_in_words(session, session.moved_from)} if you have one."
        if session.moved_from
        else "",
        f"{session.venue}, or online: {session.service}{_online_note(line)}" if _is_hybrid(session) else location(line),
        line.joining if is_held and not session.deadline else "",
        *(f"{label}: {value}" for label, value in attending.items() if f"{label} {value}" not in _flat(line.notes)),
        line.places,
        item.circulation_note,
    )
    return "\n".join(text for text in lines if text)


def _flat(notes: Iterable[str]) -> set[str]:
    """Return notes without their colons, to leave out facts that they say already."""
    return {note.replace(":", "", 1) for note in notes}


def _is_hybrid(session: Session) -> bool:
    return bool(session.venue and session.service)


def _online_note(line: Line) -> str:
    """Say where the link comes from, only where the joining details say nothing."""
    if line.joining:
        return ""
    is_phone = "phone" in line.session.service.casefold()
    return f" ({PHONE_NOTE if is_phone else ONLINE_NOTE})"


def _cancelling(settings: Settings, line: Line) -> str:
    session = line.session
    if not has_places(line):
        return ""
    lines = [giving_back(settings, line)]
    if session.online and session.joining_by:
        kind = "Teams invite" if "teams" in session.place.casefold() else "invite"
        lines.append(f"When your {kind} arrives you can delete this reminder.")
    return "\n".join(lines)


def _deadline_name(line: Line) -> str:
    """Name a deadline: Survey closes by 5pm: Title."""
    label = line.session.label
    if not line.hours:
        return f"{label}: {line.item.title}"
    by = "" if label.casefold().endswith(" by") else " by"
    return f"{label}{by} {line.hours}: {line.item.title}"


def _short_name(line: Line) -> str:
    """Cut the name at a word to _LONGEST_NAME characters, or more if the label alone is longer, which stays whole."""
    if len(line.name) <= _LONGEST_NAME:
        return line.name
    label = line.name.removeprefix(line.item.title)
    room = max(_LONGEST_NAME - len(label) - 1, 1)
    title = line.item.title
    whole_words = title if title[room : room + 1] == " " else title[:room].rsplit(" ", 1)[0]
    return f"{whole_words[:room].rstrip(' ,;:–-')}…{label}"


def _former_day(session: Session) -> str:
    before = session.moved_from
    if before is None:
        return ""
    same_year = before.year == session.start.year
    return f" (was {day_and_month_in_words(session, before) if same_year else day_in_words(session, before)})"
