"""A published session keeps its UID when its name or day changes, names are swapped, or days are added."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bulletin.content import top_part
from bulletin.content.fields import Fields
from bulletin.content.keys import ITEM, names
from bulletin.content.session_defaults import ParentIssue, read_session_defaults
from bulletin.content.sessions import read_sessions
from bulletin.errors import Problem
from bulletin.ledger.entries import SessionEntry
from bulletin.model import Session
from tests.support.values import make_settings

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)
HOURS = ", 10am to 11am"


def sessions(
    lines: list[str], recorded: dict[str, SessionEntry], keys: str = ""
) -> tuple[dict[str, Session], list[str]]:
    written = "".join(f"  - {line.replace('@', HOURS)}\n" for line in lines)
    text = f"---\ntitle: Training\nbook: not needed\n{keys}sessions:\n{written}---\nText.\n"
    problems: list[Problem] = []
    fields = Fields(top_part.read(text, "x.md", names(ITEM)), ITEM, problems)
    issue = ParentIssue(make_settings(), "2022-02", date(2022, 2, 1), NOON)
    read = read_sessions(fields, read_session_defaults(fields, "training", issue, recorded)).sessions
    return {session.key: session for session in read}, [str(problem) for problem in problems]


def record(read: dict[str, Session]) -> dict[str, SessionEntry]:
    return {
        key: SessionEntry(
            uid=session.uid, label=session.label, address=f"items/training/{session.stem}.ics", start=session.start.replace(tzinfo=None),
            end=session.end.replace(tzinfo=None), zone="Europe/London", place=session.place, state=session.state,
            status=session.status, hash="0" * 16, time_hash="0" * 16, sequence=0, created=NOON, modified=NOON,
            moved_from=session.moved_from,
        )
        for key, session in read.items()
    }  # fmt: skip


def history(*issues: list[str]) -> list[dict[str, str]]:
    """Return for each issue the key of each session by its start and name; each issue is recorded before the next."""
    recorded: dict[str, SessionEntry] = {}
    keys = []
    for lines in issues:
        read, problems = sessions(lines, recorded)
        assert problems == []
        keys.append({f"{session.start:%d.%m} {session.label}".strip(): key for key, session in read.items()})
        recorded = recorded | record(read)
    return keys


def test_a_published_session_keeps_its_file_when_its_name_changes() -> None:
    before, _ = sessions(["7 March 2022@", "Set 1: 8 March 2022@"], {})
    after, _ = sessions(["Late set: 7 March 2022@", "8 March 2022@"], record(before))
    assert {session.uid: session.stem for session in after.values()} == {
        session.uid: session.stem for session in before.values()
    }


def test_new_sessions_get_these_keys_and_files() -> None:
    read, _ = sessions(
        ["7 March 2022@", "Set 1: 8 March 2022@", "Set 2: 9 and 16 March 2022@", "21 to 22 March 2022@",
         "Club: every Friday in March 2022@", "Camp: 4 to 6 April 2022, all day"], {}
    )  # fmt: skip
    assert list(read) == [
        "2022-03-07", "set-1", "set-2-2022-03-09", "set-2-2022-03-16", "2022-03-21", "2022-03-22", "club-2022-03-04",
        "club-2022-03-11", "club-2022-03-18", "club-2022-03-25", "camp",
    ]  # fmt: skip
    stems = {key: session.stem for key, session in read.items()}
    for key, name in (("2022-03-07", "session"), ("set-2-2022-03-09", "set-2"), ("club-2022-03-04", "club")):
        assert stems[key] == f"{name}-{read[key].uid.hex[:8]}"
    assert (stems["set-1"], stems["camp"]) == ("set-1", "camp")
    courses = {key: (session.course, session.part, session.parts) for key, session in read.items()}
    assert courses["set-2-2022-03-16"] == ("set-2", 2, 2)
    assert courses["2022-03-21"] == (f"{stems['2022-03-21']}-all", 1, 2)
    assert courses["club-2022-03-11"] == courses["set-1"] == courses["camp"] == ("", 1, 1)


def test_with_attend_all_the_lines_of_an_item_are_one_course() -> None:
    read, _ = sessions(["Part 1: 7 March 2022@", "14 and 21 March 2022@"], {}, "attend: all\n")
    assert [(session.course, session.part, session.parts) for session in read.values()] == [
        ("calendar", 1, 3), ("calendar", 2, 3), ("calendar", 3, 3),
    ]  # fmt: skip


def test_adding_removing_or_changing_a_name_keeps_the_session() -> None:
    keys = history(["7 March 2022@"], ["Set 1: 7 March 2022@"], ["Group 1: 7 March 2022@"], ["7 March 2022@"])
    assert [list(of_issue.values()) for of_issue in keys] == [["2022-03-07"]] * 4
    keys_of_two = history(
        ["Set 1: 7 March 2022@", "Set 2: 8 March 2022@"], ["Set A: 7 March 2022@", "Set 2: 8 March 2022@"]
    )
    assert keys_of_two[1] == {"07.03 Set A": "set-1", "08.03 Set 2": "set-2"}


def test_names_that_are_swapped_are_moves() -> None:
    before = ["Set 1: 7 March 2022@", "Set 2: 8 March 2022@"]
    after = ["Set 2: 7 March 2022@ (moved from 8 March 2022)", "Set 1: 8 March 2022@ (moved from 7 March 2022)"]
    assert history(before, after)[1] == {"07.03 Set 2": "set-2", "08.03 Set 1": "set-1"}


def test_of_two_sessions_with_the_same_start_neither_is_taken_for_the_old_one() -> None:
    after = ["Set A: 7 March 2022@", "Set B: 7 March 2022@"]
    assert history(["7 March 2022@"], after)[1] == {"07.03 Set A": "set-a", "07.03 Set B": "set-b"}


def test_a_session_keeps_its_key_when_one_day_becomes_several_and_one_again() -> None:
    keys = history(
        ["Set 2: 7 March 2022@"],
        ["Set 2: 7 and 14 March 2022@"],
        ["Set 2: 7, 14 and 21 March 2022@"],
        ["Set 2: 7, 15 and 21 March 2022@ (15 March 2022 moved from 14 March 2022)"],
    )
    assert keys[1] == {"07.03 Set 2": "set-2", "14.03 Set 2": "set-2-2022-03-14"}
    assert keys[3] == {"07.03 Set 2": "set-2", "15.03 Set 2": "set-2-2022-03-14", "21.03 Set 2": "set-2-2022-03-21"}
    read, _ = sessions(["Set 2: 7 and 14 March 2022@"], {})
    [session] = sessions(["Set 2: 14 March 2022@"], {"set-2-2022-03-14": record(read)["set-2-2022-03-14"]})[0].values()
    assert (session.key, session.stem) == ("set-2-2022-03-14", read["set-2-2022-03-14"].stem)


def test_a_session_that_moves_twice_keeps_its_key_with_and_without_its_note() -> None:
    keys = history(
        ["7 March 2022@"],
        ["8 March 2022@ (moved from 7 March 2022)"],
        ["9 March 2022@ (moved from 8 March 2022)"],
        ["9 March 2022@"],
    )
    assert [list(of_issue.values()) for of_issue in keys] == [["2022-03-07"]] * 4


def test_days_of_every_keep_their_keys_as_lines_of_their_own() -> None:
    keys = history(
        ["every Monday from 7 to 21 March 2022@"],
        ["7 March 2022@", "21 March 2022@", "15 March 2022@ (moved from 14 March 2022)"],
    )
    assert keys[1] == {"07.03": "2022-03-07", "21.03": "2022-03-21", "15.03": "2022-03-14"}
    club = history(
        ["Club: every Monday from 7 to 21 March 2022@"],
        [
            "Club: every Monday from 7 to 21 March 2022@, not 14 March",
            "Club: 15 March 2022@ (moved from 14 March 2022)",
        ],
    )
    assert club[1]["15.03 Club"] == "club-2022-03-14"


def test_two_lines_for_the_same_session_are_refused() -> None:
    for lines, sentence in (
        (["7 March 2022@", "7 March 2022, 2pm to 3pm"], "Two lines are the session of 7 March 2022."),
        (["Set 1: 7 March 2022@", "Set 1: 8 March 2022@"], "Two lines are the session Set 1."),
        (["Set 1: 7 March 2022@", "Set 1: 8 and 9 March 2022@"], "Two lines are the session Set 1."),
        (["Set 1: 7 March 2022@", "SET 1: 8 March 2022@"], '"Set 1" and "SET 1" would have the same address.'),
        (["Index: 7 March 2022@"], '"Index" cannot be the name of a file.'),
    ):
        assert sentence in " ".join(sessions(lines, {})[1])


def titled(title: str, line: str, keys: str = "") -> list[str]:
    text = f"---\ntitle: {title}\nbook: not needed\n{keys}sessions:\n  - {line}\n---\nText.\n"
    problems: list[Problem] = []
    fields = Fields(top_part.read(text, "x.md", names(ITEM)), ITEM, problems)
    issue = ParentIssue(make_settings(), "2022-02", date(2022, 2, 1), NOON)
    read_sessions(fields, read_session_defaults(fields, "training", issue, {}))
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("title", "line", "sentence"),
    [
        ("'CANCELLED: Sewing'", "7 March 2022, 9am to 1pm", 'The title says "cancelled", and its sessions are open. '
         "Take it out of the title and write (cancelled) after each session."),
        ("Sewing (Fully booked)", "7 March 2022, 9am to 1pm (provisional)", 'The title says "fully booked", and its '
         "sessions are provisional. Take it out of the title and write (full) after each session."),
        ("Withdrawn - sewing", "7 March 2022, 9am to 1pm", "write (cancelled) after each session."),
        ("'Rescheduled: Sewing'", "7 March 2022, 9am to 1pm", "write (moved from …), with the date that it was, after"),
    ],
)  # fmt: skip
def test_a_title_with_a_state_that_its_sessions_do_not_have_is_refused(title: str, line: str, sentence: str) -> None:
    [problem] = titled(title, line)
    assert sentence in problem
    assert "[SES02]" in problem


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("'Cancelled: Sewing'", "7 March 2022, 9am to 1pm (cancelled)"),
        ("'Rescheduled: Sewing'", "7 March 2022, 9am to 1pm (moved from 1 March 2022)"),
        ("'Full: Sewing'", "7 January 2022, 9am to 1pm"),
        ("Full circle", "7 March 2022, 9am to 1pm"),
        ("Sewing for cancelled courses", "7 March 2022, 9am to 1pm"),
    ],
)
def test_other_titles_with_words_of_states_are_titles(title: str, line: str) -> None:
    assert titled(title, line) == []


@pytest.mark.parametrize(
    ("start", "lasts", "sentence"),
    [("8pm", "2 hours", "8pm to 10pm is outside 7am to 9pm."), ("8am", "11 hours", "8am to 7pm is more than 10 hours."),
     ("11pm", "2 hours", "11pm to 1am is outside 7am to 9pm.")],
)  # fmt: skip
def test_the_end_that_lasts_gives_is_asked_about(start: str, lasts: str, sentence: str) -> None:
    [problem] = titled("Sewing", f"7 March 2022, {start}", f"lasts: {lasts}\n")
    assert f'{sentence} If that is right, add the line "unusual hours: yes".' in problem
    assert titled("Sewing", f"7 March 2022, {start}", f"lasts: {lasts}\nunusual hours: yes\n") == []
