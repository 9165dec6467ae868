"""Pages across issues: coming sessions, topics, and those that explain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from ... import addresses
from ...model import Month, live_items
from ...text import humanize
from ..sessions import Line, line
from .filters import choices
from .page import HOME, Page, Site

NEWEST = 20
"""Items of a topic with their summaries; earlier ones stand in a list."""


def coming_lines(site: Site) -> tuple[Line, ...]:
    """Every session that is not past, earliest first."""
    day = site.bulletin.as_of
    coming = ((item, one) for item in live_items(site.bulletin) for one in item.sessions if one.end.date() >= day)
    return tuple(sorted((line(item, one, day) for item, one in coming), key=_when))


def _when(line: Line) -> tuple[datetime, str, str]:
    return line.session.start, line.item.slug, line.session.key


def coming(site: Site) -> Page:
    """All coming sessions, by month."""
    found = coming_lines(site)
    months = ((month, tuple(several)) for month, several in groupby(found, _month))
    return Page(
        address=addresses.COMING,
        template="calendar",
        title=f"Training calendar - {site.name}",
        about=f"{humanize.count(len(found), 'session')} to come, with links to book and to add to your calendar.",
        card=site.card,
        trail=(HOME,),
        values={
            "months": tuple(
                (humanize.month(month), "month-{}-{:02}".format(*month), several) for month, several in months
            ),
            "choices": choices(site.topics, found),
        },
    )


def _month(line: Line) -> Month:
    return line.session.start.year, line.session.start.month


def topic_pages(site: Site) -> Iterator[Page]:
    """The list of topics and the page of each; none if the bulletin lists no topics."""
    if not site.topics:
        return
    yield Page(
        address=addresses.TOPICS,
        template="topics",
        title=f"Topics - {site.name}",
        about=f"What {site.name} says, by topic.",
        card=site.card,
        trail=(HOME,),
        values={"topics": site.topics},
    )
    coming: dict[str, list[Line]] = {}
    for one in coming_lines(site):
        coming.setdefault(one.item.slug, []).append(one)
    for topic in site.topics:
        items = tuple(item for item in topic.items if not item.retired)
        yield Page(
            address=addresses.topic(topic.name),
            template="topic",
            title=f"{topic.name[:1].upper()}{topic.name[1:]} - {site.name}",
            about=f"{humanize.count(len(items), 'item')} about {topic.name}.",
            card=site.card,
            trail=(HOME, (addresses.TOPICS, "Topics")),
            values={
                "topic": topic,
                "items": items[:NEWEST],
                "earlier": items[NEWEST:],
                "lines": sorted((one for item in items for one in coming.get(item.slug, ())), key=_when),
            },
        )


def subscribe(site: Site) -> Page:
    """How to get the bulletin, for a person who knows no word of it."""
    return Page(
        address=addresses.SUBSCRIBE,
        template="subscribe",
        title=f"Subscribe - {site.name}",
        about=f"How to get {site.name} by email, in your calendar, in Teams or in a feed reader.",
        card=site.card,
        trail=(HOME,),
        values={"topics": site.topics},
    )


def accessibility(site: Site) -> Page:
    """How accessible the pages are."""
    return Page(
        address=addresses.ACCESSIBILITY,
        template="accessibility",
        title=f"Accessibility statement - {site.name}",
        about="How accessible these pages are, and whom to ask when something does not work for you.",
        card=site.card,
        trail=(HOME,),
    )


def missing(site: Site) -> Page:
    """What is shown where there is no page."""
    return Page(
        address=addresses.NOT_FOUND,
        template="404",
        title=f"Page not found - {site.name}",
        about="There is no page at this address.",
        card=site.card,
        hidden=True,
    )
