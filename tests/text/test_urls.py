"""Addresses lose parameters that track who clicked, and nothing else; cleaning is idempotent."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.text.urls import AddressRows, fits, parents, untracked

TRACKING = (("utm_*",), ("fbclid",), ("gclid",), ("si", "youtu.be"))

CLEANED = [
    ("https://a.org/?utm_source=x", "https://a.org/"),
    ("https://a.org/?a=1&utm_source=x&b=2", "https://a.org/?a=1&b=2"),
    ("https://a.org/?a=1&amp;fbclid=x&amp;b=2", "https://a.org/?a=1&amp;b=2"),
    ("https://a.org/?fbclid=1&amp;a=1&gclid=2", "https://a.org/?a=1"),
    ("https://a.org/?fbclid=1#/view?gclid=2", "https://a.org/#/view?gclid=2"),
    ("https://a.org/#/view?gclid=2", "https://a.org/#/view?gclid=2"),
    ("https://a.org/?fbclid=1#", "https://a.org/#"),
    ("HTTPS://A.org/?fbclid=1", "HTTPS://A.org/"),
    ("https://youtu.be/a?si=2&t=1", "https://youtu.be/a?t=1"),
    ("https://a.org/?si=2", "https://a.org/?si=2"),
    ("https://[a.org/?fbclid=1", "https://[a.org/?fbclid=1"),
    ("https://a.org/?", "https://a.org/?"),
    ("https://a.org/?fbclid=1\t", "https://a.org/?fbclid=1\t"),
    ("https://a.org/\x7f?fbclid=1", "https://a.org/\x7f?fbclid=1"),
]


@pytest.mark.parametrize(("url", "clean"), CLEANED)
def test_tracking_parameters_are_removed_and_all_else_stays(url: str, clean: str) -> None:
    assert untracked(url, TRACKING) == clean


PIECES = st.sampled_from(
    ["https://", "HTTP://", "a.org", "youtu.be", "[::1]", ":80", "@", "/", "/Path", "?", "#", "&", "&amp;", "=", ";", "%20", "%", "+",
     "fbclid", "fbclid=1", "gclid=2", "utm_a=b", "utm_", "si=3", "a=1", "?fbclid=1", "#?gclid=2", "\t", "\n", " ", "é", "x"]
)  # fmt: skip
URLS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40)
PARTS = re.compile(r"([^?#]*)(?:\?([^#]*))?(#.*)?", re.DOTALL)
"""Matches an address: all before the query, the query, and the fragment with its `#` (RFC 3986, appendix B)."""


@given(URLS | st.tuples(st.just("https://a.org/?"), URLS).map("".join))
@example("https://a.org/?fbclid=1#/view?gclid=2")
@example("https://a.org/?\tfbclid=1#?fbclid=1")
@example("https://a.org/?fbclid=1&amp;a&gclid=2")
@example("?fbclid=1\t")
def test_cleaning_is_idempotent_and_only_leaves_out_parameters(url: str) -> None:
    clean = untracked(url, TRACKING)
    assert untracked(clean, TRACKING) == clean
    before, after = PARTS.fullmatch(url), PARTS.fullmatch(clean)
    assert before
    assert after
    assert (after[1], after[3]) == (before[1], before[3])
    parameters = iter(_split(before[2]))
    assert all(parameter in parameters for parameter in _split(after[2]))


def _split(query: str | None) -> list[str]:
    return re.split("&(?:amp;)?", query) if query else []


PATTERNS = st.lists(
    st.sampled_from(["a.org", "b.a.org", "/", "/x", "*", "?u=", "key=", ".", "x"]), min_size=1, max_size=5
)
ADDRESSES = st.lists(st.sampled_from(["a.org", "b.a.org", "/", "/x", "?u=", "key=", ".", "x", "y"]), max_size=6)


@given(st.lists(PATTERNS.map("".join), max_size=8), ADDRESSES.map("".join))
def test_the_rows_looked_up_for_an_address_have_every_row_that_matches_it_in_order(
    patterns: list[str], address: str
) -> None:
    rows = AddressRows([(pattern, str(number)) for number, pattern in enumerate(patterns)])
    candidates = rows.candidates(address)
    assert candidates == [row for row in rows.all if row in candidates]
    assert {row for row in rows.all if fits(address, row[0]) and not row[0].endswith("=")} <= set(candidates)


def test_a_row_of_a_parameter_is_looked_up_by_its_name() -> None:
    rows = AddressRows([("key=", "why"), ("a.org/*", "other"), ("token=", "why")])
    assert rows.candidates("b.org/?token=1", ["token"]) == [("token=", "why")]
    assert rows.candidates("a.org/", ["key"]) == [("key=", "why"), ("a.org/*", "other")]


def test_the_parent_domains_of_a_host_are_listed_nearest_first() -> None:
    assert list(parents("a.nhs.uk")) == ["a.nhs.uk", "nhs.uk", "uk"]
    assert list(parents("")) == []
