"""Rules of texts that say another day or other hours than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from ..content.frontmatter import Wrong
from ..content.times import HourLimits, find_ranges, judge_range, read_time
from ..model import Session, Timing, day_of
from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDay, WrittenDays
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .rule import Finding, rule

_EVENT = (
    r"(?:training|sessions?|course|event|webinar|workshop|conference|masterclass|seminar|briefing|meeting|drop-in"
    r"|class)(?: (?:of|on) (?:the )?[0-9a-z ]{3,30}?)?"
)
_HELD = (
    r"(?:\b(?:takes?|taking|take) place|\b(?:be|is|are|being) held|\bjoin us|\bbe (?:running|hosting|delivering)|"
    rf"\b{_EVENT} (?:is|are|will be|runs?))"
)
_BOOK_BY = (
    r"\b(?:book(?:ings?|ed)?|regist(?:er(?:ed)?|rations?)|reserve[ds]?|sign up|(?:your|a) place)\b[^.;!?\n]{0,60}?"
    r"\b(?:by|before|until|clos(?:es?|ing)|deadline|ends?|no later than|not later than)\b[^.;!?\n\w]*"
    r"(?:(?:is|on|at|the|end|of|midday|noon|midnight|[0-9:.]+(?:\s?[ap]\.?m\.?)?)[\s,:]+){0,4}$"
)
_HELD_AT = rf"{_HELD}(?:\W+[a-z]+){{0,6}}?\W+(?=(?:from|between)\b)"
_HELD_ON = rf"{_HELD}(?:\W+\w+){{0,8}}?\W+(?:on|from|this)\W*$"
_OTHER_MEANING = re.compile(
    r"\b(?:book|booking|register|apply|reply|clos\w+|deadlines?|until|by|last|previous|previously|earlier|postponed|"
    r"moved|rescheduled|cancelled|published|first|another|other|also|next|recording|was|were|since)\b"
)
_NOT_OF_TITLE = re.compile(
    r"\b(?:from|after|before|minutes|notes|report|summary|update[ds]?|issue|edition|version|act|policy|review|opens?)\b"
)
_OTHER_HOURS = re.compile(
    r"\b(?:registration|doors?|arriv\w+|coffee|tea|refreshments|lunch|breakfast|buffet|network\w*|welcome|log(?:ging)?"
    r"|sign(?:ing)?|desk|submi\w+|due|repl\w+|open\w*|office|parking|rooms?|rest|breaks?|for)\b"
)
"""Hours that need not be those of a session: 9am for 9:30am, registration from 9am, lunch at 12:30pm."""
_MOVED = re.compile(
    r"\b(?:mov\w+|was|were|been|instead|postpon\w+|previous\w*|original\w*|old|former\w*|earlier|rather|replac\w+"
    r"|resched\w+|cancel\w+|no longer|not|chang\w+|booked|both|first)\b"
)
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]\.?m\b\.?|[0-9]{1,2}:[0-9]{2}|(?:12\s)?(?:noon|midday)\b)(?![-–:/\w])"
_BETWEEN = re.compile(r"[\s,;:|(–-]{1,8}(?:(?:at|from|between|time:?)\s)?")
"""What stands between a day and its hours behind it."""
_HOUR_BEHIND = re.compile(rf"{_BETWEEN.pattern}@?\s?(?P<hour>{_CLOCK})")
_HOUR_BEFORE = re.compile(rf"(?P<hour>{_CLOCK})(?=[\s,]{{1,3}}(?:on\s(?:the\s)?)?$)")
_BEFORE_DAY = re.compile(r"[\s,]{1,3}(?:on\s(?:the\s)?)?")
_NEAR = 40
"""The number of characters on each side of a day in which its hours are looked for."""
_HALF_A_DAY = 12 * 60


class _Hours(NamedTuple):
    """Hours that a text gives, and where."""

    first: time
    last: time | None
    """The end; None if only the start is written."""
    has_half: bool
    """Whether am or pm is written."""
    start: int
    end: int

    def fit(self, session: Session) -> bool:
        """Tell whether these are the hours of a session."""
        return self._is(self.first, session.start.time()) and (
            self.last is None or self._is(self.last, session.end.time())
        )

    def _is(self, written: time, other: time) -> bool:
        difference = abs(_minutes(written) - _minutes(other))
        return difference == 0 or (difference == _HALF_A_DAY and not self.has_half)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


_TRAINING = """\
---
title: {title}
time: 10am to 1pm
booking: Ask us.
sessions:
  - 8 March 2022{more}
