"""What texts say of days and hours, against the sessions of their item."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.rules_on_lines import problems_of_item

TWO_SESSIONS = """\
title: Level 3 training
book: https://example.org/book
book by: 28 February 2022
sessions:
  - 3 March 2022, 10am to 1pm, at Bury Hall
  - 17 March 2022, 2pm to 5pm, at Bury Hall"""
MOVED = """\
title: Level 3 training
bookings stand: yes
booking: Ask us.
sessions:
  - 17 March 2022, 10am to 1pm, at Bury Hall (moved from 3 March 2022)"""
OPEN_EVENING = """\
title: Open evening and talk
lasts: 2 hours
sessions:
  - 3 March 2022, 6pm, at Bury Hall
book: https://example.org/book"""
COURSE = """\
title: Leadership course
sessions:
  - Cohort 1: 8 to 10 March 2022, 9:30am to 4pm, at Bury Hall
book: https://example.org/book"""
DROP_INS = """\
title: Drop-ins for carers
book: not needed
sessions:
  - Leeds Library: 3 March 2022, 10am to 1pm, at Leeds Library
  - Wigan Library: 10 March 2022, 10am to 1pm, at Wigan Library
  - Bolton Library: 17 March 2022, 2pm to 5pm, at Bolton Library"""
SAYS: dict[str, tuple[str, list[str], list[str]]] = {
    "DAT19 a day on which it takes place is no session's": (
        TWO_SESSIONS,
        [
            "Join us on 10 March 2022.",
            "The training will be held in Leeds on Thursday 10 March.",
            "Come to Bury Hall on 10 March at 10am.",
            "Thursday 10 March, 10am to 1pm",
            "10am to 1pm on Thursday 10 March",
            "| Day | Time |\n|---|---|\n| 10 March 2022 | 10am to 1pm |",
        ],
        [
            "Join us on 3 March 2022, or on 17 March.",
            "The law changes on 10 March.",
            "The next conference takes place on 10 March.",
            "Booking closes on 28 February at 5pm.",
            "Deadline: 10 March, 12 noon",
            "The last training was held on 10 March 2021.",
            "The training runs from 1 to 31 March.",
            "Another webinar is on 10 March at 10am.",
        ],
    ),
    "DAT19 what the text says of the only session": (
        OPEN_EVENING,
        [
            "When: Thursday 10 March",
            "| Date | 10 March 2022 |\n|---|---|",
            "All are welcome to the open evening on Thursday, 10 March.",
            "The talk, to which all parents are invited, takes place at 6.00pm on Thursday 10 March.",
            "Our open evening will be held this Thursday (10 March).",
            "It is now on 10 March.",
            "The new date is Thursday 10 March 2022.",
            "Join us on 3 March 2023.",
            "Come along on **Thursday** 10 March.",
            "> Join us on\n> Thursday 10 March.",
            "Text.[^1]\n\n[^1]: The talk is on 10 March.",
        ],
        [
            "Join us on ~~10 March~~ 3 March.",
            "<!-- Join us on 10 March. -->",
            "Join us on 3 March. The governors' meeting takes place on 10 March.",
            "Join us on 3 March. Skills training runs on 5, 12 and 19 March.",
            "The talk on 10 March is on pain, and that on 17 March on sleep.",
            "If too few people book, it will be moved to 10 March.",
            "School closes at 1pm on 10 March.",
            "Interviews take place on 14 March, and the course starts on 1 April.",
            "The next talk starts at 1pm on 10 March.",
            "Join us on 3 March. The decision is taken at a meeting of the board on 10 March at 1pm.",
        ],
    ),
    "DAT19 days in a list": (
        DROP_INS,
        [
            "Come on 3, 10 and 24 March.",
            "- 3 March\n- 10 March\n- 24 March",
            "- 3 March, 10am to 1pm\n- 10 March, 10am to 1pm\n- 24 March, 2pm to 5pm",
            "We are holding drop-ins on March 3, March 10, and March 24.",
            "- Leeds Library, 3 March\n- Wigan Library, 10 March\n- Bolton Library, 24 March",
        ],
        [
            "Come on 3, 10 and 17 March.",
            "- 3 March\n- 10 March\n- 17 March\n- 24 March: closed",
            "Carers Week\n\n- 14 March: rights\n- 15 March: rest\n- 16 March: money\n- 17 March: help",
        ],
    ),
    "DAT19 another end of a course": (
        COURSE,
        ["The course is held on 8 to 11 March.", "The course takes place on 7 to 10 March 2022."],
        ["The course is held on 8 to 10 March.", "Safeguarding week is held from 7 to 11 March."],
    ),
    "DAT19 a day from which a session moved is still named": (
        MOVED,
        ["The training is on 3 March.", "We look forward to 3 March 2022."],
        ["It was to be on 3 March.", "The training moved from 3 March to 17 March.", "Not on 3 March."],
    ),
    "DAT31 hours beside the day of a session are others": (
        TWO_SESSIONS,
        [
            "Join us on 3 March at 9:30am.",
            "Thursday 3 March, 10am to 12 noon",
            "Thursday 17 March 2022, 10am to 1pm",
            "We meet from 2pm to 4pm on 17 March.",
            "The session of 17 March is from 1pm to 3pm.",
            "The sessions run from 9am to 12pm.",
            "| Day | Time |\n|---|---|\n| 3 March 2022 | 10:30 to 13:00 |",
        ],
        [
            "Join us on 3 March at 10am.",
            "Thursday 3 March, 10:00-13:00",
            "Thursday 17 March, 2.00 - 5.00pm",
            "Registration is open on 3 March from 9:30am.",
            "On 3 March, 9:30am for 10am.",
            "Lunch is on 3 March at 12:30pm.",
            "The sessions run from 10am to 1pm.",
            "Please log in on 3 March at 9:50am.",
            "On 3 March 1,000 people came.",
        ],
    ),
    "DAT31 hours of the only session": (
        OPEN_EVENING,
        [
            "When: 3 March\n\nTime: 7pm",
            "| Time | 7pm to 9pm |\n|---|---|",
            "The talk starts promptly at 6:30pm.",
            "We look forward to 3 March, for a 6.30pm start.",
            "The evening is on Thursday 3 March from 6pm to 9pm with a break for tea at 7pm.",
            "Thursday 3 March 2022, 7pm to 9pm [Book your place](https://example.org/book)",
            "Thursday 3 March: 7pm to 9pm",
            "- 3 March, Bury Hall, 7pm to 9pm",
            "Our next talk is on 3 March at 6:30pm.",
            "The talk is on 3 March at 7 p.m.",
        ],
        [
            "Students go home at 12:15pm on 3 March.",
            "The talk is on 3 March, 6pm to 8pm. On 10 March there is none.",
            "The talk is on 3 March at 1pm EST.",
            "The talk is on 3 March at ~~7pm~~ 6pm.",
            "Tea is from 5:30pm, and the talk starts at 6pm.",
            "The office is open on 3 March, 9am to 5pm.",
            "The stalls open from 5pm; the talk begins at 6pm on 3 March.",
            "- 2 March, 5pm to 8pm\n\n- 3 March at Bury Hall",
            "The helpline is open 24 hours; or ring us from 9am to 5pm.",
            "Thursday 3 March: 6pm to 7pm and 7:15pm to 8pm",
        ],
    ),
    "DAT32 another last day to book": (
        TWO_SESSIONS,
        [
            "RSVP by 25 February.",
            "The deadline for registration is 25 February.",
            "- 25 February 2022 – Registration closes",
            "Let us know that you are coming by 25 February.",
            "Please book by 25 February.",
            "Booking closes on Friday 25 February 2022.",
            "Book your place no later than 12 noon on 1 March.",
        ],
        [
            "Please book by 28 February.",
            "Please book before 1 March.",
            "Read this by 25 February.",
            "Booking opens on 1 February.",
            "Early bird booking closes on 25 February.",
            "Book by ~~25 February~~ 28 February.",
            "Online booking closes on 25 February, and you can book by phone until 28 February.",
        ],
    ),
    "DAT32 a day to book by behind the last session": (
        OPEN_EVENING,
        ["Please book by 4 March."],
        ["Please book by 2 March.", "Please book by 3 March.", "Reply by 4 March."],
    ),
    "SES07 another place": (
        TWO_SESSIONS,
        [
            "The training will be held on Zoom.",
            "The sessions are delivered virtually.",
            "Venue: the Town Hall",
            "The training takes place on 3 March at the Town Hall.",
            "Join us at Zetland House on 17 March.",
        ],
        [
            "The training will be held at Bury Hall, near the Town Hall.",
            "Part 1 is delivered online, and the training itself is at Bury Hall.",
            "The training was held on Zoom.",
            "The launch takes place at the Town Hall.",
            "The training is held at the hall.",
            "If you need the training to be delivered online, ask us.",
            "The training is held in person and online.",
        ],
    ),
    "SES07 another way to take part": (
        TWO_SESSIONS.replace("at Bury Hall", "on Microsoft Teams"),
        [
            "The training will be held face to face.",
            "The sessions will run in person.",
            "The training is held on Zoom.",
        ],
        [
            "The training will be held on MS Teams.",
            "The training takes place online.",
            "It is no longer held in person.",
            "Venue: Microsoft Teams",
        ],
    ),
    "SES07 a building of a site": (
        TWO_SESSIONS.replace("at Bury Hall", "at Royal Oldham Hospital"),
        ["The training takes place at Fairfield Hospital."],
        ["The training takes place in the Education Centre."],
    ),
}
CASES = [
    pytest.param(name.split()[0], top, line, is_wrong, id=f"{name}: {line[:40]!r}")
    for name, (top, wrong, right) in SAYS.items()
    for lines, is_wrong in ((wrong, True), (right, False))
    for line in lines
]


