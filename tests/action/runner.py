"""Run a composite action on this machine by those rules of GitHub's runner that act does not apply.

- a `run` step of a composite action has no INPUT_* variables (actions/runner#665)
- a command may have leading blanks, and `##[command]` may be anywhere in a line
- 10 annotations of a type are kept for the whole action, the others are dropped without a notice
- a message is cut at 4,096 characters; a summary over 1 MiB is not shown at all
- GITHUB_OUTPUT is read as blocks with delimiters
- the action is the archive that `git archive` makes, in a read-only folder
Artifacts go to a folder by the rules of actions/upload-artifact v7. Jobs are tested with act, and permissions with the fake API.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import tarfile
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from tests.action.expressions import PURE, filled, holds

KEPT = 10
LONGEST = 4096
SUMMARY = 1024 * 1024
RUN_KEYS = {"name", "id", "if", "run", "env", "shell", "working-directory", "continue-on-error"}
USES_KEYS = {"name", "id", "if", "uses", "with", "env", "continue-on-error"}
COMMANDS = (
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher",
    "save-state", "set-env", "set-output", "stop-commands", "warning",
)  # fmt: skip


@dataclass
class Command:
    name: str
    properties: dict[str, str]
    data: str


@dataclass
class Outcome:
    """The result of a run: its log, commands, annotations, summary and outputs."""

    success: bool = True
    outputs: dict[str, str] = field(default_factory=dict)
    annotations: list[dict[str, str]] = field(default_factory=list)
    dropped: list[dict[str, str]] = field(default_factory=list)
    summary: str = ""
    log: str = ""
    commands: list[Command] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)
    environments: dict[str, dict[str, str]] = field(default_factory=dict)
    """The environment of each `run` step, by the step's id."""

    def of(self, kind: str) -> list[dict[str, str]]:
        return [annotation for annotation in self.annotations if annotation["type"] == kind]


def command_in(line: str) -> Command | None:
    """Return the command in a line of output: `::name key=value::data`, or the old `##[name key=value;]data`."""
    new = re.match(r"\s*::([^\s:]+)(?: (.*?))?::(.*)", line, re.DOTALL)
    if new and not new[1].isspace():
        return Command(new[1].lower(), _properties(new[2], ",", _property), _data(new[3]))
    old = re.search(r"##\[([^\s\]]+)(?: ([^\]]*))?\](.*)", line, re.DOTALL)
    if old:
        return Command(old[1].lower(), _properties(old[2], ";", _data), _data(old[3]))
    return None


def _properties(text: str | None, mark: str, read: Any) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in (text or "").strip().split(mark))
    return {name.strip().lower(): read(value) for name, equals, value in pairs if equals and value}


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return _data(text.replace("%3A", ":").replace("%2C", ","))


def assigned(text: str) -> dict[str, str]:
    """Parse the NAME=value lines and NAME<<DELIMITER blocks of a file command; raise ValueError if the runner fails."""
    values, lines = {}, iter(text.split("\n"))
    for line in lines:
        name, equals, value = line.partition("=")
        block = re.match(r"([^=]+?)<<(.+)$", line)
        if block:
            body: list[str] = []
            for inner in lines:
                if inner == block[2]:
                    break
                body.append(inner)
            else:
                raise ValueError(f"Matching delimiter not found {block[2]!r}")
            values[block[1]] = "\n".join(body)
        elif equals and name:
            values[name] = value
        elif line:
            raise ValueError(f"Invalid format {line!r}")
    return values


