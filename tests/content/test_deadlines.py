"""Deadlines: the hour may stand on either side of the day, and a line without a name says what to write."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bulletin.content.dates import DayReading
from bulletin.content.deadlines import read_deadline
from bulletin.content.frontmatter import Wrong
from bulletin.model import State

READING = DayReading(date(2022, 2, 1))
FIVE = datetime(2022, 3, 4, 17)


@pytest.mark.parametrize(
    "when",
    [
        "5pm on Friday 4 March 2022",
        "Friday 4 March 2022 at 5pm",
        "Friday 4 March 2022, at 5:00 pm",
        "Friday 4 March 2022 (5pm)",
        "5pm, Friday 4 March 2022",
        "by 5pm on 4 March 2022",
        "before 5pm on 4 March 2022",
        "no later than 5pm on 4 March 2022",
        "4 March 2022 1700",
        "17:00 4-Mar-2022",
        "March 4, 2022 at 5:00 PM",
        "4 March 2022 @ 5pm",
        "4 March 2022 - 5pm",
        "2022-03-04T17:00",
    ],
)
def test_the_hour_may_stand_on_either_side_of_the_day(when: str) -> None:
    assert read_deadline(f"Survey closes: {when}", READING).moment == FIVE


def test_by_and_on_before_the_day_mean_nothing_more() -> None:
    for when in ("by 4 March 2022", "on 4 March 2022", "by Friday 4 March 2022", "until 4 March 2022"):
        assert read_deadline(f"Survey closes: {when}", READING).moment == FIVE.date()


@pytest.mark.parametrize(
    ("when", "rule", "sentence"),
    [
        ("4 March 2022 5.30", "DAT07", '"5.30" means 5:30am. If you meant the afternoon write "5:30pm".'),
        ("close of play on 4 March 2022", "DAT07", '"close of play" is not one time of day. Write one hour, like "5pm on 4 March 2022".'),
        ("4 March 2022, 9am to 5pm", "DAT07", '"9am to 5pm" is not one time of day. Write one hour, like "5pm on 4 March 2022".'),
        ("4 March 2022, 5pm GMT", "DAT08", 'This time has no time zone of its own. Leave "GMT" out, and write the hour that your own clocks show.'),
        ("before 4 March 2022", "DAT02", 'I cannot read "before 4 March 2022" as a date. Write it like "23 February 2022" or "23/02/2022".'),
        ("Monday 4 March 2022 at 5pm", "DAT01", "4 March 2022 is a Friday, not a Monday. Check the date."),
        ("4 March 2022 (extended)", "SES02", 'I do not know the state "(extended)". Write (moved from …) with the date that it was.'),
        ("4 March 2022 (postponed)", "SES02", 'A deadline cannot be "postponed". Use cancelled, or moved from a date.'),
    ],
)  # fmt: skip
def test_a_time_that_is_not_clear_is_refused(when: str, rule: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_deadline(f"Survey closes: {when}", READING)
    assert (caught.value.rule, str(caught.value)) == (rule, sentence)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("Survey closes - 4 March 2022", "Survey closes: 4 March 2022"),
        ("Survey closes on 4 March 2022", "Survey closes: 4 March 2022"),
        ("Survey closes by 5pm on 4 March 2022", "Survey closes: 5pm on 4 March 2022"),
        ("4 March 2022: Survey closes", "Survey closes: 4 March 2022"),
        ("4 March 2022, 5pm – Survey closes", "Survey closes: 5pm on 4 March 2022"),
        ("Friday 4 March 2022", "Survey closes: Friday 4 March 2022"),
        ("5pm on 4 March 2022", "Survey closes: 5pm on 4 March 2022"),
    ],
)
def test_the_advice_for_a_line_without_a_name_is_a_line_with_it(written: str, advice: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_deadline(written, READING)
    assert (caught.value.rule, f'"{advice}"' in caught.value.hint) == ("SES01", True), str(caught.value)
    assert read_deadline(advice, READING).label == "Survey closes"


def test_a_cancelled_deadline_is_not_called_cancelled() -> None:
    for written in (
        "CANCELLED: Survey closes: 4 March 2022",
        "Survey closes: 4 March 2022 - cancelled",
        "Survey closes: 4 March 2022 (cancelled)",
        "**Survey closes**: 4 March 2022. Cancelled",
    ):
        line = read_deadline(written, READING)
        assert (line.label, line.state) == ("Survey closes", State.CANCELLED)


def test_the_name_of_a_deadline_may_hold_the_words_of_a_session_line() -> None:
    for label in ("Book by", "Booking closes", "Full proposals due", "Moved from paper to online", "20 places go"):
        assert read_deadline(f"{label}: 4 March 2022", READING).label == label
    with pytest.raises(Wrong, match="EXTENDED"):
        read_deadline("EXTENDED: Survey closes: 4 March 2022", READING)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[Survey](https://example.org/s) closes: 4 March 2022", '"[Survey](https://example.org/s) closes" holds a link. Write its words alone here, and the link under "links:" or in the text.'),
        ("Survey closes: 4 March 2022, https://example.org/s", '"https://example.org/s" is a link, not a date. Write it under "links:" or in the text.'),
        ("REMINDER: Survey closes: 4 March 2022", '"REMINDER" is not the name of a deadline. Leave it out.'),
        ("Survey: opens 1 March 2022, closes 4 March 2022", '"opens 1 March 2022, closes 4 March 2022" looks like 2 dates. Write the day on which it is due alone.'),
        ("Survey closes: 4 March 2022 to 8 March 2022", '"4 March 2022 to 8 March 2022" looks like 2 dates. Write the day on which it is due alone.'),
    ],
)  # fmt: skip
def test_a_deadline_has_one_day_and_no_link(written: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_deadline(written, READING)
    assert str(caught.value) == sentence
