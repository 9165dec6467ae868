"""Make the files that pages and feeds use: style sheets, scripts, attachments, pictures and sitemaps."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from .. import addresses
from ..model import Asset, Bulletin, Circulation, File, Part, home_items, live_items
from .date_words import date_words
from .facts import topics
from .templates import fill
from .web_colours import web_colours

_TEMPLATES = (
    (addresses.STYLESHEET, "web/site.css"),
    (addresses.SEARCH_SCRIPT, "web/search.js"),
    (addresses.FEED_STYLESHEET, "feed/feed.css"),
)
_HEADING = re.compile(r"<(/?)h([2-6])(?=[ >])")
_DEEPEST = 6
MOST_PAGES = 50_000
"""The most addresses of a sitemap (sitemaps.org)."""
MOST_LETTERS = 4_500_000
"""The most characters of a sitemap; a template may make at most 5,000,000 (text/sandbox.py)."""
_AROUND_PAGE = 80
"""The characters around an address in a sitemap, with the time of its last change."""
_IMAGE = re.compile(r'src="asset:([^"]*)"')


def whole_assets(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the style sheets of the pages and of the feed, and the script of the search."""
    colours = web_colours(dict(bulletin.theme.values))
    for address, template in _TEMPLATES:
        yield _public_file(address, fill(bulletin, template, colours=colours).encode(), "assets")


def whole_files(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield every attachment and picture of the public view, each once."""
    theme = bulletin.theme
    assets = [asset for item in live_items(bulletin) for asset in item.assets]
    assets += [image.asset for issue in bulletin.issues for image in issue.images]
    assets += [*((theme.logo.asset,) if theme.logo else ()), *theme.files]
    for address, asset in sorted({asset.address: asset for asset in assets}.items()):
        yield _public_file(address, asset, "files")


def whole_sitemap(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the sitemap, with the time of each page's last change, and robots.txt, which has the sitemap's address."""
    pages = [(addresses.absolute(bulletin.settings, address), modified) for address, modified in _dated_pages(bulletin)]
    yield from _sitemaps(bulletin, pages)
    yield _public_file(addresses.ROBOTS, fill(bulletin, "web/robots.txt").encode(), "sitemap")


_DatedPages = Sequence[tuple[str, datetime | None]]
"""(URL, time of the last change or None if unknown) of pages."""


def _sitemaps(bulletin: Bulletin, pages: _DatedPages) -> Iterator[File]:
    """Yield the sitemap; if there are too many pages for one, yield several and an index of them (sitemaps.org)."""
    groups = list(_sitemap_groups(pages))
    if len(groups) == 1:
        yield _sitemap(bulletin, addresses.SITEMAP, "web/sitemap.xml", pages=pages)
        return
    parts = []
    for number, part in enumerate(groups, 1):
        address = addresses.sitemap_part(number)
        yield _sitemap(bulletin, address, "web/sitemap.xml", pages=part)
        newest = max((modified for _, modified in part if modified), default=None)
        parts.append((addresses.absolute(bulletin.settings, address), newest))
    yield _sitemap(bulletin, addresses.SITEMAP, "web/sitemaps.xml", parts=parts)


def _sitemap_groups(pages: _DatedPages) -> Iterator[_DatedPages]:
    """Divide pages into groups, each of which fits into a sitemap."""
    start, letters = 0, 0
    for number, (address, _) in enumerate(pages):
        letters += len(address) + _AROUND_PAGE
        if number - start == MOST_PAGES or letters > MOST_LETTERS:
            yield pages[start:number]
            start, letters = number, len(address) + _AROUND_PAGE
    yield pages[start:]


def _sitemap(bulletin: Bulletin, address: str, template: str, **values: object) -> File:
    return _public_file(address, fill(bulletin, template, **values).encode(), "sitemap")


def place_images(text: str, link: Callable[[str], str]) -> Markup:
    """Replace the sources of pictures in HTML (`src="asset:ADDRESS"`) by `link(ADDRESS)`."""
    return Markup(_IMAGE.sub(lambda match: f'src="{html.escape(link(html.unescape(match[1])))}"', text))


def lowered(html: str, levels: int) -> str:
    """Move the headings in HTML down by `levels`: an h2 becomes an h4 in an item whose title is an h3."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + levels, _DEEPEST)}", html)


def _public_file(address: str, data: bytes | Asset, output: str) -> File:
    return File(path=addresses.site(address), data=data, output=output, circulation=Circulation.PUBLIC)


def _dated_pages(bulletin: Bulletin) -> Iterator[tuple[str, datetime | None]]:
    """Yield (address, time of the last change or None if unknown) of each page, without pages of retired items."""
    newest = max((item.modified for item in home_items(bulletin)), default=None)
    yield addresses.HOME, newest
    for issue in bulletin.issues:
        yield addresses.issue(issue.id), max((item.modified for item in issue.items), default=issue.instant)
    for item in live_items(bulletin):
        yield addresses.item(item.slug), item.modified
    yield addresses.ARCHIVE, newest
    for address in dict.fromkeys(addresses.month(issue) for issue in bulletin.issues):
        yield address, None
    if date_words(bulletin).any:
        yield addresses.COMING, newest
    listed = topics(bulletin)
    if listed:
        yield addresses.TOPICS, newest
    for topic in listed:
        yield addresses.topic(topic.name), max(item.modified for item in topic.items)
    yield addresses.SUBSCRIBE, None
    yield addresses.ACCESSIBILITY, None
