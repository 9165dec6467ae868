"""Find the words that open a place, a presenter or an audience in a session line: at, with, for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..text.expressions import compiled
from .spans import READ

_OPENER = (
    r"(?:(?P<place>at|in|via|on|@|hybrid:?|(?:place|venue|location):?|where:)(?=[\s\0])"
    r"|(?P<who>with|delivered by|presented by|led by|facilitated by|by)(?=[\s\0])|(?P<for>for)(?=[\s\0]))"
)
_OPENED = rf"(?i)(?P<mark>\A|{READ}|[,;|.:]|\s[-–—/]\s)\s*{_OPENER}"


class Opener(NamedTuple):
    """An opening word, with its offsets in the line."""

    kind: str
    """place, who or for."""
    word: str
    """The word in small letters, without a colon."""
    mark_end: int
    """The offset after the punctuation before the word."""
    start: int
    end: int


def find_openers(text: str, start: int, end: int) -> Iterator[Opener]:
    """Find the opening words in a stretch of a text."""
    for match in compiled(_OPENED).finditer(text, start, end):
        kind = next(name for name in ("place", "who", "for") if match[name])
        word = match[kind].lower().rstrip(":")
        yield Opener(kind, word, match.end("mark"), match.start(kind), match.end(kind))


def first_opener(text: str) -> Opener | None:
    """Find the first opening word of a text, None if it has none."""
    return next(find_openers(text, 0, len(text)), None)
