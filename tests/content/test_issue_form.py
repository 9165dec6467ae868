"""The issue forms ask what the answers are read by, and no answer can pass for another question's."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.files import HIDDEN
from bulletin.content.frontmatter import read
from bulletin.content.issue_form import LONGEST, MARK, Answers, answers, form_text, questions
from bulletin.content.keys import ITEM, names
from bulletin.content.writing import write_item
from bulletin.model.rows import KINDS
from tests.support.examples import examples


def issue(kind: str = "notice", *, public: bool = False, **given: str) -> str:
    """Return the text of an issue as GitHub makes it of a form."""
    told = {
        "kind": kind,
        "title": "Reviews: what's new",
        "body": "Text.",
        "circulation": "public",
        "sessions": "1 March 2022",
    }
    told |= {key.replace("_", " "): answer for key, answer in given.items()}
    asked = questions(kind, public=public)
    return "\n\n".join(f"### {one.label}\n\n{told.get(one.key) or '_No response_'}" for one in asked)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_just_what_its_answers_are_read_by(kind: str, public: bool) -> None:
    form = yaml.safe_load(form_text(kind, public=public))
    asked = [one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown"]
    assert asked == [one.label for one in questions(kind, public=public)]
    assert len(set(asked)) == len(asked)
    assert MARK in asked
    read_back = answers(issue(kind, public=public), public=public)
    assert read_back.problems == ()
    assert (read_back.values["title"], read_back.values["kind"], read_back.body) == (
        "Reviews: what's new",
        kind,
        "Text.\n",
    )


def test_answers_become_an_item_and_what_was_not_answered_is_left_out() -> None:
    text = issue(
        "training",
        sessions="- Cohort 1: 9 February 2027, 1pm to 2pm\r\n\r\n* 10 February 2027, 1pm to 2pm",
        cost="None",
        place="Bury",
    )
    found = answers(text.replace("\n", "\r\n"), public=False)
    assert write_item(found.values, found.body) == (
        "---\ntitle: 'Reviews: what''s new'\nkind: training\ncirculation: public\nsessions:\n"
        "  - 'Cohort 1: 9 February 2027, 1pm to 2pm'\n  - 10 February 2027, 1pm to 2pm\nplace: Bury\n---\nText.\n"
    )


REFUSED = [
    (issue(body="Text.\n\n### Who may see it?\n\npublic", circulation="limited"), 'The question "Who may see it?" stands in the issue twice, so I do not know which answer counts.'),
    (issue().replace("### Text", "### text"), 'I cannot find the question "Text". Do not change the lines that begin with ###.'),
    (issue(title=""), 'The question "What is it called?" has no answer.'),
    ("Hello\n" + issue(), "There is text before the first question. Write it as an answer."),
    (issue().replace("\nnotice\n", "\npoem\n"), "I cannot find out what it is. Begin a new issue with one of the forms."),
    (issue(body="x" * LONGEST), "The issue has more than 65,536 characters. Put long text into a file."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_cannot_be_told_apart_is_refused_in_words(text: str, said: str) -> None:
    assert said in answers(text, public=False).problems


def test_in_a_public_repository_an_answer_that_some_alone_may_see_it_is_refused() -> None:
    said = "Everybody can read this repository, and so this issue: it cannot be for some alone."
    text = issue(public=True) + "\n\n### Who may see it?\n\nlimited"
    assert answers(text, public=True).problems == (said,)


def test_a_heading_of_the_writers_own_is_text() -> None:
    found = answers(issue(body="One.\n\n### My own heading\n\nTwo."), public=False)
    assert (found.body, found.problems) == ("One.\n\n### My own heading\n\nTwo.\n", ())


def test_half_a_character_cannot_stop_the_writing_of_a_file() -> None:
    assert answers(issue(body="a\ud83db"), public=False).body == "a?b\n"


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("#\n -:'\"`$(){}<>&|%@/.\\"), st.characters(exclude_categories=["Cs"])),
    max_size=200,
)


@examples(200)
@given(title=HOSTILE, body=HOSTILE, dates=HOSTILE)
def test_no_answer_says_who_may_see_the_item_but_the_one_to_that_question(title: str, body: str, dates: str) -> None:
    found: Answers = answers(
        issue("training", title=title, body=body, sessions=dates, circulation="limited"), public=False
    )
    if not found.problems:
        document = read(write_item(found.values, found.body), "x.md", names(ITEM))
        circulation = document.entries["circulation"].inline
        assert circulation is not None
        assert circulation.text == "limited"
        assert {*document.entries} <= {"title", "kind", "circulation", "sessions"}


PIECES = [
    "### ", "###", "\n", "\r\n", "\r", "\u2028", "What is it called?", "Who may see it?", "What is it?", "Text", "Dates",
    "Attachments", "limited", "staff", "public", "_No response_", "None", "---", "...", "title: x", "circulation: public",
    "- ", "* ", "| ", ">", "'", '"', "&a", "*a", "!!python/object:os.system", "{{ 7 * 7 }}", "{% include 'x' %}",
    "${{ github.token }}", "$(id)", "`id`", "::error::x", "../", "\\", "<!-- ", "<script>", "[a](javascript:b)", ": ", " #",
    "@all", "\ud83d", "\u202e", "\x00", "é", "1 March 2022", "{", "[", "%", "~", "<<: x",
]  # fmt: skip


def hostile(choice: random.Random) -> str:
    """Return an issue of a form in which anything may stand, whose lines may be gone, twice or torn."""
    kind = choice.choice([*KINDS])
    given = {
        name: "".join(choice.choices(PIECES, k=choice.randrange(12)))
        for name in ("title", "body", "sessions", "place", "circulation_note", "booking", "attachments")
    }
    text = issue(kind, public=choice.random() < 0.5, circulation="limited", **given)
    if choice.random() < 0.3:
        at = choice.randrange(len(text))
        text = text[:at] + choice.choice(PIECES) + text[at:]
    return text


def test_a_thousand_hostile_issues_are_refused_in_words_or_become_items_that_say_what_was_typed() -> None:
    choice = random.Random(19)
    right = 0
    for _ in range(1000):
        found = answers(hostile(choice), public=False)
        if found.problems:
            assert all(problem.endswith(".") for problem in found.problems)
            continue
        text = write_item(found.values, found.body)
        document = read(text, "x.md", names(ITEM))
        entries = document.entries.items()
        there = {key: one.inline.text if one.inline else [line.text for line in one.lines] for key, one in entries}
        assert there["circulation"] not in ("public", "staff")
        if HIDDEN.search(text):
            continue  # refused by its line when the file is read (FIL03)
        assert there == {key: value for key, value in found.values.items() if value}
        assert (document.body, document.problems) == (found.body, ())
        right += 1
    assert right > 100
