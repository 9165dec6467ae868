"""Look for words that are wrong beside each other, which rules list as rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..text.expressions import compiled, has_any


class WrongWords(NamedTuple):
    """Words that do not go together, in small letters, and what to do."""

    needs: tuple[str, ...]
    """They are looked for only in prose that has one of these."""
    pattern: str
    hint: str


def pairs(first: str, second: str) -> tuple[str, ...]:
    """Return each of some words with each of others behind it; both are written with bars: "a|an"."""
    return tuple(f"{one} {other}" for one in first.split("|") for other in second.split("|"))


def matches_of(prose: str, rows: Iterable[WrongWords]) -> Iterator[tuple[WrongWords, re.Match[str]]]:
    """Yield each match of each row in prose, after its row. prose: in small letters."""
    for row in rows:
        if has_any(prose, row.needs):
            for match in compiled(row.pattern).finditer(prose):
                yield row, match
