"""Keys of an item that hold for all its sessions: one mistake is one problem, and no mark is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.content.load import read
from tests.support.folders import SETTINGS, make_content, problems

ITEM = (
    "---\ntitle: Safer recruitment training\nbook: https://example.org/b\n{keys}\nsessions:\n  - {line}\n---\nText.\n"
)
HOURS = "8 March 2022, 10am to 11am"


def folder(tmp_path: Path, keys: str, line: str, settings: str = SETTINGS) -> Path:
    text = ITEM.format(keys=keys, line=line)
    if keys.startswith("book:"):
        text = text.replace("book: https://example.org/b\n", "")
    return make_content(tmp_path, {"bulletin.yml": settings, "2022-02/course.md": text})


def place(tmp_path: Path, keys: str, settings: str = SETTINGS) -> str:
    reading = read(folder(tmp_path, keys, HOURS, settings))
    assert reading.bulletin is not None, reading.problems
    (item,) = (item for item in reading.bulletin.issues[0].items if item.slug == "course")
    return item.sessions[0].place


@pytest.mark.parametrize(
    ("keys", "line", "problem"),
    [
        ("time: morning", "8 March 2022", 'I cannot read "morning" as times.'),
        ("time: 2pm", "8 March 2022", '"2pm" has no end.'),
        ("time: TBC", "8 March 2022", '"TBC" is not a time. Write "time: time to be confirmed".'),
        ("lasts: an afternoon", "8 March 2022, 10am", 'I cannot read "an afternoon" as a length of time.'),
        ("online: £20", HOURS, '"£20" is a price, not a place.'),
        ("online: TBC", HOURS, '"online: TBC" names no service.'),
        ("place: hybrid", HOURS, "Where is this session?"),
        ("place: N/A", HOURS, '"place: N/A" names no place.'),
        ("place: '-'", HOURS, '"place: -" names no place.'),
        ("place: Bury Hall; Bolton Hall", HOURS, "Write the place of each session in its own line."),
        ("online: yes", HOURS, '"online: yes" names no service.'),
        ("place: 8 March 2022", HOURS, '"8 March 2022" is a date, not a place.'),
        ("place: '[Bury Hall](https://example.org/m)'", HOURS, "holds a link, and is not a place."),
        ("place: Bury Hall (now full)", HOURS, '"now full" is a state, not a place. Write "(full)".'),
        ("place: 'Bury Hall, free parking'", HOURS, '"free parking" is not a place. Write the place alone'),
        ("presenter: Dr A Li, at Bury Hall", HOURS, '"at Bury Hall" is not a presenter.'),
        ("book: not required", HOURS, 'If nobody books write "book: not needed".'),
        ("book: team@example.org", HOURS, 'Write "mailto:team@example.org".'),
        ("book: 0161 496 0123", HOURS, 'Say it in words: "booking: …".'),
    ],
)
def test_a_key_that_cannot_be_read_is_one_problem(tmp_path: Path, keys: str, line: str, problem: str) -> None:
    (text,) = problems(folder(tmp_path, keys, line))
    assert problem in text


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("place: '**Bury Hall**'", "Bury Hall"),
        ("place: at Bury Hall", "Bury Hall"),
        ("place: In person at Bury Hall", "Bury Hall"),
        ("place: TBC", "Place to be confirmed"),
        ("place: Bury Hall and Teams", "Bury Hall and Teams"),
        ("online: Butter", "Butter"),
    ],
)
def test_a_place_is_printed_without_marks_and_prepositions(tmp_path: Path, keys: str, expected: str) -> None:
    assert place(tmp_path, keys) == expected


def test_an_online_service_of_an_item_joins_a_place_where_people_meet(tmp_path: Path) -> None:
    settings = SETTINGS.replace("place: Microsoft Teams", "place: Stopford House")
    assert place(tmp_path, "online: Butter", settings) == "Stopford House and Butter"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("place: The Hub at Bury Town Hall", "The Hub at Bury Town Hall"),
        ("place: Meet at the gate, Bury Park", "Meet at the gate, Bury Park"),
        ("place: in person: Bury Town Hall", "Bury Town Hall"),
        ("place: In Person Centre, Bury", "In Person Centre, Bury"),
        ("place: Hybrid Works, Bury", "Hybrid Works, Bury"),
        ("place: in Bury", "Bury"),
        ("place: In Touch Centre", "In Touch Centre"),
        ("place: T.B.C.", "Place to be confirmed"),
        ("place: none\nonline: Zoom", "Zoom"),
        ("place: Hybrid - Bury Town Hall and Zoom", "Bury Town Hall and Zoom"),
        ("place: Hybrid (Bury Town Hall and Zoom)", "Bury Town Hall and Zoom"),
    ],
)
def test_only_what_stands_before_a_place_is_taken_off(tmp_path: Path, keys: str, expected: str) -> None:
    assert place(tmp_path, keys) == expected


@pytest.mark.parametrize("words", ["hybrid at Bury Town Hall", "Hybrid - Bury Town Hall"])
def test_a_hybrid_place_names_both(tmp_path: Path, words: str) -> None:
    found = problems(folder(tmp_path, f"place: {words}", HOURS))
    assert [problem for problem in found if "Where is this session? Write both" in str(problem)]


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("lasts: 1.5 hours", "11:30"),
        ("lasts: an hour and a half", "11:30"),
        ("lasts: 1½ hours", "11:30"),
        ("lasts: 1hr 30", "11:30"),
        ("lasts: 2 hours and 15 minutes", "12:15"),
        ("duration: 90 minutes", "11:30"),
    ],
)
def test_a_length_may_have_hours_and_minutes(tmp_path: Path, words: str, end: str) -> None:
    reading = read(folder(tmp_path, words, "8 March 2022, 10am"))
    assert reading.bulletin is not None, reading.problems
    (item,) = (item for item in reading.bulletin.issues[0].items if item.slug == "course")
    assert f"{item.sessions[0].end:%H:%M}" == end


def test_words_after_an_address_are_not_encoded(tmp_path: Path) -> None:
    (found,) = [
        str(problem) for problem in problems(folder(tmp_path, "book: https://example.org/b (opens soon)", HOURS))
    ]
    assert 'Write the address alone: "https://example.org/b".' in found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("venue: at Bury Hall", "Bury Hall"),
        ("venue: in person at Bury Hall", "Bury Hall"),
        ("venue: hybrid - Bury Hall and Zoom", "Bury Hall and Zoom"),
        ("place: The Hub at Bury Hall", "The Hub at Bury Hall"),
        ("place: none, online: Zoom", "Zoom"),
    ],
)
def test_a_place_under_a_key_of_a_line_is_read_like_that_of_an_item(tmp_path: Path, words: str, expected: str) -> None:
    reading = read(folder(tmp_path, "remind: 1 day", f"{HOURS}, {words}"))
    assert reading.bulletin is not None, reading.problems
    (item,) = (item for item in reading.bulletin.issues[0].items if item.slug == "course")
    assert item.sessions[0].place == expected
