"""Find items by what editors call them: the name of a file, or a title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ..model import Item
from ..text.slugs import slug

NAME_A_FILE = "Write the name of its file, as it stands in its folder."
"""What to type for an item that is not found."""

_ByName = Mapping[str, list[Item]]


class ItemNames:
    """Items, and each look-up of them by name, made when it is first needed."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def find(self, written: str, issue: str, is_meant: Callable[[Item], bool]) -> Item | None:
        """Find the item of a file name or a title; of files of one name that of the issue that speaks of it.

        issue: its id. is_meant: whether an item may be the one. Of several with the name the last is found.
        """
        name = slug(written.removesuffix(".md"))
        files = [item for item in self._by_file.get(name, ()) if is_meant(item)]
        own = (item for item in files if item.issue == issue)
        others = (by_name.get(name, ()) for by_name in (self._by_slug, self._by_title))
        candidates = [own, *(filter(is_meant, items) for items in others), files]
        return next((items[-1] for items in map(list, candidates) if items), None)

    @cached_property
    def _by_slug(self) -> _ByName:
        return self._by(lambda item: item.slug)

    @cached_property
    def _by_title(self) -> _ByName:
        return self._by(lambda item: slug(item.title))

    @cached_property
    def _by_file(self) -> _ByName:
        return self._by(lambda item: slug(item.path.rpartition("/")[2].removesuffix(".md")))

    def _by(self, name: Callable[[Item], str]) -> _ByName:
        by_name: dict[str, list[Item]] = {}
        for item in self._items:
            by_name.setdefault(name(item), []).append(item)
        return by_name
