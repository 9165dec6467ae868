"""Blocks of a document are written as plain Markdown, and links with their real targets."""

from __future__ import annotations

import pytest

from bulletin.content.word_lists import package_lists
from bulletin.importing import ImportContext
from bulletin.importing.blocks import BlockKind, DocumentBlock, TextRun
from bulletin.importing.body import body
from bulletin.importing.drafting import drafts_of
from bulletin.importing.formats import read_document
from tests.importing.made_documents import ISSUE, table, word

CONTEXT = ImportContext(ISSUE, words=package_lists())


def _word_entry(mark: str, words: str, level: int = 1) -> str:
    """Return an entry of a list as Outlook writes it."""
    ignored = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span>"
    return f"<p style='mso-list:l0 level{level} lfo1'><![if !supportLists]>{ignored}<![endif]>{words}</p>"


WORD_LIST = (
    f"{_word_entry('·', 'One')}{_word_entry('o', 'Two', 2)}<p>Text</p>{_word_entry('1.', 'Three')}"
    f"{_word_entry('2.', 'Four')}"
)


def markdown(page: str) -> str:
    return body(read_document("page.html", page.encode()).blocks, CONTEXT)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>10<sup>3</sup> m<sup>2</sup>, 8<sup>th</sup> May, H<sub>2</sub>O</p>", "10³ m², 8th May, H2O\n"),
        (WORD_LIST, "- One\n   - Two\n\nText\n\n1. Three\n2. Four\n"),
        ("<ul><li>One<ul><li>Two</ul><li>Three</ul>", "- One\n   - Two\n- Three\n"),
        ("<ol><li>One<li>Two</ol><p>Text</p>", "1. One\n1. Two\n\nText\n"),
        ("<h1>A</h1><h3>B</h3><p>1. C</p><p># D</p><p>- E</p>", "## A\n\n### B\n\n1\\. C\n\n\\# D\n\n\\- E\n"),
        ("<p>Short<br>line</p>", "Short\\\nline\n"),
        ("<table><tr><th>A<th>B<tr><td>c|d<td>e<tr><td>f<td>g</table>", "| A | B |\n|---|---|\n| c\\|d | e |\n| f | g |\n"),
        ("<table><tr><th>Name<th>What<tr><td>A<td>B</table>", "- Name: A\n- What: B\n"),
        ("<table><tr><td>1<td>A<tr><td>2<td>B</table>", "- 1: A\n- 2: B\n"),
        ("<p><a href='https://example.org/a_(b)'>words</a>.</p>", "[words](<https://example.org/a_(b)>).\n"),
        ("<p><a href='https://example.org/a b'>words</a></p>", "[words](https://example.org/a%20b)\n"),
        ("<p><a href='https://example.org'>https://example.org</a></p>", "<https://example.org>\n"),
        ("<p><a href='javascript:x()'>words</a> *not bold* [x]</p>", "words \\*not bold\\* \\[x\\]\n"),
        ("<p><a href='https://'>words</a></p>", "words\n"),
        ("<p><a href='https://example.org'><img></a></p>", ""),
    ],
)  # fmt: skip
def test_a_page_is_written_as_markdown(page: str, text: str) -> None:
    assert markdown(page) == text


def test_a_link_that_a_mail_system_hides_is_asked_about() -> None:
    hidden = "https://urldefense.com/v3/__https:/*example.org/a*b__;L!!x$"
    page = f"<h1>Form</h1><p><a href='{hidden}'>The form</a></p>"
    (draft,) = drafts_of("page.html", page.encode(), CONTEXT).drafts
    assert any("I cannot see where this link leads" in mark for mark in draft.marks)
    assert "urldefense" not in draft.text.partition("\n---\n")[2]


