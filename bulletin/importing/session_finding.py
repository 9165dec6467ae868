"""Find the sessions of a section: rows with a day and its year, a start and an end.

A row is a table row, a line or a sentence. Hours may also be on the lines right below a day ("Date: …", "Time: …"),
or be given for all dates; the latter are taken with a question. Any other date only becomes a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..content.day_lists import DayList
from ..content.times import TimeRange
from ..text import humanize
from .drafts import ImportContext
from .row_reading import NO_SESSION, Pair, RowReading, read_rows
from .section_rows import SectionRow, holds_clock, rows
from .sections import DocumentSection
from .session_signs import EVIDENCE, NO_EVENT, NO_EVENT_ANYWHERE, OTHER_COLUMN, OTHER_MATTER, STATES
from .shared_hours import SharedHours, shared_hours

_LONGEST_RANGE = timedelta(days=5)
"""The longest range of days that is taken for one course; a longer one may be a season."""
_SHORT_ROW = 120
"""The most characters of a row without a time in which an unreadable date becomes a question."""
_BEGINNING = 200
"""The number of first characters of a section in which it says what it is about."""
_NO_HOURS = "no hours"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class FoundSession(NamedTuple):
    """A session that was found in a document."""

    days: tuple[date, ...]
    """One day, or all days of a range."""
    hours: TimeRange
    row: SectionRow
    state: str = ""
    """The state as a session line has it: "full"; "" for an open session."""


class Doubt(NamedTuple):
    """A question about a date that was not taken, or is uncertain."""

    quote: str
    reason: str
    """The reason, and what to do, in one or more sentences."""


class FoundSessions(NamedTuple):
    """The sessions of a section, and questions about its dates."""

    sessions: tuple[FoundSession, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[RowReading, ...] = ()

    @property
    def times(self) -> frozenset[tuple[tuple[date, ...], TimeRange]]:
        """The days and hours of the sessions."""
        return frozenset((session.days, session.hours) for session in self.sessions)


def find_sessions(section: DocumentSection, context: ImportContext) -> FoundSessions:
    """Find the sessions of a section, with a question about every other date."""
    readings = read_rows(rows(section), context)
    if not _is_event(section):
        return FoundSessions((), tuple(_doubt_without_event(readings)), tuple(readings))
    sessions: list[FoundSession] = []
    doubts: list[Doubt] = []
    without_hours: list[RowReading] = []
    for place, reading in enumerate(readings):
        shared = shared_hours(place, readings)
        pairs = _pairs(reading, shared)
        reason = _objection(reading, pairs, context)
        if reason == _NO_HOURS:
            without_hours.append(reading)
        elif reason:
            doubts.append(_doubt(reading, reason))
        else:
            sessions += [session for days, hours in pairs for session in _sessions(days, hours, reading.row)]
            doubts += _questions(reading, shared) if pairs else ()
    unique, clashes = _without_clashes(_without_duplicates(sessions))
    dated = {day for session in unique for day in session.days}
    doubts += [
        _doubt(reading, _no_hours_reason(reading.row.text)) for reading in without_hours if not _is_in(reading, dated)
    ]
    return FoundSessions(tuple(unique), tuple(dict.fromkeys([*clashes, *doubts])), tuple(readings))


def _is_event(section: DocumentSection) -> bool:
    """Tell whether a section is about an event that people attend."""
    beginning = "\n".join([section.title, *(block.text for block in section.blocks[:1])])[:_BEGINNING]
    other = NO_EVENT.search(beginning) or NO_EVENT_ANYWHERE.search(section.text)
    return bool(section.is_training or EVIDENCE.search(section.text)) and not other


def _doubt_without_event(readings: Sequence[RowReading]) -> Iterator[Doubt]:
    """Yield one question about all dates of a section that is not about an event."""
    dated = [reading for reading in readings if reading.days or reading.problem == NO_SESSION]
    if dated:
        others = f" and {humanize.count(len(dated) - 1, 'other date')}" if len(dated) > 1 else ""
        yield _doubt(dated[0], f"I took this{others} for no session, since nothing here speaks of one.")


def _pairs(reading: RowReading, shared: SharedHours | None) -> list[Pair]:
    if reading.is_dated:
        return [(days, shared.hours) for days in reading.days] if shared else []
    return reading.pairs()


def _objection(reading: RowReading, pairs: Sequence[Pair], context: ImportContext) -> str:
    """Return why a row is not a session, "" if it is one or has no date; _NO_HOURS if only its hours are missing."""
    row = reading.row
    if not reading.days:
        is_asked = row.is_table or holds_clock(row.text) or len(row.text) < _SHORT_ROW
        return reading.problem if is_asked or reading.problem == NO_SESSION else ""
    if row.is_heading:
        return "This is a date in a heading. I did not take it for a session."
    if OTHER_MATTER.search(row.text) or any(map(OTHER_COLUMN.match, row.heads)):
        return f'{NO_SESSION} If it is a session, write it below "sessions:".' if pairs else NO_SESSION
    first = min(day for days in reading.days for day in days.days)
    if first < context.day:
        issue = f"the issue of {humanize.day(context.day)}"
        return f"{humanize.day(first)} lies before {issue}. I did not take it for a session."
    if any(days.is_range and days.days[-1] - days.days[0] > _LONGEST_RANGE for days in reading.days):
        return "This is a long time. I did not take it for a session."
    if not pairs and reading.hours:
        return "There are several days or several times here, and I do not know which belong together."
    return "" if pairs else _NO_HOURS


def _no_hours_reason(text: str) -> str:
    has_clock = holds_clock(_YEAR.sub("", text))
    lack = "I cannot read its start and its end" if has_clock else "It has no start and no end"
    return f'{lack}. If it is a session, write both, as in "9:30am to 4:30pm".'


def _sessions(days: DayList, hours: TimeRange, row: SectionRow) -> Iterator[FoundSession]:
    state = next((state for form, state in STATES if form.search(row.text)), "")
    for session_days in [days.days] if days.is_range else [(day,) for day in days.days]:
        yield FoundSession(session_days, hours, row, state)


def _questions(reading: RowReading, shared: SharedHours | None) -> Iterator[Doubt]:
    """Yield questions about sessions that were taken but may be meant differently."""
    if reading.is_dated and shared and not shared.is_near:
        ask = "I took these hours for the dates that have none. Look whether they hold for each."
        yield Doubt(_quote(shared.text), ask)
    if any(len(days.days) > 1 for days in reading.days):
        ask = "I took each of these days for a session of its own. If people attend all of them, put them on one line"
        yield _doubt(reading, f'{ask}, as in "1 and 8 March 2022, 9am to 11am".')


def _without_duplicates(sessions: Sequence[FoundSession]) -> list[FoundSession]:
    """Return the sessions without duplicates; of two, the one with a link stays."""
    unique: dict[tuple[tuple[date, ...], TimeRange], FoundSession] = {}
    for session in sessions:
        first = unique.setdefault((session.days, session.hours), session)
        if session.row.links and not first.row.links:
            unique[session.days, session.hours] = session._replace(state=session.state or first.state)
    return sorted(unique.values(), key=lambda session: (session.days, session.hours.start))


def _without_clashes(sessions: Sequence[FoundSession]) -> tuple[list[FoundSession], list[Doubt]]:
    """Remove sessions that overlap on the same day, since one of them must be wrong; return the rest and questions."""
    clashing = [session for session in sessions if any(_clashes(session, other) for other in sessions)]
    reason = 'This day stands here with two times. I took neither. Write the right one below "sessions:".'
    doubts = [Doubt(_quote(session.row.text), reason) for session in clashing]
    return [session for session in sessions if session not in clashing], doubts


def _clashes(session: FoundSession, other: FoundSession) -> bool:
    same_day = not set(session.days).isdisjoint(other.days)
    apart = session.hours.end <= other.hours.start or other.hours.end <= session.hours.start
    return session is not other and same_day and not apart and not session.row.is_same_table(other.row)


def _is_in(reading: RowReading, dated: set[date]) -> bool:
    """Tell whether all days of a row are days of sessions that were found elsewhere."""
    return all(day in dated for days in reading.days for day in days.days)


def _doubt(reading: RowReading, reason: str) -> Doubt:
    return Doubt(_quote(reading.row.text), reason)


def _quote(text: str) -> str:
    return humanize.excerpt(" ".join(text.split()), 60)
