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
    items: set[int]


class OpenLines:
    """The pieces of each open item, to find stretches of a text that are made of those of one item alone."""

    def __init__(self, items: Iterable[Iterable[Sequence[bytes]]], labels: Collection[bytes] = ()) -> None:
        """Index the pieces. labels: words that outputs put before them."""
        self._glue = _GLUE | frozenset(labels)
        self._items: dict[Piece, set[int]] = {}
        """Piece → the numbers of the items that have it."""
        self._lengths: dict[bytes, set[int]] = {}
        """The first word of a piece → how many words the pieces have that begin with it."""
        for number, pieces in enumerate(items):
            for piece in filter(None, map(tuple, pieces)):
                self._items.setdefault(piece, set()).add(number)
                self._lengths.setdefault(piece[0], set()).add(len(piece))

    def stretches(self, row: Sequence[bytes]) -> set[tuple[int, int]]:
        """Return where stretches of a text begin and end that are nothing but pieces of one item, and glue."""
        places = list(self._places(row))
        glue = bytes(word in self._glue for word in row)
        return {stretch for own in _places_by_item(places) for stretch in _covered(glue, own)}

    def _places(self, row: Sequence[bytes]) -> Iterator[_Place]:
        for start, word in enumerate(row):
            for length in self._lengths.get(word, ()):
                piece = tuple(row[start : start + length])
                if len(piece) == length and piece in self._items:
                    yield _Place(start, start + length, self._items[piece])


def _places_by_item(places: Iterable[_Place]) -> list[tuple[_Place, ...]]:
    """Return the places of each item that has a piece of two words or more; items with equal places count once.

    Most items of an archive share their places: all are online, and few have the same title. So the items are
    divided at each place, and never looked at one by one.
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


def _covered(glue: bytes, places: Iterable[_Place]) -> Iterator[tuple[int, int]]:
    """Yield where stretches begin and end that are covered by places and glue. glue: 1 for a word that is."""
    covered = bytearray(glue)
    for place in places:
        covered[place.start : place.end] = b"\x01" * (place.end - place.start)
    start = 0
    for stretch in covered.split(b"\x00"):
        if stretch:
            yield start, start + len(stretch)
        start += len(stretch) + 1
