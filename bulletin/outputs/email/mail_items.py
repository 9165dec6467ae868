"""Plan the items and snippets of an email as frozen values."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import (
    Asset,
    Contact,
    Item,
    Prose,
    Settings,
    Snippet,
    State,
)
from .. import facts
from ..facts import ContactLine, Fact, FileLine, contact_line, file_line
from ..sessions import Announcement, Course, Line, action, awaited_lines, courses, other_deadlines
from ..site import lowered
from .layout import MailPicture, lay_out, picture, pictures_in_message, with_picture_addresses
from .mail_rows import split_rows
from .sessions import SessionRow, is_hosted


class SnippetText(NamedTuple):
    """A snippet in the email."""

    title: str
    pieces: tuple[Markup, ...]
    """Its HTML in pieces, each for a row of the email."""
    text: str


class Replaced(NamedTuple):
    """An earlier item that another one replaces."""

    words: str
    """Its title and the day of its issue."""
    url: str
    """Its web page, "" if it has none."""


class MailItem(NamedTuple):
    """An item in the email, with the facts, sessions, snippets and files around its text."""

    item: Item
    url: str
    """Its web page, "" if it has none."""
    origin: tuple[Fact, ...]
    """Lines on its origin and its audience."""
    facts: tuple[Fact, ...]
    """Lines with facts that its kind has, like opening hours or cost."""
    picture: MailPicture | None
    pieces: tuple[Markup, ...]
    """The HTML of its text in pieces, each for a row of the email."""
    text: str
    rows: tuple[SessionRow, ...]
    """Its sessions."""
    courses: tuple[Course, ...]
    """Its sessions grouped by booking: those that are booked together form one course."""
    action: Line | None
    """The line on what readers must do by a day; it is printed first."""
    replaces: Replaced | None
    """The earlier item that it replaces, if readers may see it; else None."""
    closing: tuple[Line, ...]
    """Its other deadlines."""
    awaited: tuple[Announcement, ...]
    snippets: tuple[SnippetText, ...]
    """Its snippets that the section does not print once for all its items."""
    files: tuple[FileLine, ...]
    contacts: tuple[ContactLine, ...]
    """Its contacts without the team, which is in the footer."""
    corrections: tuple[str, ...]
    shortens_to: str
    """Where readers find the whole item if it is shortened: "web" or "file"; "" if it may not be shortened."""
    related: tuple[Asset, ...]
    """Its pictures that are in the message."""
    attached: tuple[Asset, ...]
    """Its files that are attached to the message."""

    @property
    def anchor(self) -> str:
        """The anchor of its place in the email."""
        return addresses.place_in_email(self.item.slug)


def entry(settings: Settings, item: Item, rows: tuple[SessionRow, ...], day: date) -> MailItem:
    """Plan an item. rows: the rows of the training table. day: the date of the issue."""
    hosted, team = is_hosted(settings, item), Contact(email=settings.email)
    files = tuple(file_line(settings, attachment, hosted) for attachment in item.attachments)
    return MailItem(
        item=item,
        url=addresses.absolute(settings, addresses.item(item.slug)) if hosted else "",
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        picture=picture(settings, item.image, hosted) if item.image else None,
        pieces=html_pieces(settings, item.prose, item.title, hosted),
        text=item.prose.text,
        rows=tuple(row for row in rows if row.line.item.slug == item.slug),
        courses=tuple(course for course in courses(item, day) if _is_dated(course)),
        action=action(item, day),
        replaces=None,
        closing=other_deadlines(item, day),
        awaited=awaited_lines(item),
        snippets=tuple(boilerplate(snippet) for snippet in item.snippets if not snippet.shared),
        files=files,
        contacts=tuple(contact_line(contact) for contact in item.contacts if contact != team),
        corrections=facts.corrections(item),
        shortens_to="" if item.kind == "notice" or item.pinned else "web" if hosted else "file",
        related=pictures_in_message((item.image, *item.body_images), hosted),
        attached=tuple(file.asset for file, line in zip(item.attachments, files, strict=True) if line.attached),
    )


def html_pieces(settings: Settings, prose: Prose, title: str, hosted: bool) -> tuple[Markup, ...]:
    """Return the HTML of a text in pieces for rows. title: the caption of tables without a heading above them."""
    return tuple(with_picture_addresses(settings, piece, hosted) for piece in split_rows(lay_out(prose.email, title)))


def _is_dated(course: Course) -> bool:
    return any(line.session.state is not State.POSTPONED for line in course.lines)


def boilerplate(snippet: Snippet) -> SnippetText:
    """Plan a snippet."""
    pieces = split_rows(lay_out(snippet.prose.email, snippet.title))
    return SnippetText(title=snippet.title, pieces=pieces, text=snippet.prose.text)


_HEADING_WORDS = re.compile(r"<h3[^>]*>(.*?)</h3>", re.DOTALL)


def outer_snippet(snippet: Snippet) -> SnippetText:
    """Plan a snippet outside the sections; its headings are one level higher than those in an item."""
    email, text = lowered(snippet.prose.email, -1), snippet.prose.text
    for match in _HEADING_WORDS.finditer(email):
        words = Markup(match[1]).striptags()
        text = text.replace(f"\n{words}\n", f"\n{words}\n{'-' * min(len(words), 72)}\n", 1)
    return boilerplate(replace(snippet, prose=replace(snippet.prose, email=email, text=text)))
