"""Choose the summary and first sentence of a text, for feeds, lists and the inbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from ..text.humanize import cut_at_word
from ..text.sentences import first_sentence, without_greeting
from .github_marks import OWN

SUMMARY_LIMIT = 200
"""The most characters of a summary."""

_BETWEEN_ENTRIES = "; "


class FirstWords(NamedTuple):
    """The first words of a text."""

    summary: str
    """The first paragraph that is no greeting, or the entries of the first list; at most 200 characters."""
    sentence: str
    """The first sentence that is no greeting, "" if there is none."""


def first_words(tokens: Sequence[Token]) -> FirstWords:
    """Return the first words of a text as plain text without addresses."""
    blocks = (" ".join(without_greeting(text).split()) for text in _blocks(tokens))
    text = next(filter(None, blocks), "")
    return FirstWords(cut_at_word(text, SUMMARY_LIMIT), first_sentence(text))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words of each paragraph with its lines, and of each list as one text.

    Headings, tables and notes are left out.
    """
    entries: list[str] = []
    left_out = lists = 0
    for index, token in enumerate(tokens):
        if token.type in _LEFT_OUT or token.type in _LEFT_OUT_ENDS:
            left_out += token.nesting
        elif token.type in _LISTS:
            lists += token.nesting
            if not lists:
                yield _BETWEEN_ENTRIES.join(entries)
                entries = []
        elif token.type == "inline" and not left_out and tokens[index - 1].type == "paragraph_open":
            words = _words_of(token)
            if not lists:
                yield words
            elif words.strip():
                entries.append(" ".join(words.split()).rstrip(";.,"))


_LEFT_OUT = frozenset(("heading_open", "table_open", "dl_open", "footnote_block_open"))
_LEFT_OUT_ENDS = frozenset(name.replace("_open", "_close") for name in _LEFT_OUT)
_LISTS = frozenset(f"{kind}_list_{end}" for kind in ("bullet", "ordered") for end in ("open", "close"))


def _words_of(inline: Token) -> str:
    """Return the words of a text; "" if they are only the label of a call-out."""
    if all(child.meta.get(OWN) or not child.content.strip() for child in inline.children or ()):
        return ""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
    )
