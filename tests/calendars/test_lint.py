"""The lint finds nothing in any file that Bulletin writes, and every fault that is put into one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bulletin import load
from bulletin.model import State
from bulletin.outputs.calendar import calendar_files
from tests.calendars.corpus import files_of, torture
from tests.calendars.lint import RULES, Calendar, lint
from tests.support.rendering import rendered_files
from tests.support.values import ROOT, make_bulletin, make_issue, make_session, make_settings, make_training


@pytest.mark.guarantee(
    "CAL-01", "CAL-02", "CAL-03", "CAL-04", "CAL-05", "CAL-06", "CAL-07", "CAL-08", "CAL-09", "CAL-10", "CAL-11",
    "CAL-12", "CAL-14", "CAL-16", "CAL-17", "CAL-18", "CAL-19", "CAL-20", "CAL-29", "CAL-30", "CAL-37",
)  # fmt: skip
def test_no_file_breaks_a_rule() -> None:
    sample = load(ROOT / "content")
    files = [(file.name, file.data) for file in (*torture(), *files_of(sample))]
    files += [(file.path, file.data) for file in rendered_files("email-calendars", sample)]  # type: ignore[misc]
    assert len(files) > 70
    assert {name: wrong for name, data in files if (wrong := lint(data))} == {}


def single(state: State = State.OPEN) -> bytes:
    session = make_session("a", "cohort-4", label="Cohort 4", state=state, reminders=(timedelta(days=1),))
    item = make_training("a", session, title="Safer recruitment, for all; and more " + "é" * 60)
    return calendar_files.session_file(make_settings(), item, session)


def feed() -> bytes:
    sessions = [make_session("a", f"cohort-{number}", label=f"Cohort {number}") for number in range(3)]
    bulletin = make_bulletin(make_issue(make_training("a", *sessions, topics=("adults",))))
    return next(file.data for file in rendered_files("calendars", bulletin) if file.path == "site/calendar.ics")  # type: ignore[return-value]


def put(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a function that replaces the first match of a pattern, and fails if there is none."""

    def change(data: bytes) -> bytes:
        changed, times = re.subn(
            old.encode(), lambda _: new.encode().decode("unicode_escape").encode("latin-1"), data, count=1
        )
        assert times == 1, old
        return changed

    return change


