"""Read the sessions of an item from its session lines and the keys that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import ACT_BY_WORDS, Awaited, Session, State
from ..text.online import split_place
from .dates import WEEKDAY, DayReading
from .day_lists import find_day_starts
from .deadlines import read_act_by, read_deadline
from .fields import Fields
from .frontmatter import PlacedText, Wrong
from .session_defaults import SessionDefaults
from .session_judging import TIME_HINT, two_digit_year
from .session_line_values import AwaitedLine, LineContext
from .session_lines import read_session
from .session_meetings import PlannedSession, plan_deadline, plan_sessions
from .session_naming import name_sessions
from .state_phrases import MOVED, state_told

_BOOKABLE = (State.OPEN, State.WAITING_LIST, State.PROVISIONAL)
_NEW_LINE = re.compile(rf"(?:{WEEKDAY}\b|[0-9]|[^:]{{1,60}}:\s)", re.IGNORECASE)
_TITLE_STATES = (State.CANCELLED, State.POSTPONED, State.FULL, MOVED)
"""The states that a title must not tell of sessions in another state."""
_TITLE_PARTS = re.compile(r":\s|\s[-–—]\s|[()\[\]]")


class ItemSessions(NamedTuple):
    """The sessions of an item, without those of lines that cannot be read."""

    sessions: tuple[Session, ...]
    awaited: tuple[Awaited, ...]
    """Sessions whose dates are to be confirmed."""
    complete: bool
    """Whether every line could be read."""
    bookable: bool = True
    """Whether sessions need booking."""
    joining: str = ""
    """When joining details are sent, in words; "" if it is a number of days before."""
    book: str = ""
    """The booking address of training without dates."""


NO_SESSIONS = ItemSessions((), (), complete=True)
"""The value for an item without sessions."""


def read_sessions(fields: Fields, shared: SessionDefaults) -> ItemSessions:
    """Read the sessions of an item; a line that is wrong is noted as a problem and left out."""
    planned: list[PlannedSession] = []
    awaited: list[Awaited] = []
    refused: list[tuple[PlacedText, Wrong]] = []
    context = _line_context(shared)
    reading = context.reading
    lines = fields.lines("sessions")
    for written in lines:
        try:
            _refuse_lines_in_one(written, reading)
            line = read_session(written.text, context)
            if isinstance(line, AwaitedLine):
                awaited.append(_make_awaited(line, shared))
                continue
            planned += plan_sessions(line, shared, written)
        except Wrong as wrong:
            refused.append((written, wrong))
            continue
        for short in line.short_years:
            fields.note(written, two_digit_year(*short), "info")
    _note_refused(fields, refused, lines)
    complete = not refused
    planned += (*_plan_deadlines(fields, shared), *_plan_act_by(fields, shared))
    sessions = name_sessions(fields, planned, shared)
    _judge_title(fields, shared, sessions)
    if complete:
        _judge_booking(fields, sessions, awaited)
    joining = shared.joining if isinstance(shared.joining, str) else ""
    book = "" if fields.has("sessions") else shared.book
    return ItemSessions(sessions, tuple(awaited), complete, shared.bookable, joining, book)


def _note_refused(fields: Fields, refused: Sequence[tuple[PlacedText, Wrong]], lines: Sequence[PlacedText]) -> None:
    """Note why lines were refused; if no line has a time, one "time:" line is missing, which is said once."""
    lacks_time = all(wrong.hint == TIME_HINT for _, wrong in refused) and len(refused) == len(lines)
    for written, wrong in refused[:1] if lacks_time else refused:
        fields.note(written, wrong)


def _line_context(shared: SessionDefaults) -> LineContext:
    settings = shared.settings
    return LineContext(
        near=shared.day,
        place=settings.place,
        place_is_venue=bool(split_place(shared.place)[0]),
        limits=shared.limits,
        month_first=settings.month_first,
        attend_all=shared.attend_all,
        lasts=shared.lasts,
        has_hours=shared.hours is not None,
    )


def _refuse_lines_in_one(written: PlacedText, reading: DayReading) -> None:
    """Raise Wrong (SES01) for a continued line that looks like another session, whose bullet is missing."""
    for run in written.breaks if not written.closed else ():
        rest = written.text[run.offset :]
        begins = _NEW_LINE.match(rest) and not re.match(
            r"(?:note|cost|place|online|lasts|book by)\s*:", rest, re.IGNORECASE
        )
        dated = any(True for _ in find_day_starts(written.text[: run.offset], reading))
        if begins and dated and find_day_starts(rest, reading):
            raise Wrong("SES01", "This line begins a session of its own.", 'Put "- " in front of it.', run.offset)


def _make_awaited(line: AwaitedLine, shared: SessionDefaults) -> Awaited:
    return Awaited(
        label=line.label,
        when=line.when,
        month=line.month,
        place=line.place,
        hours=line.hours,
        book=line.link or shared.book,
        presenters=line.presenters or shared.presenters,
    )


def _plan_deadlines(fields: Fields, shared: SessionDefaults) -> Iterator[PlannedSession]:
    """Read the lines of `deadlines`; a line that is wrong is noted as a problem and left out."""
    reading = DayReading(shared.day, shared.settings.month_first)
    for written in fields.lines("deadlines"):
        try:
            yield plan_deadline(read_deadline(written.text, reading), shared, written)
        except Wrong as wrong:
            fields.note(written, wrong)


def _plan_act_by(fields: Fields, shared: SessionDefaults) -> Iterator[PlannedSession]:
    """Read the key `act by`; if it is wrong, note the problem and yield nothing."""
    written = fields.value("act by")
    if written is None:
        return
    try:
        line = read_act_by(written.text, read_action(fields), DayReading(shared.day, shared.settings.month_first))
        yield plan_deadline(line, shared, written)
    except Wrong as wrong:
        fields.note(written, wrong)


def read_action(fields: Fields) -> str:
    """Return the key `action`, without a full stop; its default if it is empty, and "" without `act by`."""
    if not fields.has("act by"):
        return ""
    return fields.text("action").rstrip(" .") or ACT_BY_WORDS


def _judge_title(fields: Fields, shared: SessionDefaults, sessions: Sequence[Session]) -> None:
    """Refuse a title that begins or ends with a state which a session to come has not (SES02)."""
    parts = [part.strip() for part in _TITLE_PARTS.split(fields.text("title")) if part.strip()]
    if len(parts) < 2:
        return
    for words in (parts[0], parts[-1]):
        state = state_told(words)
        for session in sessions if state in _TITLE_STATES else ():
            has_it = session.moved_from is not None if state == MOVED else session.state == state
            if session.end.date() >= shared.day and not session.deadline and not has_it:
                fields.refuse("title", _untrue_title(words, state, session))
                return


def _untrue_title(words: str, state: str, session: Session) -> Wrong:
    """Make the problem of words in a title that tell another state than that of a session."""
    note = "(moved from …), with the date that it was," if state == MOVED else f"({state})"
    message = f'The title says "{words.lower()}", and its sessions are {session.state}.'
    return Wrong("SES02", message, f"Take it out of the title and write {note} after each session.")


def _judge_booking(fields: Fields, sessions: Sequence[Session], awaited: Sequence[Awaited]) -> None:
    if any(fields.has(key) or key in fields.document.near_keys for key in ("booking", "book")):
        return
    open_sessions = any(
        session.state in _BOOKABLE and not session.book and not session.deadline for session in sessions
    )
    if open_sessions or any(not announced.book for announced in awaited):
        hint = "Add `book:` with a link, or `booking:` with words."
        fields.refuse("sessions", Wrong("LNK06", "How do people book?", hint))
