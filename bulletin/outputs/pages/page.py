"""Define what a page is, and what all pages of a bulletin share."""

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
    """The picture that stands beside a page's address where it is shared."""

    address: str
    alt: str
    width: int = cards.WIDTH
    height: int = cards.HEIGHT


Crumb = tuple[str, str]
"""An address, and what the link to it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """One page: where it stands, what it is made from, what it is about."""

    address: str
    template: str
    title: str
    """Unlike that of any other page."""
    about: str
    """One sentence, for search engines and previews."""
    card: Card
    trail: tuple[Crumb, ...] = ()
    """The pages above it, outermost first."""
    kind: str = "website"
    """OpenGraph's type."""
    hidden: bool = False
    """Whether search engines are asked to leave it out."""
    stands_at: str = ""
    """The address of the page that took its place."""
    holds: frozenset[str] = frozenset()
    """The slugs of the items that it holds whole, each at a place of its own."""
    values: dict[str, Any] = field(default_factory=dict)


HOME: Crumb = (addresses.HOME, "Home")
ISSUES: Crumb = (addresses.ARCHIVE, "All issues")


class Site(NamedTuple):
    """The public view, and what is looked up in it again and again."""

    bulletin: Bulletin
    items: tuple[Item, ...]
    by_slug: Mapping[str, Item]
    issues: Mapping[str, Issue]
    places: Mapping[str, int]
    """Of the issues among all, by their ids; the newest is first."""
    introductions: frozenset[str]
    """What begins the anchors of their introductions."""
    topics: tuple[Topic, ...]
    replacements: Replacements
    words: DateWords
    """What its dates are called."""
    titles: Mapping[str, int]
    """How many items or issues have a title."""

    card: Card
    """The bulletin's own."""
    cards: Mapping[str, Card]
    """Those of the issues."""

    @property
    def direction(self) -> str:
        """Return how its language runs: ltr or rtl."""
        return direction_of(self.bulletin.settings.language)

    @property
    def name(self) -> str:
        """The bulletin's name."""
        return self.bulletin.settings.name


def site(bulletin: Bulletin) -> Site:
    """Look up what all pages of a bulletin share."""
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
    """Write an issue's title with its day, as headings and links have it."""
    return f"{issue.title}, {humanize.day(issue.day, month_first=issue.month_first)}"
