"""Turn looks and verdicts into values for JSON, for the script of the editor's page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from ..errors import Problem
from ..text import humanize
from .latest import Snapshot, Verdict
from .views import LOOKS, EmailView

_AROUND = 60
"""The number of characters to show before and after a place."""


class Surroundings(NamedTuple):
    """Facts about this machine that links and sorting depend on."""

    has_editor: bool
    """Whether links to lines of files open in VS Code."""
    changed_at: Mapping[str, float]
    """Path of a file → the time of its last change; problems of the newest file are listed first."""


def state(snapshot: Snapshot) -> dict[str, Any]:
    """Return the emails of a snapshot, and whether they are made from the newest files."""
    return {
        "number": snapshot.number,
        "issue": snapshot.issue,
        "day": snapshot.view.day if snapshot.view else "",
        "draft": bool(snapshot.view and snapshot.view.draft),
        "issues": list(_issues(snapshot)),
        "mails": [_mail(mail) for mail in (snapshot.view.mails if snapshot.view else ())],
        "note": snapshot.view.note if snapshot.view else "",
        "looks": [{"name": each.name, "label": each.label, "narrow": each.is_narrow} for each in LOOKS],
        "failure": snapshot.failure,
    }


def verdict_values(snapshot: Snapshot, verdict: Verdict, around: Surroundings) -> dict[str, Any]:
    """Return the problems of a snapshot, those of the file that was changed last first."""
    listed = verdict.listed.problems
    ordered = sorted(listed, key=lambda problem: (-around.changed_at.get(problem.path, 0.0), problem))
    return {
        "number": snapshot.number,
        "verdict": _sentence(snapshot, listed),
        "problems": [_problem(problem, verdict, around) for problem in ordered],
        "counted": verdict.listed.counted,
    }


def _issues(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    for issue in snapshot.reading.workspace.issues if snapshot.reading else ():
        label = f"{issue.id}, {humanize.day(issue.day)}{'' if issue.ready else ', draft'}"
        yield {"id": issue.id, "label": label}


def _mail(mail: EmailView) -> dict[str, Any]:
    return {"name": mail.name, "label": mail.label, "subject": mail.subject}


def _sentence(snapshot: Snapshot, listed: Sequence[Problem]) -> str:
    severities = [problem.severity for problem in listed]
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors:
        return f"{humanize.count(errors, 'problem')} to put right."
    if snapshot.failure:
        return "Something is to be put right."
    return f"Nothing stops it; {humanize.count(warnings, 'warning')}." if warnings else "Nothing is wrong."


def _problem(problem: Problem, verdict: Verdict, around: Surroundings) -> dict[str, Any]:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return {
        "place": place,
        "href": _editor_link(problem) if around.has_editor and problem.path in around.changed_at else "",
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "rule": problem.rule,
        "excerpt": list(excerpt(verdict.line(problem.path, problem.line), problem.column)),
    }


def excerpt(line: str, column: int) -> tuple[str, str, str]:
    """Return the text of a line before a column, the word at it, and the text after it; long lines are cut.

    column: from 1.
    """
    at = min(column - 1, len(line))
    word = re.match(r"\S+|\s+", line[at:])
    end = at + max(1, word.end() if word else 1)
    start = max(0, at - _AROUND)
    before, after = "…" if start else "", "…" if len(line) > end + _AROUND else ""
    return f"{before}{line[start:at]}", line[at:end], f"{line[end : end + _AROUND]}{after}"


def _editor_link(problem: Problem) -> str:
    """Return the address that opens VS Code at a problem's line (its manual: "Opening VS Code with URLs")."""
    path = quote(Path(problem.path).absolute().as_posix())
    return f"vscode://file{path}:{problem.line}:{problem.column}"
