"""Rules of dates and sessions: what is true, and what can be read in one way only."""

from __future__ import annotations

from . import days
from .reading import session
from .rule import Example, Rule

_TRAINING = """\
---
title: Safer recruitment training
presenter: {presenter}
time: 10am to 1pm
booking: Ask us.
{more}sessions:
{sessions}
---
{body}
"""


def _training(*sessions: str, more: str = "", body: str = "Text.", presenter: str = "NSPCC") -> str:
    lines = "\n".join(f"  - {one}" for one in sessions)
    return _TRAINING.format(sessions=lines, more=more, body=body, presenter=presenter)


_OTHER = {"2022-02/another.md": _training("7 March 2022", presenter="Sue Gaskell")}

RULES = (
    Rule(
        id="DAT01",
        severity="error",
        says="The weekday does not match the date.",
        hint="Check the date.",
        wrong=session("Monday ‸8 March 2022, https://example.org/book"),
        right=session("Tuesday 8 March 2022, https://example.org/book"),
        find=days.wrong_weekday,
        on=("item", "issue", "snippet"),
        note="In session lines and in the text. Without a year it is a warning.",
    ),
    Rule(
        id="DAT02",
        severity="error",
        says="This cannot be read as a date.",
        hint='Write it like "23 February 2022" or "23/02/2022".',
        wrong=session("‸31/04/2022, https://example.org/book"),
        right=session("30/04/2022, https://example.org/book"),
        find=days.no_such_day,
        on=("item", "issue", "snippet"),
    ),
    Rule(
        id="DAT03",
        severity="error",
        says="The date has no year, or could be read in two ways.",
        hint="Write the whole date.",
        wrong=session("‸25 March, https://example.org/book"),
        right=session("25 March 2022, https://example.org/book"),
    ),
    Rule(
        id="DAT04",
        severity="info",
        says="The year is written with two digits.",
        hint="",
        wrong=session("‸01/04/22, https://example.org/book"),
        right=session("1 April 2022, https://example.org/book"),
        note="`bulletin fix` writes the date in full.",
    ),
    Rule(
        id="DAT07",
        severity="error",
        says="These times cannot be the times of a session.",
        hint='Write the start and the end, like "9:30am to 4:30pm".',
        wrong=session("8 March 2022, ‸16.30-09.30, https://example.org/book"),
        right=session("8 March 2022, 9.30-16.30, https://example.org/book"),
    ),
    Rule(
        id="DAT08",
        severity="error",
        says="This time does not exist, or happens twice, because the clocks change.",
        hint="Choose another time.",
        wrong=Example(
            "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
            "  - ‸27 March 2022, 1:15am to 3am\n---\nText.\n"
        ),
        right=Example(
            "---\ntitle: Night training\nunusual hours: yes\nbooking: Ask us.\nsessions:\n"
            "  - 27 March 2022, 2:15am to 3am\n---\nText.\n"
        ),
    ),
    Rule(
        id="DAT13",
        severity="error",
        says="A session has no time.",
        hint='Add the time after the date, or one "time:" line for all sessions.',
        wrong="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸8 March 2022\n---\nText.\n",
        right="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - 8 March 2022, 10am to 11am\n---\nText.\n",
    ),
    Rule(
        id="DAT15",
        severity="error",
        says="A published session was moved or removed without a word to those who have it in their calendars.",
        hint="Add (moved from …) or (cancelled) to its line, or put the line back.",
        wrong=Example("Cohort 4 was on 8 March in the last issue, and its line now says 15 March.", told=True),
        right=Example("`- Cohort 4: 15 March 2022, https://example.org/4 (moved from 8 March 2022)`", told=True),
        note="The ledger knows what was published.",
    ),
    Rule(
        id="DAT05",
        severity="warning",
        says="A session is before the issue that announces it.",
        hint="Remove it, or check the year.",
        wrong=_training("‸7 January 2022", "8 March 2022"),
        right=_training("7 March 2022", "8 March 2022"),
        find=days.past,
        note="An error if all sessions of the item are past.",
    ),
    Rule(
        id="DAT06",
        severity="warning",
        says="A session is at a weekend, on a bank holiday, or more than 18 months ahead.",
        hint="Is the date right?",
        wrong=_training("‸2 May 2022", "3 May 2022"),
        right=_training("3 May 2022", "4 May 2022"),
        find=days.unlikely,
    ),
    Rule(
        id="DAT09",
        severity="error",
        says="Two sessions of an item are at the same time and place.",
        hint="Remove one, or correct its date.",
        wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: ‸7 March 2022").replace("Cohort 2: ‸", "‸Cohort 2: "),
        right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022"),
        find=days.listed_twice,
        note="A warning where each has a booking link of its own.",
    ),
    Rule(
        id="DAT10",
        severity="warning",
        says="One person is in two sessions at the same time.",
        hint="Check both dates.",
        wrong=Example(_training("‸7 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
        right=Example(_training("8 March 2022", presenter="Sue Gaskell"), "2022-02/second.md", _OTHER),
        find=days.in_two_places,
        on=("issue",),
    ),
    Rule(
        id="DAT11",
        severity="warning",
        says="The text says another number of sessions than are listed.",
        hint="Correct the number, or add the line that is missing.",
        wrong=_training("7 March 2022", body="We will be hosting ‸two learning events."),
        right=_training("7 March 2022", "8 March 2022", body="We will be hosting two learning events."),
        find=days.number_differs,
        triggers=("session", "event", "cohort", "workshop", "webinar", "masterclass", "dates"),
    ),
    Rule(
        id="DAT12",
        severity="warning",
        says="Numbered sessions have a gap, or are not in the order of their dates.",
        hint="Is a line missing?",
        wrong=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "‸Cohort 4: 9 March 2022"),
        right=_training("Cohort 1: 7 March 2022", "Cohort 2: 8 March 2022", "Cohort 3: 9 March 2022"),
        find=days.numbers_missing,
    ),
    Rule(
        id="DAT14",
        severity="warning",
        says="Joining details or booking are due before the issue goes out.",
        hint="Send them now, or say another time.",
        wrong=_training("‸3 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
        right=_training("7 February 2022", "8 March 2022", more="joining details: 3 working days before\n"),
        find=days.too_late,
    ),
    Rule(
        id="DAT17",
        severity="info",
        says="A range of years is written with a mark.",
        hint='Write "2022 to 2023".',
        wrong="The report for ‸2018/19 is out.",
        right="The report for 2018 to 2019 is out.",
        find=days.year_range,
        on=("item", "issue", "snippet"),
    ),
)
