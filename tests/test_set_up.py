"""Bulletin works from its wheel with every Python on the machine, and the repository has no stray files or words."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

import bulletin
from tests.support.folders import make_content
from tests.support.values import ROOT

LOCKS = ROOT / ".github" / "locks"
TOP_LEVEL = {
    "bulletin", "content", "templates", "action.yml", "tests", "pyproject.toml", "README.md",
    "docs", "benchmarks", "Makefile", "LICENSE", "CHANGELOG.md", "hatch_build.py",
}  # fmt: skip
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECLARED = [f"3.{minor}" for minor in (11, 12, 13, 14)]


def tracked() -> list[str]:
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def built(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


def pythons() -> dict[str, str]:
    """Return the program of each declared version of Python that can be started here, by version."""
    places = [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep)]
    places += sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin"))
    programs = {f"3.{sys.version_info.minor}": sys.executable}
    for version in DECLARED:
        for place in places:
            program = place / f"python{version}"
            if version not in programs and program.is_file():
                done = subprocess.run([program, "-c", "import venv"], capture_output=True, check=False)
                if done.returncode == 0:
                    programs[version] = str(program)
    return programs


def installing(program: str, venv: Path, wheel: Path) -> Iterator[tuple[str | Path, ...]]:
    """Yield the commands that install the wheel: pip for the Python of the tests, the faster uv for others."""
    python, locked = venv / "bin" / "python", ("--no-deps", "--require-hashes", "--requirement", LOCKS / "run.txt")
    if program == sys.executable:
        yield program, "-m", "venv", venv
        pip: tuple[str | Path, ...] = (python, "-m", "pip", "--quiet", "install")
    else:
        yield sys.executable, "-m", "uv", "--quiet", "venv", "--python", program, venv
        pip = (sys.executable, "-m", "uv", "--quiet", "pip", "install", "--python", python)
    yield *pip, *locked
    yield *pip, "--no-deps", wheel


IS_COMPILED = """
from bulletin.content.templates import read_theme_files
from bulletin.outputs.templates import Templates, bulletin_environment
from bulletin.text.jinja import COMPILED
look = read_theme_files("health", None)
env = bulletin_environment(Templates(look.hash, look.package_hash, look.texts, look.own))
template = env.get_template("web/home.html")
assert COMPILED in template.root_render_func.__code__.co_filename
print(template.filename)
"""


def test_the_wheel_builds_the_same_bytes_with_every_python_on_this_machine(wheel: Path, tmp_path: Path) -> None:
    make_content(tmp_path)
    expected: dict[str, str] = {}
    for version, program in pythons().items():
        place = tmp_path / version
        for command in installing(program, place / "venv", wheel):
            run(*command, cwd=tmp_path)
        run(place / "venv" / "bin" / "bulletin", "build", "--out", place / "build", cwd=tmp_path)
        files = built(place / "build")
        assert "site/index.html" in files
        assert run(place / "venv" / "bin" / "python", "-c", IS_COMPILED, cwd=place).strip().endswith("web/home.html")
        expected = expected or files
        assert files == expected, version
    run(sys.executable, "-m", "bulletin", "build", "--out", tmp_path / "here", cwd=tmp_path)
    assert built(tmp_path / "here") == expected


def test_the_package_and_its_metadata_have_one_version() -> None:
    assert PROJECT["project"]["version"] == bulletin.__version__


def test_the_declared_pythons_are_those_of_the_classifiers() -> None:
    declared = [
        classifier.rpartition(" ")[2]
        for classifier in PROJECT["project"]["classifiers"]
        if classifier.startswith("Programming Language")
    ]
    assert declared == DECLARED
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_every_dependency_is_locked_with_hashes() -> None:
    for name, requirements in {
        "run": PROJECT["project"]["dependencies"],
        "test": PROJECT["dependency-groups"]["test"],
        "build": PROJECT["dependency-groups"]["build"],
    }.items():
        lock = (LOCKS / f"{name}.txt").read_text("utf-8")
        pinned = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
        assert {requirement.split(">=")[0].split("[")[0] for requirement in requirements} <= pinned
        assert lock.count("--hash=sha256:") >= len(pinned)
        assert "://" not in lock


def test_the_top_level_has_only_the_expected_files() -> None:
    names = {path.split("/")[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_the_archive_of_the_action_is_small_and_has_no_tests_documents_or_sample() -> None:
    # GitHub sends it to the runner as .tar.gz.
    archive = subprocess.run(
        ["git", "archive", "--format=tar.gz", "HEAD"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        folders = {name.split("/")[0] for name in tar.getnames()}
    assert {"tests", "docs", "content"} & folders == set()
    assert len(archive) < 1_300_000


def test_no_file_has_a_path_of_a_machine_or_a_note_of_open_work() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "/ro" + "ot/", "/wo" + "rk/")
    hits = []
    for path in tracked():
        data = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        hits += [f"{path}: {word}" for word in words if word.encode() in data and b"\0" not in data[:1024]]
    assert hits == []


HALF_MADE = """\
#!/bin/sh
case "$*" in
  *venv*) mkdir -p .venv/bin; touch .venv/bin/python .venv/half-made; echo "ensurepip is not available"; exit 1 ;;
esac
"""
"""A python without python3-venv: it leaves an environment without pip behind."""


def test_an_incomplete_environment_is_replaced_by_the_next_make(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
    half = tmp_path / "python"
    half.write_text(HALF_MADE, "utf-8")
    half.chmod(0o755)
    make = ("make", "--silent", ".venv/made")
    failed = subprocess.run([*make, f"PYTHON={half}"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (failed.returncode != 0, "apt-get install python3-venv" in failed.stdout) == (True, True)
    assert not (tmp_path / ".venv").exists()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)  # An earlier version or a cancelled run leaves such a folder.
    (tmp_path / ".venv" / "bin" / "python").touch()
    (tmp_path / ".venv" / "half-made").touch()
    run(*make, f"PYTHON={sys.executable}", cwd=tmp_path)
    assert not (tmp_path / ".venv" / "half-made").exists()
    assert run(tmp_path / ".venv" / "bin" / "python", "-m", "pip", "--version", cwd=tmp_path).startswith("pip ")
    before = (tmp_path / ".venv" / "made").stat().st_mtime_ns
    run(*make, f"PYTHON={half}", cwd=tmp_path)
    assert (tmp_path / ".venv" / "made").stat().st_mtime_ns == before
