"""Define the values of a session line, and the context for reading one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from ..model import Moment, Month, State
from .dates import DayReading
from .session_hours import LineHours
from .session_states import DayState
from .times import HourLimits
from .values import Before


class LineContext(NamedTuple):
    """The facts outside a session line that are needed to read it."""

    near: date
    """The issue's date."""
    place: str = ""
    """The place in the bulletin's settings."""
    place_is_venue: bool = False
    """Whether the place of the item or the bulletin is one where people meet, not online."""
    limits: HourLimits = HourLimits()
    month_first: bool = False
    attend_all: bool = False
    """Whether people attend all sessions of the item: the key `attend: all`."""
    lasts: timedelta | None = None
    """The length of a session whose line has only a start."""
    has_hours: bool = False
    """Whether the item has the key `time`, for lines without hours."""

    @property
    def reading(self) -> DayReading:
        """The settings for reading dates."""
        return DayReading(self.near, self.month_first)


class LinePart(NamedTuple):
    """Days with the same hours, place and presenters."""

    days: tuple[date, ...]
    hours: LineHours | None
    """None for a part without hours."""
    through: tuple[datetime, datetime] | None = None
    """The local start and end of one meeting over several days."""
    is_range: bool = False
    """Whether its days are one range, like "8 to 10 March"."""
    place: str = ""
    presenters: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


class SessionLine(NamedTuple):
    """The values of a session line."""

    label: str
    parts: tuple[LinePart, ...]
    link: str = ""
    state: State = State.OPEN
    places: int | None = None
    moved_from: date | None = None
    day_states: tuple[DayState, ...] = ()
    every: bool = False
    """Whether people choose one of its days, as in "every Tuesday from …"."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Its "key: text" pairs."""
    lasts: timedelta | None = None
    opens: Moment | None = None
    book_by: Moment | Before | None = None
    in_person: bool = False
    """Whether it says "in person"."""
    hybrid: bool = False
    """Whether it says that people can come or take part online."""
    short_years: tuple[tuple[int, str, date], ...] = ()
    """Years written with two digits: offset, as written, and the day."""

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return tuple(day for part in self.parts for day in part.days)


class AwaitedLine(NamedTuple):
    """A session line that announces a session without a date."""

    label: str
    when: str
    """The month, season or week as written, like "early May 2022"; "" without one."""
    month: Month | None
    """The last month in which it can be."""
    place: str
    hours: str
    link: str
    presenters: tuple[str, ...]
