"""Render problems as Markdown for the summary of a job: a verdict, then a table for each severity.

GitHub shows no summary at all over 1 MiB, so problems that do not fit are only counted. Text from content
is escaped, so that it cannot become HTML, a mention, a picture, a link or a new cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import Problem
from .details import NO_DETAILS, SEVERITIES, Details, count_by_severity, in_order, plain_path

LIMIT = 850_000
"""The most bytes of a report, which leaves room for other parts of the summary."""

_HEADINGS = {"error": "To put right", "warning": "To check", "info": "Advice"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@$:-])")
_BLANKS = re.compile(r"\s+")


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return the verdict and the problems, the worst first, as many as there is room for."""
    ordered = in_order(problems)
    parts = [f"**{verdict(problems)}**\n"]
    room, fitting = LIMIT - len(parts[0].encode()) - 200, 0
    for text, rows in _rows(ordered):
        if len(text.encode()) > room:
            break
        room -= len(text.encode())
        parts.append(text)
        fitting += rows
    if fitting < len(ordered):
        parts.append(f"\n{len(ordered) - fitting:,} more are not shown. `bulletin check` says all of them.\n")
    if details.counted:
        parts.append(f"\n{escape(details.counted)}\n")
    return "".join(parts)


def verdict(problems: Sequence[Problem]) -> str:
    """Return the numbers of problems in words, like "2 to put right, 3 to check."."""
    numbers = count_by_severity(problems)
    if not any(numbers.values()):
        return "Nothing is wrong."
    phrases = {
        "error": f"{numbers['error']:,} to put right",
        "warning": f"{numbers['warning']:,} to check",
        "info": f"{numbers['info']:,} as advice",
    }
    return ", ".join(phrase for severity, phrase in phrases.items() if numbers[severity]) + "."


def escape(text: str) -> str:
    """Escape a text for Markdown, on one line, so that it is shown as written."""
    escaped = _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text))
    # On GitHub a backslash stops neither mentions, which notify people, nor links made of addresses.
    return escaped.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")


def _rows(ordered: list[Problem]) -> Iterator[tuple[str, int]]:
    """Yield parts of the report, each with its number of problems."""
    for severity in SEVERITIES:
        problems = [problem for problem in ordered if problem.severity == severity]
        if problems:
            yield f"\n### {_HEADINGS[severity]}\n\n| Where | What | Rule |\n| --- | --- | --- |\n", 0
        for problem in problems:
            where = f"{escape(plain_path(problem.path))}, line {problem.line}"
            yield f"| {where} | {escape(problem.sentence)} | {escape(problem.rule)} |\n", 1
