"""Bring a Markdown text near to what readers see of it, so that a number is found however its digits stand apart."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])|&(?P<entity>#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});|(?P<comment><!--.*?-->)"
    r"|(?P<emphasis>[*`]{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))|(?P<break>\\?\n(?=[ \t>]*\S)[ \t>]*|<br ?/?>)",
    re.DOTALL,
)
"""Marks that readers do not see, and signs that they see otherwise."""
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class MarklessText(NamedTuple):
    """A text as readers see it, with the place of each of its letters in the text as written."""

    text: str
    offsets: tuple[int, ...]
    """The offset of each letter, and that of the end."""


def without_marks(text: str) -> MarklessText:
    """Return a text without marks, with single blanks and plain digits and hyphens."""
    letters: list[tuple[str, int]] = []
    at = 0
    for match in _MARK.finditer(text):
        letters += _plain_letters(text[at : match.start()], at)
        letters += ((letter, match.start()) for letter in _replacement(match))
        at = match.end()
    letters += _plain_letters(text[at:], at)
    offsets = (offset for _, offset in letters)
    return _with_single_blanks("".join(letter for letter, _ in letters), (*offsets, len(text)))


def _replacement(match: re.Match[str]) -> str:
    """Return the one letter, or none, that readers see of a mark."""
    if match["sign"]:
        return _plain(match["sign"])
    if match["entity"]:
        letter = html.unescape(match[0])
        return _plain(letter) if len(letter) == 1 else " "
    return " " if match["break"] else ""


def _plain_letters(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield each letter that readers see, with its offset. start: the offset of the text."""
    return ((plain, offset) for offset, letter in enumerate(text, start) if (plain := _plain(letter)))


def _plain(letter: str) -> str:
    """Return a letter as an ASCII one if it looks like one, "" if nobody sees it."""
    if letter.isascii():
        return letter
    if letter in _UNSEEN:
        return ""
    if letter in _DASHES:
        return "-"
    if letter.isspace():
        return " "
    return str(unicodedata.digit(letter)) if letter.isdecimal() else letter


def _with_single_blanks(text: str, offsets: tuple[int, ...]) -> MarklessText:
    """Return a text in which a row of blanks is one."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for match in _BLANKS.finditer(text):
        letters += [text[at : match.start()], " "]
        places += offsets[at : match.start() + 1]
        at = match.end()
    letters.append(text[at:])
    return MarklessText("".join(letters), (*places, *offsets[at:]))
