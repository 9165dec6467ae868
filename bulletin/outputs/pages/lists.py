"""Make the pages that belong to no single issue: coming sessions, topics and help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from ... import addresses
from ...model import Item, Month, State, live_items
from ...text import humanize
from ..facts import Topic
from ..sessions import Line, asks_to_book, awaited_lines, by_month, is_past, line
from .filters import choices
from .page import HOME, Site, WebPage

NEWEST = 20
"""The number of newest items that the page of a topic has with summaries."""
LISTED = 100
"""The number of further items in a list below them; if there are more, each earlier year has a page."""


def coming_lines(site: Site) -> tuple[Line, ...]:
    """Return every coming session and deadline, earliest first, without postponed sessions, which have no day."""
    day = site.bulletin.as_of
    sessions = ((item, session) for item in live_items(site.bulletin) for session in item.sessions)
    dated = ((item, session) for item, session in sessions if session.state is not State.POSTPONED)
    coming = (line(item, session, day) for item, session in dated if not is_past(session, day))
    return tuple(sorted(coming, key=_start))


def _start(line: Line) -> tuple[datetime, str, str]:
    return line.session.start, line.item.slug, line.session.key


def coming(site: Site) -> WebPage:
    """Make the calendar page: all coming sessions by month."""
    lines = coming_lines(site)
    months = ((month, tuple(group)) for month, group in groupby(lines, _month))
    announced = by_month(row for item in live_items(site.bulletin) for row in awaited_lines(item))
    return WebPage(
        address=addresses.COMING,
        template="calendar",
        title=f"{site.words.calendar} - {site.name}",
        about=f"{humanize.count(len(lines), 'session')} to come, with links to book and to add to your calendar."
        if site.words.any
        else "There are no dates yet.",
        card=site.card,
        hidden=not site.words.any,
        trail=(HOME,),
        values={
            "months": tuple((humanize.month(month), "month-{}-{:02}".format(*month), group) for month, group in months),
            "choices": choices(site.topics, lines),
            "awaited": tuple(row for rows in announced.values() for row in rows),
            "asks_to_book": asks_to_book(lines, site.bulletin.as_of),
        },
    )


def _month(line: Line) -> Month:
    return line.session.start.year, line.session.start.month


def topic_pages(site: Site) -> Iterator[WebPage]:
    """Make the page of all topics and a page for each topic; none if the bulletin has no topics."""
    if not site.topics:
        return
    yield WebPage(
        address=addresses.TOPICS,
        template="topics",
        title=f"Topics - {site.name}",
        about=f"What {site.name} says, by topic.",
        card=site.card,
        trail=(HOME,),
        values={"topics": site.topics},
    )
    lines_by_item: dict[str, list[Line]] = {}
    for each in coming_lines(site):
        lines_by_item.setdefault(each.item.slug, []).append(each)
    for topic in site.topics:
        yield from _pages_of_topic(site, topic, lines_by_item)


_Year = tuple[int, tuple[Item, ...]]
"""A year, and the items of a topic in its issues."""


def _pages_of_topic(site: Site, topic: Topic, lines_by_item: Mapping[str, Sequence[Line]]) -> Iterator[WebPage]:
    """Make the page of a topic, and a page for each earlier year that does not fit on it.

    lines_by_item: the coming sessions of each item, by its slug.
    """
    items = tuple(item for item in topic.items if not item.retired)
    years = _years(site, items)
    yield WebPage(
        address=addresses.topic(topic.name),
        template="topic",
        title=f"{humanize.capitalised(topic.name)} - {site.name}",
        about=f"{humanize.count(len(items), 'item')} about {topic.name}.",
        card=site.card,
        trail=(HOME, (addresses.TOPICS, "Topics")),
        values={
            "topic": topic,
            "items": items[:NEWEST],
            "earlier": items[NEWEST : NEWEST + LISTED],
            "years": years,
            "lines": sorted((each for item in items for each in lines_by_item.get(item.slug, ())), key=_start),
        },
    )
    yield from (_topic_year(site, topic, *year) for year in years)


def _years(site: Site, items: Sequence[Item]) -> tuple[_Year, ...]:
    """Group the items of a topic by year, from the newest year that does not fit on the topic's page."""
    days = {issue.id: issue.day for issue in site.bulletin.issues}
    rest = items[NEWEST + LISTED :]
    last = max((_year(days, item) for item in rest), default=0)
    older = (item for item in items if _year(days, item) <= last)
    return tuple((year, tuple(group)) for year, group in groupby(older, lambda item: _year(days, item)))


def _year(days: Mapping[str, date], item: Item) -> int:
    return days[item.issue].year


def _topic_year(site: Site, topic: Topic, year: int, items: Sequence[Item]) -> WebPage:
    """Make the page of a topic's items in a year; search engines may skip it, as they know the items' pages."""
    name = humanize.capitalised(topic.name)
    return WebPage(
        address=addresses.topic_year(topic.name, year),
        template="topic_year",
        title=f"{name} in {year} - {site.name}",
        about=f"{humanize.count(len(items), 'item')} about {topic.name} in {year}.",
        card=site.card,
        hidden=True,
        trail=(HOME, (addresses.TOPICS, "Topics"), (addresses.topic(topic.name), name)),
        values={"topic": topic, "year": year, "items": items},
    )


def subscribe(site: Site) -> WebPage:
    """Make the page that explains how to get the bulletin, without technical words."""
    return WebPage(
        address=addresses.SUBSCRIBE,
        template="subscribe",
        title=f"Subscribe - {site.name}",
        about=f"How to get {site.name} by email,{' in your calendar,' if site.words.any else ''} in Teams or in a feed "
        "reader.",
        card=site.card,
        trail=(HOME,),
        values={"topics": site.topics},
    )


def accessibility(site: Site) -> WebPage:
    """Make the accessibility statement."""
    return WebPage(
        address=addresses.ACCESSIBILITY,
        template="accessibility",
        title=f"Accessibility statement - {site.name}",
        about="How accessible these pages are, and whom to ask when something does not work for you.",
        card=site.card,
        trail=(HOME,),
    )


def missing(site: Site) -> WebPage:
    """Make the page "not found"."""
    return WebPage(
        address=addresses.NOT_FOUND,
        template="404",
        title=f"Page not found - {site.name}",
        about="There is no page at this address.",
        card=site.card,
        hidden=True,
    )
