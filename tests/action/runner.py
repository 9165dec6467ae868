"""One composite action, run on this machine by the rules of GitHub's runner, where it is strict and act is not.

- a `run` step of a composite action has no INPUT_* variables (actions/runner#665)
- a command is one after leading blanks too, and `##[command]` anywhere in a line
- 10 annotations of a type are kept for the whole action, the rest are dropped without a word
- a message is cut at 4,096 characters; of a summary over 1 MiB nothing is shown
- what is in GITHUB_OUTPUT is read as blocks with delimiters
- the action is what `git archive` makes, in a folder that cannot be written
Artifacts go to a folder by the rules of actions/upload-artifact v7. Jobs and permissions are act's and the API's part.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
    """What is left of a run."""

    success: bool = True
    outputs: dict[str, str] = field(default_factory=dict)
    annotations: list[dict[str, str]] = field(default_factory=list)
    dropped: list[dict[str, str]] = field(default_factory=list)
    summary: str = ""
    log: str = ""
    commands: list[Command] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)
    environments: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each `run` step, by its id."""

    def of(self, kind: str) -> list[dict[str, str]]:
        return [one for one in self.annotations if one["type"] == kind]


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
    pairs = (one.partition("=") for one in (text or "").strip().split(mark))
    return {name.strip().lower(): read(value) for name, equals, value in pairs if equals and value}


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return _data(text.replace("%3A", ":").replace("%2C", ","))


def assigned(text: str) -> dict[str, str]:
    """NAME=value lines and NAME<<DELIMITER blocks of a file command; raises ValueError as the runner fails."""
    found, lines = {}, iter(text.split("\n"))
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
            found[block[1]] = "\n".join(body)
        elif equals and name:
            found[name] = value
        elif line:
            raise ValueError(f"Invalid format {line!r}")
    return found


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
    """What the job's `env:` would set."""
    payload: dict[str, Any] = field(default_factory=dict)
    """The event's."""
    runtime: Path | None = None
    """What an earlier run installed, instead of installing it again."""
    path: str = os.environ.get("PATH", os.defpath)

    def run(self, inputs: Mapping[str, str] | None = None) -> Outcome:
        """Run the action with inputs, as a step of a job would."""
        manifest = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        assert manifest["runs"]["using"] == "composite"
        unknown = set(inputs or {}) - set(manifest["inputs"])
        assert not unknown, f"Unexpected input(s) {unknown}"
        github = self._github()
        given = {
            name: (inputs or {}).get(name, filled(spec.get("default", ""), {"github": github}, PURE))
            for name, spec in manifest["inputs"].items()
        }
        outcome, steps = Outcome(), {}
        for step in manifest["runs"]["steps"]:
            steps[step["id"]] = self._step(step, {"github": github, "inputs": given, "steps": steps}, outcome)
        names = {"steps": steps, "inputs": given, "github": github}
        outcome.outputs = {name: filled(one["value"], names, PURE) for name, one in manifest["outputs"].items()}
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
            given = {name: filled(value, names, functions) for name, value in step["with"].items()}
            success, outputs = self._upload(given, outcome)
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
        whole = self._base() | environment | {f"GITHUB_{kind.upper()}": str(file) for kind, file in files.items()}
        outcome.environments[step["id"]] = whole
        path = self.temp / f"{uuid.uuid4()}.sh"
        path.write_text(script, "utf-8")
        program, *arguments = shlex.split(step["shell"])
        assert "{0}" in arguments, "a shell of one's own says where the script goes"
        command = [shutil.which(program, path=whole["PATH"]) or program]
        command += [argument.replace("{0}", str(path)) for argument in arguments]
        done = subprocess.run(
            command, cwd=self.workspace, env=whole, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, timeout=300,
        )  # fmt: skip
        outputs: dict[str, str] = {}
        self._read(done.stdout.decode("utf-8", "replace"), outputs, outcome)
        outputs |= assigned(files["output"].read_text("utf-8"))
        assert files["env"].read_text("utf-8") == ""
        said = files["step_summary"].read_bytes()
        if len(said) > SUMMARY:
            outcome.annotations.append({"type": "error", "message": "$GITHUB_STEP_SUMMARY upload aborted"})
        else:
            outcome.summary += said.decode("utf-8")
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
        own = {
            "PATH": self.path, "HOME": str(self.temp.parent / "home"), "LANG": "C.UTF-8", "CI": "true",
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_EVENT_PATH": str(event),
            "GITHUB_ACTION_PATH": str(self.action), "RUNNER_TEMP": str(self.temp), "RUNNER_OS": "Linux",
        }  # fmt: skip
        return values | own | self.environment

    def _read(self, text: str, outputs: dict[str, str], outcome: Outcome) -> None:
        """Carry out what the runner finds in a step's output, line by line."""
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
        """Of each type the first 10."""
        kept: list[dict[str, str]] = []
        for one in outcome.annotations:
            few = sum(other["type"] == one["type"] for other in kept) < KEPT
            (kept if few else outcome.dropped).append(one)
        outcome.annotations = kept

    def _upload(self, given: dict[str, str], outcome: Outcome) -> tuple[bool, dict[str, str]]:
        """actions/upload-artifact v7, into a folder."""
        source, single = Path(given["path"]), given.get("archive") == "false"
        name = source.name if single else given["name"]
        target = self.artifacts / name
        said = ""
        if not source.exists():
            said = "No files were found with the provided path."
        elif not name or re.search(r'[":<>|*?\r\n\\/]', name):
            said = f"The artifact name is not valid: {name}"
        elif single and not source.is_file():
            said = "archive: false takes a single file"
        elif target.exists() and given.get("overwrite") != "true":
            said = "Failed to CreateArtifact: (409) Conflict"
        if said:
            outcome.annotations.append({"type": "error", "message": said})
            return False, {}
        shutil.rmtree(target, ignore_errors=True)
        target.unlink() if target.is_file() else None
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
        else:
            shutil.copyfile(source, target)
        return True, {"artifact-url": f"https://github.com/acme/newsletter/actions/runs/7/artifacts/{name}"}


def archived(repository: Path, target: Path) -> Path:
    """Return the action as the runner downloads it: what the archive of the current files would hold, not to be written."""
    target.mkdir(parents=True)
    names = _git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard").decode().split("\0")
    left_out = {one for one in names if one and _ignored(repository, one)}
    for name in names:
        if name and name not in left_out and (repository / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(repository / name, target / name)
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return target


def _ignored(repository: Path, name: str) -> bool:
    lines = (repository / ".gitattributes").read_text("utf-8").splitlines()
    folders = [line.split()[0] for line in lines if line.endswith("export-ignore")]
    return any(name.startswith(folder) for folder in folders)


def _git(repository: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True).stdout


def files_in(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file of a folder with its time, to see what a run touched."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.stat().st_mtime_ns
