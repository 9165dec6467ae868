"""Bulletin beside the naive script, in one run: whole processes, one after the other, round by round.

usage: run.py [--rounds N]     (about fifteen minutes with 3 rounds)

"Bulletin" is the street with the outputs that the naive script makes too; "build" is all of
`bulletin build`: the editor's rules, the limited editions, every output.

Prints the figures of README.md. Ratios are taken round by round; the median is shown.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from house import AS_INSTALLED

HERE = Path(__file__).parent
SIZES = (15, 150, 1500)
PYTHON = sys.executable
SAME = ("email", "email-calendars", "pages", "feed", "calendars", "assets")
"""The outputs that the naive script makes, too."""
STREET = """\
import gc, os, sys
from pathlib import Path
gc.set_threshold(20_000, 20, 50)
gc.disable()
from bulletin import load, render, write
bulletin = load(Path("content"), mail=["all"])
gc.freeze()
gc.enable()
write(render(bulletin, sys.argv[1:]), Path("out"))
os._exit(0)
"""
"""What `bulletin build` does, what it asks of the collector and the end of its process too, but for the editor's rules: the naive script has none."""
MEMORY = "/dev/shm"
"""Both sides write thousands of files; in memory, how a disk does that today is not measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds and the most memory it had, in MiB."""

    seconds: float
    memory: float


def run(command: list[str], folder: Path) -> Run:
    """Start a process and wait for it."""
    before = time.perf_counter()
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere, env=AS_INSTALLED)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def rounds(commands: dict[str, list[str]], folder: Path, count: int) -> dict[str, list[Run]]:
    """Every command once in each round, in turn; each starts with an empty output folder. The first round is not counted."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(count + 1):
        for name, command in commands.items():
            shutil.rmtree(folder / "out", ignore_errors=True)
            found[name].append(run(command, folder))
    return {name: runs[1:] for name, runs in found.items()}


def ratio(ours: list[Run], theirs: list[Run]) -> float:
    """Return the median of the ratios, round by round."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))


def middle(runs: list[Run]) -> float:
    """Return the median of the seconds."""
    return statistics.median(one.seconds for one in runs)


def row(size: int, found: dict[str, list[Run]]) -> str:
    """Return the figures of one size, as a row of the table."""
    seconds = (f"{middle(runs):.2f}" for runs in found.values())
    ratios = (f"**{ratio(found[name], found['naive']):.2f}**" for name in ("street", "build"))
    memory = (f"{max(one.memory for one in found[name]):.0f}" for name in ("street", "build", "naive"))
    return f"| {size:,} | {' | '.join((*seconds, *ratios, *memory))} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    count = parser.parse_args().rounds
    nothing = [PYTHON, "-c", "pass"]
    times = {}
    print(
        "| items | Bulletin, s | naive, s | build, s | Bulletin ÷ naive | build ÷ naive | Bulletin, MiB | build, MiB | naive, MiB |\n"
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as place:
        for size in SIZES:
            folder = Path(place) / str(size)
            subprocess.run([PYTHON, str(HERE / "corpus.py"), str(size), str(folder)], check=True)
            found = rounds(
                {
                    "street": [PYTHON, "-c", STREET, *SAME],
                    "naive": [PYTHON, str(HERE / "naive.py"), str(folder), "out"],
                    "build": [PYTHON, "-m", "bulletin", "build", "content", "--issue", "all", "--out", "out"],
                },
                folder,
                count if size == SIZES[-1] else 3 * count,
            )
            print(row(size, found), flush=True)
            times[size] = middle(found["street"])
        growth = math.log10(times[SIZES[2]] / times[SIZES[1]])
        print(f"\nGrowth exponent from 150 to 1,500 items: **{growth:.2f}**")
        small = rounds({"version": [PYTHON, "-m", "bulletin", "--version"], "pass": nothing}, Path(place), 15)
        print(
            f"`bulletin --version` ÷ `python -c pass`: **{ratio(small['version'], small['pass']):.1f}**\n", flush=True
        )
        subprocess.run([PYTHON, str(HERE / "stages.py"), str(Path(place) / str(SIZES[-1]))], check=True)


if __name__ == "__main__":
    main()
