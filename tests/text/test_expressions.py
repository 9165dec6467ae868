"""Regular expressions are compiled once, and only when a text has one of their triggers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.checks import news_words
from bulletin.text.expressions import compiled, has_any
from tests.support.examples import examples


@pytest.mark.parametrize(
    ("text", "triggers", "has"), [("a red apple", ("pear", "red"), True), ("a pear", ("red",), False)]
)
def test_a_text_with_one_of_the_triggers_is_searched(text: str, triggers: tuple[str, ...], has: bool) -> None:
    assert has_any(text, triggers) is has


def test_an_expression_is_compiled_once() -> None:
    assert compiled("ap+le") is compiled("ap+le")


@pytest.mark.parametrize("news", news_words.NEWS, ids=lambda news: news.words[:20])
def test_each_match_of_the_table_of_news_has_a_trigger(news: news_words.News) -> None:
    @examples(10)
    @given(st.from_regex(re.compile(news.words, re.ASCII)))
    def has_trigger(text: str) -> None:
        assert has_any(text, news.triggers.split(","))

    has_trigger()
