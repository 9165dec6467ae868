"""Linters of other projects accept action.yml and every workflow, and act runs the documented workflows."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.action.inputs import INPUTS
from tests.action.conftest import Installed
from tests.action.scene import event, git, merged
from tests.content.test_issue_form import issue as issue_text
from tests.publish.built import Run, build, carry_out, ledger_of, put_ledger, write_publication
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.mail_server import mail_server
from tests.support.folders import HOSTLESS, ISSUE, ITEM, TRAINING, make_content
from tests.support.values import ROOT

BIN = Path(sys.executable).parent
DOCUMENTED = sorted((ROOT / "docs" / "workflows").glob("*.yml"))
WORKFLOWS = [
    path
    for path in [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), *DOCUMENTED]
    if path.name != "dependabot.yml"
]
DEPENDABOT = [ROOT / ".github" / "dependabot.yml", ROOT / "docs" / "workflows" / "dependabot.yml"]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STAND_INS = ROOT / "tests" / "action" / "standins"
SCRIPTS = [*sorted((ROOT / ".github").glob("**/*.sh"))]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Return the output of a linter, "" if it reports no fault."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def schema(name: str, *paths: Path) -> str:
    return run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{name}", *paths)


def zizmor(*paths: Path) -> str:
    return run(
        BIN / "zizmor",
        "--offline",
        "--no-progress",
        "-q",
        "--strict-collection",
        "--persona=auditor",
        "--format=plain",
        *paths,
    )


def actionlint(*paths: Path) -> str:
    return run(BIN / "actionlint", "-oneline", "-shellcheck", BIN / "shellcheck", *paths)


def languageservice(*paths: Path) -> str:
    if not (ROOT / "tests" / "tools" / "node_modules" / "@actions").is_dir():
        pytest.skip("needs @actions/languageservice")
    return run("node", ROOT / "tests" / "tools" / "languageservice.mjs", *paths)


@pytest.mark.guarantee("ACTION-01", "ACTION-51")
def test_no_linter_reports_a_fault_in_the_action_or_a_workflow() -> None:
    assert schema("github-actions", ROOT / "action.yml") == ""
    assert schema("github-workflows", *WORKFLOWS) == ""
    assert schema("dependabot", *DEPENDABOT) == ""
    assert zizmor(ROOT / "action.yml", ROOT / ".github", ROOT / "docs" / "workflows") == ""
    assert actionlint(*WORKFLOWS) == ""
    assert languageservice(ROOT / "action.yml", *WORKFLOWS) == ""


@pytest.mark.guarantee("ACTION-15")
def test_shellcheck_reports_no_fault_in_the_shell_scripts() -> None:
    assert run(BIN / "shellcheck", *SCRIPTS, ROOT / ".ci" / "run") == ""


FAULTS = [
    ("action.yml", "      shell: /bin", "      timeout-minutes: 5\n      shell: /bin", languageservice),
    (
        "action.yml",
        "    default: check\n",
        "    type: string\n    default: check\n",
        lambda *paths: schema("github-actions", *paths),
    ),
    ("action.yml", 'run.sh" run', 'run.sh" ${{ inputs.command }}', zizmor),
    ("docs/workflows/publish.yml", "needs.build.outputs.pages", "needs.bild.outputs.pages", languageservice),
    ("docs/workflows/publish.yml", "needs.build.outputs.pages", "needs.bild.outputs.pages", actionlint),
    ("docs/workflows/preview.yml", "  pull_request:\n", "  pull_request_target:\n", zizmor),
    (
        "docs/workflows/preview.yml",
        "    timeout-minutes: 10\n",
        "    timeout-minute: 10\n",
        lambda *paths: schema("github-workflows", *paths),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "checker"), FAULTS)
def test_each_linter_reports_a_planted_fault(name: str, old: str, new: str, checker: Any, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert old in text
    path = tmp_path / Path(name).name
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert path.name in checker(path)


@pytest.mark.guarantee("ACTION-02")
def test_the_marketplace_will_take_its_name_and_description() -> None:
    assert ACTION["name"] == "Bulletin newsletter"
    assert 0 < len(ACTION["description"]) < 125
    assert ACTION["branding"] == {"icon": "mail", "color": "blue"}


@pytest.mark.guarantee("ACTION-03", "ACTION-07")
def test_every_input_and_output_is_described_used_and_in_the_table_of_the_docs() -> None:
    text, docs = (ROOT / "action.yml").read_text("utf-8"), (ROOT / "docs" / "action.md").read_text("utf-8")
    assert [(name, spec["default"]) for name, spec in ACTION["inputs"].items()] == [
        (entry.name, entry.default) for entry in INPUTS
    ]
    for name, spec in ACTION["inputs"].items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert isinstance(spec["default"], str)
        assert set(spec) == {"description", "default"}
        assert f"inputs.{name} " in text or f"inputs.{name})" in text or f"inputs.{name} }}}}" in text
        assert f"| `{name}` | {table_cell(spec['default'])} | {spec['description'].rstrip('.')}. |" in docs
    for name, spec in ACTION["outputs"].items():
        assert f"| `{name}` | {spec['description'].rstrip('.')}. |" in docs


def table_cell(default: str) -> str:
    return f"`{default}`" if default else ""


@pytest.mark.guarantee("ACTION-16")
def test_no_script_has_an_expression_and_each_secret_reaches_only_the_step_that_needs_it() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        variables = step.get("env", {})
        for name in ("INPUT_SMTP_URL", "INPUT_SMTP_PASSWORD"):
            assert variables.get(name, "").startswith("${{ inputs.command == 'publish' && ") or name not in variables
        assert variables.get("INPUT_TOKEN", "") in (
            "",
            "${{ inputs.command != 'check' && inputs.token || '' }}",
            "${{ inputs.comment == 'true' && inputs.token || '' }}",
        )
    assert "smtp" not in str([step for step in ACTION["runs"]["steps"] if step["id"] != "run"])


@pytest.mark.guarantee("ACTION-47", "ACTION-48", "ACTION-49", "ACTION-52")
def test_each_job_has_the_least_rights_a_time_limit_and_pinned_actions_of_github_alone() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {}
        assert "concurrency" in workflow
        assert "pull_request_target" not in path.read_text("utf-8").replace("pull_request_target:", "")
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 30
            assert job["permissions"]
            assert "secrets." not in str(job) or job["environment"]
            for step in job["steps"]:
                used = step.get("uses", "./")
                assert used == "./" or re.fullmatch(r"(actions/[a-z-]+|OWNER/bulletin)@[0-9a-f]{40}", used), used
                assert not used.startswith("actions/checkout") or step["with"]["persist-credentials"] is False
        for line in re.findall(r"\buses: (?!\./).*", path.read_text("utf-8")):
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    publishing = [
        yaml.safe_load((ROOT / "docs" / "workflows" / name).read_text("utf-8"))
        for name in ("publish.yml", "mark-as-sent.yml")
    ]
    assert [workflow["concurrency"] for workflow in publishing] == [
        {"group": "bulletin-publish", "cancel-in-progress": False, "queue": "max"}
    ] * 2


@pytest.mark.guarantee("ACTION-12")
def test_what_the_runner_downloads_is_small_and_has_what_the_action_needs(tmp_path: Path) -> None:
    def git_output(*arguments: str) -> bytes:
        return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=True).stdout

    tar = git_output("archive", "--format=tar.gz", "HEAD")
    assert len(tar) < 2 * 1024 * 1024
    with tarfile.open(fileobj=BytesIO(tar)) as archive:
        names = frozenset(archive.getnames())
    needed = (
        "action.yml",
        "bulletin",
        "templates",
        ".github/action",
        ".github/locks",
        "hatch_build.py",
        "pyproject.toml",
    )
    files = set(git_output("ls-tree", "-r", "--name-only", "HEAD", *needed).decode().splitlines())
    assert len(files) > 400
    # The lists of tests and of `make`, and the script that splits them.
    only_here = {f".github/locks/{name}" for name in ("test.txt", "run.txt", "build.txt", "action.py")}
    assert files - names == only_here


@pytest.mark.guarantee("ACTION-08")
def test_the_lists_that_the_action_installs_are_those_of_the_program_and_none_is_missing() -> None:
    locks = ROOT / ".github" / "locks"
    report = run(
        sys.executable,
        "-c",
        "import runpy, sys, pathlib; lists = runpy.run_path('.github/locks/action.py')['lists'](pathlib.Path('.github/locks/run.txt').read_text('utf-8')); sys.exit(1 if [name for name, text in lists.items() if pathlib.Path('.github/locks', name).read_text('utf-8') != text] else 0)",
    )
    assert report == ""
    for path in locks.glob("action-*.txt"):
        for entry in re.split(r"^(?=[a-z0-9-]+==)", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in entry, entry


@pytest.mark.guarantee("ACTION-09")
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_package_has_a_wheel_for_each_python(version: str, tmp_path: Path) -> None:
    texts = ((ROOT / ".github" / "locks" / f"action-{number}.txt").read_text("utf-8") for number in (1, 2))
    entries = re.split(r"^(?=[a-z0-9-]+==)", "".join(texts), flags=re.MULTILINE)
    wheels = [entry for entry in entries if not entry.startswith("feedgen==")]
    assert len(wheels) == len(entries) - 1  # install.sh builds the wheel of this package.
    (tmp_path / "wheels.txt").write_text("".join(wheels), "utf-8")
    report = run(
        BIN / "uv",
        "pip",
        "install",
        "--dry-run",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--python-version",
        version,
        "--python-platform",
        "x86_64-manylinux_2_28",
        "--target",
        tmp_path / "packages",
        "-r",
        tmp_path / "wheels.txt",
    )
    assert report == ""


@pytest.mark.guarantee("ACTION-53")
@pytest.mark.parametrize(
    ("tag", "moved"),
    [("v1.2.4", {"v1", "v1.2"}), ("v1.1.9", {"v1.1"}), ("v2.0.1", {"v2", "v2.0"}), ("v3.0.0", {"v3", "v3.0"})],
)
def test_a_release_moves_its_own_short_tags_forward_and_no_others(tag: str, moved: set[str], tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "bulletin").mkdir()
    (tmp_path / "bulletin" / "__init__.py").write_text(f'__version__ = "{tag[1:]}"\n', "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "First")
    for version in {"v1.1.8", "v1.2.3", "v2.0.0", tag}:
        git(tmp_path, "tag", version)
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n', "utf-8")
    gh.chmod(0o755)
    environment = {
        "PATH": f"{gh.parent}:{os.environ['PATH']}",
        "GITHUB_REF_NAME": tag,
        "GITHUB_REPOSITORY": "acme/bulletin",
    }
    command = ["bash", str(ROOT / ".github" / "release.sh")]
    assert subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False).returncode == 0
    requests = (tmp_path / "asked").read_text("utf-8")
    assert set(re.findall(r"git/refs/tags/(v[0-9.]+) --method PATCH", requests)) == moved
    assert f"release edit {tag} --draft=false" in requests
    wrong = environment | {"GITHUB_REF_NAME": "v9.9.9"}
    assert subprocess.run(command, cwd=tmp_path, env=wrong, capture_output=True, check=False).returncode == 1


@pytest.mark.guarantee("ACTION-56")
def test_the_docs_name_each_error_as_the_program_says_it() -> None:
    docs = (ROOT / "docs" / "action.md").read_text("utf-8")
    for heading in (
        "Quick start",
        "Permissions",
        "Forks",
        "Branch protection and the ledger",
        "Troubleshooting",
        "Upgrading and pinning",
    ):
        assert f"## {heading}\n" in docs
    sources = "".join(path.read_text("utf-8") for path in [*(ROOT / "bulletin").rglob("*.py"), *SCRIPTS])
    sources = re.sub(r'"\s*\n\s*f?"', "", sources).replace('\\"', '"')
    table = docs.partition("## Troubleshooting")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)
    assert len(rows) > 10
    filled_in = {'Input "path" is': 'Input "{name}" is', "let me write the ledger": "let me {what}"}
    for row in (re.sub("|".join(filled_in), lambda match: filled_in[match[0]], pattern) for pattern in rows):
        pieces = [
            piece
            for piece in re.split(r"…|\\`|535|: \"Resource.*|\"github-pages\"", row)
            if len(piece.strip(' .:"')) > 3
        ]
        others = ("Multiple artifacts named",)  # This error comes from an action of GitHub.
        assert all(piece.strip(' .:"') in sources or piece.strip(' "') in others for piece in pieces), row


# ---------------------------------------------------------------------------------------------------- act


@pytest.fixture(scope="module")
def act(tmp_path_factory: pytest.TempPathFactory, installed: Installed) -> Act:
    return Act(tmp_path_factory.mktemp("act"), installed)


class Act:
    """Run the documented workflows with act; stand-ins replace the actions of others and refuse the same inputs."""

    def __init__(self, folder: Path, installed: Installed) -> None:
        self.folder = folder
        self.artifacts, self.pages = folder / "artifacts", folder / "pages"
        self.action = folder / "action"
        shutil.copytree(installed.action, self.action)
        for path in (self.action, *self.action.rglob("*")):
            path.chmod(0o700)
        # The packages are installed once for all tests; the installation has its own tests.
        script = f"printf 'runtime=%s\\n' {shlex.quote(str(installed.runtime))} >>\"$GITHUB_OUTPUT\"\n"
        (self.action / ".github" / "action" / "install.sh").write_text(script, "utf-8")

    def run(self, consumer: Path, workflow: str, event: str, *options: str) -> tuple[int, str]:
        text = (ROOT / "docs" / "workflows" / workflow).read_text("utf-8")
        # act does not yet support `queue` and `timezone`.
        text = re.sub(r"^ +(queue: max|timezone: .*)\n", "", text, flags=re.MULTILINE)
        copy = self.folder / workflow
        copy.write_text(text, "utf-8")
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        uses = set(re.findall(r"uses: ([^\s@]+@[0-9a-f]+)", text + (ROOT / "action.yml").read_text("utf-8")))
        maps = [argument for action in sorted(uses) for argument in self._map(action)]
        environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(home), "LANG": "C.UTF-8"}
        command = [
            str(BIN / "act"), event, "-W", str(copy), "--pull=false", "--no-cache-server", "--json",
            "-P", "ubuntu-latest=-self-hosted", "--env", f"STAND_IN_ARTIFACTS={self.artifacts}",
            "--env", f"STAND_IN_PAGES={self.pages}", *maps, *options,
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=consumer,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return done.returncode, done.stdout + done.stderr

    def _map(self, used: str) -> tuple[str, ...]:
        name = used.partition("@")[0]
        if name == "actions/checkout":
            return ()  # act copies the work tree itself.
        stand_in = self.action if name == "OWNER/bulletin" else STAND_INS / name.partition("/")[2]
        return ("--local-repository", f"{used}={stand_in}")


def printed_lines(log: str) -> str:
    """Return the lines in act's log that steps printed."""
    records = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return "\n".join(str(record.get("msg", "")) for record in records)


