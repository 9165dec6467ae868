"""A ledger that has lost entries, or went back, is refused if git's history can be read."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.content.load import load, read_ledger
from bulletin.errors import ContentError
from bulletin.ledger.document import dump
from bulletin.ledger.entries import EMPTY
from bulletin.ledger.recording import record as record_shown
from bulletin.publish.past_ledgers import LedgerFile, raise_if_lost
from bulletin.publish.recording import FolderRequest, checked_folder
from tests.publish.built import CHECKS
from tests.support.folders import TRAINING, make_content

AT = datetime(2022, 2, 1, 9, 5, tzinfo=UTC)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder in a repository, with a ledger that was committed."""
    folder = make_content(tmp_path)
    ledger = record_shown(EMPTY, load(folder), ("items/week/", "feed.xml"), AT)
    (folder / "ledger.json").write_text(dump(ledger), "utf-8")
    git(tmp_path, "init", "-q")
    commit(folder)
    return folder


def commit(content: Path) -> None:
    git(content, "add", "-A", ".")
    git(content, "commit", "-q", "-m", "x")


def change(content: Path, change: dict[str, Any]) -> None:
    path = content / "ledger.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")


def judge(content: Path) -> None:
    raise_if_lost(LedgerFile(content, "content/ledger.json"), read_ledger(content), "nw-safeguarding")


def test_a_ledger_with_all_past_entries_is_accepted(content: Path) -> None:
    judge(content)
    change(content, {"addresses": ["items/week/"], "withdrawn": ["feed.xml"]})
    judge(content)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_deleted_ledger_is_refused_and_the_hint_brings_it_back(content: Path, is_committed: bool) -> None:
    version = git(content, "log", "-1", "--format=%h").strip()
    (content / "ledger.json").unlink()
    if is_committed:
        commit(content)
    with pytest.raises(ContentError) as refusal:
        judge(content)
    (problem,) = refusal.value.problems
    assert str(problem) == (
        f"content/ledger.json:1:1: content/ledger.json is missing, and git's history has it (commit {version}). "
        f"Put it back: type `git checkout {version} -- ledger.json` in the content folder. [LED05]"
    )
    git(content, "checkout", version, "--", "ledger.json")
    judge(content)


@pytest.mark.parametrize(
    ("lost", "name"),
    [
        ({"addresses": ["items/week/"]}, "addresses/feed.xml"),
        ({"items": {}}, "items/week"),
        ({"issues": {}}, "issues/2022-02"),
    ],
)
def test_a_ledger_with_fewer_entries_is_refused(content: Path, lost: dict[str, Any], name: str) -> None:
    change(content, lost)
    commit(content)
    with pytest.raises(ContentError, match=f'has lost what it had of "{name}" in commit'):
        judge(content)


def test_what_a_forced_push_took_away_is_remembered_by_the_clone(content: Path) -> None:
    root = content.parent
    git(root, "init", "-q", "--bare", "origin.git")
    git(root, "remote", "add", "origin", str(root / "origin.git"))
    keep_issue(content, CLAIMED)
    git(root, "push", "-q", "-u", "origin", "HEAD:main")
    keep_issue(content, SENT)
    git(root, "push", "-q", "origin", "HEAD:main")
    git(root, "reset", "-q", "--hard", "HEAD~")
    git(root, "push", "-q", "--force", "origin", "HEAD:main")
    with pytest.raises(ContentError, match='has lost what it had of "issues/2022-02"'):
        judge(content)


SENT = {
    "at": "2022-02-01T09:05:00Z",
    "claim": "one",
    "date": "2022-02-01",
    "state": "sent",
    "deliveries": {"main": {"message_id": "<a@example.org>", "state": "accepted"}},
}
SENDING = SENT | {"state": "sending", "deliveries": {"main": {"message_id": "<a@example.org>", "state": "sending"}}}
REFUSED = SENT | {"state": "sending", "deliveries": {"main": {"message_id": "<a@example.org>", "state": "refused"}}}
CLAIMED = SENT | {"state": "claimed", "deliveries": {}}
RECORDED = {"at": "2022-02-01T09:05:00Z", "date": "2022-02-01", "state": "recorded"}


