"""The computed bank holidays are those of the government's list."""

from __future__ import annotations

from datetime import date, timedelta

import govuk_bank_holidays.bank_holidays as govuk
import pytest

from bulletin.content.holidays import REGIONS, bank_holidays, is_working_day, working_days_before
from docs import make_bank_holidays

FIRST = 2012
DIVISIONS = {
    "England and Wales": govuk.BankHolidays.ENGLAND_AND_WALES,
    "Scotland": govuk.BankHolidays.SCOTLAND,
    "Northern Ireland": govuk.BankHolidays.NORTHERN_IRELAND,
}
DIFFERENT = {"Scotland": {date(2026, 6, 15)}}
"""The only difference: a day that was proclaimed for Scotland alone and is missing in the copy of the government's list."""


def computed_holidays(region: str, last: int) -> set[date]:
    days = {day for year in range(FIRST, last + 1) for day in bank_holidays(region, year)}
    return {day for day in days if FIRST <= day.year <= last}


@pytest.mark.guarantee("CAL-56")
@pytest.mark.parametrize("region", REGIONS)
def test_every_bank_holiday_is_the_governments(region: str) -> None:
    government_list = govuk.BankHolidays(use_cached_holidays=True).get_holidays(division=DIVISIONS[region])
    theirs = {holiday["date"] for holiday in government_list if holiday["date"].year >= FIRST}
    last = max(theirs).year
    assert (min(theirs).year, last) == (FIRST, max(last, 2028))
    assert computed_holidays(region, last) ^ theirs == DIFFERENT.get(region, set())


def test_the_file_has_the_holidays_of_the_library() -> None:
    assert make_bank_holidays.FILE.read_text("utf-8") == make_bank_holidays.text(), "run docs/make_bank_holidays.py"
    assert tuple(make_bank_holidays.REGIONS) == REGIONS


@pytest.mark.parametrize("region", REGIONS)
def test_a_bank_holiday_is_known_long_before_it_comes_and_is_never_at_a_weekend(region: str) -> None:
    days = [day for year in range(FIRST, 2100) for day in bank_holidays(region, year)]
    assert {day.year for day in days} == set(range(FIRST - 1, 2100))
    assert all(day.weekday() < 5 for day in days)


def test_without_a_region_only_weekends_are_not_working_days() -> None:
    assert bank_holidays("none", 2022) == frozenset()
    assert working_days_before(date(2022, 5, 4), 3, bank_holidays("none", 2022)) == date(2022, 4, 29)


def test_christmas_on_a_weekend_moves_to_the_next_working_days() -> None:
    days = bank_holidays("England and Wales", 2021)
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= days
    assert [is_working_day(date(2021, 12, 24) + timedelta(days=n), days) for n in range(6)] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
