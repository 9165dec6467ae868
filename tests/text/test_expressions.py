"""Regular expressions that are compiled when a text may match them."""

from __future__ import annotations

import pytest

from bulletin.text.expressions import compiled, has_any


@pytest.mark.parametrize(
    ("text", "triggers", "has"), [("a red apple", ("pear", "red"), True), ("a pear", ("red",), False)]
)
def test_a_text_with_one_of_the_triggers_is_searched(text: str, triggers: tuple[str, ...], has: bool) -> None:
    assert has_any(text, triggers) is has


def test_an_expression_is_compiled_once() -> None:
    assert compiled("ap+le") is compiled("ap+le")
