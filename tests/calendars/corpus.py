"""Make calendar files that are hard to read, with the events that every program must find in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bulletin import addresses
from bulletin.model import Bulletin, Item, Session, Settings, Snippet, live_items
from bulletin.outputs.calendar import calendar_files, event
from bulletin.outputs.sessions import line
from bulletin.text import zones
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_issue, make_prose, make_session, make_settings, make_training


class Expected(NamedTuple):
    """An event with the values of its bulletin; times in UTC."""

    uid: str
    start: datetime
    end: datetime
    summary: str


class CalendarFile(NamedTuple):
    """A calendar file and its events."""

    name: str
    """The file's name, without blanks or slashes, like "torture-edges.ics"."""
    data: bytes
    events: tuple[Expected, ...]
    """The events of the file, sorted by start, then uid."""


TEXTS = (
    "commas, semicolons; colons: and \\ backslashes \\n \\N \\, \\;",
    "quotes \" ' “ ” and ^n ^^ ^'",
    "👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301\u0302",
    "שלום עולם, مرحبا بالعالم",
    "日本語のとても長い文章。" * 12,
    "BEGIN:VEVENT END:VCALENDAR DTSTART:19700101T000000Z",
    "<b>&amp; &lt;/b></b> {{ 7 * 7 }} ${HOME} %s",
)
ZONES = (
    "Europe/London", "Europe/Dublin", "Europe/Paris", "America/New_York", "America/St_Johns", "Australia/Sydney",
    "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Asia/Tokyo", "Asia/Kathmandu", "Africa/Abidjan",
    "America/Argentina/Buenos_Aires", "Africa/Casablanca", "Asia/Jerusalem", "Etc/UTC",
)  # fmt: skip
HOURS = (
    ("winter", datetime(2022, 1, 12, 9, 30)),
    ("before spring", datetime(2022, 3, 25, 9, 30)),
    ("after spring", datetime(2022, 3, 28, 9, 30)),
    ("summer", datetime(2022, 7, 5, 9, 30)),
    ("before autumn", datetime(2022, 10, 28, 9, 30)),
    ("after autumn", datetime(2022, 10, 31, 9, 30)),
    ("midnight", datetime(2022, 5, 10, 0, 0)),
    ("last minute", datetime(2022, 5, 10, 16, 59)),
)
"""(Name, start) of sessions; between them the clocks change, on both halves of the earth."""


def torture() -> Iterator[CalendarFile]:
    """Yield calendar files with every kind of difficulty."""
    yield from _in_zones()
    yield from _texts()
    yield from _folds()
    yield from _over_the_change()
    yield _long()
    yield _many()


def files_of(bulletin: Bulletin, prefix: str = "") -> Iterator[CalendarFile]:
    """Yield every calendar file of a bulletin's site; its events are made from the bulletin's sessions."""
    by_path: dict[str, list[Expected]] = {}
    for item in live_items(bulletin):
        for session in item.sessions:
            entry = _expected(item, session)
            for address in (addresses.session(item, session), addresses.item_calendar(item), addresses.CALENDAR):
                by_path.setdefault(addresses.site(address), []).append(entry)
            for topic in item.topics:
                by_path.setdefault(addresses.site(f"{addresses.topic(topic)}{addresses.CALENDAR}"), []).append(entry)
    for file in rendered_files("calendars", bulletin):
        assert isinstance(file.data, bytes)
        events = tuple(sorted(by_path.get(file.path, ()), key=lambda event: (event.start, event.uid)))
        yield CalendarFile(prefix + file.path.removeprefix("site/").replace("/", "-"), file.data, events)


def renamed(file: CalendarFile) -> CalendarFile:
    """Return the same file with a name of its time zone that no program knows, so that the file's own rules must be used."""
    data = file.data
    for row in data.replace(b"\r\n ", b"").split(b"\r\n"):
        if row.startswith(b"TZID:"):
            tzid = row.removeprefix(b"TZID:")
            zone = data.partition(b"BEGIN:VTIMEZONE")[2].partition(b"END:VTIMEZONE")[0]
            new_name = b"X-" + hashlib.sha256(zone).hexdigest()[:12].encode()
            data = data.replace(b"TZID:" + tzid + b"\r\n", b"TZID:" + new_name + b"\r\n")
            data = data.replace(b";TZID=" + tzid + b":", b";TZID=" + new_name + b":")
    return file._replace(name=f"renamed-{file.name}", data=data)


