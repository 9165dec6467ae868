"""The web archive: home, issues, items, archive, calendar, topics, and the pages that explain."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File
from ..entries import title as titled
from ..templates import fill
from .issues import archive, home, issue, month_pages
from .items import item
from .lists import accessibility, coming, missing, subscribe, topic_pages
from .page import Crumb, Page, Site, site

_ASSET = re.compile(r'src="asset:([^"]*)"')
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
    """What stands above and below pages: filled in once for all those from which every link of it is the same."""

    def __init__(self, bulletin: Bulletin, menu: tuple[Crumb, ...]) -> None:
        self.bulletin, self.menu = bulletin, menu
        self.tops = {address for address, _ in menu} | {addresses.SUBSCRIBE, addresses.ACCESSIBILITY, addresses.ARCHIVE}
        self.made: dict[tuple[str, int], dict[str, Markup]] = {}

    def around(self, page: Page, to: Callable[[str], str]) -> dict[str, Markup]:
        """The masthead and the foot of a page."""
        address = page.address
        top = address.partition("/")[0] + "/"
        own = address if address in self.tops or address == addresses.NOT_FOUND else top if top in self.tops else "/"
        key = own, address.count("/")
        if key not in self.made:
            values = {"page": page, "to": to, "menu": self.menu}
            filled = {name: fill(self.bulletin, f"web/{name}.html", **values) for name in ("masthead", "foot")}
            self.made[key] = {name: Markup(text.rstrip("\n")) for name, text in filled.items()}
        return self.made[key]


def _file(bulletin: Bulletin, page: Page, frames: _Frames) -> File:
    settings = bulletin.settings

    def to(address: str) -> str:
        """An address as a link on this page; the page for what is missing is shown at any depth."""
        if page.address == addresses.NOT_FOUND and settings.hosted:
            return addresses.absolute(settings, address)
        return addresses.relative(address, page.address)

    values = page.values | {"page": page, "to": to, "titled": titled, **frames.around(page, to)}
    values["full"] = (lambda address: addresses.absolute(settings, address)) if settings.hosted else to
    if "body" in values:
        values["body"] = _placed(values["body"], to)
    data = fill(bulletin, f"web/{page.template}.html", **values).encode()
    return File(path=addresses.site(page.address), data=data, output="pages", circulation=Circulation.PUBLIC)


def _placed(text: str, to: Callable[[str], str]) -> Markup:
    """The HTML of a text, its pictures as seen from the page."""
    return Markup(_ASSET.sub(lambda match: f'src="{html.escape(to(html.unescape(match[1])))}"', text))
