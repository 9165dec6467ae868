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
_NO_WORDS = re.compile(r"</?(?:b|i|em|strong|u|span|font|p|br)(?:\s[^<>]*)?/?>|(?<!\S):[a-z][a-z0-9_+-]+:(?!\w)")
"""Tags that only show words in another way, and codes of emoji, which are named as such (STR11)."""
_AROUND_ADDRESS = re.compile(r"\A\*+|\*+\Z")
_NUMBER = rf"\(?(?:[0-9]{{1,2}}[.)]|[a-z]\))(?=\s+(?:{WEEKDAY}\b|[0-9]))"
_BULLET = re.compile(rf"\s*(?:[-–•·*▪✓✔➤]|{_NUMBER})\s+", re.IGNORECASE)
_COMMAS = dict.fromkeys(map(ord, "📅📆🗓⏰⌚🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛📍🏢💻👥👤🎓🔗→➡▶•●▪◦，、"), ",")
"""Characters before a date, time, place or link that say nothing more than a comma does."""
_SIGNS = (
    _COMMAS
    | dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " ")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe58\ufe63"), "-")
    | {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F) if chr(full) not in "，"}
)
"""Characters → what they are read as: other hyphens, minus signs, and letters of East Asia."""
_UNSEEN = re.compile(
    "(?<![^\\W_])[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]|[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff](?![^\\W_])"
)
"""A letter that nobody sees, but not inside a word."""
_COLUMN = re.compile(r"(?<![:,;|\s])\t(?=\S)")
"""A tab between the columns of a pasted table."""
_ISO_TIME = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})T(?=[0-9]{2}:[0-9]{2})")


class Span(NamedTuple):
    """A part of a line, and the kind of value that it was read as."""

    start: int
    end: int
    kind: str


class LineText:
    """The text of a session line. Parts that were read are blanked out; the offsets of the others stay the same."""

    def __init__(self, text: str) -> None:
        self.whole = without_emphasis(text.replace(READ, " "))
        self.text = plain_signs(self.whole)
        self._taken: list[Span] = []
        bullet = _BULLET.match(self.whole)
        if bullet:
            self.take(bullet.start(), bullet.end(), "bullet")

    @property
    def spans(self) -> list[Span]:
        """The parts that were read, in the order of reading; what was read twice is only part of the first."""
        unread = " " * len(self.whole)
        spans = []
        for taken in self._taken:
            spans += [Span(*part.span(), taken.kind) for part in _UNREAD.finditer(unread, taken.start, taken.end)]
            unread = _blanked(unread, taken.start, taken.end)
        return spans

    def take(self, start: int, end: int, kind: str) -> None:
        """Blank the text between two offsets, and note the kind of value that it was read as."""
        if end > start:
            self._taken.append(Span(start, end, kind))
            self.text = _blanked(self.text, start, end)

    def take_all(self, parts: Sequence[Span], rest: str) -> None:
        """Blank the whole line. rest: the kind of what is neither in the parts nor was read before."""
        self._taken += [*parts, Span(0, len(self.text), rest)]
        self.text = READ * len(self.text)

    def loosen(self, at: int) -> None:
        """Replace the bracket at an offset by a blank, so that patterns match across it."""
        self.text = self.text[:at] + " " + self.text[at + 1 :]

    def words(self, start: int, end: int) -> str:
        """Return the unread words between two offsets, with one blank between them."""
        return " ".join(self.text[start:end].replace(READ, " ").split())


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + READ * (end - start) + text[end:]


def plain_signs(text: str) -> str:
    """Replace each sign by the plain one that is read instead, and the T of 2022-03-08T14:00 by a blank."""
    plain = text if text.isascii() else _UNSEEN.sub(" ", text.translate(_SIGNS))
    plain = _COLUMN.sub("|", plain).replace("\t", " ") if "\t" in plain else plain
    return _ISO_TIME.sub(" ", plain) if any(map(plain.__contains__, ("T0", "T1", "T2"))) else plain


def without_emphasis(text: str) -> str:
    """Replace the marks of bold and italic words, of code and of emoji by blanks, since they mean nothing here.

    An odd mark stays.
    """
    text = text if text.count("`") % 2 else text.replace("`", " ")
    text = _NO_WORDS.sub(lambda mark: " " * len(mark[0]), text) if "<" in text or ":" in text else text
    if "*" not in text and "_" not in text:
        return text
    words = [match[0] for match in _WORD.finditer(text)]
    if sum(1 for word in words for _ in _marks_of(word).finditer(word)) % 2:
        return text
    return _WORD.sub(_plain_word, text)


def _plain_word(match: re.Match[str]) -> str:
    """Return a word without its marks, with blanks in their places."""
    return _marks_of(match[0]).sub(lambda mark: " " * len(mark[0]), match[0])


def _marks_of(word: str) -> re.Pattern[str]:
    """Return the pattern of the marks in a word: an address has them only around it."""
    return _AROUND_ADDRESS if "://" in word else _EMPHASIS
