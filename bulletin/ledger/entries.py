"""The ledger's frozen entries, with the type and pattern of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ..model import Moment, State, Timing

VERSION = 2
"""The version of the schema that this Bulletin writes; it reads every version from 1.

A key that is added later has a default, which is not written.
"""

# The text of a value in the JSON must match the pattern beside its type; a number must be in the range.
_DATE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_MINUTE = r"T(?:[01][0-9]|2[0-3]):[0-9]{2}"
Day = Annotated[date, _DATE]
Local = Annotated[datetime, _DATE + _MINUTE]
"""A local time without a zone, to the minute."""
DayOrMinute = Annotated[Moment, rf"{_DATE}(?:{_MINUTE})?"]
"""A day, or a local time to the minute."""
Utc = Annotated[datetime, rf"{_DATE}{_MINUTE}:[0-9]{{2}}Z"]
Uid = Annotated[UUID, r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"]
Hash = Annotated[str, r"[0-9a-f]{16}"]
Sha256 = Annotated[str, r"[0-9a-f]{64}"]
Address = Annotated[str, r"(?!.*\.\.).*"]
"""A relative path without "..", so that it does not leave its folder."""
Sequence = Annotated[int, range(2**31 - 1)]
"""An integer of iCalendar (RFC 5545 section 3.3.8) that can still be increased by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEntry:
    """The delivery of one message of an issue; `state` is written before the step that it names."""

    state: Annotated[str, "sending|accepted|refused"]
    message_id: str
    at: Utc | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry:
    """A recorded issue, correction or reminder; `state` is written before the step that it names."""

    day: Day = field(metadata={"key": "date"})
    state: Annotated[str, "claimed|sending|sent|recorded"]
    at: Utc
    commit: str = ""
    claim: str = ""
    files: Mapping[str, Sha256] = field(default_factory=dict)
    """The hash of each file, by path."""
    deliveries: Mapping[str, DeliveryEntry] = field(default_factory=dict)

    @property
    def is_unfinished(self) -> bool:
        """Tell whether a run began to send the issue and no run has finished it."""
        return self.state in ("claimed", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEntry:
    """A feed entry about an update of an item; its words are kept, so that the entry's bytes stay the same."""

    at: Utc
    title: str
    said: tuple[str, ...]
    """The sentences of the entry."""
    session: str = ""
    """The key of the session that it is about, "" if there are several or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item as it was recorded."""

    issue: str
    uid: Uid
    first_published: Utc
    modified: Utc
    hash: Hash
    told: Hash = ""
    """The item's hash in the last mail that had the item, "" if no mail had it."""
    awaited: tuple[str, ...] = ()
    """The labels of the undated sessions that this mail announced."""
    corrections: Annotated[int, range(2**31)] = 0
    """The number of its corrections."""
    updates: tuple[UpdateEntry, ...] = ()
    """Its entries in the feeds, earliest first."""
    level: Annotated[str, "public|staff|limited|held"] = ""
    """Its level when it was recorded; "" in a ledger of version 1."""
    was: str = ""
    """The value of its line `was` when it was recorded; this value does not allow another change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """The values of a session in the last mail that named it."""

    issue: str
    start: Local
    end: Local
    place: str
    state: State
    zone: str = ""
    """The session's own time zone, "" for the bulletin's."""
    title: str = ""
    """The item's title; "" only in a ledger of version 1, which does not have the fields below."""
    label: str = ""
    timing: Timing = Timing.TIMED
    book: str = ""
    book_by: DayOrMinute | None = None
    opens: DayOrMinute | None = None
    presenters: tuple[str, ...] = ()
    cost: str = ""
    is_course: bool | None = None
    """Whether it was a day of a course; None in entries of an older Bulletin, as is the next."""
    bookable: bool | None = None
    """Whether people booked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A session as it was recorded."""

    uid: Uid
    label: str
    """The session's label, "" for a session that has only its date."""
    address: Address
    """The address of its calendar file, "" if the file is not on the site."""
    start: Local
    end: Local
    zone: str
    place: str
    state: State
    status: Annotated[str, "CONFIRMED|TENTATIVE|CANCELLED"]
    """STATUS of RFC 5545 section 3.8.1.11."""
    hash: Hash
    time_hash: Hash
    sequence: Sequence
    created: Utc
    modified: Utc
    moved_from: Day | None = None
    """The date in its note "moved from"."""
    told: ToldEntry | None = None
    timing: Timing = Timing.TIMED
    also: tuple[str, ...] = ()
    book: str = ""
    book_by: DayOrMinute | None = None
    opens: DayOrMinute | None = None
    presenters: tuple[str, ...] = ()
    cost: str = ""
    course: str = ""
    deadline: bool = False
    bookable: bool | None = None

    @property
    def is_course(self) -> bool:
        """Whether it was a day of a course."""
        return bool(self.course)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The record of all that was published: issues by id, items by slug, sessions by `slug/key`, addresses."""

    version: Annotated[int, range(1, VERSION + 1)]
    bulletin: Annotated[str, r"[a-z0-9]+(?:-[a-z0-9]+)*"]
    """The bulletin's id; "" only in EMPTY."""
    issues: Mapping[str, IssueEntry]
    items: Mapping[str, ItemEntry]
    sessions: Mapping[str, SessionEntry]
    addresses: tuple[Address, ...]
    withdrawn: tuple[Address, ...] = ()
    """Addresses that were published and removed when their item was withdrawn."""
    _by_item: Mapping[str, Mapping[str, SessionEntry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[str, dict[str, SessionEntry]] = {}
        for ref, entry in self.sessions.items():
            slug, _, key = ref.partition("/")
            grouped.setdefault(slug, {})[key] = entry
        object.__setattr__(self, "_by_item", grouped)

    def sessions_of(self, slug: str) -> Mapping[str, SessionEntry]:
        """Return the sessions of an item, by key."""
        return self._by_item.get(slug, {})

    def sent(self, issue_id: str) -> bool:
        """Tell whether the email of an issue was sent."""
        return issue_id in self.issues and self.issues[issue_id].state == "sent"


EMPTY = Ledger(version=VERSION, bulletin="", issues={}, items={}, sessions={}, addresses=())
"""The ledger of a bulletin that has published nothing and so has no ledger file."""


def session_ref(slug: str, key: str) -> str:
    """Return the name of a session in the ledger and the manifest: `slug/key`."""
    return f"{slug}/{key}"


def slug_of(ref: str) -> str:
    """Return the slug of the item of a session, whose name in the ledger is `slug/key`."""
    return ref.partition("/")[0]


def correction_id(issue_id: str, number: int) -> str:
    """Return the id of an issue's correction in the ledger, like 2022-02/correction-1."""
    return f"{issue_id}/correction-{number}"
