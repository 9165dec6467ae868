"""The parser as it is set up, quicker in several ways, says what the parser says that asks every rule for every letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bulletin.content import letters, links, positions, tags


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


EVERY, BY_LETTER, AT_ONE_LOOK, WATCHED = _parser(), _parser(), _parser(), _parser()
letters.ask_by_letter(BY_LETTER)
links.look_once(AT_ONE_LOOK)
positions.watch(WATCHED)
letters.ask_by_letter(WATCHED)
links.look_once(WATCHED)

PIECES = (
    "word", " ", "  ", "    ", "\t", "\n", "\n\n", "#", "## ", "-", "- ", "+ ", "* ", "1. ", "2) ", ">", "> ", "*", "**", "_",
    "`", "```", "~~~", "---", "===", "***", "|", "| a | b |\n|---|---|\n", "[", "]", "(", ")", "[a](https://b.c)", "](", "](/b ", "\"t\")", "<a b>)", "[a]: /b",
    "!", "![a](b.png)", "<", ">", "<b>", "<div>", "<!-- a -->", "<https://a.b>", "&", "&amp;", "&#8211;", "\\", "\\*", "\u00a0", "\r", "\r\n", "\0",
)  # fmt: skip


def _said(parser: MarkdownIt, text: str) -> list[Mapping[str, object]]:
    tokens = parser.parse(text)
    _forget_notes(tokens)
    return [token.as_dict() for token in tokens]


def _forget_notes(tokens: Iterable[Token]) -> None:
    for token in tokens:
        token.meta = {}
        _forget_notes(token.children or ())


TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_no_token_differs_from_those_of_a_parser_that_asks_every_rule(text: str) -> None:
    assert _said(BY_LETTER, text) == _said(EVERY, text)


@given(TEXTS)
def test_links_found_at_one_look_are_the_same(text: str) -> None:
    assert _said(AT_ONE_LOOK, text) == _said(EVERY, text)


@given(TEXTS)
def test_tags_that_are_written_at_once_are_the_same(text: str) -> None:
    tokens = EVERY.parse(text)
    assert tags.Renderer(EVERY).render(tokens, EVERY.options, {}) == EVERY.renderer.render(tokens, EVERY.options, {})


@given(TEXTS)
def test_a_parser_that_notes_places_finds_the_same_tokens(text: str) -> None:
    assert _said(WATCHED, text) == _said(EVERY, text)


def test_every_rule_that_is_named_is_the_parsers() -> None:
    assert set(letters.BLOCKS) <= set(EVERY.get_all_rules()["block"])
    assert set(letters.WHOLE) <= set(EVERY.get_all_rules()["core"])
    assert set(letters.INLINES) <= set(EVERY.get_all_rules()["inline"])
