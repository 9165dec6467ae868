"""Calendar files that are hard to read, with what every program must find in them."""

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
    """An event as its bulletin has it; times in UTC."""

    uid: str
    start: datetime
    end: datetime
    summary: str


class Given(NamedTuple):
    """A calendar file, and what it holds."""

    name: str
    """Without blanks or slashes."""
    data: bytes
    events: tuple[Expected, ...]
    """By start, then uid."""


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
"""Clock changes of both halves of the earth lie between them."""


def torture() -> Iterator[Given]:
    """Every kind of file, of every kind of difficulty."""
    yield from _in_zones()
    yield from _texts()
    yield from _folds()
    yield from _over_the_change()
    yield _long()
    yield _many()


def files_of(bulletin: Bulletin, prefix: str = "") -> Iterator[Given]:
    """Every calendar file of a bulletin's site, with what the bulletin says of its sessions."""
    by_path: dict[str, list[Expected]] = {}
    for item in live_items(bulletin):
        for session in item.sessions:
            one = _expected(item, session)
            for address in (addresses.session(item, session), addresses.item_calendar(item), addresses.CALENDAR):
                by_path.setdefault(addresses.site(address), []).append(one)
            for topic in item.topics:
                by_path.setdefault(addresses.site(f"{addresses.topic(topic)}{addresses.CALENDAR}"), []).append(one)
    for file in rendered_files("calendars", bulletin):
        assert isinstance(file.data, bytes)
        events = tuple(sorted(by_path.get(file.path, ()), key=lambda one: (one.start, one.uid)))
        yield Given(prefix + file.path.removeprefix("site/").replace("/", "-"), file.data, events)


def renamed(given: Given) -> Given:
    """Return the same file with a zone that no program knows by name, so that ours must be used."""
    data = given.data
    for row in data.replace(b"\r\n ", b"").split(b"\r\n"):
        if row.startswith(b"TZID:"):
            tzid = row.removeprefix(b"TZID:")
            zone = data.partition(b"BEGIN:VTIMEZONE")[2].partition(b"END:VTIMEZONE")[0]
            own = b"X-" + hashlib.sha256(zone).hexdigest()[:12].encode()
            data = data.replace(b"TZID:" + tzid + b"\r\n", b"TZID:" + own + b"\r\n")
            data = data.replace(b";TZID=" + tzid + b":", b";TZID=" + own + b":")
    return given._replace(name=f"renamed-{given.name}", data=data)


def _expected(item: Item, session: Session) -> Expected:
    summary = event.summary(line(item, session, session.start.date()))
    return Expected(str(session.uid), session.start.astimezone(UTC), session.end.astimezone(UTC), summary)


def _together(name: str, sessions: Sequence[Session], settings: Settings | None = None, **changes: object) -> Given:
    """Return the calendar of one item's sessions, which is read as a whole."""
    item = make_training("torture", *sessions, **changes)
    bulletin = make_bulletin(make_issue(item), settings=settings or make_settings())
    events = sorted((_expected(item, one) for one in sessions), key=lambda one: (one.start, one.uid))
    return Given(f"torture-{name}.ics", calendar_files.item_file(bulletin.settings, item), tuple(events))


def _in_zones() -> Iterator[Given]:
    for name in ZONES:
        zone = zones.zone(name)
        sessions = [
            make_session("torture", f"{name} {key}".lower(), label=key, start=start.replace(tzinfo=zone))
            for key, start in HOURS
        ]
        settings = make_settings(time_zone=name, zone_rule=zones.posix_rule(name))
        yield _together(name.replace("/", "-"), sessions, settings)


def _over_the_change() -> Iterator[Given]:
    """Sessions that lie across a change of the clock, and one that ends on the next day."""
    london = zones.zone("Europe/London")
    edges = (
        (datetime(2022, 3, 27, 0, 30), datetime(2022, 3, 27, 2, 30)),
        (datetime(2022, 10, 30, 0, 30), datetime(2022, 10, 30, 2, 30)),
        (datetime(2022, 6, 1, 22, 0), datetime(2022, 6, 2, 1, 0)),
    )
    sessions = [
        make_session(
            "torture",
            f"edge-{n}",
            label=f"Edge {n}",
            start=start.replace(tzinfo=london),
            end=end.replace(tzinfo=london),
        )
        for n, (start, end) in enumerate(edges)
    ]
    yield _together("edges", sessions)


def _texts() -> Iterator[Given]:
    for number, text in enumerate(TEXTS):
        session = make_session("torture", f"text-{number}", label="Cohort 1")
        snippet = Snippet(slug="all", title=text[:60], body="", calendar=True, prose=make_prose(text, text))
        yield _together(
            f"text-{number}", [session], title=text[:90], booking=text, topics=(text[:50],), snippets=(snippet,)
        )


def _folds() -> Iterator[Given]:
    """Letters of two, three and four octets, and joined ones, at every place of a line."""
    for name, letters in (("two", "é"), ("three", "☃"), ("four", "😀"), ("joined", "👩‍👩‍👧‍👦"), ("escaped", "\\,;")):
        sessions = [
            make_session("torture", f"{name}-{n}", label="x" * n + letters * 3, book="https://example.org/" + "y" * n)
            for n in range(1, 60, 1 if name == "two" else 7)
        ]
        yield _together(f"folds-{name}", sessions)


def _long() -> Given:
    text = "All that is known, and more; much more. " * 260
    snippet = Snippet(slug="long", title="Long", body="", calendar=True, prose=make_prose(text))
    assert len(text) > 10_000
    return _together("long", [make_session("torture", "long", label="Long")], snippets=(snippet,))


def _many() -> Given:
    start = datetime(2022, 1, 4, 9, 30, tzinfo=zones.zone("Europe/London"))
    sessions = [
        make_session("torture", f"part-{n}", label=f"Part {n}", start=start + timedelta(days=n // 2, hours=n % 2))
        for n in range(400)
    ]
    return _together("many", sessions)
