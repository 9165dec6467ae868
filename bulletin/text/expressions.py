"""Regular expressions that are compiled and searched for when a text may match them: all of them take far longer."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from typing import Generic, TypeVar

compiled = cache(re.compile)
"""Compile a regular expression once in a process; `re` itself keeps 512, and this program has more."""

_Row = TypeVar("_Row")


def has_any(text: str, triggers: Iterable[str]) -> bool:
    """Tell whether a text has one of some words: it is far quicker than to search for a pattern."""
    return any(map(text.__contains__, triggers))


class RowsByNeed(Generic[_Row]):
    """Rows of a table with texts of which each needs one: a text that several rows need is looked for once."""

    def __init__(self, rows: Iterable[tuple[_Row, Collection[str]]]) -> None:
        """Take rows with their needs; a row without needs is for every text."""
        self._rows: list[_Row] = []
        self._for_all: list[int] = []
        self._by_need: dict[str, list[int]] = {}
        for number, (row, needs) in enumerate(rows):
            self._rows.append(row)
            for need in needs:
                self._by_need.setdefault(need, []).append(number)
            if not needs:
                self._for_all.append(number)

    def of(self, text: str) -> list[_Row]:
        """Return the rows that a text may match, in the order of the table."""
        numbers = set(self._for_all)
        for need in filter(text.__contains__, self._by_need):
            numbers.update(self._by_need[need])
        return [self._rows[number] for number in sorted(numbers)]


class Expression:
    """A regular expression that is compiled when a text is first searched for it: a command needs few of all."""

    def __init__(self, pattern: str, flags: int = 0, needs: Collection[str] = ()) -> None:
        """Take an expression. needs: texts of which one is in all that it matches; none if that is unknown."""
        self.pattern = pattern
        self.flags, self.needs = flags, needs

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a text, or between two offsets of it."""
        is_there = not self.needs or has_any(text, self.needs)
        return self._compiled.search(text, start, end) if is_there else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return all matches in a text, or between two offsets of it."""
        is_there = not self.needs or has_any(text, self.needs)
        return self._compiled.finditer(text, start, end) if is_there else iter(())

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at the start of a text, or at an offset."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of a whole text, or of all that is between two offsets."""
        return self._compiled.fullmatch(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[str]:
        """Return the texts of all matches, or of their only group."""
        return self._compiled.findall(text, start, end)

    def split(self, text: str, most: int = 0) -> list[str]:
        """Return the parts of a text between the matches."""
        return self._compiled.split(text, most)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return a text with something else in place of the matches."""
        return self._compiled.sub(new, text, count)
