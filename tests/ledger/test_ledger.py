"""The ledger records what was published: the UID and revision of each session, and what readers were told of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import load
from bulletin.errors import ContentError
from bulletin.ledger import document, history, recording, vanishing
from bulletin.ledger import hashes as ledger_hashes
from bulletin.ledger.entries import EMPTY, Ledger
from bulletin.model import Bulletin, Circulation, Item, Session, State, Timing
from tests.support.examples import examples
from tests.support.folders import ISSUE, SETTINGS, make_content, problems
from tests.support.mailing import Mailing, record_mailing
from tests.support.values import LONDON, make_bulletin, make_issue, make_item, make_session, make_training

TRAINING = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - {line}
---
What the course covers.
"""
COHORT = "Cohort 4: 8 March 2022, https://example.org/book/4"
FEBRUARY = "2022-02-01T09:05:00Z"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def addresses(bulletin: Bulletin) -> list[str]:
    return [f"items/safer-recruitment/{session.stem}.ics" for session in sessions(bulletin)] + [
        "items/safer-recruitment/"
    ]


def sessions(bulletin: Bulletin) -> tuple[Session, ...]:
    return next(item.sessions for issue in bulletin.issues for item in issue.items if item.slug == "safer-recruitment")


def published(
    tmp_path: Path, line: str, ledger: Ledger, more: dict[str, str] | None = None, revised: str = ""
) -> Bulletin:
    files: dict[str, str | bytes] = {"2022-02/week.md": "", "2022-02/safer-recruitment.md": TRAINING.format(line=line)}
    if ledger.bulletin:
        files["ledger.json"] = document.dump(ledger)
    return load(make_content(tmp_path, {**files, **(more or {})}), revised=at(revised) if revised else None)


def recorded(ledger: Ledger, bulletin: Bulletin, when: str, issue: str = "") -> Ledger:
    refs = frozenset(f"safer-recruitment/{session.key}" for session in sessions(bulletin))
    mailing = Mailing(issue=issue, items=frozenset({"safer-recruitment"}), sessions=refs) if issue else None
    return record_mailing(ledger, bulletin, addresses(bulletin), at(when), mailing)


def entry(ledger: Ledger) -> dict[str, Any]:
    return dict(json.loads(document.dump(ledger))["sessions"]["safer-recruitment/cohort-4"])


def test_the_ledger_entry_of_cohort_4_is_as_expected_after_each_of_four_publications(tmp_path: Path) -> None:
    first = recorded(EMPTY, published(tmp_path, COHORT, EMPTY), FEBRUARY, "2022-02")
    start = entry(first)
    assert (start["uid"], start["time_hash"]) == ("9a2afd6a-b224-5f27-bcac-e2b43e7f5119", "e5b1433d6f73e84b")
    assert (start["sequence"], start["modified"], start["address"]) == (
        0,
        "2022-02-01T09:00:00Z",
        "items/safer-recruitment/cohort-4.ics",
    )
    assert start["told"] == {
        "issue": "2022-02",
        "start": "2022-03-08T09:30",
        "end": "2022-03-08T16:30",
        "place": "Microsoft Teams",
        "state": "open",
        "title": "Safer recruitment training",
        "label": "Cohort 4",
        "book": "https://example.org/book/4",
        "is_course": False,
        "bookable": True,
    }

    moved_line = "Cohort 4: 15/03/22 https://example.org/book/4 (moved from 08/03/22)"
    moved_when = "2022-02-22T10:15:00Z"
    moved = recorded(first, published(tmp_path, moved_line, first, revised=moved_when), moved_when)
    now = entry(moved)
    assert (now["start"], now["moved_from"], now["time_hash"]) == ("2022-03-15T09:30", "2022-03-08", "291a747e0add4499")
    assert (now["sequence"], now["modified"], now["told"]) == (1, moved_when, start["told"])

    cancelled_line, cancelled_when = moved_line + " (cancelled)", "2022-03-01T08:05:00Z"
    third = published(tmp_path, cancelled_line, moved, revised=cancelled_when)
    assert [change.what for change in third.changes] == [("cancelled",)]
    cancelled = recorded(moved, third, cancelled_when)
    now = entry(cancelled)
    assert (now["state"], now["status"], now["time_hash"]) == ("cancelled", "CANCELLED", "d4b9da71d7869d7f")
    assert (now["sequence"], now["modified"], now["told"]["start"]) == (2, cancelled_when, "2022-03-08T09:30")

    march = {"2022-03/issue.md": ISSUE.replace("1 February", "1 March")}
    fourth = published(tmp_path, cancelled_line, cancelled, march, "2022-03-01T10:00:00Z")
    updated = recorded(cancelled, fourth, "2022-03-01T10:00:00Z", "2022-03")
    now = entry(updated)
    assert (now["sequence"], now["modified"]) == (2, cancelled_when)
    assert (now["told"]["start"], now["told"]["state"]) == ("2022-03-15T09:30", "cancelled")
    assert published(tmp_path, cancelled_line, updated, march).changes == ()


