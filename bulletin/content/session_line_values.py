"""What a session line says, and what it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from ..model import Moment, Month, State
from .dates import DayReading
from .frontmatter import Wrong
from .session_hours import LineHours
from .session_states import DayState
from .spans import Span
from .times import HourLimits
from .values import Before


class LineContext(NamedTuple):
    """The facts that a session line is read with."""

    near: date
    """The issue's date."""
    place: str = ""
    """The bulletin's own place."""
    place_is_venue: bool = False
    """Whether people meet at the place of the item or the bulletin."""
    limits: HourLimits = HourLimits()
    month_first: bool = False
    attend_all: bool = False
    """Whether one attends all sessions of the item."""
    lasts: timedelta | None = None
    """How long a session is whose line has a start alone."""
    has_hours: bool = False
    """Whether the item gives the hours of lines that have none."""

    @property
    def reading(self) -> DayReading:
        """What dates are read with."""
        return DayReading(self.near, self.month_first)


class LinePart(NamedTuple):
    """Days that share their hours, their place and who gives them."""

    days: tuple[date, ...]
    hours: LineHours | None
    """None for a part without hours."""
    through: tuple[datetime, datetime] | None = None
    """The local start and end of one meeting over several days."""
    is_range: bool = False
    """Whether its days are one range."""
    place: str = ""
    presenters: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


class SessionLine(NamedTuple):
    """What a session line says."""

    label: str
    parts: tuple[LinePart, ...]
    spans: tuple[Span, ...]
    """What each stretch of it was read as."""
    link: str = ""
    state: State = State.OPEN
    places: int | None = None
    moved_from: date | None = None
    day_states: tuple[DayState, ...] = ()
    every: bool = False
    """Whether its days are there to choose from."""
    keys: Mapping[str, str] = MappingProxyType({})
    """What stands in it as "key: text"."""
    lasts: timedelta | None = None
    opens: Moment | None = None
    book_by: Moment | Before | None = None
    in_person: bool = False
    """Whether it says that people meet."""
    hybrid: bool = False
    """Whether it says so, and that others take part online."""
    short_years: tuple[Wrong, ...] = ()
    """The messages about years written with two digits (DAT04)."""

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return tuple(day for part in self.parts for day in part.days)


class AwaitedLine(NamedTuple):
    """A session line that announces a session without a date."""

    label: str
    when: str
    month: Month | None
    place: str
    hours: str
    link: str
    presenters: tuple[str, ...]
    spans: tuple[Span, ...]
