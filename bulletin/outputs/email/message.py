"""Build the `.eml` draft and the message to send (RFC 5322, MIME)."""

from __future__ import annotations

import binascii
import hashlib
import io
import re
import string
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from ...model import Asset, Settings
from ...text import media_types, slugs
from .layout import content_id

SINGLE_CALENDARS = 5
"""The most calendar files that are attached one by one; more are attached as one archive, to be opened in one go."""

CALENDAR_ARCHIVE = "calendar.zip"

_ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold; it is constant, so that the same files make the same bytes."""


class Attached(NamedTuple):
    """A file attached to a message."""

    name: str
    media_type: str
    data: bytes


class Parts(NamedTuple):
    """The parts of a message."""

    subject: str
    text: str
    html: str
    related: tuple[Asset, ...] = ()
    """Pictures that the HTML names by Content-ID."""
    attached: tuple[Attached, ...] = ()
    calendars: tuple[tuple[str, bytes], ...] = ()
    """The names and bytes of calendar files."""


class Posting(NamedTuple):
    """The name and the date of a message to send."""

    name: str
    """A name that is unique among the bulletin's messages, like 2022-02.bulletin."""
    at: datetime
    """The date, with its time zone."""


_CALENDAR = "application/ics"
"""The media type of attached calendar files, which is also Gmail's.

Thunderbird would show each text/calendar (RFC 6047) as an invitation above the email. All programs open an
attached file by its ending.
"""

_FROM = re.compile("^From ", re.MULTILINE)
_LONGEST_WORD = 60
"""The most characters of a word in a header."""


class Messages(NamedTuple):
    """An email as two messages; neither has recipients yet."""

    draft: bytes
    """For a mail program, in which a person adds recipients and sends it; without date and Message-ID."""
    sendable: bytes
    """For a mail server; with date, Message-ID and the list's headers.

    The Message-ID is made from the content, so that a message that is sent again has the same one.
    """


def messages(settings: Settings, parts: Parts, posting: Posting) -> Messages:
    """Write both messages, with CRLF line ends. They differ only in a few headers, so the rest is written once."""
    first, rest = _headers(_first_headers(settings, parts)), _body_bytes(settings, parts)
    sent = _headers(_sent_headers(settings, parts, posting))
    return Messages(draft=first + _UNSENT + rest, sendable=first + sent + rest)


def attached_names(parts: Parts) -> tuple[str, ...]:
    """Return the names of the files attached to a message."""
    return (*(file.name for file in parts.attached), *(name for name, _ in _calendars(parts.calendars)))


def _sent_headers(settings: Settings, parts: Parts, posting: Posting) -> Iterator[tuple[str, str]]:
    """Yield Date and Message-ID (RFC 5322 section 3.6), List-Id (RFC 2919), List-Unsubscribe (RFC 2369, RFC 8058)."""
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


def _headers(fields: Iterable[tuple[str, str | Address]]) -> bytes:
    """Write header fields."""
    return b"".join(_POLICY.fold_binary(*_POLICY.header_store_parse(name, value)) for name, value in fields)


def _body_bytes(settings: Settings, parts: Parts) -> bytes:
    """Write the MIME headers and everything after them."""
    message = EmailMessage(policy=_POLICY)
    message["MIME-Version"] = "1.0"
    _add_bodies(message, settings, parts)
    for file in parts.attached:
        _attach(message, file)
    for name, data in _calendars(parts.calendars):
        media_type = _CALENDAR if name.endswith(".ics") else media_types.of_name(name)
        _attach(message, Attached(name, media_type, data))
    _set_boundaries(message, parts)
    return message.as_bytes()


class _Policy(policy.EmailPolicy):
    """Python's policy for SMTP, with another way to write long headers.

    Python encodes an address that is longer than a line (RFC 2047), which mail programs do not decode. And it
    writes a long subject from the second line on, after a first line without words.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header; break a list's header only between addresses (RFC 2369 section 2)."""
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
            disposition="inline",
            **_name_arguments(asset.name),
        )


def _body(subtype: str, text: str, language: str) -> EmailMessage:
    """Encode a text as quoted-printable, in lines of at most 76 characters (RFC 2045 section 6.7).

    No line begins with "From ", as list managers and mailboxes would change that to ">From " (RFC 4155, appendix A).
    """
    body = EmailMessage(policy=_POLICY)
    body["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    body["Content-Transfer-Encoding"] = "quoted-printable"
    body["Content-Language"] = language
    body.set_payload(_FROM.sub("=46rom=\n ", binascii.b2a_qp(text.encode()).decode("ascii")))
    return body


def _attach(message: EmailMessage, file: Attached) -> None:
    maintype, subtype = file.media_type.split("/")
    message.add_attachment(file.data, maintype, subtype, **_name_arguments(file.name))


def _name_arguments(name: str) -> dict[str, Any]:
    """Return the library's arguments for the name of a part, so that every mail program shows the name.

    Names that are long or have letters outside ASCII are encoded by RFC 2231. Programs that do not read this
    get a plain name beside the media type.
    """
    name = " ".join(name.split())
    is_plain = name.isascii() and len(name) <= _LONGEST_WORD
    return {"filename": name, "params": {} if is_plain else {"name": _plain_name(name)}}


def _plain_name(name: str) -> str:
    """Return a name in ASCII letters, cut before its ending if it is too long."""
    stem, dot, ending = slugs.file_name(name).rpartition(".")
    return f"{stem[: _LONGEST_WORD - len(ending) - 1]}{dot}{ending}" if dot else ending[:_LONGEST_WORD]


def _calendars(files: Sequence[tuple[str, bytes]]) -> Sequence[tuple[str, bytes]]:
    """Return the calendar files to attach: the files themselves if they are few, else one archive."""
    if len(files) <= SINGLE_CALENDARS:
        return files
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # zlib's bytes differ between machines
        for name, data in files:
            entry = zipfile.ZipInfo(name, _ARCHIVE_TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return ((CALENDAR_ARCHIVE, buffer.getvalue()),)


def _set_boundaries(message: EmailMessage, parts: Parts) -> None:
    """Set the boundary of each multipart to one made from the content; the library's own is random."""
    digest = _digest(parts)
    for number, multipart in enumerate(part for part in message.walk() if part.is_multipart()):
        multipart.set_boundary(f"=_{number}_{digest}")


def _digest(parts: Parts) -> str:
    return hashlib.sha256(f"{parts.subject}\0{parts.text}\0{parts.html}".encode()).hexdigest()[:32]


def _address(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=address)


def _one_line(text: str) -> str:
    """Return a text on one line, so that it cannot begin another header, with words of at most 60 characters.

    For a word that is longer than a header line Python writes an empty line, which would end the headers.
    """
    words = (word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…" for word in text.split())
    return " ".join(words)
