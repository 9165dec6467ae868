"""Our bank holidays are those that two independent packages know."""

from __future__ import annotations

from datetime import date, timedelta

import govuk_bank_holidays.bank_holidays as govuk
import holidays
import pytest

from bulletin.content.holidays import REGIONS, bank_holidays, is_working_day, working_days_before

FIRST, LAST = 2012, 2028
THEIR_NAMES = {
    "England and Wales": ("ENG", govuk.BankHolidays.ENGLAND_AND_WALES),
    "Scotland": ("SCT", govuk.BankHolidays.SCOTLAND),
    "Northern Ireland": ("NIR", govuk.BankHolidays.NORTHERN_IRELAND),
}
WORLD_CUP_DAY = date(2026, 6, 15)
"""Proclaimed for Scotland alone; one of the two packages does not know it."""


def ours(region: str) -> set[date]:
    days = {day for year in range(FIRST, LAST + 1) for day in bank_holidays(region, year)}
    return {day for day in days if FIRST <= day.year <= LAST and day.weekday() < 5}


@pytest.mark.parametrize("region", REGIONS)
def test_every_bank_holiday_is_the_governments(region: str) -> None:
    known = govuk.BankHolidays(use_cached_holidays=True).get_holidays(division=THEIR_NAMES[region][1])
    theirs = {one["date"] for one in known if FIRST <= one["date"].year <= LAST}
    assert {day for day in ours(region) if min(theirs) <= day <= max(theirs)} ^ theirs <= {WORLD_CUP_DAY}


@pytest.mark.parametrize("region", REGIONS)
def test_every_bank_holiday_is_in_the_holidays_package(region: str) -> None:
    theirs = set(holidays.country_holidays("GB", subdiv=THEIR_NAMES[region][0], years=range(FIRST, LAST + 1)))
    weekdays = {day for day in theirs if day.weekday() < 5 and FIRST <= day.year <= LAST}
    assert ours(region) ^ weekdays <= {WORLD_CUP_DAY}


def test_no_region_means_that_only_weekends_are_free() -> None:
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
