"""Write the values of an item in every form that outputs print: days, hours, phone numbers, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from ..model import Asset, Prose, Session
from ..text import humanize


class Hours(NamedTuple):
    """The start and the end of a session, as they are printed in one time zone."""

    start: datetime
    end: datetime


def _leaves(value: object) -> Iterator[object]:
    """Yield every value inside a value, at any depth; of Markdown the printed text, of a file its name and address."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() | int() | date() | None as leaf:
                yield leaf
            case tuple() | frozenset() as parts:
                waiting += reversed(tuple(parts))
            case Prose() as prose:
                yield prose.text
            case Asset() as asset:
                yield from (asset.name, asset.address)
            case part if is_dataclass(part):
                if isinstance(part, Session):
                    yield from (moment for hours in session_hours(part) for moment in hours)
                    yield from (day for hours in session_hours(part) for day in _span(hours))
                kind: type = type(part)
                waiting += [getattr(part, name) for name in _names(kind)]
            case leaf:
                yield leaf


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, the last first, without the place in a file."""
    return tuple(field.name for field in reversed(fields(kind)) if field.name != "at")


def texts(value: object) -> Iterator[str]:
    """Return every text inside a value, at any depth; of Markdown the printed text, of a file its name and address."""
    return _texts(_leaves(value))


def _texts(leaves: Iterable[object]) -> Iterator[str]:
    for leaf in leaves:
        if isinstance(leaf, str | UUID) and leaf and not isinstance(leaf, Enum):
            yield str(leaf)


def days(value: object) -> Iterator[date]:
    """Return every day inside a value, at any depth; of a session its days in each printed time zone."""
    return _days(_leaves(value))


def _days(leaves: Iterable[object]) -> Iterator[date]:
    for leaf in leaves:
        if isinstance(leaf, date):
            yield leaf.date() if isinstance(leaf, datetime) else leaf


class Contents(NamedTuple):
    """Every text, day and moment inside a value, at any depth, as `texts` and `days` say."""

    texts: list[str]
    days: set[date]
    moments: set[datetime]


def contents(value: object) -> Contents:
    """Return every text, day and moment inside a value; the value is looked through once."""
    leaves = list(_leaves(value))
    return Contents(list(_texts(leaves)), set(_days(leaves)), {leaf for leaf in leaves if isinstance(leaf, datetime)})


def _span(hours: Hours) -> Iterator[date]:
    """Yield the days of a session, at most _MOST_DAYS and the last; for whole days the end is the day after them."""
    length = (hours.end.date() - hours.start.date()).days
    yield from (hours.start.date() + timedelta(days=number) for number in range(min(length, _MOST_DAYS)))
    yield from (hours.start.date(), hours.end.date())


_MOST_DAYS = 31


def session_hours(session: Session) -> Iterator[Hours]:
    """Yield the hours of a session in its own time zone, and in every other zone in which it is printed."""
    yield Hours(session.start, session.end)
    for name in dict.fromkeys((session.zone, *session.also)):
        if name:
            zone = ZoneInfo(name)
            yield Hours(session.start.astimezone(zone), session.end.astimezone(zone))


def day_forms(day: date) -> tuple[str, ...]:
    """Return a day in every form that outputs and programs write."""
    month = humanize.MONTHS[day.month - 1]
    return (
        f"{humanize.DAYS[day.weekday()]} {humanize.day(day)}",
        humanize.day(day),
        f"{month} {day.day}, {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day:%d}/{day:%m}/{day:%Y}",
    )


def start_forms(moment: datetime) -> tuple[str, ...]:
    """Return the start of a session in every form that programs write (RFC 5545 section 3.3.5, RFC 3339)."""
    return (f"{moment:%Y%m%dT%H%M%S}", f"{moment:%Y-%m-%dT%H:%M}", humanize.moment(moment), _utc(moment))


def _utc(moment: datetime) -> str:
    return humanize.moment(moment).replace("-", "").replace(":", "")


def hours_forms(hours: Hours) -> tuple[str, ...]:
    """Return the hours of a session in every form that outputs print."""
    return (humanize.hours(hours.start, hours.end), f"{hours.start:%H:%M} to {hours.end:%H:%M}")


def pieces(days: Iterable[date], sessions: Iterable[Session]) -> Iterator[str]:
    """Yield days, and the hours of sessions, in the smallest pieces that outputs join into lines."""
    for day in days:
        weekday, month = humanize.DAYS[day.weekday()], humanize.MONTHS[day.month - 1]
        yield from (*day_forms(day), humanize.day_and_month(day), f"{weekday} {humanize.day_and_month(day)}")
        yield from (weekday, f"{weekday} {day.day}", f"{month} {day.year}")
    for session in sessions:
        for hours in session_hours(session):
            yield from map(humanize.clock, hours)


def phone_digits(phone: str) -> str:
    """Return the digits that all forms of a phone number share; "" if there are fewer than _PHONE_DIGITS.

    The country code of "+44 161 …" and the 0 of "0161 …" are left out, also in "+44 (0)161 …".
    """
    digits = "".join(letter for letter in phone.partition(";")[0] if letter in "0123456789")
    international = phone.removeprefix("tel:").lstrip().startswith(("+", "00"))
    if international:
        digits = digits.lstrip("0")
        digits = digits[2:] if digits.startswith("44") else digits
    digits = digits.lstrip("0")
    return digits if len(digits) >= _PHONE_DIGITS else ""


_PHONE_DIGITS = 8
