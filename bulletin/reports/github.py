"""Render problems as workflow commands, which GitHub shows as annotations beside the lines.

The runner keeps 10 annotations of each type for a whole action and silently drops the rest; its own
"Process completed with exit code 1." is one of the 10 errors. So the last annotation of a type counts
those that do not fit. Text from content must not form a command: `%`, CR and LF are escaped, in
properties `:` and `,` too, and any other character that can end a line becomes a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..errors import Problem
from ..text.lines import one_line
from .details import NO_DETAILS, SEVERITIES, Details, plain_path

MOST = {"error": 9, "warning": 10, "info": 8}
"""The most annotations of each severity. Of the 10 notices that the runner keeps, the step `link` may need two."""
LONGEST = 4000
"""The most characters of a message; the runner cuts messages at 4,096 characters, counted after unescaping."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class Annotation(NamedTuple):
    """One annotation: its severity, and the workflow command that makes it."""

    severity: str
    command: str


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return a command on each line: errors, then warnings, then notices, as many as the runner keeps."""
    return commands(problem_annotations(problems, details))


def commands(annotations: Iterable[Annotation]) -> str:
    """Return a command on each line, sorted by severity; the last of a severity counts those that do not fit.

    annotations: put those first that the job summary does not list, since the last ones may be left out.
    """
    every = list(annotations)
    return "".join(f"{line}\n" for severity in SEVERITIES for line in _fitting(every, severity))


def problem_annotations(problems: Iterable[Problem], details: Details = NO_DETAILS) -> list[Annotation]:
    """Return the annotations of problems, first those in files that the pull request changes."""
    ordered = sorted(problems, key=lambda problem: (_is_elsewhere(problem, details), problem))
    return [_annotation_at_line(problem) for problem in ordered]


def annotation(severity: str, text: str) -> Annotation:
    """Make an annotation of one sentence, without a file. severity: error, warning or info."""
    return Annotation(severity, f"::{_COMMANDS[severity]} title=Bulletin::{_message(text)}")


def escape_data(text: str) -> str:
    """Escape a text as the data of a workflow command, on one line."""
    return one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def escape_property(text: str) -> str:
    """Escape a text as a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def break_old_commands(text: str) -> str:
    """Break up `##[command]`, an older syntax that the runner obeys anywhere in a line."""
    return text.replace("##[", "## [")


def _fitting(annotations: Iterable[Annotation], severity: str) -> Iterator[str]:
    """Yield the commands of one severity, at most MOST of them."""
    lines = [annotation.command for annotation in annotations if annotation.severity == severity]
    most = MOST[severity]
    if len(lines) <= most:
        yield from lines
        return
    yield from lines[: most - 1]
    yield annotation(severity, f"{len(lines) - most + 1:,} more are in the job summary.").command


def _is_elsewhere(problem: Problem, details: Details) -> bool:
    """Tell whether a problem is in a file that the pull request does not change."""
    return details.changed is not None and plain_path(problem.path) not in details.changed


def _annotation_at_line(problem: Problem) -> Annotation:
    properties = {
        "file": plain_path(problem.path),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    command = f"::{_COMMANDS[problem.severity]} {listed}::{_message(problem.sentence)}"
    return Annotation(problem.severity, break_old_commands(command))


def _message(text: str) -> str:
    """Escape a text as the message of an annotation, cut to LONGEST characters."""
    return escape_data(break_old_commands(text)[:LONGEST])
