"""The last look before a file is put in place: does it hold what its readers may not see?

Every text is compared after decoding, as a row of words in lower case, so that neither
markup, folding, encoding nor punctuation hides a leak (content-model.md 4).
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import quopri
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from io import BytesIO

from .errors import LeakError
from .model import Asset, Bulletin, Circulation, File, Issue, Item

RUN = 8
"""Words in a row that give a text away."""

_STEP = 3
_SEED = RUN - _STEP + 1
"""Any RUN words hold a row of _SEED words that begins at a multiple of _STEP."""
_RANK = {Circulation.PUBLIC: 0, Circulation.STAFF: 1, Circulation.LIMITED: 2}

_BREAK = " \ufdd2 "
"""Stands between texts as a word that no text has (Unicode's noncharacters)."""
_TITLE_WORDS, _TITLE_LENGTH, _SLUG_HYPHENS = 3, 15, 2

_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r"""(?<!style)(?<!class)=\s*(?:"([^"<>]{3,})"|'([^'<>]{3,})')""")
_SPACED = bytes(c if c >= 0x80 or chr(c).isalnum() else 0x20 for c in range(256))
_URL = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"']+")
_ADDRESS = re.compile(r" <(?:https?|mailto|tel):[^>]*>")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def words(text: str) -> list[bytes]:
    """A text as the words that are compared: what stands between blanks and ASCII punctuation, in lower case."""
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = text.casefold()
    return text.lower().encode("utf-8", "replace").translate(_SPACED).split()


@dataclass(slots=True)
class _Hidden:
    """What one audience may not see, as rows of words."""

    runs: dict[bytes, str] = field(default_factory=dict)
    """Each row of RUN words, and the path of the item that it is from."""
    seeds: set[tuple[bytes, ...]] = field(default_factory=set)
    """The rows of _SEED words in them."""
    short: dict[bytes, dict[bytes, str]] = field(default_factory=dict)
    """Shorter texts by their rarest word: each whole row, and the item's path."""
    files: dict[str, str] = field(default_factory=dict)
    """Addresses of files, and the path of the item that they belong to."""

    def found(self, row: list[bytes]) -> Iterator[tuple[dict[bytes, str], bytes]]:
        """Each hidden row of words in a row of words: where it is kept, and itself."""
        if self.seeds and not self.seeds.isdisjoint(_sown(row)):
            for place, seed in enumerate(_sown(row)):
                if seed in self.seeds:
                    start = place * _STEP
                    for first in range(max(0, start - _STEP + 1), start + 1):
                        run = b" ".join(row[first : first + RUN])
                        if run in self.runs:
                            yield self.runs, run
        if self.short.keys().isdisjoint(row):
            return
        known = set(row)
        likely = [
            (self.short[word], needle)
            for word in self.short.keys() & known
            for needle in self.short[word]
            if known.issuperset(needle.split())
        ]
        line = b" %b " % b" ".join(row) if likely else b""
        yield from ((kept, needle) for kept, needle in likely if b" %b " % needle in line)


class Tripwire:
    """What each audience of a bulletin may not see, ready to be looked for."""

    def __init__(self, bulletin: Bulletin) -> None:
        rows = _Rows(bulletin)
        self._hidden = {audience: _hidden(bulletin, audience, rows) for audience in Circulation}
        self._searched: set[tuple[Circulation, int]] = set()
        """Pieces that were found harmless: a message holds the same ones as the files beside it."""

    def check(self, file: File) -> None:
        """Refuse a file that holds what its readers may not see; raises LeakError."""
        hidden = self._hidden[file.circulation]
        owner = self._owner("name.txt", file.path.encode(), file.circulation)
        if isinstance(file.data, Asset):
            owner = owner or hidden.files.get(file.data.address, "")
        elif hidden.runs or hidden.short:
            pieces = _pieces(file.path, file.data)
            owner = owner or next(filter(None, (self._owner(*piece, file.circulation) for piece in pieces)), "")
        if owner:
            said = f"{file.path} would hold something of {owner}, which its readers may not see."
            raise LeakError(f"{said} Nothing was written. This is a fault of a template or of Bulletin. [RST01]")

    def _owner(self, name: str, data: bytes, audience: Circulation) -> str:
        """The path of the item of which something is found in a piece of a file, "" if nothing is."""
        mark = audience, hash(data)
        if mark in self._searched:
            return ""
        reader = _READERS.get(name.rpartition(".")[2].lower(), _plain)
        for text in reader(data):
            for kept, needle in self._hidden[audience].found(words(text)):
                return kept[needle]
        self._searched.add(mark)
        return ""


