"""Search a file for text that its readers may not see, before it is written.

Texts are decoded and compared as words in lower case, so that markup, folded lines, encodings and punctuation do
not hide a leak.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from .. import addresses
from ..errors import LeakError
from ..memory import NO_MEMORY, Memory
from ..model import ACCESS_LEVELS, Asset, Bulletin, Circulation, Contact, File, Issue, Item, Prose, Session
from ..model.rows import Secret, rows
from ..text import humanize
from ..text.decoding import BREAK
from . import printed
from .needles import RUN, Hit, Needles, Origin, Pair, Words, runs, words
from .open_lines import OpenLines
from .own_words import OWN_PHRASES, OWN_WORDS

_TITLE_WORDS, _TITLE_LENGTH = 3, 15
_PAIR_LENGTH, _WORD_LENGTH = 6, 5
"""The fewest letters of a text of two words, and of a name or title of one word, that is searched for."""
_PARAGRAPH_WORDS = 5
"""The fewest words of a paragraph that is searched for as a whole."""

_URL = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"']+")
_ADDRESS = re.compile(r" <(?:https?|mailto|tel):[^>]*>")
_ONLINE = frozenset({"microsoft teams", "ms teams", "teams", "zoom", "webex", "online", "webinar", "google meet"})

_LABEL_WORDS = frozenset(
    word
    for text in (*OWN_PHRASES, *(f"{key.name} {key.label}" for row in rows(Item).values() for key in row.keys))
    for word in words(text)
)
"""Words that outputs print before the value of a field."""


class Tripwire:
    """The needles of each audience of a bulletin, for checking files."""

    def __init__(
        self,
        bulletin: Bulletin,
        audiences: Collection[Circulation] = tuple(Circulation),
        memory: Memory = NO_MEMORY,
    ) -> None:
        """Collect the needles of the audiences whose files will be checked. memory: what searches gave before."""
        items = (item for issue in bulletin.issues for item in issue.items)
        closed = {addresses.item(item.slug) for item in items if not _may_read(item, Circulation.PUBLIC)}
        self._withdrawn = closed.intersection(bulletin.promised)
        self._memory = memory
        collection = _Collection(bulletin, memory)
        self._needles = collection.needles(audiences)
        self._digests = {
            audience: memory.recall(("digest", audience), Needles.digest, needles)
            for audience, needles in self._needles.items()
        }
        self._attached = collection.attached
        self._templates = bool(bulletin.own_templates)

    def check(self, file: File) -> None:
        """Raise LeakError if a file has words or files that its readers may not see."""
        needles, searched = self._needles[file.circulation], self._without_own_address(file)
        # The bytes of all files would be much to keep.
        place, facts = ("clean", file.path), (self._digests[file.circulation], searched.path, file.sha256)
        is_asset = isinstance(file.data, Asset)
        if not is_asset and self._memory.knows(place, *facts):
            return
        hit = needles.find_hit(searched)
        if hit:
            raise LeakError(_sentence(file, hit, self._advice(hit)), _sentence(file, hit._replace(words=""), ""))
        if not is_asset:
            self._memory.note(place, *facts)

    def _without_own_address(self, file: File) -> File:
        """Return a withdrawn item's page with its own address removed: the address was public before."""
        address = file.path.removeprefix("site/").removesuffix("index.html")
        if address not in self._withdrawn or isinstance(file.data, Asset):
            return file
        return replace(file, path="site/items/index.html", data=file.data.replace(address.encode(), b""))

    def _advice(self, hit: Hit) -> str:
        """Return the sentence on what to do about a hit."""
        path, _ = _place(hit)
        if hit.part in self._attached:
            item = self._attached[hit.part]
            return f"Take them out of {hit.part}, or let {item.path} go to no more people than {path}."
        if self._templates:
            return (
                "If one of your templates has these words, take them out there; else this is a fault of Bulletin: "
                "report it."
            )
        return "This is a fault of Bulletin: report it."


def _sentence(file: File, hit: Hit, advice: str) -> str:
    """Return the sentence on a hit; if `hit.words` is "", it does not quote the words."""
    path, line = _place(hit)
    part = f" (in {hit.part})" if hit.part and hit.words else ""
    what = f'"{humanize.excerpt(hit.words, 200)}"' if hit.words else "something"
    sentence = (
        f"{file.path}{part} would hold {what} of {path}{f':{line}' if line else ''}, which its readers may not see."
    )
    return " ".join(filter(None, (sentence, "Nothing was written.", advice, "[RST01]")))


