"""A rule of texts that give other hours than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..content.frontmatter import Wrong
from ..content.times import HourLimits, TimeRange, find_ranges, judge_range, read_time
from ..model import Session, Timing
from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDays
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .event_words import (
    EVENT,
    GAP,
    OF_BOOKING,
    PERHAPS_OF_ANOTHER,
    Nouns,
    begins_line,
    clause_before,
    end_of_day,
    is_labelled,
    is_of_something_else,
    struck,
)
from .rule import Finding, rule, training_example
from .session_days import SessionDays, times_of

_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]\.?m\b\.?|[0-9]{1,2}:[0-9]{2}|(?:12\s)?(?:noon|midday)\b)(?![-–:/\w])"
_BETWEEN = re.compile(r"[\s,;:|(@–-]{1,8}(?:(?:at|from|between|time:?)\s)?")
"""What stands between a day and its hours behind it."""
_HOUR_BEHIND = re.compile(rf"{_BETWEEN.pattern}@?\s?(?:a\s)?(?P<hour>{_CLOCK})")
_BEFORE_DAY = r"(?:[ ,]{1,3}|,? ?\n)(?:on\s(?:the\s)?)?"
_HOUR_BEFORE = re.compile(rf"(?P<hour>{_CLOCK})(?={_BEFORE_DAY}\Z)")
_NEAR = 40
"""The number of characters on each side of a day in which its hours are looked for."""
_ENTRY = re.compile(r"\s*(?:[-*+|•]|[0-9]{1,3}[.)])\s")
"""How an entry of a list or a row of a table begins, in which hours need no verb."""
_HALF_A_DAY = 12 * 60
_LONGEST_ENTRY = 200
"""The number of characters of a line that may be an entry of a list of sessions."""
_OF_OTHERS = (
    r"\b(?:registration|doors?|arriv\w+|coffee|tea|refreshments|lunch|breakfast|buffet|network\w*|welcome|log(?:ging)?"
    r"|sign(?:ing)?|desk|submi\w+|due|repl(?:y|ies)|open(?:s|ing)?\b(?! (?:day|evening|morning|meeting|session|forum))"
    r"|office|parking|rooms?|rest|breaks?|dinner|supper|drinks|reception|tours?|stalls?|set(?:ting)? up|collect\w*"
    r"|helpers|volunteers|transport|coach|bus|helpline|phones?|lines|recording)\b|\bfor(?= [0-9])"
)
"""Hours that need not be those of a session: 9am for 9:30am, registration from 9am, lunch at 12:30pm."""
_FEW_WORDS = re.compile(r"(?:[^\w.;!?\n]+(?!(?:and|with|followed|including)\b)[\w'’]+){0,3}")
_BEHIND_OF_OTHERS = re.compile(r"\b(?:clos\w+|deadlines?|cancelled|postponed|moved|recording)\b")
_ZONE = re.compile(r"\W{0,3}(?P<zone>gmt|bst|e[sd]?t|p[sd]?t|c[sd]t|ces?t|m[sd]t|utc|ae[sd]t|ist|jst|sgt)\b")
_BRITISH = ZoneInfo("Europe/London")
_MORE_HOURS = re.compile(r"\s?(?:,|&|/|and)\s?")
_HAPPENS = (
    r"(?:\btak(?:es?|ing) place|\b(?:be|is|are|being) held|\bjoin us|\bbe (?:running|hosting|delivering)"
    rf"|{EVENT}(?: (?:of|on) (?:the )?[0-9a-z ]{{3,30}}?)? (?:is|are|will be|will run|runs?|lasts?))"
)
_HELD_AT = rf"{_HAPPENS}(?:{GAP}){{0,6}}?\W+(?=(?:(?:from|between)\s)?[0-9]{{1,2}}(?![0-9]))"
_TIME_LABEL = (
    r"(?:\A|\n)[^\w\n]*(?:start )?times?(?: of (?:the )?(?:event|session|course|training|meeting|webinar))?"
    r"\s*[:|]?[^\w\n]{1,9}(?=[0-9])"
)
_STARTS = (
    rf"{EVENT}(?:{GAP}){{0,4}}?\W+(?:starts?|begins?|commences?)(?:\W+(?:promptly|sharp|at|from))*\W+(?P<hour>{_CLOCK})"
    rf"|\bfor a (?P<start>{_CLOCK}) start\b"
    rf"|\b(?:starting|beginning|commencing)(?:\s(?:promptly|at|from))+\s(?P<begin>{_CLOCK})"
)
_COMING = re.compile(r"\b(?:join|come|coming|invite[ds]?|we (?:will )?meet|see you|attend|when|welcome to)\b")
_ANY_CLOCK = re.compile(rf"(?<![0-9:.£])(?:{_CLOCK}|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?(?=\s?(?:[-–]|to)\s?[0-9]))")


class _Hours(NamedTuple):
    """Hours that a text gives, and where."""

    first: time
    last: time | None
    """The end; None if only the start is written."""
    has_half: bool
    """Whether am or pm is written."""
    start: int
    end: int

    def fit(self, times: Collection[TimeRange]) -> bool:
        """Tell whether these are the hours of a session, or of all together."""
        spans = [*times, TimeRange(min(each.start for each in times), max(each.end for each in times))]
        return any(
            self._is(self.first, first) and (not self.last or self._is(self.last, last)) for first, last in spans
        )

    def _is(self, written: time, other: time) -> bool:
        difference = abs(_minutes(written) - _minutes(other))
        return difference == 0 or (difference == _HALF_A_DAY and not self.has_half)


class _Told(NamedTuple):
    """Hours that stand together in a text, and the sessions that they are said to be of."""

    hours: Sequence[_Hours]
    sessions: Sequence[Session]
    times: Collection[TimeRange]

    @property
    def fit(self) -> bool:
        """Whether some of the hours, or the first and the last, are those of the sessions."""
        together = self.hours[0]._replace(last=self.hours[-1].last)
        return any(each.fit(self.times) for each in (*self.hours, together))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@rule(
    "DAT31",
    "warning",
    "The text gives other hours than the session.",
    "Correct one of them.",
    wrong=training_example("Join us on 8 March 2022 at ‸9:30am."),
    right=training_example("Join us on 8 March 2022 at 10am. Registration is open from 9:30am."),
    note="Where hours stand beside the day of a session or behind a label like “Time:”, and where the text says at "
    "what hour the session is or starts.",
)
def other_hours(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if not sessions or any(session.zone or session.also or session.timing is not Timing.TIMED for session in sessions):
        return
    text = HoursOfText(file, SessionDays(sessions))
    said: set[int] = set()
    for told in text.told():
        hours = told.hours[0]
        if hours.start not in said and not told.fit and not text.is_of_other(told):
            said.add(hours.start)
            yield Finding(hours.start, f'The text says "{file.words_at(hours.start, hours.end)}", and {_when(told)}.')


def _when(told: _Told) -> str:
    """Say from when to when sessions are."""
    if len(told.sessions) == 1:
        return f"the session is from {humanize.hours(told.sessions[0].start, told.sessions[0].end)}"
    if len(told.times) == 1:
        return f"the sessions are from {humanize.hours(*next(iter(told.times)))}"
    return "no session is then"


class HoursOfText:
    """What the text of an item says of hours."""

    def __init__(self, file: CheckedFile, days: SessionDays) -> None:
        self._file, self._days, self._prose = file, days, file.prose_and_code
        self._nouns, self._struck = Nouns(file), struck(file)

    def told(self) -> Iterator[_Told]:
        """Yield the hours that are said to be those of sessions."""
        yield from self._beside_days()
        yield from self._alone()
        yield from self._starts()

    def is_of_other(self, told: _Told) -> bool:
        """Tell whether hours are struck, or of a zone that the sessions are not in."""
        if self._struck.holds(told.hours[0].start):
            return True
        zone = _ZONE.match(self._prose, told.hours[-1].end)
        is_british = told.sessions[0].start.tzinfo == _BRITISH
        return zone is not None and not (is_british and zone["zone"] in ("gmt", "bst"))

    def _beside_days(self) -> Iterator[_Told]:
        """Yield the hours beside each day, or list of days, that has sessions."""
        for named in self._file.written_days:
            there = self._days.on(self._days.of(named))
            hours = (self.beside(named) or self.on_line(named)) if there else ()
            if hours:
                yield _Told(hours, there, times_of(there))

    def _alone(self) -> Iterator[_Told]:
        """Yield the hours at which sessions are said to be, and those behind a label."""
        for match in compiled(_HELD_AT).finditer(self._prose):
            clause = clause_before(self._file, match.start())
            is_own = self._nouns.in_text(match[0]) or self._nouns.own(clause)
            if is_own and not self._is_of_next(f"{clause} {match[0]}", match.end()):
                yield from self._with_sessions(match, _ranges_at(self._prose, match.end()))
        for match in compiled(_TIME_LABEL).finditer(self._prose):
            hours = _hours_behind(self._prose, match.end() - 1)
            if hours and not self._is_of_another("", hours[-1].end):
                yield _Told(hours, self._days.sessions, self._days.times)

    def _with_sessions(self, match: re.Match[str], hours: Sequence[_Hours]) -> Iterator[_Told]:
        """Yield hours with the sessions on the days that the sentence names, or with all."""
        start, end = self._file.sentence_around(match.start())
        days = self._file.days_between(start, end)
        there = [*self._days.on([day for named in days for day in self._days.of(named)])]
        if hours and (there or not days):
            yield _Told(hours, there or self._days.sessions, times_of(there) if there else self._days.times)

    def _starts(self) -> Iterator[_Told]:
        """Yield the hours at which sessions are said to start, unless the text has the hour at which they do."""
        matches = [*compiled(_STARTS).finditer(self._prose)]
        written = {_half_day(match[0]) for match in _ANY_CLOCK.finditer(self._prose)} if matches else set()
        for match in matches:
            name = next(name for name in ("hour", "start", "begin") if match[name])
            clause = f"{clause_before(self._file, match.start())} {match[0]}"
            if self._nouns.in_text(clause if name == "begin" else match[0]) or name == "start":
                for told in self._with_sessions(match, _single(match, 0, name)):
                    starts = {_minutes(times.start) % _HALF_A_DAY for times in told.times}
                    if starts.isdisjoint(written) and not self._is_of_next(clause, told.hours[0].end):
                        yield told

    def beside(self, named: WrittenDays) -> Sequence[_Hours]:
        """Return the hours that a text gives beside a day; () if they may be those of something else."""
        start, end = named.days[0].start, end_of_day(self._prose, named.days[-1])
        hours = _hours_behind(self._prose, end) or _hours_before(self._prose, start)
        if not hours:
            return ()
        start = min(hours[0].start, start)
        clause = clause_before(self._file, start)
        if OF_BOOKING.search(clause) or self._is_of_another(clause, max(hours[-1].end, end)):
            return ()
        is_entry = "\n" in self._prose[end : hours[0].start] or _ENTRY.match(self._file.line_of(start)) is not None
        is_plain = hours[0].last or is_entry or begins_line(self._file, start) or is_labelled(self._file, start)
        return hours if is_plain or self._is_of_event(start) else ()

    def on_line(self, named: WrittenDays) -> Sequence[_Hours]:
        """Return the only hours of a line that begins with a day, as in a list or table: 8 March, Bury, 10am to 1pm."""
        start, end = self._file.line_around(named.days[0].start)
        is_alone = len(self._file.days_between(start, end)) == 1 and end - start < _LONGEST_ENTRY
        if not is_alone or not begins_line(self._file, named.days[0].start):
            return ()
        text = self._prose[named.days[-1].end : end]
        ranges = find_ranges(text)
        hours = _range(ranges[0], named.days[-1].end) if len(ranges) == 1 else None
        before = text[: ranges[0].start()] if hours else ""
        return [hours] if hours and not self._is_of_another(before, hours.end) and not OF_BOOKING.search(before) else ()

    def _is_of_event(self, offset: int) -> bool:
        """Tell whether a sentence speaks of an event, or of coming to one."""
        start, end = self._file.sentence_around(offset)
        sentence = self._prose[start:end]
        return self._nouns.in_text(sentence) or _COMING.search(sentence) is not None

    def _is_of_next(self, clause: str, end: int) -> bool:
        """Tell the same of hours that stand beside no day of a session."""
        return PERHAPS_OF_ANOTHER.search(clause) is not None or self._is_of_another(clause, end)

    def _is_of_another(self, clause: str, end: int) -> bool:
        """Tell whether the words before hours, or the few behind their end, show that they may be no session's."""
        match = _FEW_WORDS.match(self._prose, end)
        behind = match[0] if match else ""
        return bool(
            is_of_something_else(clause)
            or _BEHIND_OF_OTHERS.search(behind)
            or any(found[0] not in self._nouns.words for found in compiled(_OF_OTHERS).finditer(f"{clause} {behind}"))
        )


