"""Read time zones from the tzdata package, and their yearly rules as POSIX TZ strings (RFC 9636, section 3.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]

from .expressions import compiled

UTC_ALONE = "UTC0"
"""The POSIX rule of UTC."""

# The package, not the machine's own files, which may be old: the same input must give the same bytes everywhere.
_PACKAGE = Path(tzdata.__file__).parent
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST = 5
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_NAME = r"(?:<([A-Za-z0-9+-]{3,})>|([A-Za-z]{3,}))"
_TIME = r"([+-]?\d{1,3}(?::\d\d){0,2})"
_DATE = rf"M(\d{{1,2}})\.([1-5])\.([0-6])(?:/{_TIME})?"
_RULE = rf"{_NAME}{_TIME}(?:{_NAME}{_TIME}?,{_DATE},{_DATE})?"


class Onset(NamedTuple):
    """The yearly moment at which clocks change to a time."""

    month: int
    week: int
    """1 to 4; 5 is the last."""
    weekday: int
    """0 is Sunday."""
    at: timedelta
    """The time of day, by the clock before the change."""

    def day(self, year: int) -> date:
        """Return its day in a year."""
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return day if day.month == self.month else day - timedelta(days=7)

    def moment(self, year: int) -> datetime:
        """Return its moment in a year, by the clock before the change, without a zone."""
        return datetime.combine(self.day(year), time()) + self.at

    @property
    def byday(self) -> str:
        """The BYDAY of RFC 5545, section 3.3.10: -1SU is the last Sunday."""
        return f"{-1 if self.week == _LAST else self.week}{_WEEKDAYS[self.weekday]}"


class Time(NamedTuple):
    """One of the times of a zone: standard time or summer time."""

    name: str
    """Its abbreviation, like "GMT"."""
    offset: timedelta
    """The offset from UTC, positive to the east."""
    onset: Onset | None
    """None for the only time of a zone."""


class ZoneRule(NamedTuple):
    """The one or two times of a zone, the same every year."""

    standard: Time
    daylight: Time | None
    """The time that is further ahead of UTC; None for a zone with one time."""

    def offset(self, moment: datetime) -> timedelta:
        """Return the offset from UTC at an aware datetime."""
        if self.daylight is None or self.daylight.onset is None or self.standard.onset is None:
            return self.standard.offset
        now = moment.astimezone(UTC).replace(tzinfo=None)
        begins = self.daylight.onset.moment(now.year) - self.standard.offset
        ends = self.standard.onset.moment(now.year) - self.daylight.offset
        summer = begins <= now < ends if begins < ends else not ends <= now < begins
        return self.daylight.offset if summer else self.standard.offset


FIXED = ZoneRule(standard=Time(name="UTC", offset=timedelta(0), onset=None), daylight=None)
"""The rule of a zone that always has UTC."""


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; raises LookupError for an unknown name."""
    return ZoneInfo.from_file(BytesIO(_zone_file(name)), key=name)


@lru_cache(maxsize=8)
def posix_rule(name: str) -> str:
    """Return the rule of a zone for the future, the POSIX TZ string at the end of its file; raises LookupError."""
    return _zone_file(name).rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")


def named(text: str) -> str:
    """Return the IANA name for a name or its city, in any capitals: Dublin, New York; "" for none or several zones.

    If several names of the same zone have the city, the one in zone.tab is returned.
    """
    written = "_".join(text.casefold().split())
    names = _by_city().get(written, ()) or tuple(name for name in _names() if name.casefold() == written)
    if len({_zone_file(name) for name in names}) != 1:
        return ""
    return min(names, key=lambda name: (name not in _main_names(), name))


def city(name: str) -> str:
    """Return the city of a zone's name, New York; the whole name if `named` does not find the zone by the city."""
    words = name.rpartition("/")[2].replace("_", " ")
    return words if named(words) == name else name


def parse(rule: str) -> ZoneRule | None:
    """Parse a POSIX TZ string into yearly rules.

    Returns None for UTC, which needs no rule, and for strings that two yearly rules cannot express: with
    days counted from New Year, or with times outside 00:00 to 23:59, which are on another day.
    """
    match = compiled(_RULE).fullmatch(rule)
    if rule == UTC_ALONE or match is None:
        return None
    groups = match.groups()
    standard = Time(name=groups[0] or groups[1], offset=-_duration(groups[2]), onset=_onset(groups[10:14]))
    if standard.onset is None:
        return ZoneRule(standard=standard, daylight=None)
    offset = -_duration(groups[5]) if groups[5] else standard.offset + _HOUR
    daylight = Time(name=groups[3] or groups[4], offset=offset, onset=_onset(groups[6:10]))
    onsets = (standard.onset, daylight.onset)
    if any(onset is None or not timedelta(0) <= onset.at < _DAY or not 1 <= onset.month <= 12 for onset in onsets):
        return None
    if daylight.offset < standard.offset:  # tzdata calls Dublin's summer time the standard one.
        standard, daylight = daylight, standard
    return ZoneRule(standard=standard, daylight=daylight)


def gives(rule: ZoneRule | None, moment: datetime) -> bool:
    """Tell whether a rule has the right offset for an aware datetime, whose local time is not one that occurs twice."""
    offset = moment.utcoffset()
    once = offset == moment.replace(fold=1 - moment.fold).utcoffset()
    return rule is not None and once and offset == rule.offset(moment)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset((_PACKAGE / "zones").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _main_names() -> frozenset[str]:
    """Read the names in zone.tab; names that are not in it are old names of the same zones."""
    lines = (_PACKAGE / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[2] for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _by_city() -> dict[str, tuple[str, ...]]:
    """Return the names of zones by their city, in small letters."""
    cities: dict[str, list[str]] = {}
    for name in sorted(_names()):
        if "/" in name and not name.startswith("Etc/"):
            cities.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    return {city: tuple(names) for city, names in cities.items()}


def _zone_file(name: str) -> bytes:
    # Only listed names are read, so that a name like ../../file cannot lead out of the package's folder.
    if name not in _names():
        raise LookupError(name)
    return _PACKAGE.joinpath("zoneinfo", *name.split("/")).read_bytes()


def _onset(groups: tuple[str | None, ...]) -> Onset | None:
    month, week, weekday, at = groups
    if not (month and week and weekday):
        return None
    return Onset(month=int(month), week=int(week), weekday=int(weekday), at=_duration(at or "2"))


def _duration(written: str) -> timedelta:
    """Read hours, minutes and seconds, with a sign: -1:30."""
    parts = [int(part) for part in written.lstrip("+-").split(":")]
    hours, minutes, seconds = (*parts, 0, 0)[:3]
    duration = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -duration if written.startswith("-") else duration
