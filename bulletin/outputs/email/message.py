"""The message of an email: a draft (RFC 5322, MIME) that a mail program opens to be sent."""

from __future__ import annotations

import binascii
import hashlib
import io
import zipfile
from collections.abc import Sequence
from email import policy
from email.generator import BytesGenerator
from email.headerregistry import Address
from email.message import EmailMessage
from typing import NamedTuple

from ... import addresses
from ...model import Asset, Settings
from .files import content_id

SINGLE_CALENDARS = 5
"""So many calendar files are attached one by one; more come as one archive, because each is opened by hand."""

CALENDAR_ARCHIVE = "calendar.zip"

_ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can hold, so that the same files make the same bytes."""


class Parts(NamedTuple):
    """What a message is made of."""

    subject: str
    text: str
    html: str
    related: tuple[Asset, ...]
    """Pictures that the HTML names by Content-ID."""
    attached: tuple[Asset, ...]
    calendars: tuple[tuple[str, bytes], ...]
    """(file name, bytes)."""


_LONGEST_WORD = 60
"""Characters that a word in a header may have."""


def draft(settings: Settings, parts: Parts) -> bytes:
    """An unsent message: no recipient, no date, no Message-ID; lines end in CRLF."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _address(settings.team, settings.send_from)
    if settings.email != settings.send_from:
        message["Reply-To"] = _address("", settings.email)
    message["Subject"] = _one_line(parts.subject)
    message["X-Unsent"] = "1"
    message["MIME-Version"] = "1.0"
    _add_bodies(message, settings, parts)
    for asset in parts.attached:
        _attach(message, asset.data or b"", asset.media_type, asset.name)
    for name, data in _calendars(parts.calendars):
        _attach(message, data, addresses.media_type(name), name)
    _set_boundaries(message, parts)
    out = io.BytesIO()
    _Generator(out, mangle_from_=False, policy=message.policy).flatten(message)
    return out.getvalue()


class _Generator(BytesGenerator):
    """Python's own writes a body line by line, which takes longer than all else that makes a message."""

    def _write_lines(self, lines: str) -> None:
        self.write(lines.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))


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
    body = EmailMessage(policy=policy.SMTP)
    body["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    body["Content-Transfer-Encoding"] = "quoted-printable"
    body["Content-Language"] = language
    body.set_payload(binascii.b2a_qp(text.encode()).decode("ascii"))
    return body


def _attach(message: EmailMessage, data: bytes, media_type: str, name: str) -> None:
    maintype, subtype = media_type.split("/")
    message.add_attachment(data, maintype, subtype, filename=_one_line(name))


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
    digest = hashlib.sha256(f"{parts.subject}\0{parts.text}\0{parts.html}".encode()).hexdigest()[:32]
    multiparts = (one for one in message.walk() if one.is_multipart())
    for number, one in enumerate(multiparts):
        one.set_boundary(f"=_{number}_{digest}")


def _address(name: str, address: str) -> Address:
    return Address(display_name=_one_line(name), addr_spec=address)


def _one_line(text: str) -> str:
    """A text that cannot begin another header.

    Python folds a word that is longer than a header line into an empty line, which would end
    the headers; so long words are cut.
    """
    words = (word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…" for word in text.split())
    return " ".join(words)
