"""The tests of a file run on one worker, and so do files that share what takes long to start."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.support.values import ROOT
from tests.support.workers import LONGEST_FIRST, TOGETHER, group_of, place_in_line

TESTS = "import pytest\n\n@pytest.mark.parametrize('number', range(6))\ndef test_worker(number, worker_id):\n    print('RUNS', {name!r}, worker_id)\n"


def test_every_file_that_is_named_is_there_and_named_once() -> None:
    files = [*LONGEST_FIRST, *(file for group in TOGETHER.values() for file in group)]
    assert [file for file in files if not (ROOT / file).is_file()] == []
    assert len(set(files)) == len(files)


def test_groups_of_files_start_first_and_then_the_longest() -> None:
    names = ["tests/test_fix.py::test_a", f"{LONGEST_FIRST[1]}::test_a", f"{LONGEST_FIRST[0]}::test_b[x::y]"]
    names += [f"{TOGETHER['action'][0]}::test_a", f"{TOGETHER['browser'][0]}::test_a"]
    assert sorted(names, key=place_in_line) == names[::-1]
    assert len({group_of(f"{file}::test_a") for file in TOGETHER["browser"]}) == 1


def test_two_workers_do_not_share_a_file(tmp_path: Path) -> None:
    for name in ("test_a", "test_b", "test_c"):
        (tmp_path / f"{name}.py").write_text(TESTS.format(name=name), "utf-8")
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_xdist_make_scheduler\n", "utf-8")
    options = ("-n2", "-rP", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, tmp_path],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    workers = defaultdict(set)
    for line in done.stdout.splitlines():
        if line.startswith("RUNS "):
            _, name, worker = line.split()
            workers[name].add(worker)
    assert {name: len(names_of_workers) for name, names_of_workers in workers.items()} == dict.fromkeys(
        ("test_a", "test_b", "test_c"), 1
    ), done.stdout + done.stderr
    assert set.union(*workers.values()) == {"gw0", "gw1"}