def test_recording_the_same_again_changes_nothing_and_dump_reads_back(tmp_path: Path) -> None:
    bulletin = published(tmp_path, COHORT, EMPTY)
    once = recorded(EMPTY, bulletin, FEBRUARY, "2022-02")
    again = recorded(once, published(tmp_path, COHORT, once), FEBRUARY, "2022-02")
    assert document.dump(again) == document.dump(once)
    assert document.parse(document.dump(once)) == once
    text = document.dump(once)
    assert (text.endswith("}\n"), "\r" in text) == (True, False)
    assert json.loads(text) == json.loads(json.dumps(json.loads(text), sort_keys=True))


def test_an_edit_of_the_text_moves_the_stamp_and_not_the_sequence(tmp_path: Path) -> None:
    first = recorded(EMPTY, published(tmp_path, COHORT, EMPTY), FEBRUARY)
    same = sessions(published(tmp_path, COHORT, first))[0].revision
    assert (same.sequence, same.modified) == (0, at("2022-02-01T09:00:00Z"))
    full = sessions(published(tmp_path, COHORT + " (full)", first))[0].revision
    assert (full.sequence, full.modified) == (0, at("2022-02-01T09:00:01Z"))
    later = sessions(published(tmp_path, COHORT + " (full)", first, revised="2022-02-05T12:00:00Z"))[0].revision
    assert later.modified == at("2022-02-05T12:00:00Z")
    place = sessions(published(tmp_path, COHORT + " at Stopford House", first))[0].revision
    assert place.sequence == 1


def test_an_unlabelled_session_keeps_its_name_when_it_moves(tmp_path: Path) -> None:
    line = "30 March 2022, https://example.org/b"
    before = published(tmp_path, line, EMPTY)
    first = recorded(EMPTY, before, FEBRUARY, "2022-02")
    moved = "6 April 2022, https://example.org/b (moved from 30 March 2022)"
    after = published(tmp_path, moved, first)
    assert sessions(after)[0].uid == sessions(before)[0].uid
    second = recorded(first, after, "2022-02-10T00:00:00Z")
    dropped = published(tmp_path, moved.replace(" (moved from 30 March 2022)", ""), second)
    assert sessions(dropped)[0].uid == sessions(before)[0].uid
    assert sessions(dropped)[0].key == "2022-03-30"


def test_a_session_that_moved_silently_is_reported_at_its_own_line(tmp_path: Path) -> None:
    first = recorded(EMPTY, published(tmp_path, COHORT, EMPTY), FEBRUARY, "2022-02")
    lines = "Cohort 3: 1 March 2022, https://example.org/a\n  - Cohort 4: 15 March 2022, https://example.org/b"
    with pytest.raises(ContentError, match=r"safer-recruitment.md:6:5: Cohort 4 was on 8 March 2022"):
        published(tmp_path, lines, first)


