"""sitemap.xml, the list of pages for search engines (sitemaps.org), and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .. import addresses
from ..model import Bulletin, Circulation, File, home_items, live_items
from .templates import fill
from .topics import topics


def render(bulletin: Bulletin) -> Iterator[File]:
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
