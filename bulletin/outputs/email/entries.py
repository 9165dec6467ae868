"""One item as the email shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ... import addresses, words
from ...model import Asset, Contact, Item, Month, Settings, Snippet
from .contacts import ContactLine, contact_line
from .files import FileLine, Picture, captioned, file_line, picture, placed, unhosted
from .training import Row, is_hosted

Fact = tuple[str, str]
"""A label and what it says: ("Cost", "Free")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A snippet as the email shows it."""

    title: str
    html: Markup
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item with everything that stands around its text."""

    item: Item
    url: str
    """Its web page, "" where there is none."""
    origin: tuple[Fact, ...]
    """Where it comes from and who it is for."""
    facts: tuple[Fact, ...]
    """What its kind says in lines of its own: opening hours, cost."""
    picture: Picture | None
    html: Markup
    text: str
    rows: tuple[Row, ...]
    """Its sessions."""
    snippets: tuple[Boilerplate, ...]
    """Those that no other item of the section shares."""
    files: tuple[FileLine, ...]
    contacts: tuple[ContactLine, ...]
    """Without the team, which the footer names."""
    corrections: tuple[str, ...]
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
        origin=_said(_origin(item)),
        facts=(*item.details, *_said(_training(item))),
        picture=picture(settings, item.image, hosted) if item.image else None,
        html=placed(settings, captioned(item.prose.email, item.title), hosted),
        text=item.prose.text,
        rows=tuple(row for row in rows if row.line.item.slug == item.slug),
        snippets=tuple(boilerplate(one) for one in item.snippets if not one.shared),
        files=files,
        contacts=tuple(contact_line(one) for one in item.contacts if one != Contact(email=settings.email)),
        corrections=tuple(f"Corrected {words.day(day)}: {what}" for day, what in item.corrections),
        related=unhosted((item.image, *item.body_images), hosted),
        attached=tuple(one.asset for one, line in zip(item.attachments, files, strict=True) if line.attached),
    )


def boilerplate(snippet: Snippet) -> Boilerplate:
    """A snippet."""
    html = Markup(captioned(snippet.prose.email, snippet.title))
    return Boilerplate(title=snippet.title, html=html, text=snippet.prose.text)


def _said(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple((label, text) for label, text in facts if text)


def _origin(item: Item) -> tuple[Fact, ...]:
    return (
        ("From", item.organisation),
        ("Published", _when(item.published)),
        ("For", words.listed(item.audience)),
        ("Areas", words.listed(item.areas)),
    )


def _training(item: Item) -> tuple[Fact, ...]:
    return (
        ("Delivered by", words.listed(item.presenters)),
        ("Level", item.level),
        ("Cost", item.cost),
        ("What you need", item.requires),
        ("Booking", item.booking),
        ("Joining details", item.joining),
    )


def _when(published: date | Month | None) -> str:
    if published is None:
        return ""
    return words.day(published) if isinstance(published, date) else words.month(published)
