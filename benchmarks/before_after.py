"""Compare the processor time of two checkouts: building one issue, checking one item, checking and building 150.

usage: before_after.py BEFORE AFTER [ROUNDS]     (folders of checkouts; 5 rounds by default)

Each checkout runs with its own package, and with the Python of its .venv if it has one. Install both alike: both with
compiled templates (`pip install`) or both without (`PYTHONPATH` alone); otherwise the ratio compares that too. The
checkouts take turns, command by command, and the first round is not counted. The time is user and system time of the
process and its children, so that waiting does not count.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

import corpus
from house import ROOT, environment_of, python_of, write_content
from processes import run

ITEM = "---\ntitle: Working with schools\n---\nSchools and social care **meet** once a term.\n"


def commands(folder: Path) -> dict[str, list[str]]:
    """Write content folders into a folder, and return the measured commands: name → arguments of `bulletin`."""
    corpus.main(150, folder / "150")
    issue = shutil.copytree(ROOT / "content", folder / "issue" / "content")
    item = write_content(folder / "item" / "content", ITEM)
    large = folder / "150" / "content"
    return {
        "build of one issue": ["build", str(issue)],
        "check of one item": ["check", str(item)],
        "check of 150 items": ["check", str(large)],
        "build of 150 items": ["build", str(large), "--issue", "all"],
    }


def seconds(checkout: Path, arguments: list[str], folder: Path) -> float:
    """Run a command in an empty folder, and return its user and system time in seconds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    command = [python_of(checkout), "-m", "bulletin", *arguments]
    return run(command, folder, environment_of(checkout)).processor


def measure(sides: dict[str, Path], rounds: int, folder: Path) -> dict[str, dict[str, list[float]]]:
    """Return command → side ("before" or "after") → the seconds of each round."""
    rows = commands(folder)
    times: dict[str, dict[str, list[float]]] = {name: {side: [] for side in sides} for name in rows}
    for number in range(rounds + 1):
        for name, arguments in rows.items():
            for side, checkout in sides.items():
                taken = seconds(checkout, arguments, folder / "out")
                if number:
                    times[name][side].append(taken)
    return times


def main() -> None:
    """Print a table with ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("before", type=Path, help="the folder of a checkout")
    parser.add_argument("after", type=Path, help="the folder of another one")
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    asked = parser.parse_args()
    compare(asked.before.resolve(), asked.after.resolve(), asked.rounds)


def compare(before: Path, after: Path, rounds: int) -> None:
    """Measure two checkouts, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        times = measure({"before": before, "after": after}, rounds, Path(folder))
    print(f"processor time in seconds, {rounds} rounds; ratios of what is beside them")
    print("| what | before, least | after, least | after ÷ before | before, median | after, median | after ÷ before |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, sides in times.items():
        cells = []
        for middle in (min, statistics.median):
            old, new = middle(sides["before"]), middle(sides["after"])
            cells += [f"{old:.2f}", f"{new:.2f}", f"**{new / old:.2f}**"]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
