"""`bulletin` without a command prints the state of the bulletin in ten lines, and each command prints the next step."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bulletin.cli import commands
from bulletin.cli.content_folders import content_folder
from bulletin.cli.status import report
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY, IssueEntry
from bulletin.publish.due import BY_HAND
from tests.publish.test_correcting import MOVED, folder, record_sending
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content

NOON = datetime(2022, 1, 30, 12, tzinfo=UTC)
LATER = datetime(2022, 2, 3, 12, tzinfo=UTC)
LIMITED = ITEM.replace("---\nFree", "circulation: limited\ncirculation note: for GPs\n---\nFree").replace("week", "day")
HELD = ITEM.replace("---\nFree", "hold until: it is true\n---\nFree").replace("Safeguarding week", "Another thing")
FULL: dict[str, str | bytes] = {
    "bulletin.yml": SETTINGS + "sample: yes\n",
    "2022-02/safer-recruitment.md": TRAINING,
    "2022-02/limited.md": LIMITED,
    "2022-02/held.md": HELD,
}


def run(*command: str, cwd: Path) -> Result:
    """Run a command in this process, and return its output."""
    with contextlib.chdir(cwd):
        return CliRunner().invoke(commands, command, prog_name="bulletin")


def lines(content: Path, now: datetime = NOON, environ: Mapping[str, str] | None = None) -> list[str]:
    return report(content, now, environ or {}).replace(str(content), "content").splitlines()


def test_the_longest_status_has_ten_lines_and_names_no_item(tmp_path: Path) -> None:
    content = make_content(tmp_path, FULL)
    status_lines = lines(content, environ={"BULLETIN_TO": "list@example.org"})
    assert status_lines == [
        "North West safeguarding bulletin, in the folder content.",
        "The newest issue is 2022-02, for Tuesday 1 February 2022, in 2 days.",
        "  It is ready for its day.",
        "  Email: 2 items, 1 session, to list@example.org.",
        "  Limited edition: 1 item, to the list that BULLETIN_TO_LIMITED names where it is sent.",
        "  Web, feed and calendar: 2 items, for everybody.",
        "  Left out: 1 item on hold.",
        "Nothing stops it; 2 warnings.",
        "It is a sample: every edition says so, and none can be sent.",
        "Next: bulletin build --issue 2022-02 content",
    ]
    assert len(status_lines) == 10


def record(content: Path, state: str, claim: str = "") -> None:
    entry = IssueEntry(day=date(2022, 2, 1), state=state, at=datetime(2022, 2, 1, 9, tzinfo=UTC), claim=claim)
    ledger = replace(EMPTY, bulletin="nw-safeguarding", issues={"2022-02": entry})
    (content / "ledger.json").write_text(document.dump(ledger), "utf-8")


STATES = [
    ("", "", NOON, "It is ready for its day.", "build --issue 2022-02 content"),
    ("", "", LATER, "It is ready, and has not gone out.", "publish --issue 2022-02 --dry-run content"),
    ("recorded", "", NOON, "It is recorded as published; Bulletin sent it to nobody.", "new issue content"),
    ("sent", "", NOON, "It went out on 1 February 2022.", "new issue content"),
    ("sending", "a", NOON, "It began to go out, and is not finished.", "publish --issue 2022-02 content"),
    (
        "claimed",
        f"{BY_HAND}a",
        NOON,
        "It waits until somebody says that it was sent by hand.",
        "publish --issue 2022-02 --mark-sent content",
    ),
]


@pytest.mark.parametrize(("state", "claim", "now", "says", "command"), STATES)
def test_each_state_has_its_sentence_and_its_next_command(
    tmp_path: Path, state: str, claim: str, now: datetime, says: str, command: str
) -> None:
    content = make_content(tmp_path)
    if state:
        record(content, state, claim)
    status_lines = lines(content, now)
    assert (status_lines[2].strip(), status_lines[-1]) == (says, f"Next: bulletin {command}")


def test_the_status_of_a_draft_says_where_to_write_that_it_is_ready(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/issue.md": ISSUE.replace("ready", "draft")})
    status_lines = lines(content)
    assert status_lines[2] == "  It is a draft, so it does not go out."
    assert status_lines[-1].endswith('(and write "status: ready" in content/2022-02/issue.md when it may go out)')


def test_a_session_that_changed_after_sending_asks_for_a_correction(tmp_path: Path) -> None:
    record_sending(folder(tmp_path), "2022-02")
    content = folder(tmp_path, MOVED)
    assert f"Next: bulletin correction 2022-02 {content}   (readers were told something else)" in report(
        content, NOON, {}
    )


def test_mistakes_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": "no fence", "2022-02/y.md": "---\ntitel: y\n---\n"})
    status_lines = lines(content)
    assert status_lines[-2:] == [
        "2 problems to put right, the first in content/2022-02/x.md:1.",
        "Next: bulletin check content",
    ]
    (content / "bulletin.yml").unlink()
    (content / "ledger.json").write_text("{", "utf-8")
    assert lines(content)[-1] == "Next: bulletin check content"


def test_a_folder_without_an_issue_asks_to_begin_one(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
    assert lines(content)[-1] == "Next: bulletin new issue content"


def test_the_folder_is_found_from_above_and_from_inside(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    assert content_folder(tmp_path) == Path("content")
    assert content_folder(content) == Path()
    assert content_folder(content / "2022-02") == Path("..")
    assert content_folder(tmp_path.parent / "nowhere") is None
    make_content(tmp_path, name="other")
    assert content_folder(tmp_path) == Path("content")
    (content / "bulletin.yml").unlink()
    assert content_folder(tmp_path) == Path("other")
    make_content(tmp_path, name="third")
    assert content_folder(tmp_path) is None


@pytest.mark.parametrize(
    ("place", "arguments", "sentence"),
    [
        (".", ["news/2022-02"], '"news/2022-02" is a part of the content folder "news": name that.'),
        (".", ["news/2022-02/week.md"], '"news/2022-02/week.md" is a part of the content folder "news": name that.'),
        (".", [], 'There is no folder "content" here. Name yours: "news".'),
        ("news", [], 'This is the content folder itself. Type `cd ..` first, or name it: "."'),
        ("news/2022-02", [], "You are inside the content folder. Type `cd ../..` first."),
        ("empty", [], 'There is no folder "content" here. Name yours, or begin one: bulletin init news'),
        (".", ["nowhere"], "Directory 'nowhere' does not exist."),
    ],
)
def test_a_folder_that_is_no_content_folder_is_told_which_is(
    tmp_path: Path, place: str, arguments: list[str], sentence: str
) -> None:
    make_content(tmp_path, name="news")
    (tmp_path / "empty").mkdir()
    done = run("check", *arguments, cwd=tmp_path / place)
    assert (done.exit_code, done.stderr.rstrip().endswith(sentence)) == (2, True), done.stderr


def test_the_program_prints_the_status_and_its_next_command_can_be_run(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": SETTINGS + "sample: yes\n"})
    for place, command in (
        (tmp_path, "bulletin build --issue 2022-02"),
        (content / "2022-02", "cd ../.. && bulletin build --issue 2022-02"),
    ):
        done = run(cwd=place)
        assert (done.exit_code, done.stderr, done.stdout.splitlines()[-1]) == (0, "", f"Next: {command}")
    assert run("build", "--issue", "2022-02", cwd=tmp_path).exit_code == 0
    (tmp_path / "empty").mkdir()
    done = run(cwd=tmp_path / "empty")
    assert "Usage: bulletin" in done.stdout or "North West" in done.stdout


COMMANDS: list[list[str]] = [
    [],
    ["new", "update", "Something else"],
    ["init", "news"],
    ["build"],
    ["check"],
    ["check", "--built"],
    ["fix"],
    ["fix", "--dry-run"],
    ["fix", "--names"],
    ["reminder", "--as-of", "7 March 2022"],
    ["reminder", "--as-of", "7 March 2021"],
    ["publish", "--record"],
    ["publish", "--issue", "2022-02", "--dry-run"],
    ["new", "issue", "1 March 2022"],
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_content(tmp_path_factory.mktemp("place"), {"2022-02/safer-recruitment.md": TRAINING}).parent


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_ends_with_the_next_step(place: Path, command: list[str]) -> None:
    done = run(*command, cwd=place)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(("Next: ", "Open first: ", "Say which release the workflows use: "))


def test_a_failed_check_ends_with_the_next_step(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/x.md": "no fence"})
    assert run("check", cwd=tmp_path).stdout.endswith("\nNext: put right what it says, then bulletin check\n")
