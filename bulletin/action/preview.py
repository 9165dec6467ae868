"""Make the preview page: one HTML file that shows each issue's email as readers get it, and loads nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from jinja2 import DictLoader

from .. import addresses
from ..circulation.audience import seen_by
from ..model import Asset, Bulletin, Circulation, File, Image, Issue
from ..outputs.changes import tell
from ..outputs.email.layout import content_id
from ..outputs.email.plan import MAIN, Edition, reader_editions
from ..outputs.sessions import lines
from ..text import humanize
from ..text.jinja import environment

CLIP = 102_400
"""Bytes of HTML after which Gmail cuts a message off."""


class Rendering(NamedTuple):
    """A bulletin and its files, to preview."""

    bulletin: Bulletin
    """The bulletin, without items that the readers of the page may not see."""
    files: Mapping[str, File]
    """The rendered files by path."""
    left_out: int
    """The number of items that are left out because everybody can read the page."""
    commit: str


class ItemRow(NamedTuple):
    """An item on the page, and whether it is in the email and on the site."""

    title: str
    kind: str
    email: str
    site: str


class View(NamedTuple):
    """One edition of an issue on the page."""

    id: str
    subject: str
    day: str
    draft: bool
    light: str
    dark: str
    bare: str
    """The email without pictures."""
    text: str
    sessions: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    held: int
    limited: int
    size: int
    percent: int
    changes: tuple[str, ...]


class Preview(NamedTuple):
    """The data of the preview page."""

    rendering: Rendering
    views: tuple[View, ...]
    """One for each edition whose email was built, of each issue, newest first."""


_TEMPLATE = "preview.html"
_DARK = "@media (prefers-color-scheme: dark)"
_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=)"([^"]*)"', re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'
_NO_PICTURE = "data:,"


def preview_page(preview: Preview) -> str:
    """Return the page as HTML; it has no item that is limited or on hold."""
    text = (Path(__file__).parent / _TEMPLATE).read_text("utf-8")
    rendering, settings = preview.rendering, preview.rendering.bulletin.settings
    return (
        environment(DictLoader({_TEMPLATE: text}))
        .get_template(_TEMPLATE)
        .render(
            name=settings.name,
            language=settings.language,
            views=preview.views,
            left_out=rendering.left_out,
            commit=rendering.commit,
            clip=CLIP,
            sample=settings.sample,
        )
    )


def preview(rendering: Rendering) -> Preview:
    """Return the data of the page for each edition whose email was built."""
    staff = seen_by(rendering.bulletin, Circulation.STAFF)
    editions = (MAIN, *reader_editions(staff.settings))
    views = (
        _view(rendering, issue, edition)
        for issue in staff.mail
        for edition in editions
        if _file(rendering, issue, f"{edition.name}.html")
    )
    return Preview(rendering, tuple(views))


def _view(rendering: Rendering, issue: Issue, edition: Edition) -> View:
    html = _text(rendering, issue, f"{edition.name}.html")
    issue = replace(issue, items=tuple(filter(edition.selects, issue.items)))
    whole = next(mailed for mailed in rendering.bulletin.mail if mailed.id == issue.id)
    view = seen_by(rendering.bulletin, Circulation.STAFF)
    tellings = tell(view.settings, [change for change in view.changes if edition.selects(change.item)])
    on_hold = sum(bool(item.held) for item in whole.items)
    limited = sum(item.circulation is Circulation.LIMITED and not item.held for item in whole.items)
    full = _with_pictures(html, _pictures(rendering.bulletin, issue))
    return View(
        id=issue.id if edition is MAIN else f"{issue.id}-{edition.name}",
        subject=edition.subject(issue),
        day=humanize.day(issue.day),
        draft=not issue.ready,
        light=full.replace(_DARK, "@media not all"),
        dark=full.replace(_DARK, "@media all"),
        bare=_with_pictures(html, {}).replace(_DARK, "@media not all"),
        text=_text(rendering, issue, f"{edition.name}.txt"),
        sessions=tuple(_sessions(issue)),
        rows=tuple(_rows(rendering.bulletin, issue)),
        held=on_hold,
        limited=limited,
        size=len(html.encode()),
        percent=round(100 * len(html.encode()) / CLIP),
        changes=tuple(f"{telling.words} {telling.url}".strip() for telling in tellings),
    )


def _rows(bulletin: Bulletin, issue: Issue) -> Iterator[ItemRow]:
    for item in issue.items:
        public = item.circulation is Circulation.PUBLIC
        site = "yes" if public and issue.ready else "yes, when the issue is ready" if public else "no"
        yield ItemRow(title=item.title, kind=item.kind, email="yes", site=site)


def _sessions(issue: Issue) -> Iterator[str]:
    """Yield each session in words, like "Safer recruitment: Cohort 4, Tuesday 8 March 2022, 9:30am to 4:30pm, …"."""
    for item in issue.items:
        for line in () if item.retired else lines(item, issue.day):
            parts = (line.name, line.when, line.hours, line.session.place, line.state, line.places)
            yield ", ".join(part for part in parts if part)


def _file(rendering: Rendering, issue: Issue, name: str) -> File | None:
    return rendering.files.get(addresses.mail(issue.id, name))


def _text(rendering: Rendering, issue: Issue, name: str) -> str:
    file = _file(rendering, issue, name)
    return file.data.decode() if file and isinstance(file.data, bytes) else ""


def _with_pictures(html: str, pictures: Mapping[str, str]) -> str:
    """Return the email with its pictures as data, and links that open in a new tab. pictures: data by address."""

    def place(match: re.Match[str]) -> str:
        return f'{match[1]}"{pictures.get(match[2], _NO_PICTURE)}"'

    return _HEAD.sub(lambda match: match[0] + _NEW_TAB, _SOURCE.sub(place, html), count=1)


def _pictures(bulletin: Bulletin, issue: Issue) -> dict[str, str]:
    """Return each picture as a data address (RFC 2397), by its address in the email."""
    pictures = {}
    for image in _images(bulletin, issue):
        data = _data_address(image.asset)
        address = image.asset.address
        pictures[addresses.absolute(bulletin.settings, address)] = data
        pictures[f"cid:{content_id(address)}"] = data
    return pictures


def _images(bulletin: Bulletin, issue: Issue) -> Iterator[Image]:
    yield from (image for image in (bulletin.theme.logo, *issue.images) if image)
    for item in issue.items:
        yield from (image for image in (item.image, *item.body_images) if image)


def _data_address(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data or b'').decode('ascii')}"
