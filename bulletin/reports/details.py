"""Optional context for reports, and what all formats share: order, counts, sentences, paths."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import Problem
from ..text.lines import one_line

_BREAK = re.compile("[\x7f-\x9f\u2028\u2029]")

SEVERITIES = ("error", "warning", "info")
"""The worst first."""


def _no_line(path: str, line: int) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Optional context for reports; a report without it says less, and nothing wrong."""

    line: Callable[[str, int], str] = _no_line
    """(path, line from 1) → the line as written; "" where it is not known or may not be shown."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule → what it is about, in one sentence."""
    rules_page: str = ""
    """The address of the page that explains the rules; each has an anchor of its name in small letters."""
    folder: str = ""
    """The path from the repository's root to the folder in which Bulletin runs, with "/"; "" if it is the root."""
    changed: Collection[str] | None = None
    """The files that a pull request changes, from the repository's root: where not every problem can be shown,
    theirs come first. None where that is not known."""
    counted: str = ""
    """A sentence on problems that are counted and not listed; "" if there are none."""
    version: str = ""
    """Bulletin's."""


NO_DETAILS = Details()
"""No context: only the problems themselves."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems: the worst first, then by place."""
    return sorted(problems, key=lambda problem: (SEVERITIES.index(problem.severity), problem))


def count_by_severity(problems: Sequence[Problem]) -> dict[str, int]:
    """Count the problems of each severity."""
    return {severity: sum(problem.severity == severity for problem in problems) for severity in SEVERITIES}


def sentence(problem: Problem) -> str:
    """Return what is wrong and what to do about it."""
    return f"{problem.message} {problem.hint}".strip()


def on_one_line(problem: Problem) -> Problem:
    """Return a problem whose words and path begin no new line, wherever they are printed."""
    path, rule, message, hint = map(one_line, (problem.path, problem.rule, problem.message, problem.hint))
    return replace(problem, path=path, rule=rule, message=message, hint=hint)


def to_json(value: object) -> str:
    """Write a value as a JSON document; what could begin a line within a text is escaped (RFC 8259, section 7)."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _BREAK.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def in_repository(path: str, folder: str) -> str:
    """Return a path from the repository's root, with no "." in it: GitHub matches nothing else."""
    whole = f"{folder}/{path}" if folder and not path.startswith("/") else path
    parts: list[str] = []
    for part in whole.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)