def test_a_flyer_without_a_title_is_joined_to_the_row_of_the_table_with_its_dates() -> None:
    def build(document: object) -> None:
        document.add_paragraph("Team bulletin").runs[0].bold = True  # type: ignore[attr-defined]
        document.add_paragraph("News").runs[0].bold = True  # type: ignore[attr-defined]
        document.add_paragraph("Our office has moved.")  # type: ignore[attr-defined]
        rows = [
            ("Training", "When"),
            ("Coercive control", "8 March 2022, 9am-10am"),
            ("Self-neglect", "9 March 2022, 9am-10am"),
        ]
        table(document, rows)
        document.add_page_break()  # type: ignore[attr-defined]
        document.add_paragraph("We will host a lunchtime event.")  # type: ignore[attr-defined]
        table(document, [("8 March 2022, 9am-10am", "https://example.org/book"), ("", "")])

    result = drafts_of("team-bulletin.docx", word(build), CONTEXT)
    joined = next(draft for draft in result.drafts if draft.title == "Coercive control")
    assert joined.sessions == ("Tuesday 8 March 2022, 9am to 10am, https://example.org/book",)
    assert "We will host a lunchtime event." in joined.text
    assert any(mark.startswith("I joined a part that begins") for mark in joined.marks)


def test_dates_of_the_session_lines_are_not_repeated_in_the_text() -> None:
    def build(document: object) -> None:
        document.add_heading("Course", 1)  # type: ignore[attr-defined]
        document.add_paragraph("What you learn.")  # type: ignore[attr-defined]
        table(
            document,
            [
                ("Cohort", "Date", "Time", "Venue"),
                ("1", "8 March 2022", "9am-10am", "Zoom"),
                ("2", "9 March 2022", "9am-10am", "Zoom"),
            ],
        )

    (draft,) = drafts_of("course.docx", word(build), CONTEXT).drafts
    assert draft.sessions == (
        "Cohort 1: Tuesday 8 March 2022, 9am to 10am, via Zoom",
        "Cohort 2: Wednesday 9 March 2022, 9am to 10am, via Zoom",
    )
    assert draft.text.endswith("\n---\nWhat you learn.\n")


@pytest.mark.parametrize(
    ("line", "stays"), [("via Zoom", False), ("Zoom", False), ("a", True), ("Zo", True), ("Zoom is new.", True)]
)
def test_a_line_is_left_out_only_if_it_is_the_place_of_a_session_line(line: str, stays: bool) -> None:
    text = f"Course\n\n8 March 2022\n\n9am to 10am\n\nvia Zoom\n\n{line}\n\nLast words.\n"
    (draft,) = drafts_of("course.txt", text.encode(), CONTEXT).drafts
    assert draft.sessions == ("Tuesday 8 March 2022, 9am to 10am, via Zoom",)
    assert draft.text.partition("\n---\n")[2] == (f"{line}\n\n" if stays else "") + "Last words.\n"


def test_words_of_a_table_that_are_in_no_session_line_stay_in_the_text() -> None:
    def build(document: object) -> None:
        document.add_heading("Course", 1)  # type: ignore[attr-defined]
        table(
            document,
            [("Date", "Time", "Bring"), ("8 March 2022", "9am-10am", "Your badge"), ("9 March 2022", "9am-10am", "")],
        )

    (draft,) = drafts_of("course.docx", word(build), CONTEXT).drafts
    assert "Your badge" in draft.text


def test_many_questions_about_dates_are_counted() -> None:
    text = "Course dates\n\n" + "\n\n".join(f"{day} March, 9am to 10am" for day in range(1, 20))
    (draft,) = drafts_of("course.txt", text.encode(), CONTEXT).drafts
    assert "There are 7 dates more that I did not take for sessions. Look at each." in draft.marks


def test_several_mailboxes_and_numbers_are_asked_about() -> None:
    text = "A note\n\nteam@example.org, events.team@example.org\nTel: 0161 496 0000. Phone: 0161 496 0001\n"
    (draft,) = drafts_of("note.txt", text.encode(), CONTEXT).drafts
    assert (
        'Which of these do readers write to: team@example.org, events.team@example.org? Write it with "email:".'
        in draft.marks
    )
    assert 'Which of these do readers call: 0161 496 0000, 0161 496 0001? Write it with "phone:".' in draft.marks


def test_adjacent_runs_with_different_targets_are_two_links() -> None:
    block = DocumentBlock(
        BlockKind.TEXT, (TextRun("a", "https://a.org"), TextRun(" and "), TextRun("b", "https://b.org"))
    )
    assert body([block], CONTEXT) == "[a](https://a.org) and [b](https://b.org)\n"
