"""Publishing from a clone claims an issue in the remote's ledger, with plain pushes of commits of only the ledger."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bulletin.errors import ContentError, PublishError
from bulletin.ledger.document import parse
from bulletin.publish import clone, from_build, mail_servers, sequence
from bulletin.publish.clone import Console
from bulletin.publish.deliver import Request, Services
from bulletin.publish.mail_servers import Secrets
from bulletin.publish.recording import FolderRequest, checked_folder
from bulletin.publish.terms import COMMAND_LINE
from tests.publish.built import CHECKS, LIMITED, TO
from tests.publish.forks import forks
from tests.publish.mail_server import MailServer, mail_server
from tests.support.commands import run
from tests.support.folders import HOSTLESS, TRAINING, make_content

ONE_OF_EACH = {"list@example.org": 1, "few@example.org": 1}
NOW = datetime(2022, 2, 2, 9, tzinfo=UTC)
WRAPPER = """\
#!/bin/sh
# git, but that it ends the process that called it at the step that it is told.
[ -n "$END_AT" ] || exec {git} "$@"
echo "$3" >>"$COUNTER"
number=$(wc -l <"$COUNTER")
[ "$END_AT" = "before $number" ] && {{ kill -9 "$PPID"; exit 1; }}
{git} "$@"
code=$?
[ "$END_AT" = "after $number" ] && kill -9 "$PPID"
exit "$code"
"""


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Scene:
    """A bare repository with two clones, and a mail server."""

    origin: Path
    first_clone: Path
    second_clone: Path
    start: str
    """The first commit."""
    mail: MailServer

    def received(self) -> dict[str, int]:
        return dict(Counter(to for _, to, _ in self.mail.accepted))

    def reset(self) -> None:
        git(self.origin, "update-ref", "refs/heads/main", self.start)
        for folder in (self.first_clone, self.second_clone):
            git(folder, "reset", "--hard", "--quiet", self.start)
        self.mail.accepted.clear()

    def state(self) -> str:
        return parse(git(self.origin, "show", "main:content/ledger.json")).issues["2022-02"].state

    def commits(self) -> set[str]:
        """Return the files that were changed since the start."""
        return set(git(self.origin, "log", "--format=", "--name-only", f"{self.start}..main").split())

    def publish(self, folder: Path, resume: str = "", end_at: str = "") -> str:
        return publish(folder / "content", self.mail.port, resume, end_at)


def publish(content: Path, port: int, resume: str = "", end_at: str = "", messages: list[str] | None = None) -> str:
    """Publish as `bulletin publish --issue 2022-02` does, without pauses; return the state, like "sent".

    With `resume` it is a quarter of an hour later: no delivery that another run began can still be going on.
    """
    os.environ["END_AT"] = end_at
    now = NOW + timedelta(minutes=15) if resume else NOW
    lines = messages if messages is not None else []
    ledger = clone.local_ledger(content, Console(lambda seconds: None, lines.append))
    request = FolderRequest(content, NOW, date(2022, 2, 2), ledger.commit)
    checked = checked_folder(request, CHECKS, mail=["2022-02"])
    issue = Request(
        publication=from_build.outgoing_issue(checked.build, "2022-02").publication,
        terms=COMMAND_LINE,
        asked=True,
        to=TO,
        server=mail_servers.server(f"smtp+plain://127.0.0.1:{port}", Secrets(), COMMAND_LINE),
        attempt=secrets.token_hex(8),
        resume=resume,
    )
    services = Services(ledger.store, lambda: now, lambda seconds: None, lines.append)
    return sequence.record_and_publish(checked, issue, services).state


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    names = {"NAME": "A", "EMAIL": "a@example.org"}
    for name, value in names.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("END_AT", "")
    origin, first_clone, second_clone = (tmp_path / name for name in ("origin.git", "here", "there"))
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(first_clone))
    files = {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING, "2022-02/matter.md": LIMITED}
    make_content(first_clone, dict(files))
    (first_clone / "notes.txt").write_text("Notes.\n", "utf-8")
    commit(first_clone, "All")
    git(first_clone, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", str(origin), str(second_clone))
    with mail_server() as mail:
        yield Scene(origin, first_clone, second_clone, git(first_clone, "rev-parse", "HEAD"), mail)


def commit(folder: Path, why: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", why)


def hook(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_an_issue_goes_out_once_from_two_clones_by_commits_of_the_ledger_alone(scene: Scene) -> None:
    assert scene.publish(scene.first_clone) == "sent"
    assert (scene.received(), scene.state(), scene.commits()) == (ONE_OF_EACH, "sent", {"content/ledger.json"})
    assert git(scene.first_clone, "status", "--porcelain", "--branch") == "## main...origin/main"
    assert all(
        "[skip ci]" in why for why in git(scene.origin, "log", "--format=%s", f"{scene.start}..main").split("\n")
    )
    assert scene.publish(scene.second_clone) == "already"
    assert (scene.received(), git(scene.second_clone, "status", "--porcelain")) == (ONE_OF_EACH, "")
    assert git(scene.second_clone, "rev-parse", "HEAD") == git(scene.origin, "rev-parse", "main")


def test_a_shallow_clone_learns_that_the_ledger_was_deleted_and_sends_nothing_again(
    scene: Scene, tmp_path: Path
) -> None:
    assert scene.publish(scene.first_clone) == "sent"
    (scene.first_clone / "content" / "ledger.json").unlink()
    commit(scene.first_clone, "Away with it")
    git(scene.first_clone, "push", "--quiet")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{scene.origin}", str(shallow))
    with pytest.raises(ContentError, match=r"git has only the newest commits here.*fetch-depth: 0"):
        checked_folder(FolderRequest(shallow / "content", NOW), CHECKS)
    with pytest.raises(ContentError, match=r"content/ledger\.json is missing, and git's history has it"):
        scene.publish(shallow)
    assert scene.received() == ONE_OF_EACH


def test_a_shallow_clone_whose_remote_gives_no_more_commits_is_refused(scene: Scene, tmp_path: Path) -> None:
    assert scene.publish(scene.first_clone) == "sent"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{scene.origin}", str(tmp_path / "shallow"))
    ledger = clone.CloneLedger(
        tmp_path / "shallow", "content", "elsewhere", "main", Console(lambda seconds: None, print)
    )
    with pytest.raises(PublishError, match="elsewhere did not give the others"):
        ledger.deepen()


def test_the_command_publishes_from_a_clone_and_a_dry_run_changes_nothing_in_it(scene: Scene) -> None:
    lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{scene.mail.port}", "BULLETIN_TO": "list@example.org"}
    lists["BULLETIN_TO_LIMITED"] = "few@example.org"
    dry = run("publish", "--issue", "2022-02", "--dry-run", cwd=scene.first_clone, **lists)
    assert "would be published now: to main, limited" in dry.stdout, dry.stderr
    assert (git(scene.origin, "rev-parse", "main"), scene.received()) == (scene.start, {})
    done = run("publish", "--issue", "2022-02", cwd=scene.first_clone, **lists)
    assert done.stdout.splitlines()[-2] == "2022-02 was sent.", done.stderr
    assert scene.received() == ONE_OF_EACH
    entry = parse(git(scene.origin, "show", "main:content/ledger.json")).issues["2022-02"]
    assert entry.commit == scene.start


@pytest.mark.guarantee("ACTION-71")
def test_two_clones_at_once_send_one_message_to_each_list(scene: Scene, tmp_path: Path) -> None:
    reports = [tmp_path / name for name in ("report-here", "report-there")]
    works = [
        partial(publish, folder / "content", scene.mail.port) for folder in (scene.first_clone, scene.second_clone)
    ]
    with forks() as processes:
        for process in [processes.start(work, report) for work, report in zip(works, reports, strict=True)]:
            process.join()
    results = [report.read_text("utf-8") for report in reports]
    assert scene.received() == ONE_OF_EACH, results
    assert (scene.state(), scene.commits()) == ("sent", {"content/ledger.json"}), results
    assert "sent" in results, results


def edit(folder: Path) -> None:
    item = folder / "content" / "2022-02" / "safer-recruitment.md"
    item.write_text(item.read_text("utf-8") + "More.\n", "utf-8")


def uncommitted(scene: Scene) -> None:
    edit(scene.first_clone)


def untracked(scene: Scene) -> None:
    (scene.first_clone / "content" / "2022-02" / "new item.md").write_text("---\ntitle: New\n---\nText.\n", "utf-8")


def template(scene: Scene) -> None:
    (scene.first_clone / "templates").mkdir()
    (scene.first_clone / "templates" / "x.html").write_text("x", "utf-8")


def unpushed(scene: Scene) -> None:
    edit(scene.first_clone)
    commit(scene.first_clone, "More")


def behind(scene: Scene) -> None:
    edit(scene.second_clone)
    commit(scene.second_clone, "More")
    git(scene.second_clone, "push", "--quiet")


def other_branch(scene: Scene) -> None:
    git(scene.first_clone, "switch", "--quiet", "--create", "trial")


def detached(scene: Scene) -> None:
    git(scene.first_clone, "checkout", "--quiet", "--detach")


def no_remote_there(scene: Scene) -> None:
    git(scene.first_clone, "remote", "set-url", "origin", "https://user:secret@127.0.0.1:9/none.git")


@pytest.mark.guarantee("ACTION-72")
@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (uncommitted, "content/2022-02/safer-recruitment.md is not as it was committed"),
        (untracked, "content/2022-02/new item.md is not as it was committed"),
        (template, "templates/x.html is not as it was committed"),
        (unpushed, "There are commits here that origin has not. Type `git pull`, then `git push`."),
        (behind, "origin has newer commits. Type `git pull`"),
        (other_branch, 'You are on the branch "trial", and I publish only from main, the default branch of origin.'),
        (detached, "You are on no branch"),
        (no_remote_there, "I cannot reach origin"),
    ],
)
def test_a_clone_that_differs_from_its_remote_publishes_nothing(scene: Scene, prepare: object, message: str) -> None:
    assert callable(prepare)
    prepare(scene)
    before = git(scene.origin, "rev-parse", "main"), git(scene.first_clone, "status", "--porcelain")
    with pytest.raises(PublishError) as error:
        scene.publish(scene.first_clone)
    assert message in str(error.value)
    assert "secret" not in str(error.value)
    assert (git(scene.origin, "rev-parse", "main"), git(scene.first_clone, "status", "--porcelain")) == before
    assert scene.received() == {}


def test_other_files_may_be_as_they_are(scene: Scene) -> None:
    (scene.first_clone / "notes.txt").write_text("Other notes.\n", "utf-8")
    assert scene.publish(scene.first_clone) == "sent"
    assert git(scene.first_clone, "status", "--porcelain") == "M notes.txt"
    assert scene.commits() == {"content/ledger.json"}


@pytest.mark.guarantee("ACTION-71")
@pytest.mark.parametrize(
    ("place", "name"),
    [("origin.git/hooks", "pre-receive"), ("origin.git/hooks", "update"), ("here/.git/hooks", "pre-push")],
)
def test_a_push_that_is_refused_means_that_nothing_is_sent_and_the_sentence_says_why(
    scene: Scene, place: str, name: str
) -> None:
    hook(scene.origin.parent / place, name, "echo 'GH006: Protected branch update failed' >&2; exit 1")
    with pytest.raises(PublishError) as error:
        scene.publish(scene.first_clone)
    assert "origin did not take the ledger: " in str(error.value)
    assert "GH006: Protected branch update failed" in str(error.value)
    assert "let the Action publish" in str(error.value)
    assert (scene.received(), git(scene.origin, "rev-parse", "main")) == ({}, scene.start)
    assert git(scene.first_clone, "status", "--porcelain", "--branch") == "## main...origin/main"


def test_a_push_that_is_refused_after_the_claim_sends_nothing_more(scene: Scene) -> None:
    counter = scene.origin / "pushes"
    hook(scene.origin / "hooks", "pre-receive", f"echo >>{counter}; test $(wc -l <{counter}) -lt 3")
    with pytest.raises(PublishError, match="Nothing more is sent"):
        scene.publish(scene.first_clone)
    assert scene.received() == {}
    (scene.origin / "hooks" / "pre-receive").unlink()
    assert scene.publish(scene.second_clone) == "sent"
    assert scene.received() == ONE_OF_EACH


def test_hooks_of_the_clone_that_fail_after_a_push_change_nothing(scene: Scene) -> None:
    for name in ("post-merge", "pre-commit", "commit-msg", "post-checkout"):
        hook(scene.first_clone / ".git" / "hooks", name, "exit 1")
    assert scene.publish(scene.first_clone) == "sent"
    assert git(scene.first_clone, "status", "--porcelain", "--branch") == "## main...origin/main"


def test_without_a_remote_it_relies_on_the_folder_alone_and_says_so(tmp_path: Path, scene: Scene) -> None:
    git(scene.first_clone, "remote", "remove", "origin")
    messages: list[str] = []
    assert publish(scene.first_clone / "content", scene.mail.port, messages=messages) == "sent"
    assert "so I rely on " in messages[0]
    assert "publish from this folder only" in messages[0]
    assert git(scene.first_clone, "status", "--porcelain") == "?? content/ledger.json"


@pytest.mark.long
def test_a_process_ended_before_or_after_any_call_of_git_leaves_at_most_one_message_and_any_clone_goes_on(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, folder, counter = shutil.which("git"), tmp_path / "bin", tmp_path / "counter"
    hook(folder, "git", WRAPPER.format(git=real))
    (folder / "git").write_text(WRAPPER.format(git=real), "utf-8")
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("COUNTER", str(counter))
    counter.write_text("", "utf-8")
    assert scene.publish(scene.first_clone, end_at="never") == "sent"
    calls, doubts = counter.read_text("utf-8").split(), 0
    # End the process before each call, and after each push, which others can see.
    ends = [f"before {number}" for number in range(1, len(calls) + 1)]
    ends += [f"after {number}" for number, call in enumerate(calls, 1) if call == "push"]
    assert (len(ends) > 45, calls.count("push") > 4) == (True, True)
    with forks() as processes:
        for number, at in enumerate(ends):
            os.environ["END_AT"] = ""
            scene.reset()
            counter.write_text("", "utf-8")
            report = tmp_path / at.replace(" ", "-")
            processes.start(partial(publish, scene.first_clone / "content", scene.mail.port, "", at), report).join()
            assert not report.exists(), at
            doubts += finish(scene, scene.second_clone if number % 2 else scene.first_clone, at)
    assert 5 < doubts < len(ends) - 5


def finish(scene: Scene, folder: Path, at: str) -> bool:
    """Publish again from a clone; return whether a delivery was in doubt."""
    scene.mail.settle()
    before, doubtful = scene.received(), False
    assert set(before.values()) <= {1}, at
    try:
        state = scene.publish(folder)
    except PublishError as error:
        doubtful = True
        assert "I do not know whether" in str(error), (at, str(error))
        assert scene.received() == before, at
        address = TO["limited" if "the list limited:" in str(error) else "main"][0]
        state = scene.publish(folder, "sent" if address in before else "again")
    assert state in ("sent", "already"), at
    assert (scene.received(), scene.state(), scene.commits()) == (ONE_OF_EACH, "sent", {"content/ledger.json"}), at
    assert git(folder, "status", "--porcelain") == "", at
    return doubtful
