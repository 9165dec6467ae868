"""What an item says in a feed; the RSS feed and the JSON feed write the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from ... import addresses
from ...model import Bulletin, Item, Settings
from ...text import humanize
from .. import facts, templates
from ..facts import contact_line, file_line, title
from ..sessions import Line, lines
from ..site import place_images

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


class Entry(NamedTuple):
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


def chosen(bulletin: Bulletin, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that a feed of these holds, newest first."""
    ordered = sorted(items, key=lambda item: item.slug)
    ordered.sort(key=lambda item: item.first_published, reverse=True)
    newest = {issue.id for issue in bulletin.issues[:NEWEST_ISSUES]}
    live = (item for item in ordered if not item.retired)
    return tuple(item for place, item in enumerate(live) if place < FEWEST or item.issue in newest)


def entry(bulletin: Bulletin, item: Item) -> Entry:
    """An item, as a feed has it."""
    settings, found = bulletin.settings, lines(item, date.min)
    picture = addresses.absolute(settings, item.image.asset.address) if item.image else ""
    calendar = _calendar(bulletin, item)
    return Entry(
        item=item,
        id=f"urn:uuid:{item.uid}",
        url=addresses.absolute(settings, addresses.item(item.slug)),
        title=title(item),
        summary=". ".join(one for one in (_when(found), item.summary) if one),
        html=_html(bulletin, item, found, picture),
        modified=max(item.modified, *(one.revision.modified for one in item.sessions), item.first_published),
        author=item.organisation or settings.team,
        picture=picture,
        calendar=calendar,
        files=_files(settings, item),
        lines=found,
    )


def feed_title(settings: Settings, topic: str = "") -> str:
    """The name of a feed."""
    sample = "[Sample] " if settings.sample else ""
    return f"{sample}{settings.name}: {topic}" if topic else f"{sample}{settings.name}"


def feed_description(settings: Settings, topic: str = "") -> str:
    """What a feed holds, in a sentence or two."""
    about = f" about {topic}" if topic else ""
    said = f"News and training{about} from {settings.team}."
    return f"{said} This is a sample." if settings.sample else said


def _when(found: tuple[Line, ...]) -> str:
    """When and where, in one line."""
    if not found:
        return ""
    named = [f"{line.when}, {line.hours}, {line.session.place}" for line in found]
    if len(found) <= _LISTED:
        return "; ".join(named)
    last = humanize.weekday(found[-1].session.start)
    return f"{humanize.count(len(found), 'session')}, the first {named[0]}, the last {last}"


def _html(bulletin: Bulletin, item: Item, found: tuple[Line, ...], picture: str) -> str:
    settings = bulletin.settings
    rows = tuple(
        _Row(line=line, calendar=addresses.absolute(settings, addresses.session(item, line.session))) for line in found
    )
    filled = templates.fill(
        bulletin,
        "feed/entry.html",
        item=item,
        sample=settings.sample,
        rows=rows,
        together=addresses.absolute(settings, addresses.item_calendar(item)) if len(rows) > 1 else "",
        picture=picture,
        body=place_images(item.prose.page, partial(addresses.absolute, settings)),
        corrections=facts.corrections(item),
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        files=tuple(file_line(settings, one, hosted=True) for one in item.attachments),
        contacts=tuple(contact_line(one) for one in item.contacts),
    )
    # Some readers end an attribute at &#34;, which is how templates write a quotation mark.
    return _PHONE.sub(_number, filled.strip().replace("&#34;", "&quot;"))


def _number(match: re.Match[str]) -> str:
    """A phone link as words: feed readers empty its address, and phones find the number by themselves."""
    number, said = match.groups()
    return said if any(letter.isdigit() for letter in said) else f"{said} ({number})"


def _calendar(bulletin: Bulletin, item: Item) -> Enclosure | None:
    if not item.sessions:
        return None
    from ..calendar import files as calendar_files  # icalendar takes long to import.

    if len(item.sessions) == 1:
        address = addresses.session(item, item.sessions[0])
        data = calendar_files.session_file(bulletin, item, item.sessions[0])
    else:
        address, data = addresses.item_calendar(item), calendar_files.item_file(bulletin, item)
    return Enclosure(
        url=addresses.absolute(bulletin.settings, address),
        media_type=addresses.media_type(address),
        title=f"Calendar file: {item.title}",
        size=len(data),
    )


def _files(settings: Settings, item: Item) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(
            url=addresses.absolute(settings, one.asset.address),
            media_type=one.asset.media_type,
            title=one.label,
            size=one.asset.size,
        )
        for one in item.attachments
    )
