"""Compare the time of checks with that of loading, of Python's start, and of checks on twice as much text.

usage: checks.py [--rounds N] [--only rules|start|corpus]

Prints the figures of README.md. Times are processor times, because other programs may run on the machine.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from house import AS_INSTALLED
from processes import run

HERE = Path(__file__).parent
ITEMS = 1500
LINE = 128 * 1024
"""Characters of the shorter line; the longer one has twice as many."""
NEARLY = 2.3
"""If twice the text takes this many times as long or more, it is measured again."""
SHARED = (
    *("lower", "prose", "prose_words", "vocabulary", "strange_words", "all_words", "neighbours", "hyphenated"),
    *("numbers", "preformatted", "addresses"),
)
"""What is made of a file once for all rules."""
TOO_SHORT = 0.02
"""Times below this many seconds are too inexact to compare."""
SETTINGS = (
    "name: A\nemail: team@example.org\ndefault circulation: public\nbase url: https://example.org/a/\nplace: Zoom\n"
)
ISSUE = "---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome.\n"
ITEM = "---\ntitle: Safeguarding week\n---\nFree resources are on the [trust's website](https://example.org/week).\n"
ODD = "\u00a0’–é日\t"
MORE_TRIGGERS = (
    "1 ", "12.", "1/2/22 ", "01/04/22 ", "485 777 3457 ", "4857773457 ", "a@b.uk ", "[a](https://example.org) ", "https://a.org ",
    "<https://a.org> ", "www.a.org ", "AB ", "ABCDEFG ", "don't ", "(A ", "word ", "a. ", "- ", "**a** ", "# ", "| a ", "  ", "team ",
    "nhs no ", "child a died 1 may ", "the child lives in m1 ", "contact the a b c d ", "monday 1 may ", "1 may 2022 ", "9am - ", "[x ",
    "are 2 a b c d ", "phone 0 ", "(england.nhs.uk) ", "safelinks.protection https://a.safelinks.protection.outlook.com/?url=a ",
)  # fmt: skip


def seconds(works: Sequence[Callable[[], object]], runs: int = 3) -> list[float]:
    """Return the least processor time of each function over some runs.

    The functions take turns, because the speed of a machine changes within a minute.
    """
    least = [math.inf] * len(works)
    for _ in range(runs):
        for index, work in enumerate(works):
            before = time.process_time()
            work()
            least[index] = min(least[index], time.process_time() - before)
    return least


def written(folder: Path) -> Path:
    """Write a bulletin of one item, and return its content folder."""
    for name, text in {"bulletin.yml": SETTINGS, "2022-02/issue.md": ISSUE, "2022-02/week.md": ITEM}.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "content"


def long_line(base: Any, piece: str, size: int) -> Any:
    """Return a file whose text is one line that repeats a piece.

    The values that all rules share are already computed, so that no rule's time includes them.
    """
    from bulletin.content.source import Block, Hyperlink

    text = (piece * (size // len(piece) + 1))[:size]
    step = max(len(piece), 40)
    places = range(0, size - step, step) if "](" in piece else ()
    links = tuple(
        Hyperlink("the report", "https://example.org/r?utm_source=x", at, at + step, at + 5, "named") for at in places
    )
    blocks = (Block("paragraph", 0, size, 0),)
    source = base.source._replace(
        text=text, said=text, body=0, values=(), links=links, headings=(), pictures=(), blocks=blocks
    )
    page = replace(base, source=source)
    for shared in SHARED:
        getattr(page, shared)
    return page


def worst_growth() -> None:
    """Time each rule on lines that repeat one character or trigger, and on lines of twice the length."""
    from bulletin.checks.run import RULES, checked_files
    from bulletin.content.load import read

    with tempfile.TemporaryDirectory() as place:
        reading = read(written(Path(place)))
    base = next(page for page in checked_files(reading) if page.source.kind == "item")
    triggers = {rule.id: {f"{trigger} " for trigger in rule.triggers} for rule in RULES}
    for_all = {*map(chr, range(32, 127)), *ODD, *MORE_TRIGGERS}
    pieces = sorted({*for_all, *(piece for several in triggers.values() for piece in several)})
    worst: dict[str, tuple[float, str, float]] = {}
    for piece in pieces:
        small, large = (long_line(base, piece, size) for size in (LINE, 2 * LINE))
        for rule in RULES:
            find = rule.find
            if find is None or not (piece in for_all or piece in triggers[rule.id]):
                continue
            works = [lambda find=find, page=page: list(find(page)) for page in (small, large)]
            if seconds(works[1:], 1)[0] < TOO_SHORT:
                continue  # A time that grows with the square would be far longer.
            for runs in (3, 9, 27):  # More runs if the first were slow, perhaps because of other programs.
                times = seconds(works, runs)
                if times[1] < NEARLY * times[0]:
                    break
            worst[rule.id] = max(worst.get(rule.id, (0.0, "", 0.0)), (times[1] / times[0], piece, times[1]))
    print("| rule | twice the line takes | line of | seconds |\n|---|---:|---|---:|")
    for rule_id, (ratio, piece, large) in sorted(worst.items(), key=lambda row: -row[1][0])[:8]:
        print(f"| {rule_id} | {ratio:.2f} | `{piece!r}` | {large:.3f} |")
    print(f"\nWorst: **{max(worst.values())[0]:.2f}**, to be at most 2.5", flush=True)


def corpus(count: int) -> None:
    """Load and check a large bulletin in one process, several times.

    The places of all elements in the sources count as loading.
    """
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, str(HERE / "corpus.py"), str(ITEMS), place], check=True)
        code = (
            "import sys, time; from pathlib import Path; from bulletin.content.load import read; from bulletin.checks.run import check\n"
            "a = time.process_time(); b = read(Path(sys.argv[1]), mail=['all']); list(b.workspace.sources)\n"
            "c = time.process_time(); check(b)\n"
            "print(c - a, time.process_time() - c)"
        )
        ratios, loads = [], []
        for _ in range(count):
            done = subprocess.run(
                [sys.executable, "-c", code, f"{place}/content"],
                check=True,
                capture_output=True,
                text=True,
                env=AS_INSTALLED,
            )
            loading, checking = map(float, done.stdout.split())
            ratios.append(checking / loading)
            loads.append(loading)
    print(
        f"{ITEMS:,} items: load {statistics.median(loads):.2f} s; source rules ÷ load: **{statistics.median(ratios):.2f}**, to be at most 1\n",
        flush=True,
    )


def start(count: int) -> None:
    """Compare the time of a process that checks one item with that of a Python process that does nothing."""
    with tempfile.TemporaryDirectory() as place:
        written(Path(place))
        nothing = [sys.executable, "-c", "pass"]
        commands = {"source rules": [], "and what is built": ["--built"]}
        for name, more in commands.items():
            command = [sys.executable, "-m", "bulletin", "check", "content", *more]
            ratios = [run(command, place).processor / run(nothing, place).processor for _ in range(count + 1)][1:]
            print(
                f"`bulletin check` of one item, {name}, ÷ `python -c pass`: **{statistics.median(ratios):.1f}**",
                flush=True,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["rules", "start", "corpus"])
    options = parser.parse_args()
    if options.only in (None, "start"):
        start(3 * options.rounds)
    if options.only in (None, "corpus"):
        corpus(options.rounds)
    if options.only in (None, "rules"):
        worst_growth()


if __name__ == "__main__":
    main()
