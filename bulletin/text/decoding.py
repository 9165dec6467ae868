"""Decode a file into all texts that its readers can find in it.

These include attributes, comments, headers and the names of attached files, visible or not. Bytes that are damaged
or locked are read as text. At most LARGEST bytes of a file are unpacked.
"""

from __future__ import annotations

import binascii
import gzip
import html
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import errors, message_from_bytes
from email.header import decode_header
from email.message import Message
from io import BytesIO
from urllib.parse import unquote

from .expressions import compiled

BREAK = " \0 "
"""Separates joined texts. The word between the blanks is NUL, which is in no text, as no file may have it."""

LARGEST = 20_000_000
"""The most bytes that are unpacked from one file, all parts together."""
MOST_PARTS = 1_000
DEEPEST = 5
"""The most levels of archives and messages inside each other, and the most times that a text is decoded again."""
_GZIP = b"\x1f\x8b"
"""The first bytes of gzip (RFC 1952, 2.3.1)."""
_MESSAGES = ("eml", "mht", "mhtml")
"""Endings of messages, and of web pages saved as one (RFC 2557)."""
_RATIO, _SMALL = 100, 1_000_000
"""A part is read up to _RATIO times its packed bytes, and in any case up to _SMALL bytes."""

_DAMAGED = (
    ValueError, LookupError, RecursionError, RuntimeError, OSError, EOFError, TypeError, AttributeError,
    NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, binascii.Error, errors.MessageError,
)  # fmt: skip
"""The errors of the standard library's readers for damaged, locked or unknown content."""

