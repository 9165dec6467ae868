"""Whole outputs are what they were: `pytest --accept` renews them, and the difference is then read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin import load, render
from tests.values import ROOT

CASES = sorted(path.parent for path in (ROOT / "tests" / "golden").glob("*/content"))


def built(case: Path) -> dict[str, bytes]:
    files = {}
    for file in render(load(case / "content", mail=["all"])):
        files[file.path] = file.data if isinstance(file.data, bytes) else file.data.source.read_bytes()
    return files


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_folder_gives_the_files_that_are_expected_and_no_others(case: Path, request: pytest.FixtureRequest) -> None:
    expected = case / "expected"
    made = built(case)
    if request.config.getoption("--accept"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    standing = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}
    assert set(made) == standing
    for path, data in made.items():
        assert data == (expected / path).read_bytes(), path


def test_rendering_twice_gives_the_same_bytes() -> None:
    assert built(CASES[0]) == built(CASES[0])
