"""The rules are as exact as docs/precision.md says, over lines that are wrong and lines that only look wrong."""

from __future__ import annotations

from functools import cache

from bulletin.checks.run import BY_ID
from tests.checks import precision
from tests.support.values import ROOT

STRICT = ("privacy", "circulation", "dates")


@cache
def judged() -> list[tuple[precision.Line, frozenset[str]]]:
    return list(precision.judged(precision.lines()))


def test_the_corpus_has_a_hundred_lines_of_each_kind_and_only_rules_that_exist() -> None:
    corpus = precision.lines()
    wrong = sum(line.wrong for line in corpus)
    assert (wrong >= 100, len(corpus) - wrong >= 100) == (True, True)
    assert {line.rule for line in corpus} <= set(BY_ID)
    assert len({(line.rule, line.text) for line in corpus}) == len(corpus)


def test_precision_and_recall_are_those_of_the_document() -> None:
    assert precision.table(precision.scores(judged())) in (ROOT / "docs" / "precision.md").read_text("utf-8")


def test_no_group_is_less_exact_than_it_must_be() -> None:
    for row in precision.scores(judged()):
        precise, recalled = (1.0, 1.0) if row.group in STRICT else (0.95, 0.9)
        assert (row.precision >= precise, row.recall >= recalled) == (True, True), row


def test_a_rule_that_fires_on_the_wrong_lines_lowers_the_numbers() -> None:
    line = precision.Line(1, "DAT01", wrong=False, text="x")
    other = precision.Line(2, "DAT01", wrong=True, text="y")
    [row] = precision.scores([(line, frozenset({"DAT01"})), (other, frozenset())])
    assert (row.precision, row.recall) == (0.0, 0.0)
