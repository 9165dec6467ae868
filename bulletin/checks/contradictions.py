"""A rule of texts that say another day than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property

from ..model import Session, day_of
from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDay, WrittenDays
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .event_words import (
    EVENT,
    GAP,
    OF_BOOKING,
    OF_SOMETHING_ELSE,
    PERHAPS_OF_ANOTHER,
    Nouns,
    begins_line,
    clause_before,
    is_labelled,
    is_of_new_day,
    is_of_something_else,
    struck,
)
from .other_hours import HoursOfText
from .rule import Finding, rule, training_example
from .session_days import SessionDays

_ON = (
    r"(?:[^\w.;!?]+(?:on|from|this|scheduled for)(?:\sthe)?(?:\s(?:morning|afternoon|evening)\sof)?\W*"
    r"|\s(?:next|this)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\s\()\Z"
)
_HAPPENS_ON = (
    r"(?:\btak(?:es?|ing) place|\b(?:be|is|are|being) held|\bjoin us|\bsee you|\bcome along|\bwe (?:will )?meet"
    rf"|\bgo(?:es|ing)? ahead|\b(?:be|are|is) (?:running|hosting|delivering|holding))(?:{GAP}){{0,8}}?{_ON}"
)
_EVENT_IS_ON = rf"{EVENT} (?:is|are|will be|runs?|starts?|begins?)(?:{GAP}){{0,8}}?{_ON}"
_THAT_BEGINS_ON = (
    rf"{EVENT} (?:that|which) (?:starts?|begins?|runs?|takes? place|will (?:start|begin|take place|be held)){_ON}"
)
_EVENT_ON = (
    rf"{EVENT}(?:{GAP}){{0,6}}?(?:[^\w.;!?]+on(?:\sthe(?:\s(?:morning|afternoon|evening)\sof)?)?|,|:|\s[–-])\W*\Z"
)
_ON_DAY_HAPPENS = re.compile(
    rf"[\s,]{{1,2}}(?:there (?:is|are|will be)|we (?:are|will)|a|an|our|the)\b(?:{GAP}){{0,10}}?"
    rf"\s(?:held|tak(?:e|es|ing) place|holding|hosting|running|meet)\b(?:{GAP}){{0,6}}"
)
_IS_ITS_SUBJECT = re.compile(r"\s(?:is|are|has|have|was|were|covers?|looks?|includes?)\b")
"""What is said of an event of another day: "The seminar on 15 October is on pain"."""
_NOT_OF_TITLE = re.compile(
    r"\b(?:from|after|before|minutes|notes|report|summary|update[ds]?|issue|edition|version|act|policy|review"
    r"|opens|finish\w*|late start)\b"
)
_MOVED = re.compile(
    r"\b(?:mov\w+|was|were|been|instead|postpon\w+|previous\w*|original\w*|old|former\w*|earlier|rather|replac\w+"
    r"|resched\w+|cancel\w+|no longer|not|chang\w+|booked|both|first)\b"
)


@rule(
    "DAT19",
    "warning",
    "The text names another day than the sessions.",
    "Correct one of them.",
    wrong=training_example("The training takes place on ‸Wednesday 9 March 2022."),
    right=training_example("The training takes place on Tuesday 8 March 2022."),
    note="Where the title names a day, where the text says that something takes place on a day or gives its hours, "
    "where a list has the other days of the sessions, and where the text still names the day from which a session "
    "moved.",
)
def other_day(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if file.item is None or not sessions or file.item.awaited:
        return
    text = _TextDays(file, SessionDays(sessions))
    for index, named in enumerate(text.days):
        start, end = named.days[0].start, named.days[-1].end
        words = file.words_at(start, end).rstrip(".")
        moved = text.moved(named)
        if moved:
            when = humanize.weekday(moved.start.date())
            yield Finding(start, f'The text still says "{words}", from which a session moved to {when}.')
        elif wrong := text.wrong_day(index):
            yield Finding(wrong.start, f'The text says "{words}", and {text.where(named, wrong)}.')


class _Evidence(IntEnum):
    """How clearly a text says that a session is on a day."""

    NONE = 0
    WEAK = 1
    """It may be the day of another event: that it is a session's is only likely if the text leaves one out."""
    CLEAR = 2


