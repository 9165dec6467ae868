"""A CalDAV server gives back every event unchanged, and a subscription follows a session that moves and is cancelled."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import icalendar
import pytest

from bulletin import load
from bulletin.model import Bulletin, Revision, State, live_items
from tests.calendars import khal_reading
from tests.calendars.clients import installed
from tests.calendars.corpus import CalendarFile, Expected, files_of, torture
from tests.calendars.servers import calendar_host, environment, radicale
from tests.calendars.test_clients import CLIENTS
from tests.support.rendering import rendered_files
from tests.support.values import LONDON, ROOT, make_bulletin, make_issue, make_session, make_training

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent


def vdirsyncer(config: Path, *command: str) -> None:
    done = subprocess.run(
        [str(BIN / "vdirsyncer"), "-c", str(config), *command],
        input="y\n" * 20, env=environment(NO_PROXY="*"), capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def pair(folder: Path, source: str, target: str, collections: str) -> Path:
    """Return a configuration of vdirsyncer with one pair of storages."""
    config = folder / "vdirsyncer.conf"
    config.write_text(
        f'[general]\nstatus_path = "{folder}/status"\n'
        f'[pair both]\na = "source"\nb = "target"\ncollections = {collections}\n'
        f"[storage source]\n{source}\n[storage target]\n{target}\n",
        "utf-8",
    )
    return config


def events_in(folder: Path) -> list[Expected]:
    return events_of(*(path.read_bytes() for path in folder.glob("*.ics")))


def events_of(*calendars: bytes) -> list[Expected]:
    components = [event for data in calendars for event in icalendar.Calendar.from_ical(data).events]
    return sorted(
        (
            Expected(str(event["UID"]), event.start.astimezone(UTC), event.end.astimezone(UTC), str(event["SUMMARY"]))
            for event in components
        ),
        key=lambda event: event.uid,
    )


def singles(file: CalendarFile) -> Iterator[tuple[Expected, bytes]]:
    """Yield each event of a file with a calendar of its own and its time zone: a CalDAV resource has one event."""
    head, *blocks = file.data.split(b"BEGIN:VEVENT\r\n")
    for block in blocks:
        event = block.removesuffix(b"END:VCALENDAR\r\n")
        uid = event.replace(b"\r\n ", b"").partition(b"UID:")[2].partition(b"\r\n")[0].decode()
        (expected,) = (event for event in file.events if event.uid == uid)
        # A stored calendar has no METHOD (RFC 4791 section 4.1).
        yield expected, head.replace(b"METHOD:PUBLISH\r\n", b"") + b"BEGIN:VEVENT\r\n" + event + b"END:VCALENDAR\r\n"


@pytest.mark.guarantee("CAL-47")
def test_every_session_comes_back_unchanged_from_a_caldav_server(tmp_path: Path) -> None:
    sample = [file for file in files_of(load(ROOT / "content")) if file.name == "calendar.ics"]
    hard = [file for file in torture() if "folds" not in file.name and "many" not in file.name]
    events = [pair for source in sample for pair in singles(source)]
    events += [pair for source in hard for pair in islice(singles(source), 3)]
    source, back = tmp_path / "given" / "all", tmp_path / "back" / "all"
    source.mkdir(parents=True)
    back.mkdir(parents=True)
    for expected, data in events:
        (source / f"{expected.uid}.ics").write_bytes(data)
    with radicale(tmp_path / "radicale") as url:
        caldav = f'type = "caldav"\nurl = "{url}"\nusername = "reader"\npassword = "x"'
        for name, folder in (("up", source), ("down", back)):
            (tmp_path / name).mkdir()
            files = f'type = "filesystem"\npath = "{folder.parent}"\nfileext = ".ics"'
            config = pair(tmp_path / name, files, caldav, '["all"]')
            vdirsyncer(config, "discover")
            vdirsyncer(config, "sync")
    assert events_in(back) == sorted((expected for expected, _ in events), key=lambda file: file.uid)
    assert len(events) > 60


def request(method: str, url: str, data: bytes | None = None) -> bytes:
    headers = {"Authorization": "Basic cmVhZGVyOng=", "Content-Type": "text/calendar; charset=utf-8"}
    http_request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(http_request, timeout=300) as answer:
        return bytes(answer.read())


@pytest.mark.long
@pytest.mark.guarantee("CAL-47")
def test_every_calendar_file_comes_back_complete_from_a_caldav_server(tmp_path: Path) -> None:
    files = [*files_of(load(ROOT / "content")), *torture()]
    with radicale(tmp_path) as url:
        for number, file in enumerate(files):
            request("PUT", f"{url}reader/{number}/", file.data)
            back = events_of(request("GET", f"{url}reader/{number}/"))
            assert back == sorted(file.events, key=lambda event: event.uid), file.name
    assert len(files) >= 60


def bulletin(**cohort_4: object) -> Bulletin:
    """Return a bulletin of nine cohorts; the fourth has the values given."""
    start = datetime(2022, 3, 4, 9, 30, tzinfo=LONDON)
    sessions = [
        make_session(
            "safer-recruitment", f"cohort-{number}", label=f"Cohort {number}", start=start + timedelta(days=number)
        )
        for number in range(1, 10)
    ]
    sessions[3] = replace(sessions[3], **cohort_4)  # type: ignore[arg-type]
    item = make_training("safer-recruitment", *sessions, title="Safer recruitment training")
    return make_bulletin(make_issue(item))


def feed(view: Bulletin) -> bytes:
    return next(file.data for file in rendered_files("calendars", view) if file.path == "site/calendar.ics")  # type: ignore[return-value]


def revised(sequence: int, day: int) -> Revision:
    modified = datetime(2022, 2, day, 10, 15, tzinfo=UTC)
    return Revision(sequence=sequence, created=datetime(2022, 2, 1, 9, tzinfo=UTC), modified=modified)


MOVED = {
    "start": datetime(2022, 3, 29, 9, 30, tzinfo=LONDON), "end": datetime(2022, 3, 29, 16, 30, tzinfo=LONDON),
    "moved_from": date(2022, 3, 8), "revision": revised(1, 22),
}  # fmt: skip
NEW_DATE = {
    "start": datetime(2022, 4, 12, 9, 30, tzinfo=LONDON), "end": datetime(2022, 4, 12, 16, 30, tzinfo=LONDON),
    "moved_from": date(2022, 3, 29), "revision": revised(3, 26),
}  # fmt: skip
NAME = "Safer recruitment training: Cohort 4"
STEPS: tuple[tuple[dict[str, object], str, str, str], ...] = (
    ({}, "20220308T093000Z", NAME, "CONFIRMED"),
    (MOVED, "20220329T083000Z", f"MOVED: {NAME} (was 8 March)", "CONFIRMED"),
    (
        MOVED | {"state": State.POSTPONED, "revision": revised(2, 25)},
        "20220329T083000Z", f"POSTPONED: {NAME} (was 8 March)", "CANCELLED",
    ),
    (NEW_DATE, "20220412T083000Z", f"MOVED: {NAME} (was 29 March)", "CONFIRMED"),
    (
        NEW_DATE | {"state": State.CANCELLED, "revision": revised(4, 27)},
        "20220412T083000Z", f"CANCELLED: {NAME} (was 29 March)", "CANCELLED",
    ),
)  # fmt: skip
"""(Changed values, start, title, status) of the session after each step: published, moved, postponed, moved again, cancelled."""


@pytest.mark.guarantee("CAL-49")
def test_a_subscription_follows_a_session_through_all_its_changes(tmp_path: Path) -> None:
    """Subscribe with vdirsyncer and list with khal, which must have the whole calendar and no old entry."""
    store = tmp_path / "khal" / "events"
    config = khal_reading.write_configuration(tmp_path / "khal")
    with calendar_host() as host:
        synced = pair(
            tmp_path,
            f'type = "http"\nurl = "{host.address}"',
            f'type = "filesystem"\npath = "{store}"\nfileext = ".ics"',
            "null",
        )
        for cohort_4, start, title, status in STEPS:
            host.data = feed(bulletin(**cohort_4))
            vdirsyncer(synced, "discover")
            vdirsyncer(synced, "sync")
            listing = [
                sys.executable,
                "-c",
                f"from tests.calendars.khal_reading import *; print(json.dumps(list_events(Path({str(config)!r}))))",
            ]
            done = subprocess.run(
                listing, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True, timeout=60
            )
            rows = json.loads(done.stdout)
            assert len(rows) == 9
            (entry,) = (row for row in rows if "Cohort 4" in row["title"])
            assert (entry["start-long-full"], entry["title"], entry["status"].strip().upper()) == (start, title, status)
    assert {item.slug for item in live_items(bulletin())} == {"safer-recruitment"}


@pytest.mark.guarantee("CAL-49")
@pytest.mark.parametrize("name", ["calcurse", "ical.js"])
def test_other_programs_find_one_entry_of_the_session_at_each_step(name: str, tmp_path: Path) -> None:
    client = CLIENTS[name]
    if not installed(*client.needs):
        pytest.skip(f"{name} needs {', '.join(client.needs)}")
    files = [tmp_path / f"{number}.ics" for number in range(len(STEPS))]
    for file, (cohort_4, *_) in zip(files, STEPS, strict=True):
        file.write_bytes(feed(bulletin(**cohort_4)))
    events = client.read(files, tmp_path)
    for file, (_, start, title, _) in zip(files, STEPS, strict=True):
        assert len(events[file]) == 9
        rows = [
            (f"{event.start:%Y%m%dT%H%M%SZ}", event.summary) for event in events[file] if "Cohort 4" in event.summary
        ]
        assert rows == [(start, title)]


@pytest.mark.guarantee("CAL-46")
def test_an_unchanged_calendar_has_the_same_bytes_so_that_its_etag_stays(tmp_path: Path) -> None:
    first, again = feed(bulletin()), feed(bulletin())
    assert first == again
    assert first != feed(bulletin(**STEPS[1][0]))
