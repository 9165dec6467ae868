"""Leave out what other rules say of a mark that STR11 names already: one mistake has one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Problem
from .checked_file import CheckedFile

_NAMED_BY = "STR11"
_FOLLOWING = frozenset(
    ("CON01", "DAT02", "TXT01", "TXT03", "TXT06", "TXT22", "TXT26", "LNK03", "LNK07", "LNK11", "LNK17", "STR12")
)
"""Rules that see a short form, a placeholder, a bracket, an address or a file name in a mark."""
_PLACEHOLDERS = ("TXT06", "TXT26")
"""What these say of the words of a link is not what STR11 says of its marks."""


def without_follow_ups(file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems of a file without those that follow from a mark which is named; no error behind a warning."""
    severities = {(each.line, each.column): each.severity for each in problems if each.rule == _NAMED_BY}
    if not severities or not any(each.rule in _FOLLOWING for each in problems):
        return problems
    spans = [
        (fault.start, fault.end, severity)
        for fault in file.leftovers
        if (severity := severities.get(file.source.place(fault.start)))
    ]
    return [each for each in problems if not _follows(each, spans, file)]


def _follows(problem: Problem, spans: Sequence[tuple[int, int, str]], file: CheckedFile) -> bool:
    if problem.rule not in _FOLLOWING or problem.path != file.source.path:
        return False
    at = file.source.offset(problem.line, problem.column)
    weighty = problem.severity == "error"
    return any(
        start <= at < end
        and (severity == "error" or not weighty)
        and not (problem.rule in _PLACEHOLDERS and "](" in file.source.text[start:end])
        for start, end, severity in spans
    )
