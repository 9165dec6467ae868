"""Any text for a value, a date or a time is read, or refused in one sentence with an offset in the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.dates import read_date
from bulletin.content.frontmatter import Wrong
from bulletin.content.phones import read_phone
from bulletin.content.settings import read_base_url, read_subject
from bulletin.content.times import HourLimits, find_ranges, judge_range, read_range
from bulletin.content.values import (
    check_url,
    read_before,
    read_contact,
    read_duration,
    read_email,
    read_joining,
    read_language,
    read_link,
    read_number,
    read_slug_value,
    read_yes_no,
    split_list,
)  # fmt: skip
from tests.support.examples import examples

HOURS = HourLimits()


def read_first_range(text: str) -> object:
    return next((judge_range(match, HOURS) for match in find_ranges(text)), None)


READERS: tuple[Callable[[str], Any], ...] = (
    split_list, read_link, read_duration, read_before, read_joining, read_yes_no, read_number, read_language,
    read_slug_value, check_url, read_email, read_base_url, read_subject, lambda text: read_contact(text, True),
    lambda text: read_phone(text, False), lambda text: read_date(text, date(2022, 2, 1)),
    lambda text: read_date(text, None), lambda text: read_range(text, HOURS), read_first_range,
)  # fmt: skip
PIECES = st.sampled_from([
    "0", "161", "+44", " ", ",", ", ", ": ", "@", "example.org", "https://", "[", "](", ")", "week", "3", "working days",
    "{name}", "#", "x", "ext", "1", "12", "31", "99", "2022", "22", "/", ".", "-", "Feb", "May", "Mon", "th", "of ", "9",
    "30", ":", " to ", "am", "pm", "noon", "midnight", "between ", "and ",
])  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@examples(200)
@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_read_or_refused_with_a_sentence(read: Callable[[str], Any], text: str) -> None:
    try:
        read(text)
    except Wrong as wrong:
        assert 0 <= wrong.offset <= len(text)
        assert wrong.message
