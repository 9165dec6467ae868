"""Written items are read back equal, by Bulletin and by YAML."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.frontmatter import KeyNames
from bulletin.content.top_part import read
from bulletin.content.writing import Written, write_item, write_value
from tests.content.test_yaml_values import TEXTS
from tests.support.examples import examples

KEYS = KeyNames({name: name for name in ("title", "kind", "links", "summary", "sessions")}, ("links", "sessions"))
VALUES = TEXTS.map(lambda text: text.translate(dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")).rstrip("\n")).filter(
    bool
)


def read_item(text: str) -> tuple[dict[str, Written], str]:
    document = read(text, "x.md", KEYS)
    values: dict[str, Written] = {
        key: entry.inline.text if entry.inline else [line.text for line in entry.lines]
        for key, entry in document.entries.items()
    }
    return values, document.body


@examples(300)
@given(
    values=st.fixed_dictionaries({"title": VALUES, "links": st.lists(VALUES, min_size=1, max_size=3)}),
    body=st.sampled_from(["", "Text.\n", "---\nText\n---\n", "title: x\n"]),
)
def test_a_written_item_is_read_back_equal(values: dict[str, Written], body: str) -> None:
    assert read_item(write_item(values, body)) == (values, body)


@examples(200)
@given(st.fixed_dictionaries({"title": VALUES, "links": st.lists(VALUES, min_size=1, max_size=3)}))
def test_yaml_reads_a_written_item_equal(values: dict[str, Written]) -> None:
    text = write_item({**values, "kind": "notice"}, "")
    if "\x85" not in text:
        top = "\n".join(text.split("\n")[1:-2])
        assert yaml.load(top, yaml.BaseLoader) == {**values, "kind": "notice"}


WRITTEN = [
    ("What is new in March", "What is new in March"),
    ("Learning from reviews: neglect", "'Learning from reviews: neglect'"),
    ('What\'s new: "values"', "'What''s new: \"values\"'"),
    ("Cohort #4 and more", "'Cohort #4 and more'"),
    ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
    ("Tuesday 12 January 2027, 10am to 11:30am", "Tuesday 12 January 2027, 10am to 11:30am"),
    ("03442550623", "'03442550623'"),
    ("9:30", "'9:30'"),
    ("20", "20"),
    ("yes", "yes"),
    ("null", "'null'"),
    ("|", "'|'"),
    ("one\ntwo: x", "|-\n  one\n  two: x"),
    ("one\n\ntwo", '"one\\n\\ntwo"'),
]


@pytest.mark.parametrize(("value", "written"), WRITTEN)
def test_values_are_quoted_only_where_yaml_needs_it(value: str, written: str) -> None:
    assert write_value(value) == written


def test_empty_values_are_not_written() -> None:
    text = write_item({"title": "x", "summary": "", "links": ["", "a"], "sessions": []}, "Body.\n")
    assert re.findall(r"^.*$", text, re.MULTILINE)[:6] == ["---", "title: x", "links:", "  - a", "---", "Body."]
