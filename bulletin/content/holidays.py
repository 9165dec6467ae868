"""Bank holidays of the United Kingdom, from the `holidays` library, and working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

_SUBDIVISIONS = {"England and Wales": "ENG", "Scotland": "SCT", "Northern Ireland": "NIR"}
REGIONS = tuple(_SUBDIVISIONS)


@lru_cache(maxsize=64)
def bank_holidays(region: str, year: int) -> frozenset[date]:
    """Look up the bank holidays of a region in a year and the year before, Monday to Friday; none for "none"."""
    if region not in REGIONS:
        return frozenset()
    import holidays

    days = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[region], years=(year - 1, year))
    return frozenset(day for day in days if day.weekday() < 5)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Tell whether a day is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in holidays


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """Go back a number of working days; counting starts on the day before."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day
