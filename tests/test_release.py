"""One command begins a release or says why it is not ready, and the release's files install exactly that version."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.values import ROOT

MANIFEST = ("Makefile", "CHANGELOG.md", "pyproject.toml", "bulletin/__init__.py", "docs/release-checklist.md")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone with the files that a release changes."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "here"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "here")
    for name in (*MANIFEST, ".github/begin-release.sh"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "templates").mkdir()
    (folder / "templates" / "page.html").touch()
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
    git(folder, "push", "--quiet", "origin", "HEAD:main")
    git(folder, "tag", "v0.0.9")
    return folder


def begin(clone: Path, version: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", "release", f"VERSION={version}"], cwd=clone, capture_output=True, text=True, check=False
    )


def test_one_command_writes_the_version_commits_tags_and_prints_the_next_steps(clone: Path) -> None:
    done = begin(clone, "0.2.0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Release checklist")
    assert done.stdout.splitlines()[-1].endswith("git push --atomic origin main v0.2.0")
    assert '__version__ = "0.2.0"' in (clone / "bulletin" / "__init__.py").read_text("utf-8")
    assert re.findall(r'^version = "(.*)"$', (clone / "pyproject.toml").read_text("utf-8"), re.MULTILINE) == ["0.2.0"]
    assert re.search(
        r"^## Unreleased\n\n## 0\.2\.0, 20\d\d-\d\d-\d\d\n\n### Added$",
        (clone / "CHANGELOG.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert git(clone, "describe", "--tags") == "v0.2.0"
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone.parent / "origin.git", "tag") == ""
    git(clone, "push", "--atomic", "--quiet", "origin", "main", "v0.2.0")
    again = begin(clone, "0.3.0")
    assert (again.returncode, "says nothing under Unreleased" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("version", "spoil", "says"),
    [
        ("", [], "Name the version: make release VERSION=1.2.3"),
        ("1.2", [], "Name the version"),
        ("0.0.9", [], "v0.0.9 is there already."),
        ("0.0.8", [], "v0.0.9 is newer than v0.0.8."),
        ("0.2.0", ["touch x"], "Something is not committed"),
        ("0.2.0", ["git switch --quiet --create other"], "A release is made from main"),
        ("0.2.0", ["git commit --quiet --allow-empty --message x"], "Here is not what origin has"),
    ],
)
def test_a_release_that_is_not_ready_is_refused_and_nothing_is_changed(
    clone: Path, version: str, spoil: list[str], says: str
) -> None:
    for command in spoil:
        subprocess.run(command, shell=True, cwd=clone, check=True)
    before = (git(clone, "rev-parse", "HEAD"), git(clone, "tag"), git(clone, "status", "--porcelain"))
    done = begin(clone, version)
    assert (done.returncode != 0, says in done.stderr) == (True, True), done.stderr
    assert (git(clone, "rev-parse", "HEAD"), git(clone, "tag"), git(clone, "status", "--porcelain")) == before


def test_the_files_of_a_release_install_it_by_hash_and_list_its_components(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    names = git(
        ROOT,
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "bulletin",
        "templates",
        ".github",
        "*.toml",
        "*.md",
        "LICENSE",
        "hatch_build.py",
    )
    for name in names.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    (copy / ".venv").symlink_to(sys.prefix)
    script = copy / ".github" / "release-files.sh"
    done = subprocess.run(["bash", script, "owner/repo"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    version = json.loads((copy / "dist" / "bulletin.cdx.json").read_text("utf-8"))["metadata"]["component"]["version"]
    wheel = copy / "dist" / f"bulletin-{version}-py3-none-any.whl"
    assert sorted(path.name for path in (copy / "dist").iterdir()) == sorted(
        [wheel.name, f"bulletin-{version}.tar.gz", "bulletin.cdx.json", "requirements.txt"]
    )
    requirements = (copy / "dist" / "requirements.txt").read_text("utf-8")
    assert requirements.endswith(
        f"bulletin @ https://github.com/owner/repo/releases/download/v{version}/{wheel.name} \\\n"
        f"    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    )
    locked = set(re.findall(r"^([\w.-]+)==([^\s;]+)", requirements, re.MULTILINE))
    listed = json.loads((copy / "dist" / "bulletin.cdx.json").read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert {(part["name"], part["version"]) for part in listed["components"]} == locked


def test_no_page_tells_anybody_to_install_a_name_that_is_not_ours() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    installed = {
        path.name
        for path in pages
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(?:[\w/.-]*pip|pipx|uv pip|uvx|uv tool) (?:install |run )?bulletin\b", line)
    }
    assert installed == set()
