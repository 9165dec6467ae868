"""Courses, whole days, nights, deadlines, announcements and places of each kind, in every output."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from bulletin import load, render
from bulletin.model import Session, State
from bulletin.outputs import sessions as words
from bulletin.outputs.calendar import calendar_links
from bulletin.text import humanize
from tests.calendars.lint import lint
from tests.outputs.course_values import BOOK, bulletin, items
from tests.support.folders import SETTINGS, make_content
from tests.support.values import make_bulletin, make_issue, make_item, make_settings


@cache
def files() -> dict[str, bytes]:
    return {file.path: file.data for file in render(bulletin()) if isinstance(file.data, bytes)}


def ics(item: str, stem: str) -> str:
    return files()[f"site/items/{item}/{stem}.ics"].decode().replace("\r\n ", "").replace("\r\n", "\n")


def page(address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files()[f"site/{address}index.html"].decode())


def graph(item: str) -> dict[str, dict[str, object]]:
    (script,) = page(f"items/{item}/").xpath("//script[@type='application/ld+json']/text()")
    return {str(event["name"]): event for event in json.loads(script)["@graph"]}


def session(item: str, key: str) -> Session:
    return next(
        candidate for entry in items() for candidate in entry.sessions if entry.slug == item and candidate.key == key
    )


def text() -> str:
    return files()["mail/2022-02/bulletin.txt"].decode()


def test_every_calendar_file_passes_the_linter() -> None:
    calendars = {path: data for path, data in files().items() if path.endswith(".ics")}
    assert len(calendars) > 25
    assert {path: wrong for path, data in calendars.items() if (wrong := lint(data))} == {}


@pytest.mark.parametrize("zone", ["Europe/London", "UTC"])
def test_a_calendar_without_sessions_holds_its_time_zone(zone: str) -> None:
    rule = "UTC0" if zone == "UTC" else make_settings().zone_rule
    settings = make_settings(time_zone=zone, zone_rule=rule, topics=("adults",))
    empty = make_bulletin(make_issue(make_item(topics=("adults",))), settings=settings)
    calendars = {file.path: file.data for file in render(empty, ["calendars"]) if file.path.endswith(".ics")}
    assert sorted(calendars) == ["site/calendar.ics", "site/topics/adults/calendar.ics"]
    assert all(b"BEGIN:VTIMEZONE\r\nTZID:" + zone.encode() in data and not lint(data) for data in calendars.values())  # type: ignore[operator,arg-type]


def test_whole_days_are_dates_that_do_not_block_the_calendar_and_remind_at_nine() -> None:
    conference = ics("kinds", "conference")
    assert "DTSTART;VALUE=DATE:20220603\nDTEND;VALUE=DATE:20220606\n" in conference
    assert "TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\n" in conference
    assert "TRIGGER:-PT15H\n" in conference
    assert "BEGIN:VTIMEZONE" not in conference
    unknown = ics("kinds", "open-day")
    assert "SUMMARY:Every kind of date: Open day (time to be confirmed)\n" in unknown
    assert "STATUS:TENTATIVE\n" in unknown
    item = next(candidate for candidate in items() if candidate.slug == "kinds")
    line = words.line(item, session("kinds", "conference"), date.min)
    urls = {link.label: link.url for link in calendar_links.session_links(make_settings(), line)}
    assert "dates=20220603%2F20220606" in urls["Google Calendar"]
    assert "ctz" not in urls["Google Calendar"]
    assert "startdt=2022-06-03&enddt=2022-06-06&allday=true" in urls["Outlook for work"]
    assert "ST=20220603&DUR=allday" in urls["Yahoo Calendar"]


def test_a_course_is_booked_once_and_its_file_comes_first() -> None:
    assert files()["mail/2022-02/bulletin.html"].decode().count(f'href="{BOOK.format("cohort-2")}"') == 1
    assert "- Cohort 2: 8, 10 and 17 March 2022, 9:30am to 12:30pm, Microsoft Teams\n" in text()
    assert "Attend all 3: 8, 10 and 17 March 2022\n" in text()
    assert text().count("Part 2 of 3") == 1
    whole = ics("coaching", "cohort-2")
    assert re.findall("SUMMARY:(.*)", whole) == [
        f"Coaching young people: Cohort 2 ({number} of 3)" for number in (1, 2, 3)
    ]
    assert whole.count("Attend all 3: 8\\, 10 and 17 March 2022.") == 3
    assert "VALARM" not in whole
    assert 'Say your name and organisation\\, and "Coaching young people: Cohort 2".' in whole
    coaching_page = page("items/coaching/")
    assert len(coaching_page.xpath(f"//a[@href='{BOOK.format('cohort-2')}']")) == 1
    (heading,) = coaching_page.xpath("//h3[contains(., '3 days, attend all')]")
    assert heading.getnext().xpath(".//a/@href") == ["cohort-2.ics"]
    course = graph("coaching")["Coaching young people: Cohort 2"]
    assert (course["startDate"], course["endDate"]) == ("2022-03-08T09:30:00+00:00", "2022-03-17T12:30:00+00:00")
    assert len(course["subEvent"]) == 3  # type: ignore[arg-type]
    feed = json.loads(files()["site/feed.json"])["items"]
    coaching = next(entry for entry in feed if entry["title"].startswith("Coaching"))
    assert coaching["content_html"].count("Book: Coaching young people: Cohort 2<") == 1


def test_a_course_of_all_sessions_has_its_files_for_enclosure() -> None:
    coaching = items()[0]
    days = tuple(day for day in coaching.sessions if day.course)
    alone = make_bulletin(make_issue(replace(coaching, sessions=days, awaited=())))
    built = {file.path: file.data for file in render(alone) if isinstance(file.data, bytes)}
    feed = json.loads(built["site/feed.json"])["items"]
    assert [attachment["url"].rpartition("/")[2] for attachment in feed[0]["attachments"]] == ["cohort-2.ics"]
    assert b'<h2 id="dates">3 days, attend all</h2>' in built["site/items/coaching/index.html"]


def test_booking_opens_closes_and_is_not_needed() -> None:
    assert "Booking opens on Friday 1 April 2022" in text()
    later = ics("kinds", "later")
    assert "URL:" not in later
    assert f"Booking opens on Friday 1 April 2022: {BOOK.format('later')}" in later
    assert graph("kinds")["Every kind of date: Later"]["offers"]["validFrom"] == "2022-04-01"  # type: ignore[index]
    assert "offers" not in graph("kinds")["Every kind of date: Somewhere"]
    item = next(candidate for candidate in items() if candidate.slug == "kinds")
    weekend = session("kinds", "weekend")
    before, after = (words.line(item, weekend, date(2022, 2, day)) for day in (20, 21))
    assert (before.button, before.window) == ("Book", "")
    assert (after.button, after.window) == ("", "Booking closed on Sunday 20 February 2022")
    assert "Book by 5pm on Friday 4 March 2022" in text()
    free = ics("drop-in", session("drop-in", "drop-in").stem)
    assert "does not book" not in free
    assert "Cancel your place" not in free
    drop_in_page = page("items/drop-in/")
    assert "See the date" in drop_in_page.text_content()
    assert "See the date and book" not in drop_in_page.text_content()
    assert "does not book" not in drop_in_page.text_content()


def test_every_output_has_the_places_of_each_kind() -> None:
    assert "LOCATION:The Lowry\n" in ics("kinds", "hybrid")
    assert "The Lowry\\, or online: Zoom (link sent before the session)" in ics("kinds", "hybrid")
    assert "LOCATION:Telephone (number sent before the session)\n" in ics("kinds", "phone")
    assert "LOCATION:Place to be confirmed\n" in ics("kinds", "tbc")
    kinds = graph("kinds")
    hybrid, unknown = kinds["Every kind of date: Hybrid"], kinds["Every kind of date: Somewhere"]
    assert str(hybrid["eventAttendanceMode"]).endswith("/MixedEventAttendanceMode")
    assert [place["@type"] for place in hybrid["location"]] == ["Place", "VirtualLocation"]  # type: ignore[index,attr-defined]
    assert {"location", "eventAttendanceMode"} & unknown.keys() == set()
    address = graph("coaching")["Coaching young people: Cohort 1"]["location"]["address"]  # type: ignore[index]
    assert address == {"@type": "PostalAddress", "streetAddress": "Stockport", "postalCode": "SK1 3XE"}
    rows = {
        row.xpath("string(./td[1])").split("\n")[0]: row.get("class") for row in page("calendar/").xpath("//tbody/tr")
    }
    assert any("is-online is-in-person" in str(kind) for kind in rows.values())
    assert any("is-unknown" in str(kind) for kind in rows.values())


def test_values_of_a_single_line_are_printed_with_its_session() -> None:
    assert "with Dr Bea Blade\n  Cost: £20\n  Bring a laptop." in text()
    assert "\\, 9:30am to 11:30am\\nDelivered by Dr Bea Blade\\nCost: £20\\nBring a laptop.\\n" in ics(
        "kinds", "hybrid"
    )
    performer = graph("kinds")["Every kind of date: Hybrid"]["performer"]
    assert performer == [{"@type": "Person", "name": "Dr Bea Blade"}]


def test_the_time_zone_of_a_line_is_named_and_is_in_its_calendar() -> None:
    lisbon = ics("kinds", "lisbon")
    assert "TZID:Europe/Lisbon\n" in lisbon
    assert "DTSTART;TZID=Europe/Lisbon:20220316T100000\n" in lisbon
    assert ics("kinds", "calendar").count("BEGIN:VTIMEZONE") == 2
    assert "10am to midday Lisbon time (6am to 8am in New York)" in text()


def test_deadlines_are_in_a_separate_block_and_last_a_whole_day() -> None:
    before, _, after = text().partition("Closing dates\n=============\n")
    assert before
    assert after.lstrip().startswith("- Survey closes: Friday 4 March 2022, 5pm (Every kind of date)\n")
    assert after.index("Survey closes") < after.index("Training dates")
    entry = ics("kinds", "survey-closes")
    assert "DTSTART;VALUE=DATE:20220304\nDTEND;VALUE=DATE:20220305\n" in entry
    assert "SUMMARY:Survey closes by 5pm: Every kind of date\n" in entry
    assert "URL:https://example.org/nw-safeguarding/items/kinds/\n" in entry
    assert "LOCATION" not in entry
    assert "Survey closes: Friday 4 March 2022, 5pm" in page("items/kinds/").text_content()
    assert not any("Survey" in name for name in graph("kinds"))
    summary = next(
        entry["summary"] for entry in json.loads(files()["site/feed.json"])["items"] if "kind" in entry["title"]
    )
    assert "Survey closes: Friday 4 March 2022, 5pm" in summary


def test_a_session_without_a_date_is_announced_and_has_no_calendar_entry() -> None:
    announced = "Cohort 5: May 2022, date to be confirmed, at Stopford House"
    postponed = "Cohort 3: postponed, new date to follow (was 24 March 2022)"
    for path in ("mail/2022-02/bulletin.txt", "site/calendar/index.html", "site/feed.json"):
        content = " ".join(files()[path].decode().split())
        assert announced in content, path
        assert postponed in content, path
    entry = ics("coaching", "cohort-3")
    assert "SUMMARY:POSTPONED: Coaching young people: Cohort 3\n" in entry
    assert "STATUS:CANCELLED\n" in entry
    assert "TRANSP:TRANSPARENT\n" in entry
    assert "VALARM" not in entry
    assert graph("coaching")["Coaching young people: Cohort 3"]["eventStatus"] == "https://schema.org/EventPostponed"
    assert words.STANDINGS[State.POSTPONED].button == ""


def test_the_organiser_is_the_organisation_of_the_item() -> None:
    item = items()[2]
    changed = replace(item, organisation="River Club")
    calendars = {file.path: file.data for file in render(make_bulletin(make_issue(changed)), ["calendars"])}
    data = next(data for path, data in calendars.items() if "drop-in/session" in path)
    assert b'ORGANIZER;CN="River Club":mailto:team@example.org' in data  # type: ignore[operator]


MONTH_FIRST = """\
---
title: Safer recruitment
book: https://example.org/book
book by: March 4, 2022
deadlines:
  - Survey closes: 5pm on Friday, March 11, 2022
