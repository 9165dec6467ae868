"""Find the wordings of a list in a text: phrases with alternative, optional and open words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple


class Match(NamedTuple):
    """A wording in a text: its start, its end, and its row in the list."""

    start: int
    end: int
    row: tuple[str, ...]


def rows_of(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """Split the lines of a list at their bars."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


INNOCENT = "innocent"
"""The second cell of a row whose wording only looks like one of the others, and hides them."""


class Wording(NamedTuple):
    """A row of a list, compiled; lists/restrictions.txt explains the notation."""

    places: tuple[frozenset[str], ...]
    """For each required word, without numbers and gaps: the words with which it can begin."""
    pattern: str
    row: tuple[str, ...]


class Wordings:
    """The wordings of a list, indexed by their first word.

    A wording is compiled only if all its words occur in a text: compiling all of them takes longer than all
    the other rules take for an item.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Wording]] = {}
        self._longest = 0
        """The number of words of the longest wording."""
        for row in rows:
            places = row[0].lower().split()
            needed = tuple(frozenset(_openings(place)) for place in places if not place.endswith(("?", _GAP, _NUMBER)))
            self._longest = max(self._longest, sum(map(_most_words, places)))
            wording = Wording(needed, _wording_pattern(places), tuple(row))
            for word in _opening_words(places):
                self._by_word.setdefault(word, []).append(wording)

    def find(self, prose: str) -> Iterator[Match]:
        """Yield every wording in a text, which must be in small letters, with any kind of apostrophe."""
        plain = prose.translate(_APOSTROPHES)
        vocabulary = frozenset(_PLAIN_WORD.findall(plain))
        possible = {first: self._possible(first, vocabulary) for first in self._by_word.keys() & vocabulary}
        tokens = list(_PLAIN_WORD.finditer(plain)) if any(possible.values()) else []
        for number, token in enumerate(tokens):
            for wording in possible.get(token.group(), ()):
                following = (word.group() for word in tokens[number : number + self._longest])
                if _stand_in(following, wording.places):
                    match = _compiled(wording.pattern).match(plain, token.start())
                    if match:
                        yield Match(match.start(), match.end(), wording.row)

    def uncontested(self, prose: str, written: str) -> list[Match]:
        """Return the wordings in a text in order, without overlaps, and without those that an innocent row hides.

        prose: the text in small letters. written: the same text as its author wrote it, with the same offsets.
        """
        whole = (match for match in self.find(prose) if _is_whole(written, match))
        matches = sorted(whole, key=lambda match: (match.start, -match.end))
        innocent = [match for match in matches if INNOCENT in match.row]
        places: list[Match] = []
        for match in matches:
            overlaps = any(match.start < other.end and other.start < match.end for other in (*innocent, *places[-1:]))
            if not overlaps:
                places.append(match)
        return places

    def _possible(self, first: str, vocabulary: frozenset[str]) -> list[Wording]:
        """Return the wordings that begin with a word, and whose other required words are all in a vocabulary."""
        return [
            wording
            for wording in self._by_word[first]
            if not any(vocabulary.isdisjoint(place) for place in wording.places)
        ]


_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\uff07"), "'")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GAP, _NUMBER = "…", "#"
_GAP_WORDS = 4
_BETWEEN = r"[\s,:()\"“”–—-]+"
"""The characters that may be between two words: blanks, and punctuation that does not end a sentence."""

_compiled = cache(re.compile)


def _is_whole(written: str, match: Match) -> bool:
    """Tell whether a match is inside one list entry, and not in an adjective like that of "internal-only types"."""
    between_entries = _NEXT_ENTRY.search(written, match.start, match.end) is not None
    return not between_entries and not _ADJECTIVE.match(written, match.start)


_NEXT_ENTRY = re.compile(r"\n\s*\n|\n\s*(?:[-*+•]|[0-9]{1,3}[.)])\s")
_ADJECTIVE = re.compile(r"(?i)internal(?:ly)?-only\s[a-z]")


def _stand_in(words: Iterator[str], places: Sequence[Collection[str]]) -> bool:
    """Tell whether words contain one word for each place, in the order of the places."""
    return all(any(word in place for word in words) for place in places)


def _most_words(place: str) -> int:
    """Return the most words that a place can have; a gap or a number (10:30) has up to _GAP_WORDS."""
    if place in (_GAP, _NUMBER):
        return _GAP_WORDS
    return max(len(_PLAIN_WORD.findall(choice.replace("_", " "))) for choice in place.split("/"))


def _openings(place: str) -> Iterator[str]:
    """Yield the words with which a place can begin."""
    for choice in place.removesuffix("?").split("/"):
        yield from _PLAIN_WORD.findall(choice.replace("_", " "))[:1]


def _opening_words(places: Sequence[str]) -> Iterator[str]:
    """Yield the words with which a wording can begin: those of its places up to the first that is not optional."""
    for place in places:
        yield from _openings(place)
        if not place.endswith("?"):
            return


def _wording_pattern(places: Sequence[str]) -> str:
    pattern = ""
    for place in places:
        if place == _GAP:
            pattern += rf"(?:[\w']+{_BETWEEN}){{0,{_GAP_WORDS}}}?"
            continue
        choices = "|".join(map(_choice_pattern, place.removesuffix("?").split("/")))
        pattern += f"(?:(?:{choices}){_BETWEEN})?" if place.endswith("?") else f"(?:{choices}){_BETWEEN}"
    return rf"(?<!\w){pattern.removesuffix(_BETWEEN)}(?!\w)"


def _choice_pattern(choice: str) -> str:
    """Return the pattern of one word or more, or of a number."""
    if choice == _NUMBER:
        return r"[0-9][0-9:.]*"
    return _BETWEEN.join(map(re.escape, choice.replace("-", "_").split("_")))
