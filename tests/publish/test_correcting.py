"""A correction says what changed since an issue was sent, and has the calendar files of only the changed sessions."""

from __future__ import annotations

import email
import json
import re
from dataclasses import replace
from datetime import datetime
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bulletin import changed, load, outputs, render, write
from bulletin.cli.mail import correction_files
from bulletin.errors import LeakError, RequestError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY, session_ref
from bulletin.model import File
from bulletin.outputs import render_correction
from bulletin.outputs.email.correction import corrected
from bulletin.outputs.manifest import promised
from tests.calendars.lint import lint
from tests.publish.built import next_text, record
from tests.support.browser import axe, opened
from tests.support.commands import run
from tests.support.folders import SETTINGS, make_content
from tests.support.mailing import Mailing

ITEM = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - Cohort 3: 4 March 2022, https://example.org/book/3
  - {line}
{more}---
What the course covers.
"""
STAFF = """\
---
title: Supervision for staff
circulation: staff
time: 9am to 10am
booking: Call us.
sessions:
  - {line}
---
Text.
"""
LIMITED = STAFF.replace("for staff", "of leads").replace(
    "circulation: staff", "circulation: limited\ncirculation note: For leads."
)
COHORT, MOVED = (
    "Cohort 4: 8 March 2022, https://example.org/book/4",
    "Cohort 4: 15 March 2022, https://example.org/book/4 (moved from 8 March 2022)",
)
SENT = datetime.fromisoformat("2022-02-01T09:05:00+00:00")
REVISED = datetime.fromisoformat("2022-02-22T10:15:00+00:00")


def folder(root: Path, line: str = COHORT, more: str = "", staff: str = "One: 9 March 2022", **files: str) -> Path:
    """Write a bulletin with a public, a staff and a limited item; return its folder."""
    usual = {
        "2022-02/week.md": "",
        "2022-02/safer-recruitment.md": ITEM.format(line=line, more=more),
        "2022-02/supervision.md": STAFF.format(line=staff),
        "2022-02/leads.md": LIMITED.format(line=files.pop("limited", "One: 10 March 2022")),
        "bulletin.yml": SETTINGS + files.pop("settings", ""),
    }
    return make_content(root, usual | files)


def record_sending(content: Path, issue: str, when: datetime = SENT) -> None:
    """Record in the ledger that an issue, or a correction of one, was sent."""
    bulletin = load(content, revised=when)
    path = content / "ledger.json"
    before = document.parse(path.read_text("utf-8")) if path.exists() else EMPTY
    items = [item for bulletin_issue in bulletin.issues for item in bulletin_issue.items]
    refs = frozenset(session_ref(item.slug, session.key) for item in items for session in item.sessions)
    named = Mailing(issue=issue, items=frozenset(item.slug for item in items), sessions=refs)
    path.write_text(next_text(before, bulletin, tuple(promised(render(bulletin))), when, named), "utf-8", newline="\n")


def files_by_name(content: Path) -> dict[str, File]:
    return {
        file.path.removeprefix("mail/2022-02/"): file for file in correction_files(content, "2022-02", revised=REVISED)
    }


def text(file: File) -> str:
    assert isinstance(file.data, bytes)
    return file.data.decode("utf-8")


@pytest.mark.guarantee("CAL-51")
def test_a_correction_says_what_changed_with_the_calendar_files_of_these_sessions_alone(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    content = folder(tmp_path, MOVED, staff="One: 9 March 2022 (cancelled)")
    correction = files_by_name(content)
    assert sorted(correction) == [
        "correction-1-send.eml", "correction-1.eml", "correction-1.html", "correction-1.txt",
        "correction-1/calendar/safer-recruitment-cohort-4.ics", "correction-1/calendar/supervision-one.ics",
        "manifest.json",
    ]  # fmt: skip
    plain = text(correction["correction-1.txt"])
    changes = plain.partition("This has changed")[2].partition("The calendar files")[0].splitlines()
    assert [line for line in changes[1:] if line] == [
        "- Supervision for staff: One on Wednesday 9 March 2022 is cancelled. Delete the entry from your calendar.",
        "- Safer recruitment training: Cohort 4 has moved from Tuesday 8 March 2022 to Tuesday 15 March 2022, "
        "9:30am to 4:30pm. Delete the old entry from your calendar and add the new one.",
        "  Book, if you have not booked: Safer recruitment training: Cohort 4, 15 March: <https://example.org/book/4>",
        "  Add Safer recruitment training: Cohort 4, 15 March to your calendar: "
        "<https://example.org/nw-safeguarding/items/safer-recruitment/#date-cohort-4>",
    ]
    assert "Cohort 3" not in plain
    assert "leads" not in plain.casefold()


@pytest.mark.guarantee("CAL-51")
@pytest.mark.guarantee("CAL-53")
def test_the_message_has_text_html_and_the_changed_sessions_as_published_calendars(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    correction = files_by_name(folder(tmp_path, MOVED))
    for name in ("correction-1.eml", "correction-1-send.eml"):
        message = email.message_from_bytes(correction[name].data, policy=policy.default)  # type: ignore[arg-type]
        assert message["Subject"] == "Correction: North West safeguarding bulletin: 1 February 2022"
        assert not message.defects
        parts = [part for part in message.walk() if not part.is_multipart()]
        assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "application/ics"]
        calendar = parts[2]
        assert (calendar.get_filename(), calendar["Content-Transfer-Encoding"]) == (
            "safer-recruitment-cohort-4.ics",
            "base64",
        )
        data = calendar.get_payload(decode=True)
        assert lint(data) == []  # type: ignore[arg-type]
        assert b"SEQUENCE:1\r\n" in data  # type: ignore[operator]
        assert b"SUMMARY:MOVED: Safer recruitment" in data  # type: ignore[operator]
    assert email.message_from_bytes(correction["correction-1.eml"].data)["X-Unsent"] == "1"  # type: ignore[arg-type]
    posted = email.message_from_bytes(correction["correction-1-send.eml"].data)  # type: ignore[arg-type]
    assert (posted["X-Unsent"], posted["Date"]) == (None, "Tue, 22 Feb 2022 10:15:00 +0000")
    assert re.fullmatch(r"<2022-02\.correction-1\.[0-9a-f]+@example\.org>", posted["Message-ID"])


@pytest.mark.parametrize(
    ("correction", "holds"),
    [
        ("the phone number", " (now 0344 255 0699)"),
        ("the telephone number of the help desk", " (now 0344 255 0699)"),
        ("the phone number and the email address", " (now 0344 255 0699 and desk@example.org)"),
        ("the phone number is 0344 255 0699", ""),
        ("write to desk@example.org, the email address was wrong", ""),
        ("a smartphone is not needed", ""),
        ("the name of the course", ""),
    ],
)
def test_a_correction_that_speaks_of_a_number_or_an_address_holds_it(
    tmp_path: Path, correction: str, holds: str
) -> None:
    record_sending(folder(tmp_path, more="phone: 0344 255 0623\nemail: desk@example.org\n"), "2022-02")
    more = f"phone: 0344 255 0699\nemail: desk@example.org\ncorrected:\n  - 3 February 2022: {correction}\n"
    files = files_by_name(folder(tmp_path, more=more))
    line = next(line for line in text(files["correction-1.txt"]).splitlines() if "corrected 3 February" in line)
    assert line == f"- Safer recruitment training, corrected 3 February 2022: {correction}{holds}"
    assert "0344 255 0699" in text(files["correction-1.html"]) or not holds


def test_a_corrected_word_is_told_without_a_calendar_file(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    correction = files_by_name(folder(tmp_path, more="corrected:\n  - 3 February 2022: the phone number\n"))
    assert sorted(correction) == [
        "correction-1-send.eml",
        "correction-1.eml",
        "correction-1.html",
        "correction-1.txt",
        "manifest.json",
    ]
    assert "- Safer recruitment training, corrected 3 February 2022: the phone number" in text(
        correction["correction-1.txt"]
    )
    assert "attached" not in text(correction["correction-1.txt"])


def test_readers_of_the_limited_edition_get_a_correction_of_their_own(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    correction = files_by_name(folder(tmp_path, limited="One: 17 March 2022 (moved from 10 March 2022)"))
    assert {file.circulation for name, file in correction.items()} == {"limited"}
    assert sorted(correction)[:4] == [
        f"limited-correction-1{ending}" for ending in ("-send.eml", ".eml", ".html", ".txt")
    ]
    plain = text(correction["limited-correction-1.txt"])
    assert "Limited circulation." in plain
    assert "Supervision of leads: One has moved" in plain
    assert "outlook" not in plain


@pytest.mark.guarantee("CAL-52")
def test_later_changes_are_counted_from_the_correction(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    content = folder(tmp_path, MOVED)
    record(content, REVISED)
    first = corrected(load(content), "2022-02", 1)
    assert (first.id, first.items, first.sessions) == ("2022-02/correction-1", (), ("safer-recruitment/cohort-4",))
    bulletin, path = load(content), content / "ledger.json"
    named = Mailing(issue=first.id, items=frozenset(first.items), sessions=frozenset(first.sessions))
    path.write_text(next_text(document.parse(path.read_text("utf-8")), bulletin, (), REVISED, named), "utf-8")
    with pytest.raises(RequestError, match="Nothing that 2022-02 said has changed since it was sent"):
        files_by_name(content)
    assert load(content).changes == ()
    again = folder(tmp_path, MOVED.replace("15 March", "22 March").replace("from 8", "from 15"))
    second = files_by_name(again)
    assert "correction-2.txt" in second
    assert "has moved from Tuesday 15 March 2022 to Tuesday 22 March 2022" in text(second["correction-2.txt"])


def test_the_manifest_names_the_correction_and_what_it_says(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    manifest = json.loads(text(files_by_name(folder(tmp_path, MOVED))["manifest.json"]))
    assert manifest["correction"] == {
        "id": "2022-02/correction-1", "issue": "2022-02", "number": 1, "items": [], "sessions": ["safer-recruitment/cohort-4"],
    }  # fmt: skip
    assert manifest["outputs"] == ["correction-1"]
    assert manifest["files"]["mail/2022-02/correction-1.eml"]["circulation"] == "staff"


def test_an_issue_that_was_not_sent_needs_no_correction(tmp_path: Path) -> None:
    content = folder(tmp_path)
    record(content, SENT)
    with pytest.raises(RequestError, match=r"2022-02 was not sent, so there is nothing to correct\."):
        files_by_name(content)
    with pytest.raises(RequestError, match=r'There is no issue "2022-03"'):
        correction_files(content, "2022-03")


def test_a_correction_is_searched_for_what_its_readers_may_not_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sending(folder(tmp_path), "2022-02")
    bulletin = load(folder(tmp_path, MOVED))
    correction = corrected(bulletin, "2022-02", 1)
    first = correction.files[0]
    leaking = replace(first, path="mail/2022-02/x.txt", data=b"See Supervision of leads for three more words.")
    monkeypatch.setattr(outputs, "corrected", lambda *_: correction._replace(files=(leaking,)))
    with pytest.raises(LeakError):
        tuple(render_correction(bulletin, "2022-02", 1))


def test_the_command_adds_a_correction_to_what_was_built_and_a_build_leaves_it(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    content = folder(tmp_path, MOVED)
    out = tmp_path / "build"
    write(render(load(content)), out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "manifest.json"}
    done = run("correction", "2022-02", cwd=tmp_path)  # Of today, as it would be published: the session is over.
    assert (done.returncode, "There is nothing to correct." in done.stderr) == (2, True)
    done = run("correction", "2022-02", "--as-of", "2 February 2022", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:-1] == [
        f"build/mail/2022-02/correction-1{end}"
        for end in ("-send.eml", ".eml", ".html", ".txt", "/calendar/safer-recruitment-cohort-4.ics")
    ]
    assert {path: path.read_bytes() for path in before} == before
    write(render(load(content)), out)
    assert (out / "mail/2022-02/correction-1.eml").exists()
    assert changed(render(load(content)), out) == ()
    done = run("correction", "2022-03", "--as-of", "2 March 2022", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'There is no issue "2022-03".' in done.stderr


def test_a_sample_says_so(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    correction = files_by_name(folder(tmp_path, MOVED, settings="sample: yes\n"))
    assert "This is a sample." in text(correction["correction-1.txt"])
    html = text(correction["correction-1.html"])
    assert ("This is a sample." in html, "[Sample]" in html) == (True, True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_wrong_with_a_correction_on_a_telephone(browser: Browser, tmp_path: Path, dark: bool) -> None:
    record_sending(folder(tmp_path), "2022-02")
    page = text(
        files_by_name(folder(tmp_path, MOVED, more="corrected:\n  - 3 February 2022: the phone number\n"))[
            "correction-1.html"
        ]
    )
    with opened(browser, page, width=320, dark=dark) as tab:
        assert axe(tab, "region", "landmark-one-main") == []
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert tab.refused == []  # type: ignore[attr-defined]
