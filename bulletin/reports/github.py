"""Problems as workflow commands, which GitHub shows beside the lines.

The runner keeps 10 annotations of a type for a whole action and drops the rest without a word, and
its own "Process completed with exit code 1." is one of the errors. So what does not fit is counted
in the last annotation of its type. Nothing in a problem can pass for a command: `%`, CR and LF are
escaped in the text, and `:` and `,` too in the properties, as the runner unescapes them; every other
character at which a line might begin becomes a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Problem
from ..text.lines import one_line
from .details import NO_DETAILS, SEVERITIES, Details, in_repository, sentence

MOST = {"error": 9, "warning": 10, "info": 10}
"""Annotations by severity."""
LONGEST = 4000
"""Characters of a message; the runner cuts at 4,096."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return one command a line: errors, then warnings, then notices, each with the changed files' first."""
    return "".join(f"{line}\n" for severity in SEVERITIES for line in _lines(problems, severity, details))


def message(severity: str, text: str) -> str:
    """Return the command of one annotation without a place. severity: error, warning or info."""
    return f"::{_COMMANDS[severity]} title=Bulletin::{escape_data(harmless(text))}\n"


def escape_data(text: str) -> str:
    """Escape a text as the data of a workflow command, on one line."""
    return one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def escape_property(text: str) -> str:
    """Escape a text as a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _lines(problems: Sequence[Problem], severity: str, details: Details) -> Iterator[str]:
    """Yield the commands of one severity."""
    ordered = sorted(
        (problem for problem in problems if problem.severity == severity),
        key=lambda problem: (_is_elsewhere(problem, details), problem),
    )
    most = MOST[severity]
    fitting = ordered if len(ordered) <= most else ordered[: most - 1]
    yield from (_command(problem, details) for problem in fitting)
    if len(ordered) > len(fitting):
        yield f"::{_COMMANDS[severity]} title=Bulletin::{len(ordered) - len(fitting):,} more are in the job summary."


def _is_elsewhere(problem: Problem, details: Details) -> bool:
    """Return whether a problem is in a file that the pull request does not change."""
    return details.changed is not None and in_repository(problem.path, details.folder) not in details.changed


def _command(problem: Problem, details: Details) -> str:
    properties = {
        "file": in_repository(problem.path, details.folder),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return harmless(f"::{_COMMANDS[problem.severity]} {listed}::{escape_data(sentence(problem)[:LONGEST])}")


def harmless(text: str) -> str:
    """Break up commands of the old form, which the runner finds anywhere in a line."""
    return text.replace("##[", "## [")
