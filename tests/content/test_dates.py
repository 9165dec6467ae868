"""Dates are read as people write them in Britain; a text that could be two dates is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.dates import read_date, read_month_or_date
from bulletin.content.frontmatter import Wrong
from bulletin.text import humanize
from tests.support.examples import examples

ISSUE = date(2022, 2, 1)

READ = [
    ("Weds 23 Feb 2022", date(2022, 2, 23)),
    ("18th January 2022", date(2022, 1, 18)),
    ("June 29th 2019", date(2019, 6, 29)),
    ("01/04/22", date(2022, 4, 1)),
    ("2022-02-23", date(2022, 2, 23)),
    ("23.02.2022", date(2022, 2, 23)),
    ("23-02-2022", date(2022, 2, 23)),
    ("Wednesday, 23 February, 2022", date(2022, 2, 23)),
    ("Wednesday 23 February 2022", date(2022, 2, 23)),
    ("23 Sept. 2022", date(2022, 9, 23)),
    ("the 1st of April 2022", date(2022, 4, 1)),
    ("23 February 2022", date(2022, 2, 23)),
    ("23/02/2022", date(2022, 2, 23)),
    ("5 May 2022", date(2022, 5, 5)),
    ("29 February 2024", date(2024, 2, 29)),
    ("01/02/21", date(2021, 2, 1)),
    ("01/02/24", date(2024, 2, 1)),
]


@pytest.mark.parametrize(("written", "day"), READ)
@pytest.mark.guarantee("CAL-23")
def test_a_date_is_read_as_it_is_meant(written: str, day: date) -> None:
    assert read_date(written, ISSUE).day == day


REFUSED = [
    ("Monday 23 February 2022", 7, "DAT01", "23 February 2022 is a Wednesday, not a Monday. Check the date."),
    ("03/25/2022", 0, "DAT02", '"03/25/2022" has no month 25. UK dates go day/month/year. Did you mean Friday 25 March 2022?'),
    ("25 March", 0, "DAT03", '"25 March" has no year. The next one is Friday 25 March 2022. Add the year.'),
    ("29 February", 0, "DAT03", '"29 February" has no year. The next one is Thursday 29 February 2024. Add the year.'),
    ("April 19", 0, "DAT03", '"April 19" could be 19 April or April 2019. Write the whole date.'),
    ("23 Febuary 2022", 3, "DAT02", 'I do not know the month "Febuary". Did you mean February?'),
    ("31/04/2022", 0, "DAT02", '"31/04/2022" is not a real date.'),
    ("2022-02-30", 0, "DAT02", '"2022-02-30" is not a real date.'),
    ("99/99/2022", 0, "DAT02", '"99/99/2022" is not a real date.'),
    ("31 April", 0, "DAT02", '"31 April" is not a real date.'),
    ("01/04/62", 0, "DAT02", '"01/04/62" would be Saturday 1 April 2062, which is not near this issue. Write the year in full.'),
    ("31/01/21", 0, "DAT02", '"31/01/21" would be Sunday 31 January 2021, which is not near this issue. Write the year in full.'),
    ("Spring 2022", 0, "DAT02", 'I cannot read "Spring 2022" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("next Tuesday", 0, "DAT02", 'I cannot read "next Tuesday" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("23 February 2022 and 25 March 2022", 0, "DAT02",
     '"23 February 2022 and 25 March 2022" looks like 2 dates. Put each date on its own line under sessions.'),
    ("23 February 2022, lunch", 0, "DAT02", 'I cannot read "23 February 2022, lunch" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("23/02-2022", 0, "DAT02", 'I cannot read "23/02-2022" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("٢٣/٠٢/٢٠٢٢", 0, "DAT02", 'I cannot read "٢٣/٠٢/٢٠٢٢" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("x" * 70, 0, "DAT02", f'I cannot read "{"x" * 60}…" as a date. Write it like "23 February 2022" or "23/02/2022".'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "offset", "rule", "sentence"), REFUSED)
def test_a_date_that_cannot_be_read_is_one_sentence(written: str, offset: int, rule: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_date(written, ISSUE)
    assert (str(caught.value), caught.value.rule, caught.value.offset) == (sentence, rule, offset)


def test_a_year_of_two_digits_is_noted_and_needs_an_issue_beside_it() -> None:
    assert read_date("01/04/22", ISSUE).short_year
    assert not read_date("01/04/2022", ISSUE).short_year
    with pytest.raises(Wrong, match="Write the year in full"):
        read_date("01/04/22", None)
    with pytest.raises(Wrong, match=r'^"25 March" has no year. Add the year.$'):
        read_date("25 March", None)


def test_a_month_is_enough_where_a_source_was_published() -> None:
    assert read_month_or_date("September 2019", ISSUE) == (2019, 9)
    assert read_month_or_date("Sept. 2019", ISSUE) == (2019, 9)
    assert read_month_or_date("18th January 2022", ISSUE) == date(2022, 1, 18)


SHAPES = (
    humanize.day,
    humanize.weekday,
    date.isoformat,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%a} {day.day}. {day:%b} {day:%Y}".replace(".", "", 1),
    lambda day: f"{day:%B} {day.day}, {day:%Y}",
)


@examples(400)
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(SHAPES))
def test_a_date_that_we_write_reads_back_as_itself(day: date, shape: object) -> None:
    assert read_date(shape(day), ISSUE).day == day  # type: ignore[operator]


@examples(400)
@given(st.dates(ISSUE - timedelta(days=360), ISSUE + timedelta(days=720)))
def test_a_short_year_near_the_issue_reads_back_as_itself(day: date) -> None:
    assert read_date(f"{day:%d.%m.%y}", ISSUE) == (day, True)


@pytest.mark.parametrize("piece", ["1", "1/", "a", " ", "1 ", "May ", "the ", "1 May "])
def test_a_long_line_of_one_repeated_text_is_read_in_linear_time(piece: str) -> None:
    with pytest.raises(Wrong):
        read_date(piece * (1000 // len(piece)), ISSUE)
