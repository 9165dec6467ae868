"""Define optional context for reports, and functions that all formats share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import Problem
from ..text.lines import one_line

_BREAK = re.compile("[\x7f-\x9f\u2028\u2029]")

SEVERITIES = ("error", "warning", "info")
"""The severities, the worst first."""

FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
"""The values of the option `--fail-on` and of the Action's input → the severities at which a check fails."""


def _no_line(path: str, line: int) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Optional context, with which a report can say more."""

    line: Callable[[str, int], str] = _no_line
    """(path, line from 1) → the line as written; "" if it is unknown or private."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Ids of rules → their descriptions, a sentence each."""
    changed: Collection[str] | None = None
    """The files that a pull request changes, as paths from the repository's root; their problems come first if there
    is not room for all. None if they are unknown."""
    counted: str = ""
    """A sentence about problems that are only counted, "" if there are none."""


NO_DETAILS = Details()
"""No context: only the problems themselves."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems: the worst first, then by place."""
    return sorted(problems, key=lambda problem: (SEVERITIES.index(problem.severity), problem))


def count_by_severity(problems: Sequence[Problem]) -> dict[str, int]:
    """Count the problems of each severity."""
    return {severity: sum(problem.severity == severity for problem in problems) for severity in SEVERITIES}


def on_one_line(problem: Problem) -> Problem:
    """Return a problem without characters that begin a new line, so that its text cannot look like another problem."""
    path, rule, message, hint = map(one_line, (problem.path, problem.rule, problem.message, problem.hint))
    return replace(problem, path=path, rule=rule, message=message, hint=hint)


def to_json(value: object) -> str:
    """Write a value as a JSON document, escaping characters that could begin a new line (RFC 8259, section 7)."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _BREAK.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def plain_path(path: str) -> str:
    """Return a path without "." and ".."; GitHub matches no other form."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)
