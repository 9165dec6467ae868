"""The top part of a file is read as an editor means it, and unreadable lines are reported at their places."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bulletin.content.frontmatter import Document, KeyNames
from bulletin.content.keys import ITEM, SETTINGS, names
from bulletin.content.top_part import MOST_LINES, VALUE_LIMIT, read, read_settings
from tests.support.examples import examples

KEYS = names(ITEM)


def top(*lines: str, end: str = "\n") -> Document:
    return read(end.join(["---", *lines, "---", "Body."]), "content/2022-02/x.md", KEYS)


def values(document: Document) -> dict[str, object]:
    return {
        key: entry.inline.text if entry.inline else tuple(line.text for line in entry.lines)
        for key, entry in document.entries.items()
    }


ACCEPTED = [
    ("title: Learning from SARs: Self Neglect", {"title": "Learning from SARs: Self Neglect"}),
    ("title: Cohort #4 [HOLD] *now*", {"title": "Cohort #4 [HOLD] *now*"}),
    ("Circulation-Note: Not for forwarding", {"circulation note": "Not for forwarding"}),
    ("phone:03442550623", {"phone": "03442550623"}),
    ("summary: long\n  second line: still", {"summary": "long second line: still"}),
    # Values that plain YAML reads as something else or refuses.
    ("title: Learning from Safeguarding Adult Reviews: Self Neglect",
     {"title": "Learning from Safeguarding Adult Reviews: Self Neglect"}),
    ("phone: 03442550623", {"phone": "03442550623"}),
    ("time: 9:30", {"time": "9:30"}),
    ("time: 12:00", {"time": "12:00"}),
    ("time: 12.00", {"time": "12.00"}),
    ("time: 9.30", {"time": "9.30"}),
    ("level: 010", {"level": "010"}),
    ("section: Yes", {"section": "Yes"}),
    ("areas: NO", {"areas": "NO"}),
    ("title: Cohort #4 places", {"title": "Cohort #4 places"}),
    ("title: Safer Recruitment # cohort 4", {"title": "Safer Recruitment # cohort 4"}),
    ("published: 2022-02-30", {"published": "2022-02-30"}),
    ("title: 'Let's Talk About Race'", {"title": "Let's Talk About Race"}),
    ("title: *Important*", {"title": "*Important*"}),
    ("contact: @x", {"contact": "@x"}),
    ("title: [HOLD] the date", {"title": "[HOLD] the date"}),
    ("level: > 85%", {"level": "> 85%"}),
    ("title: - Self Neglect", {"title": "- Self Neglect"}),
    ("title:Self Neglect", {"title": "Self Neglect"}),
    ("title: Null", {"title": "Null"}),
    ("a&a: 1", None),
    ("title: &a *a", {"title": "&a *a"}),
    ("title: !!python/object:x", {"title": "!!python/object:x"}),
    ("title: {a: b}", {"title": "{a: b}"}),
    ('title: "Quoted: yes"', {"title": "Quoted: yes"}),
    ('title: "Before you book" matters', {"title": '"Before you book" matters'}),
    ("for:\n\t- GPs\n\u00a0\u00a0- midwives", {"for": ("GPs", "midwives")}),
    ("for:\n- GPs\n· midwives\n• nurses\n* doctors\n– others", {"for": ("GPs", "midwives", "nurses", "doctors", "others")}),
    ("sessions:\n  23 February 2022\n  25 March 2022", {"sessions": ("23 February 2022", "25 March 2022")}),
    ("sessions:\n  - 23 February 2022,\n    10am to 11am", {"sessions": ("23 February 2022, 10am to 11am",)}),
    ("sessions: 23 February 2022\n  - 25 March 2022", {"sessions": ("23 February 2022", "25 March 2022")}),
    ("support: |\n  one\n  # two", {"support": "one\n# two"}),
    ("# a comment\ntitle: x\n   # another", {"title": "x"}),
    ("title: x\n  for: GPs", {"title": "x", "for": "GPs"}),
    ("delivered by: NSPCC", {"presenter": "NSPCC"}),
    ("title:", {"title": ()}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [row for row in ACCEPTED if row[1] is not None])
def test_a_line_is_read_as_it_is_meant(written: str, meant: dict[str, object]) -> None:
    document = top(*written.split("\n"))
    assert values(document) == meant
    assert document.problems == ()


REFUSED = [
    ("---\npresentr: NSPCC\n---\n", '2:1: "presentr": did you mean "presenter"? [STR07]'),
    ("---\ntitle: a\ntitle: b\n---\n", '3:1: "title" is written twice, on lines 2 and 3. Keep one. [STR07]'),
    ("---\npresenter: a\n  speaker: b\n---\n", '3:3: "presenter" is written twice, on lines 2 and 3. Keep one. [STR07]'),
    (
        "---\nTraining in March\n---\n",
        '2:1: I do not understand this line: "Training in March". '
        "Write a key, a colon, a space and a value. [STR07]",
    ),
    ("Training in March\n", "1:1: I cannot find the --- lines at the top of this file, so I cannot tell who may see it. Write --- on the first line, the keys below it, and --- below them. [RST06]"),
    ("", "1:1: I cannot find the --- lines at the top of this file, so I cannot tell who may see it. Write --- on the first line, the keys below it, and --- below them. [RST06]"),
    ("\n\n---\ntitle: x\n", "3:1: The --- line that ends the top part is missing. Add it below the last key. [RST06]"),
    ("---\nreply by: 4 March 2022\n---\n", '2:1: I do not know the key "reply by". Write "act by:" for the day by which readers must act, or "show until:" for the last day that it is news. [STR07]'),
    ("---\nqwertyuiop: x\n---\n", '2:1: I do not know the key "qwertyuiop". Remove the line, or use a key of this kind of file. [STR07]'),
    ("---\ntitle: " + "x" * 1001 + "\n---\n", "2:8: This line has 1,001 characters; 1,000 is the limit. [FIL02]"),
    ("---\ntitle: " + "x" * 100_000 + "\n---\n", "2:1: This line has 100,007 characters; 1,000 is the limit. [FIL02]"),
    (
        "---\ntitle: " + "x" * 600 + "\n  " + "y" * 600 + "\n---\n",
        "2:8: This value has 1,201 characters; 1,000 is the limit. [FIL02]",
    ),
    ("---\ntitle: a\n  - b\n---\n", '2:8: "title" has a value on its line and a list below it. Put all of it into the list. [STR07]'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sentence"), REFUSED)
def test_unreadable_text_is_reported_with_its_place(written: str, sentence: str) -> None:
    document = read(written, "x.md", KEYS)
    assert [str(problem) for problem in document.problems] == [f"x.md:{sentence}"]


@pytest.mark.parametrize("fence", ["---", "-----", "–––", "—", "-–-", "---   ", "\u00a0---"])
def test_a_fence_may_have_the_dashes_that_word_makes_of_it(fence: str) -> None:
    document = read(f"\n{fence}\ntitle: x\n{fence}\nBody", "x.md", KEYS)
    assert (values(document), document.body, document.body_line) == ({"title": "x"}, "Body", 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read_the_same(end: str) -> None:
    document = top("title: x", "for: GPs", end=end)
    assert (values(document), document.body) == ({"title": "x", "for": "GPs"}, "Body.")


def test_a_value_of_several_lines_has_the_place_of_each_line() -> None:
    written = top("title: one", "    two").entries["title"].inline
    assert written is not None
    assert written.text == "one two"
    assert [written.place(offset) for offset in (0, 2, 4, 6)] == [(2, 8), (2, 10), (3, 5), (3, 7)]


def test_sub_lines_have_a_name_and_a_value() -> None:
    document = read_settings(
        "---\nacronyms:\n  CDOP: child death: overview\nname: x\n", "bulletin.yml", names(SETTINGS)
    )
    [(name, meaning)] = document.entries["acronyms"].subs
    assert (name.text, meaning.text, meaning.place(0)) == ("CDOP", "child death: overview", (3, 9))
    assert document.problems == ()


def test_a_line_separator_is_read_as_text() -> None:
    assert values(top("title: a\u2028b")) == {"title": "a\u2028b"}


@examples(400)
@given(st.text(alphabet=st.one_of(st.sampled_from("-–—: \n\r\t#|\"'[]•·*ab"), st.characters()), max_size=80))
def test_no_text_raises_an_exception_and_no_line_is_silently_dropped(text: str) -> None:
    document = read(text, "x.md", KEYS)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)
    whole = read(f"---\n{text}\n---\n", "x.md", KEYS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written_lines = [line for line in lines if line.strip(" \t\u00a0\u2007\u202f")]
    comments = [
        line
        for line in written_lines
        if line.translate(str.maketrans("\t\u00a0\u2007\u202f", "    ")).lstrip().startswith("#")
    ]
    assert (
        not written_lines
        or whole.entries
        or whole.problems
        or whole.body.strip()
        or len(comments) == len(written_lines)
        or _fences(written_lines)
    )


def _fences(lines: list[str]) -> bool:
    return any(set(line.strip()) <= set("-–— \t\u00a0\u2007\u202f") for line in lines)


MARKED = [
    (">", "Training for leads in the region"),
    (">-", "Training for leads in the region"),
    (">+", "Training for leads in the region"),
    ("|", "Training for leads\nin the region"),
    ("|-", "Training for leads\nin the region"),
    ("|+", "Training for leads\nin the region"),
]


@pytest.mark.parametrize(("mark", "read"), MARKED)
def test_the_block_marks_of_yaml_are_read(mark: str, read: str) -> None:
    entry = top(f"title: {mark}\n  Training for leads\n  in the region\nkind: notice").entries["title"]
    assert entry.inline is not None
    assert entry.inline.text == read


@examples(400)
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=VALUE_LIMIT))
def test_a_written_value_is_read_back_equal(value: str) -> None:
    written = " ".join(value.replace("\u00a0", " ").replace("\u2007", " ").replace("\u202f", " ").split(" ")).strip()
    quoted = len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'"
    assume(not (quoted and written[1:-1].count("\\" if written[0] == '"' else "''")))
    document = top(f"title: {value}")
    entry = document.entries["title"]
    expected = written[1:-1] if quoted else written
    if not expected or re.fullmatch(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?|~|null|[&*](?:id|a)[0-9]+|\[ *\]", written):
        assert entry.inline is None
    else:
        assert entry.inline is not None
        assert entry.inline.text == expected


def test_a_thousand_lines_may_stand_below_a_key() -> None:
    keys = KeyNames({"links": "links", "topics": "topics"})
    text = "links:\n" + "- a\n" * (MOST_LINES + 9) + "topics:\n- b\n"
    document = read_settings(text, "bulletin.yml", keys)
    assert [(problem.rule, problem.line) for problem in document.problems] == [("FIL02", MOST_LINES + 2)]
    assert len(document.entries["links"].lines) == MOST_LINES
    assert len(document.entries["topics"].lines) == 1
