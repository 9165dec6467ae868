"""A session line is read in any order; what is left over is refused, never dropped."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_lines import LineContext, read_session
from bulletin.model import State

READING = LineContext(near=date(2022, 2, 1), place="Stopford House", unusual_hours=False)

READ = [
    ("Cohort 4: 15/03/22 https://example.org/b4 (moved from 08/03/22)",
     {"label": "Cohort 4", "day": date(2022, 3, 15), "link": "https://example.org/b4", "moved_from": date(2022, 3, 8)}),
    ("23 March 2022 10.00-13.00 via Microsoft Teams",
     {"day": date(2022, 3, 23), "start": time(10), "end": time(13), "place": "Microsoft Teams"}),
    ("1 April 2022, 10-11am, at Stopford House, Stockport SK1 3XE",
     {"day": date(2022, 4, 1), "start": time(10), "end": time(11), "place": "Stopford House, Stockport SK1 3XE"}),
    ("Day 1: 10-05-2022 10-11am [Book](https://example.org/x)",
     {"label": "Day 1", "day": date(2022, 5, 10), "start": time(10), "end": time(11), "link": "https://example.org/x"}),
    ("Evening: 3 March 2022, 6pm to 8pm (provisional, 20 places)",
     {"label": "Evening", "day": date(2022, 3, 3), "start": time(18), "end": time(20), "state": State.PROVISIONAL, "places": 20}),
    ("25 March 2022 (waiting list)", {"day": date(2022, 3, 25), "state": State.WAITING_LIST}),
    ("<https://example.org/a>, 25 March 2022, zoom", {"day": date(2022, 3, 25), "link": "https://example.org/a", "place": "zoom"}),
    ("25 March 2022 stopford house", {"day": date(2022, 3, 25), "place": "Stopford House"}),
    ("25 March 2022, place: x", None),
    ("25 March 2022 mailto:book@example.org", {"day": date(2022, 3, 25), "link": "mailto:book@example.org"}),
    ("4: 25 March 2022", {"label": "4", "day": date(2022, 3, 25)}),
    ("Friday: 25 March 2022", None),
    ("25 March 2022 (Fully booked)", {"day": date(2022, 3, 25), "state": State.FULL}),
    ("25 March 2022 (TBC)", {"day": date(2022, 3, 25), "state": State.PROVISIONAL}),
    ("25 March 2022 (full) (16 places)", {"day": date(2022, 3, 25), "state": State.FULL, "places": 16}),
    ("25 March 2022 (sold out, full)", {"day": date(2022, 3, 25), "state": State.FULL}),
]  # fmt: skip
EMPTY = {
    "label": "",
    "start": None,
    "end": None,
    "place": "",
    "link": "",
    "state": State.OPEN,
    "places": None,
    "moved_from": None,
}


@pytest.mark.parametrize(("written", "meant"), [row for row in READ if row[1]])
def test_a_line_is_read_as_it_is_meant(written: str, meant: dict[str, object]) -> None:
    line = read_session(written, READING)
    assert {name: getattr(line, name) for name in (*EMPTY, "day")} == EMPTY | meant


REFUSED = [
    ("1 April 2022, lunch provided", 14, "SES01",
     "I do not understand 'lunch provided' in this session. If it is the place, write \"at lunch provided\"; if not, put it in the text."),
    ("Cohort 4: 08/03/22 (cancled)", 19, "SES02", 'I do not know the state "(cancled)". Did you mean "(cancelled)"?'),
    ("08/03/22 (full) (cancelled)", 17, "SES02", 'This session is both "full" and "cancelled". Keep one.'),
    ("08/03/22 https://a.org https://b.org", 23, "SES01", "There are 2 links in this session. Keep the booking link."),
    ("Cohort 4:15/03/22", 0, "SES01", 'Put a space after the colon in "Cohort 4:".'),
    ("Monday 1 April 2022", 7, "DAT01", "1 April 2022 is a Friday, not a Monday. Check the date."),
    ("Cohort 1: 25 March", 10, "DAT03", '"25 March" has no year. The next one is Friday 25 March 2022. Add the year.'),
    ("23 February 2022 and 25 March 2022", 0, "DAT02",
     '"23 February 2022 and 25 March 2022" looks like 2 dates. Put each date on its own line under sessions.'),
    ("8 March 2022 (moved from 31/02/22)", 25, "DAT02", '"31/02/22" is not a real date.'),
    ("8 March 2022 tel:01614269900", 13, "SES01",
     "I do not understand 'tel:01614269900' in this session. If it is the place, write \"at tel:01614269900\"; if not, put it in the text."),
    ("Cohort 1: soon", 10, "DAT02", 'I cannot read "soon" as a date. Write it like "23 February 2022" or "23/02/2022".'),
    ("Cohort 1: ", 0, "DAT02", 'There is no date in "Cohort 1: ". Write it like "23 February 2022".'),
    ("8 March 2022 [Book](tel:0161)", 20, "LNK07", '"tel:0161" is not an address to book at. Use https or mailto, or say it in booking.'),
    ("8 March 2022 [Book](files/x)", 20, "LNK07", '"files/x" is not an address I can use. Use https, mailto or tel.'),
    ("8 March 2022, 9-5", 14, "DAT07", '"9-5": add am or pm to both times.'),
    ("8 March 2022, 9:30am", 14, "DAT07", '"9:30am" has no end. Write the start and the end, like "9:30am to 4:30pm".'),
    ("8 March 2022 (99999 places)", 14, "STR07", '"99999" is not from 1 to 9,999.'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "offset", "rule", "said"), REFUSED)
def test_a_line_that_cannot_be_read_is_one_sentence_at_its_place(
    written: str, offset: int, rule: str, said: str
) -> None:
    with pytest.raises(Wrong) as caught:
        read_session(written, READING)
    assert (str(caught.value), caught.value.rule, caught.value.offset) == (said, rule, offset)


def test_a_year_of_two_digits_is_echoed_in_words() -> None:
    [note] = read_session("Cohort 1: 01/04/22", READING).short_years
    assert (str(note), note.rule, note.offset) == ('I read "01/04/22" as Friday 1 April 2022.', "DAT04", 10)


PIECES = st.sampled_from(
    ["Cohort 1: ", "8 March 2022", "08/03/22", "9.30-10.30", " at ", "Teams", "(full)", "(moved from ", ")", "(", "https://a.org/",
     "[x](", ", ", " ", "12", "places", "Monday ", ":", "tbc", "<", ">"]
)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map("".join)))
def test_any_text_is_a_session_or_a_sentence(text: str) -> None:
    try:
        read_session(text, READING)
    except Wrong as wrong:
        assert 0 <= wrong.offset <= len(text)
        assert wrong.message


@settings(max_examples=2000, deadline=None)
@given(
    st.dates(date(2021, 3, 1), date(2024, 1, 1)),
    st.permutations(["at the Town Hall", "https://example.org/b", "9:30am to 4:30pm"]),
)
def test_the_parts_of_a_line_may_stand_in_any_order_but_the_place_ends_it(day: date, parts: list[str]) -> None:
    parts.sort(key=lambda part: part.startswith("at "))
    line = read_session(f"Cohort 1: {day:%d/%m/%Y}, {', '.join(parts)} (full)", READING)
    assert (line.day, line.place, line.link) == (day, "the Town Hall", "https://example.org/b")
    assert (line.start, line.end, line.state) == (time(9, 30), time(16, 30), State.FULL)
