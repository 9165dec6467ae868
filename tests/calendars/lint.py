"""Calendar files read by two programs that are not icalendar, and by a lint of the rules that no program states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import vobject
from ical.calendar_stream import IcsCalendarStream

_TEXT_NAMES = {
    "SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "TZID",
}  # fmt: skip
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,n])*")
_TEXTS = re.compile(r"(?:[^\\;]|\\[\\;,n])*")


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


def lint(data: bytes) -> list[str]:
    """What is wrong with the bytes of a calendar file, [] if nothing is."""
    lines = _unfolded(data)
    names = [re.split("[;:]", line, maxsplit=1)[0] for line in lines]
    return [*_bytes(data), *folds(data), *_escapes(lines), *_zones(lines), *_objects(lines, names)]


def _unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")


def _bytes(data: bytes) -> list[str]:
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    wrong = []
    if not data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"):
        wrong.append("begins with something else")
    if not data.endswith(b"END:VCALENDAR\r\n") or any(b"\r" in line or b"\n" in line for line in physical):
        wrong.append("bare line ends")
    wrong += [f"{len(line)} octets: {line!r}" for line in physical if not 0 < len(line) <= 75]
    wrong += [
        f"control character: {c!r}"
        for c in data.decode("utf-8")
        if c not in "\t\r\n" and unicodedata.category(c) == "Cc"
    ]
    return wrong


def folds(data: bytes) -> list[str]:
    """Folds within a letter, within an escape, or before a mark of the letter in front."""
    wrong = []
    for before, after in pairwise(data.split(b"\r\n ")):
        line, following = before.rpartition(b"\r\n")[2], after.partition(b"\r\n")[0]
        try:
            line.decode("utf-8")
            first = following.decode("utf-8")[:1]
        except UnicodeDecodeError:
            wrong.append(f"fold within a letter: {line!r}")
            continue
        if (len(line) - len(line.rstrip(b"\\"))) % 2:
            wrong.append(f"fold within an escape: {line!r}")
        if first and unicodedata.category(first).startswith("M"):
            wrong.append(f"fold before a mark: {line!r}")
    return wrong


def _escapes(lines: list[str]) -> list[str]:
    wrong = []
    for line in lines:
        name, _, value = line.partition(":")
        if name in _TEXT_NAMES:
            pattern = _TEXTS if name == "CATEGORIES" else _TEXT
            wrong += [] if pattern.fullmatch(value) else [f"not escaped: {line}"]
    return wrong


def _zones(lines: list[str]) -> list[str]:
    given = {line.partition(":")[2] for line in lines if line.startswith("TZID:")}
    used = {match[1] for line in lines if (match := re.match(r"DT(?:START|END);TZID=([^:;]+):", line))}
    floating = [line for line in lines if re.match(r"DT(?:START|END|STAMP):\d{8}T\d{6}$", line)]
    floating = [one for one in floating if lines[lines.index(one) - 1] not in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT")]
    unused = given - used if "BEGIN:VEVENT" in lines else set()
    return [f"zone not given: {one}" for one in used - given] + [f"not used: {one}" for one in unused] + floating


def _objects(lines: list[str], names: list[str]) -> list[str]:
    head = names[: next(n for n, line in enumerate(lines) if n and line.startswith(("BEGIN:", "END:")))]
    wrong = ["calendar has a UID"] if "UID" in head else []
    wrong += [] if lines.count("METHOD:PUBLISH") == 1 else ["METHOD"]
    wrong += [] if "ATTENDEE" not in names else ["ATTENDEE"]
    wrong += [] if lines.count("BEGIN:VCALENDAR") == 1 else ["several calendars"]
    for event in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        own = [
            re.split("[;:]", line)[0]
            for line in event.partition("BEGIN:VALARM")[0].partition("END:VEVENT")[0].split("\n")
        ]
        once = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "ORGANIZER", "LOCATION", "CLASS")
        wrong += [f"{own.count(name)} times {name}" for name in once if own.count(name) != 1]
    return wrong
