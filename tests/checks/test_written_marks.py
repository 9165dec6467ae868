"""The addresses and marks that editors wrote are recognised in built files, however long the archive is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.checks.built_html import marks_of

TEXTS = st.lists(
    st.sampled_from(["http://a.org", "HTTP://b.org", "/x", ")", "[b](", " ", "{{", "%}", "\n", "é"]), max_size=9
)


@given(
    st.lists(TEXTS.map("".join), max_size=4),
    st.sampled_from(["http://a.org", "http://a.org/x", "HTTP://b.org", "http://c.org"]),
)
def test_an_address_is_known_where_it_stands_in_a_text(texts: list[str], url: str) -> None:
    written = marks_of(texts)
    assert written.has(url) == any(url in text for text in texts)
    assert written.marks == {
        mark for mark in ("{{", "}}", "{%", "%}", "{#", "#}") if any(mark in text for text in texts)
    }


def test_long_addresses_are_compared_by_their_beginnings() -> None:
    written = marks_of([f"See http://example.org/{'a' * 5_000}."])
    assert written.has(f"http://example.org/{'a' * 5_000}")
    assert not written.has("http://example.org/b")


def test_a_text_of_nothing_but_addresses_takes_memory_for_a_few_hundred_letters_of_each() -> None:
    written = marks_of(["http://" * 20_000])
    assert sum(map(len, written.addresses)) < 60_000
