"""The rows of a folder differ after a change in it; where a change could go unnoticed, DoubtError is raised."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.remember.file_rows import TICK, DoubtError, Row, rows_below, rows_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder" / "below").mkdir(parents=True)
    (tmp_path / "folder" / "one.md").write_text("one", "utf-8")
    (tmp_path / "folder" / "below" / "two.md").write_text("two", "utf-8")
    return tmp_path / "folder"


def _later() -> int:
    return time.time_ns() + 2 * TICK


def _rows(folder: Path) -> list[Row]:
    return sorted(rows_below([str(folder)], _later()))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is longer": lambda folder: (folder / "one.md").write_text("longer", "utf-8"),
    "a file has other letters": lambda folder: (folder / "below" / "two.md").write_text("six", "utf-8"),
    "a file is written again": lambda folder: os.utime(folder / "one.md", (1, 1)),
    "a file may not be read": lambda folder: (folder / "one.md").chmod(0),
    "a file comes": lambda folder: (folder / "below" / "three.md").touch(),
    "a file goes": lambda folder: (folder / "one.md").unlink(),
    "a file has another name": lambda folder: (folder / "one.md").rename(folder / "other.md"),
    "another file takes its place": lambda folder: (folder / "one.md").replace(folder / "below" / "two.md"),
    "a folder comes": lambda folder: (folder / "empty").mkdir(),
    "a file becomes a folder": lambda folder: ((folder / "one.md").unlink(), (folder / "one.md").mkdir()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_rows_differ_after_a_change(folder: Path, change: Callable[[Path], object]) -> None:
    before = _rows(folder)
    assert _rows(folder) == before
    change(folder)
    assert _rows(folder) != before


def test_compiled_python_files_have_no_rows(folder: Path) -> None:
    before = _rows(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "one.pyc").touch()
    assert _rows(folder) == before


def test_a_missing_folder_has_a_row_that_differs_once_it_exists(tmp_path: Path) -> None:
    before = _rows(tmp_path / "templates")
    (tmp_path / "templates").mkdir()
    assert _rows(tmp_path / "templates") != before


def test_a_file_touched_within_a_clock_tick_raises_doubt_error(folder: Path) -> None:
    touched = (folder / "one.md").stat().st_ctime_ns
    with pytest.raises(DoubtError):
        rows_below([str(folder)], touched + TICK - 1)
    with pytest.raises(DoubtError):
        rows_below([str(folder)], touched - 60 * 10**9)  # This is the case when the clock was put back.


@pytest.mark.parametrize("name", ["link.md", "below/link"])
def test_a_symbolic_link_raises_doubt_error(folder: Path, name: str) -> None:
    (folder / name).symlink_to(folder / "one.md")
    with pytest.raises(DoubtError):
        _rows(folder)
    with pytest.raises(DoubtError):
        rows_of([str(folder / name)])


def test_a_path_at_which_nothing_stands_has_a_row(tmp_path: Path) -> None:
    (before,) = rows_of([str(tmp_path / "bulletin.yml")])
    (tmp_path / "bulletin.yml").touch()
    assert rows_of([str(tmp_path / "bulletin.yml")]) != [before]
