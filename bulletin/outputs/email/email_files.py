"""Write an email as files: HTML, text, draft, message, a page to copy from, calendars."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Circulation, File, Issue, Part, Settings, Spilled
from ..calendar.calendar_files import session_file
from ..frame import frame, heading
from ..sessions import Line
from ..templates import fill
from .editions import LIMITED, MAIN, Edition, edition_view, reader_editions
from .html import Rich, html, text
from .layout import embed_pictures
from .mail_view import MailView
from .message import Attached, Parts, Posting, attached_names, messages
from .plan import Mail, plan_in

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_PREHEADER = re.compile(r'<div class="preheader".*?</div>\n?', re.DOTALL)


class Email(NamedTuple):
    """A finished email: an edition of an issue, correction or reminder."""

    issue: str
    """The id of the issue, or of the reminder."""
    stem: str
    """The name of its files without ending, like bulletin, limited or correction-1."""
    output: str
    circulation: Circulation
    """The circulation of its files."""
    at: datetime
    """The date of the message, with its time zone."""
    parts: Parts
    spilled: tuple[Spilled, ...] = ()
    """The items that are shortened in it."""
    copy_page: str = ""
    """The HTML of the page to copy the email from; "" if there is none."""
    beside: tuple[tuple[str, bytes], ...] = ()
    """Further files: the name in the issue's folder, and the bytes."""


class CopyValues(NamedTuple):
    """The values of the page to copy from."""

    subject: str
    rich: Markup
    text: str
    attached: tuple[str, ...]
    """The names of the files to attach by hand, as a clipboard does not take files along."""


class Planned(NamedTuple):
    """What the files of an issue's emails depend on."""

    frame: Bulletin
    """The bulletin without its issues."""
    mails: tuple[Mail, ...]
    """The editions of the issue's email, with everything that they print."""


def main_commons(bulletin: Bulletin) -> Iterator[tuple[Planned, Issue]]:
    """Yield each issue whose email is made after the plan of its main edition."""
    return commons_of(bulletin, (MAIN,))


def limited_commons(bulletin: Bulletin) -> Iterator[tuple[Planned, Issue]]:
    """Yield each issue whose email is made after the plan of its limited edition."""
    return commons_of(bulletin, (LIMITED,))


def reader_commons(bulletin: Bulletin) -> Iterator[tuple[Planned, Issue]]:
    """Yield each issue whose email is made after the plans of its editions for some readers."""
    return commons_of(bulletin, reader_editions(bulletin.settings))


def commons_of(bulletin: Bulletin, editions: Sequence[Edition]) -> Iterator[tuple[Planned, Issue]]:
    """Yield issues after the plans of their editions, each from the view of its readers.

    An edition other than the main one is left out if it has no items.
    """
    shared, views = frame(bulletin), [(edition, MailView(edition_view(bulletin, edition))) for edition in editions]
    for issue in bulletin.mail:
        mails = (plan_in(view, issue, edition) for edition, view in views)
        yield Planned(shared, tuple(mail for mail in mails if mail.edition is MAIN or mail.entries)), heading(issue)


def part(planned: Planned, _issue: Issue) -> Part:
    """Make the files of an issue's emails."""
    settings = planned.frame.settings
    emails = ((mail.edition, issue_email(planned.frame, mail)) for mail in planned.mails)
    files = (email_files(of_list(settings, edition), email) for edition, email in emails)
    return Part(files=tuple(chain.from_iterable(files)))


def of_list(settings: Settings, edition: Edition) -> Settings:
    """Return the settings with the list id of an edition's list."""
    return replace(settings, list_id=edition.list_id) if edition.list_id else settings


def email_files(settings: Settings, email: Email) -> Iterator[File]:
    """Yield an email's files, in the folder of its issue."""
    posting = Posting(name=f"{email.issue}.{email.stem}", at=email.at)
    message = messages(settings, email.parts, posting)
    files = [
        (f"{email.stem}.html", email.parts.html.encode()),
        (f"{email.stem}.txt", email.parts.text.encode()),
        (f"{email.stem}.eml", message.draft),
        (f"{email.stem}-send.eml", message.sendable),
    ]
    if email.copy_page:
        files.append((f"{email.stem}-copy.html", email.copy_page.encode()))
    for name, data in (*files, *email.beside):
        yield File(
            path=addresses.mail(email.issue, name),
            data=data,
            output=email.output,
            circulation=email.circulation,
            spilled=email.spilled if name == f"{email.stem}.html" else (),
        )


def issue_email(bulletin: Bulletin, mail: Mail) -> Email:
    """Make the email of an edition of an issue; raise ContentError (EML01) if it is too long."""
    settings = bulletin.settings
    rich = html(bulletin, mail)
    short = tuple(spilled.item for spilled in rich.spilled)
    full = _in_full(bulletin, mail, rich)
    parts = Parts(
        subject=mail.subject,
        text=text(bulletin, mail, short),
        html=rich.html,
        related=mail.related(short),
        attached=(*full, *_attachments(mail)),
        calendars=session_calendars(settings, mail.issue, (row.line for row in mail.rows if row.attached)),
    )
    calendars = session_calendars(settings, mail.issue, (row.line for row in mail.rows if mail.edition.has_calendars))
    return Email(
        issue=mail.issue.id,
        stem=mail.edition.name,
        output=mail.edition.output,
        circulation=mail.edition.audience,
        at=mail.issue.instant,
        parts=parts,
        spilled=rich.spilled if mail.edition.list in (MAIN.list, LIMITED.list) else (),
        copy_page=copy_page(bulletin, parts),
        beside=(
            *((file.name, file.data) for file in full),
            *((f"calendar/{name}", data) for name, data in calendars),
        ),
    )


def session_calendars(settings: Settings, issue: Issue, lines: Iterable[Line]) -> tuple[tuple[str, bytes], ...]:
    """Return the name and bytes of each session's calendar file."""
    return tuple(
        (
            addresses.mail_session(issue.id, line.item, line.session).rpartition("/")[2],
            session_file(settings, line.item, line.session),
        )
        for line in lines
    )


def copy_page(bulletin: Bulletin, parts: Parts) -> str:
    """Return the page to copy an email from; pictures of the message are in it as data."""
    script = fill(bulletin, "email/copy-script.html").strip()
    body = _BODY.search(parts.html)
    rich = _PREHEADER.sub("", body[1] if body else parts.html, count=1)
    copied = CopyValues(
        subject=parts.subject,
        rich=Markup(embed_pictures(rich.strip(), parts.related)),
        text=parts.text,
        attached=attached_names(parts),
    )
    # Allow only this script to run, whatever is in the email (Content Security Policy level 3, section 2.3.1).
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return fill(bulletin, "email/copy.html", copied=copied, script=Markup(script), allowed=f"sha256-{allowed}").lstrip()


def _in_full(bulletin: Bulletin, mail: Mail, rich: Rich) -> tuple[Attached, ...]:
    """Return the whole email as a file to attach, if a shortened item is on no web page."""
    if not any(spilled.to == "file" for spilled in rich.spilled):
        return ()
    if mail.in_full.endswith(".html"):
        page = embed_pictures(rich.whole, mail.related(()))
        return (Attached(mail.in_full, "text/html", page.encode()),)
    return (Attached(mail.in_full, "text/plain", text(bulletin, mail).encode()),)


def _attachments(mail: Mail) -> Iterator[Attached]:
    """Yield the attached files of the items, each once."""
    for asset in {asset.address: asset for entry in mail.entries for asset in entry.attached}.values():
        yield Attached(asset.name, asset.media_type, asset.data or b"")
