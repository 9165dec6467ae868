"""A ledger without entries that it once had is refused, if git's history can be read."""

from __future__ import annotations

import json
import subprocess
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
from tests.support.folders import make_content

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
    with pytest.raises(ContentError, match=f'has lost "{name}", which it had in commit'):
        judge(content)


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
