"""One item as the email shows it."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Asset, Contact, Item, Settings, Snippet
from .. import facts
from ..attachments import FileLine, file_line
from ..contacts import ContactLine, contact_line
from ..facts import Fact
from .files import Picture, picture, placed, unhosted
from .layout import laid_out
from .layout import rows as rows_of
from .training import Row, is_hosted


class Boilerplate(NamedTuple):
    """A snippet as the email shows it."""

    title: str
    html: Markup
    text: str


class Entry(NamedTuple):
    """An item with everything that stands around its text."""

    item: Item
    url: str
    """Its web page, "" where there is none."""
    origin: tuple[Fact, ...]
    """Where it comes from and who it is for."""
    facts: tuple[Fact, ...]
    """What its kind says in lines of its own: opening hours, cost."""
    picture: Picture | None
    pieces: tuple[Markup, ...]
    """Its text, in rows of the email."""
    text: str
    rows: tuple[Row, ...]
    """Its sessions."""
    snippets: tuple[Boilerplate, ...]
    """Those that no other item of the section shares."""
    files: tuple[FileLine, ...]
    contacts: tuple[ContactLine, ...]
    """Without the team, which the footer names."""
    corrections: tuple[str, ...]
    shortens_to: str
    """Where the whole item is when it is short in the email: web or file; "" for what is never short."""
    related: tuple[Asset, ...]
    """Pictures that come with the message."""
    attached: tuple[Asset, ...]
    """Files that come with the message."""


def entry(settings: Settings, item: Item, rows: tuple[Row, ...]) -> Entry:
    """An item, with its rows of the training table."""
    hosted = is_hosted(settings, item)
    files = tuple(file_line(settings, one, hosted) for one in item.attachments)
    return Entry(
        item=item,
        url=addresses.absolute(settings, addresses.item(item.slug)) if hosted else "",
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        picture=picture(settings, item.image, hosted) if item.image else None,
        pieces=rows_of(placed(settings, laid_out(item.prose.email, item.title), hosted)),
        text=item.prose.text,
        rows=tuple(row for row in rows if row.line.item.slug == item.slug),
        snippets=tuple(boilerplate(one) for one in item.snippets if not one.shared),
        files=files,
        contacts=tuple(contact_line(one) for one in item.contacts if one != Contact(email=settings.email)),
        corrections=facts.corrections(item),
        shortens_to="" if item.kind == "notice" else "web" if hosted else "file",
        related=unhosted((item.image, *item.body_images), hosted),
        attached=tuple(one.asset for one, line in zip(item.attachments, files, strict=True) if line.attached),
    )


def boilerplate(snippet: Snippet) -> Boilerplate:
    """A snippet."""
    html = Markup(laid_out(snippet.prose.email, snippet.title))
    return Boilerplate(title=snippet.title, html=html, text=snippet.prose.text)
