"""What readers are told of a course of which a day is cancelled, of windows with an hour, and of places to be confirmed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bulletin import load, render
from tests.support.folders import make_content

ITEM = """\
---
title: Coaching
book: https://example.org/b
sessions:
  - Set 1: 7, 14 and 21 March 2022, 1pm to 4pm (14 March 2022 cancelled)
  - Set 2: 8 and 15 March 2022, 1pm to 4pm (15 March 2022 cancelled)
  - Set 3: 17 May 2022, 1pm to 4pm, booking opens: 9am on 1 May 2022
  - Set 4: 18 May 2022, 1pm to 4pm, booking opens: 1 May 2022
  - Set 5: May 2022, date to be confirmed, venue TBC
---
What the course covers.
"""


def texts(tmp_path: Path) -> tuple[str, str]:
    """Return the email as text, and the calendar file of the item."""
    files = {file.path: file.data for file in render(load(make_content(tmp_path, {"2022-02/coaching.md": ITEM})))}
    email, calendar = files["mail/2022-02/bulletin.txt"], files["site/items/coaching/calendar.ics"]
    assert isinstance(email, bytes)
    assert isinstance(calendar, bytes)
    return email.decode(), calendar.decode().replace("\r\n ", "")


def test_a_cancelled_day_is_not_among_those_to_attend(tmp_path: Path) -> None:
    email, calendar = texts(tmp_path)
    for text in (email, calendar.replace("\\,", ",")):
        assert "Attend all 2: 7 and 21 March 2022" in text
        assert "Attend 8 March 2022" in text
        assert "Attend all 3" not in text


def test_booking_opens_at_an_hour_or_on_a_day(tmp_path: Path) -> None:
    email, _ = texts(tmp_path)
    assert "Booking opens at 9am on Sunday 1 May 2022" in email
    assert "Booking opens on Sunday 1 May 2022" in email


def test_an_announcement_says_that_its_place_is_to_be_confirmed(tmp_path: Path) -> None:
    email, _ = texts(tmp_path)
    assert "Set 5: May 2022, date to be confirmed, place to be confirmed" in email


def test_a_course_whose_hours_are_not_known_is_an_event_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    item = ITEM.replace(
        "7, 14 and 21 March 2022, 1pm to 4pm (14 March 2022 cancelled)", "7 to 8 March 2022, time to be confirmed"
    )
    files = {file.path: file.data for file in render(load(make_content(tmp_path, {"2022-02/coaching.md": item})))}
    page = files["site/items/coaching/index.html"]
    assert isinstance(page, bytes)
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.DOTALL)
    events = [event for event in json.loads(script)["@graph"] if event.get("startDate") == "2022-03-07"]
    assert [(event["endDate"], len(event["subEvent"])) for event in events] == [("2022-03-08", 2)]
