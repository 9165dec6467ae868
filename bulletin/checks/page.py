"""One file, and what a rule may know when it judges it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..content.source import Enclosed, Source, Workspace
from ..model import Issue, Item
from ..text.private import Number, numbers
from .lists import Words

_DIGIT = re.compile("[0-9]")
_ENTRY = re.compile(r" *(?:[-–•·*] |ignore *:)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Spans:
    """Stretches of a text that do not overlap, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in one of them."""
        index = bisect_right(self._spans, offset, key=lambda span: span[0]) - 1
        return index >= 0 and offset < self._spans[index][1]


@dataclass(kw_only=True, repr=False, eq=False)
class Page:
    """A file, its place in the bulletin, and its day."""

    source: Source
    workspace: Workspace
    words: Words
    issue: Issue | None = None
    """The issue that the file belongs to; None for settings and snippets."""
    item: Item | None = None
    public_repository: bool | None = None
    """Whether anyone can read the repository; None if nobody said."""
    broken: bool = False
    """Whether reading the file met an error, so that what was read of it is not all that it says."""
    sources: Mapping[str, Source] = None  # type: ignore[assignment]
    """Every file by its path."""

    @property
    def day(self) -> date:
        """The day by which the file is judged: its issue's, else the newest issue's."""
        return self.issue.day if self.issue else self.workspace.day

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        found, at = [0], self.source.text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = self.source.text.find("\n", at + 1)
        return found

    @cached_property
    def lower(self) -> str:
        """The file's text in small letters, as long as the text."""
        return _lower(self.source.text)

    @cached_property
    def said(self) -> str:
        """What readers read as prose, in small letters, as long as the text."""
        return _lower(self.source.said)

    @cached_property
    def has_digits(self) -> bool:
        """Whether a digit stands in what readers read."""
        return bool(_DIGIT.search(self.said))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """What could be health numbers in the file's text."""
        return tuple(numbers(self.source.text))

    @cached_property
    def set_out(self) -> Spans:
        """Tables and code, in which spaces are set out."""
        blocks = self.source.blocks
        return Spans((block.start, block.end) for block in blocks if block.kind in ("code", "table"))

    @cached_property
    def addresses(self) -> Spans:
        """Web addresses."""
        links = (link for link in self.source.links if link.url.lower().startswith("http"))
        return Spans((link.at, max(link.end, link.at + len(link.url))) for link in links)

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The files that go with the item and hold more than they show."""
        return tuple(one for one in self.workspace.enclosed if one.source == self.source.path)

    def line_of(self, offset: int) -> str:
        """The line in which an offset lies."""
        index = bisect_right(self.starts, offset)
        end = self.starts[index] - 1 if index < len(self.starts) else len(self.source.text)
        return self.source.text[self.starts[index - 1] : end]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return self.starts[line - 1] + column - 1

    def value(self, key: str) -> int:
        """Where the value of a key begins; the file's first character if it has none."""
        return next((value.start for value in self.source.values if value.key == key), 0)

    def line_starts_of(self, key: str) -> frozenset[int]:
        """Where the values of a key begin that are no continuation of one before them."""
        values = [value for value in self.source.values if value.key == key]
        return frozenset(value.start for value in values if _ENTRY.match(self.line_of(value.start)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that readers read, in small letters."""
        return frozenset(_WORD.findall(self.said))


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
