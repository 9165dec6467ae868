"""Look up the days of an item, and its sessions, by the days that its text names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from ..content.times import TimeRange
from ..model import Session
from ..text.written_days import WrittenDay, WrittenDays


class DaySet:
    """Some days, in order."""

    def __init__(self, days: Iterable[date]) -> None:
        self._known = frozenset(days)
        self.days = sorted(self._known)
        self.years = sorted({day.year for day in self.days})

    def meant(self, written: WrittenDay) -> Iterator[date]:
        """Yield each date that a written day may mean: without a year it is in any year of these days."""
        for year in (written.year,) if written.year else self.years:
            if day := written.on(year):
                yield day

    def of(self, named: WrittenDays) -> Sequence[date]:
        """Return those of the days that a text names together."""
        if named.is_range:
            return [day for first, last in self._spans(named) for day in self._between(first, last)]
        return [day for written in named.days for day in self.meant(written) if day in self._known]

    def _spans(self, named: WrittenDays) -> Iterator[tuple[date, date]]:
        """Yield the first and last day of a range, in each year that may be meant."""
        first, last = named.days[0], named.days[-1]
        for end in self.meant(last):
            begin = first.on(first.year or end.year)
            if begin:
                yield begin, end

    def _between(self, first: date, last: date) -> Sequence[date]:
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]


class SessionDays(DaySet):
    """The days on which the sessions of an item begin."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        super().__init__(session.start.date() for session in sessions)
        self.sessions = sessions
        self._by_day: defaultdict[date, list[Session]] = defaultdict(list)
        for session in sessions:
            self._by_day[session.start.date()].append(session)

    def on(self, days: Iterable[date]) -> Sequence[Session]:
        """Return the sessions on some days."""
        return [session for day in days for session in self._by_day.get(day, ())]

    @cached_property
    def times(self) -> Collection[TimeRange]:
        """The hours of all sessions, each once."""
        return times_of(self.sessions)


def times_of(sessions: Sequence[Session]) -> Collection[TimeRange]:
    """Return the hours of sessions, each once."""
    return dict.fromkeys(TimeRange(session.start.time(), session.end.time()) for session in sessions)
