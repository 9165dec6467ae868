"""YAML that programs write is read as YAML, and text that only looks like YAML is read as before."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from bulletin.content.frontmatter import Document, KeyNames
from bulletin.content.keys import ITEM, SETTINGS, names
from bulletin.content.top_part import read, read_settings
from bulletin.content.workspace import NOTHING, FileText, source_of
from tests.content.test_top_part import values
from tests.support.examples import examples

KEYS = names(ITEM)
PLAIN_KEYS = KeyNames({"title": "title", "links": "links", "kind": "kind"}, ("links",))
DUMPS = [json.loads(line) for line in (Path(__file__).parent / "yaml_dumps.jsonl").read_text("utf-8").splitlines()]
"""Values, and how npm's yaml 2.9, js-yaml 5.5 and ruamel.yaml 0.19 write them."""
PROGRAMS = ("npm yaml 2", "js-yaml", "ruamel.yaml")


def top(text: str, keys: KeyNames = PLAIN_KEYS) -> Document:
    return read(f"---\n{text}---\nBody.\n", "content/2022-02/x.md", keys)


def cleaned(value: str) -> str:
    """Return a value as the front matter has it: blanks for tabs and no-break spaces, none at the end of a block's line."""
    value = value.translate(dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f"), " ")).rstrip("\n")
    return re.sub(r" +\n", "\n", value)


def read_back(document: Document) -> tuple[str, str]:
    title, first = document.entries["title"].inline, document.entries["links"].lines[0]
    return re.sub(r" +\n", "\n", title.text if title else ""), re.sub(r" +\n", "\n", first.text)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row["value"][:20])
def test_a_value_that_a_program_wrote_is_read_back_equal(row: dict[str, str], program: str) -> None:
    document = top(row[program])
    expected = cleaned(row["value"])
    assert read_back(document) == (expected, expected)
    assert document.entries["kind"].inline is not None
    assert not [problem for problem in document.problems if problem.rule == "STR07"]


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n'\"\\:#-[]{},&*!|>%@`é~?=\U0001f600"),
        st.sampled_from("ab 1"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u00a0\u2007\u202f\u2028\u2029"),
    ),
    min_size=1,
    max_size=300,
).filter(lambda text: cleaned(text).strip() != "" and not re.search("[\ufffe\uffff\u202a-\u202e\u2066-\u2069]", text))
"""A strategy for any text that a value may be."""


def is_split_at_a_dash(text: str) -> bool:
    """Return whether folding the text could put a dash or fence at the start of a line, which would read as a list."""
    return bool(re.search(r"^ *(?:[-–•·*] |[-–—]+$)", text, re.MULTILINE))


@pytest.mark.parametrize("style", [None, "'", '"', "|", ">"])
@examples(60)
@given(value=TEXTS, unicode=st.booleans())
def test_every_text_that_pyyaml_writes_is_read_back_equal(style: str | None, value: str, unicode: bool) -> None:
    text = yaml.dump(
        {"title": value, "links": [value, "x"], "kind": "notice"},
        default_style=style,
        allow_unicode=unicode,
        sort_keys=False,
    )
    text = re.sub(r"""^(["'])(title|links|kind)\1""", r"\2", text, flags=re.MULTILINE)
    assume(style is not None or not is_split_at_a_dash(text.replace("\n- ", "\n")))
    document = top(text)
    expected = cleaned(yaml.safe_load(text)["title"])
    assert cleaned(value) == expected
    assert read_back(document) == (expected, expected)
    assert document.body == "Body.\n"


READ = [
    ("title: 'it''s'", "it's"),
    ('title: "a \\"b\\""', 'a "b"'),
    ('title: "Caf\\u00e9 \\xe9 \\U0001f600 \\ud83d\\ude00"', "Café é 😀 😀"),
    ("title: 'quoted text\n  on two lines'", "quoted text on two lines"),
    ("title: 'two\n\n  paragraphs'", "two\nparagraphs"),
    ('title: "joined \\\n  by a\\\n  \\ backslash"', "joined by a backslash"),
    ("title: >-\n  one\n  two\n\n  three\n    four\n  five", "one two\nthree\n  four\nfive"),
    ("title: |-\n  one\n\n    two: x\n  # three\n  kind: four", "one\n\n  two: x\n# three\nkind: four"),
    ("title: |2-\n    one\n  two", "  one\ntwo"),
    ("title: |\n  a\n  ---\n  b", "a\n---\nb"),
    ("title: 'a\n  ---\n  b'", "a --- b"),
    ("title: 'null'", "null"),
    # These are not YAML, so they are read as before.
    ("title: 'Let's Talk About Race'", "Let's Talk About Race"),
    ('title: "Before you book" matters', '"Before you book" matters'),
    ('title: "Never closed', '"Never closed'),
    ('title: "C:\\dir"', "C:\\dir"),
    ("title: [HOLD] the date", "[HOLD] the date"),
    ('title: ["HOLD"] the date', '["HOLD"] the date'),
    ('title: "a"\n  and b', "a and b"),
    ("title: Null", "Null"),
    ("title: | x", "| x"),
    ("title: *Important*", "*Important*"),
    ("title: |\n  one\n two\nkind: notice", "one\ntwo"),
]


