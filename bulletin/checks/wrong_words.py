"""Look for words that are wrong beside each other, which rules list as rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from typing import Generic, NamedTuple, TypeVar

from ..text.expressions import RowsByNeed, compiled
from .checked_file import CheckedFile

_Row = TypeVar("_Row")


class WrongWords(NamedTuple):
    """Words that do not go together, in small letters, and what to do."""

    needs: tuple[str, ...]
    """They are looked for only in prose that has one of these."""
    pattern: str
    hint: str
    pairs: tuple[str, ...] = ()
    """In place of `needs`: two words, of which one pair stands in every text that the pattern matches."""


class RowsByWords(Generic[_Row]):
    """Rows of a table, each with texts or pairs of words of which it needs one."""

    def __init__(self, rows: Iterable[tuple[_Row, Collection[str], Collection[str]]]) -> None:
        """Take rows with their needs, and the pairs in place of them; a row with neither is for every text."""
        self._rows: list[_Row] = []
        self._by_pair: dict[tuple[str, ...], list[int]] = {}
        by_text: list[tuple[int, Collection[str]]] = []
        for number, (row, needs, row_pairs) in enumerate(rows):
            self._rows.append(row)
            for pair in row_pairs:
                self._by_pair.setdefault(tuple(pair.split(" ")), []).append(number)
            if not row_pairs:
                by_text.append((number, needs))
        self._by_text = RowsByNeed(by_text)

    def of(self, text: str, neighbours: Set[tuple[str, str]]) -> list[_Row]:
        """Return the rows that a text may match, in the order of the table. neighbours: every two of its words."""
        numbers = set(self._by_text.of(text))
        for pair in neighbours & self._by_pair.keys():
            numbers.update(self._by_pair[pair])
        return [self._rows[number] for number in sorted(numbers)]


class WrongWordRows:
    """Rows of wrong words, of which a text is searched for those alone whose words it has."""

    def __init__(self, rows: Sequence[WrongWords]) -> None:
        self._rows = RowsByWords((row, row.needs, row.pairs) for row in rows)

    def matches(self, file: CheckedFile) -> Iterator[tuple[WrongWords, re.Match[str]]]:
        """Yield each match of each row in the prose of a file, after its row, in the order of the rows.

        Words that overlap with those of an earlier row are the same mistake.
        """
        spans: list[tuple[int, int]] = []
        for row in self._rows.of(file.prose, file.neighbours):
            for match in compiled(row.pattern).finditer(file.prose):
                place = bisect_left(spans, match.span())
                is_behind = place == 0 or spans[place - 1][1] <= match.start()
                if is_behind and (place == len(spans) or match.end() <= spans[place][0]):
                    spans.insert(place, match.span())
                    yield row, match


def pairs(first: str, second: str) -> tuple[str, ...]:
    """Return each of some words with the first word of each of others; both are written with bars: "a|an|views?"."""
    return tuple(f"{one} {other.split()[0]}" for one in _forms(first) for other in _forms(second))


def _forms(words: str) -> Iterator[str]:
    """Yield words that are written with bars; "views?" is "view" and "views"."""
    for word in words.split("|"):
        if word.endswith("?"):
            yield word[:-2]
        yield word.removesuffix("?")
