"""Write the parts of an item that pages, feeds and the email share: facts, files, contacts, title, topics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from .. import addresses
from ..model import Attachment, Bulletin, Contact, Item, Link, Month, Session, Settings, State, home_items
from ..text import humanize
from ..text.slugs import slug
from .sessions import STANDINGS, prefix

Fact = tuple[str, str]
"""(label, value), like ("Delivered by", "NSPCC")."""

UNNAMED_PAGE = "Web page"
"""The words of a contact's link, if the contact has a web address and no name."""

_FILE_TYPES = {
    ".docx": "Word",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".pptx": "PowerPoint",
    ".xlsx": "Excel",
}
_COUNTED: tuple[tuple[str, Callable[[Session], bool]], ...] = (
    ("cancelled", lambda session: session.state is State.CANCELLED),
    ("postponed", lambda session: session.state is State.POSTPONED),
    ("moved", lambda session: session.moved_from is not None and STANDINGS[session.state].takes_place),
    ("provisional", lambda session: session.state is State.PROVISIONAL),
)
"""(word, condition): sessions that meet the condition are counted after a title, like "(2 sessions cancelled)"."""


class FileLine(NamedTuple):
    """An attachment as readers see it."""

    words: str
    """The label with type and size, like "Safer recruitment flyer (PDF, 23KB)"."""
    url: str
    """The address; "" if the site does not have the file."""
    attached: bool


class ContactLine(NamedTuple):
    """The ways to reach a person or team."""

    label: str
    """The label of the contact; "" if the parts need none."""
    parts: tuple[Link, ...]
    """Words and their addresses; the address is "" for words without a link."""


class Topic(NamedTuple):
    """A topic in the settings that at least one item has."""

    name: str
    """The name as it is written in the settings."""
    items: tuple[Item, ...]
    """The items, newest issue first. Retired items are among them, so that no address of the topic vanishes."""


def origin(item: Item) -> tuple[Fact, ...]:
    """Return the facts about an item's source and audience."""
    return _without_blanks(
        (
            ("From", item.organisation),
            ("Published", _published(item.published)),
            ("For", humanize.listed(item.audience)),
            ("Areas", humanize.listed(item.areas)),
            ("To be reviewed by", humanize.day(item.review_by) if item.review_by else ""),
        )
    )


def attending(item: Item) -> tuple[Fact, ...]:
    """Return the facts that people need to take part."""
    return _without_blanks(
        (
            ("Delivered by", humanize.listed(item.presenters)),
            ("Level", item.level),
            ("Cost", item.cost),
            ("What you need", item.requires),
        )
    )


def booking(item: Item) -> tuple[Fact, ...]:
    """Return the fact about booking a place, in the editor's words."""
    return _without_blanks((("Booking", item.booking), ("Joining details", item.joining)))


def corrections(item: Item) -> tuple[str, ...]:
    """Return a sentence for each correction, earliest first, like "Corrected 3 February 2022: …"."""
    return tuple(f"Corrected {humanize.day(day)}: {text}" for day, text in item.corrections)


def file_line(settings: Settings, attachment: Attachment, hosted: bool) -> FileLine:
    """Return an attachment's label, or else its file name, with type and size, and its address if it is on the site."""
    asset = attachment.asset
    path = PurePosixPath(asset.name)
    label = attachment.label
    if label == asset.name:
        words = re.sub(r"[-_ ]+", " ", path.stem).strip() or label
        label = humanize.capitalised(words)
    file_type = _FILE_TYPES.get(path.suffix.lower(), path.suffix[1:].upper() or "file")
    return FileLine(
        words=f"{label} ({file_type}, {humanize.size(asset.size)})",
        url=addresses.absolute(settings, asset.address) if hosted else "",
        attached=not hosted and asset.data is not None,
    )


def contact_line(contact: Contact) -> ContactLine:
    """Return the parts of a contact, with link words that say where each link leads."""
    label = contact.label or ("Phone" if contact.phone and not contact.email else "Email" if contact.email else "")
    if contact.name and contact.email and contact.phone and not contact.label:
        label = "Contact"
    parts = tuple(_contact_parts(contact))
    return ContactLine(label="" if parts[0].label == label else label, parts=parts)


def title(item: Item) -> str:
    """Return an item's title with the state of its sessions: before it if all share it, else counted after it."""
    meetings = [session for session in item.sessions if not session.deadline]
    if not meetings:
        return item.title
    if len({prefix(session) for session in meetings}) == 1:
        return prefix(meetings[0]) + item.title
    counts = [(word, sum(map(is_so, meetings))) for word, is_so in _COUNTED]
    counted = [(word, number) for word, number in counts if number]
    parts = [f"{humanize.count(number, 'session')} {word}" for word, number in counted[:1]]
    parts += [f"{number} {word}" for word, number in counted[1:]]
    return f"{item.title} ({humanize.listed(parts)})" if parts else item.title


def topics(bulletin: Bulletin) -> tuple[Topic, ...]:
    """Return the topics of a view of the bulletin, in the order of the settings."""
    by_topic: dict[str, list[Item]] = {}
    for item in home_items(bulletin):
        for name in {slug(topic) for topic in item.topics}:
            by_topic.setdefault(name, []).append(item)
    listed = (Topic(name=name, items=tuple(by_topic.get(slug(name), ()))) for name in bulletin.settings.topics)
    return tuple(topic for topic in listed if topic.items)


def _without_blanks(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((label, text) for label, text in facts if text)


def _published(published: date | Month | None) -> str:
    if published is None:
        return ""
    return humanize.day(published) if isinstance(published, date) else humanize.month(published)


def _contact_parts(contact: Contact) -> Iterator[Link]:
    name = contact.name
    if contact.url and not name:
        name = contact.label or UNNAMED_PAGE
    if name:
        yield Link(label=name, url=contact.url)
    if contact.email:
        yield Link(label=contact.email, url=f"mailto:{contact.email}")
    if contact.phone:
        yield Link(label=contact.phone, url=contact.tel)
