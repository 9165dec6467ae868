"""Regular expressions that are tried only on texts with one of their triggers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.checks import family_news, slips
from bulletin.text.expressions import Expression, compiled

ROWS = [
    *((news.words.pattern, news.words.triggers) for news in family_news._NEWS),
    *((kind.pattern.pattern, kind.triggers) for kind in slips._SLIPS if kind.triggers),
]


@pytest.mark.parametrize(("pattern", "triggers"), ROWS)
def test_each_match_of_a_table_has_a_trigger(pattern: str, triggers: tuple[str, ...]) -> None:
    @settings(max_examples=10, deadline=None)
    @given(st.from_regex(re.compile(pattern, re.ASCII)))
    def has_trigger(text: str) -> None:
        assert any(trigger in text for trigger in triggers)

    has_trigger()


@pytest.mark.parametrize(("text", "matches"), [("a red apple, an apple", ["apple", "apple"]), ("a pear", [])])
def test_an_expression_finds_every_match(text: str, matches: list[str]) -> None:
    assert [match[0] for match in Expression("[a-z]pple", ("pple",)).finditer(text)] == matches


def test_a_text_without_a_trigger_is_not_searched() -> None:
    assert not list(Expression("apple", ("pear",)).finditer("an apple"))


def test_an_expression_is_compiled_once() -> None:
    assert compiled("ap+le") is compiled("ap+le")
