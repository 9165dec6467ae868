"""Search texts and files for many words and phrases at once, such as those that readers may not see."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, pairwise
from typing import NamedTuple

from ..model import Asset, File, Issue, Item
from ..text.decoding import pieces, texts

RUN = 8
"""The number of consecutive words that give a text away."""

_SEPARATED = bytes(code if code >= 0x80 or chr(code).isalnum() or code == 0 else ord(" ") for code in range(256))
"""Maps ASCII punctuation to blanks and all other bytes to themselves; NUL stays, as it is the word in BREAK."""
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Invisible characters: soft hyphens, zero-width characters, marks of direction, variation selectors."""
_PUNCTUATION = re.compile("[\u00ab\u00b7\u00bb\u2010-\u2027\u2032\u2033\u2039\u203a]")
"""Quotation marks, dashes and dots outside ASCII, which a copy of a text may have or not."""


Words = tuple[bytes, ...]
Pair = tuple[bytes, bytes]


def words(text: str) -> list[bytes]:
    """Split a text into words at blanks and punctuation; the words are NFKC, in lower case and encoded as UTF-8.

    Invisible characters are left out.
    """
    if not text.isascii():
        text = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    return text.casefold().encode("utf-8", "replace").translate(_SEPARATED).split()


class Origin(NamedTuple):
    """The item or issue, and the field, that a needle is from."""

    of: Item | Issue
    field: str
    """The name of the field."""


class Hit(NamedTuple):
    """A needle in a file whose readers may not see it."""

    words: str
    """The words in lower case and without punctuation; or the name of a file."""
    origin: Origin
    part: str = ""
    """The name of the attached file that has them, "" if it is the file itself."""


@dataclass(frozen=True, slots=True)
class Needles:
    """The words and files that one audience may not see, each with its origin."""

    runs: dict[Words, Origin] = field(default_factory=dict)
    """All runs of RUN consecutive words in the long texts."""
    phrases: dict[Words, Origin] = field(default_factory=dict)
    """Short texts that are only searched for as a whole, such as a title or an address."""
    phones: dict[str, Origin] = field(default_factory=dict)
    """The digits of phone numbers, see `printed.phone_digits`."""
    files: dict[str, Origin] = field(default_factory=dict)
    """Files by their addresses."""
    by_pair: dict[Pair, list[tuple[int, Words]]] = field(default_factory=dict)
    """The index of phrases of several words: each by its rarest pair of words, with the offset of this pair in it."""
    single: set[bytes] = field(default_factory=set)
    """The index of phrases of one word."""

    def add_text(self, text: str, origin: Origin) -> None:
        """Add all runs of RUN consecutive words of a text."""
        self.runs.update((run, origin) for run in runs(words(text)))

    def add_phrase(self, text: str, origin: Origin) -> None:
        """Add a text to search for as a whole."""
        if phrase := tuple(words(text)):
            self.phrases[phrase] = origin
            self.forget_index()

    def find(self, text: str) -> Iterator[tuple[Words | str, Origin]]:
        """Yield each needle in a text, with its origin."""
        yield from self.find_row(words(text))

    def find_row(self, row: list[bytes]) -> Iterator[tuple[Words | str, Origin]]:
        """Yield each needle in the words of a text, with its origin: runs, phrases, and digits of phone numbers."""
        if self.runs:
            for run in sorted(self.runs.keys() & runs(row)):
                yield run, self.runs[run]
        for phrase in sorted(self._phrases_in(row)):
            yield phrase, self.phrases[phrase]
        if self.phones:
            lengths = {len(phone) for phone in self.phones}
            stretches = {stretch for digits in set(_digit_rows(row)) for stretch in _stretches(digits, lengths)}
            yield from ((phone, self.phones[phone]) for phone in sorted(self.phones.keys() & stretches))

    def _phrases_in(self, row: list[bytes]) -> set[Words]:
        """Return the phrases in a row of words; a phrase of several words is looked up by a pair of them."""
        self._make_index()
        index = self.by_pair
        several = (
            set[Words]()
            if index.keys().isdisjoint(pairwise(row))
            else {
                phrase
                for place, pair in enumerate(pairwise(row))
                if pair in index
                for start, phrase in index[pair]
                if place >= start and tuple(row[place - start : place - start + len(phrase)]) == phrase
            }
        )
        return self.phrases.keys() & (several | {(word,) for word in self.single.intersection(row)})

    def _make_index(self) -> None:
        if not self.by_pair and not self.single:
            self.single.update(phrase[0] for phrase in self.phrases if len(phrase) == 1)
            several = [phrase for phrase in self.phrases if len(phrase) > 1]
            numbers = Counter(pair for phrase in several for pair in pairwise(phrase))
            for phrase in several:
                start, rarest = min(enumerate(pairwise(phrase)), key=lambda place: numbers[place[1]])
                self.by_pair.setdefault(rarest, []).append((start, phrase))

    def remove(self, needles: Iterable[Words | str]) -> None:
        """Remove needles, except files."""
        for needle in needles:
            if isinstance(needle, str):
                self.phones.pop(needle, None)
            else:
                self.runs.pop(needle, None)
                self.phrases.pop(needle, None)

    def forget_index(self) -> None:
        """Make the index again at the next search, as new phrases are missing in it and removed ones cost time."""
        self.by_pair.clear()
        self.single.clear()

    def among(self, texts: Iterable[Words | str]) -> Iterator[Words | str]:
        """Yield those of some texts that are needles: runs, phrases and phone numbers."""
        return (text for text in texts if text in self.runs or text in self.phrases or text in self.phones)

    def __len__(self) -> int:
        """Return the number of needles."""
        return len(self.runs) + len(self.phrases) + len(self.phones) + len(self.files)

    @property
    def empty(self) -> bool:
        """Whether there are no needles."""
        return not len(self)

    def digest(self) -> str:
        """Return a hash of what is searched for, without its origins."""
        parts = (sorted(part) for part in (self.runs, self.phrases, self.phones, self.files))
        return sha256(repr([*parts]).encode("utf-8", "surrogatepass")).hexdigest()

    def find_hit(self, file: File) -> Hit | None:
        """Return the first needle in a file or its path; None if there is none."""
        if self.empty:
            return None
        for needle, origin in self.find(file.path):
            return Hit(_as_text(needle), origin)
        if isinstance(file.data, Asset):
            owner = self.files.get(file.data.address)
            return Hit(file.data.name, owner) if owner else None
        for name, data in pieces(file.path, file.data):
            for text in texts(name, data):
                for needle, origin in self.find(text):
                    return Hit(_as_text(needle), origin, name if name != file.path else "")
        return None


def _as_text(needle: Words | str) -> str:
    return needle if isinstance(needle, str) else b" ".join(needle).decode("utf-8", "replace")


def runs(row: list[bytes]) -> Iterator[Words]:
    """Yield all runs of RUN consecutive words."""
    return zip(*(row[start:] for start in range(RUN)), strict=False)


def _digit_rows(row: list[bytes]) -> Iterator[str]:
    """Yield the digits of consecutive words of digits, joined, as in a phone number with blanks."""
    digits = b""
    for word in chain(row, (b"",)):
        if word.isdigit():
            digits += word
        elif digits:
            yield digits.decode()
            digits = b""


def _stretches(digits: str, lengths: Collection[int]) -> Iterator[str]:
    """Yield all parts of a row of digits that have one of some lengths."""
    for length in lengths:
        yield from (digits[start : start + length] for start in range(len(digits) - length + 1))