class _TextDays:
    """What the text of an item says of days."""

    def __init__(self, file: CheckedFile, sessions: SessionDays) -> None:
        self._file, self._sessions, self._nouns = file, sessions, Nouns(file)
        self._hours = HoursOfText(file, sessions)
        gone = struck(file)
        self.days = [named for named in file.written_days if not gone.holds(named.days[0].at)]
        """The days that the text names, without those that are struck."""

    def moved(self, named: WrittenDays) -> Session | None:
        """Return the session that moved from a day, where the text does not say so."""
        if self._sessions.of(named):
            return None
        file, start = self._file, named.days[0].start
        session = next((each for each in self._moved if each.moved_from and named.holds(each.moved_from)), None)
        return session if session and not _MOVED.search(file.prose_and_code, *file.sentence_around(start)) else None

    @cached_property
    def _moved(self) -> Sequence[Session]:
        return [session for session in self._sessions.sessions if session.moved_from]

    def wrong_day(self, index: int) -> WrittenDay | None:
        """Return the first of some days that is said to be that of a session, and is not. index: their place."""
        named = self.days[index]
        wrong = self._wrong_of(named)
        if not wrong or self._is_of_other(named):
            return None
        is_partly_right = bool(self._sessions.of(named)) and not named.is_range and self._missing > 0
        is_odd = wrong[0].start in self._odd_ones or is_partly_right
        evidence = self._evidence[index]
        is_said = evidence is _Evidence.CLEAR or (evidence is _Evidence.WEAK and self._may_be_missing)
        return wrong[0] if is_odd or is_said else None

    def _wrong_of(self, named: WrittenDays) -> Sequence[WrittenDay]:
        """Return those of some days that are to come, and no session's: of a single day or a range the one that is."""
        if not self._sessions.of(named):
            wrong = self._unknown(named)[:1] if len(self._unknown(named)) == len(named.days) else ()
        else:
            wrong = self._wrong_end(named) if named.is_range else self._unknown(named)
        return [day for day in wrong if self._may_be_meant(day)]

    @cached_property
    def _may_be_missing(self) -> bool:
        """Whether there are as many sessions whose day the text leaves out as other days that may be theirs."""
        wrong = [
            (day.month, day.day)
            for named, evidence in zip(self.days, self._evidence, strict=True)
            if evidence and not self._is_of_other(named)
            for day in self._wrong_of(named)
        ]
        return len(set(wrong)) <= self._missing

    def where(self, named: WrittenDays, wrong: WrittenDay) -> str:
        """Say on which days the sessions are."""
        days = self._sessions.days
        if named.is_range and self._sessions.of(named):
            return f"the sessions are from {humanize.weekday(days[0])} to {humanize.weekday(days[-1])}"
        if len(self._sessions.sessions) == 1:
            return f"the only session is on {humanize.weekday(days[0])}"
        if len(days) <= _FEW:
            return f"the sessions are on {humanize.listed([humanize.weekday(day) for day in days])}"
        if len(named.days) > 1:
            return f"no session is on {wrong.day} {humanize.MONTHS[wrong.month - 1]}"
        return "no session is on that day"

    def _is_known(self, written: WrittenDay) -> bool:
        """Tell whether a day is one that the lines of the sessions name, also of those that are off, and of booking."""
        return any(day in self._known for day in self._sessions.meant(written))

    @cached_property
    def _known(self) -> frozenset[date]:
        sessions = self._file.item.sessions if self._file.item else ()
        moments = [
            moment
            for session in sessions
            for moment in (session.moved_from, session.book_by, session.opens, session.joining_by)
            if moment
        ]
        return frozenset([*map(day_of, moments), *(day for session in sessions for day in _days_of(session))])

    def _unknown(self, named: WrittenDays) -> Sequence[WrittenDay]:
        return [day for day in named.days if not self._is_known(day)]

    def _wrong_end(self, named: WrittenDays) -> Sequence[WrittenDay]:
        """Return the end of a range that is another than that of the only course, if the other end is the same."""
        known = [self._is_end(named.days[0], 0), self._is_end(named.days[-1], -1)]
        is_course = len(self._sessions.days) > 1 and _are_in_a_row(self._sessions.days)
        if not is_course or all(known) or not any(known):
            return ()
        return named.days[-1:] if known[0] else named.days[:1]

    def _is_end(self, written: WrittenDay, index: int) -> bool:
        return self._sessions.days[index] in self._sessions.meant(written)

    def _may_be_meant(self, written: WrittenDay) -> bool:
        """Tell whether a day is to come, in the year of a session, or is that of a session with another year."""
        if written.year in (None, *self._sessions.years):
            return any(day >= self._file.day for day in self._sessions.meant(written))
        is_of_other_year = (written.month, written.day) in {(day.month, day.day) for day in self._sessions.days}
        return is_of_other_year and (written.year or 0) >= self._file.day.year

    @cached_property
    def _missing(self) -> int:
        """The number of days of sessions that the text leaves out."""
        return len(self._sessions.days) - len({day for named in self.days for day in self._sessions.of(named)})

    @cached_property
    def _evidence(self) -> Sequence[_Evidence]:
        """What the text says of each of its days, or of the day before in its list."""
        said: list[_Evidence] = []
        for index, named in enumerate(self.days):
            evidence = self._evidence_of(named)
            if not evidence and said and said[-1] and self._is_next(self.days[index - 1], named):
                evidence = _Evidence.WEAK
            said.append(evidence)
        return said

    def _is_next(self, before: WrittenDays, named: WrittenDays) -> bool:
        """Tell whether a day follows another in a list: Monday, May 9, and Tuesday, May 10."""
        return _LISTED.fullmatch(self._file.prose_and_code, before.days[-1].end, named.days[0].start) is not None

    def _is_of_other(self, named: WrittenDays) -> bool:
        """Tell whether the words before a day show that it is that of something else."""
        return is_of_something_else(clause_before(self._file, named.days[0].start))

    def _evidence_of(self, named: WrittenDays) -> _Evidence:
        """Tell how clearly the text says that a session is on these days."""
        start = named.days[0].start
        if self._file.source.key_at(start) == "title":
            return _Evidence.CLEAR if self._is_of_title(named) else _Evidence.NONE
        clause = clause_before(self._file, start)
        if is_of_new_day(clause) or (is_labelled(self._file, start) and not OF_BOOKING.search(clause)):
            return _Evidence.CLEAR
        said = self._said(clause, named.days[-1].end)
        is_weak = (
            self._is_said_behind(named)
            or self._is_behind_name(clause)
            or self._hours.beside(named)
            or self._hours.on_line(named)
        )
        return said or (_Evidence.WEAK if is_weak and not self._is_of_next(clause) else _Evidence.NONE)

    def _said(self, clause: str, end: int) -> _Evidence:
        """Tell how clearly a clause says that a session is on the day behind it, which ends at an offset."""
        clause = re.split(r":\s(?=.{3})", clause, flags=re.DOTALL)[-1]
        forms = (_HAPPENS_ON, _EVENT_IS_ON, _THAT_BEGINS_ON, _EVENT_ON)
        match = next(filter(None, (compiled(form).search(clause) for form in forms)), None)
        if match is None:
            return _Evidence.NONE
        if PERHAPS_OF_ANOTHER.search(clause):
            return _Evidence.NONE if self._is_of_next(clause) else _Evidence.WEAK
        words = clause[: match.start()] + match[0]
        if match.re.pattern != _EVENT_ON:
            return _Evidence.CLEAR if self._nouns.calls(words) else _Evidence.WEAK
        if _IS_ITS_SUBJECT.match(self._file.prose_and_code, end):
            return _Evidence.NONE
        if len(self._sessions.days) == 1 and self._nouns.of_title(match[0]):
            return _Evidence.CLEAR if self._missing == 0 else _Evidence.WEAK
        return _Evidence.WEAK if self._nouns.own(match[0]) else _Evidence.NONE

    def _is_of_next(self, clause: str) -> bool:
        """Tell whether a clause is of the next event, or of another."""
        match = PERHAPS_OF_ANOTHER.search(clause)
        return match is not None and not self._nouns.names_next(clause[match.end() :])

    def _is_behind_name(self, clause: str) -> bool:
        """Tell whether the name of a session stands in front of a day, in the same clause."""
        found = [*self._names.finditer(clause)] if self._names else []
        return bool(found) and _BEHIND_NAME.fullmatch(clause, found[-1].end()) is not None

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        """The pattern of the names of the sessions."""
        names = {session.label.lower() for session in self._sessions.sessions if len(session.label) >= _LEAST_OF_NAME}
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b") if names else None

    def _is_said_behind(self, named: WrittenDays) -> bool:
        """Tell whether the words behind a day say that a session is held on it."""
        match = _ON_DAY_HAPPENS.match(self._file.prose_and_code, named.days[-1].end)
        return match is not None and self._nouns.names(match[0]) and not PERHAPS_OF_ANOTHER.search(match[0])

    def _is_of_title(self, named: WrittenDays) -> bool:
        """Tell whether a title names days together, and no others."""
        start, end = self._file.line_around(named.days[0].start)
        title = self._file.prose_and_code[start:end]
        return (
            len(self._file.days_between(start, end)) == 1
            and not (_NOT_OF_TITLE.search(title) or OF_SOMETHING_ELSE.search(title) or OF_BOOKING.search(title))
            and not (named.is_range and not self._sessions.of(named))
        )

    @cached_property
    def _odd_ones(self) -> frozenset[int]:
        """Where the only day stands that no session has, of a list that has as many days as there are sessions."""
        listed = [day for named in self.days if not named.is_range for day in self._listed(named)]
        odd = [day for day in listed if not self._is_known(day)]
        distinct = {(day.day, day.month) for day in listed}
        is_list = len(distinct) == len(listed) == len(self._sessions.days) > 2
        return frozenset(day.start for day in odd) if is_list and len(odd) == 1 else frozenset()

    def _listed(self, named: WrittenDays) -> Sequence[WrittenDay]:
        return named.days if begins_line(self._file, named.days[0].start) else ()


_FEW = 3
_LEAST_OF_NAME = 6
_BEHIND_NAME = re.compile(r"(?:\W{1,3}(?:\w+\W+){0,4}(?:on\s)?(?:the\s)?|\s*[,:–-]\s*)\W*")
_LISTED = re.compile(r"\s?(?:,|·|•|&|and|,\sand)\s(?:then\s)?(?:on\s)?(?:the\s)?")


def _are_in_a_row(days: Sequence[date]) -> bool:
    return (days[-1] - days[0]).days == len(days) - 1


def _days_of(session: Session) -> Iterator[date]:
    """Yield each day of a session."""
    first = session.start.date()
    yield from (first + timedelta(days=number) for number in range((session.end.date() - first).days + 1))
