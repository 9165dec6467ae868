"""The web archive: home, issues, items, archive, calendar, topics, and the pages that explain."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Hashable, Iterator
from functools import partial

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File
from ..templates import fill
from .issues import archive, home, issue, month_pages
from .items import item
from .lists import accessibility, coming, missing, subscribe, topic_pages
from .page import Crumb, Page, Site, site

_ASSET = re.compile(r'src="asset:([^"]*)"')
_Link = Callable[[str], str]
_MENU = (
    (addresses.HOME, "Home"),
    (addresses.COMING, "Training calendar"),
    (addresses.ARCHIVE, "All issues"),
    (addresses.TOPICS, "Topics"),
    (addresses.SUBSCRIBE, "Subscribe"),
)


def render(bulletin: Bulletin) -> Iterator[File]:
    """Every page of the public view."""
    here = site(bulletin)
    menu = tuple(entry for entry in _MENU if entry[0] != addresses.TOPICS or here.topics)
    frames = _Frames(bulletin, menu)
    for page in _pages(here):
        yield _file(bulletin, page, frames)


def _pages(here: Site) -> Iterator[Page]:
    yield home(here)
    yield from (issue(here, one) for one in here.bulletin.issues)
    yield from (item(here, one) for one in here.items)
    yield archive(here)
    yield from month_pages(here)
    yield coming(here)
    yield from topic_pages(here)
    yield from (subscribe(here), accessibility(here), missing(here))


class _Frames:
    """What stands around the words of pages: filled in once for all pages on which it is the same."""

    def __init__(self, bulletin: Bulletin, menu: tuple[Crumb, ...]) -> None:
        self.bulletin, self.menu = bulletin, menu
        self.tops = {address for address, _ in menu} | {addresses.SUBSCRIBE, addresses.ACCESSIBILITY, addresses.ARCHIVE}
        self.made: dict[tuple[str, Hashable], Markup] = {}

    def around(self, page: Page, to: _Link, full: _Link) -> dict[str, Markup]:
        """The pieces around the words of a page, by the names of their templates."""
        place = self._place(page.address)
        same_on = dict.fromkeys(("masthead", "foot", "feeds", "looks"), place)
        same_on |= {"trail": (place, page.trail), "card": (place, page.card)}
        for name, key in same_on.items():
            if (name, key) not in self.made:
                filled = fill(self.bulletin, f"web/{name}.html", page=page, to=to, full=full, menu=self.menu)
                self.made[name, key] = Markup(filled.rstrip("\n"))
        return {name: self.made[name, key] for name, key in same_on.items()}

    def _place(self, address: str) -> Hashable:
        """The same for all pages from which every link to a top page is the same."""
        top = address.partition("/")[0] + "/"
        own = address if address in self.tops or address == addresses.NOT_FOUND else top if top in self.tops else "/"
        return own, address.count("/")


def _file(bulletin: Bulletin, page: Page, frames: _Frames) -> File:
    settings = bulletin.settings

    def to(address: str) -> str:
        """An address as a link on this page; the page for what is missing is shown at any depth."""
        if page.address == addresses.NOT_FOUND and settings.hosted:
            return addresses.absolute(settings, address)
        return addresses.relative(address, page.address)

    full = partial(addresses.absolute, settings) if settings.hosted else to
    values = page.values | {"page": page, "to": to, "full": full} | frames.around(page, to, full)
    if "body" in values:
        values["body"] = _placed(values["body"], to)
    data = fill(bulletin, f"web/{page.template}.html", **values).encode()
    return File(path=addresses.site(page.address), data=data, output="pages", circulation=Circulation.PUBLIC)


def _placed(text: str, to: _Link) -> Markup:
    """The HTML of a text, its pictures as seen from the page."""
    return Markup(_ASSET.sub(lambda match: f'src="{html.escape(to(html.unescape(match[1])))}"', text))