def options_for(fake: FakeGitHub, payload: Path) -> tuple[str, ...]:
    """Return act's options for a run on main with this payload and the fake GitHub."""
    return (
        "-e", str(payload), "--env", f"GITHUB_API_URL={fake.url}", "-s", f"GITHUB_TOKEN={fake.token}",
        "--env", "GITHUB_REPOSITORY=acme/newsletter", "--env", "GITHUB_REF=refs/heads/main",
    )  # fmt: skip


@pytest.mark.guarantee("ACTION-51")
def test_every_documented_workflow_is_run_by_a_test() -> None:
    run_here = set(re.findall(r'act\.run\(consumer, "([^"]+)"', Path(__file__).read_text("utf-8")))
    assert run_here == {path.name for path in DOCUMENTED if path in WORKFLOWS}


@pytest.mark.guarantee("ACTION-05", "ACTION-51")
def test_the_documented_preview_runs_on_a_pull_request_with_no_inputs(act: Act, tmp_path: Path) -> None:
    consumer = tmp_path / "newsletter"
    make_content(consumer, {"2022-02/safer-recruitment.md": TRAINING})
    merged(consumer, {"content/2022-02/week.md": ITEM + "More.\n"})
    payload = tmp_path / "event.json"
    payload.write_text(json.dumps(event(number=7)), "utf-8")
    code, log = act.run(consumer, "preview.yml", "pull_request", "-e", str(payload))
    assert code == 0, printed_lines(log)[-3000:]
    assert (act.artifacts / "bulletin-preview.html").is_file()
    assert (act.artifacts / "bulletin-preview" / "mail" / "2022-02" / "bulletin.eml").is_file()