FAULTS: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("BOM", lambda data: b"\xef\xbb\xbf" + data, "BOM"),
    ("Latin-1", lambda data: data.replace("é".encode(), b"\xe9", 1), "not UTF-8"),
    ("LF", lambda data: data.replace(b"\r\n", b"\n"), "bare line ends"),
    ("no last line end", lambda data: data.removesuffix(b"\r\n"), "bare line ends"),
    ("blank line", put("\r\nUID", r"\r\n\r\nUID"), "0 octets"),
    ("long line", put("\r\n ", ""), "octets"),
    ("fold in a letter", lambda data: data.replace("é".encode(), b"\xc3\r\n \xa9", 1), "fold within a letter"),
    ("bell", put("Safer", r"Sa\x07fer"), "control character"),
    ("line separator", lambda data: data.replace(b"Safer", b"Sa\xe2\x80\xa8fer", 1), "line break"),
    ("lower-case name", put("SUMMARY:", "Summary:"), "no content line"),
    ("quote in a parameter", put('CN="North', 'CN="No"rth'), "no content line"),
    ("comma", put(r"recruitment\\,", "recruitment,"), "not escaped: SUMMARY"),
    ("semicolon", put(r"all\\;", "all;"), "not escaped: SUMMARY"),
    ("backslash", put("Safer", r"Sa\\xfer"), "not escaped: SUMMARY"),
    ("address with a blank", put("URL:https://", "URL:https:// "), "no address"),
    ("address of a script", put("URL:https", "URL:javascript"), "no address"),
    ("lost END", put("END:VEVENT\r\n", ""), "without its"),
    ("lost END of a zone", put("END:STANDARD\r\n", ""), "without its"),
    ("30 February", put("DTSTART;TZID=Europe/London:20220401", "DTSTART;TZID=Europe/London:20220230"), "no such day or time"),
    ("empty calendar", put("(?s)BEGIN:VTIMEZONE.*END:VEVENT\r\n", ""), "an empty calendar"),
    ("onset an hour off", put("DTSTART:19700329T010000", "DTSTART:19700329T020000"), "onset at another hour"),
    ("no VERSION", put("VERSION:2.0\r\n", ""), "begins with something else"),
    ("PRODID first", put("VERSION:2.0\r\nPRODID:(.*?)\r\n", r"PRODID:-//Bulletin//Bulletin//EN\r\nVERSION:2.0\r\n"), "begins with something else"),
    ("no METHOD", put("METHOD:PUBLISH\r\n", ""), "begins with something else"),
    ("REQUEST", put("METHOD:PUBLISH", "METHOD:REQUEST"), "begins with something else"),
    ("calendar UID", put("METHOD:PUBLISH", r"METHOD:PUBLISH\r\nUID:x"), "the calendar has a UID"),
    ("two calendars", lambda data: data + data, "several calendars"),
    ("name of a single", put("METHOD:PUBLISH", r"METHOD:PUBLISH\r\nX-WR-CALNAME:x"), "a single appointment with X-WR-CALNAME"),
    ("two events in a single", put("END:VEVENT\r\n", r"END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n"), "2 events in a single"),
    ("no organiser", put("ORGANIZER[^\r]*\r\n(?: [^\r]*\r\n)*", ""), "0 times ORGANIZER"),
    ("attendee", put("END:VEVENT", r"ATTENDEE:mailto:a@example.org\r\nEND:VEVENT"), "ATTENDEE"),
    ("no DTSTAMP", put("DTSTAMP[^\r]*\r\n", ""), "0 times DTSTAMP"),
    ("two summaries", put("SEQUENCE", r"SUMMARY:again\r\nSEQUENCE"), "2 times SUMMARY"),
    ("DURATION", put("SEQUENCE", r"DURATION:PT1H\r\nSEQUENCE"), "unknown property DURATION"),
    ("another order", put("(SEQUENCE:0\r\n)(STATUS:CONFIRMED\r\n)", r"STATUS:CONFIRMED\r\nSEQUENCE:0\r\n"), "properties out of order"),
    ("UID with a host", put("UID:[^\r]*", "UID:cohort-4@example.org"), "no UUID"),
    ("local stamp", put("DTSTAMP:([^\r]*)Z", "DTSTAMP:20220201T090000"), "stamp not in UTC"),
    ("stamp of today", put("DTSTAMP:[^\r]*", "DTSTAMP:20261126T120000Z"), "stamps:"),
    ("negative SEQUENCE", put("SEQUENCE:0", "SEQUENCE:-1"), "SEQUENCE:-1"),
    ("floating", put("DTSTART;TZID=Europe/London", "DTSTART"), "floating"),
    ("ends before", put("DTEND;TZID=Europe/London:2022", "DTEND;TZID=Europe/London:2021"), "ends before it starts"),
    ("no zone", put("(?s)BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", ""), "zone not given"),
    ("zone unused", put("(DTSTART|DTEND);TZID=Europe/London:([^\r]*)", "DTSTART:20220401T083000Z"), "ends before it starts"),
    ("Windows zone", lambda data: data.replace(b"Europe/London", b"GMT Standard Time"), "not a name of IANA"),
    ("zone called GMT", lambda data: data.replace(b"Europe/London", b"GMT"), "not a name of IANA"),
    ("RDATE", put("RRULE:[^\r]*", "RDATE:20220327T010000"), "zone with RDATE"),
    ("UNTIL", put("RRULE:([^\r]*)", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20300101T000000Z"), "rule of a zone"),
    ("two STANDARD", put("END:VTIMEZONE", r"BEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE"), "times of a zone"),
    ("onset by the clock after it", put("DTSTART:19700329T010000", "DTSTART:19700330T010000"), "onset on another day"),
    ("one offset", put("TZOFFSETTO:\\+0100", "TZOFFSETTO:+0200"), "offsets of a zone"),
    ("busy", put("BUSYSTATUS:BUSY", "BUSYSTATUS:FREE"), "state: CONFIRMED"),
    ("no prefix", put("STATUS:CONFIRMED", "STATUS:CANCELLED"), "no prefix: CANCELLED"),
    ("unknown state", put("STATUS:CONFIRMED", "STATUS:MOVED"), "state: MOVED"),
    ("reminder without TRIGGER", put("TRIGGER:[^\r]*\r\n", ""), "TRIGGER:"),
    ("reminder afterwards", put("TRIGGER:-", "TRIGGER:"), "TRIGGER:"),
    ("audio", put("ACTION:DISPLAY", "ACTION:AUDIO"), "a reminder without words"),
]  # fmt: skip
FAULTS_OF_FEEDS: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("two names", put("X-WR-CALNAME:North", "X-WR-CALNAME:South"), "NAME is not X-WR-CALNAME"),
    ("interval without VALUE", put("REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL"), "REFRESH-INTERVAL"),
    ("no TTL", put("X-PUBLISHED-TTL:PT12H", "X-PUBLISHED-TTL:PT1H"), "X-PUBLISHED-TTL"),
    ("source without VALUE", put("SOURCE;VALUE=URI", "SOURCE"), "SOURCE without VALUE"),
    ("colour in digits", put("COLOR:[a-z]+", "COLOR:#005eb8"), "COLOR is no name"),
    ("a UID twice", lambda data: re.sub(rb"UID:[^\r]*", b"UID:cc000000-0000-5000-8000-000000000000", data), "a UID twice"),
    ("a reminder", put("END:VEVENT", r"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"), "a reminder in a calendar"),
    ("zone after events", lambda data: _last(data, b"VTIMEZONE"), "zone after events"),
    ("events out of order", lambda data: _last(data, b"VEVENT"), "events out of order"),
    ("too large", lambda data: data + b"x" * 1_000_000, "bytes"),
]  # fmt: skip


