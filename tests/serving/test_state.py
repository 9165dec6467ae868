"""The desk shows the line of a problem, with the word at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.serving.state import excerpt


@pytest.mark.parametrize(
    ("line", "column", "parts"),
    [
        ("A futher line.", 3, ("A ", "futher", " line.")),
        ("A futher line.", 1, ("", "A", " futher line.")),
        ("A  line.", 2, ("A", "  ", "line.")),
        ("end", 4, ("end", "", "")),
        ("", 1, ("", "", "")),
        ("x" * 5 + " " + "y" * 200, 1, ("", "xxxxx", " " + "y" * 59 + "…")),
        ("y" * 200 + " word", 202, ("…" + "y" * 59 + " ", "word", "")),
    ],
)
def test_the_word_at_a_place_is_shown_in_its_line(line: str, column: int, parts: tuple[str, str, str]) -> None:
    assert excerpt(line, column) == parts


@given(line=st.text(max_size=300), column=st.integers(1, 400))
def test_an_excerpt_is_a_part_of_its_line(line: str, column: int) -> None:
    before, at, after = excerpt(line, column)
    assert (before.removeprefix("…") + at + after.removesuffix("…")) in line or "…" in line
