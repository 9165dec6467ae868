"""Optional context for reports, and what all formats share: order, counts, sentences, paths."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import Problem

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
