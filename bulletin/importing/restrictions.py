"""Find words in a document that restrict who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..text.sentences import sentences
from ..text.wordings import Match, Wordings, rows_of
from .drafts import ImportContext

_HOLD = "hold"
"""The second cell of rows of lists/restrictions.txt that are about an embargo."""
_LONGEST_QUOTE = 200


class Restriction(NamedTuple):
    """Words that restrict who may read a text."""

    quote: str
    """The sentence with these words, or only the words if it is long."""
    is_embargo: bool


def restriction(texts: Iterable[str], context: ImportContext) -> Restriction | None:
    """Return the first restriction in texts, None if there is none."""
    wordings = _wordings(tuple(context.words.get("restrictions", ())))
    for text in texts:
        plain = " ".join(text.split())
        # Some letters, such as İ, are longer in small letters, so that offsets would not fit the text as written.
        lower = plain.lower() if len(plain.lower()) == len(plain) else plain
        for match in wordings.uncontested(lower, plain):
            return Restriction(_sentence(plain, match), _HOLD in match.row)
    return None


@lru_cache(maxsize=2)
def _wordings(lines: tuple[str, ...]) -> Wordings:
    return Wordings(rows_of(lines))


def _sentence(text: str, match: Match) -> str:
    """Return the sentence that contains a match, or only the matched words if it is long."""
    words = text[match.start : match.end]
    sentence = next((sentence for sentence in sentences(text) if words in sentence), words)
    return sentence if len(sentence) <= _LONGEST_QUOTE else words
