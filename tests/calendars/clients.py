"""Read calendar files with seven programs; each reader returns the events of every file, with times in UTC."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

from tests.calendars.corpus import Expected
from tests.calendars.servers import environment

HERE = Path(__file__).parent
EventsByFile = Mapping[Path, Sequence[Expected]]
Reader = Callable[[Sequence[Path], Path], EventsByFile]
"""A function of (calendar files, a folder for its temporary files), which returns the events by file."""


def by_vobject(files: Sequence[Path], _: Path) -> EventsByFile:
    def read(data: str) -> list[Expected]:
        calendar = next(vobject.readComponents(data))
        if "vevent" in calendar.contents:
            calendar.validate(raiseException=True)
        return [
            Expected(
                event.uid.value,
                event.dtstart.value.astimezone(UTC),
                event.dtend.value.astimezone(UTC),
                event.summary.value,
            )
            for event in calendar.contents.get("vevent", [])
        ]

    return {file: read(file.read_text("utf-8")) for file in files}


def by_recurring_ical_events(files: Sequence[Path], _: Path) -> EventsByFile:
    def read(data: bytes) -> list[Expected]:
        calendar = icalendar.Calendar.from_ical(data)
        assert not [error for component in calendar.walk() for error in component.errors]
        return [
            Expected(str(event["UID"]), event.start.astimezone(UTC), event.end.astimezone(UTC), str(event["SUMMARY"]))
            for event in recurring_ical_events.of(calendar).between((2021, 1, 1), (2024, 1, 1))
        ]

    return {file: read(file.read_bytes()) for file in files}


def by_ical(files: Sequence[Path], _: Path) -> EventsByFile:
    """Read the files with the library of Home Assistant."""

    def read(data: str) -> list[Expected]:
        (calendar,) = IcsCalendarStream.from_ics(data).calendars
        return [
            Expected(event.uid, event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC), event.summary or "")
            for event in calendar.events
        ]

    return {file: read(file.read_text("utf-8")) for file in files}


def by_libical(files: Sequence[Path], folder: Path) -> EventsByFile:
    """Read the files with the C library of GNOME's calendar, which fails on a file that it finds faulty."""
    program = folder / "read"
    flags = _run(["pkg-config", "--cflags", "--libs", "libical"]).split()
    _run(["cc", "-o", str(program), str(HERE / "libical.c"), *flags])
    events: dict[Path, list[Expected]] = {file: [] for file in files}
    for row in _run([str(program), *map(str, files)]).splitlines():
        file, uid, start, end, summary = row.split("\t")
        text = re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), summary)
        events[Path(file)].append(Expected(uid, _utc(start), _utc(end), text))
    return events


def by_ical_js(files: Sequence[Path], _: Path) -> EventsByFile:
    """Read the files with the library of Thunderbird and Nextcloud."""
    printed = _run(["node", str(HERE / "icaljs.mjs")], stdin="\n".join(map(str, files)))
    return {
        Path(file): [Expected(uid, datetime.fromisoformat(start), datetime.fromisoformat(end), summary) for uid, start, end, summary in rows]
        for file, rows in json.loads(printed).items()
    }  # fmt: skip


def by_khal(files: Sequence[Path], folder: Path) -> EventsByFile:
    """Import the files with khal's command line, then list their events."""
    printed = _run([sys.executable, str(HERE / "khal_reading.py"), str(folder / "khal"), *map(str, files)])
    return {
        Path(file): [
            Expected(row["uid"], _utc(row["start-long-full"]), _utc(row["end-long-full"]), row["title"]) for row in rows
        ]
        for file, rows in json.loads(printed).items()
    }


def by_calcurse(files: Sequence[Path], folder: Path) -> EventsByFile:
    """Import each file with calcurse into a store of its own, and read the store. It keeps no UID."""
    return {file: _calcurse(file, folder / f"calcurse-{number}") for number, file in enumerate(files)}


def _calcurse(file: Path, store: Path) -> list[Expected]:
    store.mkdir()
    _run(["calcurse", "-q", "-D", str(store), "-i", str(file)], TZ="UTC", LC_ALL="C.UTF-8")
    row = re.compile(r"(\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d) -> (\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d)(?:>\w+)?\s*[|!](.*)")
    events = []
    for match in map(row.match, (store / "apts").read_text("utf-8").splitlines()):
        assert match, file
        month, day, year, at, end_month, end_day, end_year, until, summary = match.groups()
        start = datetime.fromisoformat(f"{year}-{month}-{day}T{at}Z")
        end = datetime.fromisoformat(f"{end_year}-{end_month}-{end_day}T{until}Z")
        events.append(Expected("", start, end, summary))
    return events


def _utc(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _run(command: Sequence[str], stdin: str = "", **variables: str) -> str:
    done = subprocess.run(
        command,
        input=stdin,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command[:4]}: {done.stderr[-2000:]}"
    return done.stdout


def installed(*programs: str) -> bool:
    """Return whether all these programs are installed. (In CI, a test that is skipped because one is missing fails.)"""
    return all(shutil.which(program) for program in programs)
