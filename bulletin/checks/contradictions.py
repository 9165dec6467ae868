"""Rules of texts that say another day, or another last day to book, than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
    struck,
)
from .other_hours import HoursOfText
from .rule import Finding, rule
from .session_days import Days, SessionDays

_ON = (
    r"(?:[^\w.;!?]+(?:on|from|this)(?:\sthe)?(?:\s(?:morning|afternoon|evening)\sof)?\W*"
    r"|\s(?:next|this)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\s\()\Z"
)
_HAPPENS_ON = (
    r"(?:\btak(?:es?|ing) place|\b(?:be|is|are|being) held|\bjoin us|\bsee you|\bcome along|\bwe (?:will )?meet"
    rf"|\b(?:be|are|is) (?:running|hosting|delivering|holding))(?:{GAP}){{0,8}}?{_ON}"
)
_EVENT_IS_ON = rf"{EVENT} (?:is|are|will be|runs?|starts?|begins?)(?:{GAP}){{0,8}}?{_ON}"
_THAT_BEGINS_ON = rf"{EVENT} (?:that|which) (?:starts?|begins?|runs?|takes? place|will (?:start|begin|take place|be held)){_ON}"
_EVENT_ON = rf"{EVENT}(?:{GAP}){{0,6}}?(?:[^\w.;!?]+on(?:\sthe(?:\s(?:morning|afternoon|evening)\sof)?)?|,|:|\s[–-])\W*\Z"
_ON_DAY_HAPPENS = re.compile(
    rf"[\s,]{{1,2}}(?:there (?:is|are|will be)|we (?:are|will)|a|an|our|the)\b(?:{GAP}){{0,10}}?"
    rf"\s(?:held|tak(?:e|es|ing) place|holding|hosting|running|meet)\b(?:{GAP}){{0,6}}"
)
_NOT_OF_TITLE = re.compile(
    r"\b(?:from|after|before|minutes|notes|report|summary|update[ds]?|issue|edition|version|act|policy|review"
    r"|opens|finish\w*|late start)\b"
)
_MOVED = re.compile(
    r"\b(?:mov\w+|was|were|been|instead|postpon\w+|previous\w*|original\w*|old|former\w*|earlier|rather|replac\w+"
    r"|resched\w+|cancel\w+|no longer|not|chang\w+|booked|both|first)\b"
)


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
    note="Where the title names a day, where the text says that something takes place on a day or gives its hours, "
    "where a list has the other days of the sessions, and where the text still names the day from which a session "
    "moved.",
)
def other_day(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if file.item is None or not sessions or file.item.awaited:
        return
    text = _Text(file, SessionDays(sessions))
    for index, named in enumerate(text.days):
        start, end = named.days[0].start, named.days[-1].end
        words = file.words_at(start, end).rstrip(".")
        moved = text.moved(named)
        if moved:
            when = humanize.weekday(moved.start.date())
            yield Finding(start, f'The text still says "{words}", from which a session moved to {when}.', end=end)
        elif wrong := text.wrong_day(index):
            yield Finding(wrong.start, f'The text says "{words}", and {text.where(named, wrong)}.', end=end)


class _Text:
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
        if self._sessions.of(named):
            wrong = self._wrong_end(named) if named.is_range else self._unknown(named)
        else:
            wrong = named.days[:1] if len(self._unknown(named)) == len(named.days) else ()
        wrong = [day for day in wrong if self._may_be_meant(day)]
        if not wrong or self._is_of_other(named):
            return None
        is_partly_right = len(wrong) < len(named.days) and not named.is_range and self._misses_session
        is_odd = wrong[0].start in self._odd_ones or is_partly_right
        return wrong[0] if is_odd or self._are_of_sessions[index] else None

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
        """Tell whether a day is to come, in the year of a session."""
        if written.year not in (None, *self._sessions.years):
            return False
        return any(day >= self._file.day for day in self._sessions.meant(written))

    @cached_property
    def _misses_session(self) -> bool:
        """Whether the text leaves out the day of a session."""
        return len({day for named in self.days for day in self._sessions.of(named)}) < len(self._sessions.days)

    @cached_property
    def _are_of_sessions(self) -> Sequence[bool]:
        """Whether the text says of each of its days that a session is on it, or says it of the day before in its list."""
        said: list[bool] = []
        for index, named in enumerate(self.days):
            is_next = index > 0 and said[-1] and self._is_next(self.days[index - 1], named)
            said.append(is_next or self._is_of_session(named))
        return said

    def _is_next(self, before: WrittenDays, named: WrittenDays) -> bool:
        """Tell whether a day follows another in a list: Monday, May 9, and Tuesday, May 10."""
        return _LISTED.fullmatch(self._file.prose_and_code, before.days[-1].end, named.days[0].start) is not None

    def _is_of_other(self, named: WrittenDays) -> bool:
        """Tell whether the words before a day show that it is that of something else."""
        return OF_SOMETHING_ELSE.search(clause_before(self._file, named.days[0].start)) is not None

    def _is_of_session(self, named: WrittenDays) -> bool:
        """Tell whether the text says that a session is on these days."""
        start = named.days[0].start
        if self._file.source.key_at(start) == "title":
            return self._is_of_title(named)
        clause = clause_before(self._file, start)
        return (
            self._is_said(clause)
            or (is_labelled(self._file, start) and not OF_BOOKING.search(clause))
            or (self._misses_session and (self._is_said_behind(named) or self._is_behind_name(clause)))
            or bool(self._hours.beside(named) or self._hours.on_line(named))
        )

    def _is_said(self, clause: str) -> bool:
        """Tell whether a clause says that a session is on the day behind it."""
        clause = clause.rpartition(":")[2] if ":" in clause[:-3] else clause
        match = next(
            filter(None, (compiled(form).search(clause) for form in (_HAPPENS_ON, _EVENT_IS_ON, _THAT_BEGINS_ON))), None
        )
        if match is None:
            match = compiled(_EVENT_ON).search(clause)
            is_own = match is not None and (
                self._nouns.own(match[0]) if self._misses_session else self._is_only(match[0])
            )
        else:
            is_own = self._nouns.own(clause[: match.start()] + match[0]) or self._misses_session
        if match is None or not is_own:
            return False
        other = PERHAPS_OF_ANOTHER.search(clause)
        return other is None or (self._misses_session and self._nouns.names(clause[other.end() :]))

    def _is_only(self, words: str) -> bool:
        """Tell whether words call the only session by the noun of its title."""
        return len(self._sessions.days) == 1 and self._nouns.of_title(words)

    def _is_behind_name(self, clause: str) -> bool:
        """Tell whether the name of a session stands in front of a day, in the same clause."""
        match = self._names.search(clause) if self._names else None
        return match is not None and _BEHIND_NAME.fullmatch(clause, match.end()) is not None

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        names = {session.label.lower() for session in self._sessions.sessions if len(session.label) >= _LEAST_OF_NAME}
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b(?!.*\b(?:{'|'.join(map(re.escape, sorted(names)))})\b)") if names else None

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


_BOOKS = (
    r"(?:book(?:ings?|ed)?|regist(?:er(?:ed)?|rations?)|reserve[ds]?|sign(?:ed)? up|(?:your|a) place|rsvp|places"
    r"|confirm (?:your )?(?:attendance|place)|let us know)"
)
_SMALL_WORDS = (
    r"[^.;!?\n\w]*(?:(?:is|on|at|the|end|of|midday|noon|midnight|date|day|by|[0-9:.]+(?:\s?[ap]\.?m\.?)?)[\s,:–-]+){0,5}\Z"
)
_BOOK_BY = (
    rf"\b{_BOOKS}\b[^.;!?\n]{{0,60}}?\b(?:by|before|until|clos(?:es?|ing)|deadline|ends?|no later than"
    rf"|not later than){_SMALL_WORDS}"
    r"|\b(?:deadline|(?:closing|last|cut-?off) (?:date|day)) (?:for|to) (?:(?:all|your|online|course|event)\s)?"
    rf"(?:book|bookings?|regist\w+|reserve|sign up|places){_SMALL_WORDS}"
)
_BOOKING_CLOSES = re.compile(
    r"\s?[–:-]\s?(?:[a-z]+\s){0,2}?(?:registrations?|bookings?)\s(?:closes?|ends?|deadline|closing)\b"
)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:early|bird|late|online|paper|postal|phone|telephone|abstracts?|papers?|fees?|rates?|pric\w+|discount\w*"
    r"|reduced|standard|refund\w*|cancel\w*|amend\w*|stalls?|stands?|exhibit\w+|speakers?|presenters?|hotel|rooms?"
    r"|accommodation|lunch|menu|groups?|opens?)\b"
)
"""Words for a last day of something near booking, beside which there may be others."""


@rule(
    "DAT32",
    "warning",
    "The text gives another last day to book than the session.",
    "Correct one of them.",
    wrong=_training("Please book by ‸4 March 2022.", more="\nbook by: 1 March 2022"),
    right=_training("Please book by 1 March 2022.", more="\nbook by: 1 March 2022"),
    note="Judged by `book by`, where the item has it, and else by the day of the last session.",
)
def other_last_day_to_book(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    ends = Days(day_of(session.book_by) for session in sessions if session.book_by)
    gone, last = struck(file), max((session.start.date() for session in sessions), default=None)
    is_told = any(ends.of(named) for named in file.written_days)
    for named in file.written_days if last else ():
        said, start = _says_to_book_by(file, named), named.days[0].start
        is_one_of_several = _ONE_OF_SEVERAL.search(said) or (is_told and "online" in said)
        if said and not is_one_of_several and not gone.holds(start):
            words = file.words_at(start, named.days[-1].end).rstrip(".")
            if ends.days and not _is_one_of(named, ends, is_before=_BEFORE.search(said) is not None):
                listed = humanize.listed([humanize.weekday(day) for day in ends.days], "or")
                yield Finding(start, f'The text says to book by "{words}", and the last day to book is {listed}.')
            elif not ends.days and all(day > last for day in Days([last]).meant(named.days[-1])):
                what = f"the last session is on {humanize.weekday(last)}"
                yield Finding(start, f'The text says to book by "{words}", and {what}.')


def _says_to_book_by(file: CheckedFile, named: WrittenDays) -> str:
    """Return the words that say to book by a day, "" if none do."""
    start = named.days[0].start
    clause = file.prose_and_code[file.sentence_around(start)[0] : start]
    if compiled(_BOOK_BY).search(clause):
        return clause
    match = _BOOKING_CLOSES.match(file.prose_and_code, named.days[-1].end)
    return match[0] if match and begins_line(file, start) else ""


def _is_one_of(named: WrittenDays, ends: Days, *, is_before: bool) -> bool:
    """Tell whether a day is one of the last days to book, or the day after one where the text says "before"."""
    after = Days(day + timedelta(days=1) for day in ends.days) if is_before else ends
    return bool(ends.of(named) or after.of(named))


_BEFORE = re.compile(r"\bbefore\W+(?:\w+\W+){0,3}\Z")
