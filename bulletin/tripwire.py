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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from io import BytesIO

from .circulation import is_seen
from .errors import LeakError
from .model import Asset, Bulletin, Circulation, File, Issue, Item

RUN = 8
"""Words in a row that give a text away."""

_STEP = 5
_SEED = RUN - _STEP + 1
"""Any RUN words hold a row of _SEED words that begins at a multiple of _STEP."""
_TITLE_WORDS, _TITLE_LENGTH, _SLUG_HYPHENS = 3, 15, 2

_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r"=\s*\"([^\"]*)\"|=\s*'([^']*)'")
_WORD = re.compile(r"\w+")
_URL = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"']+")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def words(text: str) -> list[str]:
    """A text as the words that are compared: letters and digits, in lower case."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What one audience may not see, as rows of words."""

    runs: dict[str, str]
    """Each row of RUN words, and the path of the item that it is from."""
    seeds: frozenset[str]
    """The rows of _SEED words in them."""
    short: dict[str, tuple[tuple[str, str], ...]]
    """Shorter texts by their longest word, which is rarely met: (the whole row, path)."""
    files: dict[str, str]
    """Addresses of files, and the path of the item that they belong to."""


class Tripwire:
    """What each audience of a bulletin may not see, ready to be looked for."""

    def __init__(self, bulletin: Bulletin) -> None:
        self._hidden = {audience: _hidden(bulletin, audience) for audience in Circulation}

    def check(self, file: File) -> None:
        """Refuse a file that holds what its readers may not see; raises LeakError."""
        hidden = self._hidden[file.circulation]
        if isinstance(file.data, Asset):
            owner = hidden.files.get(file.data.address)
            found = owner or _found([file.path], hidden)
        else:
            found = _found([file.path, *_texts(file.path, file.data)], hidden)
        if found:
            said = f"{file.path} would hold something of {found}, which its readers may not see."
            raise LeakError(f"{said} Nothing was written. This is a fault of a template or of Bulletin. [RST01]")


def _found(texts: Iterable[str], hidden: _Hidden) -> str:
    """The path of the item that is found first in some texts, "" if none is."""
    if not (hidden.runs or hidden.short):
        return ""
    for text in texts:
        row = words(text)
        found = _found_run(row, hidden) or _found_short(row, hidden)
        if found:
            return found
    return ""


def _found_run(row: list[str], hidden: _Hidden) -> str:
    seeds = hidden.seeds
    if not seeds:
        return ""
    for start in range(0, len(row) - _SEED + 1, _STEP):
        if " ".join(row[start : start + _SEED]) in seeds:
            for first in range(max(0, start - _STEP + 1), start + 1):
                owner = hidden.runs.get(" ".join(row[first : first + RUN]))
                if owner:
                    return owner
    return ""


def _found_short(row: list[str], hidden: _Hidden) -> str:
    present = hidden.short.keys() & set(row)
    if not present:
        return ""
    line = f" {' '.join(row)} "
    for word in present:
        for needle, owner in hidden.short[word]:
            if f" {needle} " in line:
                return owner
    return ""


def _hidden(bulletin: Bulletin, audience: Circulation) -> _Hidden:
    issues = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
    items = {item.slug: item for issue in issues.values() for item in issue.items}
    closed = [item for item in items.values() if not is_seen(item, audience)]
    introductions = [issue for issue in issues.values() if not _introduction_is_seen(issue, audience)]
    if not (closed or introductions):
        return _Hidden({}, frozenset(), {}, {})
    seen = _Seen(bulletin, [item for item in items.values() if is_seen(item, audience)], audience)
    runs: dict[str, str] = {}
    for item in closed:
        runs |= {run: item.path for text in _long_texts(item) for run in _runs(words(text))}
    for issue in introductions:
        runs |= dict.fromkeys(_runs(words(issue.prose.text)), issue.path)
    runs = {run: path for run, path in runs.items() if run not in seen.runs}
    short: dict[str, list[tuple[str, str]]] = {}
    for item in closed:
        for text in _short_texts(item):
            row = words(text)
            if row and not seen.holds(row):
                short.setdefault(max(row, key=len), []).append((" ".join(row), item.path))
    seeds = frozenset(seed for run in runs for seed in _seeds(run))
    visible = {asset.address for item in seen.items for asset in _assets(item)}
    files = {asset.address: item.path for item in closed for asset in _assets(item) if asset.address not in visible}
    return _Hidden(runs, seeds, {word: tuple(rows) for word, rows in short.items()}, files)


