"""The page of an item: all that it says, or where it has gone."""

from __future__ import annotations

from ... import addresses
from ...model import Item
from .. import facts
from ..attachments import file_line
from ..contacts import contact_line
from ..sessions import lines
from .page import Page, Site


def item(site: Site, one: Item) -> Page:
    """The page of an item."""
    if one.retired:
        return _retired(site, one)
    settings = site.bulletin.settings
    files = ((file_line(settings, attachment, hosted=True), attachment.asset) for attachment in one.attachments)
    return Page(
        address=addresses.item(one.slug),
        template="item",
        title=_title(site, one),
        about=one.summary or one.title,
        values={
            "item": one,
            "issue": site.issues[one.issue],
            "lines": lines(one, site.bulletin.as_of),
            "body": one.prose.page,
            "origin": facts.origin(one),
            "facts": (*one.details, *facts.attending(one), *facts.booking(one)),
            "files": tuple((file.words, asset.address) for file, asset in files),
            "contacts": tuple(contact_line(contact) for contact in one.contacts),
            "corrections": facts.corrections(one),
        },
    )


def _retired(site: Site, one: Item) -> Page:
    return Page(
        address=addresses.item(one.slug),
        template="retired",
        title=_title(site, one),
        about=f"{one.title} is no longer here.",
        values={"item": one, "issue": site.issues[one.issue], "target": site.by_slug.get(one.moved_to)},
    )


def _title(site: Site, one: Item) -> str:
    named = f"{one.title} ({one.slug})" if site.titles[one.title] > 1 else one.title
    return f"{named} – {site.name}"
