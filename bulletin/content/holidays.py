"""Look up UK bank holidays, and count working days."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

REGIONS = ("England and Wales", "Scotland", "Northern Ireland")

_FILE = Path(__file__).with_name("bank_holidays.json")
"""Regions and their dates, from 1990 to 2100; docs/make_bank_holidays.py makes it with the `holidays` library."""


@lru_cache(maxsize=256)  # Each session asks, and there are 110 years to look through.
def bank_holidays(region: str, year: int) -> frozenset[date]:
    """Return the bank holidays of a region, Mondays to Fridays, in a year and the year before; none for "none"."""
    days = _bank_holidays().get(region, frozenset())
    return frozenset(day for day in days if year - 1 <= day.year <= year)


@lru_cache(maxsize=1)
def _bank_holidays() -> Mapping[str, frozenset[date]]:
    regions: dict[str, list[str]] = json.loads(_FILE.read_text("utf-8"))
    return {region: frozenset(map(date.fromisoformat, days)) for region, days in regions.items()}


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Tell whether a day is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in holidays


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the day a number of working days before a day, which is not counted itself."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def working_day_from(day: date, holidays: Collection[date]) -> date:
    """Return a day if it is a working day, else the next one."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day