def _introduction_is_seen(issue: Issue, audience: Circulation) -> bool:
    if audience is Circulation.STAFF or not issue.prose.text:
        return True
    return audience is issue.circulation


class _Seen:
    """What an audience may see anyway, so that words that are shared give nothing away."""

    def __init__(self, bulletin: Bulletin, items: Sequence[Item], audience: Circulation) -> None:
        self.items = items
        rows = [words(text) for text in _open_texts(bulletin, items, audience)]
        self.runs = {run for row in rows for run in _runs(row)}
        self._lines = "\n".join(f" {' '.join(row)} " for row in rows)

    def holds(self, row: list[str]) -> bool:
        """Whether a row of words stands in anything that may be seen."""
        return f" {' '.join(row)} " in self._lines


def _open_texts(bulletin: Bulletin, items: Sequence[Item], audience: Circulation) -> Iterator[str]:
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
    for item in items:
        yield from _long_texts(item)
        yield from _short_texts(item, every=True)


def _long_texts(item: Item) -> Iterator[str]:
    yield from (item.title, item.body, item.prose.text, item.summary, item.circulation_note, item.booking)
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


def _runs(row: list[str]) -> Iterator[str]:
    return (" ".join(row[start : start + RUN]) for start in range(len(row) - RUN + 1))


def _seeds(run: str) -> Iterator[str]:
    row = run.split(" ")
    return (" ".join(row[start : start + _SEED]) for start in range(_STEP))


def _texts(path: str, data: bytes) -> Iterator[str]:
    """The texts of a file, decoded as its readers' programs will."""
    ending = path.rpartition(".")[2].lower()
    yield from _READERS.get(ending, _plain)(data)


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


def _markup(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield html.unescape(_TAG.sub(" ", text))
    # Encoded HTML within XML (a feed's content) is markup once more.
    if "&lt;" in text:
        yield html.unescape(_TAG.sub(" ", html.unescape(text)))
    pairs = (pair for tag in _TAG.findall(text) if "=" in tag for pair in _VALUE.findall(tag))
    yield html.unescape("\n".join(one or other for one, other in pairs))


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


def _mail(data: bytes) -> Iterator[str]:
    message = message_from_bytes(data)
    yield "\n".join(_decoded(value) for _, value in message.items())
    for part in message.walk():
        yield "\n".join(_decoded(value) for _, value in part.items())
        if not part.is_multipart():
            yield from _texts(_name(part), _payload(part))


def _decoded(value: str) -> str:
    pairs = decode_header(str(value))
    return "".join(one if isinstance(one, str) else one.decode(charset or "utf-8", "replace") for one, charset in pairs)


def _name(part: Message) -> str:
    endings = {"text/html": "x.html", "text/plain": "x.txt", "text/calendar": "x.ics"}
    return endings.get(part.get_content_type()) or part.get_filename() or "x"


def _payload(part: Message) -> bytes:
    raw = str(part.get_payload()).encode("utf-8", "replace")
    encoding = str(part.get("Content-Transfer-Encoding", "")).lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(raw)
    if encoding == "base64":
        try:
            return base64.b64decode(raw)
        except binascii.Error:
            return raw
    return raw


def _archive(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name
            yield from _texts(name, archive.read(name))


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "eml": _mail,
    "htm": _markup,
    "html": _markup,
    "ics": _calendar,
    "json": _json,
    "xml": _markup,
    "zip": _archive,
}
