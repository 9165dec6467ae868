"""A whole bulletin in one Word file becomes the items of the sample with their dates."""

from __future__ import annotations

from typing import Any

from benchmarks.imports import sessions_of
from bulletin import load
from bulletin.content.word_lists import package_lists
from bulletin.importing import ImportContext
from bulletin.importing.drafting import drafts_of
from bulletin.model import Circulation, Item
from bulletin.text import humanize
from tests.importing.made_documents import table, word
from tests.support.values import ROOT

ISSUE = next(issue for issue in load(ROOT / "content").issues if issue.id == "2022-02")
OPEN = [item for item in ISSUE.items if item.circulation is not Circulation.LIMITED]
TRAINING = [item for item in OPEN if item.sessions]


def _when(item: Item) -> str:
    first = item.sessions[0]
    days = " and ".join(humanize.day(session.start.date()) for session in item.sessions)
    return f"{days}\n{first.start:%H.%M}-{first.end:%H.%M} via Microsoft Teams"


def _bulletin(document: Any) -> None:
    """Write an issue in the old layout: a table of the training, items with bold titles, then each flyer on a page."""
    document.add_paragraph("Please think carefully before you book a training place").runs[0].bold = True
    document.add_paragraph("Our team regularly commissions training to build skills across the region.")
    few = [item for item in TRAINING if len(item.sessions) < 3]
    table(
        document,
        [("Training", "Date & Time", "Delivered by"), *((item.title, _when(item), "A Trainer") for item in few)],
    )
    for item in (item for item in ISSUE.items if item not in few and item.kind != "notice"):
        document.add_paragraph(item.title).runs[0].bold = True
        note = f" {item.circulation_note}" if item.circulation_note else ""
        document.add_paragraph(f"{item.summary or item.body[:200]}{note}")
    for item in (item for item in TRAINING if item not in few):
        document.add_page_break()
        document.add_paragraph(f"We have commissioned cohorts of {item.title}.")
        rows = [(str(number), f"{session.start:%d/%m/%y}", f"{session.start:%H.%M}-{session.end:%H.%M}")
                for number, session in enumerate(item.sessions, 1)]  # fmt: skip
        table(document, [("Cohort No:", "Date", "Time"), *rows])


def test_a_whole_bulletin_becomes_its_items() -> None:
    context = ImportContext(ISSUE.day, words=package_lists())
    result = drafts_of("bulletin-2022-02.docx", word(_bulletin), context)
    assert result.problems == ()
    assert sorted(draft.title for draft in result.drafts) == sorted(item.title for item in ISSUE.items)
    by_title = {draft.title: draft for draft in result.drafts}
    for item in ISSUE.items:
        draft = by_title[item.title]
        stated = [f"{session.start:%Y-%m-%d %H:%M}-{session.end:%H:%M}" for session in item.sessions]
        assert sorted(sessions_of(result._replace(drafts=(draft,)), ISSUE.day).elements()) == sorted(stated)
        assert bool(draft.limited) is (item.circulation is Circulation.LIMITED)
