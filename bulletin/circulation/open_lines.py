"""Lines that outputs join of what one open item says: a title, a day, hours, a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

_GLUE = frozenset(
    b"a an and at by for from in is of on or per see the this to until via with will be held takes place between "
    b"starts ends session sessions date dates time times am pm book here please note".split()
)
"""Words that join pieces and say nothing of their own."""

Piece = tuple[bytes, ...]


class _Place(NamedTuple):
    """Where a piece stands in a text, and the numbers of the items that have it."""

    start: int
    end: int
    items: Collection[int]


class OpenLines:
    """The pieces of each open item, to find stretches of a text that are made of those of one item alone."""

    def __init__(self, items: Iterable[Iterable[Sequence[bytes]]], labels: Collection[bytes] = ()) -> None:
        """Index the pieces. labels: words that outputs put before them."""
        self._glue = _GLUE | frozenset(labels)
        self._pieces: dict[Piece, set[int]] = {}
        self._lengths: dict[bytes, set[int]] = {}
        """How many words the pieces have that begin with a word."""
        for number, pieces in enumerate(items):
            for piece in filter(None, map(tuple, pieces)):
                self._pieces.setdefault(piece, set()).add(number)
                self._lengths.setdefault(piece[0], set()).add(len(piece))

    def stretches(self, row: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """Yield where stretches of a text begin and end that are nothing but pieces of one item, and glue."""
        places = list(self._places(row))
        items = {number for place in places if place.end - place.start > 1 for number in place.items}
        for number in sorted(items):
            covered = bytearray(word in self._glue for word in row)
            for place in places:
                if number in place.items:
                    covered[place.start : place.end] = b"\x01" * (place.end - place.start)
            start = 0
            for stretch in covered.split(b"\x00"):
                if stretch:
                    yield start, start + len(stretch)
                start += len(stretch) + 1

    def _places(self, row: Sequence[bytes]) -> Iterator[_Place]:
        for start, word in enumerate(row):
            for length in self._lengths.get(word, ()):
                piece = tuple(row[start : start + length])
                if piece in self._pieces:
                    yield _Place(start, start + len(piece), self._pieces[piece])
