"""Make the page of an item, or the page that says where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Issue, Item
from ..facts import title
from ..sessions import asks_to_book, closing, is_past
from .json_ld import events
from .page import HOME, ISSUES, Common, Crumb, WebPage, issue_title
from .whole_items import whole_item


def item_page(common: Common, issue: Issue, item: Item) -> WebPage:
    """Make the page of an item. issue: the one in which it first was."""
    if item.retired:
        return _retired(common, issue, item)
    settings, day = common.frame.settings, common.frame.as_of
    whole, deadlines = whole_item(common, item), closing(item, day)
    groups = whole.groups
    rows = tuple(line for course in groups for line in course.lines)
    over = frozenset(line.session.uid for line in (*rows, *deadlines) if is_past(line.session, day))
    return WebPage(
        address=addresses.item(item.slug),
        template="item",
        title=_title(common, item),
        about=item.summary or item.title,
        card=common.issue_card(issue),
        trail=_trail(issue),
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


def _retired(common: Common, issue: Issue, item: Item) -> WebPage:
    target = common.targets.get(item.moved_to)
    return WebPage(
        address=addresses.item(item.slug),
        template="retired",
        title=f"{item.title} - {common.name}" if item.withdrawn else _title(common, item),
        about=f"{item.title}." if item.withdrawn else f"{item.title} is no longer here.",
        card=common.issue_card(issue),
        trail=_trail(issue),
        hidden=True,
        stands_at=addresses.item(target.slug) if target else "",
        values={
            "item": item,
            "issue": issue,
            "target": target,
            "replaced_by": common.replacements.newer.get(item.slug),
        },
    )


def _trail(issue: Issue) -> tuple[Crumb, ...]:
    return (HOME, ISSUES, (addresses.issue(issue.id), issue_title(issue)))


def _title(common: Common, item: Item) -> str:
    name = title(item)
    unique = f"{name} ({item.slug})" if item.title in common.titles else name
    return f"{unique} - {common.name}"