sessions:
  - Cohort 1: March 8, 10 and 17, 2022, 9:30am to 12:30pm
  - Cohort 2: 03/22/2022, 9:30am to 12:30pm (moved from 03/01/2022)
  - Cohort 3: March 29 to 30, 2022, all day (postponed)
  - Cohort 4: April 5, 2022, 9:30am to 12:30pm, at Stopford House, Stockport
---
Text.
"""


def test_with_month_first_dates_every_output_has_the_month_first(tmp_path: Path) -> None:
    settings = f"{SETTINGS}dates: month first\n"
    issue = "---\nissue date: 02/01/2022\nstatus: ready\n---\nHello.\n"
    other = "---\ntitle: Another\n---\nText.\n"
    content = {
        "bulletin.yml": settings,
        "2022-02/issue.md": issue,
        "2022-02/course.md": MONTH_FIRST,
        "2022-02/week.md": other,
    }
    built = {file.path: file.data for file in render(load(make_content(tmp_path, content)))}
    texts = {path: data.decode() for path, data in built.items() if isinstance(data, bytes) and b"\0" not in data}
    printed = {path: html.unescape(re.sub("<[^>]*>", "|", text)) for path, text in texts.items()}
    day_first = re.compile(rf"\b[0-9]{{1,2}} (?:{'|'.join(humanize.MONTHS)}) 2022\b")
    assert {path: day_first.findall(text)[:3] for path, text in printed.items() if day_first.search(text)} == {}
    mail = printed["mail/2022-02/bulletin.txt"]
    for sentence in (
        "Tuesday, February 1, 2022",
        "Book by Friday, March 4, 2022",
        "Survey closes: Friday, March 11, 2022, 5pm",
    ):
        assert sentence in mail
    assert "Attend all 3: March 8, 10 and 17, 2022" in printed["site/items/course/index.html"]
    assert "Cohort 2: Tuesday, March 22, 2022, 9:30am to 12:30pm" in printed["site/feed.xml"]
