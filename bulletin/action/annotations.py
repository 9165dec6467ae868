"""Problems → annotations: those of the pull request's files first, and no more than the runner keeps.

The runner keeps 10 of a type for the whole Action and drops the rest without a word; the step's
own "Process completed with exit code 1." is one of the errors.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from ..errors import Problem
from ..reports import github
from ..reports.details import NO_DETAILS

KEPT = {"error": 9, "warning": 10, "info": 10}
"""Annotations by severity: one error is the runner's own."""
_TYPES = {"error": "error", "warning": "warning", "info": "notice"}


class Chosen(NamedTuple):
    """What is annotated, and how many problems of each severity are only in the summary."""

    shown: tuple[Problem, ...]
    more: dict[str, int]


def in_repository(problems: Sequence[Problem], root: str) -> tuple[Problem, ...]:
    """The problems with paths from the repository's root. root: where that is in the workspace."""
    return tuple(replace(one, path=_relative(one.path, root)) for one in problems)


def chosen(problems: Sequence[Problem], changed: Collection[str] | None) -> Chosen:
    """The problems that get an annotation."""
    shown: list[Problem] = []
    more: dict[str, int] = {}
    for severity, kept in KEPT.items():
        found = [one for one in problems if one.severity == severity]
        first = sorted(found, key=lambda one: (changed is not None and one.path not in changed, one))
        shown += first if len(first) <= kept else first[: kept - 1]
        if len(first) > kept:
            more[severity] = len(first) - kept + 1
    return Chosen(tuple(shown), more)


def render(problems: Sequence[Problem], changed: Collection[str] | None) -> str:
    """The workflow commands, one a line."""
    picked = chosen(problems, changed)
    text = "".join(github.render([one], NO_DETAILS) for one in picked.shown)
    for severity, number in picked.more.items():
        text += f"::{_TYPES[severity]} title=Bulletin::{number:,} more are in the job summary.\n"
    return text


def message(kind: str, said: str) -> str:
    """One annotation without a place. kind: error, warning or notice."""
    return f"::{kind} title=Bulletin::{github.escape_data(said.replace('##[', '## ['))}\n"


def _relative(path: str, root: str) -> str:
    base, whole = PurePosixPath(root), PurePosixPath(path)
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()
