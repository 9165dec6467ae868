"""Render the web archive: home, issues, items, archive, calendar, topics and help pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File, Issue, Part
from ..item_links import place_items
from ..site import lowered, place_images
from ..templates import fill
from .issues import archive, home, issue_page, month_pages
from .items import item_page
from .lists import accessibility, coming, missing, subscribe, topic_pages
from .page import Common, Site, WebPage, commons, site

__all__ = ["commons", "part", "whole"]


def part(common: Common, issue: Issue) -> Part:
    """Make the page of an issue, and of each item that was in it first."""
    items = (item_page(common, issue, item) for item in issue.items if item.issue == issue.id)
    return Part(files=tuple(_page_file(common, page) for page in (issue_page(common, issue), *items)))


def whole(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the pages that are of no single issue: home, archive, months, calendar, topics and help."""
    archive_site = site(bulletin)
    for page in _pages(archive_site):
        yield _page_file(archive_site.common, page)


def _pages(site: Site) -> Iterator[WebPage]:
    yield home(site)
    yield archive(site)
    yield from month_pages(site)
    yield coming(site)
    yield from topic_pages(site)
    yield from (subscribe(site), accessibility(site), missing(site))


def _page_file(common: Common, page: WebPage) -> File:
    links = _PageLinks(common, page)
    values = page.values | {"page": page, "menu": common.menu, "words": common.words, "direction": common.direction}
    values |= {"to": links.to, "full": links.full, "placed": links.placed}
    if "body" in values:
        values["body"] = links.placed(values["body"])
    data = fill(common.frame, f"web/{page.template}.html", **values).encode()
    return File(path=addresses.site(page.address), data=data, output="pages", circulation=Circulation.PUBLIC)


class _PageLinks(NamedTuple):
    """The links from a page to other addresses of the site; its public methods are functions of its template."""

    common: Common
    page: WebPage

    def to(self, address: str) -> str:
        """Return the link to an address: relative, but absolute on 404, which is shown at any address."""
        if self.page.address == addresses.NOT_FOUND:
            return self.full(address)
        return addresses.relative(address, self.page.address)

    def full(self, address: str) -> str:
        """Return the absolute link to an address; a relative one if the site has no address of its own."""
        settings = self.common.frame.settings
        if settings.hosted:
            return addresses.absolute(settings, address)
        return addresses.relative(address, self.page.address)

    def placed(self, html: str, levels: int = 0) -> Markup:
        """Return a text with its links and pictures resolved for this page, and its headings lowered."""
        return place_images(place_items(lowered(html, levels), self._item_link), self.to)

    def _item_link(self, slug: str, heading: str) -> str:
        """Return the link to an item or one of its headings, "" if the item is not on the web."""
        anchor = f"#{addresses.heading(slug, heading)}" if heading else ""
        if slug in self.page.holds:
            return anchor or f"#{addresses.place_in_issue(slug)}"
        if slug not in self.common.slugs:
            return anchor if slug in self.common.introductions else ""
        address = addresses.item(slug)
        return anchor if anchor and address == self.page.address else self.to(address) + anchor
