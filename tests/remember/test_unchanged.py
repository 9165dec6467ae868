"""A command is answered from memory only if nothing that it depends on differs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from bulletin.remember.file_rows import TICK
from bulletin.remember.unchanged import Command, Ending, begin, last_ending, remember
from tests.support.folders import make_content
from tests.support.values import ROOT

SAID = Ending("Built build.\n", "a warning\n", 0)
BUILD = ["build"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    make_content(tmp_path / "here")
    return tmp_path / "here"


def _later() -> int:
    return time.time_ns() + 2 * TICK


def _begun(arguments: list[str], others: tuple[Path, ...] = ()) -> Command:
    command = begin(arguments, Path("content"), _later(), others)
    assert command
    return command


def test_the_same_command_is_answered_with_its_earlier_output(folder: Path) -> None:
    assert last_ending(BUILD, _later()) is None
    remember(_begun(BUILD), SAID, {})
    assert last_ending(BUILD, _later()) == SAID


@pytest.mark.parametrize("arguments", [[], ["build", "--issue", "all"], ["check"], ["--debug", "build"]])
def test_another_command_is_not_answered(folder: Path, arguments: list[str]) -> None:
    remember(_begun(BUILD), SAID, {})
    assert last_ending(arguments, _later()) is None


@pytest.mark.parametrize("arguments", [["build", "--fresh"], ["publish", "--due"], []])
def test_some_commands_are_never_remembered(folder: Path, arguments: list[str]) -> None:
    assert begin(arguments, Path("content"), _later()) is None


def test_in_another_folder_it_is_not_answered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(_begun(BUILD), SAID, {})
    make_content(folder / "below")
    monkeypatch.chdir(folder / "below")
    assert last_ending(BUILD, _later()) is None


def test_where_the_folder_itself_is_gone_it_is_not_answered(folder: Path) -> None:
    shutil.rmtree(folder)
    assert last_ending(BUILD, _later()) is None


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "HOME", "PYTHONPATH"])
def test_with_another_environment_it_is_not_answered(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    remember(_begun(BUILD), SAID, {})
    monkeypatch.setenv(name, "1")
    assert last_ending(BUILD, _later()) is None


def test_variables_that_a_shell_changes_with_each_command_do_not_matter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(_begun(BUILD), SAID, {})
    monkeypatch.setenv("_", "/usr/bin/bulletin")
    assert last_ending(BUILD, _later()) == SAID


def test_after_a_change_of_the_content_it_is_not_answered(folder: Path) -> None:
    remember(_begun(BUILD), SAID, {})
    (folder / "content" / "2022-02" / "week.md").write_text("other", "utf-8")
    assert last_ending(BUILD, _later()) is None


def test_a_change_while_the_command_ran_is_not_lost(folder: Path) -> None:
    command = _begun(BUILD)
    (folder / "content" / "2022-02" / "week.md").write_text("other", "utf-8")
    remember(command, SAID, {})
    assert last_ending(BUILD, _later()) is None


def test_after_templates_are_added_beside_the_content_it_is_not_answered(folder: Path) -> None:
    remember(_begun(BUILD), SAID, {})
    (folder / "templates").mkdir()
    assert last_ending(BUILD, _later()) is None


def test_after_a_file_that_a_build_reads_is_added_it_is_not_answered(folder: Path) -> None:
    remember(_begun(BUILD, (folder / "bulletin.yml",)), SAID, {})
    assert last_ending(BUILD, _later()) == SAID
    (folder / "bulletin.yml").touch()
    assert last_ending(BUILD, _later()) is None


def test_nothing_is_remembered_if_a_file_was_touched_within_a_clock_tick_before_the_command(folder: Path) -> None:
    touched = folder / "content" / "2022-02" / "week.md"
    touched.touch()
    assert begin(BUILD, Path("content"), touched.stat().st_ctime_ns + TICK - 1) is None


def test_nothing_is_remembered_if_the_content_has_a_symbolic_link(folder: Path) -> None:
    (folder / "content" / "2022-02" / "link.md").symlink_to(folder / "content" / "2022-02" / "week.md")
    assert begin(BUILD, Path("content"), _later()) is None


def test_output_that_another_process_changed_meanwhile_is_not_remembered(folder: Path) -> None:
    (folder / "feed.xml").write_bytes(b"of another build")
    remember(_begun(BUILD), SAID, {folder / "feed.xml": "0" * 64})
    assert last_ending(BUILD, _later()) is None


def test_after_an_upgrade_of_the_program_a_command_runs_in_full_and_other_files_do_not_matter(folder: Path) -> None:
    package = folder.parent / "package"
    shutil.copytree(ROOT / "bulletin", package / "bulletin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", package / "templates")
    for _ in range(2):  # At the first run the copy may be so new that its rows cannot be trusted.
        _imports_click(folder, package)
    assert not _imports_click(folder, package)
    (folder / "click.py").write_text("raise SystemExit('a file of the working directory was imported')", "utf-8")
    assert not _imports_click(folder, package)
    (package / "bulletin" / "text" / "slugs.py").touch()
    assert _imports_click(folder, package)


def _imports_click(folder: Path, package: Path) -> bool:
    """Return whether a build imports Click, which an answer from memory does not need.

    Without the .pth files of site-packages (-S): by one of them Python looks into the checkout, which tests write to.
    """
    path = os.pathsep.join([str(package), sysconfig.get_path("purelib")])
    settings = {"PYTHONPATH": path, "PYTHONPROFILEIMPORTTIME": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-m", "bulletin", "build"]
    done = subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return any(line.split()[-1:] == ["click"] for line in done.stderr.splitlines())
