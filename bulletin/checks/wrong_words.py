"""Look for words that are wrong beside each other, which rules list as rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.expressions import compiled, has_any
from .checked_file import CheckedFile


class WrongWords(NamedTuple):
    """Words that do not go together, in small letters, and what to do."""

    needs: tuple[str, ...]
    """They are looked for only in prose that has one of these."""
    pattern: str
    hint: str
    pairs: tuple[str, ...] = ()
    """In place of `needs`: two words, of which one pair stands in every text that the pattern matches."""


class WrongWordRows:
    """Rows of wrong words, of which a text is searched for those alone whose words it has."""

    def __init__(self, rows: Sequence[WrongWords]) -> None:
        self._rows = tuple(rows)
        self._by_pair: dict[tuple[str, ...], list[int]] = {}
        for number, row in enumerate(self._rows):
            for pair in row.pairs:
                self._by_pair.setdefault(tuple(pair.split(" ")), []).append(number)
        self._by_text = [number for number, row in enumerate(self._rows) if not row.pairs]

    def matches(self, file: CheckedFile) -> Iterator[tuple[WrongWords, re.Match[str]]]:
        """Yield each match of each row in the prose of a file, after its row, in the order of the rows.

        Words that overlap with those of an earlier row are the same mistake.
        """
        prose = file.prose
        numbers = {number for number in self._by_text if has_any(prose, self._rows[number].needs)}
        numbers.update(number for pair in file.neighbours & self._by_pair.keys() for number in self._by_pair[pair])
        spans: list[tuple[int, int]] = []
        for number in sorted(numbers):
            row = self._rows[number]
            for match in compiled(row.pattern).finditer(prose):
                place = bisect_left(spans, match.span())
                is_behind = place == 0 or spans[place - 1][1] <= match.start()
                if is_behind and (place == len(spans) or match.end() <= spans[place][0]):
                    spans.insert(place, match.span())
                    yield row, match


def pairs(first: str, second: str) -> tuple[str, ...]:
    """Return each of some words with each of others behind it; both are written with bars: "a|an"."""
    return tuple(f"{one} {other}" for one in first.split("|") for other in second.split("|"))