@dataclass
class Runner:
    """A machine with a checkout, a temporary folder and an event."""

    action: Path
    workspace: Path
    temp: Path
    artifacts: Path
    github: dict[str, str] = field(default_factory=dict)
    """Values of the github context and of GITHUB_*."""
    environment: dict[str, str] = field(default_factory=dict)
    """The variables of the job's `env:`."""
    payload: dict[str, Any] = field(default_factory=dict)
    """The payload of the event."""
    runtime: Path | None = None
    """The runtime that an earlier run installed; with None the run installs its own."""
    path: str = os.environ.get("PATH", os.defpath)

    def run(self, inputs: Mapping[str, str] | None = None) -> Outcome:
        """Run the action with inputs, as a step of a job would."""
        manifest = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        assert manifest["runs"]["using"] == "composite"
        unknown = set(inputs or {}) - set(manifest["inputs"])
        assert not unknown, f"Unexpected input(s) {unknown}"
        github = self._github()
        values = {
            name: (inputs or {}).get(name, filled(spec.get("default", ""), {"github": github}, PURE))
            for name, spec in manifest["inputs"].items()
        }
        outcome, steps = Outcome(), {}
        for step in manifest["runs"]["steps"]:
            steps[step["id"]] = self._step(step, {"github": github, "inputs": values, "steps": steps}, outcome)
        names = {"steps": steps, "inputs": values, "github": github}
        outcome.outputs = {name: filled(spec["value"], names, PURE) for name, spec in manifest["outputs"].items()}
        self._keep(outcome)
        return outcome

    def _github(self) -> dict[str, str]:
        usual = {
            "repository": "acme/newsletter", "ref": "refs/heads/main", "sha": "0" * 40, "run_id": "7", "actor": "octocat",
            "server_url": "https://github.com", "api_url": "http://127.0.0.1:9", "event_name": "push", "token": "a-token",
        }  # fmt: skip
        return usual | self.github

    def _step(self, step: dict[str, Any], names: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
        strange = set(step) - (RUN_KEYS if "run" in step else USES_KEYS)
        assert not strange, f"Unexpected value {strange}"
        functions = {**PURE, "success": lambda: outcome.success, "failure": lambda: not outcome.success,
                     "always": lambda: True, "cancelled": lambda: False}  # fmt: skip
        if not holds(step.get("if"), names, functions):
            outcome.steps[step["id"]] = "skipped"
            return {"outputs": {}, "outcome": "skipped"}
        if step["id"] == "install" and self.runtime:
            outcome.steps["install"] = "success"
            return {"outputs": {"runtime": str(self.runtime)}, "outcome": "success"}
        if "run" in step:
            environment = {name: filled(value, names, functions) for name, value in step.get("env", {}).items()}
            script = filled(step["run"], names, functions)
            success, outputs = self._shell(step, script, environment, outcome)
        else:
            values = {name: filled(value, names, functions) for name, value in step["with"].items()}
            success, outputs = self._upload(values, outcome)
        outcome.success &= success
        outcome.steps[step["id"]] = "success" if success else "failure"
        return {"outputs": outputs, "outcome": outcome.steps[step["id"]]}

    def _shell(
        self, step: dict[str, Any], script: str, environment: dict[str, str], outcome: Outcome
    ) -> tuple[bool, dict[str, str]]:
        files = {
            kind: self.temp / f"{kind}-{uuid.uuid4()}" for kind in ("output", "env", "path", "state", "step_summary")
        }
        for file in files.values():
            file.touch()
        variables = self._base() | environment | {f"GITHUB_{kind.upper()}": str(file) for kind, file in files.items()}
        outcome.environments[step["id"]] = variables
        path = self.temp / f"{uuid.uuid4()}.sh"
        path.write_text(script, "utf-8")
        program, *arguments = shlex.split(step["shell"])
        assert "{0}" in arguments, "a shell of one's own says where the script goes"
        command = [shutil.which(program, path=variables["PATH"]) or program]
        command += [argument.replace("{0}", str(path)) for argument in arguments]
        done = subprocess.run(
            command, cwd=self.workspace, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, timeout=300,
        )  # fmt: skip
        outputs: dict[str, str] = {}
        self._read(done.stdout.decode("utf-8", "replace"), outputs, outcome)
        outputs |= assigned(files["output"].read_text("utf-8"))
        assert files["env"].read_text("utf-8") == ""
        summary = files["step_summary"].read_bytes()
        if len(summary) > SUMMARY:
            outcome.annotations.append({"type": "error", "message": "$GITHUB_STEP_SUMMARY upload aborted"})
        else:
            outcome.summary += summary.decode("utf-8")
        if done.returncode:
            message = f"Process completed with exit code {done.returncode}."
            outcome.annotations.append({"type": "error", "message": message})
        for file in (*files.values(), path):
            file.unlink()
        return done.returncode == 0, outputs

    def _base(self) -> dict[str, str]:
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.payload), "utf-8")
        values = {f"GITHUB_{name.upper()}": value for name, value in self._github().items() if name != "token"}
        machine = {
            "PATH": self.path, "HOME": str(self.temp.parent / "home"), "LANG": "C.UTF-8", "CI": "true",
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_EVENT_PATH": str(event),
            "GITHUB_ACTION_PATH": str(self.action), "RUNNER_TEMP": str(self.temp), "RUNNER_OS": "Linux",
        }  # fmt: skip
        return values | machine | self.environment

    def _read(self, text: str, outputs: dict[str, str], outcome: Outcome) -> None:
        """Carry out the commands in a step's output, line by line."""
        stopped = ""
        for line in text.splitlines():
            outcome.log += line + "\n"
            command = command_in(line)
            if command is None or (command.name not in COMMANDS and command.name != stopped):
                continue
            if stopped:
                stopped = "" if command.name == stopped else stopped
                continue
            outcome.commands.append(command)
            if command.name == "stop-commands":
                stopped = command.data.lower()
            elif command.name == "set-output":
                outputs[command.properties.get("name", "")] = command.data
            elif command.name in ("error", "warning", "notice"):
                message = {"type": command.name, "message": command.data[:LONGEST]}
                outcome.annotations.append(message | command.properties)

    def _keep(self, outcome: Outcome) -> None:
        """Keep the first 10 annotations of each type, and move the others to `dropped`."""
        first_annotations: list[dict[str, str]] = []
        for annotation in outcome.annotations:
            has_room = sum(other["type"] == annotation["type"] for other in first_annotations) < KEPT
            (first_annotations if has_room else outcome.dropped).append(annotation)
        outcome.annotations = first_annotations

    def _upload(self, values: dict[str, str], outcome: Outcome) -> tuple[bool, dict[str, str]]:
        """Copy files to the folder of artifacts by the rules of actions/upload-artifact v7."""
        source, single = Path(values["path"]), values.get("archive") == "false"
        name = source.name if single else values["name"]
        target = self.artifacts / name
        message = ""
        if not source.exists():
            message = "No files were found with the provided path."
        elif not name or re.search(r'[":<>|*?\r\n\\/]', name):
            message = f"The artifact name is not valid: {name}"
        elif single and not source.is_file():
            message = "archive: false takes a single file"
        elif target.exists() and values.get("overwrite") != "true":
            message = "Failed to CreateArtifact: (409) Conflict"
        if message:
            outcome.annotations.append({"type": "error", "message": message})
            return False, {}
        shutil.rmtree(target, ignore_errors=True)
        target.unlink() if target.is_file() else None
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
        else:
            shutil.copyfile(source, target)
        return True, {"artifact-url": f"https://github.com/acme/newsletter/actions/runs/7/artifacts/{name}"}


def archived(repository: Path, target: Path) -> Path:
    """Unpack the archive that git makes of the files of a checkout into a read-only folder, as the runner does.

    Files that are not committed yet are in it, too.
    """
    target.mkdir(parents=True)
    with tarfile.open(fileobj=BytesIO(_archive(repository))) as tar:
        tar.extractall(target, filter="data")
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return target


def _archive(repository: Path) -> bytes:
    """Return the archive of the files of a checkout; what git makes for it does not go into the repository."""
    objects = _git(repository, "rev-parse", "--path-format=absolute", "--git-path", "objects").decode().strip()
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "GIT_INDEX_FILE": f"{folder}/index",
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": objects,
        }
        _git(repository, "add", "--all", **places)
        tree = _git(repository, "write-tree", **places).decode().strip()
        return _git(repository, "archive", tree, **places)


def _git(repository: Path, *arguments: str, **environment: str) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=True, env=os.environ | environment).stdout


def files_in(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each file of a folder with its time of change in nanoseconds, to see which files a run touched."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.stat().st_mtime_ns
