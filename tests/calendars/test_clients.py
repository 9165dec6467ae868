"""Every program finds the same events in every calendar file, at the same instants, with the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin import load
from tests.calendars import clients
from tests.calendars.corpus import CalendarFile, Expected, files_of, renamed, torture
from tests.support.values import ROOT


def _by_start(event: Expected) -> tuple[object, str, str]:
    return event.start, event.summary, event.uid


class Client(NamedTuple):
    """A calendar program: how to read files with it, and which values of its events can be compared."""

    read: clients.Reader
    needs: tuple[str, ...] = ()
    keeps: Callable[[Expected], object] = lambda event: event
    own_zones: Callable[[CalendarFile], bool] = lambda file: True
    """Returns whether the program must use a file's own rules for a time zone whose name it does not know."""


CLIENTS = {
    "vobject": Client(clients.by_vobject),
    "recurring-ical-events": Client(clients.by_recurring_ical_events),
    # ical reads a VTIMEZONE without a rule, which RFC 5545 allows, as UTC.
    "ical": Client(clients.by_ical, own_zones=lambda file: b"RRULE" in file.data),
    "libical": Client(clients.by_libical, needs=("cc", "pkg-config")),
    "ical.js": Client(clients.by_ical_js, needs=("node",)),
    # khal reads the two characters \N of a title as a line break, because icalendar does, with which khal writes.
    "khal": Client(clients.by_khal, keeps=lambda event: event._replace(summary=re.sub(r"\\N|\n", "N", event.summary))),
    # calcurse keeps no UID, and knows time zones only by their names.
    "calcurse": Client(
        clients.by_calcurse,
        needs=("calcurse",),
        keeps=lambda event: event._replace(uid=""),
        own_zones=lambda file: False,
    ),
}


@pytest.fixture(scope="module")
def corpus() -> tuple[CalendarFile, ...]:
    return (*torture(), *files_of(load(ROOT / "content"), "sample-"))


def compare(
    client: Client, calendar_files: Iterable[CalendarFile], folder: Path
) -> Iterator[tuple[str, object, object]]:
    """Yield (file name, events that the program reads, events expected) for each file."""
    files = {folder / file.name: file for file in calendar_files}
    for path, file in files.items():
        path.write_bytes(file.data)
    events_by_file = client.read(list(files), folder)
    for path, file in files.items():
        pair = (sorted(map(client.keeps, events), key=_by_start) for events in (events_by_file[path], file.events))  # type: ignore[type-var, arg-type]
        yield (file.name, *pair)


def judge(name: str, calendar_files: Iterable[CalendarFile], folder: Path) -> None:
    client = CLIENTS[name]
    if not clients.installed(*client.needs):
        pytest.skip(f"{name} needs {', '.join(client.needs)}")
    count = 0
    for file, events, expected in compare(client, calendar_files, folder):
        assert events == expected, (name, file)
        count += 1
    assert count > 10


@pytest.mark.guarantee("CAL-47")
@pytest.mark.parametrize("name", CLIENTS)
def test_every_program_finds_every_session_at_its_instant(
    name: str, corpus: tuple[CalendarFile, ...], tmp_path: Path
) -> None:
    judge(name, corpus, tmp_path)


@pytest.mark.guarantee("CAL-48")
@pytest.mark.parametrize("name", [name for name in CLIENTS if name != "calcurse"])
def test_every_program_that_reads_zones_can_use_only_the_rules_of_the_file(
    name: str, corpus: tuple[CalendarFile, ...], tmp_path: Path
) -> None:
    zoned = [
        file
        for file in corpus
        if not re.search("folds|text|many|long|sample-items|sample-topics", file.name) and b"VTIMEZONE" in file.data
    ]
    files = [file for file in zoned if CLIENTS[name].own_zones(file)]
    assert len({file.data.partition(b"TZID:")[2].partition(b"\r\n")[0] for file in files}) >= 9
    judge(name, (renamed(file) for file in files), tmp_path)


def test_a_zone_that_is_an_hour_off_is_seen(corpus: tuple[CalendarFile, ...], tmp_path: Path) -> None:
    (summer,) = (file for file in corpus if file.name == "torture-Europe-London.ics")
    wrong = renamed(summer._replace(data=summer.data.replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0200")))
    ((_, events, expected),) = compare(CLIENTS["vobject"], [wrong], tmp_path)
    assert events != expected
