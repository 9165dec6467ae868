"""Check calendar files: one function for each rule about bytes, components, times and sessions, which yields the faults."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache, cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo

LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]+))*):(.*)", re.DOTALL)
"""Name, parameters and value of a content line (RFC 5545 section 3.1); a parameter is quoted or holds none of `";:,`."""
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "TZID"}
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,n])*")
LIST_OF_TEXTS = re.compile(r"(?:[^\\;]|\\[\\;,n])*")
URIS = {"URL": "https?:|mailto:", "SOURCE": "https?:", "ORGANIZER": "mailto:"}
FEED_ONLY = {
    "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE", "URL",
    "LAST-MODIFIED", "COLOR", "X-APPLE-CALENDAR-COLOR", "X-WR-TIMEZONE",
}  # fmt: skip
EVENT = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "CREATED", "LAST-MODIFIED", "LOCATION",
    "DESCRIPTION", "URL", "ORGANIZER", "CONTACT", "CATEGORIES", "CLASS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
)  # fmt: skip
"""The properties of an event, in their order."""
OPTIONAL = {"URL", "CATEGORIES", "LOCATION"}
SEVERAL = {"CONTACT"}
BUSY = {"CONFIRMED": ("OPAQUE", "BUSY"), "TENTATIVE": ("OPAQUE", "TENTATIVE"), "CANCELLED": ("TRANSPARENT", "FREE")}
WHOLE_DAY = ("TRANSPARENT", "FREE")
PREFIXES = {"CONFIRMED": "(MOVED: )?", "TENTATIVE": "(MOVED: )?PROVISIONAL: ", "CANCELLED": "(CANCELLED|POSTPONED): "}
MOMENTS = {"DTSTART", "DTEND", "DTSTAMP", "CREATED", "LAST-MODIFIED"}
UTC = r"\d{8}T\d{6}Z"
RULE = r"FREQ=YEARLY;BYDAY=(-1|[1-4])(SU|MO|TU|WE|TH|FR|SA);BYMONTH=(\d|1[0-2])"
OFFSET = r"[+-]\d{4}"
LONGEST = 1_000_000
IANA = frozenset((files("tzdata") / "zones").read_text("utf-8").split())


@dataclass(frozen=True)
class Row:
    """A content line, like `DTSTART;TZID=Europe/London:20220308T093000`."""

    name: str
    params: str
    value: str


@dataclass(frozen=True)
class Calendar:
    """A calendar file, parsed into rows and components."""

    data: bytes

    @cached_property
    def rows(self) -> list[str]:
        """The content lines, unfolded."""
        return self.data.replace(b"\r\n ", b"").decode("utf-8", "replace").removesuffix("\r\n").split("\r\n")

    @cached_property
    def parsed(self) -> list[Row]:
        return [Row(*match.groups()) for row in self.rows if (match := LINE.fullmatch(row))]

    @cached_property
    def head(self) -> list[Row]:
        """The calendar's own properties, which come before the first component."""
        inner = next(
            (number for number, row in enumerate(self.parsed[1:], 1) if row.name in ("BEGIN", "END")), len(self.parsed)
        )
        return self.parsed[1:inner]

    def components(self, kind: str) -> list[list[Row]]:
        """Return the rows of each component of a kind, with the rows of components inside it."""
        blocks: list[list[Row]] = []
        inside = False
        for row in self.parsed:
            if (row.name, row.value) == ("BEGIN", kind):
                blocks.append([])
                inside = True
            elif (row.name, row.value) == ("END", kind):
                inside = False
            elif inside:
                blocks[-1].append(row)
        return blocks

    @cached_property
    def events(self) -> list[list[Row]]:
        """The rows of each event, without those of its alarms."""
        return [_without_inner(rows) for rows in self.components("VEVENT")]

    @property
    def is_single(self) -> bool:
        return any(row.name == "X-MS-OLK-FORCEINSPECTOROPEN" for row in self.head)

    @property
    def is_feed(self) -> bool:
        return any(row.name == "X-WR-CALNAME" for row in self.head)


def _without_inner(rows: list[Row]) -> list[Row]:
    outer_rows, depth = [], 0
    for row in rows:
        depth += (row.name == "BEGIN") - (row.name == "END")
        if not depth and row.name != "END":
            outer_rows.append(row)
    return outer_rows


def _property(rows: list[Row], name: str) -> Row:
    return next((row for row in rows if row.name == name), Row(name, "", ""))


Rule = Callable[[Calendar], Iterator[str]]


def utf8(calendar: Calendar) -> Iterator[str]:
    try:
        text = calendar.data.decode("utf-8")
    except UnicodeDecodeError:
        yield "not UTF-8"
        return
    if text.startswith("\ufeff"):
        yield "BOM"
    yield from (
        f"control character: {letter!r}"
        for letter in text
        if letter not in "\t\r\n" and unicodedata.category(letter) == "Cc"
    )
    yield from (f"line break: {letter!r}" for letter in text if letter in "\u2028\u2029")


