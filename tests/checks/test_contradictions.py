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
    "DAT32 another last day to book": (
        TWO_SESSIONS,
        [
            "Please book by 25 February.",
            "Booking closes on Friday 25 February 2022.",
            "Book your place no later than 12 noon on 1 March.",
        ],
        ["Please book by 28 February.", "Read this by 25 February.", "Booking opens on 1 February."],
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
        ("Level 3 training on 3 March 2022", False),
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
