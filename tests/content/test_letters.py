"""The parser that asks its rules by letter says what the parser that asks every rule says."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bulletin.content import letters, spots


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


EVERY, BY_LETTER, WATCHED = _parser(), _parser(), _parser()
letters.ask_by_letter(BY_LETTER)
spots.watch(WATCHED)
letters.ask_by_letter(WATCHED)

PIECES = (
    "word", " ", "  ", "    ", "\t", "\n", "\n\n", "#", "## ", "-", "- ", "+ ", "* ", "1. ", "2) ", ">", "> ", "*", "**", "_",
    "`", "```", "~~~", "---", "===", "***", "|", "| a | b |\n|---|---|\n", "[", "]", "(", ")", "[a](https://b.c)", "[a]: /b",
    "!", "![a](b.png)", "<", ">", "<b>", "<div>", "<!-- a -->", "<https://a.b>", "&", "&amp;", "&#8211;", "\\", "\\*", "\u00a0", "\r", "\r\n", "\0",
)  # fmt: skip


def _said(parser: MarkdownIt, text: str) -> list[Mapping[str, object]]:
    tokens = parser.parse(text)
    for token in tokens:
        token.meta = {}
        for child in token.children or ():
            child.meta = {}
    return [token.as_dict() for token in tokens]


TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_no_token_differs_from_those_of_a_parser_that_asks_every_rule(text: str) -> None:
    assert _said(BY_LETTER, text) == _said(EVERY, text)


@given(TEXTS)
def test_a_parser_that_notes_places_finds_the_same_tokens(text: str) -> None:
    assert _said(WATCHED, text) == _said(EVERY, text)


def test_every_rule_that_is_named_is_the_parsers() -> None:
    assert set(letters.BLOCKS) <= set(EVERY.get_all_rules()["block"])
    assert set(letters.WHOLE) <= set(EVERY.get_all_rules()["core"])
    assert set(letters.INLINES) <= set(EVERY.get_all_rules()["inline"])