@pytest.mark.guarantee("ACTION-46", "ACTION-50", "ACTION-51")
def test_the_documented_publishing_builds_deploys_sends_and_releases(act: Act, tmp_path: Path) -> None:
    consumer = tmp_path / "newsletter"
    today = datetime.now(UTC).date()
    issue = ISSUE.replace("1 February 2022", f"{today.day} {today:%B} {today.year}")
    make_content(
        consumer,
        {
            "bulletin.yml": HOSTLESS,
            f"{today.year}-02/issue.md": issue,
            f"{today.year}-02/safer-recruitment.md": TRAINING.replace("2022", str(today.year + 1)),
        },
    )
    merged(consumer, {"README.md": "x"})
    payload = tmp_path / "event.json"
    payload.write_text(json.dumps(event() | {"ref": "refs/heads/main"}), "utf-8")
    with github() as fake, mail_server() as mail:
        server = f"BULLETIN_SMTP_URL=smtp+plain://127.0.0.1:{mail.port}"
        options = (*options_for(fake, payload), "--var", server, "--var", "BULLETIN_TO=list@example.org")
        code, log = act.run(consumer, "publish.yml", "push", *options)
        assert code == 0, printed_lines(log)[-3000:]
        assert [recipient for _, recipient, _ in mail.accepted] == ["list@example.org"]
        assert ledger_of(fake).sent(f"{today.year}-02")
        assert [release["draft"] for release in fake.releases] == [False]
    assert (act.pages / "index.html").is_file()
    assert not list(act.pages.rglob(".*"))


