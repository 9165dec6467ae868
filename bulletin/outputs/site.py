"""What pages and feeds refer to: style sheets, the search's script, the files of items, introductions and theme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .. import addresses
from ..model import Asset, Bulletin, Circulation, File, home_items, live_items
from .facts import topics
from .templates import fill

_TEMPLATES = (
    (addresses.STYLESHEET, "web/site.css"),
    (addresses.SEARCH_SCRIPT, "web/search.js"),
    (addresses.FEED_STYLESHEET, "feed/feed.css"),
)


def render(bulletin: Bulletin) -> Iterator[File]:
    """The style sheets of the pages and the feed, and the script of the search."""
    for address, template in _TEMPLATES:
        data = fill(bulletin, template).encode()
        yield File(path=addresses.site(address), data=data, output="assets", circulation=Circulation.PUBLIC)


def render_files(bulletin: Bulletin) -> Iterator[File]:
    """Every attachment and picture of the public view, once."""
    found: dict[str, Asset] = {}
    for item in live_items(bulletin):
        images = (item.image, *item.body_images)
        assets = (*(one.asset for one in item.attachments), *(image.asset for image in images if image))
        found |= {asset.address: asset for asset in assets}
    found |= {image.asset.address: image.asset for issue in bulletin.issues for image in issue.images}
    logo = bulletin.theme.logo
    found |= {asset.address: asset for asset in ((logo.asset,) if logo else ()) + bulletin.theme.files}
    for address, asset in sorted(found.items()):
        yield File(path=addresses.site(address), data=asset, output="files", circulation=Circulation.PUBLIC)


def render_sitemap(bulletin: Bulletin) -> Iterator[File]:
    """Every page once, with the moment of its content; and where that list is."""
    pages = [(addresses.absolute(bulletin.settings, address), when) for address, when in _pages(bulletin)]
    yield _file(addresses.SITEMAP, fill(bulletin, "web/sitemap.xml", pages=pages))
    yield _file(addresses.ROBOTS, fill(bulletin, "web/robots.txt"))


def _file(address: str, text: str) -> File:
    return File(path=addresses.site(address), data=text.encode(), output="sitemap", circulation=Circulation.PUBLIC)


def _pages(bulletin: Bulletin) -> Iterator[tuple[str, datetime | None]]:
    """Each page's address, and when its content was last modified, if that is known; none of what is gone."""
    newest = max((item.modified for item in home_items(bulletin)), default=None)
    yield addresses.HOME, newest
    for issue in bulletin.issues:
        yield addresses.issue(issue.id), max((item.modified for item in issue.items), default=issue.instant)
    for item in live_items(bulletin):
        yield addresses.item(item.slug), item.modified
    yield addresses.ARCHIVE, newest
    for address in dict.fromkeys(addresses.month(issue) for issue in bulletin.issues):
        yield address, None
    yield addresses.COMING, newest
    found = topics(bulletin)
    if found:
        yield addresses.TOPICS, newest
    for topic in found:
        yield addresses.topic(topic.name), max(item.modified for item in topic.items)
    yield addresses.SUBSCRIBE, None
    yield addresses.ACCESSIBILITY, None
