"""Read a line of `deadlines`, or the line `act by`: what is due, and when."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..model import ACT_BY, Moment, State
from ..text import humanize
from .dates import DayReading
from .day_and_hour import read_moment
from .day_lists import find_day_starts
from .frontmatter import Wrong
from .session_states import States, take_brackets
from .spans import READ, LineText

_LABEL = re.compile(rf"\s*(?P<label>[^{READ}]*\S)\s*:\s+(?=\S|\Z)")
_NEVER = "(?!)"


class DeadlineLine(NamedTuple):
    """A deadline as its line says it."""

    label: str
    moment: Moment
    state: State
    moved_from: date | None
    key: str = ""
    """The fixed key of its calendar entry; "" if the key is made from the label."""


def read_deadline(text: str, reading: DayReading) -> DeadlineLine:
    """Read a line like "Survey closes: 5pm on Friday 4 March 2022"; raises Wrong (SES01, SES02, DAT…)."""
    line, states = _take_states(text, reading)
    label = _read_label(line, reading)
    return DeadlineLine(label, _read_rest(line, reading), states.state, states.moved_from)


def read_act_by(text: str, action: str, reading: DayReading) -> DeadlineLine:
    """Read the day by which an action is due: 5pm on Friday 4 March 2022; raises Wrong (SES02, DAT…)."""
    line, states = _take_states(text, reading)
    return DeadlineLine(action, _read_rest(line, reading), states.state, states.moved_from, ACT_BY)


def _take_states(text: str, reading: DayReading) -> tuple[LineText, States]:
    line, states = LineText(text), States()
    take_brackets(line, states, reading, _NEVER)
    if states.state not in (State.OPEN, State.CANCELLED):
        raise Wrong("SES02", f'A deadline cannot be "{states.word}".', "Use cancelled, or moved from a date.")
    return line, states


def _read_rest(line: LineText, reading: DayReading) -> Moment:
    """Read the rest of a line, without label and state, as a moment; raises Wrong (DAT…)."""
    rest = line.words(0, len(line.text)).strip(" ,.;")
    offset = len(line.text) - len(line.text.lstrip(f"{READ} "))
    try:
        return read_moment(rest, reading)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None


def _read_label(line: LineText, reading: DayReading) -> str:
    """Read the label before the date; raises Wrong (SES01) if there is none."""
    starts = find_day_starts(line.text, reading)
    match = _LABEL.match(line.text, 0, starts[0][0]) if starts else _LABEL.match(line.text)
    if match is None:
        when = humanize.excerpt(line.words(0, len(line.text)), 80)
        raise Wrong("SES01", f"What closes on {when}?", f'Write it before the date: "Survey closes: {when}".')
    line.take(0, match.end(), "label")
    return " ".join(match["label"].split())
