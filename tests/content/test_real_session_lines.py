"""310 real session lines: what is complete is read right or refused with a reason, what lacks something is refused."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_lines import AwaitedLine, LineContext, SessionLine, missing_time, read_session
from bulletin.model import Timing
from tests.values import ROOT

CORPUS = ROOT / "tests" / "content" / "real_session_lines.jsonl"
NAMES = {
    "year": r"has no year|add the year|would be .* not near",
    "hours": r"What time is|has no end|is not a time",
    "end": r"has no end|What time is",
    "date": r"There is no date|as a date|has no day|date to be confirmed",
    "bounds": r"as dates",
    "month": r"do not know the month|as a date|no date",
    "weekday": r"weekday|do not know|as a date",
    "zone": r"clocks in|time zone",
    "am-or-pm": r"am or pm|means",
}
"""What a sentence says that names what a line lacks."""


class Outcome(NamedTuple):
    """What the reader made of a line: the meetings, or the sentence with which it was refused."""

    meetings: list[list[str]]
    line: SessionLine | AwaitedLine | None
    refused: str


def outcome(row: dict[str, Any]) -> Outcome:
    """Read a line as the only session of an item without other keys, in a bulletin of the evening."""
    context = LineContext(near=date.fromisoformat(row["issue"]))
    try:
        line = read_session(row["line"], context)
        if isinstance(line, AwaitedLine):
            return Outcome([], line, "")
        return Outcome([meeting for part in line.parts for meeting in _meetings(part)], line, "")
    except Wrong as wrong:
        return Outcome([], None, f"{wrong} [{wrong.rule}]")


def _meetings(part: Any) -> list[list[str]]:
    if part.through:
        return [[moment.isoformat()[:16] for moment in part.through]]
    if part.hours is None:
        raise missing_time(part.days[0])
    if part.hours.timing is not Timing.TIMED:
        ends = (part.days[0], part.days[-1]) if part.is_range else None
        return [[day.isoformat() for day in ends]] if ends else [[day.isoformat()] * 2 for day in part.days]
    times = part.hours.range
    return [[f"{day}T{times.start:%H:%M}", f"{day}T{times.end:%H:%M}"] for day in part.days]


@cache
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


def judge(row: dict[str, Any]) -> str:
    """Return right, refused, named (what it lacks is named), other (refused for something else) or WRONG."""
    found = outcome(row)
    if "complete" in row:
        if found.refused:
            return "refused"
        return "right" if found.meetings == row["complete"] and _same_words(row, found.line) else "WRONG"
    if not found.refused:
        awaited = isinstance(found.line, AwaitedLine) and "date" in row["lacking"]
        return "named" if awaited else "WRONG"
    named = any(re.search(NAMES[lack], found.refused) for lack in row["lacking"])
    return "named" if named else "other"


def _same_words(row: dict[str, Any], line: SessionLine | AwaitedLine | None) -> bool:
    assert isinstance(line, SessionLine)
    places = {part.place.casefold() for part in line.parts}
    same_place = places <= {row.get("place", "").casefold()}
    return same_place and line.label == row.get("label", "") and line.state.value == row.get("state", "open")
