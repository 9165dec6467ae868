"""Work of more than a second shows its progress on a terminal, and nowhere else."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest

from bulletin.cli.terminal import Progress, progress, typed


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_counts_seconds_and_files_and_is_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    answers = iter([False, False, True])
    line = Progress("Building", lambda seconds: next(answers))
    assert list(line.count(["a", "b", "c"])) == ["a", "b", "c"]
    line.tell()
    assert screen.getvalue() == "\rBuilding: 1 s, 3 files\rBuilding: 2 s, 3 files\r\033[K"


def test_work_that_ends_within_a_second_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("Building", lambda seconds: True).tell()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("screen", [Screen(), io.StringIO()])
def test_only_a_terminal_gets_a_clock_and_it_ends_with_the_work_even_when_that_fails(
    monkeypatch: pytest.MonkeyPatch, screen: io.StringIO
) -> None:
    monkeypatch.setattr("sys.stderr", screen)
    before = threading.active_count()

    def fail() -> None:
        with progress("Building"):
            assert threading.active_count() - before == screen.isatty()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert threading.active_count() == before


def test_a_command_names_the_folder_where_it_is_not_the_usual_one() -> None:
    assert typed("build", Path("content")) == "bulletin build"
    assert typed("build", Path("our news/content")) == "bulletin build 'our news/content'"
