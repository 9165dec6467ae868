"""Each row of the tables of wrong words and slips has an example in the tests of its rule."""

from __future__ import annotations

import re

import pytest

from bulletin.checks import apostrophes, grammar, mistaken_words, slips
from tests.checks import test_apostrophes, test_grammar, test_mistaken_words, test_slips

TABLES = {
    "TXT21": (mistaken_words._ROWS, test_mistaken_words.KINDS),
    "TXT24": (grammar._ROWS, test_grammar.KINDS),
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
