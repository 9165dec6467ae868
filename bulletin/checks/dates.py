"""Rules of dates and sessions: what is true, and what can be read in one way only."""

from __future__ import annotations

from .reading import session
from .rule import Example, Rule

RULES = (
    Rule(
        id="DAT01",
        severity="error",
        says="The weekday does not match the date.",
        hint="Check the date.",
        wrong=session("‸Monday 8 March 2022, https://example.org/book"),
        right=session("Tuesday 8 March 2022, https://example.org/book"),
    ),
    Rule(
        id="DAT02",
        severity="error",
        says="This cannot be read as a date.",
        hint='Write it like "23 February 2022" or "23/02/2022".',
        wrong=session("‸31/04/2022, https://example.org/book"),
        right=session("30/04/2022, https://example.org/book"),
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
)
