"""The preview page: one file that opens in a browser, loads nothing and shows an issue as its readers will get it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import DictLoader

from .. import addresses
from ..circulation.audience import seen_by
from ..model import Asset, Bulletin, Circulation, File, Image, Issue
from ..outputs.email.layout import content_id
from ..outputs.facts import sentence
from ..outputs.sessions import lines
from ..text import humanize
from ..text.jinja import environment

CLIP = 102_400
"""Bytes of HTML after which Gmail cuts a message off."""


class Shown(NamedTuple):
    """What is shown."""

    bulletin: Bulletin
    """Already cut to what may be seen where the page goes."""
    files: Mapping[str, File]
    """By path."""
    left_out: int
    """Items that are not public, left out where everybody can read the page."""
    commit: str


class Row(NamedTuple):
    """Who gets an item."""

    title: str
    kind: str
    email: str
    site: str


class View(NamedTuple):
    """One issue on the page."""

    id: str
    subject: str
    day: str
    draft: bool
    light: str
    dark: str
    bare: str
    """Without pictures."""
    text: str
    sessions: tuple[str, ...]
    rows: tuple[Row, ...]
    held: int
    limited: int
    size: int
    percent: int
    changes: tuple[str, ...]


class Preview(NamedTuple):
    """All of it."""

    shown: Shown
    views: tuple[View, ...]
    """One for each issue whose mail was made, newest first."""


_TEMPLATE = "preview.html"
_DARK = "@media (prefers-color-scheme: dark)"
_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=)"([^"]*)"', re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'
_NO_PICTURE = "data:,"


def render(preview: Preview) -> str:
    """The page, HTML; holds no limited and no held item."""
    text = (Path(__file__).parent / _TEMPLATE).read_text("utf-8")
    shown, settings = preview.shown, preview.shown.bulletin.settings
    return (
        environment(DictLoader({_TEMPLATE: text}))
        .get_template(_TEMPLATE)
        .render(
            name=settings.name,
            language=settings.language,
            views=preview.views,
            left_out=shown.left_out,
            commit=shown.commit,
            clip=CLIP,
            sample=settings.sample,
        )
    )


def preview(shown: Shown) -> Preview:
    """What is shown, each issue whose mail was made seen as its readers will."""
    staff = seen_by(shown.bulletin, Circulation.STAFF)
    return Preview(shown, tuple(_view(shown, issue) for issue in staff.mail if _file(shown, issue, "bulletin.html")))


def _view(shown: Shown, issue: Issue) -> View:
    html = _text(shown, issue, "bulletin.html")
    whole = next(one for one in shown.bulletin.mail if one.id == issue.id)
    held = sum(bool(item.held) for item in whole.items)
    limited = sum(item.circulation is Circulation.LIMITED and not item.held for item in whole.items)
    full = _opened(html, _pictures(shown.bulletin, issue))
    return View(
        id=issue.id,
        subject=issue.subject,
        day=humanize.day(issue.day),
        draft=not issue.ready,
        light=full.replace(_DARK, "@media not all"),
        dark=full.replace(_DARK, "@media all"),
        bare=_opened(html, {}).replace(_DARK, "@media not all"),
        text=_text(shown, issue, "bulletin.txt"),
        sessions=tuple(_sessions(issue)),
        rows=tuple(_rows(shown.bulletin, issue)),
        held=held,
        limited=limited,
        size=len(html.encode()),
        percent=round(100 * len(html.encode()) / CLIP),
        changes=tuple(sentence(change) for change in seen_by(shown.bulletin, Circulation.STAFF).changes),
    )


def _rows(bulletin: Bulletin, issue: Issue) -> Iterator[Row]:
    for item in issue.items:
        public = item.circulation is Circulation.PUBLIC
        site = "yes" if public and issue.ready else "yes, when the issue is ready" if public else "no"
        yield Row(title=item.title, kind=item.kind, email="yes", site=site)


def _sessions(issue: Issue) -> Iterator[str]:
    """Each session as somebody would say it: Safer recruitment: Cohort 4, Tuesday 8 March 2022, 9:30am to 4:30pm, …"""
    for item in issue.items:
        for line in () if item.retired else lines(item, issue.day):
            parts = (line.name, line.when, line.hours, line.session.place, line.state, line.places)
            yield ", ".join(part for part in parts if part)


def _file(shown: Shown, issue: Issue, name: str) -> File | None:
    return shown.files.get(addresses.mail(issue.id, name))


def _text(shown: Shown, issue: Issue, name: str) -> str:
    file = _file(shown, issue, name)
    return file.data.decode() if file and isinstance(file.data, bytes) else ""


def _opened(html: str, pictures: Mapping[str, str]) -> str:
    """The email with its pictures in it, or with none, and links that open beside the page."""

    def place(match: re.Match[str]) -> str:
        return f'{match[1]}"{pictures.get(match[2], _NO_PICTURE)}"'

    return _HEAD.sub(lambda match: match[0] + _NEW_TAB, _SOURCE.sub(place, html), count=1)


def _pictures(bulletin: Bulletin, issue: Issue) -> dict[str, str]:
    """What the email calls each picture, and the picture itself as an address (RFC 2397)."""
    found = {}
    for image in _images(bulletin, issue):
        data = _data(image.asset)
        address = image.asset.address
        found[addresses.absolute(bulletin.settings, address)] = data
        found[f"cid:{content_id(address)}"] = data
    return found


def _images(bulletin: Bulletin, issue: Issue) -> Iterator[Image]:
    yield from (one for one in (bulletin.theme.logo, *issue.images) if one)
    for item in issue.items:
        yield from (one for one in (item.image, *item.body_images) if one)


def _data(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data or b'').decode('ascii')}"
