"""Make the preview page: one HTML file that shows each issue's email as readers get it, and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from jinja2 import DictLoader

from .. import addresses
from ..circulation.audience import seen_by
from ..model import Bulletin, Circulation, File, Issue
from ..outputs.changes import tell
from ..outputs.email.comparison import Comparison, Version, compared
from ..outputs.email.editions import MAIN, Edition, reader_editions
from ..outputs.email.looks import looks, pictures_of
from ..outputs.sessions import issue_lines
from ..text import humanize
from ..text.jinja import environment
from .base import NO_BASE, Base

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
    base: Base = NO_BASE
    """As it was before a pull request."""


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
    comparison: Comparison | None
    """With the email before a pull request; None where there is none to compare with."""
    note: str
    """Why there is none, "" where nobody asks."""


class Preview(NamedTuple):
    """The data of the preview page."""

    rendering: Rendering
    views: tuple[View, ...]
    """One for each edition whose email was built, of each issue, newest first."""


_TEMPLATE = "preview.html"


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


def make_preview(rendering: Rendering) -> Preview:
    """Return the data of the page for each edition whose email was built."""
    staff = seen_by(rendering.bulletin, Circulation.STAFF)
    editions = (MAIN, *reader_editions(staff.settings))
    views = (
        _view(rendering, issue, edition)
        for issue in staff.mail
        for edition in editions
        if _html(rendering.files, issue, edition)
    )
    return Preview(rendering, tuple(views))


def _view(rendering: Rendering, issue: Issue, edition: Edition) -> View:
    html = _html(rendering.files, issue, edition)
    issue = replace(issue, items=tuple(filter(edition.selects, issue.items)))
    whole = next(mailed for mailed in rendering.bulletin.mail if mailed.id == issue.id)
    view = seen_by(rendering.bulletin, Circulation.STAFF)
    tellings = tell(view.settings, [change for change in view.changes if edition.selects(change.item)])
    on_hold = sum(bool(item.held) for item in whole.items)
    limited = sum(item.circulation is Circulation.LIMITED and not item.held for item in whole.items)
    shown_as = looks(html, pictures_of(rendering.bulletin, issue))
    return View(
        id=issue.id if edition is MAIN else f"{issue.id}-{edition.name}",
        subject=edition.subject(issue),
        day=humanize.day(issue.day),
        draft=not issue.ready,
        light=shown_as.light,
        dark=shown_as.dark,
        bare=shown_as.bare,
        text=_text(rendering.files, addresses.mail(issue.id, f"{edition.name}.txt")),
        sessions=tuple(line.in_words for line in issue_lines(issue)),
        rows=tuple(_rows(issue)),
        held=on_hold,
        limited=limited,
        size=len(html.encode()),
        percent=round(100 * len(html.encode()) / CLIP),
        changes=tuple(f"{telling.words} {telling.url}".strip() for telling in tellings),
        comparison=_comparison(rendering, issue, edition, shown_as.light),
        note=rendering.base.note,
    )


def _comparison(rendering: Rendering, issue: Issue, edition: Edition, light: str) -> Comparison | None:
    """Compare an email with what it was before a pull request. light: how it looks now."""
    base = rendering.base
    before = next((mailed for mailed in base.bulletin.mail if mailed.id == issue.id), None) if base.bulletin else None
    html = _html(base.files, issue, edition)
    if not base.bulletin or not before or not html:
        return None
    former = looks(html, pictures_of(base.bulletin, before)).light
    return compared(Version(edition.subject(before), former), Version(edition.subject(issue), light))


def _rows(issue: Issue) -> Iterator[ItemRow]:
    for item in issue.items:
        public = item.circulation is Circulation.PUBLIC
        site = "yes" if public and issue.ready else "yes, when the issue is ready" if public else "no"
        yield ItemRow(title=item.title, kind=item.kind, email="yes", site=site)


def _html(files: Mapping[str, File], issue: Issue, edition: Edition) -> str:
    return _text(files, addresses.mail(issue.id, f"{edition.name}.html"))


def _text(files: Mapping[str, File], path: str) -> str:
    file = files.get(path)
    return file.data.decode() if file and isinstance(file.data, bytes) else ""