def line_ends(calendar: Calendar) -> Iterator[str]:
    physical = calendar.data.removesuffix(b"\r\n").split(b"\r\n")
    if not calendar.data.endswith(b"END:VCALENDAR\r\n") or any(b"\r" in row or b"\n" in row for row in physical):
        yield "bare line ends"
    yield from (f"{len(row)} octets: {row!r}" for row in physical if not 0 < len(row) <= 75)


def nesting(calendar: Calendar) -> Iterator[str]:
    """Check that components are nested, and that the calendar has at least one (RFC 5545 section 3.4)."""
    open_: list[str] = []
    for row in calendar.parsed:
        if row.name == "BEGIN":
            open_.append(row.value)
        elif row.name == "END" and (not open_ or open_.pop() != row.value):
            yield f"END:{row.value} without its BEGIN"
    yield from (f"BEGIN:{name} without its END" for name in open_)
    if sum(row.name == "BEGIN" for row in calendar.parsed) < 2:
        yield "an empty calendar"


def real_days(calendar: Calendar) -> Iterator[str]:
    """Check that each date and time exists."""
    for row in calendar.parsed:
        if row.name in MOMENTS:
            try:
                datetime.strptime(row.value.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in row.value else "%Y%m%d")  # noqa: DTZ007
            except ValueError:
                yield f"no such day or time: {row.name}:{row.value}"


def folding(calendar: Calendar) -> Iterator[str]:
    """Check that no fold is within a letter; RFC 5545 section 3.1 allows every other place."""
    for row in calendar.data.split(b"\r\n"):
        try:
            row.decode("utf-8")
        except UnicodeDecodeError:
            yield f"fold within a letter: {row!r}"


def content_lines(calendar: Calendar) -> Iterator[str]:
    yield from (f"no content line: {row[:60]}" for row in calendar.rows if not LINE.fullmatch(row))


def escapes(calendar: Calendar) -> Iterator[str]:
    for row in calendar.parsed:
        if row.name in TEXTS and not TEXT.fullmatch(row.value):
            yield f"not escaped: {row.name}:{row.value[:60]}"
        if row.name == "CATEGORIES" and not LIST_OF_TEXTS.fullmatch(row.value):
            yield f"not escaped: {row.value[:60]}"


def addresses(calendar: Calendar) -> Iterator[str]:
    for row in calendar.parsed:
        if row.name in URIS and not (re.match(URIS[row.name], row.value) and re.fullmatch(r"[!-~]+", row.value)):
            yield f"no address: {row.name}:{row.value[:60]}"


def beginning(calendar: Calendar) -> Iterator[str]:
    expected = ["VERSION:2.0", "PRODID:-//Bulletin//Bulletin//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if calendar.rows[:5] != ["BEGIN:VCALENDAR", *expected]:
        yield "begins with something else"
    if calendar.rows.count("BEGIN:VCALENDAR") != 1:
        yield "several calendars"
    names = [row.name for row in calendar.head]
    yield from (f"{names.count(name)} times {name}" for name in set(names) if names.count(name) > 1)
    if "UID" in names:
        yield "the calendar has a UID"


def kinds(calendar: Calendar) -> Iterator[str]:
    """Check that a file of one or several sessions has no property of a calendar, with which Outlook adds a new calendar."""
    names = {row.name for row in calendar.head}
    if calendar.is_single and len(calendar.events) != 1:
        yield f"{len(calendar.events)} events in a single appointment"
    if calendar.is_single or not calendar.is_feed:
        kind = "a single appointment" if calendar.is_single else "several sessions"
        yield from (f"{kind} with {name}" for name in sorted(names & FEED_ONLY))
    if len(calendar.data) > LONGEST:
        yield f"{len(calendar.data)} bytes"


def subscriptions(calendar: Calendar) -> Iterator[str]:
    """Check that a calendar for subscribers has its name and description for old and new programs, and its interval."""
    if calendar.is_single or not calendar.is_feed:
        return
    for name, twin in (("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC")):
        if _property(calendar.head, name).value != _property(calendar.head, twin).value:
            yield f"{name} is not {twin}"
    if _property(calendar.head, "REFRESH-INTERVAL") != Row("REFRESH-INTERVAL", ";VALUE=DURATION", "PT12H"):
        yield "REFRESH-INTERVAL"
    if _property(calendar.head, "X-PUBLISHED-TTL").value != "PT12H":
        yield "X-PUBLISHED-TTL"
    source = _property(calendar.head, "SOURCE")
    if source.value and source.params != ";VALUE=URI":
        yield "SOURCE without VALUE"
    if not re.fullmatch("[a-z]*", _property(calendar.head, "COLOR").value):
        yield "COLOR is no name"


def order(calendar: Calendar) -> Iterator[str]:
    kinds_ = [row.value for row in calendar.parsed if row.name == "BEGIN"]
    if "VTIMEZONE" in kinds_ and "VEVENT" in kinds_ and kinds_.index("VTIMEZONE") > kinds_.index("VEVENT"):
        yield "zone after events"
    starts = [(_property(rows, "DTSTART").value.rstrip("Z"), _property(rows, "UID").value) for rows in calendar.events]
    if starts != sorted(starts) and len({_property(rows, "DTSTART").params for rows in calendar.events}) == 1:
        yield "events out of order"


def properties(calendar: Calendar) -> Iterator[str]:
    for rows in calendar.events:
        names = [row.name for row in rows]
        for name in EVENT:
            least = 0 if name in OPTIONAL else 1
            if names.count(name) < least or (names.count(name) > 1 and name not in SEVERAL):
                yield f"{names.count(name)} times {name}"
        yield from (f"unknown property {name}" for name in names if name not in EVENT)
        places = [EVENT.index(name) for name in names if name in EVENT]
        if places != sorted(places):
            yield "properties out of order"


def identity(calendar: Calendar) -> Iterator[str]:
    uids = [_property(rows, "UID").value for rows in calendar.events]
    yield from (
        f"no UUID: {uid}" for uid in uids if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uid)
    )
    if len(uids) != len(set(uids)):
        yield "a UID twice"


