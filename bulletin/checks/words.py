"""The lists of words that rules look things up in, read from the lines of the data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..desk import Desk


@dataclass(kw_only=True)
class Words:
    """Every list, each read when a rule first asks for it."""

    lines: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, desk: Desk) -> Words:
        """The lists that lie on a desk."""
        return cls(lines=desk.words)

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a list: its lines, each split at the bars."""
        return [[cell.strip() for cell in line.split("|")] for line in self.lines.get(name, ())]

    @cached_property
    def well_known(self) -> frozenset[str]:
        """Acronyms that need no words."""
        return frozenset(row[0] for row in self.rows("acronyms"))
