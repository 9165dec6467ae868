"""icalendar's components → bytes; what its release 7.3 writes wrong is put right here and nowhere else.

Four things: it takes the two characters `\\N` of a text for a line break; it folds between a
backslash and its letter, and before marks that belong to the letter in front; it lets the line
breaks U+2028 and U+2029 through, and control characters. Nobody else folds or escapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from icalendar import (
    Component,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCategory,
    vDatetime,
    vRecur,
    vText,
    vUri,
    vUTCOffset,
)

from ...text.zones import Time, ZoneRule

LINE_LIMIT = 75
"""Octets of a physical line without its CRLF (RFC 5545 section 3.1)."""

_LONGEST_CLUSTER = 48
"""Octets that are kept together at most; a longer heap of marks is folded within."""

_REMEMBERED = 4096
"""Values that many sessions share: moments, places, contacts, states."""

_CONTROLS = dict.fromkeys(code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\t\n")
"""RFC 5545 section 3.1 allows a tab alone; a Markdown text can make the others, as `&#7;`."""
_PLAIN = _CONTROLS | dict.fromkeys(map(ord, "\r\u2028\u2029"), "\n")
_ZERO_WIDTH_JOINER = "\u200d"
_JOINED = range(0x1F3FB, 0x1F400)
"""Emoji modifiers, which belong to the letter in front."""


class Written(NamedTuple):
    """A value as it is written; a component may hold it in the place of the value itself."""

    params: bytes
    """With the semicolon in front, b"" without any."""
    value: bytes


class _Text(vText):
    """A TEXT that holds the characters `\\N`."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def text(value: str) -> vText:
    """A TEXT value (RFC 5545 section 3.3.11); line breaks are kept, as `\\n`, and control characters are not."""
    if not value.replace("\n", "").isprintable():
        value = value.replace("\r\n", "\n").translate(_PLAIN)
    return _Text(value) if r"\N" in value else vText(value)


def categories(values: Iterable[str]) -> vCategory:
    """A list of TEXT values."""
    found = vCategory([])
    found.cats = [text(value) for value in values]
    return found


def uri(value: str) -> vUri:
    """A URI value in ASCII (RFC 3986); raises ValueError for one with a line break."""
    return vUri(quote(value, safe="%:/?#[]@!$&'()*+,;=~"))


def local(moment: datetime, tzid: str) -> Written:
    """A date and time of a zone; the calendar must hold the zone."""
    return _local(moment.replace(tzinfo=None), tzid)


@lru_cache(maxsize=_REMEMBERED)
def _local(moment: datetime, tzid: str) -> Written:
    found = vDatetime(moment)
    found.params["TZID"] = tzid
    return written(found)


@lru_cache(maxsize=_REMEMBERED)
def utc(moment: datetime) -> Written:
    """A date and time in UTC, with Z."""
    return written(vDatetime(moment.astimezone(UTC)))


@lru_cache(maxsize=_REMEMBERED)
def shared(value: str) -> Written:
    """A TEXT value that many sessions share."""
    return written(text(value))


def written(value: Any) -> Written:
    """A value of icalendar's."""
    params, found = getattr(value, "params", None), value.to_ical()
    return Written(
        params=b";" + params.to_ical(sorted=False) if params else b"",
        value=found if isinstance(found, bytes) else str(found).encode("utf-8"),
    )


def to_bytes(component: Component) -> bytes:
    """A component with all that it holds, properties in the order in which they were set; lines end in CRLF."""
    name = str(component.name).encode("ascii")
    own = b"".join(_line(key, one) for key, value in component.items() for one in _each(value))
    held = b"".join(map(to_bytes, component.subcomponents))
    return b"BEGIN:%b\r\n%b%bEND:%b\r\n" % (name, own, held, name)


def _each(value: Any) -> Iterable[Any]:
    """One property is one line, and several of a name are a list."""
    return value if isinstance(value, list) else (value,)


def _line(name: str, value: Any) -> bytes:
    params, found = value if isinstance(value, Written) else written(value)
    return folded(b"%b%b:%b" % (name.encode("ascii"), params, found)) + b"\r\n"


def folded(data: bytes) -> bytes:
    """A content line, folded into physical lines of at most LINE_LIMIT octets (RFC 5545 section 3.1)."""
    if len(data) <= LINE_LIMIT:
        return data
    pieces, start, room = [], 0, LINE_LIMIT
    while len(data) - start > room:
        end = start + _cut(data[start : start + room + 4], room)
        pieces.append(data[start:end])
        start, room = end, LINE_LIMIT - 1
    return b"\r\n ".join((*pieces, data[start:]))


def _cut(data: bytes, room: int) -> int:
    """Where to break a run of octets, at most `room` in: not within a letter, an escape or a cluster of marks."""
    first = end = _letter(data, room)
    while end > room - _LONGEST_CLUSTER:
        if not _within(data, end):
            return end
        end = _letter(data, end - 1)
    return first


def _letter(data: bytes, end: int) -> int:
    """The start of the UTF-8 letter that holds an octet."""
    while data[end] & 0xC0 == 0x80:
        end -= 1
    return end


def _within(data: bytes, end: int) -> bool:
    """Whether an escape or a cluster goes on at this octet."""
    before = data[:end]
    escapes = len(before) - len(before.rstrip(b"\\"))
    if escapes % 2 or before.endswith(b"^"):
        return True
    if data[end] < 0x80 and before[-1] < 0x80:
        return False
    after = data[end : end + 4].decode("utf-8", "replace")[0]
    last = before[_letter(data, end - 1) :].decode("utf-8")
    return _belongs(after) or last == _ZERO_WIDTH_JOINER


def _belongs(letter: str) -> bool:
    """Whether a letter is drawn onto the one in front of it."""
    return letter == _ZERO_WIDTH_JOINER or ord(letter) in _JOINED or unicodedata.category(letter).startswith("M")


FIRST_YEAR = 1970
"""In which the rules begin."""


@lru_cache(maxsize=8)
def vtimezone(rule: ZoneRule, tzid: str) -> bytes:
    """The VTIMEZONE of a rule, in lines that end in CRLF."""
    zone = Timezone()
    zone["TZID"] = vText(tzid)
    times = (rule.daylight, rule.standard) if rule.daylight else (rule.standard,)
    for one in times:
        component = TimezoneDaylight() if one is rule.daylight else TimezoneStandard()
        before = rule.standard if one is rule.daylight else rule.daylight or rule.standard
        _describe(component, one, before)
        zone.add_component(component)
    return to_bytes(zone)


def _describe(component: TimezoneDaylight | TimezoneStandard, one: Time, before: Time) -> None:
    begins = one.onset.moment(FIRST_YEAR) if one.onset else datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 local by nature
    component["DTSTART"] = vDatetime(begins)
    if one.onset:
        component["RRULE"] = vRecur({"FREQ": "YEARLY", "BYMONTH": one.onset.month, "BYDAY": one.onset.byday})
    component["TZNAME"] = vText(one.name)
    component["TZOFFSETFROM"] = vUTCOffset(before.offset)
    component["TZOFFSETTO"] = vUTCOffset(one.offset)
