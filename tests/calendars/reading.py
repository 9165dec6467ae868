"""What two programs that are not icalendar read of an event, with all its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, slots=True)
class Read:
    """What a program reads of an event; times in UTC."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    status: str
    sequence: int


def by_vobject(data: bytes) -> list[Read]:
    found = next(vobject.readComponents(data.decode("utf-8")))
    if "vevent" in found.contents:
        found.validate(raiseException=True)
    return [
        Read(
            one.uid.value, one.dtstart.value.astimezone(UTC), one.dtend.value.astimezone(UTC), one.summary.value,
            one.description.value, one.location.value, one.status.value, int(one.sequence.value),
        )
        for one in found.contents.get("vevent", [])
    ]  # fmt: skip


def by_ical(data: bytes) -> list[Read]:
    (found,) = IcsCalendarStream.from_ics(data.decode("utf-8")).calendars
    return [
        Read(
            one.uid, one.dtstart.astimezone(UTC), one.dtend.astimezone(UTC), one.summary or "",
            one.description or "", one.location or "", one.status.value, one.sequence,
        )
        for one in found.events
    ]  # fmt: skip


READERS: tuple[Callable[[bytes], list[Read]], ...] = (by_vobject, by_ical)
