"""A built file → the texts that its readers can find in it, decoded.

Attributes, comments, headers and the names of attached files count as well, shown or not.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from io import BytesIO
from urllib.parse import unquote

BREAK = " \0 "
"""Separates texts that are joined: the word between the blanks is in no text, since no file may hold it."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AFTER_TAG = re.compile(r">\s*([^<\s][^<]*)")
_DOUBLE_QUOTED = re.compile(r'=(?<!style=)(?<!class=)\s*"([^"<>]{3,})"')
_SINGLE_QUOTED = re.compile(r"=(?<!style=)(?<!class=)\s*'([^'<>]{3,})'")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def pieces(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Take a message or an archive apart: yield each part with a name whose ending says how to read it.

    Any other file is its only part.
    """
    ending = _ending(path)
    if ending == "eml":
        for part in message_from_bytes(data).walk():
            yield "header.txt", _header_text(part).encode("utf-8", "replace")
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield from pieces(_part_name(part), body)
    elif ending == "zip":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield "name.txt", name.encode()
                yield from pieces(name, archive.read(name))
    else:
        yield path, data


def texts(name: str, data: bytes) -> Iterator[str]:
    """Yield the texts in a piece, decoded and without markup."""
    return _READERS.get(_ending(name), _plain_texts)(data)


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _header_text(part: Message) -> str:
    """Join the values of a part's header, decoded (RFC 2047)."""
    return "\n".join(_decode_header(str(value)) for value in part.values())


def _decode_header(value: str) -> str:
    words = decode_header(value)
    return "".join(
        word if isinstance(word, str) else word.decode(charset or "utf-8", "replace") for word, charset in words
    )


def _part_name(part: Message) -> str:
    names = {"text/html": "part.html", "text/plain": "part.txt", "text/calendar": "part.ics"}
    return names.get(part.get_content_type()) or part.get_filename() or "part"


def _plain_texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


def _markup_texts(data: bytes) -> Iterator[str]:
    """Yield what stands between the tags, then attributes and comments; twice where a feed escapes its content."""
    for part in _split_markup(data.decode("utf-8", "replace")):
        text = html.unescape(part)
        yield text
        if "&lt;" in part:
            yield from map(html.unescape, _split_markup(text))


def _split_markup(text: str) -> tuple[str, str]:
    """Separate what stands between the tags from the attributes' values and the comments."""
    values = [*_DOUBLE_QUOTED.findall(text), *_SINGLE_QUOTED.findall(text)]
    values = list(dict.fromkeys(values))
    values += [unquote(value) for value in values if "%" in value]
    return " ".join(_AFTER_TAG.findall(f">{text}")), "\n".join((*values, *_COMMENT.findall(text)))


def _calendar_texts(data: bytes) -> Iterator[str]:
    """Yield a calendar, unfolded and without its escapes (RFC 5545 sections 3.1 and 3.3.11)."""
    unfolded = _FOLD.sub("", data.decode("utf-8", "replace"))
    yield _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], unfolded)


def _json_texts(data: bytes) -> Iterator[str]:
    """Yield the keys and strings of a JSON file; those with markup are read as markup."""
    strings = tuple(_json_strings(json.loads(data)))
    yield BREAK.join(text for text in strings if "<" not in text)
    for text in strings:
        if "<" in text:
            yield from _markup_texts(text.encode("utf-8", "replace"))


def _json_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _json_strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_strings(inner)


def _no_texts(_data: bytes) -> Iterator[str]:
    return iter(())


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "htm": _markup_texts,
    "html": _markup_texts,
    "ics": _calendar_texts,
    "json": _json_texts,
    "png": _no_texts,
    "xml": _markup_texts,
}