def stamps(calendar: Calendar) -> Iterator[str]:
    for rows in calendar.events:
        created, modified, stamp = (_property(rows, name).value for name in ("CREATED", "LAST-MODIFIED", "DTSTAMP"))
        yield from (
            f"stamp not in UTC: {moment}" for moment in (created, modified, stamp) if not re.fullmatch(UTC, moment)
        )
        if not created <= modified == stamp:
            yield f"stamps: {created}, {modified}, {stamp}"
        if not re.fullmatch(r"0|[1-9]\d{0,9}", _property(rows, "SEQUENCE").value):
            yield f"SEQUENCE:{_property(rows, 'SEQUENCE').value}"


def times(calendar: Calendar) -> Iterator[str]:
    for rows in calendar.events:
        start, end = _property(rows, "DTSTART"), _property(rows, "DTEND")
        for row in (start, end):
            if row.params == ";VALUE=DATE" and re.fullmatch(r"\d{8}", row.value):
                continue
            zoned = re.fullmatch(r";TZID=\"?([^\";]+)\"?", row.params) and re.fullmatch(r"\d{8}T\d{6}", row.value)
            if not zoned and not (not row.params and re.fullmatch(UTC, row.value)):
                yield f"floating: {row.name}{row.params}:{row.value}"
        if start.params != end.params or not start.value < end.value:
            yield f"ends before it starts: {start.value}, {end.value}"


def zones(calendar: Calendar) -> Iterator[str]:
    names = [_property(rows, "TZID").value for rows in calendar.components("VTIMEZONE")]
    used = {
        row.params.partition("TZID=")[2].strip('"')
        for rows in calendar.events
        for row in rows
        if ";TZID=" in row.params
    }
    yield from (f"zone not given: {name}" for name in used - set(names))
    yield from (f"zone not used: {name}" for name in set(names) - used if calendar.events)
    fixed = ("GMT", "UTC", "Etc/UTC") if calendar.events else ()
    yield from (f"not a name of IANA: {name}" for name in names if name not in IANA or name in fixed)
    if len(names) != len(set(names)):
        yield "a zone twice"


