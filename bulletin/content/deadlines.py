"""Read a line of `deadlines`, or the line `act by`: what is due, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..model import ACT_BY, Moment, State
from ..text import humanize
from .dates import DayReading
from .day_and_hour import read_moment
from .day_lists import find_day_starts
from .frontmatter import Wrong
from .session_states import States, is_state, take_bare_states, take_brackets, take_front
from .spans import READ, LineText
from .state_phrases import state_in

_LABEL = re.compile(rf"\s*(?P<label>[^{READ}]*\S)\s*:\s+(?=\S|\Z)")
_JOINT = re.compile(r"[\s,:]*\b(?:on|by|at|is|until|before)\Z", re.IGNORECASE)
_CLEAR_TIME = (
    r"(?P<time>[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\b|[0-9]{1,2}[:.][0-9]{2}|(?:12 )?(?:noon|midday|midnight))"
)
_HOUR = re.compile(rf"[\s,]*\b(?:(?:by|at|before)\s+)?{_CLEAR_TIME}[\s,]*(?:on)?\Z", re.IGNORECASE)
_HOUR_AFTER = re.compile(rf"(?:(?:by|at|before)\s+)?{_CLEAR_TIME}", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_EXTENDED = re.compile(r"(?:deadline |date |now )?extended\b\s*[:–—-]", re.IGNORECASE)
_MARKS = " ,;:.-–—"
_CANCELLED = re.compile(r"\s*cancell?ed\b", re.IGNORECASE)
_STATES = "Use cancelled, or moved from a date."
_NEW_DAY = "Write (moved from …) with the date that it was."
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
    line, states = LineText(text), States()
    take_brackets(line, states, reading, _NEVER)
    if _CANCELLED.match(line.text):
        take_front(line, states)
    label = _read_label(line, reading)
    return _read_deadline(line, states, reading, label)


def read_act_by(text: str, action: str, reading: DayReading) -> DeadlineLine:
    """Read the day by which an action is due: 5pm on Friday 4 March 2022; raises Wrong (SES02, DAT…)."""
    line, states = LineText(text), States()
    take_brackets(line, states, reading, _NEVER)
    return _read_deadline(line, states, reading, action)._replace(key=ACT_BY)


def _read_deadline(line: LineText, states: States, reading: DayReading, label: str) -> DeadlineLine:
    """Read the rest of a line, after its label and the states in brackets; raises Wrong (SES02, DAT…)."""
    take_bare_states(line, states, reading)
    if states.state not in (State.OPEN, State.CANCELLED):
        raise Wrong("SES02", f'A deadline cannot be "{states.word}".', _STATES)
    return DeadlineLine(label, _read_rest(line, reading), states.state, states.moved_from)


def _read_rest(line: LineText, reading: DayReading) -> Moment:
    """Read the rest of a line, without label and state, as a moment; raises Wrong (SES02, DAT…)."""
    rest = line.words(0, len(line.text)).strip(" ,.;-–—")
    offset = len(line.text) - len(line.text.lstrip(f"{READ} "))
    try:
        return read_moment(rest, reading)
    except Wrong as wrong:
        bracket = _BRACKET.search(rest)
        if bracket and wrong.rule == "DAT02":
            message = f'I do not know the state "{humanize.excerpt(bracket[0], 80)}".'
            raise Wrong("SES02", message, _NEW_DAY if "extend" in bracket[0].lower() else _STATES, offset) from None
        raise wrong.later(offset) from None


def _read_label(line: LineText, reading: DayReading) -> str:
    """Read the label before the date; raises Wrong (SES01, SES02) for none, or for one that tells a state."""
    starts = find_day_starts(line.text, reading)
    begins = len(line.text) - len(line.text.lstrip(f"{READ} "))
    match = _LABEL.match(line.text, begins, starts[0][0] if starts else len(line.text))
    if match is None:
        raise _no_label(line, starts)
    label = " ".join(match["label"].split())
    state = state_in(label)[0]
    extended = _EXTENDED.match(label)
    if (state and not is_state(state)) or extended:
        quoted = humanize.excerpt(extended[0].strip(" :") if extended else state, 80)
        raise Wrong("SES02", f'"{quoted}" is not the name of a deadline.', _NEW_DAY if extended else _STATES)
    line.take(0, match.end(), "label")
    return label


def _no_label(line: LineText, starts: Sequence[tuple[int, int]]) -> Wrong:
    """Make the problem of a line without a colon after what is due. starts: where its days start and end."""
    whole = humanize.excerpt(line.words(0, len(line.text)), 80)
    if not starts:
        return Wrong("SES01", f"What closes on {whole}?", 'Write it like "Survey closes: 4 March 2022".')
    start, end = starts[0]
    before, after = line.words(0, start).strip(_MARKS), line.words(end, len(line.text)).strip(_MARKS)
    hour = next((match["time"] for match in (_HOUR.search(before), _HOUR_AFTER.match(after)) if match), "").strip()
    before = _JOINT.sub("", _HOUR.sub("", before)).strip(_MARKS)
    label = " ".join(filter(None, (before, _HOUR_AFTER.sub("", after).strip(_MARKS))))
    when = f"{hour} on {line.words(start, end)}" if hour else line.words(start, end)
    if not any(map(str.isalpha, label)) or (before and after):
        return Wrong("SES01", f"What closes on {when}?", f'Write it before the date: "Survey closes: {when}".')
    example = humanize.excerpt(f"{label}: {when}", 80)
    return Wrong("SES01", f'Is "{humanize.excerpt(label, 80)}" what is due?', f'Write it like "{example}".')
