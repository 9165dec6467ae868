"""The files for other CI are valid, and their steps build the site and send an issue once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.ledger.document import parse
from bulletin.publish.terms import COMMAND_LINE
from bulletin.text import humanize
from tests.action.test_workflows import BIN, schema
from tests.action.test_workflows import run as checked
from tests.publish.mail_server import mail_server
from tests.support.folders import HOSTLESS, ISSUE
from tests.support.values import ROOT

FOLDER = ROOT / "docs" / "other-ci"
PIPELINE: dict[str, Any] = yaml.safe_load((FOLDER / "gitlab-ci.yml").read_text("utf-8"))
REMOTE = "https://bulletin:token@gitlab.example.org/team/news.git"


def test_the_files_pass_their_schemas_and_the_scripts_shellcheck() -> None:
    assert schema("gitlab-ci", FOLDER / "gitlab-ci.yml") == ""
    assert checked(BIN / "shellcheck", *sorted(FOLDER.glob("*.sh"))) == ""
    lines = [line for line in (FOLDER / "crontab").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert re.fullmatch(r"MAILTO=\S+@\S+", lines[0])
    assert re.fullmatch(r"[0-5]?[0-9] [0-9]{1,2} \* \* \* sh \"\$HOME/bulletin/ci/server\.sh\"", lines[1])
    assert len(lines) == 2


def test_every_file_is_in_the_document() -> None:
    text = (ROOT / "docs" / "other-ci.md").read_text("utf-8")
    assert {path.name for path in FOLDER.iterdir()} == set(re.findall(r"\(other-ci/([^)]+)\)", text))


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clone a repository whose newest issue is three days old; its remote is a folder under GitLab's address."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    origin, here = tmp_path / "origin.git", tmp_path / "bulletin"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{origin}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", REMOTE)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "bulletin").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bulletin "$@"\n', "utf-8")
    (tmp_path / "bin" / "bulletin").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(here))
    day = datetime.now(UTC).date() - timedelta(days=3)
    folder = f"{day:%Y-%m}"
    for path, text in {
        "bulletin.yml": HOSTLESS,
        f"{folder}/issue.md": ISSUE.replace("1 February 2022", humanize.day(day)),
        f"{folder}/week.md": "---\ntitle: Safeguarding week\n---\nFree resources for everybody.\n",
    }.items():
        (here / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (here / "content" / path).write_text(text, "utf-8")
    (here / ".gitignore").write_text("build/\npublic/\n", "utf-8")
    (here / "ci").mkdir()
    for path in FOLDER.glob("*.sh"):
        (here / "ci" / path.name).write_bytes(path.read_bytes())
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "All")
    git(here, "push", "--quiet", "origin", "HEAD:main")
    git(here, "branch", "--quiet", "--set-upstream-to=origin/main", "main")
    return here


def run(place: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=place, env=os.environ | environ, capture_output=True, text=True, check=False, timeout=120
    )


def states(clone: Path) -> list[str]:
    ledger = git(clone.parent / "origin.git", "show", "main:content/ledger.json")
    return [entry.state for entry in parse(ledger).issues.values()]


def job(clone: Path, name: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a job in a checkout of a commit, without a branch, as GitLab makes it."""
    git(clone, "fetch", "--quiet", "origin")
    git(clone, "checkout", "--quiet", "--detach", "origin/main")
    variables = {
        "CI_COMMIT_BRANCH": "main",
        "CI_SERVER_HOST": "gitlab.example.org",
        "CI_PROJECT_PATH": "team/news",
        "BULLETIN_PUSH_TOKEN": "token",
    }
    return run(clone, "sh", "-ec", "\n".join(PIPELINE[name]["script"]), **variables, **environ)


