"""The email of an issue: plan → HTML and plain text → message, for the main and the limited edition."""

from __future__ import annotations

from collections.abc import Iterator

from ... import addresses
from ...model import Bulletin, Circulation, File
from ..calendars import session_file
from ..sessions import Line
from .html import html
from .message import Parts, draft
from .plan import Mail, plan
from .text import text


def render(bulletin: Bulletin) -> Iterator[File]:
    """The main edition of each issue whose email is made: HTML, plain text and a draft message."""
    for issue in bulletin.mail:
        yield from _edition(bulletin, plan(bulletin, issue))


def render_limited(bulletin: Bulletin) -> Iterator[File]:
    """The limited edition of each of these issues that has limited items, and their sessions' calendar files."""
    for issue in bulletin.mail:
        mail = plan(bulletin, issue, limited=True)
        if mail.entries:
            yield from _edition(bulletin, mail)
            for name, data in _calendars(bulletin, mail):
                yield _file(mail, f"calendar/{name}", data)


def _edition(bulletin: Bulletin, mail: Mail) -> Iterator[File]:
    rich, plain = html(bulletin, mail), text(bulletin, mail)
    attached = {asset.address: asset for entry in mail.entries for asset in entry.attached}
    parts = Parts(
        subject=mail.subject,
        text=plain,
        html=rich,
        related=mail.related,
        attached=tuple(attached.values()),
        calendars=_calendars(bulletin, mail, attached_only=True),
    )
    yield _file(mail, f"{mail.stem}.html", rich.encode())
    yield _file(mail, f"{mail.stem}.txt", plain.encode())
    yield _file(mail, f"{mail.stem}.eml", draft(bulletin.settings, parts))


def _calendars(bulletin: Bulletin, mail: Mail, *, attached_only: bool = False) -> tuple[tuple[str, bytes], ...]:
    """File name and bytes of the mail's sessions, or of those that have to come with the message."""
    lines = (row.line for row in mail.rows if row.attached or not attached_only)
    return tuple((_name(mail, line), session_file(bulletin, line.item, line.session)) for line in lines)


def _name(mail: Mail, line: Line) -> str:
    return addresses.mail_session(mail.issue.id, line.item, line.session).rpartition("/")[2]


def _file(mail: Mail, name: str, data: bytes) -> File:
    """A file of an edition."""
    return File(
        path=addresses.mail(mail.issue.id, name),
        data=data,
        output="limited" if mail.limited else "email",
        circulation=Circulation.LIMITED if mail.limited else Circulation.STAFF,
    )
