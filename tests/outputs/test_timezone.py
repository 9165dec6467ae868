"""The VTIMEZONE of a calendar file has the rules of its time zone, and sessions are read at their instant."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin import check, read
from bulletin.outputs.calendar import calendar_files, ics
from bulletin.text import zones
from tests.calendars.lint import lint
from tests.calendars.reading import READERS
from tests.support.folders import SETTINGS, TRAINING, make_content
from tests.support.values import make_session, make_settings, make_training

LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
EXPRESSIBLE = (
    "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Helsinki", "America/New_York", "America/St_Johns",
    "America/Santo_Domingo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Tokyo", "Asia/Kathmandu",
    "Africa/Abidjan", "America/Argentina/Buenos_Aires",
)  # fmt: skip
ALL = sorted((files("tzdata") / "zones").read_text("utf-8").split())
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


def changes(zone: ZoneInfo) -> set[tuple[datetime, timedelta]]:
    """Return every change of a zone from FIRST until LAST, as (instant, new offset)."""
    moments, day = set(), FIRST
    while day < LAST:
        low, high = day, day + timedelta(days=1)
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            moments.add((high, high.astimezone(zone).utcoffset()))
        day += timedelta(days=1)
    return moments


def offset(digits: str) -> timedelta:
    return timedelta(hours=int(digits[:3]), minutes=int(digits[0] + digits[3:5]))


def onsets(vtimezone: bytes) -> set[tuple[datetime, timedelta]]:
    """Return the changes of the same years that dateutil computes from the rules of a VTIMEZONE."""
    moments = set()
    for block in vtimezone.decode().split("BEGIN:")[2:]:
        lines = dict(line.split(":", 1) for line in block.split("\r\n")[1:] if ":" in line)
        if "RRULE" in lines:
            start = datetime.strptime(lines["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 local by nature
            before = offset(lines["TZOFFSETFROM"])
            for local_time in rrulestr(lines["RRULE"], dtstart=start).between(
                datetime(2019, 6, 1), datetime(2036, 6, 1)
            ):
                moment = (local_time - before).replace(tzinfo=UTC)
                if FIRST <= moment < LAST:
                    moments.add((moment, offset(lines["TZOFFSETTO"])))
    return moments


@pytest.mark.guarantee("CAL-20")
def test_london_is_the_sixteen_lines_that_all_programs_read_alike():
    rule = zones.parse("GMT0BST,M3.5.0/1,M10.5.0")
    assert rule is not None
    assert ics.to_bytes(ics.time_zone(rule, "Europe/London")).decode() == LONDON.replace("\n", "\r\n")


@pytest.mark.parametrize("name", EXPRESSIBLE)
@pytest.mark.guarantee("CAL-21")
def test_each_onset_is_the_second_at_which_the_zone_changes(name):
    rule = zones.parse(zones.posix_rule(name))
    assert rule is not None
    vtimezone = ics.to_bytes(ics.time_zone(rule, name))
    assert onsets(vtimezone) == changes(zones.zone(name))
    assert vtimezone.count(b"BEGIN:STANDARD") == 1
    assert vtimezone.count(b"BEGIN:DAYLIGHT") == bool(changes(zones.zone(name)))
    assert b"RDATE" not in vtimezone
    assert b"UNTIL" not in vtimezone


@pytest.mark.parametrize("name", EXPRESSIBLE)
def test_the_rule_gives_the_offset_of_every_day(name):
    rule, zone = zones.parse(zones.posix_rule(name)), zones.zone(name)
    assert rule is not None
    days = (FIRST + timedelta(days=number, hours=number % 24) for number in range(0, 16 * 365))
    assert [day for day in days if rule.offset(day) != day.astimezone(zone).utcoffset()] == []


@pytest.mark.guarantee("CAL-20")
def test_dublin_has_gmt_as_standard_and_irish_summer_time_as_daylight():
    rule = zones.parse("IST-1GMT0,M10.5.0,M3.5.0/1")
    assert rule is not None
    assert rule.daylight is not None
    assert (rule.standard.name, rule.standard.offset) == ("GMT", timedelta(0))
    assert (rule.daylight.name, rule.daylight.offset) == ("IST", timedelta(hours=1))
    vtimezone = ics.to_bytes(ics.time_zone(rule, "Europe/Dublin")).decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:19700329T010000" in vtimezone
    assert "BEGIN:STANDARD\r\nDTSTART:19701025T020000" in vtimezone


@pytest.mark.parametrize(
    ("rule", "name", "hours"),
    [("<+01>-1", "+01", 1), ("<-0330>3:30", "-0330", -3.5), ("JST-9", "JST", 9), ("<+0545>-5:45", "+0545", 5.75)],
)
@pytest.mark.guarantee("CAL-20")
def test_a_zone_without_summer_time_has_one_standard_without_a_rule(rule, name, hours):
    parsed = zones.parse(rule)
    assert parsed is not None
    assert (parsed.standard.name, parsed.standard.offset, parsed.daylight) == (name, timedelta(hours=hours), None)
    assert b"RRULE" not in ics.to_bytes(ics.time_zone(parsed, "X/Y"))


@pytest.mark.parametrize(
    "rule",
    [
        "UTC0",
        "IST-2IDT,M3.4.4/26,M10.5.0",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
        "<+0330>-3:30<+0430>,J79/24,J263/24",
        "EST5EDT",
        "EST5EDT,M13.2.0,M11.1.0",
        "",
        "nonsense",
    ],
)
def test_a_zone_that_two_yearly_rules_cannot_describe_has_no_rule(rule):
    assert zones.parse(rule) is None


def file_in_zone(name: str, start: datetime) -> bytes:
    zoned = make_settings(time_zone=name, zone_rule=zones.posix_rule(name))
    session = make_session(start=start, end=start + timedelta(hours=1))
    item = make_training("self-neglect", session)
    return calendar_files.session_file(zoned, item, session)


@settings(deadline=None)
@example("Europe/Lisbon", datetime(2030, 3, 31))
@example("Europe/Tiraspol", datetime(2020, 1, 1))
@given(st.sampled_from(ALL), st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)))
@pytest.mark.guarantee("CAL-21", "CAL-19")
def test_a_session_in_any_zone_is_read_at_its_instant_by_our_rule_alone(name, moment):
    zone = zones.zone(name)
    start = moment.replace(microsecond=0, tzinfo=zone).astimezone(UTC).astimezone(zone)
    data = file_in_zone(name, start)
    assert lint(data) == []
    new_name = "X-" + hashlib.sha256(zones.posix_rule(name).encode()).hexdigest()[:12]
    data = data.replace(f"TZID:{name}\r\n".encode(), f"TZID:{new_name}\r\n".encode())
    data = data.replace(f";TZID={name}:".encode(), f";TZID={new_name}:".encode())
    # Compare in UTC: a time in a missing hour is never equal to one of another zone (PEP 495).
    instants = (start.astimezone(UTC), (start + timedelta(hours=1)).astimezone(UTC))
    # The second reader, ical, reads a VTIMEZONE without a rule, which RFC 5545 allows, as UTC.
    for reader in READERS if b"RRULE" in data else READERS[:1]:
        assert [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in reader(data)] == [instants]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Etc/UTC", datetime(2022, 4, 1, 9, 30)),
        ("GMT", datetime(2022, 4, 1, 9, 30)),
        ("Asia/Jerusalem", datetime(2022, 4, 1, 9, 30)),
        ("Africa/Casablanca", datetime(2022, 5, 10, 9, 30)),
        ("America/New_York", datetime(2006, 3, 20, 9, 30)),
        ("Europe/London", datetime(2022, 10, 30, 1, 30)),
    ],
    ids=[
        "UTC",
        "a name that Windows has too",
        "rule on the wrong day",
        "hours that the zone has given up",
        "a rule that came later",
        "an hour that happens twice",
    ],
)
@pytest.mark.guarantee("CAL-21")
def test_a_session_whose_hours_the_rule_cannot_give_is_in_utc(name, start):
    start = start.replace(tzinfo=zones.zone(name))
    data = file_in_zone(name, start)
    assert f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n".encode() in data
    assert b"VTIMEZONE" not in data
    assert lint(data) == []


@pytest.mark.guarantee("CAL-21")
@pytest.mark.parametrize(
    ("name", "when", "is_reported"),
    [
        ("Africa/Casablanca", "", True),
        ("Europe/London", "", False),
        ("Etc/UTC", "", False),
        ("Europe/London", ", 9am to 5pm New York time", False),
        ("Europe/London", ", 9am to 5pm Casablanca time", True),
        ("Etc/UTC", ", 9am to 5pm Casablanca time", True),
        ("Africa/Casablanca", ", all day", False),
    ],
)
def test_the_check_says_which_sessions_are_in_utc_because_no_rule_fits(tmp_path, name, when, is_reported):
    settings = f"{SETTINGS}time zone: {name}\n"
    training = TRAINING.replace("8 March 2022", f"8 March 2022{when}")
    content = make_content(tmp_path, {"bulletin.yml": settings, "2022-02/safer-recruitment.md": training})
    problems = [problem for problem in check(read(content)) if problem.rule == "CAL03"]
    assert [(problem.path.rpartition("/")[2], problem.line, problem.severity) for problem in problems] == (
        [("safer-recruitment.md", 5, "info")] if is_reported else []
    )
    assert all("Africa/Casablanca has no yearly rule" in problem.message for problem in problems)