@pytest.mark.parametrize(("rule", "top", "line", "is_wrong"), CASES)
def test_a_text_that_says_other_than_the_sessions_is_named(
    rule: str, top: str, line: str, is_wrong: bool, tmp_path: Path
) -> None:
    assert bool(problems_of_item(tmp_path, top, line, rule)) is is_wrong


@pytest.mark.parametrize(
    ("title", "is_wrong"),
    [
        ("Level 3 training on 10 March 2022", True),
        ("Level 3 training, Thursday 10 March", True),
        ("Open evening: Thursday 10 March", True),
        ("Mental Health First Aid training, 10 March", True),
        ("Level 3 training on 3 March 2022", False),
        ("Early finish on 10 March, open evening on 3 March", False),
        ("Minutes of 10 March", False),
        ("New form from 10 March", False),
        ("Book by 10 March for level 3 training", False),
        ("Safeguarding week, 28 February to 6 March", False),
    ],
)
def test_a_day_in_the_title_is_that_of_a_session(title: str, is_wrong: bool, tmp_path: Path) -> None:
    top = TWO_SESSIONS.replace("title: Level 3 training", f"title: {title}")
    assert bool(problems_of_item(tmp_path, top, "Text.", "DAT19")) is is_wrong


def test_the_sentences_say_both_days_and_both_hours(tmp_path: Path) -> None:
    body = "Join us on 3 March at 9:30am. Please book by 25 February."
    (hours,) = problems_of_item(tmp_path / "hours", TWO_SESSIONS, body, "DAT31")
    (last,) = problems_of_item(tmp_path / "last", TWO_SESSIONS, body, "DAT32")
    (moved,) = problems_of_item(tmp_path / "moved", MOVED, "The training is on 3 March.", "DAT19")
    assert hours.message == 'The text says "9:30am", and the session is from 10am to 1pm.'
    assert (
        last.message == 'The text says to book by "25 February", and the last day to book is Monday 28 February 2022.'
    )
    assert moved.message == 'The text still says "3 March", from which a session moved to Thursday 17 March 2022.'


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Join us on Wednesday 10 March 2022.", ["DAT01"]),
        ("Join us on Wednesday 10 March.", ["DAT19"]),
        ("Join us on Thursday 3 March, 11am to 9am.", ["DAT24"]),
        ("Please book by Monday 25 February.", ["DAT32"]),
        ("Please book by 25 February 2021.", ["DAT32"]),
        ("Join us on 10 March at 9:30am.", ["DAT19"]),
    ],
)
def test_one_mistake_in_a_day_has_one_sentence(line: str, rules: list[str], tmp_path: Path) -> None:
    every = ("DAT01", "DAT19", "DAT22", "DAT24", "DAT26", "DAT31", "DAT32")
    found = [rule for rule in every if problems_of_item(tmp_path, TWO_SESSIONS, line, rule)]
    assert found == rules


def test_a_list_is_marked_where_its_wrong_day_is(tmp_path: Path) -> None:
    (problem,) = problems_of_item(tmp_path, DROP_INS, "Come on 3, 10 and 24 March.", "DAT19")
    assert (problem.column, problem.message) == (
        len("Come on 3, 10 and ") + 1,
        'The text says "3, 10 and 24 March", and the sessions are on Thursday 3 March 2022, Thursday 10 March 2022 and '
        "Thursday 17 March 2022.",
    )


@pytest.mark.parametrize(
    ("place", "line", "message"),
    [
        ("at Bury Hall", "It is held on Zoom.", 'The text says "on Zoom", and the sessions are at Bury Hall.'),
        ("on Zoom", "It is held in person.", 'The text says "in person", and the sessions are on Zoom.'),
        ("online", "It is held in person.", 'The text says "in person", and the sessions are online.'),
    ],
)
def test_both_places_are_said(place: str, line: str, message: str, tmp_path: Path) -> None:
    (problem,) = problems_of_item(tmp_path, TWO_SESSIONS.replace("at Bury Hall", place), line, "SES07")
    assert problem.message == message
