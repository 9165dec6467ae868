"""Publishing records the items and sessions as in the contract's example, completely or not at all."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin import load, render
from bulletin.errors import BulletinError, ContentError, FolderError, PublishError, RequestError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY
from bulletin.outputs.manifest import promised
from bulletin.publish import recording
from bulletin.publish.moments import source_date_epoch
from bulletin.publish.recording import FolderRequest, LedgerChanged, checked_folder
from bulletin.publish.store import FolderLedger
from tests.publish.built import CHECKS, next_text, record
from tests.support.commands import run
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content
from tests.support.mailing import Mailing

COHORT = "Cohort 4: 8 March 2022, https://example.org/book/4"
MOVED = "Cohort 4: 15/03/22 https://example.org/book/4 (moved from 08/03/22)"
NAMED = {"items": frozenset({"safer-recruitment"}), "sessions": frozenset({"safer-recruitment/cohort-4"})}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def content_with(root: Path, line: str = COHORT, more: dict[str, str | bytes] | None = None) -> Path:
    training = TRAINING.replace(COHORT, line)
    return make_content(root, {"2022-02/week.md": "", "2022-02/safer-recruitment.md": training, **(more or {})})


def record_publishing(content: Path, when: str, issue: str) -> None:
    """Record in the ledger that an issue was published and sent."""
    bulletin = load(content, revised=at(when))
    path = content / "ledger.json"
    before = document.parse(path.read_text("utf-8")) if path.exists() else EMPTY
    text = next_text(before, bulletin, tuple(promised(render(bulletin))), at(when), Mailing(issue=issue, **NAMED))
    path.write_text(text, "utf-8", newline="\n")


def entry(content: Path) -> dict[str, Any]:
    return dict(json.loads((content / "ledger.json").read_text("utf-8"))["sessions"]["safer-recruitment/cohort-4"])


def row(content: Path) -> tuple[object, ...]:
    """Return a row of the contract's table: start, note, state, status, time_hash, sequence, modified, told."""
    session = entry(content)
    mail = session["told"]
    return (
        session["start"], session.get("moved_from", ""), f"{session['state']}, {session['status']}", session["time_hash"], session["sequence"],
        session["modified"], f"{mail['start'][:10]}, {mail['state']}",
    )  # fmt: skip


