"""Write the words of a calendar entry: its name, place, description and contacts.

They never depend on the day of the build, so that a calendar file only changes if the editor changes the item.
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
"""The most characters of a session's name in SUMMARY; the description has the whole name."""


def summary(line: Line) -> str:
    """Return the name of an entry; a changed session has its state and former day: "MOVED: … (was 8 March)"."""
    session = line.session
    if session.deadline:
        return prefix(session) + _deadline_name(line) + _former_day(session)
    part = f" ({session.part} of {session.parts})" if session.parts > 1 else ""
    hours = f" ({session.timing})" if session.timing is Timing.UNKNOWN else ""
    return prefix(session) + _short_name(line) + part + hours + _former_day(session)


def location(line: Line) -> str:
    """Return the venue, or else the online service; "" without a place."""
    session = line.session
    if session.venue and session.service:
        return session.venue
    return f"{session.place}{_online_note(line)}" if session.online else session.place


def description(settings: Settings, line: Line) -> str:
    """Return the whole description of a session in plain text; the booking link comes first."""
    policies = (f"{snippet.title}\n{snippet.prose.text}" for snippet in line.item.snippets if snippet.calendar)
    contact = "\n".join(f"Contact: {words}" for words in contacts(settings, line.item))
    blocks = (_booking(line), _about(settings, line), *policies, _cancelling(settings, line), contact)
    return "\n\n".join(block for block in blocks if block)


def short_description(line: Line) -> str:
    """Return only the booking link and the state, for a calendar that would be too large."""
    return "\n\n".join(block for block in (_booking(line), line.state) if block)


def has_places(line: Line) -> bool:
    """Tell whether people may have booked a place that they can give back."""
    return STANDINGS[line.session.state].takes_place and not line.session.deadline and line.item.bookable


def giving_back(settings: Settings, line: Line) -> str:
    """Return the sentences that explain how to give a place back.

    It is not a mailto link, since calendar programs would show its long address as text.
    """
    to, name = organiser(settings, line.item), _place_name(line)
    return f'Cancel your place: write to {to}. Say your name and organisation, and "{name}".'


def cancel_mail(settings: Settings, line: Line) -> str:
    """Make a mailto address to give a place back (RFC 6068), whose body has lines to fill in."""
    subject = quote(f"Cancel my place: {_place_name(line)}", safe="")
    return f"{mailto(organiser(settings, line.item))}?subject={subject}&body={_BLANKS}"


def _place_name(line: Line) -> str:
    """Return the name and day of a session; a course has no day, since people give back all its days."""
    day = "" if line.session.parts > 1 else f", {day_in_words(line.session, line.session.start)}"
    return f"{booked_name(line.item, line.session)}{day}"


def organiser(settings: Settings, item: Item) -> str:
    """Return the email address of an item's organiser: its key `email`, else the bulletin's."""
    own = next((contact for contact in item.contacts[:1] if contact.email and not contact.label), None)
    return own.email if own else settings.email


def bulletin_rule(settings: Settings) -> ZoneRule | None:
    """Return the rule of the bulletin's zone, None for a name that is not a place, such as GMT or EST.

    Windows uses such names for other zones.
    """
    is_place = "/" in settings.time_zone and not settings.time_zone.startswith("Etc/")
    return zones.parse(settings.zone_rule) if is_place else None


def session_rule(settings: Settings, session: Session) -> ZoneRule | None:
    """Return the rule for writing a session's times in its zone, None if the rule would be wrong for them."""
    rule = zones.parse(zones.posix_rule(session.zone)) if session.zone else bulletin_rule(settings)
    return rule if all(zones.gives(rule, moment) for moment in (session.start, session.end)) else None


def is_whole_day(session: Session) -> bool:
    """Tell whether calendars should show a session as all-day: one without hours, or a deadline."""
    return session.deadline or session.timing is not Timing.TIMED


def contacts(settings: Settings, item: Item) -> list[str]:
    """Return the contacts of an item, a line for each."""
    return [_contact(contact) for contact in item.contacts or (Contact(email=settings.email),)]


def mailto(email: str) -> str:
    """Make a mailto address (RFC 6068)."""
    return f"mailto:{quote(email, safe='@!$*+')}"


def _contact(contact: Contact) -> str:
    """Write a contact on one line, like "CDOP team: cdop@example.org, 0151 496 0000"."""
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
    """Return notes without their first colons, for comparing them with facts."""
    return {note.replace(":", "", 1) for note in notes}


def _is_hybrid(session: Session) -> bool:
    return bool(session.venue and session.service)


def _online_note(line: Line) -> str:
    """Return the note about the link or number to join, "" if the item has joining details."""
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
    """Return the name of a deadline, like "Survey closes by 5pm: Title"."""
    label = line.session.label
    if not line.hours:
        return f"{label}: {line.item.title}"
    by = "" if label.casefold().endswith(" by") else " by"
    return f"{label}{by} {line.hours}: {line.item.title}"


def _short_name(line: Line) -> str:
    """Return the name, with the title shortened at a word so that it has at most _LONGEST_NAME characters.

    The label is never shortened.
    """
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
