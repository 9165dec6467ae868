"""Define a web page, and the data that all pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ... import addresses
from ...model import Bulletin, Issue, Item, home_items
from ...text import humanize
from ...text.scripts import direction_of
from .. import cards
from ..date_words import DateWords, date_words
from ..facts import Topic, topics
from ..frame import frame, heading
from ..item_links import linked_items
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


class Common(NamedTuple):
    """What pages print of the rest of the bulletin; those of an issue and of its items get only what they name."""

    frame: Bulletin
    """The bulletin without its issues."""
    words: DateWords
    """The words for its sessions, such as "training" or "events"."""
    menu: tuple[Crumb, ...]
    """The links that every page has."""
    titles: frozenset[str]
    """The titles that several items and issues have."""
    slugs: frozenset[str]
    """The items that have a page."""
    introductions: frozenset[str]
    """The starts of the anchors of introductions, one for each issue."""
    replacements: Replacements
    targets: Mapping[str, Item]
    """The items to which others have moved, by slug."""
    newer: Issue | None = None
    """The issue after that of the page; of its fields only those that make a heading."""
    older: Issue | None = None
    """The issue before that of the page, in the same way."""

    @property
    def card(self) -> Card:
        """The card of pages that belong to no issue."""
        return Card(addresses.CARD, cards.alt(self.frame, None))

    def issue_card(self, issue: Issue) -> Card:
        """Return the card of the pages of an issue."""
        return Card(addresses.card(issue.id), cards.alt(self.frame, issue))

    @property
    def direction(self) -> str:
        """The writing direction of its language: ltr or rtl."""
        return direction_of(self.frame.settings.language)

    @property
    def name(self) -> str:
        """The bulletin's name."""
        return self.frame.settings.name


class Site(NamedTuple):
    """The public view of a bulletin, with what pages of several issues need of it."""

    bulletin: Bulletin
    common: Common
    topics: tuple[Topic, ...]

    @property
    def card(self) -> Card:
        """The card of pages that belong to no issue."""
        return self.common.card

    @property
    def words(self) -> DateWords:
        """The words for its sessions."""
        return self.common.words

    @property
    def name(self) -> str:
        """The bulletin's name."""
        return self.common.name


def site(bulletin: Bulletin) -> Site:
    """Make the site of a bulletin's public view."""
    items, words, listed = home_items(bulletin), date_words(bulletin), topics(bulletin)
    by_slug = {item.slug: item for item in items}
    titles = Counter([item.title for item in items] + [issue_title(issue) for issue in bulletin.issues])
    common = Common(
        frame=frame(bulletin),
        words=words,
        menu=_menu(words, bool(listed)),
        titles=frozenset(title for title, number in titles.items() if number > 1),
        slugs=frozenset(by_slug),
        introductions=frozenset(addresses.introduction(issue.id) for issue in bulletin.issues),
        replacements=replacements(bulletin),
        targets={item.moved_to: by_slug[item.moved_to] for item in items if item.moved_to in by_slug},
    )
    return Site(bulletin, common, listed)


def commons(bulletin: Bulletin) -> Iterator[tuple[Common, Issue]]:
    """Yield each issue after what its pages name of the rest of the bulletin."""
    common, issues = site(bulletin).common, (None, *bulletin.issues, None)
    for newer, issue, older in zip(issues, issues[1:], issues[2:], strict=False):
        assert issue
        yield _common_of_issue(common._replace(newer=newer, older=older), issue), issue


def _common_of_issue(common: Common, issue: Issue) -> Common:
    """Return what the pages of an issue name of the rest; everything for templates that are not the package's."""
    if any(name.startswith("web/") for name in common.frame.own_templates):
        return common
    texts = (
        prose.page for item in issue.items for prose in (item.prose, *(snippet.prose for snippet in item.snippets))
    )
    linked = linked_items((issue.prose.page, *texts))
    slugs = frozenset(item.slug for item in issue.items)
    newer, older = (
        {slug: counterpart for slug, counterpart in counterparts.items() if slug in slugs}
        for counterparts in common.replacements
    )
    moved = {item.moved_to for item in issue.items}
    return common._replace(
        titles=common.titles & {issue_title(issue), *(item.title for item in issue.items)},
        slugs=common.slugs & linked,
        introductions=common.introductions & linked,
        replacements=Replacements(newer, older),
        targets={slug: item for slug, item in common.targets.items() if slug in moved},
        newer=common.newer and heading(common.newer),
        older=common.older and heading(common.older),
    )


def _menu(words: DateWords, has_topics: bool) -> tuple[Crumb, ...]:
    rows = (
        (True, (addresses.HOME, "Home")),
        (words.any, (addresses.COMING, words.calendar)),
        (True, (addresses.ARCHIVE, "All issues")),
        (has_topics, (addresses.TOPICS, "Topics")),
        (True, (addresses.SUBSCRIBE, "Subscribe")),
    )
    return tuple(crumb for is_there, crumb in rows if is_there)


def issue_title(issue: Issue) -> str:
    """Return the title of an issue with its date, for headings and links."""
    return f"{issue.title}, {humanize.day(issue.day, month_first=issue.month_first)}"