@pytest.mark.guarantee("CAL-27", "CAL-28")
def test_cohort_4_moves_and_is_cancelled_as_the_contract_tells_it(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    record_publishing(content, "2022-02-01T09:05:00Z", "2022-02")
    first = "2022-02-01T09:00:00Z"
    start = "2022-03-08, open"
    assert row(content) == ("2022-03-08T09:30", "", "open, CONFIRMED", "e5b1433d6f73e84b", 0, first, start)

    content_with(tmp_path, MOVED)
    assert record(content, at("2022-02-22T10:15:00Z")).changed
    moved = ("2022-03-15T09:30", "2022-03-08", "open, CONFIRMED", "291a747e0add4499", 1, "2022-02-22T10:15:00Z", start)
    assert row(content) == moved

    content_with(tmp_path, f"{MOVED} (cancelled)")
    assert record(content, at("2022-03-01T08:05:00Z")).changed
    cancelled = (
        "2022-03-15T09:30",
        "2022-03-08",
        "cancelled, CANCELLED",
        "d4b9da71d7869d7f",
        2,
        "2022-03-01T08:05:00Z",
    )
    assert row(content) == (*cancelled, start)

    content_with(tmp_path, f"{MOVED} (cancelled)", {"2022-03/issue.md": ISSUE.replace("1 February", "1 March")})
    record_publishing(content, "2022-03-01T09:05:00Z", "2022-03")
    assert row(content) == (*cancelled, "2022-03-15, cancelled")
    assert entry(content)["told"]["issue"] == "2022-03"


@pytest.mark.guarantee("CAL-27")
def test_the_recorded_values_are_those_of_a_build_at_the_same_time(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    record(content, at("2022-02-01T09:05:00Z"))
    content_with(tmp_path, MOVED)
    when = at("2022-02-22T10:15:00Z")
    data_by_path = {file.path: file.data for file in render(load(content, revised=when))}
    record(content, when)
    assert {file.path: file.data for file in render(load(content))} == data_by_path


@pytest.mark.guarantee("CAL-27")
def test_recording_again_changes_no_byte_and_no_time_of_change(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    done = record(content, at("2022-02-01T09:05:00Z"))
    assert (done.changed, done.sessions) == (True, 1)
    path = content / "ledger.json"
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    assert not record(content, at("2023-01-01T00:00:00Z")).changed
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, changed)
    assert sorted(path.name for path in content.iterdir()) == ["2022-02", "bulletin.yml", "ledger.json"]


def test_held_items_drafts_and_issues_that_are_not_due_are_not_recorded(tmp_path: Path) -> None:
    content = content_with(
        tmp_path,
        more={
            "2022-02/held.md": "---\ntitle: Not yet\nhold until: it is decided\n---\nText.\n",
            "2022-03/issue.md": ISSUE.replace("1 February", "1 March"),
            "2022-03/later.md": "---\ntitle: Later\n---\nText.\n",
            "2022-04/issue.md": ISSUE.replace("1 February", "1 April").replace("ready", "draft"),
            "2022-04/draft.md": "---\ntitle: Draft\n---\nText.\n",
        },
    )
    record(content, at("2022-02-01T09:05:00Z"), as_of=at("2022-02-10").date())
    text = (content / "ledger.json").read_text("utf-8")
    assert sorted(json.loads(text)["items"]) == ["safer-recruitment"]
    assert sorted(json.loads(text)["issues"]) == ["2022-02"]
    assert not any(word in text for word in ("held", "2022-03/", "2022-04", "draft"))


@pytest.mark.parametrize(
    ("files", "error", "message"),
    [
        ({"ledger.json": "{"}, ContentError, "ledger.json is damaged at line 1. Restore it from the file's history. [LED01]"),
        ({"ledger.json": '{"version": 3}'}, ContentError, "was written by a newer Bulletin (version 3). Update Bulletin. [LED02]"),
        ({"bulletin.yml": SETTINGS + "sample: yes\n"}, PublishError, "This bulletin is a sample, so I record nothing."),
        ({"bulletin.yml": SETTINGS.replace("base url", "#")}, PublishError, "There is no base url"),
        ({"2022-02/wrong.md": "---\ntitle:\n---\n"}, ContentError, "wrong.md:2"),
        ({".ledger.json.unfinished/x": "in the way"}, FolderError, "Nothing was recorded."),
    ],
)  # fmt: skip
@pytest.mark.guarantee("CAL-60")
def test_a_refusal_is_a_sentence_and_changes_nothing(
    tmp_path: Path, files: dict[str, str | bytes], error: type[BulletinError], message: str
) -> None:
    content = content_with(tmp_path, more=files)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    with pytest.raises(error) as refused:
        record(content, datetime(2022, 2, 1, tzinfo=UTC))
    assert message in str(refused.value)
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


@pytest.mark.guarantee("CAL-60")
def test_a_write_that_is_cut_off_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_with(tmp_path)
    record(content, at("2022-02-01T09:05:00Z"))
    before = (content / "ledger.json").read_bytes()
    content_with(tmp_path, MOVED)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(FolderError, match=r"No space left on device\. Nothing was recorded\."):
        record(content, at("2022-02-22T10:15:00Z"))
    assert (content / "ledger.json").read_bytes() == before
    assert not (content / ".ledger.json.unfinished").exists()


# Words of a template are no leak, so this template has them backwards and reverses them.
SECRET_TITLE = "A matter for named professionals only"
LIMITED = f"---\ntitle: {SECRET_TITLE}\ncirculation: limited\ncirculation note: For them.\n---\nText.\n"
NOT_BUILT: dict[str, dict[str, str | bytes]] = {
    "an error that only a check finds": {"2022-02/x.md": "---\ntitle: X\n---\nNHS number 943 476 5919.\n"},
    "an error that only a check of built files finds": {
        "bulletin.yml": SETTINGS + "checks:\n  EML06: error\n", "../templates/web/404.html": "<img src=x>",
    },
    "a leak": {"2022-02/m.md": LIMITED, "../templates/web/404.html": f'{{{{ "{SECRET_TITLE[::-1]}"|reverse }}}}'},
    "a template that fails": {"../templates/web/404.html": "{{ nothing }}"},
    "an address that vanishes": {"2022-02/safer-recruitment.md": ""},
}  # fmt: skip


@pytest.mark.parametrize("files", NOT_BUILT.values(), ids=NOT_BUILT)
def test_a_bulletin_that_build_refuses_is_not_recorded(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    content = content_with(tmp_path)
    record(content, at("2022-02-01T09:05:00Z"))
    before = (content / "ledger.json").read_bytes()
    if "2022-02/safer-recruitment.md" in files:
        (content / "2022-02" / "safer-recruitment.md").unlink()
    content_with(tmp_path, MOVED, {"2022-02/new.md": ITEM} | files)
    assert run("build", cwd=tmp_path).returncode == 1
    for arguments in (["--record"], ["--issue", "2022-02"]):
        done = run("publish", *arguments, cwd=tmp_path)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert (content / "ledger.json").read_bytes() == before
    for path in files:
        (content / path).unlink(missing_ok=True)
    content_with(tmp_path, MOVED, {"2022-02/new.md": ITEM})
    assert run("publish", "--record", cwd=tmp_path).returncode == 0
    assert (content / "ledger.json").read_bytes() != before


def test_a_ledger_that_changed_while_the_folder_was_built_is_left_as_it_is(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    checked = checked_folder(FolderRequest(content, at("2022-02-01T09:05:00Z")), CHECKS)
    record(content, at("2022-02-01T09:00:00Z"))
    before = (content / "ledger.json").read_bytes()
    with pytest.raises(LedgerChanged, match=r"The ledger changed while I was building\. Run this again\."):
        recording.record(FolderLedger(content, lambda seconds: None), checked, every_issue=True)
    assert (content / "ledger.json").read_bytes() == before


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("0", 0), ("1645524900", 1645524900)])
def test_source_date_epoch_is_seconds_since_1970(text: str, seconds: int | None) -> None:
    moment = source_date_epoch(text)
    assert (moment.timestamp() if moment else None) == seconds


@pytest.mark.parametrize("text", ["x", "-1", "9" * 30, "9" * 5000, "1e9", " ", " 1 ", "1.5", "٣", "1_000"])
def test_anything_else_is_refused_as_source_date_epoch(text: str) -> None:
    with pytest.raises(RequestError, match="SOURCE_DATE_EPOCH must be a number of seconds since 1970"):
        source_date_epoch(text)


def test_the_command_records_at_the_time_that_it_is_given(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    done = run("publish", "--record", "--at", "2022-02-01T09:05:00Z", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"content/ledger\.json knows 1 session and \d+ addresses\.\nNext: .*\n", done.stdout)
    content_with(tmp_path, MOVED)
    done = run("publish", "--record", cwd=tmp_path, SOURCE_DATE_EPOCH="1645524900")
    assert entry(content)["modified"] == "2022-02-22T10:15:00Z"
    again = run("publish", "--record", cwd=tmp_path).stdout
    assert re.fullmatch(r"content/ledger\.json knows 1 session and \d+ addresses, as before\.\nNext: .*\n", again)


def test_recording_leaves_an_issue_of_a_later_day_to_be_sent_on_it(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2090-02/issue.md": ISSUE.replace("1 February 2022", "1 February 2090")})
    assert run("publish", "--record", cwd=tmp_path).returncode == 0
    assert set(document.parse((content / "ledger.json").read_text("utf-8")).issues) == {"2022-02"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--record", "--at", "yesterday"), 2, 'I cannot read "yesterday" as a time. Write it like 2022-02-22T10:15:00Z.'),
        (("--record", "--at", "2022-02-22T10:15:00"), 2, "Write it like 2022-02-22T10:15:00Z."),
        ((), 2, "Say what to do: --record."),
    ],
)  # fmt: skip
def test_a_wrong_time_and_no_option_are_refused(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    content_with(tmp_path)
    done = run("publish", *arguments, cwd=tmp_path)
    assert (done.returncode, message in done.stderr) == (code, True)
    assert not (tmp_path / "content" / "ledger.json").exists()


def test_a_sample_is_refused_with_its_own_exit_code(tmp_path: Path) -> None:
    content_with(tmp_path, more={"bulletin.yml": SETTINGS + "sample: yes\n"})
    done = run("publish", "--record", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert (
        done.stderr == "This bulletin is a sample, so I record nothing. Delete `sample: yes` when it is a real one.\n"
    )
