"""Suggest the known word that an unknown one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_NEAR = 0.7
_LONGEST = 60


def nearest(word: str, choices: Iterable[str]) -> str:
    """Find the known word that is most like a word, "" if none is near."""
    if len(word) > _LONGEST:
        return ""
    by_folded = {candidate.casefold(): candidate for candidate in choices}
    matches = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=_NEAR)
    return by_folded[matches[0]] if matches else ""


def likeness(first: str, second: str) -> float:
    """Measure how much two texts have in common, from 0 to 1."""
    return SequenceMatcher(None, first, second).ratio()


def did_you_mean(word: str, choices: Iterable[str], *, quoted: bool = True) -> str:
    """Ask whether a known word was meant, "" if none is near."""
    suggestion = nearest(word, choices)
    mark = '"' if quoted else ""
    return f"Did you mean {mark}{suggestion}{mark}?" if suggestion else ""


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter too many, too few or other, or two neighbours swapped, make one word of another."""
    if typed == meant:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, other = typed[start:], meant[start:]
    while rest and other and rest[-1] == other[-1]:
        rest, other = rest[:-1], other[:-1]
    return max(len(rest), len(other)) == 1 or (len(rest) == 2 and rest == other[::-1])
