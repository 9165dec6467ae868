"""Run a command as a process of its own, and measure its time and memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from house import AS_INSTALLED


class Cost(NamedTuple):
    """What one process and its children took."""

    processor: float
    """Seconds of user and system time; other programs on the machine hardly change it."""
    clock: float
    """Seconds by the clock."""
    memory: float
    """The most memory that it used, in MiB."""
    code: int
    """Its exit code."""


def run(command: list[str], folder: Path | str, environment: Mapping[str, str] = AS_INSTALLED) -> Cost:
    """Run a command in a folder, without its output, and return what it took; exits if it fails."""
    cost = try_to_run(command, folder, environment)
    if cost.code:
        raise SystemExit(f"{command} ended with {cost.code}")
    return cost


def try_to_run(command: list[str], folder: Path | str, environment: Mapping[str, str] = AS_INSTALLED) -> Cost:
    """Run a command in a folder, without its output, and return what it took, also if it fails."""
    began, nowhere = time.perf_counter(), subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=nowhere, stderr=nowhere)
    # os.wait4 gives the figures of this process alone; those of resource.getrusage are of all children so far.
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)  # Else Popen would wait for a process that has ended.
    return Cost(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024, process.returncode)
