"""The last look before a file is put in place: does it hold what its readers may not see?

Texts are compared after decoding, as words in lower case, so that neither markup, folding,
encoding nor punctuation hides a leak.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from .. import addresses
from ..errors import LeakError
from ..model import Asset, Attachment, Bulletin, Circulation, Contact, File, Image, Issue, Item, Link, Prose, Session
from ..model.rows import Secret, rows
from .decoding import BREAK, pieces, texts

RUN = 8
"""Words in a row that give a text away."""

_RANK = {Circulation.PUBLIC: 0, Circulation.STAFF: 1, Circulation.LIMITED: 2}
"""The audiences, from the one that may read least; each may read what those before it may."""

_SEPARATED = bytes(code if code >= 0x80 or chr(code).isalnum() or code == 0 else ord(" ") for code in range(256))
"""Maps the bytes of a text to themselves, and ASCII punctuation to blanks; NUL is the word in BREAK."""

_TITLE_WORDS, _TITLE_LENGTH, _SLUG_HYPHENS = 3, 15, 2
"""A title or slug below these is too common to be looked for: other items say the same words."""

_URL = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"']+")
_ADDRESS = re.compile(r" <(?:https?|mailto|tel):[^>]*>")

Words = tuple[bytes, ...]


def words(text: str) -> list[bytes]:
    """Split a text, normalized (NFKC) and in lower case, at blanks and ASCII punctuation; words in UTF-8."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain.encode("utf-8", "replace").translate(_SEPARATED).split()


@dataclass(frozen=True, slots=True)
class Needles:
    """What one audience may not see, each with the path of the item or introduction that it is from."""

    runs: dict[Words, str] = field(default_factory=dict)
    """Every RUN words in a row of the long texts."""
    phrases: dict[Words, str] = field(default_factory=dict)
    """Short texts that give nothing away in parts, such as a title or an address."""
    files: dict[str, str] = field(default_factory=dict)
    """Addresses of files."""

    def add_text(self, text: str, path: str) -> None:
        """Look for any RUN words in a row of a text."""
        self.runs.update((run, path) for run in _runs(words(text)))

    def add_phrase(self, text: str, path: str) -> None:
        """Look for a text as a whole."""
        if phrase := tuple(words(text)):
            self.phrases[phrase] = path

    def find(self, text: str) -> Iterator[tuple[Words, str]]:
        """Yield each needle in a text, and its path."""
        row = words(text)
        for run in _runs(row):
            if run in self.runs:
                yield run, self.runs[run]
        vocabulary, line = set(row), _line(row)
        for phrase, path in self.phrases.items():
            if vocabulary.issuperset(phrase) and _line(phrase) in line:
                yield phrase, path

    def remove_open_text(self, text: str) -> None:
        """Drop needles that also occur in a text which the audience may see."""
        for needle in {needle for needle, _ in self.find(text)}:
            self.runs.pop(needle, None)
            self.phrases.pop(needle, None)

    def find_owner(self, file: File) -> str:
        """Return the path of an item of which a file or its name holds something, "" if there is none."""
        for text in chain([file.path], _texts_in(file)):
            for _, path in self.find(text):
                return path
        return self.files.get(file.data.address, "") if isinstance(file.data, Asset) else ""


class Tripwire:
    """What each audience of a bulletin may not see, ready to be looked for."""

    def __init__(self, bulletin: Bulletin, audiences: Collection[Circulation] = tuple(Circulation)) -> None:
        """Collect the needles for the audiences whose files will be checked."""
        items = (item for issue in bulletin.issues for item in issue.items)
        closed = {addresses.item(item.slug) for item in items if not _may_read(item, Circulation.PUBLIC)}
        self._withdrawn = closed.intersection(bulletin.promised)
        self._needles = {audience: _needles_for(audience, bulletin) for audience in audiences}

    def check(self, file: File) -> None:
        """Refuse a file that holds what its readers may not see; raises LeakError."""
        owner = self._needles[file.circulation].find_owner(self._without_own_address(file))
        if owner:
            sentence = f"{file.path} would hold something of {owner}, which its readers may not see."
            raise LeakError(f"{sentence} Nothing was written. This is a fault of a template or of Bulletin. [RST01]")

    def _without_own_address(self, file: File) -> File:
        """Return the page of an item that was taken back without its own address, which is its old name."""
        address = file.path.removeprefix("site/").removesuffix("index.html")
        if address not in self._withdrawn or isinstance(file.data, Asset):
            return file
        return replace(file, path="site/items/index.html", data=file.data.replace(address.encode(), b""))


