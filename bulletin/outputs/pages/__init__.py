"""Render the web archive: home, issues, items, archive, calendar, topics and help pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File
from ..item_links import place_items
from ..site import lowered, place_images
from ..templates import fill
from .issues import archive, home, issue_page, month_pages
from .items import item_page
from .lists import accessibility, coming, missing, subscribe, topic_pages
from .page import Crumb, Site, WebPage, site


def render(bulletin: Bulletin) -> Iterator[File]:
    """Yield every page of the public view."""
    archive_site = site(bulletin)
    menu = _menu(archive_site)
    for page in _pages(archive_site):
        yield _file(archive_site, page, menu)


def _menu(site: Site) -> tuple[Crumb, ...]:
    """Return the links of the menu, which every page has."""
    rows = (
        (True, (addresses.HOME, "Home")),
        (site.words.any, (addresses.COMING, site.words.calendar)),
        (True, (addresses.ARCHIVE, "All issues")),
        (bool(site.topics), (addresses.TOPICS, "Topics")),
        (True, (addresses.SUBSCRIBE, "Subscribe")),
    )
    return tuple(crumb for is_there, crumb in rows if is_there)


def _pages(site: Site) -> Iterator[WebPage]:
    yield home(site)
    yield from (issue_page(site, issue) for issue in site.bulletin.issues)
    yield from (item_page(site, item) for item in site.items)
    yield archive(site)
    yield from month_pages(site)
    yield coming(site)
    yield from topic_pages(site)
    yield from (subscribe(site), accessibility(site), missing(site))


def _file(site: Site, page: WebPage, menu: tuple[Crumb, ...]) -> File:
    bulletin, settings = site.bulletin, site.bulletin.settings

    def to(address: str) -> str:
        """Return a link from this page to an address: relative, but absolute on 404, which is shown at any address."""
        if page.address == addresses.NOT_FOUND and settings.hosted:
            return addresses.absolute(settings, address)
        return addresses.relative(address, page.address)

    def placed(html: str, levels: int = 0) -> Markup:
        """Return a text with its links and pictures resolved for this page, and its headings lowered."""
        return place_images(place_items(lowered(html, levels), partial(_item_link, site, page, to)), to)

    full = partial(addresses.absolute, settings) if settings.hosted else to
    values = page.values | {"page": page, "menu": menu, "to": to, "full": full, "direction": site.direction}
    values |= {"placed": placed, "words": site.words}
    if "body" in values:
        values["body"] = placed(values["body"])
    data = fill(bulletin, f"web/{page.template}.html", **values).encode()
    return File(path=addresses.site(page.address), data=data, output="pages", circulation=Circulation.PUBLIC)


def _item_link(site: Site, page: WebPage, to: Callable[[str], str], slug: str, heading: str) -> str:
    """Return the link from a page to an item or one of its headings, "" if the item is not on the web."""
    anchor = f"#{addresses.heading(slug, heading)}" if heading else ""
    if slug in page.holds:
        return anchor or f"#{addresses.place_in_issue(slug)}"
    if slug not in site.by_slug:
        return anchor if slug in site.introductions else ""
    address = addresses.item(slug)
    return anchor if anchor and address == page.address else to(address) + anchor