def _hours_behind(text: str, end: int) -> Sequence[_Hours]:
    """Return the hours directly behind a day."""
    return _ranges_at(text, end) or _single(_HOUR_BEHIND.match(text[end : end + _NEAR]), end)


def _ranges_at(text: str, offset: int) -> Sequence[_Hours]:
    """Return the ranges of hours that begin at an offset, or behind blanks and words like "from"."""
    behind = text[offset : offset + 2 * _NEAR]
    found: list[_Hours] = []
    end = 0
    for match in find_ranges(behind):
        between = behind[end : match.start()]
        fits = _MORE_HOURS.fullmatch(f"{between}") if found else _BETWEEN.fullmatch(f" {between} ")
        hours = _range(match, offset) if fits else None
        if hours is None:
            break
        found.append(hours)
        end = match.end()
    return found


def _hours_before(text: str, start: int) -> Sequence[_Hours]:
    """Return the hours directly before a day: 10am to 1pm on 8 March."""
    before = text[max(0, start - _NEAR) : start]
    ranges = find_ranges(before)
    if ranges and re.fullmatch(_BEFORE_DAY, before[ranges[-1].end() :]):
        hours = _range(ranges[-1], start - len(before))
        return [hours] if hours else []
    return _single(_HOUR_BEFORE.search(before), start - len(before))