@pytest.mark.parametrize(("written", "meant"), READ)
def test_a_value_is_read_as_yaml_or_as_it_stands(written: str, meant: str) -> None:
    document = top(f"{written}\nlinks: x\n")
    assert values(document)["title"] == meant
    assert document.entries["links"].key == "links"
    assert document.body == "Body.\n"


LISTS = [
    ("links: ['GPs, nurses', midwives]", ("GPs, nurses", "midwives")),
    ("links: [\"a\", b c,\n  'd''e', f\n  g]", ("a", "b c", "d'e", "f g")),
    ("links: []", ()),
    ("links: [ ]", ()),
    ("links:\n- 'a: b'\n- >-\n  c\n  d\n- \"e\\\n  \\ f\"\n- g", ("a: b", "c d", "e f", "g")),
    ("links:\n  - |-\n    a\n    - b\n  - c", ("a\n- b", "c")),
]


@pytest.mark.parametrize(("written", "meant"), LISTS)
def test_a_list_is_read_as_yaml(written: str, meant: tuple[str, ...]) -> None:
    document = top(f"{written}\nkind: notice\n")
    assert values(document)["links"] == meant
    assert document.problems == ()


REFUSED = [
    ("title: null", '2:8: "null" is a program\'s word for nothing. Delete the line, or write "null" with the quotes if it is meant as a word. [STR07]'),
    ("title: ~", '2:8: "~" is a program\'s word for nothing. Delete the line, or write "~" with the quotes if it is meant as a word. [STR07]'),
    ("links:\n- a\n- null", '4:3: "null" is a program\'s word for nothing. Delete the line, or write "null" with the quotes if it is meant as a word. [STR07]'),
    ("title: *id001", '2:8: "*id001" is how a program says that a value stands in two places. Write the value itself in both. [STR07]'),
    ('title: "a\\u202eb"', "2:10: This stands for a hidden character (U+202E). Type the letter or apostrophe itself. [FIL03]"),
    ('title: "a\\0"', "2:10: This stands for a hidden character (U+0000). Type the letter or apostrophe itself. [FIL03]"),
    ("title: '" + "x " * 600 + "'", "2:9: This line has 1,200 characters; 1,000 is the limit. [FIL02]"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sentence"), REFUSED)
def test_yaml_features_without_a_meaning_for_items_are_refused(written: str, sentence: str) -> None:
    assert [str(problem) for problem in top(f"{written}\n").problems] == [f"content/2022-02/x.md:{sentence}"]


def test_a_circulation_line_is_not_read_as_part_of_a_quoted_value() -> None:
    for written in ('title: "a\n  circulation: limited\n  b"\n', "title: |\n  a\n  hold until: March\n"):
        assert [problem.rule for problem in top(written, KEYS).problems] == ["RST04"]


def test_an_open_quote_takes_no_line_that_is_not_indented() -> None:
    document = top('title: "Hello\nkind: notice\nlinks: x"\n')
    assert values(document) == {"title": '"Hello', "kind": "notice", "links": 'x"'}


def test_a_place_is_that_of_the_letter_in_the_file() -> None:
    written = top("title: 'it''s\n   late'\n").entries["title"].inline
    assert written is not None
    assert written.text == "it's late"
    assert [written.place(offset) for offset in (0, 2, 3, 4, 5)] == [(2, 9), (2, 11), (2, 13), (2, 14), (3, 4)]


def test_a_check_never_takes_an_escape_for_the_letters_of_the_file() -> None:
    document = top('title: "Caf\\u00e9 is open"\n')
    source = source_of(FileText("item", document, NOTHING))
    assert [value.text for value in source.values] == ["Caf", " is open"]
    assert all(source.text[value.start : value.end] == value.text for value in source.values)


def test_the_lines_of_the_settings_are_read_as_yaml_too() -> None:
    document = read_settings(
        "acronyms:\n  CDOP: 'child''s\n    panel'\nname: \"a: b\"\n", "bulletin.yml", names(SETTINGS)
    )
    [(name, meaning)] = document.entries["acronyms"].subs
    assert (name.text, meaning.text, values(document)["name"]) == ("CDOP", "child's panel", "a: b")


def test_a_session_that_a_program_folded_is_one_session() -> None:
    document = top("links:\n- 'Cohort 1: Tuesday 12 January 2027, 10am to 11am, and\n  Tuesday 19 January 2027'\n")
    assert [line.closed for line in document.entries["links"].lines] == [True]


@examples(200)
@given(st.text(alphabet="'\"[]|>\\-:,. \na1", max_size=60))
def test_no_text_raises_an_exception_and_every_key_after_it_is_read(text: str) -> None:
    document = top(f"title: {text}\nkind: notice\n")
    rules = {problem.rule for problem in document.problems}
    assert "kind" in document.entries or rules or "\n" in text