---
{body}
"""


def _training(body: str, *, title: str = "Safer recruitment training", more: str = "") -> str:
    return _TRAINING.format(body=body, title=title, more=more)


@rule(
    "DAT19",
    "warning",
    "The text names another day than the sessions.",
    "Correct one of them.",
    wrong=_training("The training takes place on ‸Wednesday 9 March 2022."),
    right=_training("The training takes place on Tuesday 8 March 2022."),
    note="Where the title names a day, where the text says that something takes place on a day or gives its hours, and "
    "where it still names the day from which a session moved.",
)
def other_day(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if file.item is None or not sessions or file.item.awaited:
        return
    known = _known_days(file)
    for named in file.written_days:
        if any(named.holds(session.start.date()) for session in sessions):
            continue
        words = _words_of(file, named)
        moved = next((session for session in sessions if session.moved_from and named.holds(session.moved_from)), None)
        if moved:
            if not _MOVED.search(file.prose_and_code, *file.sentence_around(named.days[0].start)):
                when = humanize.weekday(moved.start.date())
                yield Finding(
                    named.days[0].start, f'The text still says "{words}", from which a session moved to {when}.'
                )
        elif not any(named.holds(day) for day in known) and _is_of_session(file, named, sessions):
            yield Finding(named.days[0].start, f'The text says "{words}", and {_where(sessions)}.')


def _words_of(file: CheckedFile, named: WrittenDays) -> str:
    return file.words_at(named.days[0].start, named.days[-1].end).rstrip(".")


def _where(sessions: Sequence[Session]) -> str:
    """Say on which days the sessions are."""
    if len(sessions) == 1:
        return f"the only session is on {humanize.weekday(sessions[0].start.date())}"
    return "no session is on that day"


def _known_days(file: CheckedFile) -> frozenset[date]:
    """Return every day that the sessions of an item name, also those that are off and those of booking."""
    sessions = file.item.sessions if file.item else ()
    moments = [
        moment
        for session in sessions
        for moment in (session.moved_from, session.book_by, session.opens, session.joining_by)
        if moment
    ]
    spans = (_days_of(session) for session in sessions)
    return frozenset([*map(day_of, moments), *(day for span in spans for day in span)])


def _days_of(session: Session) -> Iterator[date]:
    """Yield each day of a session."""
    first = session.start.date()
    yield from (first + timedelta(days=number) for number in range((session.end.date() - first).days + 1))


def _is_of_session(file: CheckedFile, named: WrittenDays, sessions: Sequence[Session]) -> bool:
    """Tell whether a text says that a session is on these days, in the year of one."""
    years = {session.start.year for session in sessions}
    if named.days[-1].year not in (None, *years):
        return False
    clause = _clause_before(file, named.days[0].start)
    if _OTHER_MEANING.search(clause):
        return False
    return (
        compiled(_HELD_ON).search(clause.rpartition(":")[2]) is not None
        or _is_of_title(file, named, sessions)
        or (len(named.days) == 1 and _hours_of(file, named.days[0]) is not None)
    )


def _clause_before(file: CheckedFile, offset: int) -> str:
    """Return the part of a sentence that stands before an offset, with a label like "Deadline:"."""
    before = file.prose_and_code[max(0, offset - 90) : offset]
    return re.split(r"[.;!?]|\n\s*\n|\n {2,}", before)[-1]


def _is_of_title(file: CheckedFile, named: WrittenDays, sessions: Sequence[Session]) -> bool:
    """Tell whether a title names one day, and none of the sessions."""
    start, end = file.line_around(named.days[0].start)
    title = file.prose_and_code[start:end]
    return (
        file.item is not None
        and start == file.line_around(file.value_offset("title"))[0]
        and len(file.days_between(start, end)) == len(named.days) == 1
        and not _NOT_OF_TITLE.search(title)
        and not _OTHER_MEANING.search(title)
    )


@rule(
    "DAT31",
    "warning",
    "The text gives other hours than the session.",
    "Correct one of them.",
    wrong=_training("Join us on 8 March 2022 at ‸9:30am."),
    right=_training("Join us on 8 March 2022 at 10am. Registration is open from 9:30am."),
    note="Where hours stand beside the day of a session, or are those of the only session.",
)
def other_hours(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if not sessions or any(session.zone or session.also or session.timing is not Timing.TIMED for session in sessions):
        return
    for hours, of_day in (*_hours_beside_days(file, sessions), *_hours_alone(file, sessions)):
        if not any(hours.fit(session) for session in of_day):
            words = file.words_at(hours.start, hours.end)
            yield Finding(hours.start, f'The text says "{words}", and {_when(of_day)}.')


def _hours_beside_days(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[tuple[_Hours, Sequence[Session]]]:
    """Yield the hours beside each day that has sessions, and these sessions."""
    for named in file.written_days:
        there = [session for session in sessions if named.holds(session.start.date())] if len(named.days) == 1 else []
        hours = _hours_of(file, named.days[0]) if there else None
        if hours:
            yield hours, there


def _hours_alone(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[tuple[_Hours, Sequence[Session]]]:
    """Yield the hours at which sessions are said to be, and those on the days that the sentence names, or all."""
    text = file.prose_and_code
    for match in compiled(_HELD_AT).finditer(text):
        start, end = file.sentence_around(match.start())
        hours, days = _range_hours_at(text, match.end()), file.days_between(start, end)
        there = [each for each in sessions if not days or any(named.holds(each.start.date()) for named in days)]
        if hours and there and not _is_of_other(text[start:end]):
            yield hours, there


def _is_of_other(words: str) -> bool:
    """Tell whether words show that a day or hour need not be that of a session."""
    return _OTHER_HOURS.search(words) is not None or _OTHER_MEANING.search(words) is not None


def _when(sessions: Sequence[Session]) -> str:
    """Say from when to when the sessions of a day are."""
    if len(sessions) == 1:
        return f"the session is from {humanize.hours(sessions[0].start, sessions[0].end)}"
    return "no session is then"


def _hours_of(file: CheckedFile, day: WrittenDay) -> _Hours | None:
    """Return the hours that a text gives beside a day; None if they may be those of something else."""
    hours = _hours_behind(file.prose_and_code, day.end) or _hours_before(file.prose_and_code, day.start)
    if hours is None:
        return None
    first, last = min(hours.start, day.start), max(hours.end, day.end)
    rest = re.split(r"[.;!?\n]", file.prose_and_code[last : last + _NEAR])[0]
    around = f"{_clause_before(file, first)} {rest}"
    return None if _is_of_other(around) else hours


def _hours_behind(text: str, end: int) -> _Hours | None:
    """Return the hours directly behind a day."""
    single = _HOUR_BEHIND.match(text[end : end + _NEAR])
    return _range_hours_at(text, end) or (_single_hour(single, end) if single else None)


def _range_hours_at(text: str, offset: int) -> _Hours | None:
    """Return the range of hours that begins at an offset, or behind blanks and words like "from"."""
    behind = text[offset : offset + _NEAR]
    match = next(iter(find_ranges(behind)), None)
    if match and _BETWEEN.fullmatch(f" {behind[: match.start()]} "):
        return _range_hours(match, offset)
    return None


def _hours_before(text: str, start: int) -> _Hours | None:
    """Return the hours directly before a day: 10am to 1pm on 8 March."""
    before = text[max(0, start - _NEAR) : start]
    ranges = find_ranges(before)
    if ranges and _BEFORE_DAY.fullmatch(before[ranges[-1].end() :]):
        return _range_hours(ranges[-1], start - len(before))
    single = _HOUR_BEFORE.search(before)
    return _single_hour(single, start - len(before)) if single else None


def _range_hours(match: re.Match[str], shift: int) -> _Hours | None:
    """Read a range that was found in a part of a text. shift: where the part begins."""
    try:
        first, last = judge_range(match, HourLimits(unusual=True))
    except Wrong:
        return None
    return _Hours(first, last, _has_half(match[0]), match.start() + shift, _end_of(match, "second") + shift)


def _single_hour(match: re.Match[str], shift: int) -> _Hours | None:
    """Read an hour that was found in a part of a text. shift: where the part begins."""
    try:
        hour = read_time(match["hour"])
    except Wrong:
        return None
    start = match.start("hour")
    return _Hours(hour, None, _has_half(match["hour"]), start + shift, _end_of(match, "hour") + shift)


def _end_of(match: re.Match[str], name: str) -> int:
    """Return where an hour ends, without the full stop that may end the sentence."""
    return match.start(name) + len(match[name].rstrip(" ."))


def _has_half(text: str) -> bool:
    return re.search(r"[ap]\.?m|noon|midday", text) is not None


@rule(
    "DAT32",
    "warning",
    "The text gives another last day to book than the session.",
    "Correct one of them.",
    wrong=_training("Please book by ‸4 March 2022.", more="\nbook by: 1 March 2022"),
    right=_training("Please book by 1 March 2022.", more="\nbook by: 1 March 2022"),
    note="Judged by `book by`, where the item has it.",
)
def other_last_day_to_book(file: CheckedFile) -> Iterator[Finding]:
    ends = sorted({day_of(session.book_by) for session in meetings_to_come(file) if session.book_by})
    for named in file.written_days if ends else ():
        start = named.days[0].start
        clause = file.prose_and_code[file.sentence_around(start)[0] : start]
        if compiled(_BOOK_BY).search(clause) and not any(named.holds(day) for day in ends):
            words = _words_of(file, named)
            last = humanize.listed([humanize.weekday(day) for day in ends], "or")
            yield Finding(start, f'The text says to book by "{words}", and the last day to book is {last}.')
