"""The last look before a file is put in place: does it hold what its readers may not see?

Every text is compared after decoding, as a row of words in lower case, so that neither
markup, folding, encoding nor punctuation hides a leak.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, compress, count, islice
from typing import NamedTuple

from ..errors import LeakError
from ..model import Asset, Bulletin, Circulation, File, Issue, Item
from .decoding import BREAK, pieces, texts

RUN = 8
"""Words in a row that give a text away."""

_STEP = 5
_SEED = RUN - _STEP + 1
"""Any RUN words hold a row of _SEED words that begins at a multiple of _STEP."""
_SAMPLE = 50
"""Items from whose words is judged how rare a word is."""
_RANK = {Circulation.PUBLIC: 0, Circulation.STAFF: 1, Circulation.LIMITED: 2}
"""The audiences, from the one that may read least; each may read what those before it may."""

_TITLE_WORDS, _TITLE_LENGTH, _SLUG_HYPHENS = 3, 15, 2

_SPACED = bytes(c if c >= 0x80 or chr(c).isalnum() or chr(c) in BREAK else 0x20 for c in range(256)).lower()
_USUAL = (("\xa0", " "), ("\u2003", " "), ("\u2007", " "), ("\u2026", "..."))
"""What NFKC would change in most files; done here, most texts are spared that."""
_URLS = {f"{scheme}:": re.compile(rf"{scheme}:[^\s<>()\"']+") for scheme in ("https", "http", "mailto", "tel")}
_ADDRESS = re.compile(r" <(?:https?|mailto|tel):[^>]*>")


def words(text: str) -> list[bytes]:
    """A text as the words that are compared: what stands between blanks and ASCII punctuation, in lower case."""
    if not text.isascii():
        for usual, plain in _USUAL:
            text = text.replace(usual, plain)
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = text.casefold()
    return text.encode("utf-8", "replace").translate(_SPACED).split()


class _Whole(NamedTuple):
    """A text that gives nothing away in parts, such as a title or an address."""

    row: list[bytes]
    place: int
    """Of the word, or of the first of the words, by which it is looked for."""
    path: str
    """Of the item that it is from."""


@dataclass(slots=True)
class _Hidden:
    """What one audience may not see, as rows of words."""

    runs: dict[int, str] = field(default_factory=dict)
    """Each row of RUN words, by its hash of 64 bits, and the path of the item that it is from."""
    seeds: set[int] = field(default_factory=set)
    """The rows of _SEED words in them, by their hashes."""
    whole: dict[bytes | int, dict[bytes, _Whole]] = field(default_factory=dict)
    """Texts that are looked for whole: by the hash of their first RUN words, or by the rarest word of fewer."""
    files: dict[str, str] = field(default_factory=dict)
    """Addresses of files, and the path of the item that they belong to."""

    def hide(self, row: list[bytes], path: str) -> None:
        """Look for every row of RUN words in a text of the item at a path."""
        self.runs |= dict.fromkeys(map(hash, _in_a_row(row, RUN)), path)
        self.seeds.update(map(hash, _in_a_row(row, _SEED)))

    def hide_whole(self, row: list[bytes], path: str, met: Counter[bytes]) -> None:
        """Look for a text of the item at a path as a whole. met: how often a word is."""
        if not row:
            return
        key: bytes | int
        if len(row) >= RUN:
            key, place = hash(tuple(row[:RUN])), 0
            self.seeds.update(map(hash, _in_a_row(row[:RUN], _SEED)))
        else:
            key = min(row, key=met.__getitem__)
            place = row.index(key)
        self.whole.setdefault(key, {})[b" ".join(row)] = _Whole(row, place, path)

    def found(self, row: list[bytes]) -> Iterator[tuple[bytes | int, str]]:
        """Each hidden row of words in a row of words, and the path of the item that it is from."""
        for place in compress(count(), map(self.seeds.__contains__, _sown(row))):
            start = place * _STEP
            for first in range(max(0, start - _STEP + 1), start + 1):
                run = hash(tuple(row[first : first + RUN]))
                if run in self.runs:
                    yield run, self.runs[run]
                if run in self.whole:
                    yield from self._found_whole(run, row, first)
        near = self.whole.keys() & row
        for place in compress(count(), map(near.__contains__, row)) if near else ():
            yield from self._found_whole(row[place], row, place)

    def _found_whole(self, key: bytes | int, row: list[bytes], place: int) -> Iterator[tuple[bytes, str]]:
        for needle, one in self.whole[key].items():
            start = place - one.place
            if row[start : start + len(one.row)] == one.row:
                yield needle, one.path

    def forget(self, rows: Iterable[list[bytes]]) -> None:
        """Look no longer for what stands in these rows, which the audience may read."""
        needles = {needle for row in rows for needle, _ in self.found(row)}
        if needles:
            for run in self.runs.keys() & needles:
                del self.runs[run]
            left = {key: _without(texts, needles) for key, texts in self.whole.items()}
            self.whole = {key: texts for key, texts in left.items() if texts}

    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.runs or self.whole)


def _without(texts: dict[bytes, _Whole], needles: set[bytes | int]) -> dict[bytes, _Whole]:
    return {needle: one for needle, one in texts.items() if needle not in needles}


class Tripwire:
    """What each audience of a bulletin may not see, ready to be looked for."""

    def __init__(self, bulletin: Bulletin, audiences: Collection[Circulation] = tuple(Circulation)) -> None:
        """audiences: those whose files will be looked at."""
        everything = _Everything(bulletin)
        self._hidden = {audience: _hidden_from(audience, everything) for audience in audiences}
        for audience, hidden in self._hidden.items():
            hidden.forget([_joined(_open_texts(bulletin, audience))])
        self._unasked = {audience: everything.read_by(audience) for audience in audiences}
        """What else they may read, asked only when something is found: does another item say it to them?"""
        self._searched: set[tuple[Circulation, str, int]] = set()
        """Pieces found harmless, with how they were read: a message holds the same ones as the files beside it."""

    def check(self, file: File) -> None:
        """Refuse a file that holds what its readers may not see; raises LeakError."""
        owner = self._owner_of(file)
        while owner and (rows := next(self._unasked[file.circulation], None)):
            self._hidden[file.circulation].forget(rows)
            owner = self._owner_of(file)
        if owner:
            said = f"{file.path} would hold something of {owner}, which its readers may not see."
            raise LeakError(f"{said} Nothing was written. This is a fault of a template or of Bulletin. [RST01]")

    def _owner_of(self, file: File) -> str:
        """The path of the item of which something is found in a file or its name, "" if nothing is."""
        hidden = self._hidden[file.circulation]
        owner = next((path for _, path in hidden.found(words(file.path))), "")
        if isinstance(file.data, Asset):
            return owner or hidden.files.get(file.data.address, "")
        if hidden.is_empty():
            return owner
        owners = (self._owner(*piece, file.circulation) for piece in pieces(file.path, file.data))
        return owner or next(filter(None, owners), "")

    def _owner(self, name: str, data: bytes, audience: Circulation) -> str:
        """The path of the item of which something is found in a piece of a file, "" if nothing is."""
        mark = audience, name.rpartition(".")[2].lower(), hash(data)
        if mark in self._searched:
            return ""
        for text in texts(name, data):
            for _, path in self._hidden[audience].found(words(text)):
                return path
        self._searched.add(mark)
        return ""


class _Everything:
    """All issues and items, whoever may read them."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.issues = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
        self.items = {item.slug: item for issue in self.issues.values() for item in issue.items}
        self.met = Counter(chain.from_iterable(map(_said, islice(self.items.values(), _SAMPLE))))
        """How often a word is met in some of the items."""

    def read_by(self, audience: Circulation) -> Iterator[Iterable[list[bytes]]]:
        """What the items say that an audience may read: names and addresses, which are soon asked, then everything."""
        items = [item for item in self.items.values() if _may_read(item, audience)]
        yield (_joined(_short_texts(item, every=True)) for item in items)
        yield map(_said, items)


