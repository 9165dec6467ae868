"""What a word that nobody knows was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 0.7
_LONGEST = 60


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like a word, "" if none is near."""
    if len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches  # Most runs meet no such word.

    by_lower = {one.casefold(): one for one in known}
    found = get_close_matches(word.casefold(), list(by_lower), n=1, cutoff=_NEAR)
    return by_lower[found[0]] if found else ""


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def did_you_mean(word: str, known: Iterable[str], *, quoted: bool = True) -> str:
    """The question that goes with a wrong word, "" if no known word is near."""
    found = nearest(word, known)
    mark = '"' if quoted else ""
    return f"Did you mean {mark}{found}{mark}?" if found else ""
