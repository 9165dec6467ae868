"""The quick reader of usual session lines gives the same result as the grammar."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest

from bulletin.content import session_lines
from bulletin.content.frontmatter import Wrong
from bulletin.content.line_draft import LineDraft
from bulletin.content.session_line_values import LineContext
from bulletin.content.spans import LineText
from bulletin.content.usual_lines import read_usual

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams")
WORDS = (
    "Cohort", "Full", "May", "The", "Moved", "New", "and", "7", "2022", "at", "Monday", "Every", "Free", "Booking", "in",
    "Online", "Zoom", "Teams", "Bury", "with", "Hall", "Dates", "Morning", "Cancelled", "SK1", "3XE", "Note", "for", "GMT",
    "English", "Last", "All", "day", "Person", "Via", "UK", "time", "pm", "Noon", "Street", "Room", "Place", "to", "be",
)  # fmt: skip
LABELS = ("", "Cohort 2: ", "Evening group: ", "Set 1 and 2: ")
DAYS = ("7 March 2022", "Monday 7 March 2022", "Monday, 7 March 2022", "07/03/22", "7/3/2022")
ODD_DAYS = ("31 April 2022", "Tuesday 7 March 2022", "7/13/22", "7 March 1999", "7/3/35", "7 March", "7 Mar 2022")
HOURS = (", 9:30am to 4:30pm", ", 10.00-13.00", " 6pm – 8pm", "")
ODD_HOURS = (", 10am-9am", ", 1.30-3.30", ", 13pm to 2pm", ", 10pm to 6am", ", 9-5", ", 2pm")
PLACES = ("", ", at Stopford House, Stockport SK1 3XE", " via Microsoft Teams", ", at Hall B2")
ENDS = ("", ", ", ", (full)", " (provisional, 20 places)", ", https://example.org/book", " (moved from 1/3/22)")
ODD_ENDS = (".", ", online", " - full", " BST", ", (Monday)", " (4pm)", ", free", ". Cancelled", ", in person")


def words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def line(chance: random.Random) -> str:
    label = chance.choice((*LABELS, f"{words(chance, 3)}: "))
    places = (f", at {words(chance, 3)}", f" via {words(chance, 2)}", f", at Hall, {words(chance, 2)}")
    parts = ((DAYS, ODD_DAYS), (HOURS, ODD_HOURS), (PLACES, places), (ENDS, ODD_ENDS))
    return label + "".join(chance.choice(usual if chance.random() < 0.8 else odd) for usual, odd in parts)


def readings(lines: Sequence[str]) -> list[object]:
    read: list[object] = []
    for text in lines:
        try:
            draft = LineDraft(LineText(text), CONTEXT)
            read.append((repr(session_lines.read_draft(draft)), sorted(draft.line.spans)))
        except Wrong as wrong:
            read.append((wrong.rule, wrong.message, wrong.hint, wrong.offset))
    return read


def test_the_quick_reader_reads_a_line_exactly_as_the_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(17)
    lines = [line(chance) for _ in range(2000)]
    at_once = readings(lines)
    monkeypatch.setattr(session_lines, "read_usual", lambda *_: None)
    differing = [
        text for text, quick, thorough in zip(lines, at_once, readings(lines), strict=True) if quick != thorough
    ]
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        "Cohort 2: Monday 7 March 2022, 9:30am to 4:30pm, at Stopford House, Stockport SK1 3XE",
        "7/3/22 10.00-13.00 via Microsoft Teams",
        "Day 3 and 4: 7 March 2022",
    ],
)
def test_the_quick_reader_reads_the_printed_form(text: str) -> None:
    assert read_usual(LineDraft(LineText(text), CONTEXT))


@pytest.mark.parametrize(
    "text",
    [
        "Full: 7 March 2022, 9am to 1pm", "7 March 2022, 9am to 1pm, at Full Moon House", "7 March 2022, 1.30-3.30",
        "Tuesday 7 March 2022, 9am to 1pm", "7 March 2022, 9am to 1pm, online", f"{'Long ' * 15}X: 7 March 2022",
    ],
)  # fmt: skip
def test_the_quick_reader_leaves_lines_with_other_parts_or_mistakes_to_the_grammar(text: str) -> None:
    assert read_usual(LineDraft(LineText(text), CONTEXT)) is None