def _place(hit: Hit) -> tuple[str, int]:
    """Return the path and the line that a hit is from; line 0 if the line is not known."""
    owner, name = hit.origin
    keys = {key.name for key in rows(Item)[name].keys} if isinstance(owner, Item) and name in rows(Item) else set()
    lines = [line for key, line, _ in owner.at if key in keys]
    if lines:
        return owner.path, lines[0]
    text, first = (owner.body, owner.body_line) if isinstance(owner, Item) else (owner.introduction, 0)
    return owner.path, _most_similar_line(hit.words, text, first) if first and name in ("body", "prose") else 0


def _most_similar_line(found_words: str, text: str, first: int) -> int:
    """Return the first of the lines that hold most of the found words."""
    parts = found_words.encode().split()
    counts = [sum(word in parts for word in words(line)) for line in text.split("\n")]
    return first + counts.index(max(counts))


class OpenItem(NamedTuple):
    """The words, dates, phone numbers and files of an item that the audience may read."""

    row: list[bytes]
    """Every word of the item."""
    pieces: tuple[Words, ...]
    """Short texts that outputs combine into one line."""
    forms: frozenset[Words]
    """Every printed form of its dates and times."""
    phones: tuple[str, ...]
    """Its phone numbers, digits only."""
    files: tuple[str, ...]
    """The addresses of its files."""


class _Collection:
    """The items of a bulletin, and what each gives away of those that an audience may not read."""

    def __init__(self, bulletin: Bulletin, memory: Memory) -> None:
        self._bulletin, self._memory = bulletin, memory
        self._issues = tuple({issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}.values())
        self._items = tuple({item.slug: item for issue in self._issues for item in issue.items}.values())
        self.attached = {asset.name: item for item in self._items for asset in item.assets}
        """The items by the names of their files."""

    def needles(self, audiences: Collection[Circulation]) -> dict[Circulation, Needles]:
        """Collect the needles of items and introductions that audiences may not read, without those in open text."""
        secrets = {
            audience: self._memory.recall(("secrets", audience), _secrets, *self._hidden(audience))
            for audience in sorted(audiences)
        }
        revealed: dict[Circulation, list[_Revealed]] = {audience: [] for audience in secrets}
        for item in self._items:
            readers = [name for name, of in secrets.items() if not of.needles.empty and _may_read(item, name)]
            place = ("revealed", item.slug, *readers)
            rows = self._memory.recall(place, _revealed, item, tuple(secrets[name] for name in readers))
            for name, row in zip(readers, rows, strict=True):
                revealed[name].append(row)
        return {audience: self._rest(audience, of, tuple(revealed[audience])) for audience, of in secrets.items()}

    def _hidden(self, audience: Circulation) -> tuple[tuple[Item, ...], tuple[Issue, ...]]:
        """Return the items, and the issues with an introduction, that an audience may not read."""
        items = tuple(item for item in self._items if not _may_read(item, audience))
        return items, tuple(issue for issue in self._issues if not _may_read_introduction(issue, audience))

    def _rest(self, audience: Circulation, secrets: _Secrets, revealed: tuple[_Revealed, ...]) -> Needles:
        """Return the needles of an audience that stand in no open text."""
        if secrets.needles.empty:
            return secrets.needles
        shared = self._memory.same(("shared", audience), self._shared(secrets.needles, audience))
        return self._memory.recall(("needles", audience), _needles, secrets, shared, revealed)

    def _shared(self, needles: Needles, audience: Circulation) -> frozenset[Words | str]:
        """Return the needles that stand in text that is from no item, or are the day of an issue."""
        row = words(BREAK.join(_open_texts(self._bulletin, audience)))
        days = {self._bulletin.as_of, *(issue.day for issue in self._issues)}
        forms = [form for day in days for form in printed.day_forms(day)]
        forms += [form for issue in self._issues for form in printed.start_forms(issue.instant)]
        return frozenset(chain((needle for needle, _ in needles.find_row(row)), (tuple(words(form)) for form in forms)))


class _Secrets(NamedTuple):
    """All that an audience may not read."""

    digest: str
    """The hash of its needles; it stands first, as two secrets that differ are then told apart at once."""
    needles: Needles
    """Before those that stand in open text are taken out."""
    texts: tuple[Words, ...]
    """The texts of which RUN consecutive words give an item away."""
    pairs: frozenset[Pair]
    """Each two words that stand beside each other in these texts, or in phrases."""


class _Revealed(NamedTuple):
    """What an item that an audience may read gives away."""

    needles: frozenset[Words | str]
    pieces: frozenset[Words]
    """Those of its pieces that may stand in a text that the audience may not read."""
    files: tuple[str, ...]


