"""The days in a text are found with their weekday, month and year, and other numbers are not taken for days."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.text.written_days import is_free, written_days

FOUND = [
    ("8 march 2022", ["8.3.2022"]),
    ("the 8th of march", ["8.3."]),
    ("tuesday, march 8, 2022", ["Tue 8.3.2022"]),
    ("tuesday 14 to friday 18 march 2022", ["Tue 14.3.2022", "Fri 18.3.2022"]),
    ("mondays 8, 15 and 22 march", ["Mon 8.3.", "Mon 15.3.", "Mon 22.3."]),
    ("weds. 9/10 mar 2022", ["Wed 9.3.2022", "10.3.2022"]),
    ("28 february to 1 march 2022", ["28.2.2022", "1.3.2022"]),
    ("30 to 3 january 2022", ["30.12.2021", "3.1.2022"]),
    ("monday 8 march 2022 and friday 1 april", ["Mon 8.3.2022", "Fri 1.4."]),
    ("22 september 1400-1600", ["22.9."]),
    ("22 september 2000 hrs", ["22.9."]),
    ("22 september 1400", ["22.9."]),
    ("cohort 1, 8 march 2022", ["8.3.2022"]),
    ("3 people and 4 more", []),
    ("may 2022", []),
    ("version 1.2 march", []),
]


@pytest.mark.parametrize(("text", "days"), FOUND)
def test_each_day_of_a_list_or_range_has_its_month_and_year(text: str, days: list[str]) -> None:
    names = ("Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun ")
    written = [
        f"{'' if day.weekday is None else names[day.weekday]}{day.day}.{day.month}.{day.year or ''}"
        for named in written_days(text)
        for day in named.days
    ]
    assert written == days


def test_four_digits_that_are_neither_a_year_nor_surely_hours_leave_a_day_unclear() -> None:
    clear = {text: next(written_days(text)).days[0].clear for text in ("8 march 1723", "8 march 1400-1600", "8 march")}
    assert clear == {"8 march 1723": False, "8 march 1400-1600": True, "8 march": True}


def test_a_number_after_a_word_belongs_to_the_word() -> None:
    assert [is_free(text, len(text)) for text in ("room ", "on ", "ends: ", "", "version ")] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_a_range_has_the_days_between_and_a_list_only_the_named_days() -> None:
    [week] = written_days("14 to 18 march 2022")
    [both] = written_days("14 and 18 march")
    days = [date(2022, 3, 16), date(2022, 3, 18), date(2022, 3, 19)]
    assert [(week.holds(day), both.holds(day)) for day in days] == [(True, False), (True, True), (False, False)]


def test_a_day_in_front_of_a_colon_keeps_its_year() -> None:
    texts = ("tuesday 25th oct 2016: a talk", "march 6 2019: a walk", "8 march 2022 10:30")
    assert [next(written_days(text)).days[0].year for text in texts] == [2016, 2019, 2022]
    assert [len(list(written_days(text))) for text in ("8 march: tea", "cohort 1: tea")] == [1, 0]


def test_long_lists_of_numbers_without_a_month_are_passed_over_at_once() -> None:
    assert [*written_days("1, " * 20_000 + "2 march")][-1].days[-1].month == 3
    assert [*written_days("1, " * 20_000 + "room")] == []
