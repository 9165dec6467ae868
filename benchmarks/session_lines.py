"""Compare how fast this checkout and an older one read session lines, and how the time grows with a line's length.

usage: session_lines.py OLDER [--rounds N]     (OLDER: another checkout of this repository)

Prints the ratio of the least and of the median times to load a folder with 10,000 session lines (the least are what a
machine with other work disturbs less), and how many times as long a line of twice the letters takes; this should stay
below 2.5. All are processor times.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import LineContext
from bulletin.content.session_lines import read_session

HERE = Path(__file__).resolve().parents[1]
ITEMS, LINES = 200, 50
LOAD = """
import sys, time
from pathlib import Path
from bulletin import load
load(Path(sys.argv[1]))
start = time.process_time()
load(Path(sys.argv[1]))
print(time.process_time() - start)
"""
SETTINGS = "name: Bulletin\nemail: team@example.org\ndefault circulation: public\nplace: Microsoft Teams\n"
PIECES = (
    "8 March 2022, ", "10am to 11am, ", "at Hall 8, ", "(full) ", "with Dr A Smith, ", "; ", "x ", "every Tuesday ", "9-",
    "A & ", "and ", "1 ",
)  # fmt: skip


def content(folder: Path) -> Path:
    """Write a content folder with 10,000 session lines of the usual forms; every item is different."""
    forms = (
        "Cohort {item} and {n}: {day}/03/22, https://example.org/book/{item}/{n}",
        "Group {item} and {n}: {day} March 2022, 10.{minute}-13.{minute} via Microsoft Teams",
        "Evening {item} and {n}: {day} March 2022, 6:{minute}pm to 8pm, at Stopford House, Stockport SK1 3XE (provisional, 20 places)",
        "Set {item} and {n}: Tuesday 15 March 2022, 9:{minute}am to 4:{minute}pm (moved from 08/03/22)",
    )
    issue = folder / "2022-02"
    issue.mkdir(parents=True)
    (folder / "bulletin.yml").write_text(SETTINGS)
    (issue / "issue.md").write_text("---\nissue date: 1 February 2022\nstatus: ready\n---\nHello.\n")
    for item in range(ITEMS):
        minute, title = f"{item % 60:02d}", hashlib.sha256(b"%d" % item).hexdigest()[:12]
        days = ((item // 7 + number) % 27 + 1 for number in range(LINES))
        lines = "".join(
            f"  - {forms[n % 4].format(item=item, n=n, day=day, minute=minute)}\n" for n, day in enumerate(days)
        )
        text = f"---\ntitle: {title}\nbooking: Ask us.\ntime: 9.{minute}-16.30\nsessions:\n{lines}---\nText.\n"
        (issue / f"training-{item}.md").write_text(text)
    return folder


def seconds(tree: Path, folder: Path) -> float:
    """Load a content folder with the code of a checkout, and return the processor time in seconds."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder)], cwd=tree, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def line_seconds(text: str) -> float:
    """Read a session line, valid or not, several times, and return the least processor time in seconds."""
    context = LineContext(near=date(2022, 2, 1))
    times = []
    for _ in range(5):
        start = time.process_time()
        with contextlib.suppress(Wrong):
            read_session(text, context)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("older", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = content(Path(temporary) / "content")
        rounds = [(seconds(HERE, folder), seconds(arguments.older, folder)) for _ in range(arguments.rounds)]
    new, old = zip(*rounds, strict=True)
    for name, middle in (("least", min), ("median", statistics.median)):
        print(f"10,000 session lines, new / old, {name} times: {middle(new) / middle(old):.2f}")
    growth = {
        piece: line_seconds(piece * (1000 // len(piece))) / line_seconds(piece * (500 // len(piece)))
        for piece in PIECES
    }
    for piece, ratio in growth.items():
        print(f"{piece!r:20} twice the letters: {ratio:.2f}")


if __name__ == "__main__":
    main()