@pytest.mark.guarantee("ACTION-51", "ACTION-60")
def test_the_documented_mark_as_sent_records_an_issue_that_waited_to_be_sent_by_hand(act: Act, tmp_path: Path) -> None:
    consumer = tmp_path / "newsletter"
    built = build(consumer)
    merged(consumer, {"README.md": "x"})
    payload = tmp_path / "event.json"
    payload.write_text(json.dumps(event() | {"ref": "refs/heads/main", "inputs": {"issue": "2022-02"}}), "utf-8")
    with github() as fake:
        put_ledger(fake, built.ledger)
        waiting = carry_out(Run(fake.url, write_publication(built, tmp_path / "issue"), smtp_url="", release=False))
        assert (waiting.state, ledger_of(fake).sent("2022-02")) == ("by hand", False)
        code, log = act.run(consumer, "mark-as-sent.yml", "workflow_dispatch", *options_for(fake, payload))
        assert code == 0, printed_lines(log)[-3000:]
        assert ledger_of(fake).sent("2022-02")


@pytest.mark.guarantee("ACTION-51")
@pytest.mark.parametrize("is_form", [True, False])
def test_the_documented_workflow_makes_a_pull_request_of_a_form_and_leaves_other_issues_alone(
    act: Act, tmp_path: Path, is_form: bool
) -> None:
    consumer = tmp_path / "newsletter"
    make_content(consumer, {"2022-02/safer-recruitment.md": TRAINING})
    merged(consumer, {"README.md": "x"})
    body = issue_text(body="Text with `id` and $(id) and ${{ github.token }}.") if is_form else "A question."
    issue = {"number": 12, "body": body, "state": "open", "author_association": "OWNER"}
    payload = tmp_path / "event.json"
    payload.write_text(json.dumps(event() | {"action": "opened", "issue": issue}), "utf-8")
    with github() as fake:
        fake.permissions |= dict.fromkeys(("pull-requests", "issues", "statuses"), "write")
        fake.branches["main"] = {"content/bulletin.yml": b"name: x\n"}
        fake.issues[12] = issue
        code, log = act.run(consumer, "item.yml", "issues", *options_for(fake, payload))
        assert code == 0, printed_lines(log)[-3000:]
        assert [pull["head"] for pull in fake.pulls] == (["item/12"] if is_form else [])
        assert bool(fake.comments) is is_form
        if is_form:
            (text,) = (data.decode() for path, data in fake.branches["item/12"].items() if path.endswith(".md"))
            assert "Text with `id` and $(id) and ${{ github.token }}." in text
