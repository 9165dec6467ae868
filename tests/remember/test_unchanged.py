"""A command is answered from what is remembered only if nothing that it depends on differs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from bulletin.remember.look import TICK
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


def test_the_same_command_is_answered_with_what_it_said(folder: Path) -> None:
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


def test_what_a_shell_changes_with_each_command_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_once_templates_stand_beside_the_content_it_is_not_answered(folder: Path) -> None:
    remember(_begun(BUILD), SAID, {})
    (folder / "templates").mkdir()
    assert last_ending(BUILD, _later()) is None


def test_once_another_file_that_matters_is_there_it_is_not_answered(folder: Path) -> None:
    remember(_begun(BUILD, (folder / "bulletin.yml",)), SAID, {})
    assert last_ending(BUILD, _later()) == SAID
    (folder / "bulletin.yml").touch()
    assert last_ending(BUILD, _later()) is None


def test_a_file_touched_within_a_tick_before_the_command_means_that_nothing_is_remembered(folder: Path) -> None:
    touched = folder / "content" / "2022-02" / "week.md"
    touched.touch()
    assert begin(BUILD, Path("content"), touched.stat().st_ctime_ns + TICK - 1) is None


def test_a_link_in_the_content_means_that_nothing_is_remembered(folder: Path) -> None:
    (folder / "content" / "2022-02" / "link.md").symlink_to(folder / "content" / "2022-02" / "week.md")
    assert begin(BUILD, Path("content"), _later()) is None


def test_output_that_somebody_else_wrote_meanwhile_is_not_remembered(folder: Path) -> None:
    (folder / "feed.xml").write_bytes(b"of another build")
    remember(_begun(BUILD), SAID, {folder / "feed.xml": "0" * 64})
    assert last_ending(BUILD, _later()) is None


def test_an_upgrade_of_the_program_means_a_full_look(folder: Path) -> None:
    package = folder.parent / "package"
    shutil.copytree(ROOT / "bulletin", package / "bulletin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", package / "templates")
    for _ in range(2):  # At the first one the copy may be so new that it is a doubt.
        _imports_click(folder, package)
    assert not _imports_click(folder, package)
    (package / "bulletin" / "text" / "slugs.py").touch()
    assert _imports_click(folder, package)


def _imports_click(folder: Path, package: Path) -> bool:
    """Tell whether a build imports Click, which an answer that is remembered does not need.

    Without the .pth files of site-packages (-S): by one of them Python looks into the checkout, which tests write to.
    """
    path = os.pathsep.join([str(package), sysconfig.get_path("purelib")])
    settings = {"PYTHONPATH": path, "PYTHONPROFILEIMPORTTIME": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-m", "bulletin", "build"]
    done = subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return any(line.split()[-1:] == ["click"] for line in done.stderr.splitlines())
