"""Leave out what a rule says of a mark or of words that another names already: one mistake has one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Problem
from .checked_file import CheckedFile
from .rule import Finding

_NAMED_BY = "STR11"
_FOLLOWING = frozenset(("TXT01", "TXT03", "TXT06", "TXT22", "TXT26", "LNK03", "LNK07", "LNK11", "LNK17", "STR12"))
"""Rules that see a short form, a placeholder, a bracket, an address or a file name in a mark."""
_PLACEHOLDERS = ("TXT06", "TXT26")
"""What these say of the words of a link is not what STR11 says of its marks."""


_OF_WORDS = frozenset(("TXT18", "TXT21", "TXT24", "TXT25"))
"""Rules that list wrong words; some words are wrong by several of them, like "Its not easy"."""


class NamedWords:
    """The words of a file that a rule of wrong words has named."""

    def __init__(self) -> None:
        self._spans: list[tuple[str, int, int]] = []
        """The rule, the beginning and the end of the words."""

    def named_by_another(self, rule_id: str, finding: Finding) -> bool:
        """Tell whether another rule of wrong words has named some of the words of a finding."""
        return rule_id in _OF_WORDS and any(
            other != rule_id and start < finding.end and finding.offset < end for other, start, end in self._spans
        )

    def add(self, rule_id: str, finding: Finding) -> None:
        """Remember the words that a rule names."""
        if rule_id in _OF_WORDS and finding.end:
            self._spans.append((rule_id, finding.offset, finding.end))


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
