"""Make the page of an item, or the page that says where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Item
from ..facts import title
from ..sessions import asks_to_book, closing, is_past
from .json_ld import events
from .page import HOME, ISSUES, Crumb, Site, WebPage, issue_title
from .whole import whole_item


def item_page(site: Site, item: Item) -> WebPage:
    """Make the page of an item."""
    if item.retired:
        return _retired(site, item)
    settings = site.bulletin.settings
    day = site.bulletin.as_of
    issue, whole, deadlines = site.issues[item.issue], whole_item(site, item), closing(item, day)
    groups = whole.groups
    rows = tuple(line for course in groups for line in course.lines)
    over = frozenset(line.session.uid for line in (*rows, *deadlines) if is_past(line.session, day))
    return WebPage(
        address=addresses.item(item.slug),
        template="item",
        title=_title(site, item),
        about=item.summary or item.title,
        card=site.cards[item.issue],
        trail=_trail(site, item),
        kind="article",
        values={
            **whole._asdict(),
            "issue": issue,
            "lines": rows,
            "courses": tuple(course for course in groups if any(line.session.uid not in over for line in course.lines)),
            "one_course": groups[0] if len(groups) == 1 and groups[0].days else None,
            "deadlines": deadlines,
            "coming": tuple(line for line in (*rows, *deadlines) if line.session.uid not in over),
            "asks_to_book": asks_to_book(rows, day),
            "over": over,
            "events": events(settings, groups, issue),
        },
    )


def _retired(site: Site, item: Item) -> WebPage:
    target = site.by_slug.get(item.moved_to)
    return WebPage(
        address=addresses.item(item.slug),
        template="retired",
        title=f"{item.title} - {site.name}" if item.withdrawn else _title(site, item),
        about=f"{item.title}." if item.withdrawn else f"{item.title} is no longer here.",
        card=site.cards[item.issue],
        trail=_trail(site, item),
        hidden=True,
        stands_at=addresses.item(target.slug) if target else "",
        values={
            "item": item,
            "issue": site.issues[item.issue],
            "target": target,
            "replaced_by": site.replacements.newer.get(item.slug),
        },
    )


def _trail(site: Site, item: Item) -> tuple[Crumb, ...]:
    return (HOME, ISSUES, (addresses.issue(item.issue), issue_title(site.issues[item.issue])))


def _title(site: Site, item: Item) -> str:
    name = title(item)
    unique = f"{name} ({item.slug})" if site.titles[item.title] > 1 else name
    return f"{unique} - {site.name}"