REFUSED = [
    ("Cohort 4: 15 March 2022, https://example.org/b",
     "content/2022-02/safer-recruitment.md:5:5: Cohort 4 was on 8 March 2022 in the last issue and is now on 15 March 2022. "
     "Add (moved from 8 March 2022), or people will have both in their calendars. [DAT15]"),
    ("Cohort 5: 15 March 2022, https://example.org/b",
     "content/2022-02/safer-recruitment.md:5:5: Cohort 4 was in issue 2022-02 and is missing now. If it is the line "
     '"Cohort 5: 15 March 2022, …", keep the name "Cohort 4" and add (moved from 8 March 2022); change the name after the next publish. '
     'If it will not happen, put the line back with (cancelled): "Cohort 4: 8 March 2022, 9:30am to 4:30pm (cancelled)". [DAT15]'),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sentence"), REFUSED)
@pytest.mark.guarantee("CAL-32")
def test_a_published_session_that_vanished_or_moved_silently_is_an_error(
    tmp_path: Path, line: str, sentence: str
) -> None:
    first = recorded(EMPTY, published(tmp_path, COHORT, EMPTY), FEBRUARY, "2022-02")
    files: dict[str, str | bytes] = {
        "2022-02/week.md": "", "2022-02/safer-recruitment.md": TRAINING.format(line=line), "ledger.json": document.dump(first)
    }  # fmt: skip
    assert problems(make_content(tmp_path, files)) == [sentence]


def test_a_published_item_that_vanished_is_an_error_with_the_choice(tmp_path: Path) -> None:
    first = recorded(EMPTY, published(tmp_path, COHORT, EMPTY), FEBRUARY, "2022-02")
    (tmp_path / "content" / "2022-02" / "safer-recruitment.md").unlink()
    content = make_content(tmp_path, {"ledger.json": document.dump(first)})
    assert problems(content) == [
        "content/ledger.json:1:1: items/safer-recruitment/ was published and would vanish. Put safer-recruitment.md back; if you renamed it, "
        "write `slug: safer-recruitment` in it; if it must go, put it back with `title:` and `gone: reason` (or `moved to: name`). [NAM03]"
    ]
    renamed = TRAINING.format(line=COHORT).replace("time:", "slug: safer-recruitment\ntime:")
    assert problems(make_content(tmp_path, {"2022-02/safer.md": renamed, "ledger.json": document.dump(first)})) == []
    gone = "---\ntitle: Safer recruitment training\nkind: training\ngone: The course has ended.\n"
    gone += "time: 9:30am to 4:30pm\nsessions:\n  - Cohort 4: 8 March 2022 (cancelled)\n---\n"
    (tmp_path / "content" / "2022-02" / "safer.md").unlink()
    assert (
        problems(make_content(tmp_path, {"2022-02/safer-recruitment.md": gone, "ledger.json": document.dump(first)}))
        == []
    )


def test_another_id_than_the_published_one_is_refused(tmp_path: Path) -> None:
    bulletin = published(tmp_path, COHORT, EMPTY)
    first = recorded(EMPTY, bulletin, FEBRUARY)
    settings_ = SETTINGS.replace("id: nw-safeguarding", "id: other")
    with pytest.raises(
        ContentError, match=r'The id was "nw-safeguarding" when 2022-02 was published. Write `id: nw-safeguarding`.'
    ):
        published(tmp_path, COHORT, first, {"bulletin.yml": settings_})
    with pytest.raises(ContentError, match="LED03"):
        recording.record(replace(first, bulletin="other"), bulletin, (), at(FEBRUARY))


def test_first_publication_is_a_second_apart_and_late_items_are_newest() -> None:
    items = [make_item("a"), make_item("b"), make_item("c", circulation=Circulation.STAFF)]
    issue = make_issue(*items)
    times = history.first_published(EMPTY, [issue])
    assert [times[slug] - issue.instant for slug in "abc"] == [timedelta(seconds=1), timedelta(0), timedelta(0)]
    dated = make_issue(*(replace(item, first_published=times[item.slug]) for item in items))
    ledger = recording.record(EMPTY, make_bulletin(dated), (), at(FEBRUARY))
    late = make_issue(*dated.items, make_item("late"), make_item("later"))
    again = history.first_published(ledger, [late])
    assert [again[slug] for slug in "abc"] == [times[slug] for slug in "abc"]
    assert again["a"] < again["late"] < again["later"]


def remembered(ledger: Ledger, item: Item) -> Item:
    """Return an item whose sessions have what the ledger's mails told of them, as `load` returns it."""
    entries = ledger.sessions_of(item.slug)
    sessions = (replace(session, told=history.last_told(entries.get(session.key), LONDON)) for session in item.sessions)
    return replace(item, sessions=tuple(sessions))


CHANGES = [
    (
        {"start": datetime(2022, 4, 8, 9, 30, tzinfo=LONDON), "end": datetime(2022, 4, 8, 16, 30, tzinfo=LONDON)},
        ["moved"],
    ),
    ({"start": datetime(2022, 4, 1, 10, tzinfo=LONDON)}, ["time"]),
    ({"place": "Stopford House"}, ["place"]),
    (
        {
            "place": "Bury",
            "start": datetime(2022, 4, 8, 9, 30, tzinfo=LONDON),
            "end": datetime(2022, 4, 8, 16, 30, tzinfo=LONDON),
        },
        ["moved", "place"],
    ),
    ({"state": State.POSTPONED}, ["postponed"]),
    ({"state": State.PROVISIONAL}, ["provisional"]),
    ({"state": State.CLOSED}, ["closed"]),
    ({"state": State.WAITING_LIST}, ["waiting list"]),
    ({"timing": Timing.ALL_DAY}, ["time"]),
    ({"book": "https://example.org/elsewhere"}, ["booking"]),
    ({"book_by": date(2022, 3, 25)}, ["book by"]),
    ({"opens": date(2022, 3, 1)}, ["opens"]),
    ({"presenters": ("Dr B Jones",)}, ["presenter"]),
    ({"cost": "£20"}, ["cost"]),
    ({"label": "Cohort 1"}, []),
    ({"note": "Bring a laptop.", "places": 12, "reminders": ()}, []),
    ({"state": State.CANCELLED}, ["cancelled"]),
    ({"state": State.FULL}, ["full"]),
    ({}, []),
]


@pytest.mark.parametrize(("change", "kinds"), CHANGES)
@pytest.mark.guarantee("CAL-55")
def test_a_change_is_a_difference_from_what_readers_were_told(change: dict[str, Any], kinds: list[str]) -> None:
    item = make_training("self-neglect")
    mailing = Mailing(
        issue="2022-02", items=frozenset({"self-neglect"}), sessions=frozenset({"self-neglect/2022-04-01"})
    )
    ledger = record_mailing(EMPTY, make_bulletin(make_issue(item)), (), at(FEBRUARY), mailing)
    now = remembered(ledger, replace(item, sessions=(replace(item.sessions[0], **change),)))
    assert [list(change.what) for change in history.changes(ledger, [now], date(2022, 3, 1))] == (
        [kinds] if kinds else []
    )
    assert history.changes(ledger, [now], date(2022, 5, 1)) == ()
    restored_ledger = record_mailing(ledger, make_bulletin(make_issue(now)), (), at(FEBRUARY), mailing)
    restored = [
        kind
        for change in history.changes(restored_ledger, [remembered(restored_ledger, item)], date(2022, 3, 1))
        for kind in change.what
    ]
    assert ("restored" in restored) == (kinds in (["cancelled"], ["postponed"]))
    assert ("confirmed" in restored) == (kinds == ["provisional"])
    assert ("places" in restored) == (kinds in (["full"], ["closed"], ["waiting list"]))


def test_added_sessions_and_corrections_are_changes_too() -> None:
    item = make_training("self-neglect")
    mailing = Mailing(
        issue="2022-02", items=frozenset({"self-neglect"}), sessions=frozenset({"self-neglect/2022-04-01"})
    )
    ledger = record_mailing(EMPTY, make_bulletin(make_issue(item)), (), at(FEBRUARY), mailing)
    larger = replace(item, sessions=(*item.sessions, make_session(key="cohort-2", label="Cohort 2")))
    assert [change.what for change in history.changes(ledger, [remembered(ledger, larger)], date(2022, 3, 1))] == [
        ("added",)
    ]
    corrected = replace(item, corrections=((date(2022, 2, 3), "the phone number"),))
    assert [change.what for change in history.changes(ledger, [remembered(ledger, corrected)], date(2022, 3, 1))] == [
        ("corrected",)
    ]
    assert history.changes(ledger, [replace(corrected, held="x")], date(2022, 3, 1)) == ()


def test_addresses_that_a_build_would_lose_are_reported_once() -> None:
    items = [make_training("kept"), make_item("moved-away", gone="It ended.")]
    promised = [
        "items/kept/",
        "items/kept/a.ics",
        "items/moved-away/",
        "items/moved-away/b.ics",
        "items/lost/",
        "2022-02/",
        "topics/x/feed.xml",
    ]
    problems = vanishing.vanished_addresses(promised, ["items/kept/", "items/moved-away/"], items)
    assert [problem.message.split(" was")[0] for problem in problems] == [
        "2022-02/",
        "items/kept/a.ics",
        "items/lost/",
        "topics/x/feed.xml",
    ]
    assert [problem.path for problem in problems][1:3] == [items[0].path, "content/ledger.json"]
    assert all(problem.hint and problem.rule == "NAM03" for problem in problems)


GOOD = document.dump(
    record_mailing(
        EMPTY,
        make_bulletin(make_issue(make_training("self-neglect"), make_item("week"))),
        ["items/week/", "items/self-neglect/session-079c587d.ics"],
        datetime(2022, 2, 1, 9, 5, tzinfo=UTC),
        Mailing(issue="2022-02", items=frozenset({"week"}), sessions=frozenset({"self-neglect/2022-04-01"})),
    )
)
SESSION = "sessions.self-neglect/2022-04-01"
DAMAGE = [
    ('"sequence": 0', '"sequence": -1', f'"{SESSION}.sequence" has a wrong value.'),
    ('"sequence": 0', '"sequence": "0"', f'"{SESSION}.sequence" has a wrong value.'),
    ('"sequence": 0', '"sequence": 2147483647', f'"{SESSION}.sequence" has a wrong value.'),
    ('"state": "open"', '"state": "shut"', f'"{SESSION}.state" has a wrong value.'),
    ('"2022-04-01T09:30"', '"2022-04-01T10:30"', f'"{SESSION}.time_hash" does not fit the values beside it.'),
    ('"items/week/"', '"items/../week/"', '"addresses[1]" has a wrong value.'),
    ('"items/week/"', '"items/self-neglect/session-079c587d.ics"', '"items/self-neglect/session-079c587d.ics" is there twice.'),
    ('"label": ""', '"lable": ""', f'"{SESSION}.lable" is not a key of the ledger.'),
    ('"label": ""', '"zone": ""', '"zone" is there twice.'),
    ('"label": "",', "", f'"{SESSION}.label" is missing.'),
    ('"created": "2022-02-01T09:00:00Z"', '"created": "2022-02-01"', f'"{SESSION}.created" has a wrong value.'),
    ('"date": "2022-02-01"', '"date": "2022-02-30"', '"issues.2022-02.date" has a wrong value.'),
    ('"place": "Microsoft Teams"', '"place": "\\ud800"', f'"{SESSION}.place" has a wrong value.'),
    ('"addresses": [', '"addresses": [], "\\n": [', r'"\n" is not a key of the ledger.'),
    ('"bulletin": "nw-safeguarding"', '"bulletin": "NW"', '"bulletin" has a wrong value.'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "damage", "fault"), DAMAGE)
@pytest.mark.guarantee("CAL-60")
def test_a_damaged_ledger_is_refused_with_the_path_of_the_damage(text: str, damage: str, fault: str) -> None:
    assert text in GOOD
    with pytest.raises(ContentError) as caught:
        document.parse(GOOD.replace(text, damage, 1))
    [problem] = caught.value.problems
    assert (problem.rule, problem.hint) == ("LED01", "Restore it from the file's history.")
    assert problem.message == f"content/ledger.json is damaged: {fault}"


@pytest.mark.guarantee("CAL-60")
def test_a_merge_conflict_is_refused_with_its_line() -> None:
    lines = GOOD.splitlines()
    start = lines.index('      "sequence": 0,')
    conflict = [*lines[:start], "<<<<<<< HEAD", lines[start], "=======", '      "sequence": 1,', ">>>>>>> edit"]
    with pytest.raises(ContentError) as caught:
        document.parse("\n".join([*conflict, *lines[start + 1 :]]))
    [problem] = caught.value.problems
    assert (problem.line, problem.column) == (start + 1, 1)
    assert problem.message == f"content/ledger.json is damaged at line {start + 1}."


@pytest.mark.parametrize("text", ["[" * 100_000, '{"version": ' + "1" * 5000 + "}", "null", "[]"])
def test_a_text_that_is_not_a_ledger_is_reported_as_damaged(text: str) -> None:
    with pytest.raises(ContentError, match=r"^content/ledger\.json:1:1: content/ledger\.json is damaged.*\[LED01\]$"):
        document.parse(text)


@pytest.mark.guarantee("CAL-60")
def test_a_newer_ledger_asks_for_a_newer_bulletin() -> None:
    with pytest.raises(
        ContentError, match=r"was written by a newer Bulletin \(version 3\)\. Update Bulletin\. \[LED02\]"
    ):
        document.parse(GOOD.replace('"version": 2', '"version": 3'))


def test_a_ledger_cut_anywhere_is_damaged_and_never_a_traceback() -> None:
    for length in range(0, len(GOOD) - 2, 50):
        with pytest.raises(ContentError, match="LED01"):
            document.parse(GOOD[:length])


@examples(400)
@given(st.one_of(st.text(), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["version", "issues", "items", "sessions", "addresses", "bulletin", "x"]), inner, max_size=6)).map(json.dumps)))  # fmt: skip
def test_any_text_is_read_as_a_ledger_or_refused_with_a_sentence(text: str) -> None:
    try:
        document.parse(text)
    except ContentError as error:
        assert [problem.rule for problem in error.problems] in (["LED01"], ["LED02"])


SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "bulletin", "issues", "items", "sessions", "addresses"],
    "properties": {
        "version": {"const": 2},
        "bulletin": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "issues": {"type": "object"},
        "items": {"type": "object"},
        "sessions": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["uid", "label", "address", "start", "end", "zone", "place", "state", "status", "hash", "time_hash", "sequence", "created", "modified"],
                "properties": {
                    "sequence": {"type": "integer", "minimum": 0},
                    "hash": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
                    "start": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"},
                    "modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                },
            },
        },
        "addresses": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
    },
}  # fmt: skip


def test_a_written_ledger_fits_its_schema_and_has_one_address_a_line() -> None:
    jsonschema.validate(json.loads(GOOD), SCHEMA)
    assert re.search(r'\n    "items/self-neglect/session-079c587d.ics",\n    "items/week/"\n', GOOD)


STEPS = st.sampled_from(["retitle", "move", "cancel", "postpone", "restore", "full", "same", "drop note"])


@examples(60)
@given(st.lists(STEPS, max_size=12))
def test_through_any_changes_a_session_keeps_its_uid_and_its_sequence_never_falls(steps: list[str]) -> None:
    item = make_training("self-neglect", make_session(key="cohort-1", label="Cohort 1"))
    ledger, uid, sequence, stamp = EMPTY, item.sessions[0].uid, 0, at("2000-01-01T00:00:00Z")
    for step in steps:
        session = item.sessions[0]
        changed = {
            "retitle": session,
            "move": replace(
                session,
                start=session.start + timedelta(days=7),
                end=session.end + timedelta(days=7),
                moved_from=session.start.date(),
            ),
            "cancel": replace(session, state=State.CANCELLED),
            "postpone": replace(session, state=State.POSTPONED),
            "restore": replace(session, state=State.OPEN),
            "full": replace(session, state=State.FULL),
            "same": session,
            "drop note": replace(session, moved_from=None),
        }[step]
        title = item.title + "!" if step == "retitle" else item.title
        entry = ledger.sessions.get("self-neglect/cohort-1")
        draft = replace(item, title=title, sessions=(changed,))
        hashes = ledger_hashes.session_hashes(draft, changed, "Europe/London")
        revision = history.revision(entry, changed.state, hashes, None) if entry else changed.revision
        assert revision.sequence >= sequence
        assert revision.modified >= stamp
        assert (revision.modified > stamp) or entry is None or entry.hash == hashes.hash
        sequence, stamp = revision.sequence, revision.modified
        item = replace(draft, sessions=(replace(changed, revision=revision),))
        ledger = recording.record(ledger, make_bulletin(make_issue(item)), (), at(FEBRUARY))
        assert ledger.sessions["self-neglect/cohort-1"].uid == uid
