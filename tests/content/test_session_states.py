"""States of sessions in other words than their names: refused with the right name, and never taken for something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import LineContext, SessionLine
from bulletin.content.session_lines import read_session
from bulletin.content.state_phrases import state_told
from bulletin.model import State
from tests.support.folders import TRAINING, make_content, problems

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams")
LINE = "9 March 2022, 10am to 11am"
STATES = (
    ("now full", '"(full)"'),
    ("this session is now full", '"(full)"'),
    ("SOLD-OUT!", '"(full)"'),
    ("no places left", '"(full)"'),
    ("waiting list only", '"(waiting list)"'),
    ("Full - waiting list available", '"(waiting list)"'),
    ("registration closed", '"(booking closed)"'),
    ("withdrawn", '"(cancelled)"'),
    ("this course has been called off", '"(cancelled)"'),
    ("not going ahead", '"(cancelled)"'),
    ("tentative", '"(provisional)"'),
    ("subject to confirmation", '"(provisional)"'),
    ("deferred", '"(postponed)"'),
    ("only 3 spaces left", '"(3 places)"'),
    ("new date added", 'Leave "new" out'),
    ("date changed", "From which date?"),
)
NAMES = (
    "Full circle",
    "Waiting list management",
    "Closed session",
    "New starters",
    "Cancelled appointments and what they tell us",
    "Moving on",
    "Booked for the season",
    "No Boundaries",
    "Change management",
)


def refusal(written: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        read_session(written, CONTEXT)
    return caught.value


@pytest.mark.parametrize(("words", "hint"), STATES)
@pytest.mark.parametrize(
    "form", ["{words}: {line}", "{line} ({words})", "{line}, {words}", "{line}, at The Lowry, {words}"]
)
def test_a_state_in_other_words_is_refused_with_its_name(form: str, words: str, hint: str) -> None:
    wrong = refusal(form.format(line=LINE, words=words))
    assert (wrong.rule, hint in wrong.hint) == ("SES02", True), str(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_only_holds_the_word_of_a_state_is_a_name(name: str) -> None:
    line = read_session(f"{name}: {LINE}, at The Lowry, {name} Room", CONTEXT)
    assert isinstance(line, SessionLine)
    assert (line.label, line.parts[0].place, line.state) == (name, f"The Lowry, {name} Room", State.OPEN)


def test_on_hold_is_a_state_and_no_place() -> None:
    assert refusal(f"{LINE}, on hold").hint == 'Write "(postponed)".'


def test_the_reason_for_a_state_is_a_note() -> None:
    hint = 'Write "(cancelled)", and "note:" before anything else.'
    assert refusal(f"{LINE} (cancelled - trainer ill)").hint == hint
    assert refusal(f"{LINE}, cancelled due to low numbers").hint == hint
    line = read_session(f"{LINE} (cancelled), note: trainer ill", CONTEXT)
    assert isinstance(line, SessionLine)
    assert (line.state, line.keys["note"]) == (State.CANCELLED, "trainer ill")


@pytest.mark.parametrize(
    "words", ["postponed, new date TBC", "POSTPONED - new date to be confirmed", "postponed, date to be announced"]
)
def test_a_postponed_session_may_say_that_its_date_follows(words: str) -> None:
    for written in (f"{LINE} ({words})", f"{LINE} {words}", f"{words}: {LINE}"):
        line = read_session(written, CONTEXT)
        assert isinstance(line, SessionLine)
        assert line.state is State.POSTPONED


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("booking closes 1 March 2022", 'Write "book by: 1 March 2022" at the end of the line.'),
        ("closing date for bookings: 1 March 2022", 'Write "book by: 1 March 2022" at the end of the line.'),
        ("RSVP by 1 March 2022", 'Write "book by: 1 March 2022" at the end of the line.'),
        ("please register by 1 March 2022", 'Write "book by: 1 March 2022" at the end of the line.'),
        ("book before 1 March 2022", 'Write "book by: 28 February 2022" at the end of the line.'),
        ("bookings open 1 March 2022", 'Write "booking opens: 1 March 2022" at the end of the line.'),
        ("previously 1 March 2022", 'Write "(moved from 1 March 2022)".'),
        ("rearranged from 1 March 2022", 'Write "(moved from 1 March 2022)".'),
        ("now 16 March 2022", "Write the new date in the line, and (moved from …) with the date that it was."),
    ],
)
def test_a_date_that_is_no_day_of_the_session_is_not_advised_to_become_one(words: str, hint: str) -> None:
    for written in (f"{LINE}, {words}", f"{LINE} - {words}"):
        assert refusal(written).hint == hint


def test_a_booking_time_may_follow_its_day() -> None:
    for words in ("book by 1 March 2022 at 5pm", "book by 5pm, 1 March 2022", "book by: Tuesday 1 March 2022 (5pm)"):
        line = read_session(f"{LINE}, {words}", CONTEXT)
        assert isinstance(line, SessionLine)
        assert str(line.book_by) == "2022-03-01 17:00:00"


@pytest.mark.parametrize(
    ("written", "rule", "message"),
    [
        ("CANCELLED: Cohort 5: May 2022, date TBC", "SES02", 'A session without a date cannot be "CANCELLED".'),
        ("Cohort 5: date TBC (full)", "SES02", 'A session without a date cannot be "full".'),
        ("Cohort 5: date TBC, £20", "SES01", 'A session without a date cannot say "cost".'),
        ("Cohort 5: date TBC, note: two days", "SES01", 'A session without a date cannot say "note".'),
        ("Cohort 5: date TBC, for GPs", "SES01", 'A session without a date cannot say "for".'),
        ("Cohort 5: date TBC (moved from 8 March 2022)", "SES02", "This session has no date, and says that it has moved from one."),
    ],
)  # fmt: skip
def test_an_announcement_drops_nothing(written: str, rule: str, message: str) -> None:
    wrong = refusal(written)
    assert (wrong.rule, wrong.message) == (rule, message)


@pytest.mark.parametrize(
    "title", ["Safer recruitment - CANCELLED", "Now full: safer recruitment", "Safer recruitment (sold out)"]
)
def test_a_title_may_not_tell_another_state_than_the_sessions(tmp_path: Path, title: str) -> None:
    text = TRAINING.replace("Safer recruitment training", title)
    (problem,) = problems(make_content(tmp_path, {"2022-02/course.md": text}))
    assert "SES02" in problem


def test_words_that_tell_no_state_tell_none() -> None:
    assert [state_told(words) for words in ("", "almost full", "full of ideas", "booking essential", "x" * 500)] == [
        ""
    ] * 5


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (f"FULL Cohort 4: {LINE}", 'Write "(full)".'),
        (f"NEW Cohort 4: {LINE}", 'Leave "new" out'),
        (f"{LINE}, FULL at Bury Hall", 'Write "(full)".'),
        (f"Cohort 4: now {LINE}", "Write the new date alone, and (moved from …)"),
        (f"{LINE} (new time)", "New hours are simply written after the date."),
        (f"{LINE} (was 2pm to 3pm)", "New hours are simply written after the date."),
        (f"{LINE} (change of venue)", "A new place is simply written after the time"),
        (f"{LINE} (16 of 20 places left)", 'Write one number of places, like "(20 places)".'),
        (f"{LINE} (0 places)", 'If no place is left, write "(full)".'),
    ],
)
def test_a_state_with_other_words_is_refused_with_what_to_write(written: str, hint: str) -> None:
    wrong = refusal(written)
    assert (wrong.rule in ("SES01", "SES02"), hint in wrong.hint) == (True, True), str(wrong)


def test_a_name_in_capitals_may_begin_like_a_state() -> None:
    line = read_session(f"FULL CIRCLE: {LINE}", CONTEXT)
    assert isinstance(line, SessionLine)
    assert line.label == "FULL CIRCLE"


def test_states_in_brackets_may_be_parted_by_semicolons() -> None:
    line = read_session(f"{LINE} (full; moved from 8 March 2022; 20 places)", CONTEXT)
    assert isinstance(line, SessionLine)
    assert (line.state, line.moved_from, line.places) == (State.FULL, date(2022, 3, 8), 20)


def test_a_session_moves_from_a_day_to_another_in_one_phrase() -> None:
    line = read_session("Cohort 4: moved from 8 March 2022 to 15 March 2022, 10am to 11am", CONTEXT)
    assert isinstance(line, SessionLine)
    assert (line.label, line.days, line.moved_from) == ("Cohort 4", (date(2022, 3, 15),), date(2022, 3, 8))


def test_the_name_of_a_key_before_the_date_belongs_to_the_name() -> None:
    line = read_session("Cohort 4, online: 15 March 2022, 10am to 11am, online: Butter", CONTEXT)
    assert isinstance(line, SessionLine)
    assert (line.label, line.keys["online"]) == ("Cohort 4, online", "Butter")