def _last(data: bytes, kind: bytes) -> bytes:
    """Move the first component of a kind to the end of the calendar."""
    match = re.search(rb"BEGIN:" + kind + rb"\r\n.*?END:" + kind + rb"\r\n", data, re.DOTALL)
    assert match
    end = b"END:VCALENDAR\r\n"
    return data.replace(match[0], b"", 1).removesuffix(end) + match[0] + end


@pytest.mark.guarantee("CAL-50")
@pytest.mark.parametrize(("name", "fault", "message"), FAULTS, ids=[name for name, *_ in FAULTS])
def test_a_fault_in_a_single_appointment_is_found(name: str, fault: Callable[[bytes], bytes], message: str) -> None:
    assert lint(single()) == []
    assert any(message in fault_text for fault_text in lint(fault(single()))), lint(fault(single()))


@pytest.mark.guarantee("CAL-50")
@pytest.mark.parametrize(("name", "fault", "message"), FAULTS_OF_FEEDS, ids=[name for name, *_ in FAULTS_OF_FEEDS])
def test_a_fault_in_a_calendar_is_found(name: str, fault: Callable[[bytes], bytes], message: str) -> None:
    assert lint(feed()) == []
    assert any(message in fault_text for fault_text in lint(fault(feed()))), lint(fault(feed()))


def test_a_reminder_of_a_cancelled_session_is_found() -> None:
    data = single(State.CANCELLED)
    assert lint(data) == []
    alarm = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-P1D\r\nEND:VALARM\r\nEND:VEVENT"
    assert lint(data.replace(b"END:VEVENT", alarm)) == ["a reminder of what is cancelled"]


def test_every_rule_is_broken_by_a_fault() -> None:
    broken = {rule.__name__ for rule in RULES for data, faults in ((single(), FAULTS), (feed(), FAULTS_OF_FEEDS)) for _, fault, _ in faults if list(rule(Calendar(fault(data))))}  # fmt: skip
    assert broken == {rule.__name__ for rule in RULES}
