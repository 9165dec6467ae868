"""Hold a session line whose parts are blanked out when they are read, so that nothing is overlooked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .dates import WEEKDAY

READ = "\0"
"""The character in place of each one that was read. It is not a blank, so that no pattern matches across it."""

_UNREAD = re.compile(rf"[^{READ}]+")
_WORD = re.compile(r"\S+")
_EMPHASIS = re.compile(r"(?<!\*)\*+(?=[^*])|(?<=[^*])\*+|(?<![\w/])_{1,3}(?=\w)|(?<=\w)_{1,3}(?![\w/])")
_NUMBER = rf"\(?(?:[0-9]{{1,2}}[.)]|[a-z]\))(?=\s+(?:{WEEKDAY}\b|[0-9]))"
_BULLET = re.compile(rf"\s*(?:[-–•·*▪✓✔➤]|{_NUMBER})\s+", re.IGNORECASE)
_PICTURES = dict.fromkeys(map(ord, "📅📆🗓⏰⌚🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛📍🏢💻👥👤🎓🔗→➡▶"), ",") | {0xFE0F: " "}
"""Characters before a date, time, place or link that say nothing more than a comma does."""


class Span(NamedTuple):
    """A part of a line, and the kind of value that it was read as."""

    start: int
    end: int
    kind: str


class LineText:
    """The text of a session line. Parts that were read are blanked out; the offsets of the others stay the same."""

    def __init__(self, text: str) -> None:
        self.whole = without_emphasis(text.replace(READ, " ").translate(_PICTURES))
        self.text = self.whole
        self.spans: list[Span] = []
        bullet = _BULLET.match(self.text)
        if bullet:
            self.take(bullet.start(), bullet.end(), "bullet")

    def take(self, start: int, end: int, kind: str) -> None:
        """Blank the text between two offsets, and note the kind of value that it was read as."""
        for stretch in _UNREAD.finditer(self.text, start, end):
            self.spans.append(Span(stretch.start(), stretch.end(), kind))
        if end > start:
            self.text = self.text[:start] + READ * (end - start) + self.text[end:]

    def take_front(self, stretches: Sequence[Span], between: str) -> None:
        """Blank the start of an unread line up to the last stretch. between: the kind of the text between stretches."""
        end = 0
        for stretch in stretches:
            if stretch.start > end:
                self.spans.append(Span(end, stretch.start, between))
            self.spans.append(stretch)
            end = stretch.end
        self.text = READ * end + self.text[end:]

    def loosen(self, at: int) -> None:
        """Replace the bracket at an offset by a blank, so that patterns match across it."""
        self.text = self.text[:at] + " " + self.text[at + 1 :]

    def words(self, start: int, end: int) -> str:
        """Return the unread words between two offsets, with one blank between them."""
        return " ".join(self.text[start:end].replace(READ, " ").split())


def without_emphasis(text: str) -> str:
    """Replace the marks of bold and italic words by blanks, since they mean nothing here; an odd mark stays."""
    if "*" not in text and "_" not in text:
        return text
    words = [match[0] for match in _WORD.finditer(text) if "://" not in match[0]]
    if sum(1 for word in words for _ in _EMPHASIS.finditer(word)) % 2:
        return text
    return _WORD.sub(_plain_word, text)


def _plain_word(match: re.Match[str]) -> str:
    """Return a word without its marks, with blanks in their places; an address keeps them."""
    return match[0] if "://" in match[0] else _EMPHASIS.sub(lambda mark: " " * len(mark[0]), match[0])