_AFTER_TAG = re.compile(r">\s*([^<\s][^<]*)")
_DOUBLE_QUOTED = re.compile(r'=(?<!style=)(?<!class=)\s*"([^"<>]{3,})"')
_SINGLE_QUOTED = re.compile(r"=(?<!style=)(?<!class=)\s*'([^'<>]{3,})'")
_INLINE = (
    "a abbr b bdi bdo big cite code del em font i ins mark q s small span strong sub sup tt u wbr "
    "A ABBR B BDI BDO BIG CITE CODE DEL EM FONT I INS MARK Q S SMALL SPAN STRONG SUB SUP TT U WBR"
)
_INLINE_TAG = rf"</?(?:{'|'.join(_INLINE.split())})(?=[\s/>])[^<>]*>"
_INSIDE_WORD = rf"<(?<=[\w;]<){_INLINE_TAG[1:]}(?:{_INLINE_TAG})*(?=[\w&])"
"""Tags between two letters that a browser shows without a gap; the letters may be written as entities."""
_TAG = re.compile(r"<(?:!--|/?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>]))[^<>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_CODE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"'nrt]))")
_CALL = re.compile(r"\s*[\w.]+\((.*)\);?\s*", re.DOTALL)
"""A script that consists of one call of a function."""
_LONG_NUMBER = 10_000_000
"""The smallest number that may be a phone number."""
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_DATA_ADDRESS = re.compile(
    r"data:([\w.+-]{0,80}/[\w.+-]{0,80})?((?:;[\w.+=-]{1,80}){0,5}),([^\s\"'<>)]+)", re.IGNORECASE
)
_BASE64_LENGTH = 60
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{60,}={0,2}")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"wOF2", b"wOFF")
"""The first bytes of files without text: fonts, and pictures, which have no text as Bulletin made or stripped them."""


@dataclass(slots=True)
class _Budget:
    """The bytes and parts of a file that may still be unpacked."""

    size: int = LARGEST
    parts: int = MOST_PARTS

    def spend(self, size: int) -> None:
        self.size -= size
        self.parts -= 1

    @property
    def spent(self) -> bool:
        return self.size <= 0 or self.parts <= 0


def is_archive(data: bytes) -> bool:
    """Tell whether bytes are an archive of gzip or ZIP, such as a document of an office program."""
    return data.startswith((_GZIP, b"PK\x03\x04", b"PK\x05\x06")) or zipfile.is_zipfile(BytesIO(data))


def is_encoded(name: str, data: bytes) -> bool:
    """Tell whether a file is an archive, a message or markup, whose words only its texts have."""
    return _opener(name, data) is not None or _ending(name) in _READERS


def pieces(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each part of a message or an archive, with a name whose ending tells how to read it.

    Any other file is yielded as its only part.
    """
    yield from _pieces(path, data, _Budget(), 0)


def _pieces(path: str, data: bytes, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes]]:
    budget.spend(len(data) if depth else 0)
    opened = _opener(path, data) if depth < DEEPEST else None
    if opened is None:
        yield path, data
        return
    try:
        for name, part in opened(path, data, budget):
            yield from _pieces(name, part, budget, depth + 1)
            if budget.spent:
                return
    except _DAMAGED:
        yield "damaged.txt", data


_Opener = Callable[[str, bytes, _Budget], Iterator[tuple[str, bytes]]]


def _opener(path: str, data: bytes) -> _Opener | None:
    """Return the function that opens an archive, by its first bytes, or a message; None for any other file."""
    if data.startswith(_GZIP):
        return _open_gzip
    if is_archive(data):
        return _open_zip
    return _open_message if _ending(path) in _MESSAGES else None


def _open_message(_path: str, data: bytes, _budget: _Budget) -> Iterator[tuple[str, bytes]]:
    for part in message_from_bytes(data).walk():
        yield "header.txt", _header_text(part).encode("utf-8", "replace")
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield _part_name(part), _in_utf8(part, body)


def _open_zip(_path: str, data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()[: budget.parts]
        yield "name.txt", "\n".join(entry.filename for entry in entries).encode("utf-8", "replace")
        for entry in entries:
            limit = min(max(_RATIO * entry.compress_size, _SMALL), budget.size)
            try:
                with archive.open(entry) as part:
                    yield entry.filename, part.read(limit)
            except _DAMAGED:
                continue  # It is locked, or packed in an unknown way; its name was yielded above.


def _open_gzip(path: str, data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    limit = min(max(_RATIO * len(data), _SMALL), budget.size)
    with gzip.GzipFile(fileobj=BytesIO(data)) as archive:
        yield path.removesuffix(".gz"), archive.read(limit)


def texts(name: str, data: bytes) -> Iterator[str]:
    """Yield the texts in a part, decoded and without markup; of text that is encoded several times, each level."""
    for text in _read(name, data):
        yield text
        yield from _encoded_texts(text, 0)


def _read(name: str, data: bytes) -> Iterator[str]:
    if data.startswith(_PICTURES):
        return
    try:
        yield from _READERS.get(_ending(name), _plain_texts)(decode(data))
    except _DAMAGED:
        yield decode(data)


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def decode(data: bytes) -> str:
    """Decode bytes as UTF-16 if they have its mark or a NUL in most second places, else as UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    start = data[:200]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and start[place::2].count(0) > len(start) // 3:
            return data.decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _header_text(part: Message) -> str:
    """Return the decoded values of a part's header (RFC 2047), one a line."""
    return "\n".join(_decode_header(str(value)) for value in part.values())


def _decode_header(value: str) -> str:
    try:
        return "".join(_header_word(word, charset) for word, charset in decode_header(value))
    except _DAMAGED:
        return value


def _header_word(word: str | bytes, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    try:
        return word.decode(charset or "utf-8", "replace")
    except LookupError:
        return word.decode("utf-8", "replace")


def _part_name(part: Message) -> str:
    names = {"text/html": "part.html", "text/plain": "part.txt", "text/calendar": "part.ics"}
    # A part with a file name is an attachment, so its own name tells how to read it.
    return str(part.get_filename() or names.get(part.get_content_type()) or "part")


def _in_utf8(part: Message, body: bytes) -> bytes:
    """Return the bytes of a text in UTF-8; other bytes, and text in an unknown charset, are returned unchanged."""
    charset = str(part.get_content_charset() or "utf-8")
    if part.get_content_maintype() != "text" or charset in ("utf-8", "us-ascii"):
        return body
    try:
        return body.decode(charset, "replace").encode("utf-8", "replace")
    except LookupError:
        return body


def _plain_texts(text: str) -> Iterator[str]:
    yield text


def _markup_texts(text: str) -> Iterator[str]:
    """Yield the text between the tags, then attributes and comments; of escaped markup, as in feeds, both forms."""
    for part in _split_markup(text):
        yield from _escaped_markup(html.unescape(part))


def _escaped_markup(text: str) -> Iterator[str]:
    """Yield a text; if it has tags, yield it without them, and then the text between and in the tags."""
    if not _TAG.search(text):
        yield text
        return
    # Tags become breaks, so that a link's address is not read beside its words; joined words are read below.
    yield _TAG.sub(BREAK, text)
    yield from map(html.unescape, _split_markup(text))


def _split_markup(text: str) -> tuple[str, ...]:
    """Return the text between the tags, and the values of attributes with the comments."""
    text = text.replace("<![CDATA[", " ").replace("]]>", " ")
    text, comments = _without_comments(text)
    values = [*_DOUBLE_QUOTED.findall(text), *_SINGLE_QUOTED.findall(text)]
    beside = f"{BREAK}\n".join((*dict.fromkeys(values), *comments))
    between = " ".join(_AFTER_TAG.findall(f">{text}"))
    if not compiled(_INSIDE_WORD).search(text):
        return between, beside
    # Tags inside a word may or may not be a gap, so return the text in both forms.
    return between, " ".join(_AFTER_TAG.findall(f">{compiled(_INSIDE_WORD).sub('', text)}")), beside


def _without_comments(text: str) -> tuple[str, list[str]]:
    """Return a text without its comments, and the comments; a comment without an end reaches to the end of the text."""
    if "<!--" not in text:
        return text, []
    first, *rest = text.split("<!--")
    outside, comments = [first], []
    for part in rest:
        comment, end, after = part.partition("-->")
        comments.append(comment)
        outside.append(after if end else "")
    return "".join(outside), comments


def _calendar_texts(text: str) -> Iterator[str]:
    """Yield the text of a calendar, unfolded and unescaped (RFC 5545 sections 3.1 and 3.3.11)."""
    yield _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], _FOLD.sub("", text))


def _json_texts(text: str) -> Iterator[str]:
    """Yield the keys and strings of a JSON file; read strings with markup as markup."""
    strings = tuple(_json_strings(json.loads(text)))
    yield BREAK.join(string for string in strings if "<" not in string)
    for string in strings:
        if "<" in string:
            yield from _markup_texts(string)


def _script_texts(text: str) -> Iterator[str]:
    """Yield the text of a script; if it is only a call with JSON, like the index of the search, yield the JSON's."""
    call = _CALL.fullmatch(text)
    try:
        yield from _json_texts(call[1]) if call else (text,)
    except ValueError:
        yield text


def _json_strings(value: object) -> Iterator[str]:
    """Yield the keys, strings and long numbers of a value in order, at any depth."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case int() | float() as number if number >= _LONG_NUMBER:
                yield f"{number:.0f}"
            case dict() as pairs:
                waiting += reversed([part for pair in pairs.items() for part in pair])
            case list() as parts:
                waiting += reversed(parts)


def _encoded_texts(text: str, depth: int) -> Iterator[str]:
    """Yield a text with escapes, percent signs and entities decoded, and the texts in data addresses and base64."""
    if depth == DEEPEST:
        return
    decoded = _without_entities(_without_percents(_without_codes(text)))
    if decoded != text:
        decoded = _changed_lines(text, decoded)
        yield from _escaped_markup(decoded)
        yield from _encoded_texts(decoded, depth + 1)
    for name, data in _embedded_files(text):
        for inner in _read(name, data):
            yield inner
            yield from _encoded_texts(inner, depth + 1)


def _changed_lines(text: str, decoded: str) -> str:
    """Return the lines that decoding changed, with the lines beside them; all others were searched before."""
    before, after = text.split("\n"), decoded.split("\n")
    if len(before) != len(after):
        return decoded
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    near = sorted({number + by for number in changed for by in (-1, 0, 1)} & set(range(len(after))))
    return "\n".join(after[number] for number in near)


def _without_codes(text: str) -> str:
    r"""Decode escapes like `\u0041` and `\x41`, and join the halves of surrogate pairs (RFC 8259 section 7)."""
    if "\\u" not in text and "\\x" not in text:
        return text
    decoded = _CODE.sub(_code_letter, text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _code_letter(match: re.Match[str]) -> str:
    if match[4]:
        return " " if match[4] in "nrt" else match[4]
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number <= 0x10FFFF else " "


def _without_percents(text: str) -> str:
    return unquote(text) if _PERCENT.search(text) else text


def _without_entities(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _embedded_files(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files inside a text: data addresses (RFC 2397), and long runs of base64."""
    if "data:" in text or "DATA:" in text:
        for match in _DATA_ADDRESS.finditer(text):
            ending = {"text/html": "html", "application/json": "json", "text/calendar": "ics"}.get(
                match[1] or "", "txt"
            )
            ending = "html" if "xml" in (match[1] or "") else ending
            if ";base64" not in match[2].lower():
                yield f"embedded.{ending}", unquote(match[3]).encode("utf-8", "replace")
            elif data := _decode_base64(unquote(match[3])):
                yield f"embedded.{ending}", data
    words = text.split()
    if max(map(len, words), default=0) < _BASE64_LENGTH:
        return
    for run in _BASE64.findall(" ".join([word for word in words if len(word) >= _BASE64_LENGTH])):
        if data := _decode_base64(run):
            yield "embedded.txt", data


def _decode_base64(run: str) -> bytes:
    """Decode base64 in either alphabet (RFC 4648 sections 4 and 5); return b"" if it is not base64."""
    letters = run.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + "==")
    except ValueError:
        return b""


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "htm": _markup_texts,
    "html": _markup_texts,
    "ics": _calendar_texts,
    "js": _script_texts,
    "json": _json_texts,
    "rels": _markup_texts,
    "svg": _markup_texts,
    "xhtml": _markup_texts,
    "xml": _markup_texts,
}
