"""Read events, with all their words, with two libraries other than icalendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, slots=True)
class Read:
    """An event as a library reads it; times in UTC."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    status: str
    sequence: int


def by_vobject(data: bytes) -> list[Read]:
    calendar = next(vobject.readComponents(data.decode("utf-8")))
    if "vevent" in calendar.contents:
        calendar.validate(raiseException=True)
    return [
        Read(
            event.uid.value, event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC), event.summary.value,
            event.description.value, event.location.value, event.status.value, int(event.sequence.value),
        )
        for event in calendar.contents.get("vevent", [])
    ]  # fmt: skip


def by_ical(data: bytes) -> list[Read]:
    (calendar,) = IcsCalendarStream.from_ics(data.decode("utf-8")).calendars
    return [
        Read(
            event.uid, event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC), event.summary or "",
            event.description or "", event.location or "", event.status.value, event.sequence,
        )
        for event in calendar.events
    ]  # fmt: skip


READERS: tuple[Callable[[bytes], list[Read]], ...] = (by_vobject, by_ical)
