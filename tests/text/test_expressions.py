"""Regular expressions are compiled once, and searched for only in a text that has one of the texts that they need."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.checks import (
    apostrophes,
    circulation,
    contacts,
    empty_places,
    family_news,
    grammar,
    links,
    mistaken_words,
    near_days,
    news_words,
    privacy,
    wording,
)
from bulletin.checks.word_lists import WORD
from bulletin.checks.wrong_words import WrongWords
from bulletin.text.expressions import Expression, RowsByNeed, compiled, has_any
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


WRONG_WORDS = {
    f"{module.__name__.rpartition('.')[2]}-{number}": row
    for module in (apostrophes, grammar, mistaken_words)
    for number, row in enumerate(module._ROWS)
}


@pytest.mark.parametrize("name", WRONG_WORDS)
def test_each_match_of_the_tables_of_wrong_words_has_what_its_row_needs(name: str) -> None:
    row: WrongWords = WRONG_WORDS[name]
    row_pairs = {tuple(pair.split(" ")) for pair in row.pairs}
    letters = st.characters(codec="ascii" if row.pattern.isascii() else "utf-8")

    @examples(4)
    @given(st.from_regex(row.pattern, alphabet=letters))
    def has_need(text: str) -> None:
        match = re.search(row.pattern, text)
        assert match
        if row.pairs:
            assert not row_pairs.isdisjoint(pairwise(WORD.findall(match[0])))
        else:
            assert has_any(text, row.needs)

    has_need()


def test_rows_are_for_a_text_that_has_one_of_their_needs_and_keep_their_order() -> None:
    rows = RowsByNeed([("pears", ("pear", "perry")), ("all", ()), ("red", ("red", "pear"))])
    assert rows.of("a perry") == ["pears", "all"]
    assert rows.of("a red pear") == ["pears", "all", "red"]
    assert rows.of("a plum") == ["all"]


def test_an_expression_finds_what_re_finds() -> None:
    expression = Expression("(?P<word>P)e+ar", re.IGNORECASE, needs=("ear", "EAR"))
    text = "a pear, a peear and a plum"
    pattern = re.compile(expression.pattern, re.IGNORECASE)
    assert [match.span() for match in expression.finditer(text)] == [match.span() for match in pattern.finditer(text)]
    first, other = expression.search(text), expression.search("PEAR")
    assert [match and match["word"] for match in (first, other)] == ["p", "P"]
    assert expression.search("a plum") is None
    assert list(expression.finditer("a plum")) == []


def expressions_with_needs() -> dict[str, Expression]:
    """Return each expression of the rules that has needs, by its name."""
    modules = (circulation, contacts, empty_places, family_news, links, near_days, privacy, wording)
    values = [(name, value) for module in modules for name, value in vars(module).items()]
    several = [(name, each) for name, value in values for each in (value if isinstance(value, tuple) else (value,))]
    return {f"{name}-{number}": each for number, (name, each) in enumerate(several) if isinstance(each, Expression)}


EXPRESSIONS = expressions_with_needs()


def test_rules_have_expressions_with_needs() -> None:
    assert len(EXPRESSIONS) > 10


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_each_match_of_an_expression_has_what_it_needs(name: str) -> None:
    expression = EXPRESSIONS[name]

    @examples(10)
    @given(st.from_regex(re.compile(expression.pattern, expression.flags | re.ASCII)))
    def has_need(text: str) -> None:
        assert has_any(text, expression.needs)

    has_need()


@pytest.mark.parametrize("pattern", contacts.WORDS, ids=lambda pattern: pattern[:20])
def test_each_place_that_sends_readers_to_somebody_has_a_word_that_it_needs(pattern: str) -> None:
    @examples(10)
    @given(st.from_regex(re.compile(pattern, re.ASCII)))
    def has_word(text: str) -> None:
        assert not contacts.WORDS[pattern].isdisjoint(re.findall("[a-z]+", text.lower()))

    has_word()


@examples(30)
@given(st.from_regex(re.compile(near_days.NEAR_DAY, re.ASCII)))
def test_each_day_without_its_date_has_a_word_that_it_needs(text: str) -> None:
    assert not near_days.NEAR_WORDS.isdisjoint(re.findall("[a-z]+", text))
