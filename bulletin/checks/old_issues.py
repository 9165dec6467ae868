"""Leave out problems of sent issues that cannot be mended, and count repeated ones in old issues.

A sent issue is in people's mailboxes, so advice on its wording and layout comes too late. A wrong link, a wrong
number and private data can still be taken off the web.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..content.source import Workspace
from ..errors import Problem
from ..text.humanize import count
from .rule import group_of

_TOO_LATE = ("dates", "sessions", "text", "structure", "email", "calendar")
"""Groups of rules whose warnings are left out for a sent issue."""
_TOO_LATE_AS_ADVICE = (*_TOO_LATE, "links", "contacts")
"""Groups of rules whose advice (severity "info") is left out for a sent issue."""
_OF_SESSIONS_TO_COME = ("SES05", "CAL01")
"""Rules that hold for sent issues too: a change of a session concerns the readers who have booked it."""
_REPEATED = 3
"""The most problems of one rule that are listed for old issues; if there are more, all of them are only counted."""
_MOST_NAMED = 8
"""The most rules that the sentence about counted problems names."""


def is_too_late(problem: Problem) -> bool:
    """Return whether a problem of a sent issue cannot be mended any more, or is not worth mending."""
    if problem.rule in _OF_SESSIONS_TO_COME:
        return False
    groups = {"warning": _TOO_LATE, "info": _TOO_LATE_AS_ADVICE}.get(problem.severity, ())
    return group_of(problem.rule) in groups


class Listing(NamedTuple):
    """The problems to list, and a sentence about those that are only counted."""

    problems: tuple[Problem, ...]
    counted: str
    """The sentence, like "In older issues, not listed: TXT01 12 times."; "" if no problem is only counted."""


def listing(problems: Sequence[Problem], workspace: Workspace) -> Listing:
    """Return all problems, but only count a rule's warnings and advice in old issues if there are many of them."""
    old = _paths(workspace)
    repeated = Counter(problem.rule for problem in problems if problem.path in old and problem.severity != "error")
    many = {rule for rule, number in repeated.items() if number > _REPEATED}
    listed = tuple(
        problem
        for problem in problems
        if problem.severity == "error" or problem.path not in old or problem.rule not in many
    )
    return Listing(listed, _sentence({rule: repeated[rule] for rule in many}))


def _sentence(numbers: dict[str, int]) -> str:
    if not numbers:
        return ""
    ordered = sorted(numbers, key=lambda rule: (-numbers[rule], rule))
    named = [f"{rule} {count(numbers[rule], 'time')}" for rule in ordered[:_MOST_NAMED]]
    rest = len(ordered) - len(named)
    named += [f"and {count(rest, 'rule')} more"] if rest else []
    listed = ", ".join(named)
    return f"In older issues, not listed: {listed}. `bulletin check --only {ordered[0]}` lists one rule."


def _paths(workspace: Workspace) -> frozenset[str]:
    """Return the files of sent issues, and of ready issues other than the newest ready one."""
    ready = [issue for issue in workspace.issues if issue.ready]
    newest = max(ready, key=lambda issue: (issue.day, issue.id), default=None)
    old = [issue for issue in ready if issue is not newest or issue.id in workspace.sent]
    return frozenset(path for issue in old for path in (issue.path, *(item.path for item in issue.items)))
