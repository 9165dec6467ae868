"""Every program reads every calendar file alike: as many events, at the same instants, with the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin import load
from tests.calendars import clients
from tests.calendars.corpus import Expected, Given, files_of, renamed, torture
from tests.support.values import ROOT


def _by_start(one: Expected) -> tuple[object, str, str]:
    return one.start, one.summary, one.uid


class Client(NamedTuple):
    """A program, what it needs, and which of what it reads can be compared."""

    read: clients.Reader
    needs: tuple[str, ...] = ()
    keeps: Callable[[Expected], object] = lambda one: one
    own_zones: Callable[[Given], bool] = lambda given: True
    """Whether it must use the zone of a file when it does not know the name."""


CLIENTS = {
    "vobject": Client(clients.by_vobject),
    "recurring-ical-events": Client(clients.by_recurring_ical_events),
    # It takes a VTIMEZONE without a rule, which RFC 5545 allows, for UTC.
    "ical": Client(clients.by_ical, own_zones=lambda given: b"RRULE" in given.data),
    "libical": Client(clients.by_libical, needs=("cc", "pkg-config")),
    "ical.js": Client(clients.by_ical_js, needs=("node",)),
    # It takes the two characters \N of a title for a line break, as icalendar does, with which it writes.
    "khal": Client(clients.by_khal, keeps=lambda one: one._replace(summary=re.sub(r"\\N|\n", "N", one.summary))),
    # It keeps no UID, and knows zones by their names only.
    "calcurse": Client(
        clients.by_calcurse, needs=("calcurse",), keeps=lambda one: one._replace(uid=""), own_zones=lambda given: False
    ),
}


@pytest.fixture(scope="module")
def corpus() -> tuple[Given, ...]:
    return (*torture(), *files_of(load(ROOT / "content"), "sample-"))


def compared(client: Client, given: Iterable[Given], folder: Path) -> Iterator[tuple[str, object, object]]:
    """For each file, what is found and what is expected."""
    files = {folder / one.name: one for one in given}
    for path, one in files.items():
        path.write_bytes(one.data)
    found = client.read(list(files), folder)
    for path, one in files.items():
        pair = (sorted(map(client.keeps, events), key=_by_start) for events in (found[path], one.events))  # type: ignore[type-var, arg-type]
        yield (one.name, *pair)


def judge(name: str, given: Iterable[Given], folder: Path) -> None:
    client = CLIENTS[name]
    if not clients.installed(*client.needs):
        pytest.skip(f"{name} needs {', '.join(client.needs)}")
    count = 0
    for file, found, expected in compared(client, given, folder):
        assert found == expected, (name, file)
        count += 1
    assert count > 10


@pytest.mark.guarantee("CAL-47")
@pytest.mark.parametrize("name", CLIENTS)
def test_every_program_finds_every_session_at_its_instant(name: str, corpus: tuple[Given, ...], tmp_path: Path) -> None:
    judge(name, corpus, tmp_path)


@pytest.mark.guarantee("CAL-48")
@pytest.mark.parametrize("name", [name for name in CLIENTS if name != "calcurse"])
def test_every_program_that_reads_zones_does_so_by_ours_alone(
    name: str, corpus: tuple[Given, ...], tmp_path: Path
) -> None:
    zoned = [
        one
        for one in corpus
        if not re.search("folds|text|many|long|sample-items|sample-topics", one.name) and b"VTIMEZONE" in one.data
    ]
    known = [one for one in zoned if CLIENTS[name].own_zones(one)]
    assert len({one.data.partition(b"TZID:")[2].partition(b"\r\n")[0] for one in known}) >= 9
    judge(name, (renamed(one) for one in known), tmp_path)


def test_a_zone_that_is_an_hour_off_is_seen(corpus: tuple[Given, ...], tmp_path: Path) -> None:
    (summer,) = (one for one in corpus if one.name == "torture-Europe-London.ics")
    wrong = renamed(summer._replace(data=summer.data.replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0200")))
    ((_, found, expected),) = compared(CLIENTS["vobject"], [wrong], tmp_path)
    assert found != expected
