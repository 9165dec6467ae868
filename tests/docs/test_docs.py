"""The documents are true: their commands run, their tables match the code, and their pictures exist."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import load
from bulletin.cli import commands
from bulletin.content.word_lists import package_lists
from bulletin.importing import ImportContext
from bulletin.importing.drafting import drafts_of
from bulletin.outputs import OUTPUTS
from tests.importing.made_documents import ISSUE, word
from tests.publish.test_correcting import MOVED, folder, record_sending
from tests.support.commands import run
from tests.support.folders import ISSUE as ISSUE_HEAD
from tests.support.folders import SETTINGS, TRAINING, make_content, problems
from tests.support.values import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
CONTRIBUTING = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading of docs/commands.md."""
    part = COMMANDS_PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def test_the_outputs_are_those_of_the_table() -> None:
    assert [[f"`{output.name}`", output.audience.value, output.says] for output in OUTPUTS] == rows("Outputs")


COMMANDS = [row[0].strip("`") for row in rows("Commands")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small bulletin with the two issues of the sample, which the documentation names."""
    files: dict[str, str | bytes] = {
        "2020-02/issue.md": ISSUE_HEAD.replace("2022", "2020"),
        "2020-02/helpline.md": "---\ntitle: A new helpline\n---\nIt opens on 2 March 2020.\n",
        "2022-02/training.md": TRAINING,
    }
    return make_content(tmp_path_factory.mktemp("readme"), files).parent


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_documentation_runs(command: str, place: Path, tmp_path: Path) -> None:
    words = shlex.split(command)
    assert words[0] == "bulletin"
    if {"new", "publish"} & {*words}:  # The other commands read these files, so they must not change.
        place = make_content(tmp_path).parent
    if "import" in words:
        place = make_content(tmp_path).parent
        (place / "flyer.docx").write_bytes(word(lambda document: document.add_heading("A course", 1)))
    if "form" in words:
        settings = SETTINGS + "repository: our-team/our-bulletin\n"
        place = make_content(tmp_path, {"bulletin.yml": settings}).parent
    if "correction" in words:
        record_sending(folder(tmp_path), "2022-02")
        place = folder(tmp_path, MOVED).parent
        words += ["--as-of", "2 February 2022"]  # Today its sessions are over, so nothing is left to correct.
    if "--check" in words:
        run("build", cwd=place)
    done = _stopped(words[1:], place) if "serve" in words else run(*words[1:], cwd=place)
    assert (done.returncode, bool(done.stdout) or "--check" in words) == (0, True), done.stderr


def _stopped(words: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that runs until it is stopped, and stop it after its first line of output."""
    command = [sys.executable, "-m", "bulletin", *words]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, first + output, errors)


def test_the_page_of_imports_shows_the_item_that_its_text_becomes() -> None:
    page = (ROOT / "docs" / "import.md").read_text("utf-8")
    text = page.partition("```text\n")[2].partition("```")[0]
    item = page.partition("```markdown\n")[2].partition("```")[0]
    (draft,) = drafts_of("flyer.txt", text.encode(), ImportContext(ISSUE, words=package_lists())).drafts
    assert draft.text == item


def named_commands() -> set[str]:
    """Return each command of Bulletin that a page names, with its arguments."""
    pages = [ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    texts = [page.read_text("utf-8") for page in pages]
    inline = {code for text in texts for code in re.findall(r"`(bulletin [^`\n]+)`", text)}
    blocks = [block for text in texts for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)]
    lines = "\n".join(blocks).replace("\\\n", "").splitlines()
    return inline | {match[0] for line in lines if (match := re.search(r"(?<![\w/-])bulletin \S.*", line))}


def test_every_command_that_a_page_names_exists_and_takes_its_options() -> None:
    commands_by_page = named_commands()
    assert len(commands_by_page) > 40
    for code in commands_by_page:
        words = shlex.split(code.replace("…", ""))[1:]
        names = [word for word in words if not word.startswith("-")]
        if not names:
            continue
        assert names[0] in commands.commands, code
        options = {option for parameter in commands.commands[names[0]].params for option in parameter.opts}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options, code


def test_every_option_of_build_is_in_the_documentation() -> None:
    done = run("build", "--help", cwd=ROOT)
    options = set(re.findall(r"--[a-z-]+", done.stdout)) - {"--help"}
    assert {option for option in options if option not in COMMANDS_PAGE} == set()


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^make (\w+)", README + CONTRIBUTING, re.MULTILINE)) | set(
        re.findall(r"`make (\w+)`", README + CONTRIBUTING)
    )
    assert {"bulletin", "test", "lock"} <= targets
    assert all(re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) for target in targets)


def test_every_link_and_picture_of_a_document_exists() -> None:
    for path in [
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / ".github" / "CONTRIBUTING.md",
        ROOT / "benchmarks" / "README.md",
    ]:
        text = re.sub(r"^(`{3,4})\w.*?^\1$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"(?<!`)`[^`\n]+`(?!`)", "", text)  # A link in an example need not exist.
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target.startswith(("https://", "mailto:")) or (path.parent / target).exists(), (path, target)


def test_the_ten_lines_of_the_readme_load_as_an_item_with_two_sessions(tmp_path: Path) -> None:
    [item] = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert len(item.strip().splitlines()) == 10
    bulletin = load(make_content(tmp_path, {"2022-02/self-neglect.md": item}))
    [loaded] = [item for item in bulletin.issues[0].items if item.slug == "self-neglect"]
    assert [f"{session.start:%d %b %H:%M}" for session in loaded.sessions] == ["01 Apr 09:30", "10 May 09:30"]


def test_the_mistake_of_the_readme_is_reported_as_the_readme_shows(tmp_path: Path) -> None:
    [report] = re.findall(r"```text\n(.*?)\n```", README, re.DOTALL)
    [item] = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    wrong = item.replace("- 1 April 2022", "- Monday 1 April 2022")
    assert problems(make_content(tmp_path, {"2022-02/self-neglect.md": wrong})) == [report]


def test_the_makefile_prints_at_most_25_lines_for_the_sample(place: Path) -> None:
    """Count the lines of `make` itself and those of the build."""
    done = run("build", cwd=place)
    assert len((done.stdout + done.stderr).splitlines()) + MAKEFILE.count("@echo") <= 25


def test_the_claimed_speed_is_in_the_measured_figures() -> None:
    text = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    assert "benchmarks/run.py" in text
    assert len(re.findall(r"^\| 1?,?[0-9]+ \|", text.partition("\n## ")[0], re.MULTILINE)) == 3
