"""Make the index of the archive's search, in several files; the script that searches it is a template."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .. import addresses
from ..model import Bulletin, Circulation, File, Issue, Item, Part
from ..text import humanize
from . import facts
from .facts import title
from .replacements import Counterpart, replacements
from .session_text import day_in_words

OUTPUT = "search"
MOST_WORDS, MOST_ROWS = 30_000, 8_000
"""The most bytes of a part with words, and of a part with rows; a part with a single entry may have more."""

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Characters that end a line of a script in browsers from before 2019 → their escaped forms."""
_NAME = 12
"""The number of letters in the name of a part."""
_PLACES = 3
"""The number of places where an item can have a word: 0 is its text, 1 its summary, 2 its title."""


class Entry(NamedTuple):
    """The row and the words of an item in the index."""

    row: tuple[str, str, str, str]
    """Address, title, the day of its issue in words, and summary."""
    places: Mapping[str, int]
    """Word → the highest number of a place where the item has it (see _PLACES)."""


class Share(NamedTuple):
    """A file of the index."""

    first: str | int
    """The first word in the part, or the number of its first item."""
    name: str
    data: bytes


class Index:
    """The words of items, and the rows with which the search shows items."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._numbers: dict[str, list[int]] = {}
        """Word → a number for each item with it: 3 × (item's number - number of the item before it) + place."""
        self._last: dict[str, int] = {}
        """Word → the number of the last item with it."""

    def add(self, entry: Entry) -> None:
        """Add an item; items are numbered from 0."""
        number = len(self._rows)
        self._rows.append(_compact_json(entry.row))
        for word, place in entry.places.items():
            self._numbers.setdefault(word, []).append(_PLACES * (number - self._last.get(word, 0)) + place)
            self._last[word] = number

    def word_parts(self) -> Iterator[Share]:
        """Yield the files with words, sorted by the words without accents; a line is like `"carer":[5,1,30]`."""
        order = sorted(self._numbers, key=lambda word: (_plain(word), word))
        lines = ((word, f"{_compact_json(word)}:{_compact_json(self._numbers[word])}") for word in order)
        yield from (_share(first, "{%s}", group) for first, group in cut(lines, MOST_WORDS))

    def row_parts(self) -> Iterator[Share]:
        """Yield the files with rows, in the order of the items."""
        yield from (_share(first, "[%s]", group) for first, group in cut(enumerate(self._rows), MOST_ROWS))


def commons(bulletin: Bulletin) -> Iterator[tuple[Mapping[str, Counterpart], Issue]]:
    """Yield each issue after the items that replace items of it, by the slugs of the replaced ones."""
    newer = replacements(bulletin).newer
    for issue in bulletin.issues:
        yield {item.slug: newer[item.slug] for item in issue.items if item.slug in newer}, issue


def part(newer: Mapping[str, Counterpart], issue: Issue) -> Part:
    """Collect the entries of the items that were in an issue first, without retired ones."""
    items = (item for item in issue.items if item.issue == issue.id and not item.retired)
    return Part(facts=tuple(_entry(item, issue, newer.get(item.slug)) for item in items))


def common(_bulletin: Bulletin) -> None:
    """Return nothing, as the index is made of the entries alone."""


def whole(_common: None, parts: Sequence[Part]) -> Iterator[File]:
    """Yield the parts of the index of all public items, and the file that lists them.

    A part is a script, since a page that is opened from a disk may load nothing else. Its name is a hash of its bytes,
    so that a browser never uses a part with the list of another build.
    """
    index = Index()
    # The oldest item is added first, so that a new item does not change the numbers of the others.
    for entry in reversed([entry for part in parts for entry in part.facts]):
        index.add(entry)
    shares = {"words": index.word_parts(), "rows": index.row_parts()}
    listed: dict[str, list[tuple[str | int, str]]] = {kind: [] for kind in shares}
    for kind, share in ((kind, share) for kind, those in shares.items() for share in those):
        listed[kind].append((share.first, share.name))
        yield _file(addresses.search_part(share.name), share.data)
    yield _file(addresses.SEARCH_INDEX, _script(_compact_json(listed)))


def _entry(item: Item, issue: Issue, newer: Counterpart | None) -> Entry:
    """Return the row and the words of an item. newer: the item that replaces it, if one does."""
    day = humanize.day(issue.day, month_first=issue.month_first)
    summary = _summary(item, newer)
    places: dict[str, int] = {}
    for place, text in enumerate((" ".join(_texts(item)), summary, title(item))):
        places |= dict.fromkeys(words(text), place)
    return Entry(row=(addresses.item(item.slug), title(item), day, summary), places=places)


def _summary(item: Item, newer: Counterpart | None) -> str:
    """Return the text below a title in the results; for a replaced item it begins with the newer item."""
    return f"Replaced by {newer.words}. {item.summary}".strip() if newer else item.summary


def _texts(item: Item) -> Iterator[str]:
    """Yield the texts of an item that can be searched, besides its title and summary."""
    yield from item.topics
    for _, text in (*facts.origin(item), *item.details, *facts.attending(item)):
        yield text
    sessions = ((session.label, day_in_words(session, session.start), session.place) for session in item.sessions)
    yield from (text for text in dict.fromkeys(text for texts in sessions for text in texts) if text)
    yield item.prose.text


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, divided as the function `plain` in the search's script does.

    Words keep their accents, because the tripwire can only find secrets in words as they are written.
    """
    text = text.lower()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKC", text))
    yield from _WORD.findall(text)


def _plain(word: str) -> bytes:
    """Return a word without accents, as bytes that sort in the order in which JavaScript compares texts (UTF-16)."""
    plain = word if word.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", word)).lower()
    return plain.encode("utf-16-be", "surrogatepass")


def cut(lines: Iterable[tuple[str | int, str]], most: int) -> Iterator[tuple[str | int, list[str]]]:
    """Divide lines into groups of at most `most` bytes, and yield each group with the subject of its first line.

    lines: (subject, line); a subject is a word or the number of an item.
    """
    group: list[str] = []
    first: str | int = ""
    size = 0
    for subject, line in lines:
        length = len(line.encode())
        if group and size + length > most:
            yield first, group
            group, size = [], 0
        first = first if group else subject
        group.append(line)
        size += length
    if group:
        yield first, group


def _share(first: str | int, form: str, lines: Sequence[str]) -> Share:
    """Return a file with lines, whose name is a hash of its bytes. form: the brackets around the lines, with "%s"."""
    data = _script(form % ",\n".join(lines))
    return Share(first, hashlib.sha256(data).hexdigest()[:_NAME], data)


def _script(values: str) -> bytes:
    """Return a script that gives values, which are JSON, to the search."""
    return f"bulletinSearch({values.translate(_LINE_ENDS)});\n".encode()


def _compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _file(address: str, data: bytes) -> File:
    return File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)