def _texts_in(file: File) -> Iterator[str]:
    """Yield the texts in a file; an asset, which is copied as it is, has none."""
    if not isinstance(file.data, Asset):
        for name, data in pieces(file.path, file.data):
            yield from texts(name, data)


def _runs(row: list[bytes]) -> Iterator[Words]:
    """Yield every RUN words in a row of words."""
    return zip(*(row[start:] for start in range(RUN)), strict=False)


def _line(row: Iterable[bytes]) -> bytes:
    """Join words so that a line holds another only where whole words are equal."""
    return b" %b " % b" ".join(row)


def _needles_for(audience: Circulation, bulletin: Bulletin) -> Needles:
    """Collect what items and introductions say that an audience may not read, unless open text says it as well."""
    issues = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
    items = {item.slug: item for issue in issues.values() for item in issue.items}.values()
    open_items = [item for item in items if _may_read(item, audience)]
    needles = Needles()
    for issue in issues.values():
        if not _introduction_is_seen(issue, audience):
            needles.add_text(issue.prose.text, issue.path)
    for item in items:
        if not _may_read(item, audience):
            _add_item(needles, item)
    for text in chain(_open_texts(bulletin, audience), (BREAK.join(_all_texts(item)) for item in open_items)):
        needles.remove_open_text(text)
    for asset in (asset for item in open_items for asset in item.assets):
        needles.files.pop(asset.address, None)
    return needles


def _add_item(needles: Needles, item: Item) -> None:
    """Look for what an item says and for its files."""
    for text in _item_phrases(item):
        needles.add_text(text, item.path)
    for text in _item_names(item):
        needles.add_phrase(text, item.path)
    needles.files.update((asset.address, item.path) for asset in item.assets)


def _all_texts(item: Item) -> Iterator[str]:
    yield from _item_phrases(item)
    yield from _item_names(item, every=True)


def _may_read(item: Item, audience: Circulation) -> bool:
    """Tell whether those who receive an audience's files may read an item; who may see more may see less."""
    return not item.held and _RANK[item.circulation] <= _RANK[audience]


def _introduction_is_seen(issue: Issue, audience: Circulation) -> bool:
    return _RANK[issue.circulation] <= _RANK[audience]


def _open_texts(bulletin: Bulletin, audience: Circulation) -> Iterator[str]:
    """Yield what an audience may read that no item says."""
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
        for snippet in (snippet for item in issue.items for snippet in item.snippets):
            yield from (snippet.title, snippet.body, snippet.prose.text)


def _item_phrases(item: Item) -> Iterator[str]:
    """Yield the texts of which a few words in a row give the item away."""
    for value in _values(item, Secret.PHRASES):
        yield from _phrase_texts(value)


def _item_names(item: Item, *, every: bool = False) -> Iterator[str]:
    """Yield titles, addresses and contacts, which give the item away only as a whole.

    every: also the title and slug that are too common to be looked for.
    """
    for name, row in rows(Item).items():
        if Secret.WHOLE in row.secret and (every or _is_telling(item, name)):
            yield from _name_texts(getattr(item, name))
        if Secret.ADDRESSES in row.secret:
            yield from map(_bare_address, _URL.findall(getattr(item, name)))


def _values(item: Item, secret: Secret) -> Iterator[object]:
    return (getattr(item, name) for name, row in rows(Item).items() if secret in row.secret)


def _is_telling(item: Item, field: str) -> bool:
    if field == "title":
        return len(item.title) >= _TITLE_LENGTH or len(item.title.split()) >= _TITLE_WORDS
    return field != "slug" or item.slug.count("-") >= _SLUG_HYPHENS


def _phrase_texts(value: object) -> Iterator[str]:
    """Yield the words of a field: a text, a Markdown text, or the second of each pair, as in `details`."""
    match value:
        case str():
            yield value
        case Prose():
            # Pages have a link's words alone, the plain text has its address after them.
            yield from (value.text, _ADDRESS.sub("", value.text))
        case tuple():
            yield from (str(pair[-1]) for pair in value)


def _name_texts(value: object) -> Iterator[str]:
    """Yield the names and addresses of a field."""
    match value:
        case str():
            yield value
        case Link():
            yield _bare_address(value.url)
        case Session():
            yield from filter(None, (_bare_address(value.book),))
        case Contact():
            yield from filter(None, (value.email, value.phone, value.url))
        case Attachment() | Image():
            yield value.asset.name
        case tuple():
            for part in value:
                yield from _name_texts(part)


def _bare_address(url: str) -> str:
    """Return an address without what makes a link of a mailbox or a number: both are the same without it."""
    return url.removeprefix("mailto:").removeprefix("tel:")