def _secrets(items: Iterable[Item], issues: Iterable[Issue]) -> _Secrets:
    """Collect what may not be read: items, and introductions of issues."""
    needles, items = Needles(), tuple(items)
    for issue in issues:
        needles.add_text(issue.prose.text, Origin(issue, "prose"))
    for item in items:
        _add_item(needles, item)
    rows = tuple(tuple(words(text)) for item in items for text in _item_phrases(item))
    return _Secrets(
        needles.digest(), needles, rows, frozenset(pair for row in (*rows, *needles.phrases) for pair in pairwise(row))
    )


def _revealed(item: Item, secrets: Sequence[_Secrets]) -> tuple[_Revealed, ...]:
    """Return what an item gives away of each of some secrets; its words are read once for all of them."""
    if not secrets:
        return ()
    open_item = _open_item(item)
    # What an audience may not read, the audiences before it may not read either, so one of them has all needles.
    longest = max((each.needles for each in secrets), key=len)
    in_row = (needle for needle, _ in longest.find_row(open_item.row))
    open_needles = frozenset(chain(in_row, longest.among(open_item.forms), longest.among(open_item.phones)))
    return tuple(_revealed_of(open_item, open_needles, each) for each in secrets)


def _revealed_of(item: OpenItem, open_needles: frozenset[Words | str], secrets: _Secrets) -> _Revealed:
    return _Revealed(
        needles=frozenset(secrets.needles.among(open_needles)),
        pieces=frozenset(piece for piece in item.pieces if secrets.pairs.issuperset(pairwise(piece))),
        files=tuple(address for address in item.files if address in secrets.needles.files),
    )


def _needles(secrets: _Secrets, shared: frozenset[Words | str], items: Sequence[_Revealed]) -> Needles:
    """Return the needles without those that stand in open text. shared: those in text that is from no item."""
    raw = secrets.needles
    needles = Needles(dict(raw.runs), dict(raw.phrases), dict(raw.phones), dict(raw.files))
    needles.remove(shared)
    for item in items:
        needles.remove(item.needles)
        for address in item.files:
            needles.files.pop(address, None)
    lines = OpenLines((item.pieces for item in items), _LABEL_WORDS)
    for text in secrets.texts:
        for start, end in lines.stretches(text):
            needles.remove(runs(list(text[start:end])))
    texts_of = (phrase for phrase, origin in needles.phrases.items() if origin.field != "sessions")
    covered = (phrase for phrase in texts_of if (0, len(phrase)) in lines.stretches(phrase))
    needles.remove(list(covered))
    needles.forget_index()
    return needles


def _open_item(item: Item) -> OpenItem:
    contents = printed.contents(item)
    forms = [form for day in contents.days for form in printed.day_forms(day)]
    forms += [form for moment in contents.moments for form in printed.start_forms(moment)]
    return OpenItem(
        row=words(BREAK.join((*contents.texts, *_texts_besides(item)))),
        pieces=tuple(map(_words_of_piece, chain(_line_pieces(item), printed.pieces(contents.days, item.sessions)))),
        forms=frozenset(map(_words_of_piece, chain(forms, _session_forms(item)))),
        phones=tuple(_phones(item)),
        files=tuple(asset.address for asset in item.assets),
    )


def _add_item(needles: Needles, item: Item) -> None:
    """Add the needles of an item."""
    for name, row in rows(Item).items():
        value, origin = getattr(item, name), Origin(item, name)
        if Secret.PHRASES in row.secret:
            for text in _phrase_texts(value):
                needles.add_text(text, origin)
        if row.secret and Secret.ADDRESSES not in row.secret:
            for text in _name_texts(value):
                if _is_telling(text, name):
                    needles.add_phrase(text, origin)
        if Secret.ADDRESSES in row.secret:
            for url in _URL.findall(value):
                needles.add_phrase(_bare_address(url), origin)
    for text in chain(_session_forms(item), _day_forms(item)):
        needles.add_phrase(text, Origin(item, "sessions"))
    needles.phones.update((phone, Origin(item, "contacts")) for phone in _phones(item))
    needles.files.update((asset.address, Origin(item, "attachments")) for asset in item.assets)


def _session_forms(item: Item) -> Iterator[str]:
    """Yield the hours and starts of an item's sessions in every printed form."""
    for session in item.sessions:
        for hours in printed.session_hours(session):
            yield from (*printed.hours_forms(hours), *printed.start_forms(hours.start))


def _day_forms(item: Item) -> Iterator[str]:
    for session in item.sessions:
        days = {session.start.date(), *printed.days((session.moved_from, session.book_by, session.joining_by))}
        for day in days:
            yield from printed.day_forms(day)


