"""Remember the last result of pure functions, and what they were given for it.

A function that is remembered reads nothing but what it is given; of files that it opens it is given the hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

MOST_VALUES = 100_000
"""Values that are remembered; of more, those that were asked for longest ago go. A file has about ten."""

_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")
_PLAIN = (str, bytes, int, float, date, time, timedelta, UUID, PurePath)
"""Types of which two values that are equal are the same for every reader; not so two moments in different zones."""

_NOTHING: tuple[Any, Any] = (None, None)
"""Stands where no value is remembered."""


class Memory:
    """For each place the last value of a function, and what the function was given for it."""

    def __init__(self, most: int = MOST_VALUES) -> None:
        """Begin with nothing. most: values that are remembered at the same time; 0 for none ever."""
        self._most = most
        self.has_new = False
        """Whether a value was added."""
        self._values: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def recall(
        self, place: Hashable, function: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs
    ) -> _Value:
        """Return what a function gives; it is called unless the same was given for this place the last time."""
        if not self._most:
            return function(*given, **named)
        before, value = self._values.pop(place, _NOTHING)
        basis = (function, given, named)
        if not is_same(before, basis):
            value = function(*given, **named)
            self.has_new = True
        self._put(place, basis, value)
        return value  # type: ignore[no-any-return]

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept of it between processes."""
        return {"_most": self._most, "_values": self._values, "has_new": False}

    def knows(self, place: Hashable, *facts: object) -> bool:
        """Tell whether the same was noted for a place the last time."""
        return is_same(self._values.get(place, _NOTHING)[0], facts)

    def note(self, place: Hashable, *facts: object) -> None:
        """Note what was found out for a place."""
        if self._most:
            self.has_new = True
            self._put(place, facts, None)

    def same(self, place: Hashable, value: _Value) -> _Value:
        """Return what stood at a place the last time, if a value is the same, so that others find it at once."""
        return self.recall(place, _itself, value)

    def _put(self, place: Hashable, basis: tuple[Any, ...], value: Any) -> None:
        self._values[place] = basis, value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]

    def forget(self, place: Hashable) -> None:
        """Forget the value of a place, because it depends on more than its function was given."""
        self._values.pop(place, None)


def is_same(first: Any, second: Any) -> bool:
    """Tell whether two frozen values are the same for every reader; False where that is not certain.

    More than equal: `==` of the model leaves out what follows from the rest, and takes 10:00 in London for 11:00 in
    Paris. What is one and the same object is not looked into.
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
        names = [field.name for field in fields(first)]
        return all(is_same(getattr(first, name), getattr(second, name)) for name in names)
    return False


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN) and not isinstance(value, datetime)


def _itself(value: _Value) -> _Value:
    return value


NO_MEMORY = Memory(0)
"""For a process that builds once."""
