"""One edition of an issue's email as files: HTML, plain text, a draft, its sendable twin, a page to copy from."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File
from ..sessions import Line
from ..templates import fill
from .html import Rich, html, text
from .layout import embedded
from .message import Attached, Parts, Posting, attached_names, messages
from .plan import Mail

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_PREHEADER = re.compile(r'<div class="preheader".*?</div>\n?', re.DOTALL)


class Copied(NamedTuple):
    """What the page shows and puts on the clipboard."""

    subject: str
    rich: Markup
    text: str
    attached: tuple[str, ...]
    """File names of what has to be attached again, because a clipboard holds no files."""


def copy_page(bulletin: Bulletin, parts: Parts) -> str:
    """The page, complete in itself; its pictures are in it where they are not hosted."""
    script = fill(bulletin, "email/copy-script.html").strip()
    body = _BODY.search(parts.html)
    rich = _PREHEADER.sub("", body[1] if body else parts.html, count=1)
    copied = Copied(
        subject=parts.subject,
        rich=Markup(embedded(rich.strip(), parts.related)),
        text=parts.text,
        attached=attached_names(parts),
    )
    # Only this script may run, whatever the email holds (Content Security Policy level 3, section 2.3.1).
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return fill(bulletin, "email/copy.html", copied=copied, script=Markup(script), allowed=f"sha256-{allowed}").lstrip()


MAIN, LIMITED = "email", "limited"
"""The names of the editions' outputs."""


def edition(bulletin: Bulletin, mail: Mail) -> Iterator[File]:
    """Every file but the calendars; raises ContentError (EML01) for an email that is too long."""
    rich = html(bulletin, mail)
    short = tuple(one.item for one in rich.spilled)
    plain = text(bulletin, mail, short)
    whole = _whole(bulletin, mail, rich)
    parts = Parts(
        subject=mail.subject,
        text=plain,
        html=rich.html,
        related=mail.related(short),
        attached=(*whole, *_attachments(mail)),
        calendars=calendars(bulletin, mail, attached_only=True),
    )
    page = _file(mail, f"{mail.stem}.html", rich.html.encode())
    yield File(path=page.path, data=page.data, output=page.output, circulation=page.circulation, spilled=rich.spilled)
    yield _file(mail, f"{mail.stem}.txt", plain.encode())
    posting = Posting(name=f"{mail.issue.id}.{mail.stem}", at=mail.issue.instant)
    written = messages(bulletin.settings, parts, posting)
    yield _file(mail, f"{mail.stem}.eml", written.draft)
    yield _file(mail, f"{mail.stem}-send.eml", written.sendable)
    yield _file(mail, f"{mail.stem}-copy.html", copy_page(bulletin, parts).encode())
    for file in whole:
        yield _file(mail, file.name, file.data)


def calendars(bulletin: Bulletin, mail: Mail, *, attached_only: bool = False) -> tuple[tuple[str, bytes], ...]:
    """File name and bytes of the mail's sessions, or of those that have to come with the message."""
    lines = [row.line for row in mail.rows if row.attached or not attached_only]
    if not lines:
        return ()
    from ..calendar.files import session_file  # icalendar takes long to import.

    return tuple((_name(mail, line), session_file(bulletin, line.item, line.session)) for line in lines)


def calendar_files(bulletin: Bulletin, mail: Mail) -> Iterator[File]:
    """The calendar file of each session."""
    for name, data in calendars(bulletin, mail):
        yield _file(mail, f"calendar/{name}", data)


def _whole(bulletin: Bulletin, mail: Mail, rich: Rich) -> tuple[Attached, ...]:
    """The whole bulletin as a file, where something that is on no web page is short in the email."""
    if not any(one.to == "file" for one in rich.spilled):
        return ()
    if mail.limited:
        page = embedded(rich.whole, mail.related(()))
        return (Attached(mail.in_full, "text/html", page.encode()),)
    return (Attached(mail.in_full, "text/plain", text(bulletin, mail).encode()),)


def _attachments(mail: Mail) -> Iterator[Attached]:
    """The files of items that come with the message, each once."""
    for asset in {one.address: one for entry in mail.entries for one in entry.attached}.values():
        yield Attached(asset.name, asset.media_type, asset.data or b"")


def _name(mail: Mail, line: Line) -> str:
    return addresses.mail_session(mail.issue.id, line.item, line.session).rpartition("/")[2]


def _file(mail: Mail, name: str, data: bytes) -> File:
    """A file of an edition."""
    return File(
        path=addresses.mail(mail.issue.id, name),
        data=data,
        output=LIMITED if mail.limited else MAIN,
        circulation=Circulation.LIMITED if mail.limited else Circulation.STAFF,
    )
