"""Find lines that outputs join from pieces of one open item: a title, a day, hours, a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

_GLUE = frozenset(
    b"a an and at by for from in is of on or per see the this to until via with will be held takes place between "
    b"starts ends session sessions date dates time times am pm book here please note".split()
)
"""Words that join pieces and have no content of their own."""

Piece = tuple[bytes, ...]


class _Place(NamedTuple):
    """The place of a piece in a text, and the numbers of the items that have the piece."""

    start: int
    end: int
    items: set[int]


class OpenLines:
    """The pieces of each open item, to find the parts of a text that consist of pieces of a single item."""

    def __init__(self, items: Iterable[Iterable[Sequence[bytes]]], labels: Collection[bytes] = ()) -> None:
        """Index the pieces. labels: words that outputs print before them."""
        self._glue = _GLUE | frozenset(labels)
        self._items: dict[Piece, set[int]] = {}
        """The numbers of the items that have a piece, by the piece."""
        self._lengths: dict[bytes, set[int]] = {}
        """The lengths in words of the pieces that begin with a word, by this word."""
        for number, pieces in enumerate(items):
            for piece in filter(None, map(tuple, pieces)):
                self._items.setdefault(piece, set()).add(number)
                self._lengths.setdefault(piece[0], set()).add(len(piece))

    def stretches(self, row: Sequence[bytes]) -> set[tuple[int, int]]:
        """Return the start and end of each part of a text that consists of pieces of one item and of glue words."""
        places = list(self._places(row))
        glue = bytes(word in self._glue for word in row)
        return {stretch for own in _places_by_item(places) for stretch in _covered_parts(glue, own)}

    def _places(self, row: Sequence[bytes]) -> Iterator[_Place]:
        for start, word in enumerate(row):
            for length in self._lengths.get(word, ()):
                piece = tuple(row[start : start + length])
                if len(piece) == length and piece in self._items:
                    yield _Place(start, start + length, self._items[piece])


def _places_by_item(places: Iterable[_Place]) -> list[tuple[_Place, ...]]:
    """Return the places of each item that has a piece of two words or more; of items with equal places only once.

    Most items of an archive have equal places: all are online, and few share a title. So the set of items is
    divided at each place, which is faster than a loop over the items.
    """
    several_words = [place.items for place in places if place.end - place.start > 1]
    groups: list[tuple[set[int], tuple[_Place, ...]]] = [(set[int]().union(*several_words), ())]
    for place in places:
        divided = []
        for items, own in groups:
            divided.append((items & place.items, (*own, place)))
            divided.append((items - place.items, own))
        groups = [(items, own) for items, own in divided if items]
    return [own for items, own in groups if items]


def _covered_parts(glue: bytes, places: Iterable[_Place]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each part that places and glue words cover. glue: 1 for each glue word, else 0."""
    covered = bytearray(glue)
    for place in places:
        covered[place.start : place.end] = b"\x01" * (place.end - place.start)
    start = 0
    for stretch in covered.split(b"\x00"):
        if stretch:
            yield start, start + len(stretch)
        start += len(stretch) + 1