def rules_of_zones(calendar: Calendar) -> Iterator[str]:
    for rows in calendar.components("VTIMEZONE"):
        kinds_ = [row.value for row in rows if row.name == "BEGIN"]
        if kinds_.count("STANDARD") != 1 or kinds_.count("DAYLIGHT") > 1:
            yield f"times of a zone: {kinds_}"
        names = {row.name for row in rows} - {"BEGIN", "END"}
        yield from (
            f"zone with {name}" for name in names - {"TZID", "DTSTART", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"}
        )
        yield from (
            f"rule of a zone: {row.value}" for row in rows if row.name == "RRULE" and not re.fullmatch(RULE, row.value)
        )
        if sum(row.name == "RRULE" for row in rows) != (2 if "DAYLIGHT" in kinds_ else 0):
            yield "rules of a zone"
        yield from _onsets(rows)
        yield from _clocks(rows)


def _clocks(rows: list[Row]) -> Iterator[str]:
    """Check that standard and summer time begin at the hour at which the clocks of that zone change."""
    name, offset, start = "", "", ""
    for row in rows:
        name = row.value if row.name == "TZID" else name
        offset = row.value if row.name == "TZOFFSETFROM" else offset
        start = row.value[9:] if row.name == "DTSTART" else start
        if row.name == "TZOFFSETTO" and name in IANA and row.value != offset:
            changes = {(before, after): clock for before, after, clock in _changes(name)}
            if changes.get((offset, row.value), start) != start:
                yield f"onset at another hour than in {name}: {start}"


@cache
def _changes(name: str) -> list[tuple[str, str, str]]:
    """Return the changes of a zone's clocks in 2030, as (offset before, offset after, clock time before)."""
    moment = datetime(2030, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 UTC is a pattern here
    # Use the locked tzdata: the zones of the machine may be of another year.
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        zone = ZoneInfo.from_file(file, name)
    changes = []
    while moment.year == 2030:
        later = moment + timedelta(minutes=30)
        before, after = (f"{instant.astimezone(zone):%z}" for instant in (moment, later))
        if before != after:
            old = moment.astimezone(zone).replace(tzinfo=None) + timedelta(minutes=30)
            changes.append((before, after, f"{old:%H%M%S}"))
        moment = later
    return changes


def _onsets(rows: list[Row]) -> Iterator[str]:
    """Check that standard and summer time each begin on a day of their rule, from the offset of the other."""
    blocks = "\n".join(f"{row.name}:{row.value}" for row in rows).split("BEGIN:")[1:]
    values = [dict(row.split(":", 1) for row in block.split("\n")[1:] if ":" in row) for block in blocks]
    for value in values:
        if not all(re.fullmatch(OFFSET, value.get(name, "")) for name in ("TZOFFSETFROM", "TZOFFSETTO")):
            yield "offset of a zone"
        start = re.fullmatch(r"(\d{8})T(\d{6})", value.get("DTSTART", ""))
        if not start:
            yield f"onset of a zone: {value.get('DTSTART')}"
        elif "RRULE" in value and not _is_on(datetime.strptime(start[1], "%Y%m%d"), value["RRULE"]):  # noqa: DTZ007
            yield f"onset on another day than its rule: {start[1]}"
    offsets = [(value.get("TZOFFSETFROM"), value.get("TZOFFSETTO")) for value in values]
    if len(offsets) == 2 and offsets[0] != offsets[1][::-1]:
        yield f"offsets of a zone: {offsets}"


def _is_on(day: datetime, rule: str) -> bool:
    match = re.fullmatch(RULE, rule)
    if not match:
        return True
    week, weekday, month = int(match[1]), ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(match[2]), int(match[3])
    nth = (day.day - 1) // 7 + 1
    last = (day + timedelta(days=7)).month != day.month
    return (day.month, day.weekday()) == (month, weekday) and (last if week == -1 else nth == week)


def states(calendar: Calendar) -> Iterator[str]:
    for rows, whole in zip(calendar.events, calendar.components("VEVENT"), strict=True):
        status, summary = _property(rows, "STATUS").value, _property(rows, "SUMMARY").value
        whole_day = _property(rows, "DTSTART").params == ";VALUE=DATE"
        busy = WHOLE_DAY if whole_day else BUSY.get(status)
        if (_property(rows, "TRANSP").value, _property(rows, "X-MICROSOFT-CDO-BUSYSTATUS").value) != busy:
            yield f"state: {status}"
        prefix = "" if whole_day and status == "TENTATIVE" else PREFIXES.get(status, "$")
        if not re.match(prefix, summary):
            yield f"no prefix: {status}, {summary[:40]}"
        if status == "CANCELLED" and any(row.value == "VALARM" for row in whole):
            yield "a reminder of what is cancelled"
        if _property(rows, "CLASS").value not in ("PUBLIC", "PRIVATE"):
            yield "CLASS"


def reminders(calendar: Calendar) -> Iterator[str]:
    for rows in calendar.components("VALARM"):
        if not calendar.is_single:
            yield "a reminder in a calendar"
        if _property(rows, "ACTION").value != "DISPLAY" or not _property(rows, "DESCRIPTION").value:
            yield "a reminder without words"
        if not re.fullmatch(r"-P(\d+W|\d+D|(\d+D)?T(\d+H)?(\d+M)?)", _property(rows, "TRIGGER").value):
            yield f"TRIGGER:{_property(rows, 'TRIGGER').value}"


def people(calendar: Calendar) -> Iterator[str]:
    if any(row.name == "ATTENDEE" for row in calendar.parsed):
        yield "ATTENDEE"


RULES: tuple[Rule, ...] = (
    utf8, line_ends, nesting, real_days, folding, content_lines, escapes, addresses, beginning, kinds, subscriptions, order, properties, identity, stamps,
    times, zones, rules_of_zones, states, reminders, people,
)  # fmt: skip


def lint(data: bytes) -> list[str]:
    """Return the faults of a calendar file, [] if it has none."""
    calendar = Calendar(data)
    return [fault for rule in RULES for fault in rule(calendar)]
