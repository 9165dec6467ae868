"""One file, and what a rule may know when it judges it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..desk import Source
from ..model import Bulletin, Issue, Item
from .words import Words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(kw_only=True)
class Page:
    """A file, its place in the bulletin, and its day."""

    source: Source
    bulletin: Bulletin
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
        return self.issue.day if self.issue else self.bulletin.as_of

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
    def vocabulary(self) -> frozenset[str]:
        """Every word that readers read, in small letters."""
        return frozenset(_WORD.findall(self.said))


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
