"""Make the page of an item: all that it says, or where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Item
from .. import facts
from ..facts import contact_line, file_line, title
from ..sessions import action, asks_to_book, awaited_lines, by_month, closing, courses, is_past, other_deadlines
from .json_ld import events
from .page import HOME, ISSUES, Crumb, Site, WebPage, issue_title


def item_page(site: Site, item: Item) -> WebPage:
    """Make the page of an item."""
    if item.retired:
        return _retired(site, item)
    settings = site.bulletin.settings
    day = site.bulletin.as_of
    issue, groups, deadlines = site.issues[item.issue], courses(item, day), closing(item, day)
    rows = tuple(line for course in groups for line in course.lines)
    over = frozenset(line.session.uid for line in (*rows, *deadlines) if is_past(line.session, day))
    files = ((file_line(settings, attachment, hosted=True), attachment.asset) for attachment in item.attachments)
    return WebPage(
        address=addresses.item(item.slug),
        template="item",
        title=_title(site, item),
        about=item.summary or item.title,
        card=site.cards[item.issue],
        trail=_trail(site, item),
        kind="article",
        values={
            "item": item,
            "issue": issue,
            "lines": rows,
            "courses": tuple(course for course in groups if any(line.session.uid not in over for line in course.lines)),
            "one_course": groups[0] if len(groups) == 1 and groups[0].days else None,
            "action": action(item, day),
            "replaced_by": site.replacements.newer.get(item.slug),
            "replaces": site.replacements.older.get(item.slug),
            "closing": other_deadlines(item, day),
            "deadlines": deadlines,
            "awaited": tuple(row for month in by_month(awaited_lines(item)).values() for row in month if not row.uid),
            "coming": tuple(line for line in (*rows, *deadlines) if line.session.uid not in over),
            "asks_to_book": asks_to_book(rows, day),
            "over": over,
            "events": events(settings, groups, issue),
            "body": item.prose.page,
            "origin": facts.origin(item),
            "facts": (*item.details, *facts.attending(item), *facts.booking(item)),
            "files": tuple((file.words, asset.address) for file, asset in files),
            "contacts": tuple(contact_line(contact) for contact in item.contacts),
            "corrections": facts.corrections(item),
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
