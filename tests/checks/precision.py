"""Measure the precision and recall of each group of rules over the lines of corpus.txt.

usage: python -m tests.checks.precision     (prints the table of docs/precision.md)
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bulletin.checks.rule import group_of
from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.folders import make_content

CORPUS = Path(__file__).with_name("corpus.txt")


class Line(NamedTuple):
    """One line of the corpus."""

    number: int
    rule: str
    wrong: bool
    text: str


def lines() -> list[Line]:
    """Return every line of the corpus that is not a comment."""
    corpus = []
    for number, line in enumerate(CORPUS.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            rule, mark, text = line.split(" ", 2)
            corpus.append(Line(number, rule, mark == "!", text))
    return corpus


def item(text: str) -> str:
    """Return the item that a line stands for."""
    top, _, body = text.partition("⏎⏎") if text.startswith(("@", "# ")) else ("", "", text)
    keys = [line.removeprefix("@") for line in top.split("⏎") if line]
    title = [] if any(key.startswith("title:") for key in keys) else ["title: An example"]
    return "\n".join(["---", *title, *keys, "---", *body.split("⏎"), ""])


def judged(corpus: list[Line]) -> Iterator[tuple[Line, frozenset[str]]]:
    """Yield each line and the ids of the rules that fire on it, when it is the only item of an issue."""
    with tempfile.TemporaryDirectory() as folder:
        for line in corpus:
            content = make_content(Path(folder), {"2022-02/week.md": item(line.text)})
            yield line, frozenset(problem.rule for problem in check(read(content)) if problem.path.endswith("week.md"))


class Score(NamedTuple):
    """The precision and recall of a group of rules, and on how many lines they were measured."""

    group: str
    wrong: int
    right: int
    precision: float
    recall: float


def scores(verdicts: list[tuple[Line, frozenset[str]]]) -> list[Score]:
    """Return a row for each group; a rule is right if it fires on its wrong lines, and on none of its right ones."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for line, rules in verdicts:
        counts[group_of(line.rule), line.wrong, line.rule in rules] += 1
    rows = []
    for group in dict.fromkeys(group for group, _, _ in counts):
        hit, missed = counts[group, True, True], counts[group, True, False]
        false, silent = counts[group, False, True], counts[group, False, False]
        rows.append(Score(group, hit + missed, false + silent, hit / max(hit + false, 1), hit / max(hit + missed, 1)))
    return rows


def table(rows: list[Score]) -> str:
    """Return the rows as Markdown."""
    head = "| Group | Wrong lines | Right lines | Precision | Recall |\n|---|---:|---:|---:|---:|\n"
    return head + "".join(
        f"| {row.group} | {row.wrong} | {row.right} | {row.precision:.2f} | {row.recall:.2f} |\n" for row in rows
    )


if __name__ == "__main__":
    outcome = list(judged(lines()))
    print(table(scores(outcome)))
    for line, fired in outcome:
        if line.wrong != (line.rule in fired):
            print(
                line.number,
                line.rule,
                "missed" if line.wrong else "false",
                re.sub("⏎", " / ", line.text)[:120],
                sorted(fired),
            )