class _Rows:
    """What each item says, as rows of words, made once for all audiences."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.issues = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
        self.items = {item.slug: item for issue in self.issues.values() for item in issue.items}
        self._said: dict[str, list[bytes]] = {}
        self._sown: dict[str, tuple[list[bytes], frozenset[tuple[bytes, ...]]]] = {}
        self.met: Counter[bytes] = Counter()
        for slug in self.items:
            self.met.update(self.said(slug))

    def said(self, slug: str) -> list[bytes]:
        """All that an item says in one row; no row of words reaches from one of its texts into the next."""
        if slug not in self._said:
            item = self.items[slug]
            self._said[slug] = _joined([*_long_texts(item), *_short_texts(item, every=True)])
        return self._said[slug]

    def runs(self, slug: str) -> tuple[list[bytes], frozenset[tuple[bytes, ...]]]:
        """Every row of RUN words in an item's texts, and the seeds in them."""
        if slug not in self._sown:
            runs = [run for text in _long_texts(self.items[slug]) for run in _runs(words(text))]
            self._sown[slug] = runs, frozenset(seed for run in runs for seed in _seeds(run))
        return self._sown[slug]

    def rarest(self, row: list[bytes]) -> bytes:
        """The word that fewest texts hold."""
        return min(row, key=lambda word: (self.met[word], -len(word)))


def _joined(texts: Iterable[str]) -> list[bytes]:
    return words(_BREAK.join(texts))


def _hidden(bulletin: Bulletin, audience: Circulation, rows: _Rows) -> _Hidden:
    hidden = _Hidden()
    seen = [item for item in rows.items.values() if _may_read(item, audience)]
    for item in rows.items.values():
        if not _may_read(item, audience):
            _hide(hidden, item, rows)
    for issue in rows.issues.values():
        if not _introduction_is_seen(issue, audience):
            runs = list(_runs(words(issue.prose.text)))
            hidden.runs |= dict.fromkeys(runs, issue.path)
            hidden.seeds |= {seed for run in runs for seed in _seeds(run)}
    if hidden.runs or hidden.short:
        open_rows = (_joined(_open_texts(bulletin, audience)), *(rows.said(item.slug) for item in seen))
        for row in open_rows:
            # What may be read elsewhere gives nothing away.
            for kept, needle in list(hidden.found(row)):
                kept.pop(needle, None)
    for asset in (asset for item in seen for asset in _assets(item)):
        hidden.files.pop(asset.address, None)
    return hidden


def _hide(hidden: _Hidden, item: Item, rows: _Rows) -> None:
    hidden.files |= dict.fromkeys((asset.address for asset in _assets(item)), item.path)
    runs, seeds = rows.runs(item.slug)
    hidden.runs |= dict.fromkeys(runs, item.path)
    hidden.seeds |= seeds
    for text in _short_texts(item):
        row = words(text)
        if row:
            hidden.short.setdefault(rows.rarest(row), {})[b" ".join(row)] = item.path


def _may_read(item: Item, audience: Circulation) -> bool:
    """Whether an item may be read by those who receive an audience's files; who may see more may see less."""
    return not item.held and _RANK[item.circulation] <= _RANK[audience]


def _introduction_is_seen(issue: Issue, audience: Circulation) -> bool:
    return _RANK[issue.circulation] <= _RANK[audience]


def _open_texts(bulletin: Bulletin, audience: Circulation) -> Iterator[str]:
    """What an audience may read that no item says."""
    settings = bulletin.settings
    yield from (settings.name, settings.team, settings.email, settings.region, settings.address, settings.why)
    yield from (settings.base_url, settings.place, settings.send_from, *settings.unsubscribe, *settings.topics)
    yield from (part for pair in settings.acronyms for part in pair)
    yield from bulletin.templates.values()
    for issue in (*bulletin.issues, *bulletin.mail):
        yield from (issue.id, issue.title, issue.covers, issue.subject, *(heading for heading, _ in issue.sections))
        if _introduction_is_seen(issue, audience):
            yield from (issue.introduction, issue.prose.text)
        # Snippets are public text, whoever's item they go with.
        snippets = [one for item in issue.items for one in item.snippets]
        yield from (text for one in snippets for text in (one.title, one.body, one.prose.text))


