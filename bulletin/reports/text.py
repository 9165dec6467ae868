"""Render problems for a terminal: place, sentence, and the line with a caret under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..errors import Problem
from .details import NO_DETAILS, Details, on_one_line

WIDTH = 100
"""The number of characters of a long line to show around the place."""


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return one paragraph for each problem, sorted by place."""
    paragraphs = "".join(_paragraph(problem, details) for problem in sorted(problems))
    return paragraphs + (f"{details.counted}\n" if details.counted else "")


def _paragraph(problem: Problem, details: Details) -> str:
    place, _, sentence = str(on_one_line(problem)).partition(": ")
    mark = "" if problem.is_error else f"{problem.severity}: "
    return f"{place}: {mark}{sentence}\n" + _line_with_caret(problem, details.line(problem.path, problem.line))


def _line_with_caret(problem: Problem, line: str) -> str:
    """Return the line, cut if it is long, with a caret under the place, also after wide and combining letters."""
    if not line.strip():
        return ""
    at = min(problem.column - 1, len(line))
    start = max(0, at - WIDTH // 2) if len(line) > WIDTH else 0
    cut = line[start : start + WIDTH]
    before = "…" if start else ""
    after = "…" if len(line) > start + WIDTH else ""
    under = " " * sum(_columns(letter) for letter in before + line[start:at])
    return f"    {before}{_visible(cut)}{after}\n    {under}^\n"


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _columns(letter: str) -> int:
    """Return the number of terminal columns of a letter (Unicode Standard Annex 11)."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
