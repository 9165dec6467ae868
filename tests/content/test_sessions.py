"""The parts of a session line are read in any order; unread text is refused, never dropped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.frontmatter import Wrong
from bulletin.content.line_draft import LineDraft
from bulletin.content.session_judging import two_digit_year
from bulletin.content.session_line_values import AwaitedLine, LineContext, SessionLine
from bulletin.content.session_lines import read_draft, read_session
from bulletin.content.spans import LineText, Span
from bulletin.content.times import HourLimits
from bulletin.model import State, Timing
from tests.support.examples import examples

CONTEXT = LineContext(near=date(2022, 2, 1), place="Stopford House", place_is_venue=True, has_hours=True)
MORE = 'Write "at" before a place, "with" before a presenter, and "note:" before anything else.'
ALL_OR_ONE = (
    'For one course give the line a name, like "Cohort 1: …", or write "attend: all"; '
    "to choose, put each date on its own line."
)


def march(*days: int) -> tuple[date, ...]:
    return tuple(date(2022, 3, day) for day in days)


def read(written: str, **changes: object) -> SessionLine:
    line = read_session(written, CONTEXT._replace(**changes))  # type: ignore[arg-type]
    assert isinstance(line, SessionLine)
    return line


def spans_of(written: str) -> list[Span]:
    """Return what each part of a line is read as."""
    draft = LineDraft(LineText(written), CONTEXT)
    read_draft(draft)
    return sorted(draft.line.spans)


def summary(line: SessionLine) -> dict[str, object]:
    """Return the values of a session line that are not empty or default."""
    part = line.parts[0]
    hours = part.hours
    facts: dict[str, object] = {
        "label": line.label,
        "days": line.days,
        "hours": hours.range if hours else None,
        "timing": hours.timing if hours else Timing.TIMED,
        "start": hours.start if hours else None,
        "zone": hours.zone if hours else "",
        "place": part.place,
        "with": part.presenters,
        "for": part.audience,
        "through": part.through,
        "link": line.link,
        "state": line.state,
        "places": line.places,
        "moved": line.moved_from,
        "every": line.every,
        "keys": line.keys,
        "opens": line.opens,
        "book by": line.book_by,
        "of days": tuple((state.day, state.state or state.moved_from) for state in line.day_states),
    }
    usual = {"timing": Timing.TIMED, "state": State.OPEN}
    return {key: value for key, value in facts.items() if value and value != usual.get(key)}


NINE_TO_ONE = (time(9), time(13))
LINK = "https://example.org/b"
READ: tuple[tuple[str, dict[str, object]], ...] = (
    # places and names that can be nothing else
    ("7 March 2022, 9am-1pm, Church House, Stockport", {"days": march(7), "hours": NINE_TO_ONE, "place": "Church House, Stockport"}),
    ("7 March 2022 | 9am-1pm | Meeting Room 2, Civic Centre", {"days": march(7), "hours": NINE_TO_ONE, "place": "Meeting Room 2, Civic Centre"}),
    ("7 March 2022, 9am-1pm, Leeds", {"days": march(7), "hours": NINE_TO_ONE, "place": "Leeds"}),
    ("7 March 2022, 9am-1pm, Museum of Trade & Zoom", {"days": march(7), "hours": NINE_TO_ONE, "place": "Museum of Trade & Zoom"}),
    ("7 March 2022, 9am-1pm, Online (Teams)", {"days": march(7), "hours": NINE_TO_ONE, "place": "Online, Teams"}),
    ("7 March 2022, 9am-1pm, Online and in person (at Bolton Library)", {"days": march(7), "hours": NINE_TO_ONE, "place": "Bolton Library and Online"}),
    ("7 March 2022 - Spring Conference - 9am-1pm - Leeds", {"label": "Spring Conference", "days": march(7), "hours": NINE_TO_ONE, "place": "Leeds"}),
    ('7 March 2022 - Zoom - 9am-1pm: "Safe and well"', {"label": "Safe and well", "days": march(7), "hours": NINE_TO_ONE, "place": "Zoom"}),
    ("7 March 2022 – AGM at The Engine Inn (9am–1pm)", {"label": "AGM", "days": march(7), "hours": NINE_TO_ONE, "place": "The Engine Inn"}),
    ("Date: 7 March 2022 | Time: 9am - 1pm | Venue: Hall B", {"days": march(7), "hours": NINE_TO_ONE, "keys": {"place": "Hall B"}}),
    ("When: 7 March 2022, 9am-1pm. Where: Hall B", {"days": march(7), "hours": NINE_TO_ONE, "place": "Hall B"}),
    ("7 March 2022, 9am-1pm, Zoom or Teams", {"days": march(7), "hours": NINE_TO_ONE, "place": "Zoom or Teams"}),
    ("7 March 2022 - at Bury - 9am to 1pm – with A Li - 20 places", {"days": march(7), "hours": NINE_TO_ONE, "place": "Bury", "with": ("A Li",), "places": 20}),
    ("at Hall B – 7 March 2022 – for GPs – 9am to 1pm", {"days": march(7), "hours": NINE_TO_ONE, "place": "Hall B", "for": ("GPs",)}),
    ("7 March 2022, full day, at Leeds", {"days": march(7), "timing": Timing.ALL_DAY, "place": "Leeds"}),
    ("7 March 2022, full day (9am to 1pm)", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 March 2022 for a full day (9am to 1pm)", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 to 8 March 2022, 9am to 1pm each day, on Zoom", {"days": march(7, 8), "hours": NINE_TO_ONE, "place": "Zoom"}),
    ("6pm on 4 March to 4pm on 6 March 2022", {"days": march(4), "through": (datetime(2022, 3, 4, 18), datetime(2022, 3, 6, 16))}),
    ("31 December, 6pm to 1 January 2023, 1am", {"days": (date(2022, 12, 31),), "through": (datetime(2022, 12, 31, 18), datetime(2023, 1, 1, 1))}),
    ("Set 99.11: 7 March 2022, 9am to 1pm", {"label": "Set 99.11", "days": march(7), "hours": NINE_TO_ONE}),
    ("Unit 2.75: 7 March 2022, 9am to 1pm", {"label": "Unit 2.75", "days": march(7), "hours": NINE_TO_ONE}),
    # dates, hours and the marks between them
    ("14/06/22, 9am-1pm", {"days": (date(2022, 6, 14),), "hours": NINE_TO_ONE}),
    ("Mon. 7th Mar. 2022 | 0900-1300hrs", {"days": march(7), "hours": NINE_TO_ONE}),
    ("Monday: 7 March 2022: 9am to 1pm", {"days": march(7), "hours": NINE_TO_ONE}),
    ("9am until 1pm on the 7th of March 2022", {"days": march(7), "hours": NINE_TO_ONE}),
    ("March 7, 2022 – 9:00 – 13:00", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 March 2022 (Monday) @9am to 1pm", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 Mar '22 between 9am and 1pm", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 March 2022 2000-2100", {"days": march(7), "hours": (time(20), time(21))}),
    ("• 7 March 2022, all day", {"days": march(7), "timing": Timing.ALL_DAY}),
    ("7 March 2022 (time TBC)", {"days": march(7), "timing": Timing.UNKNOWN}),
    # names
    ("Set 2: 7 March 2022", {"label": "Set 2", "days": march(7)}),
    ("4: 7 March 2022", {"label": "4", "days": march(7)}),
    ("Week 1: Beginners: 7 March 2022", {"label": "Week 1: Beginners", "days": march(7)}),
    ("Midday group: 7 March 2022", {"label": "Midday group", "days": march(7)}),
    ("11 to 13 year olds: 7 March 2022", {"label": "11 to 13 year olds", "days": march(7)}),
    ("Full moon walk: 7 March 2022", {"label": "Full moon walk", "days": march(7)}),
    ("Set B: at Leigh: Room 9, 7 March 2022", {"label": "Set B", "place": "Leigh: Room 9", "days": march(7)}),
    # several days
    ("Set 2: 7, 14 and 21 March 2022", {"label": "Set 2", "days": march(7, 14, 21)}),
    ("Set 2: Mon 7, Mon 14 & Mon 21 March 2022", {"label": "Set 2", "days": march(7, 14, 21)}),
    ("Set 2: 7/8 March 2022", {"label": "Set 2", "days": march(7, 8)}),
    ("Set 2: 28 February, 7 March 2022", {"label": "Set 2", "days": (date(2022, 2, 28), *march(7))}),
    ("Set 2: 07/03/2022 and 14/03/2022", {"label": "Set 2", "days": march(7, 14)}),
    ("Set 2: March 7, 14 and 21, 2022", {"label": "Set 2", "days": march(7, 14, 21)}),
    ("March 7 to 9, 2022", {"days": march(7, 8, 9)}),
    ("7 - 9 March 2022, 9am to 1pm", {"days": march(7, 8, 9), "hours": NINE_TO_ONE}),
    ("Monday 7 to Tuesday 8 March 2022", {"days": march(7, 8)}),
    ("at Unit 7, 8 March 2022", {"place": "Unit 7", "days": march(8)}),
    ("4 March 2022, 6pm to 6 March 2022, 4pm, at Y",
     {"days": march(4), "through": (datetime(2022, 3, 4, 18), datetime(2022, 3, 6, 16)), "place": "Y"}),
    ("from 6pm on 4 March 2022 to midnight on 6 March 2022",
     {"days": march(4), "through": (datetime(2022, 3, 4, 18), datetime(2022, 3, 7))}),
    ("4 March 2022, 6pm to 6 March 2022, 4pm Lisbon time",
     {"days": march(4), "through": (datetime(2022, 3, 4, 18), datetime(2022, 3, 6, 16)), "zone": "Europe/Lisbon"}),
    ("every Monday from 7 March to 28 March 2022, not 21 March", {"days": march(7, 14, 28), "every": True}),
    ("every Monday from March 7 to March 28, 2022, not March 21", {"days": march(7, 14, 28), "every": True}),
    ("every Monday and Wednesday from 7 to 16 March 2022", {"days": march(7, 9, 14, 16), "every": True}),
    ("every weekday from 10 March to 15 March 2022", {"days": march(10, 11, 14, 15), "every": True}),
    ("every day from 5 to 7 March 2022", {"days": march(5, 6, 7), "every": True}),
    ("every last Friday of the month from 1 March to 30 April 2022",
     {"days": (date(2022, 3, 25), date(2022, 4, 29)), "every": True}),
    ("Club: fortnightly on Mondays from 7 to 28 March 2022", {"label": "Club", "days": march(7, 21), "every": True}),
    ("every Saturday in March 2022", {"days": march(5, 12, 19, 26), "every": True}),
    # places
    ("7 March 2022, in the Long Room, Leigh", {"days": march(7), "place": "the Long Room, Leigh"}),
    ("7 March 2022, stopford house", {"days": march(7), "place": "Stopford House"}),
    ("7 March 2022, The Old School, Leigh WN7 1AA", {"days": march(7), "place": "The Old School, Leigh WN7 1AA"}),
    ("7 March 2022 (Zoom)", {"days": march(7), "place": "Zoom"}),
    ("7 March 2022, remotely via Webex", {"days": march(7), "place": "remotely via Webex"}),
    ("7 March 2022, at Leigh Library & on Zoom", {"days": march(7), "place": "Leigh Library & on Zoom"}),
    ("7 March 2022, in person (Leigh) / Zoom", {"days": march(7), "place": "Leigh / Zoom"}),
    ("7 March 2022, face to face in Leigh", {"days": march(7), "place": "Leigh"}),
    ("7 March 2022, venue to be confirmed", {"days": march(7), "place": "Place to be confirmed"}),
    ("7 March 2022, location: Leigh Library", {"days": march(7), "keys": {"place": "Leigh Library"}}),
    ("7 March 2022, online: Livestorm", {"days": march(7), "keys": {"online": "Livestorm"}}),
    # people, prices, links, windows
    ("7 March 2022, led by RSPB, Zoom", {"days": march(7), "with": ("RSPB",), "place": "Zoom"}),
    ("7 March 2022, with A Li, B Ray, at Leigh", {"days": march(7), "with": ("A Li", "B Ray"), "place": "Leigh"}),
    ("7 March 2022, for new midwives", {"days": march(7), "for": ("new midwives",)}),
    ("7 March 2022, £12.50 per person, at Leigh",
     {"days": march(7), "keys": {"cost": "£12.50 per person"}, "place": "Leigh"}),
    ("7 March 2022, cost: £5, note: bring boots, and lunch",
     {"days": march(7), "keys": {"cost": "£5", "note": "bring boots, and lunch"}}),
    (f"7 March 2022, register at {LINK}", {"days": march(7), "link": LINK}),
    (f"7 March 2022 [Book](<{LINK}>)", None),  # type: ignore[arg-type]
    (f"7 March 2022 [Book a place]({LINK})", {"days": march(7), "link": LINK}),
    ("7 March 2022 mailto:book@example.org", {"days": march(7), "link": "mailto:book@example.org"}),
    ("7 March 2022. Book by noon on 1 March 2022. 9 places",
     {"days": march(7), "book by": datetime(2022, 3, 1, 12), "places": 9}),
    ("7 March 2022, booking opens: 10 February 2022", {"days": march(7), "opens": date(2022, 2, 10), "keys": {"booking opens": "10 February 2022"}}),
    # states
    ("CANCELED: 7 March 2022", {"days": march(7), "state": State.CANCELLED}),
    ("Sold out - Set 2: 7 March 2022", {"label": "Set 2", "days": march(7), "state": State.FULL}),
    ("7 March 2022, 9am to 1pm FULL", {"days": march(7), "hours": NINE_TO_ONE, "state": State.FULL}),
    ("7 March 2022. Postponed", {"days": march(7), "state": State.POSTPONED}),
    ("7 March 2022 [waitlist]", {"days": march(7), "state": State.WAITING_LIST}),
    ("7 March 2022 (closed)", {"days": march(7), "state": State.CLOSED}),
    ("7 March 2022 (TBC)", {"days": march(7), "state": State.PROVISIONAL}),
    ("7 March 2022 (previously 1 March 2022, 5 places)",
     {"days": march(7), "moved": date(2022, 3, 1), "places": 5}),
    ("7 March 2022 (moved from March 1, 2022)", {"days": march(7), "moved": date(2022, 3, 1)}),
    ("Set 2: 7 and 15 March 2022 (15 March 2022 moved from 14 March 2022, full)",
     {"label": "Set 2", "days": march(7, 15), "state": State.FULL, "of days": ((march(15)[0], march(14)[0]),)}),
    ("Set 2: 7 and 14 March 2022 (14 March 2022 cancelled)",
     {"label": "Set 2", "days": march(7, 14), "of days": ((march(14)[0], State.CANCELLED),)}),
    # zones
    ("7 March 2022, 9am to 1pm GMT", {"days": march(7), "hours": NINE_TO_ONE}),
    ("7 March 2022, 9am to 1pm Madrid time", {"days": march(7), "hours": NINE_TO_ONE, "zone": "Europe/Madrid"}),
)  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [row for row in READ if row[1]])
def test_a_line_is_read_as_it_is_meant(written: str, meant: dict[str, object]) -> None:
    assert summary(read(written)) == meant


@pytest.mark.parametrize("written", [row[0] for row in READ if row[1]])
def test_each_character_of_a_line_is_read_once(written: str) -> None:
    covered = [place for span in spans_of(written) for place in range(span.start, span.end)]
    assert sorted(covered) == list(range(len(written)))


def test_numbers_are_months_first_where_the_team_writes_so() -> None:
    assert read("03/07/2022", month_first=True).days == march(7)
    assert read("03/07/2022").days == (date(2022, 7, 3),)
    assert read("2022-03-07", month_first=True).days == march(7)


def test_hours_of_other_zones_stand_in_brackets() -> None:
    [part] = read("7 March 2022, 9am to 1pm (10am to 2pm in Paris) (4am to 8am New York)").parts
    assert part.hours is not None
    assert [(other.zone, other.range.start) for other in part.hours.also] == [
        ("Europe/Paris", time(10)),
        ("America/New_York", time(4)),
    ]


AWAITED = [
    ("Set 5: June 2022, date TBC", ("Set 5", "June 2022", (2022, 6), "", "")),
    ("autumn 2022 (dates to be confirmed), on Zoom", ("", "autumn 2022", (2022, 11), "Zoom", "")),
    ("week commencing 7 March 2022, date to follow, 9am to 1pm", ("", "week commencing 7 March 2022", (2022, 3), "", "9am to 1pm")),
    ("Set 5: TBC", ("Set 5", "", None, "", "")),
    ("Dates to be announced, with A Li", ("", "", None, "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), AWAITED)
def test_a_line_announces_a_session_without_a_date(written: str, meant: tuple[object, ...]) -> None:
    line = read_session(written, CONTEXT)
    assert isinstance(line, AwaitedLine)
    assert (line.label, line.when, line.month, line.place, line.hours) == meant


WEEK = 'Write it like "every Tuesday from 1 March to 29 March 2022", or each date on its own line.'
NO_END = 'Write the start and the end, like "9:30am to 4:30pm", or add "lasts: 2 hours".'
ONE_START = 'Write one start and one end, like "9:30am to 4:30pm", and "note:" before anything else.'
NAME = "A name holds no date, time, state or semicolon."
REFUSED = [
    # Words that can be a place or a name and also something else.
    *(
        (f"7 March 2022, 9am to 1pm, {words}", "SES01", f'I do not understand "{words}" in this session. {MORE}')
        for words in ("Room 4", "Jane Hall", "Lean Coffee", "W103", "Town Hall", "Open House", "Jane Li, Leeds", "Tour of Leeds Library", "Zoom Training Room", "Lunch before the meeting", "Fully Booked Workshop", "Rescheduled Stopford House")
    ),
    ("7 March 2022, 9am to 1pm, Hybrid conference", "SES01", f'"hybrid conference" is not a place. {MORE}'),
    ("7 March 2022, 9am to 1pm, for two hours", "SES01", f'"for two hours" does not say whom the session is for. {MORE}'),
    ("Church House, 7 March 2022, 9am to 1pm", "SES01", 'Is "Church House" the name of this session? Then write a colon after it, like "Church House: 7 March 2022, …"; a place begins with "at".'),
    ("Spring Conference, 7 March 2022, 9am to 1pm", "SES01", 'Is "Spring Conference" the name of this session? Then write a colon after it, like "Spring Conference: 7 March 2022, …"; a place begins with "at".'),
    ("7 March 2022, tea at four", "SES01", f'I do not understand "tea at four" in this session. {MORE}'),
    ("Set 2, 7 March 2022", "SES01", 'Is "Set 2" the name of this session? Then write a colon after it, like "Set 2: 7 March 2022, …"; a place begins with "at".'),
    ("Set 2: Day 4 7 March 2022", "SES01", 'I do not understand "Day 4" between the name and the date. If it belongs to the name, write it before the colon: "Set 2, Day 4: …".'),
    ("A: 7 March 2022, 9am to 1pm; B: 8 March 2022", "SES01", '"B" names a part of this line. Put each part on its own line, and write "attend: all" if one attends them all.'),
    ("A; B: 7 March 2022", "SES01", f'"A; B" cannot be a name. {NAME}'),
    (f"{'x' * 61}: 7 March 2022", "SES01", "This name has 61 characters; 60 is the limit. Shorten it."),
    ("Set 2:07/03/22", "SES01", 'Put a space after the colon in "Set 2:".'),
    ("7 and 14 March 2022", "SES04", f"Does one attend all 2 of these, or choose one? {ALL_OR_ONE}"),
    ("7 or 14 March 2022", "DAT02", '"7 or 14 March 2022" gives dates to choose from. Put each date on its own line under sessions.'),
    ("7 March 2022 and, if wet, 8 March 2022", "DAT02", '"7 March 2022 and, if wet, 8 March 2022" looks like 2 dates. Put each date on its own line under sessions.'),
    ("Set 2: 14 and 7 March 2022", "DAT02", 'The days of "14 and 7 March 2022" are not in order. Write the earliest first, each once.'),
    ("7 March 2022, 7pm start", "DAT07", f'"7pm start" has no end. {NO_END}'),
    ("7 March 2022, doors 6pm, 7pm to 9pm", "DAT07", f'I do not understand "doors 6pm" in this session. {ONE_START}'),
    ("7 March 2022, half-day", "DAT13", '"half-day" is not a time. Write the start and the end, like "9:30am to 12:30pm".'),
    ("7 March 2022, 9am to noon and 1pm to 3pm", "SES01", 'There are 2 times in this session. Put each on its own line, with a name like "Morning:".'),
    ("7 March 2022, 9am to 10am GMT, 10am to 11am CET", "SES01", 'There are 2 times in this session. Write the hours of another time zone in brackets, like "2pm to 3pm (10am to 11am New York)".'),
    ("7 March 2022, 9pm to 2am", "DAT07", 'The end (2am) is not after the start (9pm). If it ends on the next day, add the line "unusual hours: yes".'),
    ("7 March 2022, 7am to 7pm", "DAT07", '7am to 7pm is more than 10 hours. If that is right, add the line "unusual hours: yes".'),
    ("7 March 2022, 9-5", "DAT07", '"9-5": add am or pm to both times.'),
    ("June 2022, 9am to 1pm", "DAT02", '"June 2022" has no day. If the day is not known yet, write "June 2022, date to be confirmed".'),
    ("w/c 7 March 2022", "DAT02", '"w/c 7 March 2022" is a week, not a day. Write the day, or "w/c 7 March 2022, date to be confirmed".'),
    ("7 March, 9am to 1pm", "DAT03", '"7 March" has no year. The next one is Monday 7 March 2022. Add the year.'),
    ("7 March 1400-1600", "DAT03", '"7 March" has no year. The next one is Monday 7 March 2022. Add the year.'),
    ("Tuesdays 7 and 14 March 2022", "DAT01", "7 March 2022 is a Monday, not a Tuesday. Check the date."),
    ("31 April 2022", "DAT02", '"31 April 2022" is not a real date.'),
    ("every Monday, 9am to 1pm", "DAT02", f'I cannot read "every Monday, 9am to 1pm" as dates. {WEEK}'),
    ("every Monday from 7 to 28 March 2022, not 22 March", "DAT02", '"22 March" is not one of these days. Check the day after "not".'),
    ("every second Friday from 4 to 25 March 2022", "DAT02", '"every second Friday" has two meanings. Write "every other Friday" or "every second Friday of the month".'),
    ("every other Monday from 8 to 28 March 2022", "DAT02", '8 March 2022 is a Tuesday, not a Monday. Begin "every other Monday" with the first of them.'),
    ("every day from 1 March to 31 May 2022", "DAT02", '"every day from 1 March to 31 May 2022" gives 92 days. From 1 to 60 can be written so.'),
    ("1 March to 30 April 2022, 9am to 1pm", "DAT02", "1 March to 30 April 2022 is longer than 31 days. Check the dates."),
    ("3 January 2022 to 4 January 2023, all day", "DAT02", "3 January 2022 to 4 January 2023 is longer than a year. Check the dates."),
    ("7 March 2022, in Welsh", "SES01", f'"in Welsh" is not a place. {MORE}'),
    ("7 March 2022, at short notice", "SES01", f'"at short notice" is not a place. {MORE}'),
    ("7 March 2022, at FULLY BOOKED", "SES02", '"FULLY BOOKED" is a state, not a place. Write "(fully booked)".'),
    ("7 March 2022, at £5 a head", "SES01", '"£5 a head" is a price, not a place. Write "cost: …".'),
    ("7 March 2022, via Hopin", "SES01", 'I do not know "Hopin" as a way to take part online. Write "at" before a place, or "online: Hopin".'),
    ("7 March 2022, at Leigh to 4pm", "DAT07", '"Leigh to 4pm" holds a time, and is not a place. Write one start and one end, like "9:30am to 4:30pm".'),
    ("7 March 2022, with tea and cake", "SES01", f'"with tea and cake" does not name a person. {MORE}'),
    ("7 March 2022, tbc", "SES01", 'What is "tbc" here? Write "place to be confirmed", "time to be confirmed", or (provisional) for the whole session.'),
    ("New: 7 March 2022", "SES02", '"New" is not the name of a session. Leave "new" out: Bulletin says itself which sessions are new.'),
    ("7 March 2022 (now online)", "SES02", 'I do not know the state "(now online)". A new place is simply written after the time; (moved from …) names the date that it was.'),
    ("7 March 2022 (moved to 8 March 2022)", "SES02", 'I do not know the state "(moved to 8 March 2022)". Write the new date in the line, and (moved from …) with the date that it was.'),
    ("7 March 2022 (canclled)", "SES02", 'I do not know the state "(canclled)". Did you mean "(cancelled)"?'),
    ("7 March 2022 (12)", "SES02", 'I do not know the state "(12)". If it is the number of places, write "(12 places)".'),
    ("7 March 2022 (full) (postponed)", "SES02", 'This session is both "full" and "postponed". Keep one.'),
    ("Set 2: 7 and 14 March 2022 (moved from 1 March 2022)", "SES02", 'Which of these days has moved? Name it: "(14 March 2022 moved from 1 March 2022)".'),
    ("Set 2: 7 and 14 March 2022 (15 March 2022 cancelled)", "SES02", "15 March 2022 is not a day of this session. Check the date in the brackets."),
    ("7 March 2022 (moved from 7 March 2022)", "SES02", "This session has moved from its own date. Check the date in the brackets."),
    ("7 March 2022, date to be confirmed", "DAT02", 'This session has a date, and says that its date is to be confirmed. Write "time to be confirmed" or "place to be confirmed", or take one of them out.'),
    ("7 March 2022, hybrid", "CAL01", 'Where is this session? Write both, like "at Stopford House, Stockport and on Microsoft Teams".'),
    ("7 March 2022, 9am to 1pm Narnia time", "DAT08", 'I do not know the time zone "Narnia". Write it like "Europe/Dublin time".'),
    ("7 March 2022, cost: £5, cost: £6", "SES01", '"cost" is in this session twice. Keep one.'),
    (f"7 March 2022 {LINK} {LINK}", "SES01", "There are 2 links in this session. Keep the booking link."),
    ("7 March 2022 [Book](tel:0161)", "LNK07", '"tel:0161" is not an address to book at. Use https or mailto, or say it in booking.'),
    ("7 March 2022 (99999 places)", "STR07", '"99999" is not from 1 to 9,999.'),
    ("Set 2: soon", "DAT02", 'There is no date in "Set 2: soon". Write it like "23 February 2022"; if it is not known yet, write "date to be confirmed".'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "rule", "sentence"), REFUSED)
def test_a_line_that_cannot_be_read_is_one_sentence(written: str, rule: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_session(written, CONTEXT)
    assert (str(caught.value), caught.value.rule) == (sentence, rule)
    assert 0 <= caught.value.offset <= len(written)


def test_a_session_without_a_place_is_refused() -> None:
    with pytest.raises(Wrong, match="Where is this session"):
        read("7 March 2022, in person", place="Zoom", place_is_venue=False)


def test_a_start_alone_is_read_where_it_is_known_how_long_a_session_lasts() -> None:
    [part] = read("7 March 2022, at 7pm prompt", lasts=timedelta(hours=2)).parts
    assert part.hours is not None
    assert part.hours.start == time(19)
    line = read("7 March 2022, from 2pm, lasts: 90 minutes")
    assert (line.parts[0].hours and line.parts[0].hours.start, line.lasts) == (time(14), timedelta(minutes=90))


def test_unusual_hours_go_through_the_night() -> None:
    [part] = read("7 March 2022, 10pm to 6am", limits=HourLimits(unusual=True)).parts
    assert part.hours is not None
    assert part.hours.range is not None
    assert part.hours.range.goes_on


def test_usual_hours_are_those_of_the_settings() -> None:
    limits = HourLimits(latest=time(22))
    assert read("7 March 2022, 8pm to 10pm", limits=limits).parts[0].hours
    with pytest.raises(Wrong, match="9pm to 10:30pm is outside 7am to 10pm"):
        read("7 March 2022, 9pm to 10:30pm", limits=limits)


def test_a_year_of_two_digits_is_echoed_in_words() -> None:
    [note] = [two_digit_year(*short) for short in read("Cohort 1: 01/04/22").short_years]
    assert (str(note), note.rule, note.offset) == ('I read "01/04/22" as Friday 1 April 2022.', "DAT04", 10)


PIECES = st.sampled_from(
    ["Cohort 1: ", "8 March 2022", "08/03/22", "9.30-10.30", " at ", "Teams", "(full)", "(moved from ", ")", "(", "https://a.org/",
     "[x](", ", ", " ", "12", "places", "Monday ", ":", "tbc", "<", ">", "every ", " to ", "; ", " and ", "all day", "in person",
     "w/c ", "with ", "cost: ", "not ", " time", "10am", "online"]
)  # fmt: skip


@examples(300)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map("".join)))
def test_any_text_is_read_as_a_session_or_refused_with_a_sentence(text: str) -> None:
    try:
        read_session(text, CONTEXT)
    except Wrong as wrong:
        assert 0 <= wrong.offset <= len(text)
        assert wrong.message
    else:
        covered = {place for span in spans_of(text) for place in range(span.start, span.end)}
        assert not [letter for place, letter in enumerate(text) if place not in covered and letter.isalnum()]


PARTS = ("14 March 2022", "9:30am to 4:30pm", "at the Town Hall", "with Dr A Smith", "£20", "16 places", "(full)")
BETWEEN = (", ", " - ", " – ", " | ", "; ", ". ")


@pytest.mark.parametrize("order", list(permutations(range(len(PARTS))))[::63])
def test_the_parts_of_a_line_may_stand_in_any_order_with_any_marks(order: tuple[int, ...]) -> None:
    for mark in BETWEEN:
        for label in ("Set 2", ""):
            parts = mark.join(PARTS[place] for place in order)
            assert summary(read(f"{label}: {parts}" if label else parts)) == {
                **({"label": label} if label else {}), "days": march(14), "hours": (time(9, 30), time(16, 30)),
                "place": "the Town Hall", "with": ("Dr A Smith",), "keys": {"cost": "£20"}, "places": 16,
                "state": State.FULL,
            }, parts  # fmt: skip
