"""Try random bulletins for a number of minutes: `python -m tests.fuzz --minutes 120`.

The first fault of each kind is printed with its seed; `--seed N --folders 1 --keep DIR` keeps its folder in DIR.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.trial import Trial


@dataclass(slots=True)
class Tally:
    """Counts of the folders that were tried and of the faults of each kind."""

    folders: int = 0
    builds: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    """The number of faults by kind."""

    def __str__(self) -> str:
        faults = f"{self.faults.total():,} faults of {len(self.faults)} kinds"
        return f"{self.folders:,} folders tried, {self.builds:,} builds made, {faults}"


def run(first: int, folders: int, seconds: float, root: Path) -> Tally:
    """Try folders by seeds from `first`; print the first fault of each kind with its seed."""
    tally, end = Tally(), time.monotonic() + seconds
    while tally.folders < folders and time.monotonic() < end:
        seed = first + tally.folders
        trial = Trial(seed, root)
        for fault in trial.run():
            if fault.kind not in tally.faults:
                print(f"seed {seed}: {fault.kind}\n{fault.detail}\n", flush=True)
            tally.faults[fault.kind] += 1
        tally.folders, tally.builds = tally.folders + 1, tally.builds + trial.builds
        if tally.folders % 500 == 0:
            print(tally, flush=True)
    return tally


def main() -> int:
    """Run the command; return 1 if there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--folders", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="Where the last folder stays.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = options.keep or Path(scratch, "trial")
        tally = run(options.seed, options.folders, options.minutes * 60, root)
    print(tally)
    for kind, count in tally.faults.most_common():
        print(f"{count:6} {kind}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