def _long_texts(item: Item) -> Iterator[str]:
    # Pages have a link's words alone, the plain text has its address after them.
    yield from (item.title, item.prose.text, _ADDRESS.sub("", item.prose.text), item.summary, item.circulation_note)
    yield item.booking
    yield from (item.requires, item.joining, item.content_note, item.support, item.credit, item.gone)
    yield from (text for _, text in item.details)
    yield from (what for _, what in item.corrections)


def _short_texts(item: Item, *, every: bool = False) -> Iterator[str]:
    """Titles, names, addresses and contacts; those too short to mean anything only if every one is wanted."""
    if every or len(item.title) >= _TITLE_LENGTH or len(item.title.split()) >= _TITLE_WORDS:
        yield item.title
    if every or item.slug.count("-") >= _SLUG_HYPHENS:
        yield item.slug
    yield from (asset.name for asset in _assets(item))
    urls = (*(link.url for link in item.links), *(one.book for one in item.sessions), *_URL.findall(item.body))
    # A mailbox or a number is the same with and without what makes it a link.
    yield from (url.removeprefix("mailto:").removeprefix("tel:") for url in urls if url)
    for contact in item.contacts:
        yield from (part for part in (contact.email, contact.phone, contact.url) if part)


def _assets(item: Item) -> list[Asset]:
    images = (item.image, *item.body_images)
    return [*(one.asset for one in item.attachments), *(image.asset for image in images if image)]


def _runs(row: list[bytes]) -> Iterator[bytes]:
    return (b" ".join(row[start : start + RUN]) for start in range(len(row) - RUN + 1))


def _seeds(run: bytes) -> Iterator[tuple[bytes, ...]]:
    row = run.split(b" ")
    return (tuple(row[start : start + _SEED]) for start in range(_STEP))


def _sown(row: list[bytes]) -> Iterator[tuple[bytes, ...]]:
    """The rows of _SEED words that begin at multiples of _STEP."""
    return zip(*(row[start::_STEP] for start in range(_SEED)), strict=False)


def _pieces(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or what is in it if it holds others: each with a name that says how to read it."""
    ending = path.rpartition(".")[2].lower()
    if ending == "eml":
        yield from _part(data)
    elif ending == "zip":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield "name.txt", name.encode()
                yield from _pieces(name, archive.read(name))
    else:
        yield path, data


def _part(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A message, or a part of one: its header, then its body or its parts (RFC 2046 section 5.1)."""
    blank = _BLANK_LINE.search(data)
    head, body = (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    header = message_from_bytes(head)
    yield "header.txt", "\n".join(_decoded(value) for _, value in header.items()).encode("utf-8", "replace")
    boundary = header.get_boundary()
    if boundary and header.get_content_maintype() == "multipart":
        for part in body.split(b"--" + boundary.encode())[1:-1]:
            _, _, inner = part.partition(b"\n")
            yield from _part(inner)
    elif body:
        encoding = str(header.get("Content-Transfer-Encoding", "")).lower()
        yield from _pieces(_name(header), _unencoded(body, encoding).replace(b"\r\n", b"\n"))


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


def _markup(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield html.unescape(_TAG.sub(" ", text))
    # Encoded HTML within XML (a feed's content) is markup once more.
    if "&lt;" in text:
        yield html.unescape(_TAG.sub(" ", html.unescape(text)))
    yield html.unescape("\n".join(one or other for one, other in _VALUE.findall(text)))


def _calendar(data: bytes) -> Iterator[str]:
    text = _FOLD.sub("", data.decode("utf-8", "replace"))
    yield _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)


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

    for text in strings(json.loads(data)):
        yield from _markup(text.encode()) if "<" in text else (text,)


def _decoded(value: str) -> str:
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
    "xml": _markup,
}
