"""Measure how time grows with the archive: `python benchmarks/growth.py [--small 375] [--times 4] [--only moved …]`.

Each kind of bulletin is made in two sizes; the larger has `--times` as many items. Both are checked and built, with
the email of every issue, each in a new process. Printed are processor time, memory, and the exponent of the growth: 1
if twice the items take twice as long, 2 if they take four times as long. Exits with 1 if an exponent is above 1.2.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import corpus
from processes import Cost, try_to_run

corpus.ISSUE_SIZE = 10

MOST = 1.2


def plain(content: Path) -> None:
    """Leave the bulletin as it is."""


def every(content: Path, change: Callable[[int, Path, str], str]) -> None:
    """Rewrite the file of each item. change: (number of the item, its file, its text) → new text."""
    for path in content.glob("*/item-*.md"):
        path.write_text(change(number_of(path), path, path.read_text("utf-8")), "utf-8")


def number_of(path: Path) -> int:
    """Return the number in the name of an item's file: 7 for "item-00007.md"."""
    return int(path.stem.removeprefix("item-"))


def moved(content: Path) -> None:
    """Write `moved to:` the item before it into every second item, if it is public."""

    def change(number: int, path: Path, text: str) -> str:
        line = f"moved to: item-{number - 1:05d}"
        return f"---\ntitle: Item {number}\n{line}\n---\n" if number % 2 and "circulation: public" in text else text

    every(content, change)


def replaced(content: Path) -> None:
    """Write `replaces:` into a third of the public items: each replaces the item at its place in the issue before."""

    def change(number: int, path: Path, text: str) -> str:
        older = number - corpus.ISSUE_SIZE
        # Every tenth item is not public: number % 10 == 9 (corpus.issues).
        are_public = number % 3 == 1 and number % 10 != 9 and older % 10 != 9
        return text.replace("---\n", f"---\nreplaces: item-{older:05d}\n", 1) if are_public and older >= 0 else text

    every(content, change)


def linked(content: Path) -> None:
    """Add a link to an earlier item to every item that is not on hold."""

    def change(number: int, path: Path, text: str) -> str:
        target = sorted(content.glob(f"*/item-{number // 10 * 5:05d}.md"))[0]
        link = os.path.relpath(target, path.parent)
        return f"{text}\nSee [what we said]({link}).\n" if "hold until" not in text else text

    every(content, change)


def topical(content: Path) -> None:
    """Give every item two of thirty topics."""
    topics = [f"{word} matters" for word in corpus.WORDS[:30]]
    settings = content / "bulletin.yml"
    settings.write_text(settings.read_text("utf-8") + f"topics: {', '.join(topics)}\n", "utf-8")

    def change(number: int, path: Path, text: str) -> str:
        other = topics[(number + 1 + number // 30 % 29) % 30]
        return text.replace("---\n", f"---\ntopics: {topics[number % 30]}, {other}\n", 1)

    every(content, change)


def repeating(content: Path) -> None:
    """Write `repeat:` into every issue, with an item of the issue before it."""
    for issue in content.glob("*/issue.md"):
        first = min(map(number_of, issue.parent.glob("item-*.md")))
        line = f"repeat: item-{first - corpus.ISSUE_SIZE + 1:05d}"
        if first:
            issue.write_text(issue.read_text("utf-8").replace("---\n", f"---\n{line}\n", 1), "utf-8")


def attached(content: Path) -> None:
    """Attach a text file to every item, each a different one."""

    def change(number: int, path: Path, text: str) -> str:
        files = path.parent / "files"
        files.mkdir(exist_ok=True)
        (files / f"{path.stem}.txt").write_text(f"The form of {path.stem}, to be filled in.\n", "utf-8")
        return text.replace("---\n", f"---\nattachments: {path.stem}.txt\n", 1)

    every(content, change)


KINDS: dict[str, Callable[[Path], None]] = {
    kind.__name__: kind for kind in (plain, moved, replaced, linked, topical, repeating, attached)
}


def bulletin_of(count: int, kind: str, folder: Path) -> Path:
    """Write a bulletin of a kind with `count` items, and return its content folder."""
    corpus.main(count, folder)
    # Items are shortened, since whole issues of random texts can be too long for an email.
    every(folder / "content", lambda number, path, text: text[: text.find("\n\n", 900)] + "\n")
    KINDS[kind](folder / "content")
    return folder / "content"


def cost(*arguments: str) -> Cost:
    """Run Bulletin's command line in a new process, and return what it took, also if the bulletin is refused."""
    return try_to_run([sys.executable, "-m", "bulletin", *arguments], Path.cwd(), os.environ)


def commands(content: Path) -> dict[str, tuple[str, ...]]:
    """Return the measured commands: name → arguments of `bulletin`."""
    out = str(content.parent / "build")
    return {"check": ("check", str(content)), "build": ("build", str(content), "--issue", "all", "--out", out)}


def exponents(kind: str, small: int, times: int, place: Path) -> list[float]:
    """Measure a kind of bulletin, print a row for each command, and return the exponents of their growth."""
    contents = [bulletin_of(count, kind, place / f"{kind}-{count}") for count in (small, small * times)]
    exponents_of_kind = []
    for name in commands(contents[0]):
        first, second = (cost(*commands(content)[name]) for content in contents)
        exponent = math.log(second.processor / first.processor, times)
        exponents_of_kind.append(exponent)
        wrong = " (refused)" if first.code or second.code else ""
        figures = f"{first.processor:.2f} | {second.processor:.2f} | {second.memory:.0f} | {exponent:.2f}"
        print(f"| {kind} | {name}{wrong} | {figures} |", flush=True)
    return exponents_of_kind


def main() -> None:
    """Measure the kinds in the arguments, and exit with 1 if the time of one grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=375)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--only", nargs="*", choices=sorted(KINDS), default=list(KINDS))
    options = parser.parse_args()
    print(f"| kind | what | s, {options.small} items | s, {options.small * options.times} | MiB | exponent |")
    print("|---|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        most = max(
            exponent for kind in options.only for exponent in exponents(kind, options.small, options.times, Path(place))
        )
    raise SystemExit(int(most > MOST))


if __name__ == "__main__":
    main()
