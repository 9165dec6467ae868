"""Regular expressions that are compiled when a text may match them: all of them take longer than checking an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

compiled = cache(re.compile)
"""Compile a regular expression once in a process; `re` itself keeps 512, and this program has more."""


def has_any(text: str, triggers: Iterable[str]) -> bool:
    """Tell whether a text has one of some words."""
    return any(trigger in text for trigger in triggers)


class Expression(NamedTuple):
    """A regular expression, and words of which each match has one: a text without them is not searched."""

    pattern: str
    triggers: tuple[str, ...]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return every match in a text, in order."""
        return compiled(self.pattern).finditer(text) if has_any(text, self.triggers) else iter(())
