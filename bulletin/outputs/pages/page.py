"""Define a web page, and the data that all pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ... import addresses
from ...model import Bulletin, Issue, Item, home_items
from ...text import humanize
from ...text.scripts import direction_of
from .. import cards
from ..date_words import DateWords, date_words
from ..facts import Topic, topics
from ..replacements import Replacements, replacements


class Card(NamedTuple):
    """The picture that other programs show for a shared link to a page."""

    address: str
    alt: str
    width: int = cards.WIDTH
    height: int = cards.HEIGHT


Crumb = tuple[str, str]
"""An address, and the words of the link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page before it is rendered."""

    address: str
    template: str
    """The name of its template in web/, without the ending."""
    title: str
    """The title, different from that of any other page."""
    about: str
    """A sentence for search engines and previews."""
    card: Card
    trail: tuple[Crumb, ...] = ()
    """The breadcrumbs: the pages above it, outermost first."""
    kind: str = "website"
    """The type for Open Graph."""
    hidden: bool = False
    """Whether to ask search engines to leave it out (noindex)."""
    stands_at: str = ""
    """The address of the page that took its place, "" for none."""
    holds: frozenset[str] = frozenset()
    """The slugs of the items whose whole text is on it, each with an anchor."""
    values: dict[str, Any] = field(default_factory=dict)
    """The variables of its template."""


HOME: Crumb = (addresses.HOME, "Home")
ISSUES: Crumb = (addresses.ARCHIVE, "All issues")


class Site(NamedTuple):
    """The public view of a bulletin, with indexes that all pages use."""

    bulletin: Bulletin
    items: tuple[Item, ...]
    by_slug: Mapping[str, Item]
    issues: Mapping[str, Issue]
    places: Mapping[str, int]
    """Ids of issues → their index in `bulletin.issues`; the newest has 0."""
    introductions: frozenset[str]
    """The starts of the anchors of introductions, one for each issue."""
    topics: tuple[Topic, ...]
    replacements: Replacements
    words: DateWords
    """The words for its sessions, such as "training" or "events"."""
    titles: Mapping[str, int]
    """Titles → the number of items and issues that have them."""

    card: Card
    """The card of pages that belong to no issue."""
    cards: Mapping[str, Card]
    """Ids of issues → their cards."""

    @property
    def direction(self) -> str:
        """The writing direction of its language: ltr or rtl."""
        return direction_of(self.bulletin.settings.language)

    @property
    def name(self) -> str:
        """The bulletin's name."""
        return self.bulletin.settings.name


def site(bulletin: Bulletin) -> Site:
    """Make the site of a bulletin's public view."""
    items = home_items(bulletin)
    return Site(
        bulletin=bulletin,
        items=items,
        by_slug={item.slug: item for item in items},
        issues={issue.id: issue for issue in bulletin.issues},
        places={issue.id: place for place, issue in enumerate(bulletin.issues)},
        introductions=frozenset(addresses.introduction(issue.id) for issue in bulletin.issues),
        topics=topics(bulletin),
        replacements=replacements(bulletin),
        words=date_words(bulletin),
        card=Card(addresses.CARD, cards.alt(bulletin, None)),
        cards={issue.id: Card(addresses.card(issue.id), cards.alt(bulletin, issue)) for issue in bulletin.issues},
        titles=Counter([item.title for item in items] + [issue_title(issue) for issue in bulletin.issues]),
    )


def issue_title(issue: Issue) -> str:
    """Return the title of an issue with its date, for headings and links."""
    return f"{issue.title}, {humanize.day(issue.day, month_first=issue.month_first)}"
