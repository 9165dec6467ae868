"""Suggest the known word that is most like an unknown one: "Did you mean …?"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_NEAR = 0.7
_LONGEST = 60


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the choice that is most like a word, "" if none is near."""
    if len(word) > _LONGEST:
        return ""
    by_folded = {candidate.casefold(): candidate for candidate in choices}
    matches = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=_NEAR)
    return by_folded[matches[0]] if matches else ""


def likeness(first: str, second: str) -> float:
    """Return the similarity of two texts, from 0 to 1."""
    return SequenceMatcher(None, first, second).ratio()


def did_you_mean(word: str, choices: Iterable[str], *, quoted: bool = True) -> str:
    """Return "Did you mean …?" with the choice that is most like a word, "" if none is near or it says the contrary."""
    suggestion = nearest(word, choices)
    if suggestion and _denials(word) != _denials(suggestion):
        return ""
    mark = '"' if quoted else ""
    return f"Did you mean {mark}{suggestion}{mark}?" if suggestion else ""


_DENYING = frozenset(("no", "non", "not", "never", "nobody", "without"))
_WORD = re.compile(r"[^\W\d_]+")


def _denials(text: str) -> tuple[str, ...]:
    """Return the words and beginnings of words by which a text says the contrary: not public, unlimited."""
    words = _WORD.findall(text.casefold())
    return tuple("un" if word.startswith("un") else word for word in words if word in _DENYING or word.startswith("un"))


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether a typed word differs from the meant one by one letter, or by two swapped neighbours."""
    if typed == meant:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, other = typed[start:], meant[start:]
    while rest and other and rest[-1] == other[-1]:
        rest, other = rest[:-1], other[:-1]
    return max(len(rest), len(other)) == 1 or (len(rest) == 2 and rest == other[::-1])
