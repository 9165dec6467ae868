"""The issue forms ask the questions that the reader knows, and no answer can be read as that of another question."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.files import HIDDEN
from bulletin.content.issue_form import LONGEST, MARK, Answers, answers, form_text, questions
from bulletin.content.keys import ITEM, names
from bulletin.content.top_part import read
from bulletin.content.writing import write_item
from bulletin.model.rows import KINDS
from tests.support.examples import examples


def issue(kind: str = "notice", *, public: bool = False, **more_answers: str) -> str:
    """Return the text of an issue as GitHub makes it from a filled-in form."""
    answers_by_key = {
        "kind": kind,
        "title": "Reviews: what's new",
        "body": "Text.",
        "circulation": "public",
        "sessions": "1 March 2022",
    }
    answers_by_key |= {key.replace("_", " "): answer for key, answer in more_answers.items()}
    form_questions = questions(kind, public=public)
    return "\n\n".join(
        f"### {question.label}\n\n{answers_by_key.get(question.key) or '_No response_'}" for question in form_questions
    )


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_exactly_the_questions_that_the_reader_knows(kind: str, public: bool) -> None:
    form = yaml.safe_load(form_text(kind, public=public))
    labels = [element["attributes"]["label"] for element in form["body"] if element["type"] != "markdown"]
    assert labels == [question.label for question in questions(kind, public=public)]
    assert len(set(labels)) == len(labels)
    assert MARK in labels
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
    reading = answers(text.replace("\n", "\r\n"), public=False)
    assert write_item(reading.values, reading.body) == (
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


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_an_ambiguous_answer_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    assert sentence in answers(text, public=False).problems


def test_in_a_public_repository_an_answer_that_some_alone_may_see_it_is_refused() -> None:
    sentence = "Everybody can read this repository, and so this issue: it cannot be for some alone."
    text = issue(public=True) + "\n\n### Who may see it?\n\nlimited"
    assert answers(text, public=True).problems == (sentence,)


def test_a_heading_in_an_answer_is_text() -> None:
    reading = answers(issue(body="One.\n\n### My own heading\n\nTwo."), public=False)
    assert (reading.body, reading.problems) == ("One.\n\n### My own heading\n\nTwo.\n", ())


def test_an_unpaired_surrogate_does_not_stop_the_writing_of_a_file() -> None:
    assert answers(issue(body="a\ud83db"), public=False).body == "a?b\n"


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("#\n -:'\"`$(){}<>&|%@/.\\"), st.characters(exclude_categories=["Cs"])),
    max_size=200,
)


@examples(200)
@given(title=HOSTILE, body=HOSTILE, dates=HOSTILE)
def test_no_answer_says_who_may_see_the_item_but_the_one_to_that_question(title: str, body: str, dates: str) -> None:
    reading: Answers = answers(
        issue("training", title=title, body=body, sessions=dates, circulation="limited"), public=False
    )
    if not reading.problems:
        document = read(write_item(reading.values, reading.body), "x.md", names(ITEM))
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
    """Return the text of a form with random answers, in some cases with an insertion at a random place."""
    kind = choice.choice([*KINDS])
    typed = {
        name: "".join(choice.choices(PIECES, k=choice.randrange(12)))
        for name in ("title", "body", "sessions", "place", "circulation_note", "booking", "attachments")
    }
    text = issue(kind, public=choice.random() < 0.5, circulation="limited", **typed)
    if choice.random() < 0.3:
        at = choice.randrange(len(text))
        text = text[:at] + choice.choice(PIECES) + text[at:]
    return text


def test_a_thousand_hostile_issues_are_refused_in_sentences_or_become_items_with_the_typed_text() -> None:
    choice = random.Random(19)
    right = 0
    for _ in range(1000):
        reading = answers(hostile(choice), public=False)
        if reading.problems:
            assert all(problem.endswith(".") for problem in reading.problems)
            continue
        text = write_item(reading.values, reading.body)
        document = read(text, "x.md", names(ITEM))
        entries = document.entries.items()
        values = {
            key: entry.inline.text if entry.inline else [line.text for line in entry.lines] for key, entry in entries
        }
        assert values["circulation"] not in ("public", "staff")
        if HIDDEN.search(text):
            continue  # reading the file refuses this line (FIL03)
        assert values == {key: value for key, value in reading.values.items() if value}
        assert (document.body, document.problems) == (reading.body, ())
        right += 1
    assert right > 100
