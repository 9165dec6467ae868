"""Measure the Action: its installation, start and verdict on 200 items, beside a plain install of the same packages.

usage: action.py [ROUNDS]

Each round measures all of them once. It needs the package index; run it while nothing else runs on the machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import corpus  # noqa: E402

from tests.action.runner import Outcome, Runner, archived  # noqa: E402

ITEMS = 200
OVERHEAD, VERDICT = 5.0, 10.0
"""The most seconds that issue 7 allows: for installation and start, and for installation and verdict."""


class Time(NamedTuple):
    """The time that something took, in seconds."""

    wall: float
    processor: float
    """Processor time of all child processes; other programs on the machine hardly change it."""


def timed(act: Callable[[], object]) -> Time:
    """Call a function, and return what it and the processes that it started took."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Time(time.perf_counter() - start, used)


def plain(folder: Path) -> None:
    """Install the packages as composite actions usually do: with pip, in a new virtual environment."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet", "install"]
    locked = ["--no-cache-dir", "--no-deps", "--require-hashes", "-r", str(ROOT / ".github" / "locks" / "run.txt")]
    subprocess.run([*pip, *locked], check=True)


class Machine:
    """A runner with the Action and a checkout of 200 items."""

    def __init__(self, box: Path) -> None:
        self.box = box
        self.action = archived(ROOT, box / "action")
        for name in ("temp", "home", "artifacts"):
            (box / name).mkdir()
        corpus.main(ITEMS, box / "work")
        self.runner = Runner(
            self.action, box / "work", box / "temp", box / "artifacts", payload={"repository": {"private": True}}
        )
        manifest = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        self.steps = {step["id"]: step for step in manifest["runs"]["steps"] if "run" in step}
        self.runtime = Path()

    def install(self) -> None:
        """Run the step that installs the Action's packages."""
        success, outputs = self.runner._shell(self.steps["install"], self.steps["install"]["run"], {}, Outcome())
        assert success, "the Action could not be installed"
        self.runtime = Path(outputs["runtime"])

    def start(self) -> None:
        """Run the Action on a folder that does not exist, so that it ends right before content would be read."""
        environment = {"BULLETIN_RUNTIME": str(self.runtime), "INPUT_COMMAND": "check", "INPUT_PATH": "nowhere"}
        self.runner._shell(self.steps["run"], self.steps["run"]["run"], environment, Outcome())

    def verdict(self) -> None:
        """Check the 200 items."""
        self.runner.runtime = self.runtime
        outcome = self.runner.run({"screenshot": "false", "fail-on": "never"})
        assert outcome.success, outcome.log


def main(rounds: int) -> None:
    """Measure in rounds, and print."""
    box = Path(tempfile.mkdtemp(prefix="bulletin-action-"))
    try:
        machine = Machine(box)
        figures: dict[str, list[Time]] = {"plain install": [], "install": [], "start": [], "verdict": []}
        for _ in range(rounds):
            figures["plain install"].append(timed(lambda: plain(box / "venv")))
            figures["install"].append(timed(machine.install))
            figures["start"].append(timed(machine.start))
            machine.install()  # a new installation, without the bytecode that the start has compiled
            figures["verdict"].append(timed(machine.verdict))
        show(figures)
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(box)], check=False)
        shutil.rmtree(box, ignore_errors=True)


def show(figures: dict[str, list[Time]]) -> None:
    """Print the figures as tables."""
    wall = {name: statistics.median(row.wall for row in rows) for name, rows in figures.items()}
    used = {name: statistics.median(row.processor for row in rows) for name, rows in figures.items()}
    pairs = list(zip(figures["install"], figures["plain install"], strict=True))
    wall_ratio = statistics.median(ours.wall / other.wall for ours, other in pairs)
    processor_ratio = statistics.median(ours.processor / other.processor for ours, other in pairs)
    print("| what | s | processor, s |\n|---|---:|---:|")
    for name in figures:
        print(f"| {name} | {wall[name]:.2f} | {used[name]:.2f} |")
    print("\n| what | measured | to be at most |\n|---|---:|---:|")
    print(f"| install ÷ plain install, s | {wall_ratio:.2f} | 1.0 |")
    print(f"| install ÷ plain install, processor | {processor_ratio:.2f} | 1.0 |")
    print(f"| install and start, cold, s | {wall['install'] + wall['start']:.2f} | {OVERHEAD} |")
    print(f"| install and verdict on {ITEMS} items, s | {wall['install'] + wall['verdict']:.2f} | {VERDICT} |")
    load = os.getloadavg()[0]
    print(f"\n{len(pairs)} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load:.1f}.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
