"""Say on which of some lines a rule speaks: each line is a paragraph of one item of 1 February 2022."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.folders import make_content

OF_WORDS = frozenset(("TXT18", "TXT21", "TXT24", "TXT25"))
"""Rules of wrong words, of which one alone names words that are wrong by several."""


def spoken_of(folder: Path, rule: str, lines: Sequence[str], *, advice: bool = False) -> list[str]:
    """Return the lines on which a rule says an error or a warning, or also those on which it gives advice.

    For a rule of wrong words, these are the lines on which any of these rules does.
    """
    rules = OF_WORDS if rule in OF_WORDS else {rule}
    text = "---\ntitle: An example\n---\n" + "\n\n".join(lines) + "\n"
    problems = check(read(make_content(folder, {"2022-02/week.md": text})))
    rows = text.split("\n")
    numbers = {one.line for one in problems if one.rule in rules and (advice or one.severity != "info")}
    return [rows[number - 1] for number in sorted(numbers)]
