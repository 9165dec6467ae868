"""A bare address in a text becomes a link whose words are the address."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.markdown import MarkdownText, parse
from bulletin.model import Prose


def prose(text: str) -> Prose:
    return parse(MarkdownText(text)).prose


LINKED = [
    ("The plan is at https://www.gov.example.org/our-plan.", "https://www.gov.example.org/our-plan"),
    ("See https://example.org/a_b_c?x=1&y=2*3, please.", "https://example.org/a_b_c?x=1&y=2*3"),
    ("(http://example.org/)", "http://example.org/"),
    ("- https://example.org/list", "https://example.org/list"),
    ("# At https://example.org/heading", "https://example.org/heading"),
    ("|a|\n|-|\n|https://example.org/cell|", "https://example.org/cell"),
    ("Go to www.example.org now.", "https://www.example.org"),
    ("See https://example.org/page_(area). It is new.", "https://example.org/page_(area)"),
    ("(See https://example.org/page_(area)).", "https://example.org/page_(area)"),
    ("(See https://example.org/a), or ask.", "https://example.org/a"),
    ("See https://example.org/?f[0]=x&g[]=y.", "https://example.org/?f[0]=x&g[]=y"),
    ("Read https://example.org/a[the plan] now.", "https://example.org/a"),
    ("**https://example.org/bold**", "https://example.org/bold"),
    ("See https://example.org/_layouts/15/Doc_.aspx now.", "https://example.org/_layouts/15/Doc_.aspx"),
    ("See https://example.org/__x__/_y_/*z*/a now.", "https://example.org/__x__/_y_/*z*/a"),
    ("*See https://example.org/~a~/~~b~~/c_d_ now.*", "https://example.org/~a~/~~b~~/c_d_"),
    ("**New: www.example.org/_a_/b**", "https://www.example.org/_a_/b"),
]


@pytest.mark.parametrize(("text", "url"), LINKED)
def test_a_bare_address_is_a_link(text: str, url: str) -> None:
    [link] = html5lib.parseFragment(prose(text).page, namespaceHTMLElements=False).iter("a")
    assert link.get("href") == url
    assert "".join(link.itertext()) in text


@pytest.mark.parametrize(
    "text", ["[https://example.org/a](https://example.org/a)", "<https://example.org/a>", "`https://example.org/a`", "a@www.x.org",
     "https://example.org/*a*, b"]
)  # fmt: skip
def test_a_link_and_code_stay_as_they_are(text: str) -> None:
    assert prose(text).page.count("<a ") == text.startswith(("[", "<"))


PIECES = st.sampled_from(["https://a.org/", "www.b.org", " ", "b", ".", "(", ")", "a_b", "&", "\n", "'", "é"])


@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_reader_sees_the_same_words_with_the_links(text: str) -> None:
    rendered = prose(text)
    page = html5lib.parseFragment(rendered.page, namespaceHTMLElements=False)
    words = "".join("".join(page.itertext()).split())
    assert words == "".join(re.sub(r" <https://www\.[^>]*>", "", rendered.text).split())
