"""The message of an email (RFC 5322, MIME): a draft that a mail program opens to be sent, and its sendable twin."""

from __future__ import annotations

import binascii
import hashlib
import io
import string
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote

from ... import addresses
from ...model import Asset, Settings
from .layout import content_id

SINGLE_CALENDARS = 5
"""So many calendar files are attached one by one; more come as one archive, because each is opened by hand."""

CALENDAR_ARCHIVE = "calendar.zip"

_ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can hold, so that the same files make the same bytes."""


class Attached(NamedTuple):
    """A file that comes with a message."""

    name: str
    media_type: str
    data: bytes


class Parts(NamedTuple):
    """What a message is made of."""

    subject: str
    text: str
    html: str
    related: tuple[Asset, ...] = ()
    """Pictures that the HTML names by Content-ID."""
    attached: tuple[Attached, ...] = ()
    calendars: tuple[tuple[str, bytes], ...] = ()
    """(file name, bytes)."""


class Posting(NamedTuple):
    """What only a message that is sent has."""

    name: str
    """What tells it from the bulletin's other messages: 2022-02.bulletin."""
    at: datetime
    """Aware."""


_CALENDAR = {"charset": "utf-8", "method": "PUBLISH"}
"""RFC 6047 section 2.4: the METHOD that stands in the file; Outlook refuses another."""

_LONGEST_WORD = 60
"""Characters that a word in a header may have."""


class Messages(NamedTuple):
    """The same email as two messages, for one of which a person and for the other a server fills in the recipients."""

    draft: bytes
    """Unsent: no recipient, no date, no Message-ID."""
    sendable: bytes
    """As a mail server takes it: dated, named, with its list's headers.

    The Message-ID follows from the content, so that a message that is sent again has the same.
    """


def messages(settings: Settings, parts: Parts, posting: Posting) -> Messages:
    """Both messages; lines end in CRLF. All but a few headers is the same and is written once."""
    first, rest = _headers(_first_headers(settings, parts)), _body_bytes(settings, parts)
    sent = _headers(_sent_headers(settings, parts, posting))
    return Messages(draft=first + _UNSENT + rest, sendable=first + sent + rest)


def attached_names(parts: Parts) -> tuple[str, ...]:
    """The names of the files that come with a message."""
    return (*(file.name for file in parts.attached), *(name for name, _ in _calendars(parts.calendars)))


def _sent_headers(settings: Settings, parts: Parts, posting: Posting) -> Iterator[tuple[str, str]]:
    """Date and Message-ID (RFC 5322 section 3.6), List-Id (RFC 2919), List-Unsubscribe (RFC 2369, RFC 8058)."""
    domain = settings.send_from.rpartition("@")[2]
    yield "Date", format_datetime(posting.at)
    yield "Message-ID", f"<{posting.name}.{_digest(parts)}@{domain}>"
    if settings.list_id:
        yield "List-Id", f"<{settings.list_id}>"
    if settings.unsubscribe:
        yield "List-Unsubscribe", ", ".join(f"<{quote(url, safe=_IN_ADDRESSES)}>" for url in settings.unsubscribe)
    if settings.one_click:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _first_headers(settings: Settings, parts: Parts) -> Iterator[tuple[str, str | Address]]:
    yield "From", _address(settings.team, settings.send_from)
    if settings.email != settings.send_from:
        yield "Reply-To", _address("", settings.email)
    yield "Subject", _one_line(parts.subject)


def _headers(named: Iterable[tuple[str, str | Address]]) -> bytes:
    """Header fields as they are written."""
    return b"".join(_POLICY.fold_binary(*_POLICY.header_store_parse(name, value)) for name, value in named)


def _body_bytes(settings: Settings, parts: Parts) -> bytes:
    """The MIME headers and all that comes after them."""
    message = EmailMessage(policy=_POLICY)
    message["MIME-Version"] = "1.0"
    _add_bodies(message, settings, parts)
    for file in parts.attached:
        _attach(message, file)
    for name, data in _calendars(parts.calendars):
        _attach(message, Attached(name, addresses.media_type(name), data))
    _set_boundaries(message, parts)
    return message.as_bytes()


class _Policy(policy.EmailPolicy):
    """Python's own encodes an address that is longer than a line (RFC 2047), and mail programs then do not see it.

    It also begins a subject that is longer than a line on the next one, after a line with no words.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it is written; those of a list break between addresses only (RFC 2369 section 2)."""
        if name == "Subject" and value.isascii() and "=?" not in value:
            lines = textwrap.wrap(value, _SUBJECT_LINE, break_long_words=False, break_on_hyphens=False)
            return (f"{name}: " + "\r\n ".join(lines) + "\r\n").encode("ascii")
        if name in _UNENCODED:
            return f"{name}: {value}".replace(", ", ",\r\n ").encode("ascii") + b"\r\n"
        return super().fold_binary(name, value)


_SUBJECT_LINE = 66
_IN_ADDRESSES = string.punctuation
_UNSENT = b"X-Unsent: 1\r\n"
_UNENCODED = ("Message-ID", "List-Id", "List-Unsubscribe")
_POLICY = _Policy(linesep="\r\n")


def _add_bodies(message: EmailMessage, settings: Settings, parts: Parts) -> None:
    plain, rich = _body("plain", parts.text, settings.language), _body("html", parts.html, settings.language)
    message.make_alternative()
    message.attach(plain)
    message.attach(rich)
    for asset in parts.related:
        maintype, subtype = asset.media_type.split("/")
        rich.add_related(
            asset.data or b"",
            maintype,
            subtype,
            cid=f"<{content_id(asset.address)}>",
            filename=asset.name,
            disposition="inline",
        )


def _body(subtype: str, text: str, language: str) -> EmailMessage:
    """A text in quoted-printable, lines of at most 76 characters (RFC 2045 section 6.7)."""
    body = EmailMessage(policy=_POLICY)
    body["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    body["Content-Transfer-Encoding"] = "quoted-printable"
    body["Content-Language"] = language
    body.set_payload(binascii.b2a_qp(text.encode()).decode("ascii"))
    return body


def _attach(message: EmailMessage, file: Attached) -> None:
    maintype, subtype = file.media_type.split("/")
    params = _CALENDAR if file.media_type == "text/calendar" else {}
    message.add_attachment(file.data, maintype, subtype, filename=_one_line(file.name), params=params)


def _calendars(files: Sequence[tuple[str, bytes]]) -> Sequence[tuple[str, bytes]]:
    if len(files) <= SINGLE_CALENDARS:
        return files
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:  # zlib's bytes differ between machines
        for name, data in files:
            entry = zipfile.ZipInfo(name, _ARCHIVE_TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return ((CALENDAR_ARCHIVE, held.getvalue()),)


def _set_boundaries(message: EmailMessage, parts: Parts) -> None:
    """Give each multipart a boundary that follows from the content; the library's own is random."""
    digest = _digest(parts)
    multiparts = (one for one in message.walk() if one.is_multipart())
    for number, one in enumerate(multiparts):
        one.set_boundary(f"=_{number}_{digest}")


def _digest(parts: Parts) -> str:
    return hashlib.sha256(f"{parts.subject}\0{parts.text}\0{parts.html}".encode()).hexdigest()[:32]


def _address(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=address)


def _one_line(text: str) -> str:
    """A text that cannot begin another header.

    Python folds a word that is longer than a header line into an empty line, which would end
    the headers; so long words are cut.
    """
    words = (word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…" for word in text.split())
    return " ".join(words)
