"""Check a session line as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from ..model import Timing
from ..text import humanize
from ..text.humanize import excerpt
from ..text.online import is_online, split_place
from .day_lists import LONGEST_RANGE, LONGEST_TERM, DayList, find_days
from .frontmatter import Wrong
from .session_hours import LineHours
from .session_label import judge_weekday
from .session_line_values import LineContext, LinePart, SessionLine
from .session_states import States

TIME_HINT = 'Add the time after the date, "all day", or one "time:" line for all sessions.'
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_WHERE = "Where is this session?"
_ALL_OR_ONE = (
    'For one course give the line a name, like "Cohort 1: …", or write "attend: all"; '
    "to choose, put each date on its own line."
)


def missing_time(day: date) -> Wrong:
    """Make the problem of a session without times on a day."""
    message = f"What time is the session on {humanize.weekday(day)}?"
    return Wrong("DAT13", message, TIME_HINT)


def two_digit_year(offset: int, text: str, day: date) -> Wrong:
    """Make the note that says as which day a year of two digits was read. text: the date as written."""
    return Wrong("DAT04", f'I read "{text.strip()}" as {humanize.weekday(day)}.', "", offset)


def first_lack(text: str, context: LineContext, wrong: Wrong) -> Wrong:
    """Choose the most useful error of a line: a missing year, if there is one, rather than `wrong`."""
    if wrong.rule in ("SES01", "SES02", "SES04", "DAT02", "DAT08") and not _YEAR.search(text):
        try:
            find_days(text, context.reading)
        except Wrong as lack:
            if lack.rule == "DAT03":
                return lack
    return wrong


def judge_line(line: SessionLine, lists: Sequence[DayList], states: States, context: LineContext) -> None:
    """Raise Wrong (SES02, SES04, DAT02, CAL01) if the parts of a line do not fit together.

    lists: the days of each part, without parts that are one meeting over several days and nights.
    """
    for own_days, part in zip(lists, line.parts, strict=False):
        judge_weekday(line.label, own_days)
        if own_days.joins_lists:
            message = f'I cannot read "{excerpt(own_days.text, 80)}" as dates.'
            hint = "Write the days one after another, with commas between them."
            raise Wrong("DAT02", message, hint, own_days.start)
        _judge_length(own_days, part, line)
        judge_nights(part, part.hours)
    if not (line.every or line.label or context.attend_all) and _has_several_days(line, lists):
        message = f"Does one attend all {len(line.days)} of these, or choose one?"
        raise Wrong("SES04", message, _ALL_OR_ONE)
    _judge_states(line, states)
    place = line.parts[0].place or line.keys.get("place", "")
    if line.in_person and not place and not context.place_is_venue:
        raise Wrong("CAL01", _WHERE, 'Write the place after "at", like "at Stopford House, Stockport".')
    is_both = line.hybrid or (line.in_person and is_online(place))
    if is_both and not all(split_place(place)) and not line.keys.get("online"):
        raise Wrong("CAL01", _WHERE, 'Write both, like "at Stopford House, Stockport and on Microsoft Teams".')


def _has_several_days(line: SessionLine, lists: Sequence[DayList]) -> bool:
    return len(line.parts) > 1 or any(len(part.days) > 1 and not part.is_range for part in lists)


def _judge_states(line: SessionLine, states: States) -> None:
    """Raise Wrong (SES02) if a state of a single day, or the date moved from, does not fit the days of a line."""
    if not (states.days or states.moved_from):
        return
    days = line.days
    for own in states.days:
        if own.day not in days:
            message = f"{humanize.day(own.day)} is not a day of this session."
            raise Wrong("SES02", message, "Check the date in the brackets.", own.offset)
        if own.moved_from == own.day:
            raise _moved_nowhere(own.offset)
    if not states.moved_from:
        return
    if states.moved_from in days:
        raise _moved_nowhere(states.moved_at)
    if len(days) > 1 and not (len(line.parts) == 1 and _is_one_entry(line.parts[0])):
        example = f'"({humanize.day(days[-1])} moved from {humanize.day(states.moved_from)})"'
        raise Wrong("SES02", "Which of these days has moved?", f"Name it: {example}.", states.moved_at)


def _moved_nowhere(offset: int) -> Wrong:
    return Wrong("SES02", "This session has moved from its own date.", "Check the date in the brackets.", offset)


def _is_one_entry(part: LinePart) -> bool:
    """Tell whether a part is one calendar entry: one day, one meeting over several days, or a range of whole days."""
    all_day = part.hours is not None and part.hours.timing is Timing.ALL_DAY
    return part.through is not None or len(part.days) == 1 or (part.is_range and all_day)


def judge_nights(part: LinePart, hours: LineHours | None) -> None:
    """Raise Wrong (DAT07) for a range of days with hours through the night: one long session, or each night?"""
    times = hours.range if hours else None
    if times is None or not times.goes_on or times.end == time(0) or not part.is_range:
        return
    first, last = (humanize.day(day) for day in (part.days[0], part.days[-1]))
    start, end = humanize.clock(times.start), humanize.clock(times.end)
    message = f"{start} to {end} goes on through the night, and {first} to {last} has {len(part.days)} days."
    hint = f'For one session write "{first}, {start} to {last}, {end}"; for each night, put its date on its own line.'
    raise Wrong("DAT07", message, hint)


def _judge_length(days: DayList, part: LinePart, line: SessionLine) -> None:
    """Raise Wrong (DAT02) for a range of more than 31 days with hours, or more than a year all day."""
    if line.every or not days.is_range:
        return
    count = (days.days[-1] - days.days[0]).days + 1
    if _is_one_entry(part):
        if count > LONGEST_TERM:
            raise Wrong("DAT02", f"{days.text} is longer than a year.", "Check the dates.", days.start)
    elif count > LONGEST_RANGE:
        raise Wrong("DAT02", f"{days.text} is longer than 31 days.", "Check the dates.", days.start)
