"""Find the words by which a document says that it is not for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..text.sentences import sentences
from ..text.wordings import Match, Wordings, rows_of
from .drafts import ImportContext

_HOLD = "hold"
"""The second cell of a row of lists/restrictions.txt that says of an embargo."""
_LONGEST_QUOTE = 200


class Restriction(NamedTuple):
    """Words that say that a text is not for everybody."""

    quote: str
    """The sentence that they stand in."""
    is_embargo: bool


def restriction(texts: Iterable[str], context: ImportContext) -> Restriction | None:
    """Return the first words in texts that say that they are not for everybody; None if there are none."""
    wordings = _wordings(tuple(context.words.get("restrictions", ())))
    for text in texts:
        plain = " ".join(text.split())
        # A letter whose small form is longer would move what follows it.
        lower = plain.lower() if len(plain.lower()) == len(plain) else plain
        for match in wordings.uncontested(lower, plain):
            return Restriction(_sentence(plain, match), _HOLD in match.row)
    return None


@lru_cache(maxsize=2)
def _wordings(lines: tuple[str, ...]) -> Wordings:
    return Wordings(rows_of(lines))


def _sentence(text: str, match: Match) -> str:
    """Quote the sentence in which words stand; those words alone if it is long."""
    words = text[match.start : match.end]
    sentence = next((sentence for sentence in sentences(text) if words in sentence), words)
    return sentence if len(sentence) <= _LONGEST_QUOTE else words