def _phones(item: Item) -> Iterator[str]:
    """Yield the digits of the phone numbers of an item."""
    numbers = (number for contact in item.contacts for number in (contact.phone, contact.tel))
    links = (url for url in _URL.findall(item.body) if url.startswith("tel:"))
    yield from filter(None, map(printed.phone_digits, chain(numbers, links)))


@lru_cache(maxsize=10_000)
def _words_of_piece(text: str) -> Words:
    """Split a short text into words; many items have the same days, hours and places."""
    return tuple(words(text))


def _texts_besides(item: Item) -> Iterator[str]:
    """Yield the addresses of an item as outputs print them, and its text without them."""
    yield from map(_bare_address, _URL.findall(item.body))
    yield _ADDRESS.sub("", item.prose.text)
    yield from map(_bare_address, printed.texts(item.contacts))


def _line_pieces(item: Item) -> Iterator[str]:
    """Yield the pieces of an item that outputs join into lines, without days and hours."""
    names = [name for name, row in rows(Item).items() if row.secret and name not in ("body", "prose")]
    yield from printed.texts(tuple(getattr(item, name) for name in names))


def _may_read(item: Item, audience: Circulation) -> bool:
    """Tell whether an audience may read an item; an audience may read everything that lower ones may read."""
    return item.closeness <= ACCESS_LEVELS.index(audience)


def _may_read_introduction(issue: Issue, audience: Circulation) -> bool:
    return ACCESS_LEVELS.index(issue.circulation) <= ACCESS_LEVELS.index(audience)


def _open_texts(bulletin: Bulletin, audience: Circulation) -> Iterator[str]:
    """Yield the texts that an audience may read and that are from no item."""
    yield from OWN_WORDS
    yield from printed.texts(bulletin.settings)
    yield from printed.texts(bulletin.theme.logo)
    yield from bulletin.templates.values()
    for issue in (*bulletin.issues, *bulletin.mail):
        yield from (issue.id, issue.title, issue.covers, issue.subject, *(heading for heading, _ in issue.sections))
        if _may_read_introduction(issue, audience):
            yield from (issue.introduction, issue.prose.text, issue.preheader, *printed.texts(issue.images))
        # Snippets are public text, even beside an item that is not public.
        for snippet in chain(issue.head, issue.foot, *(item.snippets for item in issue.items)):
            yield from (snippet.title, snippet.body, snippet.prose.text)


def _item_phrases(item: Item) -> Iterator[str]:
    """Yield the texts of an item of which RUN consecutive words give it away."""
    for name, row in rows(Item).items():
        if Secret.PHRASES in row.secret:
            yield from _phrase_texts(getattr(item, name))


def _is_telling(text: str, name: str) -> bool:
    """Tell whether a text is long or rare enough to be searched for; one word often is not."""
    row = words(text)
    if not row:
        return False
    if len(row) >= _TITLE_WORDS or len(text) >= _TITLE_LENGTH:
        return True
    if len(row) > 1:
        return sum(map(len, row)) >= _PAIR_LENGTH
    return (
        name != "slug"
        and len(row[0]) >= _WORD_LENGTH
        and (name == "title" or text[:1].isupper() or not row[0].isalpha())
    )


def _phrase_texts(value: object) -> Iterator[str]:
    """Yield the words of a field: a text, a Markdown text, or the second of each pair, as in `details`."""
    match value:
        case str():
            yield value
        case Prose():
            # Pages print only the words of a link; the plain text also has the address after them.
            yield from (value.text, _ADDRESS.sub("", value.text))
        case tuple():
            yield from (str(pair[-1]) if isinstance(pair, tuple) else str(pair) for pair in value)


def _name_texts(value: object) -> Iterator[str]:
    """Yield the names, labels and addresses of a field, and the short paragraphs of a Markdown text."""
    match value:
        case Prose():
            paragraphs = _ADDRESS.sub("", value.text).split("\n")
            yield from (text for text in paragraphs if _PARAGRAPH_WORDS <= len(words(text)) < RUN)
        case Session():
            names = (value.label, value.place, value.venue, value.service, value.cost, value.note)
            yield from (name for name in names if name.casefold() not in _ONLINE)
            yield from (str(value.uid), *value.presenters, *value.audience, _bare_address(value.book))
        case Contact():
            # Addresses of phones are left out, as their digits are searched for.
            yield from (value.label, value.name, value.email, value.phone, value.url)
        case Asset():
            yield value.name
        case tuple():
            for part in value:
                yield from _name_texts(part)
        case _:
            yield from map(_bare_address, printed.texts(value))


def _bare_address(url: str) -> str:
    """Return an address without "mailto:" or "tel:", as outputs print it with and without."""
    return url.removeprefix("mailto:").removeprefix("tel:")