def test_the_pipeline_checks_builds_the_site_and_sends_the_issue_that_is_due_once(clone: Path) -> None:
    assert job(clone, "check").returncode == 0
    done = job(clone, "pages")
    assert (done.returncode, (clone / "public" / "index.html").is_file()) == (0, True), done.stderr
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        for sentence in ("was sent.", "Nothing is due: "):
            done = job(clone, "publish", **lists)
            assert (done.returncode, sentence in done.stdout) == (0, True), done.stdout + done.stderr
        assert [recipient for _, recipient, _ in mail.accepted] == ["list@example.org"]
    assert states(clone) == ["sent"]


def test_what_changes_after_an_issue_is_recorded_each_time_and_nothing_is_sent(clone: Path) -> None:
    """Calendars ignore the second change of a session if it has the number of the first."""
    course = next((clone / "content").glob("*/week.md")).with_name("course.md")
    keys = "title: Course\nbook: none\nplace: Microsoft Teams\nsessions:\n  - 1 June 2090"
    sequences, sentences = [], []
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        for hours in ("10am to 11am", "2pm to 3pm", "4pm to 5pm"):
            course.write_text(f"---\n{keys}, {hours}\n---\nWhat it is.\n", "utf-8")
            git(clone, "add", "--all")
            git(clone, "commit", "--quiet", "--message", "A change")
            git(clone, "push", "--quiet")
            done = run(clone, "sh", "ci/bulletin.sh", "publish", **lists)
            assert done.returncode == 0, done.stderr
            sentences.append(done.stdout.splitlines()[-2])
            ledger = parse(git(clone.parent / "origin.git", "show", "main:content/ledger.json"))
            sequences += [entry.sequence for entry in ledger.sessions.values()]
        assert len(mail.accepted) == 1
    assert sequences == [0, 1, 2]
    assert [sentence.endswith("What is shown was recorded.") for sentence in sentences] == [False, True, True]


def test_a_server_does_the_same_by_cron(clone: Path, tmp_path: Path) -> None:
    command = (FOLDER / "crontab").read_text("utf-8").splitlines()[-1].split(maxsplit=5)[5]
    with mail_server() as mail:
        (tmp_path / "server.env").write_text(
            f"BULLETIN_SMTP_URL=smtp+plain://127.0.0.1:{mail.port}\nBULLETIN_TO=list@example.org\n"
            "BULLETIN_SMTP_PASSWORD=\nBULLETIN_TO_LIMITED=\n",
            "utf-8",
        )
        done = run(tmp_path, "sh", "-c", command, HOME=str(tmp_path))
        assert (done.returncode, "was sent." in done.stdout) == (0, True), done.stdout + done.stderr
        assert len(mail.accepted) == 1
    assert (clone / "build" / "site" / "index.html").is_file()
    assert states(clone) == ["sent"]


def test_a_server_hands_every_variable_of_sending_on(clone: Path, tmp_path: Path) -> None:
    names = [
        value
        for value in (getattr(COMMAND_LINE, name) for name in COMMAND_LINE._fields)
        if re.fullmatch("BULLETIN_[A-Z_]+", value)
    ]
    assert len(names) > 8
    (tmp_path / "server.env").write_text("".join(f"{name}='GPs: a b'\n" for name in names), "utf-8")
    (tmp_path / "bin" / "bulletin").write_text(f'#!/bin/sh\nenv > "{tmp_path}/env-$1"\n', "utf-8")
    done = run(clone, "sh", "ci/server.sh", HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    handed = (tmp_path / "env-publish").read_text("utf-8").splitlines()
    assert [name for name in names if f"{name}=GPs: a b" not in handed] == []


def test_a_mistake_fails_the_check_and_an_unknown_step_says_which_there_are(clone: Path) -> None:
    next((clone / "content").glob("*/week.md")).write_text("no fence", "utf-8")
    assert run(clone, "sh", "ci/bulletin.sh", "check").returncode == 1
    done = run(clone, "sh", "ci/bulletin.sh", "chek")
    assert (done.returncode, done.stderr) == (2, "usage: sh bulletin.sh check | site | publish\n")
