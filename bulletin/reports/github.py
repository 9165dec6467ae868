"""Problems as workflow commands: GitHub shows them beside the lines, if nothing in them can pass for a command.

Of each type a step may make 10 annotations; the runner drops the rest without a word. So at
most 9 and one that says how many more there are. `%`, CR and LF are escaped in the text, and
`:` and `,` too in the properties, as the runner unescapes them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Problem
from .details import NO_DETAILS, SEVERITIES, Details, in_order, in_repository, sentence

MOST = 10
"""Annotations of one type in one step."""
LONGEST = 4000
"""Characters of a message; the runner cuts at 4,096."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """One command a line: errors, then warnings, then notices; each type at most 10 times."""
    ordered = in_order(problems)
    lines: list[str] = []
    for severity in SEVERITIES:
        found = [problem for problem in ordered if problem.severity == severity]
        shown = found if len(found) <= MOST else found[: MOST - 1]
        lines += [_command(problem, details) for problem in shown]
        if len(found) > len(shown):
            said = f"{len(found) - len(shown):,} more are in the job summary."
            lines.append(f"::{_COMMANDS[severity]} title=Bulletin::{escape_data(said)}")
    return "".join(f"{line}\n" for line in lines)


def escape_data(text: str) -> str:
    """A text as the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A text as a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _command(problem: Problem, details: Details) -> str:
    properties = {
        "file": in_repository(problem.path, details.folder),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    said = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return _harmless(f"::{_COMMANDS[problem.severity]} {said}::{escape_data(sentence(problem)[:LONGEST])}")


def _harmless(text: str) -> str:
    """A text in which the runner finds no command of the old form, which may stand anywhere in a line."""
    return text.replace("##[", "## [")
