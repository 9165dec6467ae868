"""A correction: a short email of what changed since an issue was sent, with the calendar files of these sessions alone.

What `publish --correction ISSUE` does with it:

    one = corrected(bulletin, "2022-02", number)    # raises RequestError where nothing changed
    one.id                                          # "2022-02/correction-1": the ledger's key for its claim
    one.items, one.sessions                         # what it names: the two fields of ledger.Named
    one.files                                       # mail/2022-02/correction-1.html, .txt, .eml, -send.eml and
                                                    # mail/2022-02/correction-1/calendar/*.ics; and the same with
                                                    # limited-correction-1 for the readers of the limited edition

`number` comes from `ledger.next_correction`. A file's circulation says which list it is for; a list
whose readers were told nothing else has no file. `outputs.render_correction` yields the same files,
searched, and a manifest whose key `correction` holds id, issue, number, items and sessions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ... import addresses
from ...circulation.audience import seen_by
from ...errors import RequestError
from ...ledger.entries import session_ref
from ...model import Bulletin, Change, Circulation, File, Issue, Link
from ...text import humanize
from ..calendar import links
from ..calendar.files import session_file
from ..facts import sentence
from ..sessions import Line, line
from ..templates import fill
from .html import tidy
from .inline import inlined
from .message import Parts, Posting, messages
from .plan import plan

OUTPUT = "correction"


class Row(NamedTuple):
    """One thing that changed."""

    change: Change
    said: str
    booking: Link | None
    calendar: Link | None


class Mail(NamedTuple):
    """The correction, as one list's readers get it."""

    issue: Issue
    number: int
    limited: bool
    subject: str
    preheader: str
    rows: tuple[Row, ...]
    page: str
    """The issue's web page, "" where there is none."""
    direction: str
    lines: tuple[Line, ...]
    """The sessions whose calendar files come with it."""

    @property
    def stem(self) -> str:
        """The name of its files without ending."""
        return f"{'limited-' if self.limited else ''}correction-{self.number}"

    @property
    def circulation(self) -> Circulation:
        """Who receives it."""
        return Circulation.LIMITED if self.limited else Circulation.STAFF


class Correction(NamedTuple):
    """What goes out, and what it names."""

    id: str
    """2022-02/correction-1."""
    issue: str
    number: int
    items: tuple[str, ...]
    """Slugs of the items whose own text was corrected."""
    sessions: tuple[str, ...]
    """As `slug/key`."""
    files: tuple[File, ...]


def corrected(bulletin: Bulletin, issue_id: str, number: int) -> Correction:
    """The correction of an issue whose mail is among the bulletin's, from the changes since it was sent.

    number: of this correction, from 1. Raises RequestError if nothing of it changed.
    """
    mails = tuple(_mails(bulletin, issue_id, number))
    changes = tuple(row.change for mail in mails for row in mail.rows)
    if not changes:
        raise RequestError(f"Nothing that {issue_id} said has changed since it was sent. There is nothing to correct.")
    return Correction(
        id=f"{issue_id}/{OUTPUT}-{number}",
        issue=issue_id,
        number=number,
        items=tuple(sorted({one.item.slug for one in changes if one.session is None})),
        sessions=tuple(sorted({session_ref(one.item.slug, one.session.key) for one in changes if one.session})),
        files=tuple(file for mail in mails for file in _files(bulletin, mail)),
    )


def _mails(bulletin: Bulletin, issue_id: str, number: int) -> Iterator[Mail]:
    for audience in (Circulation.STAFF, Circulation.LIMITED):
        view = seen_by(bulletin, audience)
        issue = next((one for one in view.mail if one.id == issue_id), None)
        changes = tuple(one for one in view.changes if _is_of(one, issue)) if issue else ()
        if issue and changes:
            yield _mail(view, issue, number, changes)


def _is_of(change: Change, issue: Issue) -> bool:
    """Whether the issue, or an earlier correction of it, is what last told readers otherwise."""
    if change.before:
        return change.before.issue.partition("/")[0] == issue.id
    return any(item.slug == change.item.slug for item in issue.items)


def _mail(view: Bulletin, issue: Issue, number: int, changes: tuple[Change, ...]) -> Mail:
    limited = any(one.item.circulation is Circulation.LIMITED for one in changes)
    whole = plan(view, issue, limited=limited)
    rows = tuple(_row(view, issue, one) for one in changes)
    lines = {one.session.uid: line(one.item, one.session, issue.day) for one in changes if one.session}
    return Mail(
        issue=issue,
        number=number,
        limited=limited,
        subject=f"Correction: {whole.subject}",
        preheader=f"{humanize.count(len(rows), 'change')} since the bulletin of {humanize.day(issue.day)}.",
        rows=rows,
        page=whole.page,
        direction=whole.direction,
        lines=tuple(lines.values()),
    )


def _row(view: Bulletin, issue: Issue, change: Change) -> Row:
    if change.session is None:
        return Row(change=change, said=sentence(change), booking=None, calendar=None)
    said = line(change.item, change.session, issue.day)
    name = f"{said.name}, {humanize.day_and_month(change.session.start)}"
    url = links.email_link(view.settings, said) if change.what != "cancelled" else ""
    return Row(
        change=change,
        said=sentence(change),
        booking=Link(label=f"{said.button}: {name}", url=change.session.book) if said.button else None,
        calendar=Link(label=f"Add {name} to your calendar", url=url) if url else None,
    )


def _files(bulletin: Bulletin, mail: Mail) -> Iterator[File]:
    settings = bulletin.settings
    rich = inlined(fill(bulletin, "email/correction.html", mail=mail))
    plain = tidy(fill(bulletin, "email/correction.txt", mail=mail))
    calendars = tuple(_calendar(bulletin, mail, one) for one in mail.lines)
    parts = Parts(subject=mail.subject, text=plain, html=rich, calendars=calendars)
    written = messages(settings, parts, Posting(name=f"{mail.issue.id}.{mail.stem}", at=_revised(mail)))
    yield _file(mail, f"{mail.stem}.html", rich.encode())
    yield _file(mail, f"{mail.stem}.txt", plain.encode())
    yield _file(mail, f"{mail.stem}.eml", written.draft)
    yield _file(mail, f"{mail.stem}-send.eml", written.sendable)
    for name, data in calendars:
        yield _file(mail, f"{mail.stem}/calendar/{name}", data)


def _calendar(bulletin: Bulletin, mail: Mail, said: Line) -> tuple[str, bytes]:
    name = addresses.mail_session(mail.issue.id, said.item, said.session).rpartition("/")[2]
    return name, session_file(bulletin, said.item, said.session)


def _revised(mail: Mail) -> datetime:
    """When the newest of the changes was made: without a clock, and after the issue."""
    return max(mail.issue.instant, *(row.change.item.modified for row in mail.rows))


def _file(mail: Mail, name: str, data: bytes) -> File:
    path = addresses.mail(mail.issue.id, name)
    return File(path=path, data=data, output=f"{OUTPUT}-{mail.number}", circulation=mail.circulation)
