"""Say what an item says in a feed; the RSS feed and the JSON feed write the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from ... import addresses
from ...model import Bulletin, Item, Settings
from ...text import humanize
from .. import facts
from ..calendar.calendar_files import item_file, session_file
from ..facts import contact_line, file_line, title
from ..sessions import Line, lines
from ..site import place_images
from ..templates import fill
from .feed_entry import Enclosure, FeedEntry
from .updates import new_updates, shown_updates

FEWEST = 50
"""So many items a feed holds if there are as many, and all of the newest issues in any case."""
NEWEST_ISSUES = 2

_LISTED = 3
"""Sessions that a summary names; of more it says how many there are."""
_PHONE = re.compile(r'<a href="tel:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


class _Row(NamedTuple):
    """One session and its file."""

    line: Line
    calendar: str
    """The full address of its file, "" where nobody should add it."""


Entries = dict[str, FeedEntry]
"""The entries of items that were made so far, by slug: several feeds hold the same."""


def feed_entries(bulletin: Bulletin, items: Iterable[Item], made: Entries) -> tuple[FeedEntry, ...]:
    """Choose the entries that a feed of these items holds, newest first: the items, and what changed of them."""
    items = tuple(items)
    new = new_updates(bulletin)
    updates = [entry for item in items for entry in shown_updates(bulletin, item, new.get(item.slug))]
    rows: list[tuple[datetime, Item, FeedEntry | None]] = [(entry.published, entry.item, entry) for entry in updates]
    rows += [(item.first_published, item, None) for item in items if not item.retired]
    rows.sort(key=lambda row: row[1].slug)
    rows.sort(key=lambda row: row[0], reverse=True)
    newest = {issue.id for issue in bulletin.issues[:NEWEST_ISSUES]}
    chosen = [row for place, row in enumerate(rows) if place < FEWEST or row[1].issue in newest]
    for _, item, update in chosen:
        if update is None and item.slug not in made:
            made[item.slug] = feed_entry(bulletin, item)
    return tuple(update or made[item.slug] for _, item, update in chosen)


def feed_entry(bulletin: Bulletin, item: Item) -> FeedEntry:
    """Say of an item what every feed says of it."""
    settings, rows = bulletin.settings, lines(item, date.min)
    picture = addresses.absolute(settings, item.image.asset.address) if item.image else ""
    return FeedEntry(
        item=item,
        id=f"urn:uuid:{item.uid}",
        url=addresses.absolute(settings, addresses.item(item.slug)),
        title=title(item),
        summary=". ".join(text for text in (_when_and_where(rows), item.summary) if text),
        html=_html(bulletin, item, rows, picture),
        published=item.first_published,
        modified=max(item.modified, *(session.revision.modified for session in item.sessions), item.first_published),
        author=item.organisation or settings.team,
        picture=picture,
        calendar=_calendar(bulletin, item),
        files=_files(settings, item),
        lines=rows,
    )


def feed_title(settings: Settings, topic: str = "") -> str:
    """Name a feed."""
    sample = "[Sample] " if settings.sample else ""
    return f"{sample}{settings.name}: {topic}" if topic else f"{sample}{settings.name}"


def feed_description(settings: Settings, topic: str = "") -> str:
    """Say what a feed holds, in a sentence or two."""
    about = f" about {topic}" if topic else ""
    sentence = f"News and training{about} from {settings.team}."
    return f"{sentence} This is a sample." if settings.sample else sentence


def _when_and_where(lines: tuple[Line, ...]) -> str:
    """Say when and where sessions are, in one line."""
    if not lines:
        return ""
    places = [f"{line.when}, {line.hours}, {line.session.place}" for line in lines]
    if len(lines) <= _LISTED:
        return "; ".join(places)
    last = humanize.weekday(lines[-1].session.start)
    return f"{humanize.count(len(lines), 'session')}, the first {places[0]}, the last {last}"


def _html(bulletin: Bulletin, item: Item, lines: tuple[Line, ...], picture: str) -> str:
    settings = bulletin.settings
    full = partial(addresses.absolute, settings)
    rows = tuple(_Row(line=line, calendar=full(addresses.session(item, line.session))) for line in lines)
    html = fill(
        bulletin,
        "feed/entry.html",
        item=item,
        sample=settings.sample,
        rows=rows,
        together=full(addresses.item_calendar(item)) if len(rows) > 1 else "",
        picture=picture,
        body=place_images(item.prose.page, full),
        corrections=facts.corrections(item),
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        files=tuple(file_line(settings, attachment, hosted=True) for attachment in item.attachments),
        contacts=tuple(contact_line(contact) for contact in item.contacts),
    )
    # Some readers end an attribute at &#34;, which is how templates write a quotation mark.
    return _PHONE.sub(_phone_as_words, html.strip().replace("&#34;", "&quot;"))


def _phone_as_words(link: re.Match[str]) -> str:
    """Write a phone link as words: feed readers empty its address, and phones find the number by themselves."""
    number, words = link.groups()
    return words if any(character.isdigit() for character in words) else f"{words} ({number})"


def _calendar(bulletin: Bulletin, item: Item) -> Enclosure | None:
    if not item.sessions:
        return None
    if len(item.sessions) == 1:
        address = addresses.session(item, item.sessions[0])
        data = session_file(bulletin, item, item.sessions[0])
    else:
        address, data = addresses.item_calendar(item), item_file(bulletin, item)
    return Enclosure(
        url=addresses.absolute(bulletin.settings, address),
        media_type=addresses.media_type(address),
        title=f"Calendar file: {item.title}",
        size=len(data),
    )


def _files(settings: Settings, item: Item) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(
            url=addresses.absolute(settings, attachment.asset.address),
            media_type=attachment.asset.media_type,
            title=attachment.label,
            size=attachment.asset.size,
        )
        for attachment in item.attachments
    )
