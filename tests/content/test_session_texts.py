"""The texts of a session line: places, presenters, keys, links and marks of Markdown."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import LineContext, SessionLine
from bulletin.content.session_lines import read_session

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams")
LINE = "9 March 2022, 10am to 11am"
MORE = 'Write "at" before a place, "with" before a presenter, and "note:" before anything else.'


def read(written: str) -> SessionLine:
    line = read_session(written, CONTEXT)
    assert isinstance(line, SessionLine)
    return line


def refusal(written: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        read_session(written, CONTEXT)
    return caught.value


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("at The Lowry, lunch provided", "lunch provided"),
        ("at The Lowry. Refreshments available.", "Refreshments available"),
        ("at The Lowry - free parking", "free parking"),
        ("at The Lowry (limited parking)", "limited parking"),
        ("at The Lowry, please bring a laptop", "please bring a laptop"),
        ("at The Lowry, tel 0161 496 0123", "tel 0161 496 0123"),
        ("at The Lowry, email team@example.org to book", "email team@example.org to book"),
        ("venue: The Lowry, booking essential", "booking essential"),
    ],
)
def test_a_place_ends_before_a_note(words: str, quoted: str) -> None:
    assert str(refusal(f"{LINE}, {words}")) == f'"{quoted}" is not a place. {MORE}'


@pytest.mark.parametrize(
    "place",
    ["Stopford House, Coffee Shop", "Register Office, Bury", "Free Trade Hall", "Parking House, Bury", "The Lunch Room, Bury", "Bury Library, Text Room", "Lowry Theatre, Booking Hall"],
)  # fmt: skip
def test_a_place_that_begins_like_a_note_is_a_place(place: str) -> None:
    assert read(f"{LINE}, at {place}").parts[0].place == place


@pytest.mark.parametrize("key", ["venue", "place", "location"])
def test_the_place_after_a_key_is_judged_like_that_after_at(key: str) -> None:
    assert read(f"{LINE}, {key}: TBC").keys["place"] == "Place to be confirmed"
    assert read(f"{LINE}, {key}: none").keys["place"] == "none"
    for words, rule in (
        ("CANCELLED", "SES02"),
        ("2pm to 3pm", "DAT07"),
        ("£20", "SES01"),
        ("The Lowry, with Dr A Li", "SES01"),
    ):
        assert refusal(f"{LINE}, {key}: {words}").rule == rule


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("speaker: Dr A Li, at The Lowry", '"at The Lowry" stands under "speaker:". Write it before "speaker:".'),
        ("cost: £20, at The Lowry", '"at The Lowry" stands under "cost:". Write it before "cost:".'),
        ("with Lunch provided", f'"with Lunch provided" does not name a person. {MORE}'),
        ("for: 20 people", f'"for: 20 people" does not say whom the session is for. {MORE}'),
        ("with Dr A Li at The Lowry", 'I cannot tell whether "at The Lowry" is the place. If it is, write a comma before it: "Dr A Li, at The Lowry".'),

        ("at Bury (venue TBC)", "This session has a place, and says that its place is to be confirmed. Keep one."),
        ("room TBC, at The Lowry", f'I do not understand "room TBC" in this session. {MORE}'),
        ("at The Lowry TBC", 'What is "The Lowry TBC" here? Write "place to be confirmed" instead of the place, or say in the text what is not known yet.'),
        ("£20 + VAT", 'I do not understand "£20 + VAT" in this session. Write "cost: £20 + VAT" at the end of the line.'),
        ("www.example.org/book", 'I do not understand "www.example.org/book" in this session. To book there write the whole address: "https://www.example.org/book".'),
        ("book: team@example.org", 'I do not understand "book: team@example.org" in this session. To book there write the whole address: "mailto:team@example.org".'),
        ("no need to book", 'I do not understand "no need to book" in this session. If nobody books, give the item the line "book: not needed".'),
    ],
)  # fmt: skip
def test_words_in_the_wrong_place_are_refused_with_the_right_one(words: str, sentence: str) -> None:
    assert str(refusal(f"{LINE}, {words}")) == sentence


@pytest.mark.parametrize("words", ["with TBC", "presenter: TBC", "presenter: To be confirmed"])
def test_a_presenter_to_be_confirmed_is_read_and_left_to_the_advice_of_the_rules(words: str) -> None:
    assert read(f"{LINE}, {words}")


@pytest.mark.parametrize(
    "people", ["all staff", "practice managers", "English teachers", "year 6 teachers", "night staff"]
)
def test_an_audience_may_begin_with_any_word(people: str) -> None:
    assert read(f"{LINE}, for {people}").parts[0].audience == (people,)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("hybrid - Stopford House / MS Teams", "Stopford House / MS Teams"),
        ("hybrid (Stopford House and Teams)", "Stopford House and Teams"),
        ("at Stopford House (also on Teams)", "Stopford House and Teams"),
        ("by phone", "phone"),
        ("F2F at Stopford House", "Stopford House"),
        ("via Teams link", "Teams link"),
        ("Venue - to be arranged", "Place to be confirmed"),
    ],
)
def test_a_place_is_read_without_the_marks_around_it(words: str, place: str) -> None:
    assert read(f"{LINE}, {words}").parts[0].place == place


def test_a_place_in_brackets_says_hybrid_only_with_both_parts() -> None:
    assert refusal(f"{LINE}, at Stopford House (hybrid)").rule == "CAL01"


@pytest.mark.parametrize(
    ("written", "label", "place"),
    [
        ("[Cohort 1](https://example.org/a): {line}", "Cohort 1", ""),
        ("[{line}](https://example.org/a)", "", ""),
        ("{line}, [at Stopford House](https://example.org/a)", "", "Stopford House"),
        ("{line}, [Zoom](https://example.org/a)", "", "Zoom"),
        ("{line}, [Book your place on the March course](https://example.org/a)", "", ""),
        ("{line}, to book: https://example.org/a", "", ""),
    ],
)
def test_the_words_of_a_link_are_read_unless_they_only_say_to_book(written: str, label: str, place: str) -> None:
    line = read(written.format(line=LINE))
    assert (line.label, line.parts[0].place, line.link) == (label, place, "https://example.org/a")


@pytest.mark.parametrize(
    "written",
    [
        "**Cohort 4:** 9 March 2022, *10am to 11am*, at **Stopford House**, note: bring **a pen**",
        "_Cohort 4_: __9 March 2022__, 10am to 11am, at Stopford House, note: bring a pen",
        "***Cohort 4***: 9 March 2022, 10am to 11am, at Stopford House (note: bring a pen)",
    ],
)
def test_marks_of_bold_and_italic_words_mean_nothing(written: str) -> None:
    line = read(written)
    assert (line.label, line.parts[0].place, line.keys["note"]) == ("Cohort 4", "Stopford House", "bring a pen")


def test_words_that_are_struck_out_are_refused() -> None:
    assert refusal(f"~~{LINE}~~").rule == "SES02"


@pytest.mark.parametrize(
    "hours",
    ["AM, 9.30-12.30", "morning session 9:30am to 12:30pm", "9:30am to 12:30pm (morning)", "Half day 9.30am-12.30pm", "9:30:00 - 12:30:00", "9.30am-12.30pm (GMT)", "9.30am-12.30pm (UK)", "9.30am-12.30pm (London time)"],
)  # fmt: skip
def test_a_part_of_the_day_or_a_zone_beside_hours_is_read(hours: str) -> None:
    own = read(f"9 March 2022, {hours}").parts[0].hours
    assert own is not None
    assert own.range is not None
    assert [str(time) for time in own.range] == ["09:30:00", "12:30:00"]


def test_hours_must_fit_the_part_of_the_day_beside_them() -> None:
    assert str(refusal("9 March 2022, morning, 1pm to 4pm")) == (
        '1pm to 4pm is not "morning". Put that right, or leave one of them out.'
    )
    assert refusal("9 March 2022, half day, 9am to 5pm").rule == "DAT07"


@pytest.mark.parametrize(
    "written",
    [
        "1. 9 March 2022, 10am to 11am, with Dr A Li, at Bury Hall",
        "2) Wednesday 9 March 2022, 10am to 11am, with Dr A Li, at Bury Hall",
        "✓ 9 March 2022, 10am to 11am, with Dr A Li, at Bury Hall",
        "📅 9 March 2022 ⏰ 10am to 11am, with Dr A Li 📍 at Bury Hall",
        "Date: 9 March 2022 Time: 10am to 11am Venue: Bury Hall; Trainer: Dr A Li",
        "When: 9 March 2022, 10am to 11am. Where: Bury Hall, trainer: Dr A Li",
    ],
)
def test_numbers_pictures_and_names_of_fields_before_the_parts_mean_nothing(written: str) -> None:
    line = read(written)
    presenters = line.parts[0].presenters or (line.keys["presenter"],)
    assert (line.label, line.days, presenters) == ("", (date(2022, 3, 9),), ("Dr A Li",))
    assert (line.parts[0].place or line.keys["place"]) == "Bury Hall"


def test_a_number_before_a_name_belongs_to_the_name() -> None:
    assert read(f"1. Introduction: {LINE}").label == "1. Introduction"
    assert read(f"A. Smith group: {LINE}").label == "A. Smith group"


@pytest.mark.parametrize("words", ["(both days)", "each day", "daily"])
def test_words_for_each_day_may_be_left_out(words: str) -> None:
    line = read(f"8 to 9 March 2022, 09:30-16:30 {words}, at Bury Hall")
    assert (len(line.days), line.parts[0].place) == (2, "Bury Hall")
    assert refusal("8 to 9 March 2022, 10am to 11am (you must attend both days)").message == (
        'I do not know the state "(you must attend both days)".'
    )


def test_a_state_at_the_end_of_words_is_named() -> None:
    assert (
        str(refusal(f"{LINE} Microsoft Teams FULL")) == '"FULL" in "Microsoft Teams FULL" is a state. Write "(full)".'
    )
