"""An unexpected error is reported in one sentence with the file and exit code 70, by every command and the Action."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bulletin import read, unforeseen
from bulletin.action.result import Machine
from bulletin.action.step import STEPS
from bulletin.cli import commands
from bulletin.content import load
from tests.support.folders import make_content

SECRET = "Jo Bloggs lives in Leeds"
SENTENCE = re.compile(
    r"Something went wrong(?: while I was reading (?P<path>\S+))? that nobody foresaw: this is a fault of Bulletin\. "
    r"Please report it to those who look after Bulletin, with the file (?P<file>\S+), once you have looked that it "
    r"quotes nothing private\.",
)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an item at which reading fails."""

    def fail(*arguments: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(load, "read_item", fail)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return make_content(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["check", "build", "fix", "show site/feed.xml"])
def test_a_command_names_the_file_and_exits_with_70(content: Path, command: str) -> None:
    result = run(*command.split(), content)
    match = SENTENCE.fullmatch(result.stderr.strip())
    assert result.exit_code == 70
    assert match
    assert match["path"] == f"{content.as_posix()}/2022-02/week.md"
    assert SECRET in Path(match["file"]).read_text("utf-8")


@pytest.mark.parametrize("arguments", [("--debug", "check"), ("check", "--debug")])
def test_debug_shows_the_traceback_in_any_place(content: Path, arguments: tuple[str, ...]) -> None:
    assert SECRET not in run("check", content).stderr
    output = run(*arguments, content).stderr
    assert f"ValueError: {SECRET}" in output
    assert SENTENCE.search(output)


def test_the_library_raises_the_error_unchanged(content: Path) -> None:
    with pytest.raises(ValueError, match=SECRET):
        read(content)


def test_the_sentence_is_printed_even_if_the_traceback_cannot_be_written(tmp_path: Path) -> None:
    text = unforeseen.sentence(ValueError(), tmp_path / "nothing")
    assert "with what --debug prints, since I cannot write a file" in text


@pytest.mark.parametrize("debug", ["", "1"])
@pytest.mark.parametrize("step", ["run", "link"])
def test_a_step_of_the_action_reports_the_error_and_quotes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, debug: str
) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("bulletin.action.step._step", fail)
    log: list[str] = []
    environ = {"RUNNER_TEMP": str(tmp_path), "RUNNER_DEBUG": debug, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    machine = Machine(environ, lambda: datetime(2022, 2, 1, tzinfo=UTC), lambda _: None, log.append, lambda: "x")
    assert STEPS[step](machine) == 70
    assert log[0].startswith("::error title=Bulletin::Something went wrong that nobody foresaw")
    assert ("ValueError" in "".join(log)) is bool(debug)
    assert SECRET not in "".join(log) + (tmp_path / "summary").read_text("utf-8")
    assert SECRET in next(tmp_path.glob("bulletin-*.txt")).read_text("utf-8")
