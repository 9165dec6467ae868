"""Bank holidays of the United Kingdom, by rule and by proclamation, and working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

REGIONS = ("England and Wales", "Scotland", "Northern Ireland")

_DAY = timedelta(days=1)
_ALL = frozenset(REGIONS)
_PROCLAIMED: dict[date, frozenset[str]] = {
    date(2011, 4, 29): _ALL,
    date(2012, 6, 4): _ALL,
    date(2012, 6, 5): _ALL,
    date(2020, 5, 8): _ALL,
    date(2022, 6, 2): _ALL,
    date(2022, 6, 3): _ALL,
    date(2022, 9, 19): _ALL,
    date(2023, 5, 8): _ALL,
    date(2026, 6, 15): frozenset({"Scotland"}),
}
"""Days given by royal proclamation, and those that stand for one that was moved."""
_MOVED_AWAY: dict[date, frozenset[str]] = {
    date(2012, 5, 28): _ALL,
    date(2020, 5, 4): _ALL,
    date(2022, 5, 30): _ALL,
}
"""Days that the rule gives and a proclamation took."""


@lru_cache(maxsize=64)
def bank_holidays(region: str, year: int) -> frozenset[date]:
    """The bank holidays of a region in a year and the year before; none for "none"."""
    if region not in REGIONS:
        return frozenset()
    return frozenset(_of(region, year - 1) | _of(region, year))


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether a day is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in holidays


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """The day that lies a number of working days before another; counting starts on the day before it."""
    while count:
        day -= _DAY
        count -= is_working_day(day, holidays)
    return day


def _of(region: str, year: int) -> set[date]:
    easter = _easter(year)
    by_rule = {easter - 2 * _DAY, _monday(year, 5, 1), *_new_year(region, year), *_christmas(year)}
    if region == "Scotland":
        by_rule |= {_monday(year, 8, 1), _last_monday(year, 5), _next_weekday(date(year, 11, 30))}
    else:
        by_rule |= {easter + _DAY, _last_monday(year, 5), _last_monday(year, 8)}
    if region == "Northern Ireland":
        by_rule |= {_next_weekday(date(year, 3, 17)), _next_weekday(date(year, 7, 12))}
    kept = {day for day in by_rule if region not in _MOVED_AWAY.get(day, ())}
    return kept | {day for day, where in _PROCLAIMED.items() if day.year == year and region in where}


def _new_year(region: str, year: int) -> set[date]:
    first = _next_weekday(date(year, 1, 1))
    if region != "Scotland":
        return {first}
    second = date(year, 1, 2)
    while second.weekday() > 4 or second == first:
        second += _DAY
    return {first, second}


def _christmas(year: int) -> set[date]:
    day, second = date(year, 12, 25), date(year, 12, 26)
    taken = {one for one in (day, second) if one.weekday() < 5}
    for one in (day, second):
        substitute = one
        while one.weekday() > 4 and (substitute.weekday() > 4 or substitute in taken):
            substitute += _DAY
        taken.add(substitute)
    return taken


def _next_weekday(day: date) -> date:
    return day + _DAY * (7 - day.weekday()) if day.weekday() > 4 else day


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + _DAY * ((7 - first.weekday()) % 7 + 7 * (which - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - _DAY * last.weekday()


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus, as in Meeus, "Astronomical Algorithms")."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
