"""Each row of wrong words and slips has an example in the tests of its rule, and words are named by one rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.checks import apostrophes, grammar, missing_words, mistaken_words, slips
from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks import test_apostrophes, test_grammar, test_missing_words, test_mistaken_words, test_slips
from tests.checks.kinds import OF_WORDS
from tests.support.folders import SETTINGS, make_content

TABLES = {
    "TXT21": (mistaken_words._ROWS, test_mistaken_words.KINDS),
    "TXT24": ((*grammar._ROWS, *missing_words._ROWS), test_grammar.KINDS | test_missing_words.KINDS),
    "TXT25": (apostrophes._ROWS, test_apostrophes.KINDS),
    "TXT18": (slips._SLIPS, test_slips.KINDS),
}
"""Rule → its rows, and the lines on which its tests say that it speaks and that it does not."""


@pytest.mark.parametrize("rule", TABLES)
def test_every_row_is_met_by_a_line_of_the_tests(rule: str) -> None:
    rows, kinds = TABLES[rule]
    as_typed = "\n\n".join(line for wrong, _ in kinds.values() for line in wrong) + "\n"
    text = as_typed if rule == "TXT18" else as_typed.lower()  # The other rules search in small letters.
    assert [row.pattern for row in rows if not re.search(row.pattern, text)] == []


def rules_of(folder: Path, line: str, settings: str = "") -> list[str]:
    """Return the rules of wrong words that speak of a line, once for each of their sentences."""
    item = f"---\ntitle: An example\n---\n{line}\n"
    problems = check(read(make_content(folder, {"2022-02/week.md": item, "bulletin.yml": f"{SETTINGS}{settings}"})))
    return [problem.rule for problem in problems if problem.rule in OF_WORDS]


@pytest.mark.parametrize(
    "line",
    ["Its not easy.", "If your not sure, ring us.", "It maybe needed later.", "We talk of mental heath.", "Tea will held at noon.", "Use the childrens door."],
)  # fmt: skip
def test_words_that_several_rules_list_are_named_once(tmp_path: Path, line: str) -> None:
    assert len(rules_of(tmp_path, line)) == 1


def test_another_rule_names_the_words_if_the_first_is_turned_off(tmp_path: Path) -> None:
    assert rules_of(tmp_path / "on", "Its not easy.") == ["TXT21"]
    assert rules_of(tmp_path / "off", "Its not easy.", "checks:\n  TXT21: off\n") == ["TXT24"]
