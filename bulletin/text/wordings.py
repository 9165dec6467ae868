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


@cache
def rows_of(lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Split the lines of a list at their bars."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)


INNOCENT = "innocent"
"""The second cell of a row whose wording only looks like one of the others, and hides them."""


class Wording(NamedTuple):
    """A row of a list, compiled; lists/restrictions.txt explains the notation."""

    openings: tuple[frozenset[str], ...]
    """Of each place that must be there, the words with which it can begin; none for a number or a gap."""
    longest: int
    """Words that it has at most."""
    row: tuple[str, ...]


class Wordings:
    """The wordings of a list, indexed by their first word.

    A wording is compiled only if all its words occur in a text: compiling all of them takes longer than all
    the other rules take for an item.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Wording]] = {}
        for row in rows:
            places = [_choices(text) for text in row[0].lower().split()]
            needed = tuple(place.openings for place in places if place.has_word and not place.optional)
            wording = Wording(needed, sum(place.longest for place in places), tuple(row))
            for word in _first_words(places):
                self._by_word.setdefault(word, []).append(wording)

    def find(self, prose: str) -> Iterator[Match]:
        """Yield every place of a wording in a text in small letters, whatever its apostrophes."""
        plain = prose
        for apostrophe in _APOSTROPHES:
            plain = plain.replace(apostrophe, "'")
        words = _PLAIN_WORD.findall(plain)
        candidates = list(self._candidates(words))
        starts = [word.start() for word in _PLAIN_WORD.finditer(plain)] if candidates else []
        for number, wording in candidates:
            match = _expression(wording.row[0]).match(plain, starts[number])
            if match:
                yield Match(match.start(), match.end(), wording.row)

    def _candidates(self, words: Sequence[str]) -> Iterator[tuple[int, Wording]]:
        """Yield the number of a word in a text, and a wording that may begin with it."""
        vocabulary = frozenset(words)
        firsts = self._by_word.keys() & vocabulary
        possible = {first: wordings for first in firsts if (wordings := self._possible(first, vocabulary))}
        for number, word in enumerate(words) if possible else ():
            for wording in possible.get(word, ()):
                if _stand_in(words[number : number + wording.longest], wording.openings):
                    yield number, wording

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
        """Return the wordings that begin with a word, and of whose every place a text has a word."""
        return [wording for wording in self._by_word[first] if not any(map(vocabulary.isdisjoint, wording.openings))]


_APOSTROPHES = "\u2018\u2019\u02bc\uff07"
_PLAIN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GAP, _NUMBER = "…", "#"
_GAP_WORDS = 4
_BETWEEN = r"[\s,:()\"“”–—-]+"
"""The characters that may be between two words: blanks, and punctuation that does not end a sentence."""


def _is_whole(written: str, match: Match) -> bool:
    """Tell whether a match is inside one list entry, and not in an adjective like that of "internal-only types"."""
    between_entries = _NEXT_ENTRY.search(written, match.start, match.end) is not None
    return not between_entries and not _ADJECTIVE.match(written, match.start)


_NEXT_ENTRY = re.compile(r"\n\s*\n|\n\s*(?:[-*+•]|[0-9]{1,3}[.)])\s")
_ADJECTIVE = re.compile(r"(?i)internal(?:ly)?-only\s[a-z]")


def _stand_in(words: Sequence[str], places: Sequence[Collection[str]]) -> bool:
    """Tell whether words hold one of each place, in the order of the places."""
    following = iter(words)
    return all(any(word in place for word in following) for place in places)


class _Choices(NamedTuple):
    """A place of a wording, as its row writes it."""

    openings: frozenset[str]
    """The words with which it can begin; none for a number or a gap."""
    longest: int
    """Words that it has at most; a gap has few, and so has a number (10:30)."""
    optional: bool
    has_word: bool
    """Whether one of its openings is always there, as in no number and no gap."""


def _choices(text: str) -> _Choices:
    choices = [_PLAIN_WORD.findall(choice.replace("_", " ")) for choice in text.split("/")]
    openings = frozenset(words[0] for words in choices if words)
    return _Choices(openings, max(len(words) or _GAP_WORDS for words in choices), text.endswith("?"), all(choices))


def _first_words(places: Iterable[_Choices]) -> Iterator[str]:
    """Yield the words with which a wording can begin: those of its first place, and of the next if that is optional."""
    for place in places:
        yield from place.openings
        if not place.optional:
            return


@cache
def _expression(wording: str) -> re.Pattern[str]:
    """Compile a wording, once in a process, when a text may hold it."""
    return re.compile(_wording_pattern(wording.lower().split()))


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