def _expected(item: Item, session: Session) -> Expected:
    summary = event.summary(line(item, session, session.start.date()))
    return Expected(str(session.uid), session.start.astimezone(UTC), session.end.astimezone(UTC), summary)


def _together(
    name: str, sessions: Sequence[Session], settings: Settings | None = None, **changes: object
) -> CalendarFile:
    """Return the calendar of an item with these sessions. changes: other values of the item."""
    item = make_training("torture", *sessions, **changes)
    bulletin = make_bulletin(make_issue(item), settings=settings or make_settings())
    events = sorted((_expected(item, event) for event in sessions), key=lambda event: (event.start, event.uid))
    return CalendarFile(f"torture-{name}.ics", calendar_files.item_file(bulletin.settings, item), tuple(events))


def _in_zones() -> Iterator[CalendarFile]:
    for name in ZONES:
        zone = zones.zone(name)
        sessions = [
            make_session("torture", f"{name} {key}".lower(), label=key, start=start.replace(tzinfo=zone))
            for key, start in HOURS
        ]
        settings = make_settings(time_zone=name, zone_rule=zones.posix_rule(name))
        yield _together(name.replace("/", "-"), sessions, settings)


def _over_the_change() -> Iterator[CalendarFile]:
    """Yield sessions during which the clocks change, and one that ends on the next day."""
    london = zones.zone("Europe/London")
    edges = (
        (datetime(2022, 3, 27, 0, 30), datetime(2022, 3, 27, 2, 30)),
        (datetime(2022, 10, 30, 0, 30), datetime(2022, 10, 30, 2, 30)),
        (datetime(2022, 6, 1, 22, 0), datetime(2022, 6, 2, 1, 0)),
    )
    sessions = [
        make_session(
            "torture",
            f"edge-{number}",
            label=f"Edge {number}",
            start=start.replace(tzinfo=london),
            end=end.replace(tzinfo=london),
        )
        for number, (start, end) in enumerate(edges)
    ]
    yield _together("edges", sessions)


def _texts() -> Iterator[CalendarFile]:
    for number, text in enumerate(TEXTS):
        session = make_session("torture", f"text-{number}", label="Cohort 1")
        snippet = Snippet(slug="all", title=text[:60], body="", calendar=True, prose=make_prose(text, text))
        yield _together(
            f"text-{number}", [session], title=text[:90], booking=text, topics=(text[:50],), snippets=(snippet,)
        )


def _folds() -> Iterator[CalendarFile]:
    """Yield texts with letters of two, three and four octets, and joined letters, at every place of a line."""
    for name, letters in (("two", "é"), ("three", "☃"), ("four", "😀"), ("joined", "👩‍👩‍👧‍👦"), ("escaped", "\\,;")):
        sessions = [
            make_session(
                "torture",
                f"{name}-{length}",
                label="x" * length + letters * 3,
                book="https://example.org/" + "y" * length,
            )
            for length in range(1, 60, 1 if name == "two" else 7)
        ]
        yield _together(f"folds-{name}", sessions)


def _long() -> CalendarFile:
    text = "All that is known, and more; much more. " * 260
    snippet = Snippet(slug="long", title="Long", body="", calendar=True, prose=make_prose(text))
    assert len(text) > 10_000
    return _together("long", [make_session("torture", "long", label="Long")], snippets=(snippet,))


def _many() -> CalendarFile:
    start = datetime(2022, 1, 4, 9, 30, tzinfo=zones.zone("Europe/London"))
    sessions = [
        make_session(
            "torture",
            f"part-{number}",
            label=f"Part {number}",
            start=start + timedelta(days=number // 2, hours=number % 2),
        )
        for number in range(400)
    ]
    return _together("many", sessions)
