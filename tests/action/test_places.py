"""Every text that the runner reads is written by one function, and no value in it begins a line or a command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin.action.result import Machine
from bulletin.action.runner import (
    SUMMARY_LIMIT,
    write_commands,
    write_outputs,
    write_sentence,
    write_summary,
    write_verdict,
)
from tests.action.runner import assigned, command_in

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def machine(log: list[str], **files: Path) -> Machine:
    environ = {f"GITHUB_{name.upper()}": str(path) for name, path in files.items()}
    return Machine(environ, lambda: datetime(2022, 2, 1, tzinfo=UTC), print, log.append, lambda: "unguessable")


@pytest.mark.parametrize("mark", BREAKS)
@pytest.mark.parametrize("command", ["::error::x", "  ::set-output name=a::b", "##[error]x", "a ##[warning]x"])
def test_a_sentence_is_one_line_and_no_command(mark: str, command: str) -> None:
    log: list[str] = []
    for sentence in (command, f"a{mark}{command}", f"{mark}{command}"):
        write_sentence(machine(log), sentence)
    assert len(log) == 3
    assert [line for line in log if len(line.splitlines()) > 1 or command_in(line)] == []


@pytest.mark.parametrize("mark", BREAKS)
def test_no_value_of_an_output_begins_a_line(tmp_path: Path, mark: str) -> None:
    write_outputs(machine([], output=tmp_path / "output"), {"a": f"x{mark}end-unguessable{mark}b=y", "c": "z"})
    text = (tmp_path / "output").read_text("utf-8")
    assert assigned(text) == {"a": "x end-unguessable b=y", "c": "z"}
    assert len(text.splitlines()) == 6


@pytest.mark.parametrize("mark", BREAKS.replace("\n", ""))
def test_commands_summary_and_verdict_have_no_line_end_but_lf(tmp_path: Path, mark: str) -> None:
    log: list[str] = []
    runner_machine = machine(log, step_summary=tmp_path / "summary")
    write_commands(runner_machine, f"::error::a{mark}::error::b\n\n::notice::c\n")
    write_summary(runner_machine, f"a{mark}b\nc")
    write_verdict(tmp_path / "verdict", f"a{mark}b\nc")
    assert log == ["::error::a ::error::b", "::notice::c"]
    assert {(tmp_path / name).read_text("utf-8") for name in ("summary", "verdict")} == {"a b\nc"}


def test_a_summary_that_github_would_not_show_is_cut_at_the_end_of_a_line(tmp_path: Path) -> None:
    write_summary(machine([], step_summary=tmp_path / "summary"), "a line é\n" * 200_000)
    text = (tmp_path / "summary").read_text("utf-8")
    assert SUMMARY_LIMIT - 50 < len(text.encode()) <= SUMMARY_LIMIT
    assert text.endswith("a line é\n\nThe rest does not fit here.\n")


def test_outside_the_runner_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines: list[str] = []
    write_outputs(machine(lines), {"a": "b"})
    write_summary(machine(lines), "a")
    assert (list(tmp_path.iterdir()), lines) == ([], [])
