"""Render RSS 2.0 feeds with feedgen: of all items, of issues, and of each topic.

feedgen 1.0 needs these workarounds. It puts each new entry first, so entries are added with order="append". It sets
missing times to the current time, so every time is set. The last link that is set becomes the channel's link.
It drops authors without an email address, pictures, and links other than its own, so an extension writes them. It
cannot name a style sheet, which is added to its output. Its Atom output is broken and not used.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from ... import __version__, addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Image, Part, home_items
from ...text import humanize, media_types
from ..cards import ICON
from ..date_words import date_words
from ..facts import topics
from .feed_entries import feed_description, feed_entries, feed_title
from .feed_entry import FeedEntry
from .feed_view import FeedView
from .issue_entries import issue_entries, issues_description

OUTPUT = "feed"
MINUTES = 60
"""The time in minutes for which feed readers may keep a copy."""

LARGEST = 5_000_000
"""The most bytes of a feed that Power Automate reads; other programs have similar limits."""

_IMAGE_SIZE = (144, 400)
"""The greatest width and height of a channel's image, in pixels (RSS 2.0)."""
_IMAGE_TYPES = ("image/gif", "image/jpeg", "image/png")
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


class Channel(NamedTuple):
    """The title, description and addresses of a feed."""

    page: str
    """The address of the web page with the same contents."""
    address: str
    """The address of the feed."""
    title: str
    description: str


def whole(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the feed of all items, the feed of issues, then a feed for each topic."""
    view, settings, words = FeedView(bulletin), bulletin.settings, date_words(bulletin)
    entries = feed_entries(view, home_items(bulletin))
    everything = Channel(addresses.HOME, addresses.FEED, feed_title(settings), feed_description(settings, words))
    yield _file(addresses.FEED, _feed(bulletin, everything, entries))
    issues = Channel(
        addresses.ARCHIVE, addresses.ISSUES_FEED, feed_title(settings, "issues"), issues_description(settings)
    )
    yield _file(addresses.ISSUES_FEED, _issues_feed(bulletin, issues, issue_entries(view)))
    for topic in topics(bulletin):
        page, name = addresses.topic(topic.name), topic.name
        own = Channel(page, page + addresses.FEED, feed_title(settings, name), feed_description(settings, words, name))
        yield _file(own.address, _feed(bulletin, own, feed_entries(view, topic.items)))


def _issues_feed(bulletin: Bulletin, channel: Channel, entries: tuple[FeedEntry, ...]) -> bytes:
    """Write the feed of issues, with as many issues as fit into half of LARGEST, but at least one."""
    while len(entries) > 1 and sum(len(entry.html.encode()) for entry in entries) > LARGEST // 2:
        entries = entries[:-1]
    return _feed(bulletin, channel, entries)


class _ChannelExtension:
    """Add to feedgen's channel the namespaces of both extensions, and the link to the JSON feed."""

    json_feed = ""
    """The address of the JSON feed with the same items, "" for none."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, element: Any) -> Any:
        if self.json_feed:
            link = {"href": self.json_feed, "rel": "alternate", "type": media_types.of_name(addresses.JSON_FEED)}
            etree.SubElement(element[0], f"{{{_ATOM}}}link", **link)
        return element


class _EntryExtension(_ChannelExtension):
    """Add to feedgen's entry the name of the author and the picture."""

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


def _feed(bulletin: Bulletin, channel: Channel, entries: tuple[FeedEntry, ...]) -> bytes:
    """Write a feed as bytes; raise BulletinError if it is larger than LARGEST."""
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

    settings, feed = bulletin.settings, FeedGenerator()
    feed.register_extension("more", _ChannelExtension, _EntryExtension, atom=False, rss=True)
    feed.title(channel.title)
    feed.description(channel.description)
    own = addresses.absolute(settings, channel.address)
    feed.link(href=own, rel="self", type=media_types.of_name(channel.address))
    feed.link(href=addresses.absolute(settings, channel.page), rel="alternate")
    feed.language(settings.language.lower())
    feed.copyright(settings.team)
    feed.generator(f"Bulletin {__version__}")
    feed.managingEditor(f"{settings.email} ({settings.team})")
    feed.webMaster(f"{settings.email} ({settings.team})")
    feed.ttl(MINUTES)
    feed.updated(_last_change(bulletin, entries))
    if entries:
        feed.pubDate(entries[0].published)
    feed.image(**_image(bulletin))
    has_json = channel.address == addresses.FEED
    feed.more.json_feed = addresses.absolute(settings, addresses.JSON_FEED) if has_json else ""
    for entry in entries:
        _add_entry(feed, entry)
    data = _with_stylesheet(feed.rss_str(pretty=True), channel.address)
    _judge_size(data, entries)
    return data


def _last_change(bulletin: Bulletin, entries: tuple[FeedEntry, ...]) -> datetime:
    """Return the time of a feed's last change; with the ledger's time, it never goes back when an entry is removed."""
    times = [entry.modified for entry in entries] or [_default_time(bulletin)]
    return max(times + ([bulletin.recorded_until] if bulletin.recorded_until else []))


def _default_time(bulletin: Bulletin) -> datetime:
    """Return a time for a feed without entries: that of the newest issue, or else the day of the build."""
    issued = (issue.instant for issue in bulletin.issues)
    return next(issued, datetime.combine(bulletin.as_of, time(), UTC))


def _image(bulletin: Bulletin) -> dict[str, str]:
    """Return the channel's image: the logo if its type and size are allowed, else the icon."""
    logo, width, height = bulletin.theme.logo, ICON, ICON
    address = addresses.ICON
    if logo and logo.asset.media_type in _IMAGE_TYPES and _fits(logo):
        address, width, height = logo.asset.address, logo.asset.width, logo.asset.height
    return {"url": addresses.absolute(bulletin.settings, address), "width": str(width), "height": str(height)}


def _fits(logo: Image) -> bool:
    return logo.asset.width <= _IMAGE_SIZE[0] and logo.asset.height <= _IMAGE_SIZE[1]


def _with_stylesheet(data: bytes, address: str) -> bytes:
    """Return a feed with a link to its style sheet (W3C xml-stylesheet), for people who open it in a browser."""
    head, _, rest = data.partition(b"?>")
    sheet = addresses.relative(addresses.FEED_STYLESHEET, address)
    return head + f'?>\n<?xml-stylesheet type="text/css" href="{sheet}"?>'.encode() + rest


def _judge_size(data: bytes, entries: tuple[FeedEntry, ...]) -> None:
    if len(data) <= LARGEST:
        return
    largest = max(entries, key=lambda entry: len(entry.html))
    sentence = f"The feed would have {humanize.size(len(data))}, and many programs stop at {humanize.size(LARGEST)}."
    raise BulletinError(f"{sentence} The longest item is {largest.path}. Put its long text into an attachment.")


def _add_entry(feed: Any, entry: FeedEntry) -> None:
    added = feed.add_entry(order="append")
    added.guid(entry.id, permalink=False)
    added.title(entry.title)
    added.link(href=entry.url)
    added.summary(html.escape(entry.summary or entry.title, quote=False))
    added.content(entry.html, type="html")
    added.published(entry.published)
    added.updated(entry.modified)
    for topic in entry.topics:
        added.category(term=topic)
    if entry.calendar:
        added.enclosure(entry.calendar.url, str(entry.calendar.size), entry.calendar.media_type)
    added.more.author, added.more.image, added.more.url = (
        entry.author,
        entry.image if entry.picture else None,
        entry.picture,
    )


def _file(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)
