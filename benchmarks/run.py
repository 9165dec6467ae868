"""Compare the time and memory of Bulletin and the naive script; in each round every program runs once.

usage: run.py [--rounds N]     (about fifteen minutes with 3 rounds)

"Bulletin" makes the outputs that the naive script makes too; "build" is all of `bulletin build`: checks, limited
editions and every output.

Prints the figures of README.md. A ratio is the median of the ratios of all rounds.
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
from pathlib import Path

from processes import Cost, run

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
bulletin = load({arguments})
gc.freeze()
gc.enable()
write(render(bulletin, sys.argv[1:]), Path("out"))
os._exit(0)
"""
"""A script that does what `bulletin build` does, without the checks, since other programs have none.

Like the command it sets Python's garbage collector, and ends without Python's own cleaning up. {arguments} stands for
those of `load`.
"""
MEMORY = "/dev/shm"
"""A folder in memory: both programs write thousands of files, and the speed of a disk must not be measured."""


def rounds(commands: dict[str, list[str]], folder: Path, count: int) -> dict[str, list[Cost]]:
    """Run every command once in each round, with an empty output folder, and return the runs of each command.

    The first round only warms up, and is left out.
    """
    runs_by_command: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(count + 1):
        for name, command in commands.items():
            shutil.rmtree(folder / "out", ignore_errors=True)
            runs_by_command[name].append(run(command, folder))
    return {name: runs[1:] for name, runs in runs_by_command.items()}


def ratio(ours: list[Cost], theirs: list[Cost]) -> float:
    """Return the median of the ratios of seconds, one ratio for each round."""
    return statistics.median(mine.clock / other.clock for mine, other in zip(ours, theirs, strict=True))


def middle(runs: list[Cost]) -> float:
    """Return the median of the seconds of runs."""
    return statistics.median(cost.clock for cost in runs)


def row(size: int, runs_by_command: dict[str, list[Cost]]) -> str:
    """Return the figures for one size, as a row of a Markdown table."""
    seconds = (f"{middle(runs):.2f}" for runs in runs_by_command.values())
    ratios = (f"**{ratio(runs_by_command[name], runs_by_command['naive']):.2f}**" for name in ("street", "build"))
    memory = (f"{max(cost.memory for cost in runs_by_command[name]):.0f}" for name in ("street", "build", "naive"))
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
            runs = rounds(
                {
                    "street": [PYTHON, "-c", STREET.format(arguments='Path("content"), mail=["all"]'), *SAME],
                    "naive": [PYTHON, str(HERE / "naive.py"), str(folder), "out"],
                    "build": [PYTHON, "-m", "bulletin", "build", "content", "--issue", "all", "--out", "out"],
                },
                folder,
                count if size == SIZES[-1] else 3 * count,
            )
            print(row(size, runs), flush=True)
            times[size] = middle(runs["street"])
        growth = math.log10(times[SIZES[2]] / times[SIZES[1]])
        print(f"\nGrowth exponent from 150 to 1,500 items: **{growth:.2f}**")
        small = rounds({"version": [PYTHON, "-m", "bulletin", "--version"], "pass": nothing}, Path(place), 15)
        print(
            f"`bulletin --version` ÷ `python -c pass`: **{ratio(small['version'], small['pass']):.1f}**\n", flush=True
        )
        subprocess.run([PYTHON, str(HERE / "stages.py"), str(Path(place) / str(SIZES[-1]))], check=True)


if __name__ == "__main__":
    main()
