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

FEWEST = 50
"""So many items a feed holds if there are as many, and all of the newest issues in any case."""
NEWEST_ISSUES = 2

_LISTED = 3
"""Sessions that a summary names; of more it says how many there are."""
_PHONE = re.compile(r'<a href="tel:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


class Enclosure(NamedTuple):
    """A file that goes with an entry."""

    url: str
    media_type: str
    title: str
    size: int
    """Bytes."""


class FeedEntry(NamedTuple):
    """One item, ready for every feed that holds it."""

    item: Item
    id: str
    """urn:uuid: and the item's UUID; the same for ever."""
    url: str
    title: str
    summary: str
    """Plain text; when and where come first."""
    html: str
    """All of it, with full addresses."""
    modified: datetime
    """UTC; the newest of the item's and its sessions'."""
    author: str
    picture: str
    """Its address, "" where there is none."""
    calendar: Enclosure | None
    """Its session, or all of them in one file."""
    files: tuple[Enclosure, ...]
    lines: tuple[Line, ...]
    """Its sessions, earliest first."""


class _Row(NamedTuple):
    """A session in the text of an entry."""

    line: Line
    calendar: str
    """The address of its file."""


def feed_items(bulletin: Bulletin, items: Iterable[Item]) -> tuple[Item, ...]:
    """Choose the items that a feed of these holds, newest first."""
    ordered = sorted(items, key=lambda item: item.slug)
    ordered.sort(key=lambda item: item.first_published, reverse=True)
    newest = {issue.id for issue in bulletin.issues[:NEWEST_ISSUES]}
    live = (item for item in ordered if not item.retired)
    return tuple(item for place, item in enumerate(live) if place < FEWEST or item.issue in newest)


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
