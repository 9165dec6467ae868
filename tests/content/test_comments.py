"""Removing the comments of editors changes nothing else in a text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.content.comments import without_comments

PIECES = st.sampled_from(["<!--", "-->", "<!-->", "a", " ", "\n", "-", "<!", ">"])


@given(st.lists(PIECES, max_size=20).map("".join))
@example("a <!-- b --> c <!-- d")
@example("<!--<!-- a --> b -->")
def test_a_comment_ends_at_its_first_end_mark_and_one_without_an_end_mark_stays(text: str) -> None:
    assert without_comments(text) == re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
