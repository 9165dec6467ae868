"""Read the keys of an item that hold for all of its sessions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ..ledger.entries import SessionEntry
from ..model import Moment, Revision, Settings, Timing
from ..text.online import is_online
from .dates import DayReading
from .day_and_hour import read_moment
from .fields import Fields
from .frontmatter import Wrong
from .session_hours import LineHours, read_hours, zone_named
from .session_places import judge_key_name, judge_key_place, judge_key_service
from .times import HourLimits
from .values import Before, check_url, read_before, read_duration, read_joining, read_length, read_number, read_yes_no

_UNREAD_HOURS, _UNREAD_LENGTH = LineHours(timing=Timing.UNKNOWN), timedelta(hours=1)
"""The values in place of a time and a length that cannot be read, so that each is one problem and not two."""

_NOT_NEEDED = ("not needed", "none", "no booking")


class SessionDefaults(NamedTuple):
    """The keys that hold for all sessions of an item, and the ledger's entries of them."""

    slug: str
    settings: Settings
    day: date
    """The date of the issue."""
    revision: Revision
    """The revision of a session that the ledger does not have."""
    recorded: Mapping[str, SessionEntry]
    """The ledger's entries of this item, by key."""
    hours: LineHours | None
    """The hours of sessions whose lines have none."""
    place: str
    online: str
    book: str
    bookable: bool
    places: int | None
    book_by: Before | Moment | None
    opens: Moment | None
    joining: Before | str
    reminders: tuple[timedelta, ...]
    limits: HourLimits
    attend_all: bool
    lasts: timedelta | None
    presenters: tuple[str, ...]
    cost: str
    audience: tuple[str, ...]
    also: tuple[str, ...]


class ParentIssue(NamedTuple):
    """The issue of an item."""

    settings: Settings
    issue: str
    day: date
    instant: datetime


def read_session_defaults(
    fields: Fields, slug: str, issue: ParentIssue, recorded: Mapping[str, SessionEntry]
) -> SessionDefaults:
    """Read the keys that hold for all sessions of an item, and note every problem.

    slug: the item's. recorded: the ledger's entries of the item, by key.
    """
    settings = issue.settings
    reading = DayReading(issue.day, settings.month_first)
    earliest, latest = settings.usual_hours
    limits = HourLimits(fields.read("unusual hours", read_yes_no, False), earliest, latest)
    joining = fields.read("joining details", read_joining, _joining_of(settings))
    own = fields.each(fields.listed("remind"), read_duration)
    lasts = fields.read("lasts", read_length, _UNREAD_LENGTH if fields.has("lasts") else settings.lasts)
    bookable = fields.text("book").casefold() not in _NOT_NEEDED
    return SessionDefaults(
        slug=slug,
        settings=settings,
        day=issue.day,
        revision=Revision(sequence=0, created=issue.instant, modified=issue.instant),
        recorded=recorded,
        hours=fields.read(
            "time",
            lambda text: read_hours(text, limits, lasts=lasts is not None),
            _UNREAD_HOURS if fields.has("time") else None,
        ),
        place=_place(fields, settings),
        online=fields.read("online", judge_key_service, fields.text("online", settings.online)),
        book=fields.read("book", read_booking_link, "") if bookable else "",
        bookable=bookable,
        places=fields.read("places", read_number, None),
        book_by=fields.read("book by", lambda text: _moment_or_before(text, reading), None),
        opens=fields.read("booking opens", lambda text: read_moment(text, reading), None),
        joining=joining,
        reminders=own or settings.reminders,
        limits=limits,
        attend_all=fields.read("attend", _read_attend, False),
        lasts=lasts,
        presenters=fields.each(fields.listed("presenter"), judge_key_name),
        cost=fields.text("cost"),
        audience=fields.texts("for"),
        also=fields.each(fields.listed("also show"), lambda text: zone_named(text, 0)) or settings.also,
    )


def _place(fields: Fields, settings: Settings) -> str:
    """Return the place of an item; "" if it names an online service of its own, and the bulletin's place is online."""
    is_elsewhere = fields.has("online") and not fields.has("place") and is_online(settings.place)
    return "" if is_elsewhere else fields.read("place", judge_key_place, settings.place)


def read_booking_link(text: str) -> str:
    """Read a booking address: http, https or mailto; raises Wrong (LNK07)."""
    try:
        url = check_url(text)
    except Wrong as wrong:
        hint = next((hint for form, hint in _NO_LINKS if form.match(text)), "")
        raise Wrong(wrong.rule, wrong.message, hint.format(text.split()[-1]) or wrong.hint, wrong.offset) from None
    if url.startswith("tel:"):
        raise Wrong("LNK07", f'"{text}" is not an address to book at.', "Use https or mailto, or say it in booking.")
    return url


_NO_LINKS = (
    (
        re.compile(
            r"(?:not? (?:required|necessary|need)|no |n/?a\b|drop[ -]?in|(?:just )?(?:turn|come)|walk[ -]?in)", re.I
        ),
        'If nobody books write "book: not needed".',
    ),
    (re.compile(r"(?:e-?mail\s+|to\s+)?\S+@\S+\Z", re.I), 'Write "mailto:{0}".'),
    (re.compile(r"(?:call|ring|tel|phone)?[\s:]*[0-9+]|tb[acd]\b|to be ", re.I), 'Say it in words: "booking: …".'),
)
"""The patterns of texts that people write instead of an address, each with its hint."""


def _read_attend(text: str) -> bool:
    if text.casefold() not in ("one", "all"):
        raise Wrong("STR07", f'I do not know "attend: {text}".', "Use one or all.")
    return text.casefold() == "all"


def _joining_of(settings: Settings) -> Before | str:
    return read_joining(settings.joining) if settings.joining else ""


def _moment_or_before(text: str, reading: DayReading) -> Before | Moment:
    try:
        return read_before(text)
    except Wrong as wrong:
        if "before" in text.casefold() and not text.casefold().startswith("before"):
            raise wrong from None
        return read_moment(text, reading)
