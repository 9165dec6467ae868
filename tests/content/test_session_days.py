"""Days as people write them: weekdays together before the days, dates with dashes, and words that are no dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_hours import LineHours
from bulletin.content.session_line_values import LineContext, SessionLine
from bulletin.content.session_lines import read_session
from bulletin.content.times import HourLimits
from bulletin.model import Timing

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams", attend_all=True)


def days(written: str) -> tuple[str, ...]:
    line = read_session(f"{written}, 10am to 11am", CONTEXT)
    assert isinstance(line, SessionLine)
    return tuple(day.isoformat()[5:] for day in line.days)


def refusal(written: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        read_session(f"{written}, 10am to 11am", CONTEXT)
    return caught.value


@pytest.mark.parametrize(
    "written",
    [
        "Mon-Wed 7-9 March 2022",
        "Monday to Wednesday, 7 to 9 March 2022",
        "Monday to Wednesday from 7 to 9 March 2022",
        "Mon, Tues & Wed 7, 8 & 9 March 2022",
        "Mon/Tue/Wed 7/8/9 March 2022",
        "7-Mar-2022 to 9-Mar-2022",
        "7 March2022 - 9 March2022",
        "7/3/2022-9/3/2022",
    ],
)
def test_weekdays_may_stand_together_before_their_days(written: str) -> None:
    assert days(written) == ("03-07", "03-08", "03-09")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Monday to Friday, 7 to 18 March 2022", "12 March 2022 is a Saturday, not Monday to Friday. Check the date."),
        ("Monday and Wednesday, 7 and 8 March 2022", "8 March 2022 is a Tuesday, not a Monday or Wednesday. Check the date."),
        ("Tue-Thu 7-9 March 2022", "7 March 2022 is a Monday, not Tuesday to Thursday. Check the date."),
        ("Monday and Wednesday 7 March 2022", '"Monday and Wednesday 7 March 2022" has other weekdays than days. Write one day for each weekday.'),
        ("Mondays 7, 14 and 22 March 2022", "22 March 2022 is a Tuesday, not a Monday. Check the date."),
    ],
)  # fmt: skip
def test_each_day_is_one_of_the_weekdays_before_it(written: str, sentence: str) -> None:
    assert str(refusal(written)) == sentence


@pytest.mark.parametrize(
    "written",
    [
        "Tuesdays, 1 March to 29 March 2022",
        "Tuesdays from 1 to 29 March 2022",
        "on Tuesdays from 1 to 29 March 2022",
        "Tuesday mornings from 1 to 29 March 2022",
        "Cohort 1: Tuesdays 1-29 March 2022",
        "alternate Tuesdays from 1 to 29 March 2022",
        "every two weeks from 1 to 29 March 2022",
        "Tuesdays in March 2022",
    ],
)
def test_a_weekday_of_each_week_is_not_each_day(written: str) -> None:
    wrong = refusal(written)
    assert (wrong.rule, "every Tuesday from" in wrong.hint) == ("DAT02", True), str(wrong)


@pytest.mark.parametrize(
    "written",
    [
        "every Tuesday from 1 to 29 March 2022, not 8 or 22 March",
        "Every Tuesday, 1 March to 29 March 2022, excluding 8 and 22 March",
        "every Tuesday 1 to 29 March 2022 (except 8 and 22 March)",
        "every Tuesday between 1 and 29 March 2022, apart from 8 and 22 March",
        "weekly, Tuesdays 1 to 29 March 2022, no session on 8 and 22 March",
    ],
)
def test_every_week_may_be_written_without_from_and_leave_days_out(written: str) -> None:
    assert days(written) == ("03-01", "03-15", "03-29")


@pytest.mark.parametrize(
    ("written", "rule", "sentence"),
    [
        ("Teusday 8 March 2022", "DAT02", 'I do not know the weekday "Teusday". Did you mean Tuesday?'),
        ("8 March 20022", "DAT02", '"20022" is not a year from 1900 to 2099. Check the year.'),
        ("8/3", "DAT03", '"8/3" has no year. Write it in full, like "8/3/2022".'),
        ("28 December - 4 January 2023", "DAT02", 'The days of "28 December - 4 January 2023" are not in order. If the first is in 2022, write its year, too: "28 December 2022".'),
        ("w/e 11 March 2022", "DAT02", '"w/e 11 March 2022" is a week, not a day. Write the day, or "w/e 11 March 2022, date to be confirmed".'),
        ("until 7 March 2022", "DAT02", '"until 7 March 2022" does not say on which days the session is. Write each day, like "8 to 9 March 2022", or each date on its own line.'),
        ("by 7 March 2022", "DAT02", '"by 7 March 2022" does not say on which days the session is. Write each day, like "8 to 9 March 2022", or each date on its own line.'),
    ],
)  # fmt: skip
def test_words_that_name_no_day_are_refused_for_what_they_are(written: str, rule: str, sentence: str) -> None:
    wrong = refusal(written)
    assert (wrong.rule, str(wrong)) == (rule, sentence)


def test_the_year_of_the_first_day_may_be_the_year_before() -> None:
    assert len(days("28 December 2022 - 4 January 2023")) == 8


@pytest.mark.parametrize(
    "written", ["8-Mar-2022", "Tue 8-Mar-22", "8/Mar/2022", "8.March.2022", "8March2022", "8th Mar2022"]
)
def test_a_date_may_be_joined_by_dashes_or_nothing(written: str) -> None:
    assert days(written) == ("03-08",)


@pytest.mark.parametrize("written", ["8/3/2022-10:00-11:00", "08-03-2022-10am-11am", "8.3.22-10.00-11.00"])
def test_a_dash_may_join_a_date_in_digits_and_its_time(written: str) -> None:
    line = read_session(written, CONTEXT)
    assert isinstance(line, SessionLine)
    assert line.days == (date(2022, 3, 8),)


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Cohort 5: May/June 2022, dates TBC", "May/June 2022"),
        ("Cohort 5: May to July 2022, date to be advised", "May to July 2022"),
        ("Cohort 5: Summer term 2022, date/time TBD", "Summer term 2022"),
    ],
)
def test_an_announcement_keeps_the_whole_time_that_it_names(written: str, when: str) -> None:
    line = read_session(written, CONTEXT)
    assert not isinstance(line, SessionLine)
    assert (line.label, line.when) == ("Cohort 5", when)


def test_a_range_of_days_with_hours_through_the_night_is_one_session_or_several() -> None:
    context = CONTEXT._replace(limits=HourLimits(unusual=True))
    with pytest.raises(Wrong) as caught:
        read_session("8 to 9 March 2022, 6pm to 8am", context)
    advice = "8 March 2022, 6pm to 9 March 2022, 8am"
    assert (caught.value.rule, f'"{advice}"' in caught.value.hint) == ("DAT07", True), str(caught.value)
    for written in (advice, "from 8 March 2022 at 6pm to 9 March 2022 at 8am"):
        line = read_session(written, context)
        assert isinstance(line, SessionLine)
        assert line.parts[0].through == (datetime(2022, 3, 8, 18), datetime(2022, 3, 9, 8))


def test_hours_that_end_at_midnight_hold_for_each_day_of_a_range() -> None:
    line = read_session("8 to 9 March 2022, 6pm to midnight", CONTEXT._replace(limits=HourLimits(unusual=True)))
    assert isinstance(line, SessionLine)
    assert len(line.days) == 2


def test_a_time_to_be_confirmed_may_have_a_colon() -> None:
    line = read_session("8 March 2022, time: TBC", CONTEXT)
    assert isinstance(line, SessionLine)
    assert line.parts[0].hours == LineHours(timing=Timing.UNKNOWN, offset=14)
