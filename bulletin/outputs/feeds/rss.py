"""The RSS 2.0 feed, and one for each topic, written by feedgen; what its release 1.0 does wrong is avoided here.

Entries are appended, since it puts each new one first; every time is set, since it would take the
clock's; the channel's link is the last that is named; author names, pictures and the link to the JSON
feed come from an extension of our own, since it drops names without an address and every link but its
own; the style sheet is put in afterwards, since it has no word for one. Its Atom is broken and not used.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from ... import __version__, addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Image, Item, home_items
from ...text import humanize
from ..cards import ICON
from ..facts import topics
from .entries import Entry, chosen, entry, feed_description, feed_title

OUTPUT = "feed"
MINUTES = 60
"""How long readers may keep what they have."""

LARGEST = 5_000_000
"""Bytes that Power Automate reads of a feed; other programs stop near there too."""

_IMAGE_SIZE = (144, 400)
"""Pixels that a channel's image may have."""
_IMAGE_TYPES = ("image/gif", "image/jpeg", "image/png")
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


def render(bulletin: Bulletin) -> Iterator[File]:
    """The feed of everything, then one for each topic."""
    made: dict[str, Entry] = {}

    def entries(items: tuple[Item, ...]) -> tuple[Entry, ...]:
        found = chosen(bulletin, items)
        made.update({item.slug: entry(bulletin, item) for item in found if item.slug not in made})
        return tuple(made[item.slug] for item in found)

    yield _file(addresses.FEED, _feed(bulletin, "", addresses.HOME, entries(home_items(bulletin))))
    for topic in topics(bulletin):
        address = addresses.topic(topic.name)
        yield _file(address + addresses.FEED, _feed(bulletin, topic.name, address, entries(topic.items)))


class _Names:
    """Both halves of an extension: the namespaces are declared once, on the channel."""

    json_feed = ""
    """Where the channel is to be had as a JSON feed, "" if nowhere."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, element: Any) -> Any:
        if self.json_feed:
            link = {"href": self.json_feed, "rel": "alternate", "type": addresses.media_type(addresses.JSON_FEED)}
            etree.SubElement(element[0], f"{{{_ATOM}}}link", **link)
        return element


class _More(_Names):
    """What feedgen has no word for: an author's name and the item's picture."""

    author = ""
    url = ""
    image: Image | None = None

    def extend_rss(self, element: Any) -> Any:
        etree.SubElement(element, f"{{{_DC}}}creator").text = self.author
        if self.image:
            asset = self.image.asset
            size = {"width": str(asset.width), "height": str(asset.height)}
            etree.SubElement(
                element, f"{{{_MEDIA}}}content", url=self.url, medium="image", type=asset.media_type, **size
            )
        return element


def _feed(bulletin: Bulletin, topic: str, page: str, entries: tuple[Entry, ...]) -> bytes:
    """A feed. page: the address of the page that shows the same."""
    settings, feed = bulletin.settings, FeedGenerator()
    feed.register_extension("more", _Names, _More, atom=False, rss=True)
    feed.title(feed_title(settings, topic))
    feed.description(feed_description(settings, topic))
    own = addresses.absolute(settings, page + addresses.FEED)
    feed.link(href=own, rel="self", type=addresses.media_type(addresses.FEED))
    feed.link(href=addresses.absolute(settings, page), rel="alternate")
    feed.language(settings.language.lower())
    feed.copyright(settings.team)
    feed.generator(f"Bulletin {__version__}")
    feed.managingEditor(f"{settings.email} ({settings.team})")
    feed.webMaster(f"{settings.email} ({settings.team})")
    feed.ttl(MINUTES)
    feed.updated(max((one.modified for one in entries), default=_oldest(bulletin)))
    if entries:
        feed.pubDate(entries[0].item.first_published)
    feed.image(**_image(bulletin))
    feed.more.json_feed = "" if topic else addresses.absolute(settings, addresses.JSON_FEED)
    for one in entries:
        _add(feed, one)
    return _judged(_styled(feed.rss_str(pretty=True), page), entries)


def _oldest(bulletin: Bulletin) -> datetime:
    """A time for a feed without entries."""
    issued = (issue.instant for issue in bulletin.issues)
    return next(issued, datetime.combine(bulletin.as_of, time(), UTC))


def _image(bulletin: Bulletin) -> dict[str, str]:
    """The channel's image: the logo if it may be one, else the icon."""
    logo, width, height = bulletin.theme.logo, ICON, ICON
    address = addresses.ICON
    if logo and logo.asset.media_type in _IMAGE_TYPES and _fits(logo):
        address, width, height = logo.asset.address, logo.asset.width, logo.asset.height
    return {"url": addresses.absolute(bulletin.settings, address), "width": str(width), "height": str(height)}


def _fits(logo: Image) -> bool:
    return logo.asset.width <= _IMAGE_SIZE[0] and logo.asset.height <= _IMAGE_SIZE[1]


def _styled(data: bytes, page: str) -> bytes:
    """The feed with its style sheet named (W3C xml-stylesheet), for people who open it in a browser."""
    head, _, rest = data.partition(b"?>")
    sheet = addresses.relative(addresses.FEED_STYLESHEET, page + addresses.FEED)
    return head + f'?>\n<?xml-stylesheet type="text/css" href="{sheet}"?>'.encode() + rest


def _judged(data: bytes, entries: tuple[Entry, ...]) -> bytes:
    if len(data) <= LARGEST:
        return data
    largest = max(entries, key=lambda one: len(one.html)).item
    said = f"The feed would have {humanize.size(len(data))}, and many programs stop at {humanize.size(LARGEST)}."
    raise BulletinError(f"{said} The longest item is {largest.path}. Put its long text into an attachment.")


def _add(feed: Any, one: Entry) -> None:
    added = feed.add_entry(order="append")
    added.guid(one.id, permalink=False)
    added.title(one.title)
    added.link(href=one.url)
    added.summary(html.escape(one.summary or one.title, quote=False))
    added.content(one.html, type="html")
    added.published(one.item.first_published)
    added.updated(one.modified)
    for topic in one.item.topics:
        added.category(term=topic)
    if one.calendar:
        added.enclosure(one.calendar.url, str(one.calendar.size), one.calendar.media_type)
    added.more.author, added.more.image, added.more.url = one.author, one.item.image, one.picture


def _file(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)
