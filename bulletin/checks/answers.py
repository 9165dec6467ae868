"""What an item's `ignore` lines answer: whole rules, and single numbers and addresses by how they end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Circulation, Exemption
from .checked_file import CheckedFile
from .rule import Finding

_LIMITS = "RST03"
"""The rule on words of limits, which only an item that says who may see it can answer."""
_LISTED = (_LIMITS, "PRIV")
"""What is shown to who approves begins with one of these."""


def is_answered(file: CheckedFile, rule_id: str) -> bool:
    """Tell whether an item answers a whole rule: RST03 only if the item also says who may see it."""
    is_whole = any(exemption.rule == rule_id and not exemption.ending for exemption in _exemptions(file))
    return is_whole and (rule_id != _LIMITS or says_circulation(file))


def unanswered(file: CheckedFile, rule_id: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of a rule that no line answers by how the thing ends; one line answers one thing."""
    if not _exemptions(file):
        yield from findings
        return
    endings = [exemption.ending for exemption in _exemptions(file) if exemption.rule == rule_id and exemption.ending]
    answered: dict[str, str] = {}
    for finding in findings:
        ending = next((ending for ending in endings if finding.thing and finding.thing.endswith(ending)), "")
        if not ending or answered.setdefault(ending, finding.thing) != finding.thing:
            yield finding


def says_circulation(file: CheckedFile) -> bool:
    """Tell whether the item has a line of its own that says who may see it."""
    return any(value.key == "circulation" for value in file.source.values)


class AnsweredLine(NamedTuple):
    """A line of an item that lets something through."""

    path: str
    line: int
    rule: str
    reason: str
    """In the editor's words."""
    public: bool
    """Whether everybody may read the item, and so the reason."""


def answered_lines(files: Iterable[CheckedFile]) -> Iterator[AnsweredLine]:
    """Yield every line that answers words of limits or a rule of privacy, for the Action's summary."""
    for file in files:
        for exemption in _exemptions(file):
            if exemption.rule.startswith(_LISTED) and (exemption.ending or is_answered(file, exemption.rule)):
                line = file.source.place(_offset(file, exemption))[0]
                public = file.item is not None and file.item.circulation is Circulation.PUBLIC and not file.item.held
                yield AnsweredLine(file.source.path, line, exemption.rule, exemption.reason, public)


def _offset(file: CheckedFile, exemption: Exemption) -> int:
    """Return where a line stands that says this."""
    lines = (value for value in file.source.values if value.key == "ignore")
    answer = (exemption.rule, exemption.ending)
    return next((value.start for value in lines if all(part in value.text for part in answer)), 0)


def _exemptions(file: CheckedFile) -> tuple[Exemption, ...]:
    return file.item.ignored if file.item is not None else ()
