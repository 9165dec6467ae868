"""A draft has the certain facts of its document, asks about the rest, and stays on hold until somebody checked it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import load, read
from bulletin.content.markdown import MarkdownText, parse
from bulletin.content.word_lists import package_lists
from bulletin.errors import ContentError
from bulletin.importing import Draft, Drafts, ImportContext
from bulletin.importing.blocks import BlockKind, DocumentBlock, TextRun
from bulletin.importing.body import body
from bulletin.importing.drafting import drafts_of
from tests.importing.made_documents import ISSUE, every, mail, word
from tests.importing.word_parts import NAMESPACE, paragraph, word_file
from tests.support.folders import make_content

CONTEXT = ImportContext(ISSUE, words=package_lists())
PUBLIC = CONTEXT._replace(public=True)


def drafts(name: str, text: str, context: ImportContext = CONTEXT) -> Drafts:
    return drafts_of(name, text.encode(), context)


def only(name: str, text: str, context: ImportContext = CONTEXT) -> Draft:
    (draft,) = drafts(name, text, context).drafts
    return draft


FLYER = "Neglect course\n\nTuesday 8 March 2022, 9am to 12pm, at Stopford House\n\nBook: https://example.org/book\n"


def test_an_item_is_on_hold_until_somebody_has_compared_it_with_its_document() -> None:
    assert "\nhold until: somebody has compared it with flyer.txt\n" in only("flyer.txt", FLYER).text


def test_in_a_public_repository_a_draft_has_a_mark_instead_of_a_hold() -> None:
    text = only("flyer.txt", FLYER, PUBLIC).text
    assert "hold until" not in text
    assert "\n# ? Compare this item with flyer.txt.\n" in text


def test_a_session_line_has_the_weekday_hours_and_place_of_its_own_row() -> None:
    assert only("flyer.txt", FLYER).sessions == ("Tuesday 8 March 2022, 9am to midday, at Stopford House",)


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("8 March 2022, 10am to 12pm, Microsoft Teams", "9 March 2022, 1pm to 3pm, Leeds"), (", via Microsoft Teams", "")),
        (("8 March 2022, 10am to 12pm, Leeds", "9 March 2022, 1pm to 3pm", "All on Zoom unless it says so."), ("", ", via Zoom")),
        (("8 March 2022, 10am to 12pm", "9 March 2022, 1pm to 3pm", "Venue: Bury Hall"), (", at Bury Hall",) * 2),
    ],
)  # fmt: skip
def test_the_place_of_one_session_is_not_that_of_another(lines: tuple[str, ...], places: tuple[str, ...]) -> None:
    draft = only("flyer.txt", "Neglect course\n\n" + "\n\n".join(lines) + "\n\nBook: https://example.org/book\n")
    assert draft.sessions == (
        f"Tuesday 8 March 2022, 10am to midday{places[0]}",
        f"Wednesday 9 March 2022, 1pm to 3pm{places[1]}",
    )
    assert ("\nplace: to be confirmed\n" in draft.text) == ("" in places)


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("Monday 8 March 2022, 9am to 12pm", "8 March 2022 is a Tuesday, not a Monday."),
        ("8 March, 9am to 12pm", '"8 March" has no year.'),
        ("8 March 2022, 9am", "I cannot read its start and its end."),
        ("8 March 2022", "It has no start and no end."),
        ("8 March 2022, 1.00 to 2.30", '"1.00 to 2.30" means 1am to 2:30am.'),
        ("03/25/2022, 9am to 12pm", '"03/25/2022" has no month 25.'),
        ("Book by 8 March 2022", "I did not take this date for a session."),
        ("Every Tuesday from 8 March 2022, 9am to 12pm", "I did not take this date for a session."),
        ("12 January 2022, 9am to 12pm", "12 January 2022 lies before the issue of 1 February 2022."),
        ("1 March 2022 to 31 March 2022, 9am to 12pm", "This is a long time."),
        ("8 March 2022, 9am to 12pm, 1pm to 3pm", "There are several days or several times here"),
    ],
)
def test_a_date_that_is_not_certain_is_a_question_and_no_session(line: str, question: str) -> None:
    draft = only("flyer.txt", f"Training course\n\n{line}\n")
    assert draft.sessions == ()
    assert any(question in mark for mark in draft.marks), draft.marks


def test_dates_of_a_text_that_speaks_of_no_session_are_one_question() -> None:
    draft = only("news.txt", "A new form\n\nSent on 8 March 2022, 9am to 12pm.\n\n9 March 2022\n\n10 March 2022\n")
    assert draft.sessions == ()
    assert [mark for mark in draft.marks if "March" in mark] == [
        '"Sent on 8 March 2022, 9am to 12pm.": I took this and 2 other dates for no session, since nothing here speaks of one.'
    ]


@pytest.mark.parametrize("name", ["bulletin.docx", "flyer.docx"])
@pytest.mark.parametrize("part", ["header1", "footer1", "comments"])
def test_words_outside_the_text_that_restrict_a_document_make_every_item_limited(name: str, part: str) -> None:
    kind = {"header1": "hdr", "footer1": "ftr", "comments": "comments"}[part]
    beside = f'<w:{kind} xmlns:w="{NAMESPACE}">{paragraph("OFFICIAL-SENSITIVE")}</w:{kind}>'
    text = (
        paragraph("First item", "<w:b/>") + paragraph("Text.") + paragraph("Second item", "<w:b/>") + paragraph("More.")
    )
    result = drafts_of(name, word_file(text, {f"word/{part}.xml": beside}), CONTEXT)
    assert result.drafts
    assert all(
        "\ncirculation: limited\ncirculation note: OFFICIAL-SENSITIVE\n" in draft.text for draft in result.drafts
    )


def test_words_that_restrict_one_item_make_only_that_item_limited() -> None:
    page = (
        "<h1>Team bulletin</h1><h2>Open</h2><p>Text of the first item.</p>"
        "<h2>Closed</h2><p>This update is not intended for general circulation.</p><h2>Last</h2><p>Text of the last item.</p>"
    )
    limited = {draft.title: bool(draft.limited) for draft in drafts("team-bulletin.html", page).drafts}
    assert limited == {"Open": False, "Closed": True, "Last": False}


def test_restricting_words_of_a_covering_mail_apply_to_its_files() -> None:
    flyer = word(lambda document: document.add_paragraph("A course. 8 March 2022, 9am to 12pm"))
    data = mail("Flyer", "Please do not share this outside your team.\n", files=[("flyer.docx", flyer)])
    (draft,) = drafts_of("a.eml", data, CONTEXT).drafts
    assert draft.limited


@pytest.mark.parametrize("name", ["OFFICIAL-SENSITIVE flyer.txt", "official_sensitive.txt"])
def test_restricting_words_in_a_file_name_make_items_limited(name: str) -> None:
    assert only(name, FLYER).limited


def test_in_a_public_repository_a_document_with_restricting_words_is_refused() -> None:
    result = drafts("update.txt", "An update\n\nNot for onward circulation.\n", PUBLIC)
    assert result.drafts == ()
    (problem,) = result.problems
    assert (problem.path, problem.rule, problem.severity) == ("update.txt", "IMP02", "error")
    assert 'says "Not for onward circulation."' in problem.message


def test_a_wrapped_link_is_unwrapped_and_its_tracking_taken_off() -> None:
    page = (
        '<h1>Form</h1><p><a href="https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fform'
        '%3Futm_source%3Dx&amp;data=05">The form</a> <a href="https://other.org">example.org</a></p>'
    )
    draft = only("page.html", page)
    assert "[The form](https://example.org/form)" in draft.text
    assert any(
        "The words show another address than the link, which leads to other.org." in mark for mark in draft.marks
    )


def test_a_shared_mailbox_is_taken_and_a_persons_own_is_asked_about() -> None:
    draft = only(
        "note.txt", "A note\n\nWrite to safeguarding.team@example.org or jane.smith@example.org.\nTel: 0161 496 0000\n"
    )
    assert "\nemail: safeguarding.team@example.org\nphone: 0161 496 0000\n" in draft.text
    assert any("jane.smith@example.org looks like the mailbox of one person." in mark for mark in draft.marks)


def test_a_flyer_is_attached_to_its_item_on_request() -> None:
    flyer = word(lambda document: document.add_heading("A course", 1))
    (draft,) = drafts_of("My Flyer (2).docx", flyer, CONTEXT._replace(attaches=True)).drafts
    assert (draft.attachment, draft.attachment_data) == ("my-flyer-2.docx", flyer)
    assert "attachments:\n  - 'A course: files/my-flyer-2.docx'" in draft.text
    assert drafts_of("flyer.docx", flyer, CONTEXT).drafts[0].attachment == ""


def test_a_mail_that_only_brings_files_becomes_no_item() -> None:
    data = mail("Flyers", "Please share these.", files=[("a.txt", FLYER.encode()), ("logo.png", b"\x89PNG")])
    result = drafts_of("a.eml", data, CONTEXT)
    assert [draft.title for draft in result.drafts] == ["Neglect course"]
    assert [(problem.path, problem.severity) for problem in result.problems] == [("logo.png", "warning")]


def test_two_items_with_the_same_title_have_different_file_names() -> None:
    page = "<h1>News bulletin</h1><h2>A form</h2><p>One.</p><h2>Another</h2><p>Two.</p><h1>A forum</h1><h2>x</h2>"
    names = [draft.name for draft in drafts("bulletin.html", page).drafts]
    assert len(names) == len(set(names))


# The text of a draft is read back by the loader.


def test_every_draft_is_read_without_a_mistake_and_stays_on_hold(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": ""}
    for document in list(every())[::2]:
        for draft in drafts_of(document.name, document.data, CONTEXT).drafts:
            files[f"2022-02/{document.name.replace('.', '-')}-{draft.name}.md"] = draft.text
    reading = read(make_content(tmp_path, files))
    assert [
        str(problem) for problem in reading.problems if problem.severity == "error" and problem.rule != "STR10"
    ] == []
    assert all(item.held for issue in reading.workspace.issues for item in issue.items)


def test_an_unsettled_mark_stops_the_build_once_the_item_is_not_on_hold(tmp_path: Path) -> None:
    draft = only("flyer.txt", FLYER.replace("8 March 2022", "8 March 2022 and 9 March 2022"))
    content = make_content(tmp_path / "held", {"2022-02/neglect.md": draft.text})
    assert load(content)
    text = draft.text.replace("hold until: somebody has compared it with flyer.txt\n", "")
    free = make_content(tmp_path / "free", {"2022-02/neglect.md": text})
    with pytest.raises(ContentError) as refused:
        load(free)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("# ? ")]
    assert lines
    assert [(problem.rule, problem.line) for problem in refused.value.problems] == [("IMP01", line) for line in lines]
    settled = "\n".join(line for line in text.split("\n") if not line.startswith("# ? "))
    assert load(make_content(tmp_path / "settled", {"2022-02/neglect.md": settled}))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60), min_size=1, max_size=4
    )
)
def test_words_are_printed_as_they_stand_in_the_document(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines if line.split()]
    blocks = [DocumentBlock(BlockKind.TEXT, (TextRun(line),)) for line in lines]
    parsed = parse(MarkdownText(body(blocks, CONTEXT)))
    assert parsed.refused == ()
    assert parsed.prose.text.split() == " ".join(lines).split()


@given(st.lists(st.text("abc*_[]|\\`#<>-+1.:~&;! ", min_size=1, max_size=20), min_size=2, max_size=4))
def test_cells_are_printed_as_they_stand_in_the_document(cells: list[str]) -> None:
    cells = [" ".join(cell.split()) or "x" for cell in cells]
    rows = tuple(tuple((TextRun(cell),) for cell in row) for row in (["Name"] * len(cells), cells, cells))
    page = parse(MarkdownText(body([DocumentBlock(BlockKind.TABLE, rows=rows)], CONTEXT))).prose.page
    assert page.count("<td>") == 2 * len(cells)


def test_nothing_before_the_issue_is_a_session_in_a_context_of_another_day() -> None:
    later = CONTEXT._replace(day=date(2022, 4, 1))
    assert only("flyer.txt", FLYER, later).sessions == ()
