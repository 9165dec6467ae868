"""Read a line of deadlines: what is due, and until when."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..model import Moment, State
from ..text import humanize
from .dates import DayReading
from .day_and_hour import read_moment
from .day_lists import find_day_starts
from .frontmatter import Wrong
from .session_states import States, take_brackets
from .spans import READ, LineText

_LABEL = re.compile(rf"\s*(?P<label>[^{READ}]*\S)\s*:\s+(?=\S|\Z)")
_NEVER = re.compile(r"(?!)")


class DeadlineLine(NamedTuple):
    """What a line of deadlines says."""

    label: str
    moment: Moment
    state: State
    moved_from: date | None


def read_deadline(text: str, reading: DayReading) -> DeadlineLine:
    """Read a line like "Survey closes: 5pm on Friday 4 March 2022"; raises Wrong (SES01, SES02, DAT…)."""
    line, states = LineText(text), States()
    take_brackets(line, states, reading, _NEVER)
    if states.state not in (State.OPEN, State.CANCELLED):
        raise Wrong("SES02", f'A deadline cannot be "{states.word}".', "Use cancelled, or moved from a date.")
    label = _label(line, reading)
    rest = line.words(0, len(line.text)).strip(" ,.;")
    offset = len(line.text) - len(line.text.lstrip(f"{READ} "))
    try:
        moment = read_moment(rest, reading)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
    return DeadlineLine(label, moment, states.state, states.moved_from)


def _label(line: LineText, reading: DayReading) -> str:
    """Read what stands before the date; raises Wrong (SES01) if that is nothing."""
    starts = find_day_starts(line.text, reading)
    match = _LABEL.match(line.text, 0, starts[0][0]) if starts else _LABEL.match(line.text)
    if match is None:
        when = humanize.excerpt(line.words(0, len(line.text)), 80)
        raise Wrong("SES01", f"What closes on {when}?", f'Write it before the date: "Survey closes: {when}".')
    line.take(0, match.end(), "label")
    return " ".join(match["label"].split())
