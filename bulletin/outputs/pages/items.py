"""The page of an item: all that it says, or where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Item
from .. import facts
from ..facts import contact_line, file_line, title
from ..sessions import lines
from .json_ld import events
from .page import HOME, ISSUES, Crumb, Page, Site, issue_title


def item(site: Site, one: Item) -> Page:
    """The page of an item."""
    if one.retired:
        return _retired(site, one)
    settings = site.bulletin.settings
    issue, found = site.issues[one.issue], lines(one, site.bulletin.as_of)
    over = frozenset(line.session.uid for line in found if line.session.end.date() < site.bulletin.as_of)
    files = ((file_line(settings, attachment, hosted=True), attachment.asset) for attachment in one.attachments)
    return Page(
        address=addresses.item(one.slug),
        template="item",
        title=_title(site, one),
        about=one.summary or one.title,
        card=site.cards[one.issue],
        trail=_trail(site, one),
        kind="article",
        values={
            "item": one,
            "issue": issue,
            "lines": found,
            "coming": tuple(line for line in found if line.session.uid not in over),
            "over": over,
            "events": events(settings, found, issue),
            "body": one.prose.page,
            "origin": facts.origin(one),
            "facts": (*one.details, *facts.attending(one), *facts.booking(one)),
            "files": tuple((file.words, asset.address) for file, asset in files),
            "contacts": tuple(contact_line(contact) for contact in one.contacts),
            "corrections": facts.corrections(one),
        },
    )


def _retired(site: Site, one: Item) -> Page:
    target = site.by_slug.get(one.moved_to)
    return Page(
        address=addresses.item(one.slug),
        template="retired",
        title=_title(site, one),
        about=f"{one.title} is no longer here.",
        card=site.cards[one.issue],
        trail=_trail(site, one),
        hidden=True,
        stands_at=addresses.item(target.slug) if target else "",
        values={"item": one, "issue": site.issues[one.issue], "target": target},
    )


def _trail(site: Site, one: Item) -> tuple[Crumb, ...]:
    return (HOME, ISSUES, (addresses.issue(one.issue), issue_title(site.issues[one.issue])))


def _title(site: Site, one: Item) -> str:
    said = title(one)
    named = f"{said} ({one.slug})" if site.titles[one.title] > 1 else said
    return f"{named} - {site.name}"
