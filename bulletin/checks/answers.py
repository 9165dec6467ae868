"""Apply the `ignore` lines of an item, which silence a rule, or one number or address by its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Circulation, Exemption
from .checked_file import CheckedFile
from .rule import Finding

_LIMITS = "RST03"
"""The rule about words of restriction, which an item can only ignore if it has a line `circulation`."""
_LISTED = (_LIMITS, "PRIV")
"""The starts of the rules whose `ignore` lines the Action's summary lists, for the people who approve."""


def is_answered(file: CheckedFile, rule_id: str) -> bool:
    """Tell whether an item answers a whole rule: RST03 only if the item also says who may see it."""
    if not _exemptions(file):
        return False
    is_whole = any(exemption.rule == rule_id and not exemption.ending for exemption in _exemptions(file))
    return is_whole and (rule_id != _LIMITS or says_circulation(file))


def hint_for(file: CheckedFile, hint: str) -> str:
    """Return a hint, in files that have no `ignore` lines without the sentence that names one."""
    return hint if file.source.kind == "item" else _NAMES_ANSWER.sub(".", hint)


_NAMES_ANSWER = re.compile(r"[;.] (?:if|If) [^.;]*[`\"]ignore: .*")


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
    """Tell whether the item has a line `circulation`."""
    return any(value.key == "circulation" for value in file.source.values)


class AnsweredLine(NamedTuple):
    """An `ignore` line of an item that the Action's summary lists."""

    path: str
    line: int
    rule: str
    reason: str
    """The reason in the editor's words."""
    public: bool
    """Whether everybody may read the item, and so also the reason."""


def answered_lines(files: Iterable[CheckedFile]) -> Iterator[AnsweredLine]:
    """Yield every line that ignores RST03 or a rule of privacy, for the Action's summary."""
    for file in files:
        for exemption in _exemptions(file):
            if exemption.rule.startswith(_LISTED) and (exemption.ending or is_answered(file, exemption.rule)):
                line = file.source.place(_offset(file, exemption))[0]
                public = file.item is not None and file.item.circulation is Circulation.PUBLIC and not file.item.held
                yield AnsweredLine(file.source.path, line, exemption.rule, exemption.reason, public)


def _offset(file: CheckedFile, exemption: Exemption) -> int:
    """Return the offset of the line of an exemption, 0 if it is not found."""
    lines = (value for value in file.source.values if value.key == "ignore")
    answer = (exemption.rule, exemption.ending)
    return next((value.start for value in lines if all(part in value.text for part in answer)), 0)


def _exemptions(file: CheckedFile) -> tuple[Exemption, ...]:
    return file.item.ignored if file.item is not None else ()
