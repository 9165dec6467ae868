"""Make the RSS 2.0 feed, that of issues, and one for each topic, with feedgen.

What its release 1.0 does wrong is avoided here. Entries are appended, since it puts each new one
first; every time is set, since it would take the clock's; the channel's link is the last that is
named; author names, pictures and the link to the JSON feed come from an extension of our own, since
it drops names without an address and every link but its own; the style sheet is put in afterwards,
since it has no word for one. Its Atom is broken and not used.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from ... import __version__, addresses
from ...errors import BulletinError
from ...model import Bulletin, Circulation, File, Image, home_items
from ...text import humanize
from ..cards import ICON
from ..date_words import date_words
from ..facts import topics
from .feed_entries import feed_description, feed_entries, feed_title
from .feed_entry import FeedEntry
from .feed_view import FeedView
from .issue_entries import issue_entries, issues_description

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


class Channel(NamedTuple):
    """What a feed is, and where it stands."""

    page: str
    """The address of the page that shows the same."""
    address: str
    title: str
    description: str


def render(bulletin: Bulletin) -> Iterator[File]:
    """Yield the feed of everything, that of whole issues, then one for each topic."""
    view, settings, words = FeedView(bulletin), bulletin.settings, date_words(bulletin)
    entries = feed_entries(view, home_items(bulletin))
    everything = Channel(addresses.HOME, addresses.FEED, feed_title(settings), feed_description(settings, words))
    yield _file(addresses.FEED, _feed(bulletin, everything, entries))
    whole = Channel(
        addresses.ARCHIVE, addresses.ISSUES_FEED, feed_title(settings, "issues"), issues_description(settings)
    )
    yield _file(addresses.ISSUES_FEED, _issues_feed(bulletin, whole, issue_entries(view)))
    for topic in topics(bulletin):
        page, name = addresses.topic(topic.name), topic.name
        own = Channel(page, page + addresses.FEED, feed_title(settings, name), feed_description(settings, words, name))
        yield _file(own.address, _feed(bulletin, own, feed_entries(view, topic.items)))


def _issues_feed(bulletin: Bulletin, channel: Channel, entries: tuple[FeedEntry, ...]) -> bytes:
    """Write the feed of issues, of so many as programs read; of one in any case."""
    while len(entries) > 1 and sum(len(entry.html.encode()) for entry in entries) > LARGEST // 2:
        entries = entries[:-1]
    return _feed(bulletin, channel, entries)


class _ChannelExtension:
    """What feedgen has no word for on the channel: the namespaces of both halves, and the link to the JSON feed."""

    json_feed = ""
    """Where the channel is to be had as a JSON feed, "" if nowhere."""

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, element: Any) -> Any:
        if self.json_feed:
            link = {"href": self.json_feed, "rel": "alternate", "type": addresses.media_type(addresses.JSON_FEED)}
            etree.SubElement(element[0], f"{{{_ATOM}}}link", **link)
        return element


class _EntryExtension(_ChannelExtension):
    """What feedgen has no word for on an entry: an author's name and the item's picture."""

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
    """Write a feed."""
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

    settings, feed = bulletin.settings, FeedGenerator()
    feed.register_extension("more", _ChannelExtension, _EntryExtension, atom=False, rss=True)
    feed.title(channel.title)
    feed.description(channel.description)
    own = addresses.absolute(settings, channel.address)
    feed.link(href=own, rel="self", type=addresses.media_type(channel.address))
    feed.link(href=addresses.absolute(settings, channel.page), rel="alternate")
    feed.language(settings.language.lower())
    feed.copyright(settings.team)
    feed.generator(f"Bulletin {__version__}")
    feed.managingEditor(f"{settings.email} ({settings.team})")
    feed.webMaster(f"{settings.email} ({settings.team})")
    feed.ttl(MINUTES)
    feed.updated(_updated(bulletin, entries))
    if entries:
        feed.pubDate(entries[0].published)
    feed.image(**_image(bulletin))
    has_json = channel.address == addresses.FEED
    feed.more.json_feed = addresses.absolute(settings, addresses.JSON_FEED) if has_json else ""
    for entry in entries:
        _add(feed, entry)
    data = _with_stylesheet(feed.rss_str(pretty=True), channel.address)
    _judge_size(data, entries)
    return data


def _updated(bulletin: Bulletin, entries: tuple[FeedEntry, ...]) -> datetime:
    """Find when a feed last changed; what was recorded counts too, so that it never goes back when an item leaves."""
    times = [entry.modified for entry in entries] or [_oldest(bulletin)]
    return max(times + ([bulletin.recorded_until] if bulletin.recorded_until else []))


def _oldest(bulletin: Bulletin) -> datetime:
    """Find a time for a feed without entries."""
    issued = (issue.instant for issue in bulletin.issues)
    return next(issued, datetime.combine(bulletin.as_of, time(), UTC))


def _image(bulletin: Bulletin) -> dict[str, str]:
    """Choose the channel's image: the logo if it may be one, else the icon."""
    logo, width, height = bulletin.theme.logo, ICON, ICON
    address = addresses.ICON
    if logo and logo.asset.media_type in _IMAGE_TYPES and _fits(logo):
        address, width, height = logo.asset.address, logo.asset.width, logo.asset.height
    return {"url": addresses.absolute(bulletin.settings, address), "width": str(width), "height": str(height)}


def _fits(logo: Image) -> bool:
    return logo.asset.width <= _IMAGE_SIZE[0] and logo.asset.height <= _IMAGE_SIZE[1]


def _with_stylesheet(data: bytes, address: str) -> bytes:
    """Name the feed's style sheet in it (W3C xml-stylesheet), for people who open it in a browser."""
    head, _, rest = data.partition(b"?>")
    sheet = addresses.relative(addresses.FEED_STYLESHEET, address)
    return head + f'?>\n<?xml-stylesheet type="text/css" href="{sheet}"?>'.encode() + rest


def _judge_size(data: bytes, entries: tuple[FeedEntry, ...]) -> None:
    if len(data) <= LARGEST:
        return
    largest = max(entries, key=lambda entry: len(entry.html))
    sentence = f"The feed would have {humanize.size(len(data))}, and many programs stop at {humanize.size(LARGEST)}."
    raise BulletinError(f"{sentence} The longest item is {largest.path}. Put its long text into an attachment.")


def _add(feed: Any, entry: FeedEntry) -> None:
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
