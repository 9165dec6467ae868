"""Find items by the names that editors use: a file name or a title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath

from ..errors import Problem
from ..model import Item
from ..text.slugs import slug

NAME_A_FILE = "Write the name of its file, as it stands in its folder."
"""The hint for a name that no item has."""

_UNREAD = ("FIL01", "FIL02", "FIL03", "FIL04", "RST06")
"""The rules of files that cannot be read."""


def is_unread(name: str, problems: Iterable[Problem]) -> bool:
    """Tell whether the file of an item is there, but cannot be read; then it is no mistake to name the item."""
    meant = slug(PurePath(name).name.removesuffix(".md"))
    return any(problem.rule in _UNREAD and slug(PurePath(problem.path).stem) == meant for problem in problems)


_ByName = Mapping[str, list[Item]]


class ItemNames:
    """Items, with an index by slug, title and file name; each index is made when it is first needed."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def find(self, written: str, issue: str, is_meant: Callable[[Item], bool]) -> Item | None:
        """Find the item with a file name or title, None if there is none.

        issue: the id of the issue in which the name is written; its own files are preferred, then slugs, titles and
        files of other issues. is_meant: returns whether an item may be the answer; of several, the last is.
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