def _said(item: Item) -> list[bytes]:
    return _joined(_texts(item))


def _joined(texts: Iterable[str]) -> list[bytes]:
    """All texts in one row; no row of words reaches from one of them into the next."""
    return words(BREAK.join(texts))


def _hidden_from(audience: Circulation, everything: _Everything) -> _Hidden:
    """All that the items and introductions say which an audience may not read."""
    hidden = _Hidden()
    for issue in everything.issues.values():
        if not _introduction_is_seen(issue, audience):
            hidden.hide(words(issue.prose.text), issue.path)
    for item in everything.items.values():
        if not _may_read(item, audience):
            hidden.files |= dict.fromkeys((asset.address for asset in _assets(item)), item.path)
            for text in _long_texts(item):
                hidden.hide(words(text), item.path)
            for row in map(words, _short_texts(item)):
                hidden.hide_whole(row, item.path, everything.met)
    for item in everything.items.values():
        for asset in _assets(item) if _may_read(item, audience) else ():
            hidden.files.pop(asset.address, None)
    return hidden


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


def _texts(item: Item) -> Iterator[str]:
    yield from _long_texts(item)
    yield from _short_texts(item, every=True)


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
    urls = (*(link.url for link in item.links), *(one.book for one in item.sessions), *_urls(item.body))
    # A mailbox or a number is the same with and without what makes it a link.
    yield from (url.removeprefix("mailto:").removeprefix("tel:") for url in urls if url)
    for contact in item.contacts:
        yield from (part for part in (contact.email, contact.phone, contact.url) if part)


def _urls(text: str) -> Iterator[str]:
    for start, url in _URLS.items():
        if start in text:
            yield from url.findall(text)


def _assets(item: Item) -> list[Asset]:
    images = (item.image, *item.body_images)
    return [*(one.asset for one in item.attachments), *(image.asset for image in images if image)]


def _in_a_row(row: list[bytes], length: int) -> Iterator[tuple[bytes, ...]]:
    """Every row of so many words that stands in a row of words."""
    return zip(*(row[start:] for start in range(length)), strict=False)


def _sown(row: list[bytes]) -> Iterator[int]:
    """The hashes of the rows of _SEED words that begin at multiples of _STEP."""
    return map(hash, zip(*(row[start::_STEP] for start in range(_SEED)), strict=False))
