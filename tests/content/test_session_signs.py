"""Session lines with other signs, other words and slips: read as the plain line, or refused with what to type."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import AwaitedLine, LineContext, SessionLine
from bulletin.content.session_lines import read_session
from bulletin.content.session_places import judge_key_name, judge_key_place
from bulletin.content.times import HourLimits
from bulletin.text.online import is_online

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams")
HOURS = ", 9:30am to 4:30pm"


def read(written: str, context: LineContext = CONTEXT) -> SessionLine | AwaitedLine:
    line = read_session(written, context)
    if isinstance(line, AwaitedLine):
        return line
    parts = tuple(part._replace(hours=part.hours and part.hours._replace(offset=0)) for part in line.parts)
    return line._replace(parts=parts, short_years=())


def refusal(written: str, context: LineContext = CONTEXT) -> str:
    with pytest.raises(Wrong) as caught:
        read_session(written, context)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("8 March 2022, 9:30am\u22124:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022, 9:30am\u20114:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022 -9:30am to 4:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022-9:30am to 4:30pm", f"8 March 2022{HOURS}"),
        (f"8  March  2022{HOURS},  in  person  at  Bury  Hall", f"8 March 2022{HOURS}, in person at Bury Hall"),
        (f"**8 March 2022{HOURS}, https://example.org/b**", f"8 March 2022{HOURS}, https://example.org/b"),
        (f"• CANCELLED: 8 March 2022{HOURS}", f"8 March 2022{HOURS} (cancelled)"),
        ("March 8-10, 2022. 9:30am to 4:30pm", f"8 to 10 March 2022{HOURS}"),
        ("8 March 2022, 9:30am -- 4:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022, 9:30am ~ 4:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022, 9:30am til 4:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022, 9:30am 'til 4:30pm", f"8 March 2022{HOURS}"),
        ("８ March ２０２２，９:30am to ４:30pm", f"8 March 2022{HOURS}"),
        ("8 March 2022, 9:30am to 4:30pm\u200b", f"8 March 2022{HOURS}"),
        ("8 March 2022 • 9:30am-4:30pm • Bury Town Hall", f"8 March 2022{HOURS}, at Bury Town Hall"),
        ("2022-03-08T09:30-16:30", f"8 March 2022{HOURS}"),
        ("8th. March 2022, 9:30am to 4:30pm", f"8 March 2022{HOURS}"),
        ("8 th March 2022, 9:30am to 4:30pm", f"8 March 2022{HOURS}"),
        ("A: Tue/Wed 8/9 March 2022, 9:30am to 4:30pm each day", f"A: 8 and 9 March 2022{HOURS}"),
        ("A: Tue 8th March/Wed 9th March 2022, 9:30am to 4:30pm", f"A: 8 and 9 March 2022{HOURS}"),
        (f"Face to face: 8 March 2022{HOURS}, at Bury Town Hall", f"8 March 2022{HOURS}, face to face, at Bury Town Hall"),
        (f"Hybrid: 8 March 2022{HOURS}, at Bury Town Hall and on Zoom", f"8 March 2022{HOURS}, hybrid, at Bury Town Hall and on Zoom"),
        (f"8 March 2022{HOURS}, on line", f"8 March 2022{HOURS}, online"),
        ("8 March 2022\t9:30am - 4:30pm\tBury Town Hall\tFull", f"8 March 2022{HOURS}, at Bury Town Hall (full)"),
        (f"Cohort 1:\t8 March 2022{HOURS}", f"Cohort 1: 8 March 2022{HOURS}"),
        ("8 March 2022, lunchtime 12-1pm", "8 March 2022, midday to 1pm"),
        (f"8 March 2022{HOURS}, facilitators: Dr A Li", f"8 March 2022{HOURS}, presenters: Dr A Li"),
        ("8 March 2022, all day event", "8 March 2022, all day"),
        ("8 March 2022, full day course", "8 March 2022, all day"),
        ("8 March 2022 @ 6pm – 9 March 2022 @ 4pm", "8 March 2022, 6pm to 9 March 2022, 4pm"),
        ("every Tuesday, 10am to 11am, from 1 March to 29 March 2022", "every Tuesday from 1 March to 29 March 2022, 10am to 11am"),
        ("every Tuesday 10am to 11am in March 2022, not 15 March", "every Tuesday in March 2022, not 15 March, 10am to 11am"),
        ("second Tuesday of every month from 1 March to 31 May 2022, 10am to 11am", "every second Tuesday of the month from 1 March to 31 May 2022, 10am to 11am"),
        (f"8 March 2022{HOURS} (Europe/London)", f"8 March 2022{HOURS} UK time"),
        (f"8 March 2022{HOURS} GMT/BST", f"8 March 2022{HOURS} UK time"),
        (f"8 March 2022{HOURS} British time", f"8 March 2022{HOURS} UK time"),
        (f"8 March 2022{HOURS} Greenwich Mean Time", f"8 March 2022{HOURS} GMT"),
        (f"8 March 2022{HOURS} (https://example.org/book)", f"8 March 2022{HOURS}, https://example.org/book"),
        (f'8 March 2022{HOURS} [Book now](https://example.org/book "Book")', f"8 March 2022{HOURS}, https://example.org/book"),
        (f"8 March 2022{HOURS}, book by 12 noon, 1 March 2022", f"8 March 2022{HOURS}, book by 12 noon on 1 March 2022"),
        ("8 March 2022, 7pm, duration: 90 minutes", "8 March 2022, 7pm, lasts: 90 minutes"),
        ("A: date to be confirmed (March 2022)", "A: March 2022, date to be confirmed"),
        ("A: March 2022, exact date TBC", "A: March 2022, date to be confirmed"),
    ],
)  # fmt: skip
def test_other_signs_and_words_are_read_as_the_plain_ones(written: str, plain: str) -> None:
    found, meant = read(written), read(plain)
    if isinstance(found, SessionLine) and isinstance(meant, SessionLine):
        found, meant = (
            line._replace(keys={}, parts=tuple(p._replace(is_range=False) for p in line.parts))
            for line in (found, meant)
        )
    assert found == meant


@pytest.mark.parametrize(
    "words", ["at Bury Town Hall", "on Teams", "in the Village Hall", "with Dr A Li", "Bury Town Hall", "GMT at Bury"]
)
def test_a_start_needs_no_comma_before_the_place(words: str) -> None:
    context = CONTEXT._replace(lasts=timedelta(hours=2))
    line = read(f"8 March 2022, 7pm {words}", context)
    assert line == read(f"8 March 2022, 7pm, {words}".replace(", GMT", " GMT,"), context)
    assert refusal(f"8 March 2022, 7pm {words}").startswith('"7pm" has no end.')


def test_two_weekdays_of_each_month_are_read() -> None:
    line = read("Every 2nd and 4th Tuesday from 1 March to 30 April 2022, 1:30pm to 3pm")
    assert isinstance(line, SessionLine)
    assert [day.isoformat()[5:] for day in line.days] == ["03-08", "03-22", "04-12", "04-26"]


@pytest.mark.parametrize(
    ("month", "when"),
    [
        ((2022, 6), "Q2 2022"),
        ((2022, 12), "early 2022"),
        ((2022, 8), "Spring/Summer 2022"),
        ((2022, 3), "wk beg 7 March 2022"),
    ],
)
def test_an_announcement_may_name_a_part_of_a_year(month: tuple[int, int], when: str) -> None:
    line = read(f"A: {when}, date to be confirmed")
    assert isinstance(line, AwaitedLine)
    assert (line.label, line.when, line.month) == ("A", when, month)


WRITE_TIMES = 'Write them like "9:30am to 4:30pm".'
ALL_DAYS = (
    'Write all its days, like "8 to 9 March 2022" or "every Tuesday from 1 March to 29 March 2022", and leave that out.'
)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("8. March 2022", 'I cannot read "8. March 2022" as a date. Write it like "23 February 2022" or "23/02/2022".'),
        ("Tuesday8 March 2022", 'I cannot read "Tuesday8 March 2022" as a date. Write it like "23 February 2022" or "23/02/2022".'),
        ("8 March 202214:30 – 18:30", '"202214:30" is not a year. Put a space after 2022.'),
        ("8 March 20229am to 10am", '"20229am" is not a year. Put a space after 2022.'),
        ("8 March 2O22", '"2O22" has a letter, and is not a year. Write it in digits.'),
        ("A: 30, 31 December and 1 January 2023", 'The days of "30, 31 December and 1 January 2023" are not in order. If 31 December is in 2022, write its year, too: "31 December 2022".'),
        ("Friday 6 June, 2pm to 3pm", '"Friday 6 June" has no year. 6 June 2022 is a Monday. Check the date, and add the year.'),
        ("wk beg 7 March 2022", '"wk beg 7 March 2022" is a week, not a day. Write the day, or "wk beg 7 March 2022, date to be confirmed".'),
        ("Thr 10 March 2022, 2pm to 3pm", 'I do not know the weekday "Thr". Did you mean Thursday?'),
        ("W 9 March 2022, 2pm to 3pm", 'I do not know the weekday "W". Did you mean Wednesday?'),
        ("T 8 March 2022, 2pm to 3pm", 'Is "T" the name of this session? Then write a colon after it, like "T: 8 March 2022, …"; a place begins with "at".'),
        ("six Tuesdays from 8 March 2022, 2pm to 3pm", f'"six Tuesdays" does not say on which days the session is. {ALL_DAYS}'),
        ("8 March 2022, 2pm to 3pm for 6 weeks", f'"for 6 weeks" does not say on which days the session is. {ALL_DAYS}'),
        ("8 March 2022, 2pm to 3pm (2 day course)", f'"2 day course" does not say on which days the session is. {ALL_DAYS}'),
        ("every Tuesday in March 2022, 2pm to 3pm, term time only", '"term time only" does not say which days are left out. Write each of them after the last day, like "not 18 April".'),
        ("second Tuesday of the month, 2pm to 3pm", 'I cannot read "second Tuesday of the month, 2pm to 3pm" as dates. Write it like "every second Tuesday of the month from 1 March to 31 May 2022", or each date on its own line.'),
        ("weekdays 7-11 March 2022, 2pm to 3pm", 'I cannot read "weekdays 7-11 March 2022, 2pm to 3pm" as dates. Write it like "every Tuesday from 1 March to 29 March 2022", or each date on its own line.'),
        ("Mondays and Thursdays, 7 to 17 March 2022, 2pm to 3pm", 'I cannot read "Mondays and Thursdays, 7 to 17 March 2022" as dates. Write it like "every Monday and Thursday from 7 March 2022 to 17 March 2022".'),
        ("8 March 2022, 9 til 5", '"9 til 5": add am or pm to both times.'),
        ("8 March 2022, half nine to half twelve", f'I cannot read "half nine to half twelve" as times. {WRITE_TIMES}'),
        ("8 March 2022, at half past nine", f'I cannot read "half past nine" as times. {WRITE_TIMES}'),
        ("8 March 2022, 18h to 20h", f'I cannot read "18h to 20h" as times. {WRITE_TIMES}'),
        ("8 March 2022, 9:30a-4:30p", f'I cannot read "9:30a-4:30p" as times. {WRITE_TIMES}'),
        ("8 March 2022, 9:30am → 4:30pm", 'I do not understand "9:30am → 4:30pm" in this session. Write one start and one end, like "9:30am to 4:30pm", and "note:" before anything else.'),
        ("8 March 2022, 10\u221212", '"10-12": add am or pm to both times.'),
        ("８ March, 2pm to 3pm", '"8 March" has no year. The next one is Tuesday 8 March 2022. Add the year.'),
        ("8 March 2022 (6.00 PM)", '"6.00 PM" has no end. Write the start and the end, like "9:30am to 4:30pm", or add "lasts: 2 hours".'),
        ("• TBC: 8 March 2022, 2pm to 3pm", '"TBC" is not the name of a session. Write "date to be confirmed", "place to be confirmed" or (provisional).'),
        ("8 March 2022, 6.00-8.00", '"6.00-8.00" means 6am to 8am. If you meant the afternoon write "6pm to 8pm".'),
        ("8 March 2022, 06.00-08.00", '6am to 8am is outside 7am to 9pm. If that is right, add the line "unusual hours: yes".'),
        ("8 March 2022, 12.30-1.30", 'The end (1:30am) is not after the start (12:30pm). If you meant the afternoon write "12:30pm to 1:30pm".'),
        ("8 March 2022, 7pm-8.30", 'The end (8:30am) is not after the start (7pm). If you meant the evening write "7pm to 8:30pm".'),
        ("8 March 2022, 9am-12am", '"9am-12am" means 9am to midnight. If you meant midday write "9am to midday".'),
        ("8 March 2022, 12am-1pm", '"12am-1pm" means midnight to 1pm. If you meant midday write "midday to 1pm".'),
        ("8 March 2022, 14:00-15:00Z", 'I do not know the time zone "Z". Write it like "Europe/Dublin time".'),
        ("8 March 2022, 2pm to 3pm (UTC+0)", 'I do not know the time zone "UTC+0". Write it like "Europe/Dublin time".'),
        ("8 March 2022, 2pm to 3pm local time", 'I do not know the time zone "local time". Write it like "Europe/Dublin time".'),
        ("8 March 2022, 2pm to 3pm (9am EST)", 'I do not know the state "(9am EST)". Write the start and the end there, like "(10am to 11am in New York)".'),
        ("8 March 2022, 2pm to 3pm, UTC Bury", 'I do not understand "UTC Bury" in this session. Write "at" before a place, "with" before a presenter, and "note:" before anything else.'),
        ("8 March 2022, 7pm, 90 minutes", '"7pm" has no end. Write the start and the end, like "9:30am to 4:30pm", or add "lasts: 90 minutes".'),
        ("8 March 2022, 7pm for 1 hour", 'I do not understand "7pm for 1 hour" in this session. Write "7pm", and "lasts: 1 hour" at the end of the line.'),
        ("8 March 2022, 7pm at the Bull", '"7pm" has no end. Write the start and the end, like "9:30am to 4:30pm", or add "lasts: 2 hours".'),
        ("8 March 2022, 2pm to 3pm, hybrid at Bury Hall", 'Where is this session? Write both, like "at Stopford House, Stockport and on Microsoft Teams".'),
        ("8 March 2022, 2pm to 3pm, book by 3 days before", 'I do not understand "book by 3 days before" in this session. Write "book by: 3 days before" at the end of the line.'),
        ("8 March 2022, 2pm to 3pm, booking: TBC", 'I do not understand "booking: TBC" in this session. Write "at" before a place, "with" before a presenter, and "note:" before anything else.'),
        ("8 March 2022, 2pm to 3pm (repeat of 1 March 2022)", '"repeat of 1 March 2022" is a day of another session. Write "note: …" before it, at the end of the line.'),
        ("8 March 2022, 2pm to 3pm (moved from 1pm)", 'I do not know the state "(moved from 1pm)". New hours are simply written after the date.'),
        ("8 March 2022 (time and venue TBC)", 'I do not know the state "(time and venue TBC)". Write "time to be confirmed, place to be confirmed" without brackets.'),
        ("8 March 2022, 2pm to 3pm, £50 (members free)", 'I do not understand "£50 (members free)" in this session. Write "cost: £50 (members free)" at the end of the line.'),
        ("What: Annual meeting When: 8 March 2022, 2pm to 3pm", '"What: Annual meeting When" cannot be a name. If the name is "Annual meeting", write "Annual meeting: …".'),
        ("Event: First aid, Date: 8 March 2022, 2pm to 3pm", 'I do not understand "First aid" in this session. If it is the name, write "First aid: 8 March 2022, …".'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_what_to_type(written: str, sentence: str) -> None:
    assert refusal(written) == sentence


@pytest.mark.parametrize(
    "words", ["open", "confirmed", "places available", "limited places", "booking open", "a few places left"]
)
def test_words_for_an_open_session_are_left_out(words: str) -> None:
    hint = 'Leave it out: without a state a session is open. A number of places is written like "(5 places)".'
    assert refusal(f"8 March 2022{HOURS} ({words})") == f'I do not know the state "({words})". {hint}'
    assert refusal(f"8 March 2022{HOURS} - {words}") == f'I do not know the state "{words}". {hint}'


@pytest.mark.parametrize(
    "words",
    ["SAVE THE DATE", "Save the date", "LAST FEW PLACES", "Reminder", "Update", "CORRECTION", "Change of venue", "Please note", "Free", "Closing date", "Deadline"],
)  # fmt: skip
def test_what_is_said_about_a_session_is_not_its_name(words: str) -> None:
    assert refusal(f"{words}: 8 March 2022{HOURS}").startswith(f'"{words}" is not the name of a session.')


@pytest.mark.parametrize(
    "name",
    [
        "Webinar",
        "Open day",
        "Online safety",
        "Save a life",
        "Free Wills Month",
        "Update on self-neglect",
        "Deadline Day",
        "Weekdays club",
        "Weekdays",
        "8 St Mary's Road",
        "Test date",
    ],
)
def test_a_name_with_such_words_is_a_name(name: str) -> None:
    line = read(f"{name}: 8 March 2022{HOURS}")
    assert isinstance(line, SessionLine)
    assert line.label == name


@pytest.mark.parametrize("words", ["TBC", "tbc", "to be confirmed", "To be announced", "speaker TBC"])
def test_a_presenter_under_its_key_may_be_open(words: str) -> None:
    line = read(f"8 March 2022{HOURS}, presenter: {words}")
    assert isinstance(line, SessionLine)
    assert line.keys == {"presenter": words}


@pytest.mark.parametrize(
    "place",
    [
        "On-line",
        "MS-Teams",
        "M S Teams",
        "Virtual classroom",
        "Online training",
        "Zoom (joining link will be emailed on booking)",
    ],
)
def test_other_spellings_of_online_places_are_online(place: str) -> None:
    assert is_online(place)
    line = read(f"8 March 2022{HOURS}, {place}")
    assert isinstance(line, SessionLine)
    assert line.parts[0].place == place


@pytest.mark.parametrize("words", ["held at", "taking place at", "to be hosted at", "based at", "now at"])
def test_words_before_at_that_say_no_more_mean_nothing(words: str) -> None:
    line, keyed = (
        read(f"8 March 2022{HOURS}, {words} Bury Hall"),
        read(f"8 March 2022{HOURS}, venue: {words} Bury Hall"),
    )
    assert isinstance(line, SessionLine)
    assert isinstance(keyed, SessionLine)
    assert (line.parts[0].place, keyed.keys["place"]) == ("Bury Hall", "Bury Hall")
    assert judge_key_place(f"{words} Bury Hall") == "Bury Hall"


@pytest.mark.parametrize("words", ["with NSPCC", "delivered by NSPCC", "NSPCC"])
def test_a_presenter_has_one_with(words: str) -> None:
    line = read(f"8 March 2022{HOURS}, presenter: {words}")
    assert isinstance(line, SessionLine)
    assert (line.keys["presenter"], judge_key_name(words)) == ("NSPCC", "NSPCC")


@pytest.mark.parametrize(
    ("written", "label", "is_refused"),
    [
        ("Good Friday: 15 April 2022", "Good Friday", False),
        ("Good Friday: 16 April 2022", "", True),
        ("Set 1, Monday: 9am to 1pm, 8 March 2022", "", True),
        ("Monday club: Tuesday 8 March 2022", "Monday club", False),
    ],
)
def test_a_name_may_end_in_the_weekday_of_its_day_and_in_no_other(
    written: str, label: str, *, is_refused: bool
) -> None:
    line = written if "am" in written else f"{written}{HOURS}"
    if is_refused:
        assert "Check the date." in refusal(line, CONTEXT)
    else:
        read_line = read(line)
        assert isinstance(read_line, SessionLine)
        assert read_line.label == label


@pytest.mark.parametrize(
    "note",
    [
        "please bring lunch",
        "now in its 5th year. The venue is fully accessible",
        "new course",
        "full day, lunch provided",
        "will not run with fewer than 8 people",
        "at the end there is cake",
        "parking at Bury Hall",
        "link to follow",
        "in English",
        "doors open at 9am",
    ],
)
def test_a_note_may_say_what_changes_nothing_of_the_session(note: str) -> None:
    line = read(f"8 March 2022{HOURS}, note: {note}")
    assert isinstance(line, SessionLine)
    assert line.keys == {"note": note}


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("8 March 2022 (cancelled)", "cancelled due to illness"),
        ("8 March 2022, at Bury Hall", "change of venue"),
        ("8 March 2022, at Bury Hall", "at Room 4"),
        ("8 March 2022 (moved from 1 March 2022)", "moved to 8 March 2022"),
    ],
)
def test_a_note_may_repeat_what_the_line_says(line: str, note: str) -> None:
    assert isinstance(read(f"{line}{HOURS}, note: {note}"), SessionLine)


@pytest.mark.parametrize(
    "names", ["A Li, B Hall", "Jo, Dr Hall", "NSPCC, Barnardo's", "Jo and Sam Hall", "Jo, Cllr Wood"]
)
def test_names_with_an_initial_or_a_title_are_no_places(names: str) -> None:
    line = read(f"8 March 2022{HOURS}, with {names}")
    assert isinstance(line, SessionLine)
    assert ", ".join(line.parts[0].presenters) == names


def test_a_presenter_may_have_the_name_of_a_building_if_the_place_is_known() -> None:
    for place in ("at Leigh", "online"):
        line = read(f"8 March 2022{HOURS}, with Jo, Sam Hall, {place}")
        assert isinstance(line, SessionLine)
        assert line.parts[0].presenters == ("Jo", "Sam Hall")


@pytest.mark.parametrize("written", ["12.30-1.30", "7pm-8.30"])
def test_unusual_hours_do_not_turn_an_afternoon_into_a_night(written: str) -> None:
    context = CONTEXT._replace(limits=HourLimits(unusual=True))
    assert "is not after the start" in refusal(f"8 March 2022, {written}", context)
    assert read("8 March 2022, 22.00-6.00", context)


def test_a_letter_that_nobody_sees_stays_in_a_name() -> None:
    line = read(f"Safe\u00adguarding: 8 March 2022{HOURS}")
    assert isinstance(line, SessionLine)
    assert line.label == "Safe\u00adguarding"


def test_a_note_keeps_its_signs() -> None:
    line = read(f"8 March 2022{HOURS}, note: bring 📍 and → 5 • apples")
    assert isinstance(line, SessionLine)
    assert line.keys["note"] == "bring 📍 and → 5 • apples"


def test_a_problem_in_a_line_with_double_blanks_has_its_place_in_the_line() -> None:
    written = "8  March  2022,  10am  to  11am,  at  half  past  nine"
    with pytest.raises(Wrong) as caught:
        read_session(written, CONTEXT)
    assert written[caught.value.offset :].strip().startswith("half")
    line = read_session("Cohort  1:  01/04/22,  10am  to  11am", CONTEXT)
    assert isinstance(line, SessionLine)
    assert line.short_years[0][:2] == (len("Cohort  1:  "), "01/04/22")