def _range(match: re.Match[str], shift: int) -> _Hours | None:
    """Read a range that was found in a part of a text. shift: where the part begins."""
    try:
        first, last = judge_range(match, HourLimits(unusual=True))
    except Wrong:
        return None
    return _Hours(first, last, _has_half(match[0]), match.start() + shift, _end_of(match, "second") + shift)


def _single(match: re.Match[str] | None, shift: int, name: str = "hour") -> Sequence[_Hours]:
    """Read an hour that was found in a part of a text. shift: where the part begins."""
    if match is None:
        return ()
    try:
        hour = read_time(match[name])
    except Wrong:
        return ()
    return [_Hours(hour, None, _has_half(match[name]), match.start(name) + shift, _end_of(match, name) + shift)]


def _end_of(match: re.Match[str], name: str) -> int:
    """Return where an hour ends, without the full stop that may end the sentence."""
    return match.start(name) + len(re.sub(r"(?<!\.m)[ .]+\Z", "", match[name]))


def _has_half(text: str) -> bool:
    return re.search(r"[ap]\.?m|noon|midday", text) is not None


def _half_day(clock: str) -> int:
    """Return the minutes of a clock since midnight or midday."""
    if "noon" in clock or "midday" in clock:
        return 0
    hour, _, minute = re.sub(r"[^0-9:.]", "", clock).rstrip(".").replace(".", ":").partition(":")
    return int(hour) % 12 * 60 + int(minute or 0)
