"""The Action runs from its archive with bash alone, installs hash-locked packages and is isolated from the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bulletin.action.inputs import INPUTS, variable
from tests.action.conftest import Installed
from tests.action.runner import Runner, assigned, command_in, files_in
from tests.action.scene import event
from tests.support.folders import ITEM, make_content


@pytest.mark.guarantee("ACTION-05", "ACTION-13")
def test_with_no_inputs_it_checks_previews_summarises_and_uploads(installed: Installed) -> None:
    outcome = installed.outcome
    assert outcome.success, outcome.log
    assert outcome.steps == {
        "install": "success",
        "run": "success",
        "page": "success",
        "bundle": "success",
        "limited": "skipped",
        "link": "success",
    }
    assert (outcome.dropped, outcome.outputs["errors"], outcome.of("error")) == ([], "0", [])
    assert (
        outcome.outputs["preview-url"]
        == "https://github.com/acme/newsletter/actions/runs/7/artifacts/bulletin-preview.html"
    )
    assert outcome.summary.startswith("**")
    assert f"[Open the preview]({outcome.outputs['preview-url']})" in outcome.summary
    names = {name for name, _ in files_in(installed.runner.artifacts)}
    assert {
        "bulletin-preview.html",
        "bulletin-preview/mail/2022-02/bulletin.eml",
        "bulletin-preview/site/index.html",
    } <= names


@pytest.mark.guarantee("ACTION-11", "ACTION-12")
def test_nothing_is_written_but_in_the_runners_temporary_folder(installed: Installed) -> None:
    assert installed.touched == []
    assert not os.access(installed.action / "action.yml", os.W_OK) or os.geteuid() == 0


@pytest.mark.guarantee("ACTION-18", "ACTION-19")
def test_nothing_in_the_checkout_or_the_environment_runs_or_redirects_the_installation(
    installed: Installed, tmp_path: Path
) -> None:
    workspace, mark = tmp_path / "work", tmp_path / "ran"
    make_content(workspace)
    code = f"open({str(mark)!r}, 'w')\n"
    for name in (
        "json.py",
        "sitecustomize.py",
        "usercustomize.py",
        "re.py",
        "bulletin/__init__.py",
        "setuptools/__init__.py",
        "pip/__init__.py",
    ):
        (workspace / name).parent.mkdir(exist_ok=True)
        (workspace / name).write_text(code, "utf-8")
    settings = "[global]\nindex-url = http://127.0.0.1:9/\nno-index = true\n[install]\nno-index = true\n"
    for name in ("pip.conf", "uv.toml", "home/.config/pip/pip.conf", "home/.pip/pip.conf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(settings, "utf-8")
        shutil.copy(tmp_path / name, workspace / Path(name).name)
    environment = {
        "PYTHONPATH": str(workspace), "PYTHONSTARTUP": str(workspace / "json.py"), "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "UV_INDEX_URL": "http://127.0.0.1:9/", "BASH_ENV": "",
    }  # fmt: skip
    for name in ("te'mp", "artifacts"):
        (tmp_path / name).mkdir()
    runner = Runner(
        installed.action,
        workspace,
        tmp_path / "te'mp",
        tmp_path / "artifacts",
        payload=event(),
        environment=environment,
    )
    outcome = runner.run({"screenshot": "false", "artifact-name": ""})
    assert outcome.success, outcome.log
    assert not mark.exists()


@pytest.mark.guarantee("ACTION-08")
def test_a_package_with_another_hash_is_not_installed(installed: Installed, tmp_path: Path) -> None:
    action = _copy(installed.action, tmp_path / "action")
    path = action / ".github" / "locks" / "action-2.txt"
    text = path.read_text("utf-8")
    # Only one package, so that the wrong hash is found at once.
    entry = next(
        part for part in re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE) if part.startswith("mdurl==")
    )
    path.write_text(re.sub("sha256:[0-9a-f]{4}", "sha256:0000", entry), "utf-8")
    (action / ".github" / "locks" / "action-1.txt").write_text("", "utf-8")
    (tmp_path / "temp").mkdir()
    outcome = replace(installed.runner, action=action, temp=tmp_path / "temp").run()
    assert outcome.steps["install"] == "failure"
    assert outcome.steps["run"] == "skipped"
    assert (
        outcome.of("error")[0]["message"]
        == "The locked packages could not be installed. The reason is in the log above this line."
    )
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in outcome.log


@pytest.mark.guarantee("ACTION-09")
@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("3.9", 'Bulletin needs Python 3.11 or newer, and the input "python" names an older one.'),
        ("none", 'The input "python" names no program on this runner.'),
        ("no pip", "This Python has no pip."),
    ],
)
def test_an_unsuitable_python_is_one_error_that_names_the_step_to_put_before(
    installed: Installed, tmp_path: Path, version: str, message: str
) -> None:
    program = tmp_path / "python-of-the-test"
    if version != "none":
        # This stand-in answers install.sh as such a Python would; a Python that is too old prints nothing.
        answer = "" if version == "3.9" else "echo none CPython-glibc 3.12 0"
        program.write_text(f'#!/bin/sh\ncase "$*" in *version_info*) {answer or ":"};; esac\n', "utf-8")
        program.chmod(0o755)
    (tmp_path / "temp").mkdir()
    outcome = replace(installed.runner, temp=tmp_path / "temp").run({"python": str(program)})
    assert [annotation["message"] for annotation in outcome.of("error")] == [
        f"{message} Put actions/setup-python before this step.",
        "Process completed with exit code 1.",
    ]
    assert outcome.steps["run"] == "skipped"


PAYLOADS = [
    "$(touch {mark})", "`touch {mark}`", "'; touch {mark}; '", '"; touch {mark}; "', "a\nb\ntouch {mark}", "--help", "${{{{ github.token }}}}",
    "::set-output name=due::forged", "x\nEOF\ndue=forged",
]  # fmt: skip


@pytest.mark.guarantee("ACTION-17")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_input_runs_a_command_or_forges_an_output(installed: Installed, tmp_path: Path, payload: str) -> None:
    mark = tmp_path / "ran"
    value = payload.format(mark=mark)
    runtime = tmp_path / "runtime"
    for name in ("runtime", "temp"):
        (tmp_path / name).mkdir()
    # A stand-in for Python that prints the inputs that reached it.
    recorder = tmp_path / "recorder"
    recorder.write_text(f"#!/bin/sh\nenv -0 >{tmp_path}/seen\n", "utf-8")
    recorder.chmod(0o755)
    (runtime / "python").write_text(f"{recorder}\n", "utf-8")
    values = {spec.name: value for spec in INPUTS if spec.name not in ("command", "summary", "comment")} | {
        "command": "publish"
    }
    outcome = replace(installed.runner, temp=tmp_path / "temp", runtime=runtime).run(values)
    assert outcome.success, outcome.log
    assert not mark.exists()
    assert outcome.outputs["due"] == ""
    environment = dict(
        assignment.partition("=")[::2] for assignment in (tmp_path / "seen").read_text("utf-8").split("\0")
    )
    assert {
        name: environment[variable(name)] for name in ("path", "to", "smtp-password", "token", "bundle")
    } == dict.fromkeys(("path", "to", "smtp-password", "token", "bundle"), value)


@pytest.mark.guarantee("ACTION-17")
@pytest.mark.parametrize(
    "payload", ["$(touch {mark})", "--help", "::error::forged", "a\nb", "x%0A::error::forged", "##[error]forged"]
)
def test_no_value_of_an_input_is_read_as_a_command_by_the_runner(
    installed: Installed, tmp_path: Path, payload: str
) -> None:
    (tmp_path / "temp").mkdir()
    value = payload.format(mark=tmp_path / "ran")
    outcome = replace(installed.runner, temp=tmp_path / "temp", runtime=installed.runtime).run(
        {"path": value, "artifact-name": ""}
    )
    assert not outcome.success
    assert [annotation["message"] for annotation in outcome.of("error") if annotation["message"] == "forged"] == []
    assert {command.name for command in outcome.commands} == {"error"}


RECORDER = """#!/bin/sh
env -0 >{folder}/seen
ulimit -S -t >{folder}/limits
ulimit -S -v >>{folder}/limits
command -v git python3 cat >>{folder}/limits
"""


def recorder(folder: Path) -> Path:
    """Make a stand-in for the installed runtime whose Python writes the variables that reached it to a file."""
    runtime = folder / "runtime"
    for path in (runtime, folder / "temp"):
        path.mkdir()
    program = folder / "recorder"
    program.write_text(RECORDER.format(folder=folder), "utf-8")
    program.chmod(0o755)
    (runtime / "python").write_text(f"{program}\n", "utf-8")
    return runtime


@pytest.mark.guarantee("ACTION-18", "ACTION-24")
def test_no_variable_that_an_earlier_step_set_reaches_the_steps_with_a_token(
    installed: Installed, tmp_path: Path
) -> None:
    runtime, mark = recorder(tmp_path), tmp_path / "ran"
    planted = tmp_path / "planted"
    planted.mkdir()
    for name in ("bash", "cat", "env", "git", "python3", "sh"):
        (planted / name).write_text(f"#!/bin/sh\ntouch {mark}\n", "utf-8")
        (planted / name).chmod(0o755)
    (planted / "code.sh").write_text(f"touch {mark}\n", "utf-8")
    hostile = {
        "PATH": f"{planted}:{installed.runner.path}", "BASH_ENV": str(planted / "code.sh"), "ENV": str(planted / "code.sh"),
        "BASH_FUNC_source%%": f"() {{ touch {mark}; }}", "BASH_FUNC_exec%%": f"() {{ touch {mark}; }}",
        "SHELLOPTS": "xtrace", "PS4": f"$(touch {mark})", "IFS": "_", "LD_PRELOAD": str(planted / "x.so"),
        "LD_LIBRARY_PATH": str(planted), "LD_AUDIT": str(planted / "x.so"), "PYTHONPATH": str(planted), "PYTHONHOME": str(planted),
        "GIT_SSH_COMMAND": f"touch {mark}", "GIT_CONFIG_COUNT": "1", "HTTPS_PROXY": "http://127.0.0.1:9", "SSL_CERT_FILE": "/x",
        "SSLKEYLOGFILE": str(tmp_path / "keys"), "INPUT_RETENTION_DAYS": "1", "VERDICT": "/etc/passwd", "SOURCE_DATE_EPOCH": "1",
        "bulletin_name": "x", "OPENSSL_CONF": str(planted), "XDG_CONFIG_HOME": str(planted), "TMPDIR": str(planted),
    }  # fmt: skip
    runner = replace(installed.runner, temp=tmp_path / "temp", runtime=runtime, environment=hostile)
    outcome = runner.run({"command": "publish"})
    assert outcome.success, outcome.log
    assert not mark.exists()
    environment = dict(
        assignment.partition("=")[::2] for assignment in (tmp_path / "seen").read_text("utf-8").split("\0")
    )
    assert environment["INPUT_TOKEN"] == "a-token"
    names = {
        name for name, value in environment.items() if value and not name.startswith(("GITHUB_", "INPUT_", "RUNNER_"))
    }
    # Bash passes on names that cannot be its variables, such as those of exported functions; only bash reads them.
    assert {name for name in names if "%%" not in name} <= {"BULLETIN_RUNTIME", "PATH", "PWD", "SHLVL", "_", "OLDPWD"}
    assert str(planted) not in str({name: value for name, value in environment.items() if "%%" not in name})
    assert "INPUT_RETENTION_DAYS" not in environment
    seconds, kilobytes, *programs = (tmp_path / "limits").read_text("utf-8").split()
    assert (seconds, kilobytes) == ("300", "4194304")
    assert [path for path in programs if not path.startswith(("/usr/", "/bin/"))] == []


def test_a_python_in_the_checkout_is_not_the_one_that_runs(installed: Installed, tmp_path: Path) -> None:
    for name in ("temp", "work"):
        (tmp_path / name).mkdir()
    planted = tmp_path / "work" / "python3"
    planted.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", "utf-8")
    planted.chmod(0o755)
    for path in (f"{planted.parent}:/nowhere", ".:/nowhere"):
        runner = replace(installed.runner, temp=tmp_path / "temp", workspace=planted.parent, environment={"PATH": path})
        outcome = runner.run()
        assert "names no program on this runner" in outcome.log
    assert not (tmp_path / "ran").exists()


def test_the_variables_that_a_step_keeps_are_those_that_action_yml_sets(installed: Installed) -> None:
    script = (installed.action / ".github" / "action" / "run.sh").read_text("utf-8")
    manifest = yaml.safe_load((installed.action / "action.yml").read_text("utf-8"))
    steps = {step["id"]: step for step in manifest["runs"]["steps"]}
    for name in ("run", "link"):
        match = re.search(rf"  {name}\)\s+step_variables=\(([^)]*)\)", script)
        assert match
        assert set(match[1].split()) == {variable for variable in steps[name]["env"] if not variable.startswith("LD_")}
    for name in ("install", "run", "link"):
        assert {"LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD"} <= set(steps[name]["env"])
        assert steps[name]["shell"] == "/bin/bash --noprofile --norc -p -e -o pipefail {0}"


@pytest.mark.guarantee("ACTION-24")
def test_each_secret_reaches_only_the_step_and_the_command_that_need_it(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    secrets = {"smtp-password": "hunter2", "smtp-url": "smtps://x", "token": "tok-123456"}
    outcome = replace(installed.runner, temp=tmp_path / "temp", runtime=installed.runtime).run(
        secrets | {"screenshot": "false"}
    )
    assert set(outcome.environments) == {"run", "link"}
    for environment in outcome.environments.values():
        assert [secret for secret in ("hunter2", "smtps://x", "tok-123456") if secret in str(environment)] == []


@pytest.mark.guarantee("ACTION-31")
def test_two_uses_in_one_job_do_not_collide_and_a_second_attempt_overwrites(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "temp").mkdir()
    runner = replace(
        installed.runner, temp=tmp_path / "temp", runtime=installed.runtime, artifacts=tmp_path / "artifacts"
    )
    runner.artifacts.mkdir()
    for name in ("one", "two", "one"):
        assert runner.run({"artifact-name": name, "screenshot": "false"}).success
    assert {path.name for path in runner.artifacts.iterdir()} == {"one", "one.html", "two", "two.html"}


def test_a_run_works_in_a_workspace_of_another_user_and_with_a_broken_event(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "temp").mkdir()
    make_content(tmp_path / "work", {"2022-02/x.md": ITEM.replace("title:", "slug: x\ntitle:")})
    runner = replace(
        installed.runner,
        temp=tmp_path / "temp",
        runtime=installed.runtime,
        workspace=tmp_path / "work",
        payload={"repository": "?"},
    )
    assert runner.run({"artifact-name": "", "screenshot": "false"}).success


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    for path in (target, *target.rglob("*")):
        path.chmod(0o700)
    return target


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("::error::x", "error"),
        ("  ::error file=a,line=1::x", "error"),
        ("text ##[warning]x", "warning"),
        ("::x y", ""),
        ("text ::error::x", ""),
    ],
)
def test_the_emulator_reads_commands_as_the_runner_does(line: str, name: str) -> None:
    command = command_in(line)
    assert (command.name if command else "") == name


def test_the_emulator_reads_outputs_as_the_runner_does() -> None:
    assert assigned("a=1\nb<<E\nx\ny=2\nE\n") == {"a": "1", "b": "x\ny=2"}
    with pytest.raises(ValueError, match="Matching delimiter not found"):
        assigned("b<<E\nx\n")
    assert json.loads("{}") == {}