def keep_issue(content: Path, entry: dict[str, Any]) -> None:
    """Write and commit the entry of an issue."""
    change(content, {"issues": {"2022-02": entry}})
    commit(content)


@pytest.mark.parametrize(
    ("past", "now", "name"),
    [
        (SENT, RECORDED, "issues/2022-02"),
        (SENT, CLAIMED, "issues/2022-02"),
        (SENT, SENT | {"deliveries": {}}, "issues/2022-02, delivery main"),
        (SENT, REFUSED | {"state": "sent", "claim": "two"}, "issues/2022-02, delivery main"),
        (CLAIMED, RECORDED, "issues/2022-02"),
        (SENDING, CLAIMED, "issues/2022-02, delivery main"),
    ],
)
def test_a_ledger_in_which_an_issue_has_gone_back_is_refused_and_the_hint_brings_it_back(
    content: Path, past: dict[str, Any], now: dict[str, Any], name: str
) -> None:
    keep_issue(content, past)
    version = git(content, "log", "-1", "--format=%h").strip()
    keep_issue(content, now)
    with pytest.raises(ContentError) as refusal:
        judge(content)
    (problem,) = refusal.value.problems
    assert f'has lost what it had of "{name}"' in problem.message
    if name == "issues/2022-02" or now["state"] == "claimed":
        assert problem.hint == f"Put it back: type `git checkout {version} -- ledger.json` in the content folder."
        git(content, "checkout", version, "--", "ledger.json")
        judge(content)


@pytest.mark.parametrize(
    "course",
    [
        (RECORDED, CLAIMED, SENDING, SENT),
        (CLAIMED, SENDING, REFUSED, CLAIMED | {"claim": "two"}, SENT | {"claim": "two"}),
        (CLAIMED, SENDING, CLAIMED | {"claim": "two"}),
    ],
)
def test_no_step_of_publishing_is_taken_for_a_loss(content: Path, course: tuple[dict[str, Any], ...]) -> None:
    for entry in course:
        keep_issue(content, entry)
        judge(content)


def test_a_session_with_an_earlier_revision_is_refused(tmp_path: Path) -> None:
    folder = make_content(tmp_path, {"2022-02/course.md": TRAINING})
    git(tmp_path, "init", "-q")
    ledger = record_shown(EMPTY, load(folder), (), AT)
    (ref, entry), *_ = ledger.sessions.items()
    for sequence in (1, 2, 1):
        changed = replace(ledger, sessions={**ledger.sessions, ref: replace(entry, sequence=sequence)})
        (folder / "ledger.json").write_text(dump(changed), "utf-8")
        commit(folder)
    with pytest.raises(ContentError, match=f'has lost what it had of "sessions/{ref}"'):
        judge(folder)


def test_publishing_from_a_desk_with_a_clone_is_refused(content: Path) -> None:
    request = FolderRequest(content, AT)
    checked_folder(request, CHECKS)
    (content / "ledger.json").unlink()
    with pytest.raises(ContentError, match="LED05"):
        checked_folder(request, CHECKS)


def test_where_there_is_no_history_nothing_is_refused(tmp_path: Path, content: Path) -> None:
    (content / "ledger.json").unlink()
    (tmp_path / ".git").rename(tmp_path / "git")
    judge(content)


def test_ledgers_of_another_bulletin_and_unreadable_ones_are_ignored(content: Path) -> None:
    change(content, {"bulletin": "other"})
    commit(content)
    (content / "ledger.json").write_text("{", "utf-8")
    commit(content)
    (content / "ledger.json").unlink()
    raise_if_lost(LedgerFile(content, "content/ledger.json"), EMPTY, "third")
