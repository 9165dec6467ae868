"""Run the steps of the Action on a checkout and an event in this process, and read their output as the runner does."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bulletin.action import step
from bulletin.action.inputs import variable
from bulletin.action.result import Machine
from tests.action.runner import Outcome, Runner, assigned
from tests.support.folders import ISSUE, make_content

STAFF = "---\ntitle: Only for colleagues in the region\ncirculation: staff\n---\nWords that only colleagues in the region may read today.\n"
LIMITED = "---\ntitle: A matter for named professionals\ncirculation: limited\ncirculation note: For them.\n---\nWords that only named professionals may ever read at all.\n"
HELD = "---\ntitle: Reports that are not out yet\nhold until: the families have read it\n---\nWords of reports that are not out yet for anybody.\n"
SECRETS = (
    "Only for colleagues",
    "only colleagues",
    "named professionals",
    "not out yet",
    "only-colleagues",
    "quiet-matter",
    "unread-reports",
)
NOT_PUBLIC: dict[str, str | bytes] = {
    "2022-02/only-colleagues.md": STAFF, "2022-02/quiet-matter.md": LIMITED, "2022-02/unread-reports.md": HELD,
}  # fmt: skip
DRAFT = ISSUE.replace("status: ready\n", "").replace("1 February", "1 March")
TOKEN = "a-token"


def event(*, private: bool = True, number: int = 0, fork: bool = False) -> dict[str, Any]:
    """Return the payload of a push, or of a pull request."""
    payload: dict[str, Any] = {"repository": {"private": private, "default_branch": "main"}}
    if number:
        name = "somebody/fork" if fork else "acme/newsletter"
        payload["pull_request"] = {"number": number, "head": {"repo": {"full_name": name}}}
    return payload


def git(folder: Path, *arguments: str) -> None:
    """Run git with an author and without the settings of the user; return its output."""
    author = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment | author, check=True, capture_output=True)


def merged(folder: Path, changes: dict[str, str]) -> None:
    """Make a repository whose head is the merge of a pull request with these changes, as GitHub checks it out."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "First")
    git(folder, "checkout", "-qb", "topic")
    for name, text in changes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Second")
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "topic")


@dataclass
class Scene:
    """A folder with a checkout, a temporary folder, an event and a clock."""

    root: Path
    payload: dict[str, Any] = field(default_factory=event)
    environ: dict[str, str] = field(default_factory=dict)
    now: datetime = datetime(2022, 2, 1, 10, tzinfo=UTC)
    pauses: list[float] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        return self.root / "work space"

    @property
    def temp(self) -> Path:
        return self.root / "te'mp"

    def content(self, files: dict[str, str | bytes] | None = None, name: str = "content") -> Path:
        return make_content(self.workspace, files, name)

    def run(self, step_name: str = "run", **inputs: str) -> Outcome:
        """Run a step of the Action with inputs (`_` in a name becomes `-`), and return its outcome."""
        self.temp.mkdir(exist_ok=True)
        files = {name: self.temp / name for name in ("output", "step_summary")}
        for file in files.values():
            file.write_text("", "utf-8")
        (self.temp / "event.json").write_text(json.dumps(self.payload), "utf-8")
        values = {"screenshot": "false"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        environ = {
            "GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.temp), "GITHUB_REPOSITORY": "acme/newsletter",
            "GITHUB_REF": "refs/heads/main", "GITHUB_SHA": "4f1c0de", "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_OUTPUT": str(files["output"]), "GITHUB_STEP_SUMMARY": str(files["step_summary"]),
        } | {variable(name): value for name, value in values.items()} | self.environ  # fmt: skip
        log: list[str] = []
        machine = Machine(environ, lambda: self.now, self.pauses.append, log.append, iter_random().__next__)
        with inside(self.workspace):
            code = step.STEPS[step_name](machine)
        outcome = Outcome(success=code == 0, summary=files["step_summary"].read_text("utf-8"))
        outcome.steps["exit"] = str(code)
        Runner(self.root, self.root, self.root, self.root)._read("\n".join(log), outcome.outputs, outcome)
        if code:
            outcome.annotations.append({"type": "error", "message": f"Process completed with exit code {code}."})
        Runner(self.root, self.root, self.root, self.root)._keep(outcome)
        outcome.outputs |= assigned(files["output"].read_text("utf-8"))
        return outcome


def iter_random() -> Iterator[str]:
    number = os.urandom(4).hex()
    while True:
        number = f"{int(number, 16) + 1:08x}"
        yield f"{number}{os.urandom(4).hex()}"


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Change to a folder while the context lasts: the runner starts each step in the workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def everything_in(folder: Path) -> str:
    """Return the names and texts of all files of a folder, as one text."""
    return "\n".join(
        f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
