"""A rendered file → what its readers can read in it: texts, decoded.

Also what no program shows at once counts: what attributes and comments say, file names, headers.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import quopri
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from email.message import Message

BREAK = " \0 "
"""Stands between texts as a word that no text has, since no file may hold it."""

_TOGETHER = 50
"""Strings of a JSON file that are one text: each alone takes longer, and all at once take much memory."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHOWN = re.compile(r">\s*([^<\s][^<]*)")
_QUOTED = re.compile(r'=(?<!style=)(?<!class=)\s*"([^"<>]{3,})"')
_APOSTROPHED = re.compile(r"=(?<!style=)(?<!class=)\s*'([^'<>]{3,})'")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLDS = ("\r\n ", "\r\n\t", "\n ", "\n\t")
_EVENT = b"\r\nBEGIN:VEVENT"
"""Events stand in several calendars, and are looked at once."""
_ESCAPED = re.compile(r"\\([\\;,nN])")


def pieces(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or what is in it if it holds others: each with a name that says how to read it."""
    ending = path.rpartition(".")[2].lower()
    if ending == "eml":
        yield from _part(data)
    elif ending == "zip":
        import zipfile  # only a mail has calendars in an archive

        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield "name.txt", name.encode()
                yield from pieces(name, archive.read(name))
    elif ending == "ics":
        yield from ((path, part) for part in data.split(_EVENT))
    else:
        yield path, data


def texts(name: str, data: bytes) -> Iterator[str]:
    """The texts in a piece, each decoded and without markup."""
    return _READERS.get(name.rpartition(".")[2].lower(), _plain)(data)


def _part(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A message, or a part of one: its header, then its body or its parts (RFC 2046 section 5.1)."""
    from email import message_from_bytes  # slow to import, and only a mail is a message

    blank = _BLANK_LINE.search(data)
    head, body = (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    header = message_from_bytes(head)
    yield "header.txt", "\n".join(_decoded(value) for _, value in header.items()).encode("utf-8", "replace")
    boundary = header.get_boundary()
    if boundary and header.get_content_maintype() == "multipart":
        for part in body.split(b"--" + boundary.encode())[1:-1]:
            _, _, inner = part.partition(b"\n")
            # The line break before a delimiter is the delimiter's (RFC 2046 section 5.1.1).
            yield from _part(inner.removesuffix(b"\n").removesuffix(b"\r"))
    elif body:
        encoding = str(header.get("Content-Transfer-Encoding", "")).lower()
        yield from pieces(_name(header), _unencoded(body, encoding).replace(b"\r\n", b"\n"))


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


def _markup(data: bytes) -> Iterator[str]:
    """What stands between the tags, then what stands in them; each also where it is encoded (a feed's content)."""
    for part in _parted(data.decode("utf-8", "replace")):
        yield html.unescape(part)
        if "&lt;" in part:
            yield from map(html.unescape, _parted(html.unescape(part)))


def _parted(text: str) -> tuple[str, str]:
    """What stands between the tags of a text, and the values and comments in them."""
    values = list(dict.fromkeys(_QUOTED.findall(text)))
    if "'" in text:
        values += _APOSTROPHED.findall(text)
    values += [unquote(value) for value in values if "%" in value]
    comments = _COMMENT.findall(text) if "<!--" in text else []
    return " ".join(_SHOWN.findall(f">{text}")), "\n".join((*values, *comments))


def _calendar(data: bytes) -> Iterator[str]:
    """A calendar's lines, unfolded and without their escapes (RFC 5545 sections 3.1 and 3.3.11)."""
    text = data.decode("utf-8", "replace")
    for fold in _FOLDS:
        text = text.replace(fold, "")
    if "\\\\" in text:
        yield _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)
    else:
        # What is left of the other escapes parts no words.
        yield text.replace("\\n", " ").replace("\\N", " ")


def _json(data: bytes) -> Iterator[str]:
    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield str(key)
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)

    found = tuple(strings(json.loads(data)))
    plain = [text for text in found if "<" not in text]
    for start in range(0, len(plain), _TOGETHER):
        yield BREAK.join(plain[start : start + _TOGETHER])
    for text in found:
        if "<" in text:
            yield from _markup(text.encode())


def _decoded(value: str) -> str:
    from email.header import decode_header

    pairs = decode_header(str(value))
    return "".join(one if isinstance(one, str) else one.decode(charset or "utf-8", "replace") for one, charset in pairs)


def _name(part: Message) -> str:
    endings = {"text/html": "x.html", "text/plain": "x.txt", "text/calendar": "x.ics"}
    return endings.get(part.get_content_type()) or part.get_filename() or "x"


def _unencoded(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return base64.b64decode(body)
        except binascii.Error:
            return body
    return body


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "htm": _markup,
    "html": _markup,
    "ics": _calendar,
    "json": _json,
    "png": lambda _data: iter(()),
    "xml": _markup,
}
