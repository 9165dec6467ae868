"""Regular expressions that are compiled and searched for when a text may match them: all of them take far longer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
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
    """A regular expression that is searched for only in a text with one of some texts, which is far quicker."""

    def __init__(self, pattern: str, flags: int = 0, *, needs: Collection[str]) -> None:
        """Take an expression. needs: texts of which one is in all that it matches."""
        self.pattern, self.flags, self.needs = pattern, flags, needs
        self._compiled = re.compile(pattern, flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self._compiled.search(text) if has_any(text, self.needs) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text."""
        return self._compiled.finditer(text) if has_any(text, self.needs) else iter(())
