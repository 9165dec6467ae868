"""What a report may know besides the problems, and the order in which they are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import Problem

SEVERITIES = ("error", "warning", "info")
"""The worst first."""


def _no_line(path: str, line: int) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What stands around the problems. Without it a report says less, and nothing wrong."""

    line: Callable[[str, int], str] = _no_line
    """(path, line from 1) → the line as written; "" where it is not known or may not be shown."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule → what it is about, in one sentence."""
    rules_page: str = ""
    """The address of the page that explains the rules; each has an anchor of its name in small letters."""
    folder: str = ""
    """The path from the repository's root to the folder in which Bulletin runs, with "/"; "" if it is the root."""
    version: str = ""
    """Bulletin's."""


NO_DETAILS = Details()
"""Nothing is known but the problems."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The worst first, then by place."""
    return sorted(problems, key=lambda one: (SEVERITIES.index(one.severity), one))


def counted(problems: Sequence[Problem]) -> dict[str, int]:
    """How many there are of each severity."""
    return {severity: sum(one.severity == severity for one in problems) for severity in SEVERITIES}


def sentence(problem: Problem) -> str:
    """What is wrong and what to do about it."""
    return f"{problem.message} {problem.hint}".strip()


def in_repository(path: str, folder: str) -> str:
    """A path as the repository's root sees it, with no "." in it: GitHub matches nothing else."""
    whole = f"{folder}/{path}" if folder and not path.startswith("/") else path
    parts: list[str] = []
    for part in whole.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)
