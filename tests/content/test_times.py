"""Ranges of times are read as people write them; times that could be morning or afternoon are refused."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.frontmatter import Wrong
from bulletin.content.times import HourLimits, check_exists, find_ranges, judge_range, read_range
from bulletin.text import humanize
from tests.support.examples import examples

USUAL = HourLimits()
READ = [
    ("12.00-13.00", "midday to 1pm"),
    ("09:30 – 16:30", "9:30am to 4:30pm"),
    ("09.30-16.30", "9:30am to 4:30pm"),
    ("9:30am to 4:30pm", "9:30am to 4:30pm"),
    ("9.30am-4.30pm", "9:30am to 4:30pm"),
    ("midday to 1pm", "midday to 1pm"),
    ("12 noon - 1pm", "midday to 1pm"),
    ("0930-1630", "9:30am to 4:30pm"),
    ("0930hrs to 1630hrs", "9:30am to 4:30pm"),
    ("10-11am", "10am to 11am"),
    ("11-1pm", "11am to 1pm"),
    ("9.30-4.30pm", "9:30am to 4:30pm"),
    ("8am to 8pm", None),
    ("8am to 6pm", "8am to 6pm"),
    ("between 2pm and 3pm", "2pm to 3pm"),
    ("from 2 p.m. until 3 p.m.", "2pm to 3pm"),
    ("at 10am till noon", "10am to midday"),
    ("@10am-12.00 noon", "10am to midday"),
    ("14:00 hours to 1600h", "2pm to 4pm"),
]


@pytest.mark.parametrize(("written", "meant"), [row for row in READ if row[1]])
def test_a_range_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert humanize.hours(*read_range(written, USUAL)) == meant


REFUSED = [
    ("9-5", '"9-5": add am or pm to both times.'),
    ("10:00-5", '"10:00-5": add am or pm to both times.'),
    ("9-17:00", '"9-17:00": add am or pm to both times.'),
    ("1.00 to 2.30", '"1.00 to 2.30" means 1am to 2:30am. If you meant the afternoon write "1pm to 2:30pm".'),
    ("16.30-09.30", "The end (9:30am) is not after the start (4:30pm)."),
    ("9:30am", '"9:30am" has no end. Write the start and the end, like "9:30am to 4:30pm", or add "lasts: 2 hours".'),
    ("6am to 8am", '6am to 8am is outside 7am to 9pm. If that is right, add the line "unusual hours: yes".'),
    ("7pm to midnight", '7pm to midnight is outside 7am to 9pm. If that is right, add the line "unusual hours: yes".'),
    (
        "12 midnight to 1am",
        'midnight to 1am is outside 7am to 9pm. If that is right, add the line "unusual hours: yes".',
    ),
    ("9 to midnight", '"9 to midnight": add am or pm to both times.'),
    ("8am to 8pm", '8am to 8pm is more than 10 hours. If that is right, add the line "unusual hours: yes".'),
    (
        "10pm to 6am",
        'The end (6am) is not after the start (10pm). If it ends on the next day, add the line "unusual hours: yes".',
    ),
    ("5am to 9:30pm", "5am to 9:30pm is more than 16 hours. Check the times."),
    ("2pm and 3pm", 'I cannot read "2pm and 3pm" as times. Write them like "9:30am to 4:30pm".'),
    ("25:00 to 26:00", '"25:00" is not a time. Write it like "9:30am".'),
    ("13pm to 2pm", '"13pm" is not a time. Write it like "9:30am".'),
    ("soon", 'I cannot read "soon" as times. Write them like "9:30am to 4:30pm".'),
]


@pytest.mark.parametrize(("written", "sentence"), REFUSED)
def test_a_range_that_cannot_be_read_is_one_sentence(written: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_range(written, USUAL)
    assert (str(caught.value), caught.value.rule) == (sentence, "DAT07")


def test_unusual_hours_are_read_when_the_editor_says_so() -> None:
    unusual = HourLimits(unusual=True)
    assert read_range("6am to 8am", unusual) == (time(6), time(8))
    assert read_range("10pm to 6am", unusual).minutes == 480
    for end in ("midnight", "24:00", "0:00", "12am"):
        assert read_range(f"6pm to {end}", unusual) == (time(18), time(0))
    with pytest.raises(Wrong, match="more than 16 hours"):
        read_range("10am to 6am", unusual)


def test_a_range_is_found_before_what_looks_like_a_date() -> None:
    (time_range,) = find_ranges("23 March 2022 10.00-13.00 via Teams")
    assert (time_range.span(), judge_range(time_range, USUAL)) == ((14, 25), (time(10), time(13)))
    for other in ("10-05-2022", "2022-03-23", "3-5 places", "1/2-3/4", "room 12-14"):
        assert find_ranges(other) == ()


LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (datetime(2022, 3, 27, 1, 15), "1:15am does not exist on Sunday 27 March 2022 because the clocks change. Choose another time."),
        (datetime(2022, 10, 30, 1, 15), "1:15am happens twice on Sunday 30 October 2022 because the clocks change. Choose another time."),
    ],
)  # fmt: skip
def test_a_time_that_does_not_exist_or_exists_twice_is_refused(moment: datetime, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        check_exists(moment.replace(tzinfo=LONDON))
    assert (str(caught.value), caught.value.rule) == (sentence, "DAT08")


@pytest.mark.parametrize("moment", [datetime(2022, 3, 27, 0, 59), datetime(2022, 3, 27, 2), datetime(2022, 10, 30, 2)])
def test_a_time_beside_the_change_of_clocks_is_read(moment: datetime) -> None:
    check_exists(moment.replace(tzinfo=LONDON))


MINUTES = st.integers(7 * 60, 21 * 60)
SHAPES = ("{:%H.%M}", "{:%H:%M}", "{:%H%M}hrs", "{:%I.%M%p}", "{:%I:%M %p}")


@examples(400)
@given(MINUTES, st.integers(1, 600), st.sampled_from(SHAPES), st.sampled_from(["-", " – ", " to ", " until "]))
def test_a_range_that_people_write_reads_back_as_itself(start: int, length: int, shape: str, between: str) -> None:
    end = min(start + length, 21 * 60)
    if end == start:
        return
    times = [time(minute // 60, minute % 60) for minute in (start, end)]
    written = between.join(shape.format(time) for time in times)
    assert read_range(written, USUAL) == tuple(times)
    assert read_range(humanize.hours(*times), USUAL) == tuple(times)
