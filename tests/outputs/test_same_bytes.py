"""The same content gives the same bytes on any day and machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.values import ROOT

PLACES = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANGUAGE": "fr"},
    {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
)
UMASKS = (0o022, 0o077, 0o002)
LATER = "import time, datetime; real = time.time; time.time = lambda: real() + 400 * 86400\n"
"""Code that sets the clock of a Python process more than a year ahead."""


def build(folder: Path, number: int) -> dict[str, str]:
    clock = LATER if number == 1 else ""
    code = f"{clock}import sys; sys.argv = ['bulletin', 'build', {str(ROOT / 'content')!r}, '--issue', 'all']\n"
    subprocess.run(
        [sys.executable, "-c", f"{code}from bulletin.cli import main; main()"],
        cwd=folder,
        env=os.environ | PLACES[number] | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: os.umask(UMASKS[number]) and None,
        check=True,
        capture_output=True,
    )
    files = sorted(path for path in (folder / "build").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.guarantee("CAL-24", "FEED-20")
def test_two_builds_in_different_places_are_equal_byte_for_byte(tmp_path: Path) -> None:
    builds = []
    for number in range(len(PLACES)):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        builds.append(build(folder, number))
    assert len(builds[0]) > 80
    assert builds[0] == builds[1] == builds[2]
