"""Make the page of an item: all that it says, or where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Item
from .. import facts
from ..facts import contact_line, file_line, title
from ..sessions import lines
from .json_ld import events
from .page import HOME, ISSUES, Crumb, Site, WebPage, issue_title


def item_page(site: Site, item: Item) -> WebPage:
    """Make the page of an item."""
    if item.retired:
        return _retired(site, item)
    settings = site.bulletin.settings
    issue, rows = site.issues[item.issue], lines(item, site.bulletin.as_of)
    over = frozenset(line.session.uid for line in rows if line.session.end.date() < site.bulletin.as_of)
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
            "coming": tuple(line for line in rows if line.session.uid not in over),
            "over": over,
            "events": events(settings, rows, issue),
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
        values={"item": item, "issue": site.issues[item.issue], "target": target},
    )


def _trail(site: Site, item: Item) -> tuple[Crumb, ...]:
    return (HOME, ISSUES, (addresses.issue(item.issue), issue_title(site.issues[item.issue])))


def _title(site: Site, item: Item) -> str:
    name = title(item)
    unique = f"{name} ({item.slug})" if site.titles[item.title] > 1 else name
    return f"{unique} - {site.name}"
