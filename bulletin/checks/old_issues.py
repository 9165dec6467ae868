"""What is said of old issues: what can still be mended, and repeated advice as a number.

An issue that was sent is in people's mailboxes, so advice on its wording and layout comes too late; a wrong link, a
wrong number and what is private can still be taken off the web.
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
"""Groups whose warnings are of no use once an issue was sent."""
_TOO_LATE_AS_ADVICE = (*_TOO_LATE, "links", "contacts")
"""Groups whose advice is of no use then."""
_OF_SESSIONS_TO_COME = ("SES05", "CAL01")
"""Rules of what becomes of sessions that readers know already: whether bookings stand, and where they will be."""
_REPEATED = 3
"""How often a rule may be listed for older issues; more are counted."""
_MOST_NAMED = 8
"""Rules that the sentence names."""


def is_too_late(problem: Problem) -> bool:
    """Tell whether a problem of an issue that was sent cannot be mended any more, or is not worth it."""
    if problem.rule in _OF_SESSIONS_TO_COME:
        return False
    groups = {"warning": _TOO_LATE, "info": _TOO_LATE_AS_ADVICE}.get(problem.severity, ())
    return group_of(problem.rule) in groups


class Listing(NamedTuple):
    """The problems that are listed, and a sentence on those that are counted."""

    problems: tuple[Problem, ...]
    counted: str
    """"" if none is."""


def listing(problems: Sequence[Problem], workspace: Workspace) -> Listing:
    """Count the warnings and advice of a rule that is often met in older issues, and list all other problems."""
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
    """Return the files of issues that were sent, and of those that are ready and older than the newest such issue."""
    ready = [issue for issue in workspace.issues if issue.ready]
    newest = max(ready, key=lambda issue: (issue.day, issue.id), default=None)
    old = [issue for issue in ready if issue is not newest or issue.id in workspace.sent]
    return frozenset(path for issue in old for path in (issue.path, *(item.path for item in issue.items)))
