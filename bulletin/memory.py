"""Remember the last result of pure functions with the arguments that they were called with.

Such a function reads nothing but its arguments; if it opens files, it gets their hashes as arguments, too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from pathlib import PurePath
from typing import Any, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

MOST_VALUES = 100_000
"""The number of remembered values; beyond it the least recently used are dropped. A file has about ten."""

Entry: TypeAlias = tuple[tuple[Any, ...], Any]
"""The arguments of a function and its value."""
_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")
_PLAIN = (str, bytes, int, float, date, time, timedelta, UUID, PurePath)
"""Types whose equal values are the same for every reader. Not datetime: equal moments may have different zones."""

_NOTHING: tuple[Any, Any] = (None, None)
"""The entry of a place for which nothing is remembered."""


class Memory:
    """The last result of a function for each place, with its arguments; a place is a key like ("item", path)."""

    def __init__(self, most: int = MOST_VALUES) -> None:
        """Make an empty memory for at most `most` values; with 0 it never remembers any."""
        self._most = most
        self.has_new = False
        """Whether a value was added since the memory was made or loaded."""
        self._entries: dict[Hashable, Entry] = {}

    def recall(
        self,
        place: Hashable,
        function: Callable[_Arguments, _Value],
        *arguments: _Arguments.args,
        **named: _Arguments.kwargs,
    ) -> _Value:
        """Return the result of a function; call it only if its last call for this place had other arguments."""
        if not self._most:
            return function(*arguments, **named)
        entry = self._entries.pop(place, _NOTHING)
        basis = (function, arguments, named)
        if not is_same(entry[0], basis):
            entry = basis, function(*arguments, **named)
            self.has_new = True
        self._put(place, entry)
        return entry[1]  # type: ignore[no-any-return]

    def __getstate__(self) -> dict[str, Any]:
        """Return the state that is kept between processes."""
        return {"_most": self._most, "_entries": self._entries, "has_new": False}

    def entries(self) -> dict[Hashable, Entry]:
        """Return the entry of each place."""
        return dict(self._entries)

    def changes_since(self, before: Mapping[Hashable, Entry]) -> dict[Hashable, Entry | None]:
        """Return the entries that differ from those that `entries` gave before; None for a place without one now."""
        places = dict.fromkeys((*before, *self._entries))
        now = {place: self._entries.get(place) for place in places}
        return {place: entry for place, entry in now.items() if entry is not before.get(place)}

    def change(self, changes: Mapping[Hashable, Entry | None]) -> None:
        """Make the changes that `changes_since` gave."""
        for place, entry in changes.items():
            self._entries.pop(place, None)
            if entry is not None:
                self._entries[place] = entry

    def knows(self, place: Hashable, *facts: object) -> bool:
        """Return whether the last `note` for a place had the same facts."""
        return is_same(self._entries.get(place, _NOTHING)[0], facts)

    def note(self, place: Hashable, *facts: object) -> None:
        """Remember facts about a place, for `knows`."""
        if self._most:
            self.has_new = True
            self._put(place, (facts, None))

    def same(self, place: Hashable, value: _Value) -> _Value:
        """Return the last object for a place if it is the same as a value, so that comparing it later is quick."""
        return self.recall(place, _itself, value)

    def _put(self, place: Hashable, entry: Entry) -> None:
        self._entries[place] = entry
        if len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]

    def forget(self, place: Hashable) -> None:
        """Drop the value of a place, because it depends on more than the arguments of its function."""
        self._entries.pop(place, None)


def is_same(first: Any, second: Any) -> bool:
    """Return whether two frozen values are the same for every reader; False if that is not certain.

    This is stricter than `==`, which skips derived fields of the model and takes 10:00 in London for 11:00 in Paris.
    Identical objects are not compared field by field.
    """
    if first is second:
        return True
    kind = type(first)
    if kind is not type(second):
        return False
    if kind is datetime:
        return first == second and first.tzinfo is second.tzinfo and first.fold == second.fold
    if isinstance(first, _PLAIN):
        return bool(first == second)
    if isinstance(first, tuple):
        return len(first) == len(second) and all(map(is_same, first, second))
    if isinstance(first, Mapping):
        return list(first) == list(second) and all(map(is_same, first.values(), second.values()))
    if isinstance(first, frozenset):
        return first == second and all(map(_is_plain, first))
    if isinstance(first, partial):
        return first.func is second.func and is_same((first.args, first.keywords), (second.args, second.keywords))
    if is_dataclass(first):
        return all(is_same(getattr(first, name), getattr(second, name)) for name in _field_names(first.__class__))
    return False


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN) and not isinstance(value, datetime)


def _itself(value: _Value) -> _Value:
    return value


NO_MEMORY = Memory(0)
"""For a process that builds once."""
