"""The ledger's frozen entries, with the type and pattern of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ..model import Moment, State, Timing

VERSION = 2
"""The version of the schema that this Bulletin writes; it reads all from 1.

A new key has a default, which is not written.
"""

# The pattern beside a type is what its text in the JSON must match; a range holds what a number may be.
_DATE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_MINUTE = r"T(?:[01][0-9]|2[0-3]):[0-9]{2}"
Day = Annotated[date, _DATE]
Local = Annotated[datetime, _DATE + _MINUTE]
"""Without zone, to the minute."""
DayOrMinute = Annotated[Moment, rf"{_DATE}(?:{_MINUTE})?"]
"""A day, or a local time to the minute."""
Utc = Annotated[datetime, rf"{_DATE}{_MINUTE}:[0-9]{{2}}Z"]
Uid = Annotated[UUID, r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"]
Hash = Annotated[str, r"[0-9a-f]{16}"]
Sha256 = Annotated[str, r"[0-9a-f]{64}"]
Address = Annotated[str, r"(?!.*\.\.).*"]
"""A path that stays in its folder."""
Sequence = Annotated[int, range(2**31 - 1)]
"""An integer of iCalendar (RFC 5545 section 3.3.8) whose successor is one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEntry:
    """One message of an issue on its way; `state` is written before the step that it names."""

    state: Annotated[str, "sending|accepted|refused"]
    message_id: str
    at: Utc | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry:
    """An issue that was recorded; `state` is written before the step that it names."""

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
    """What a feed told of an item in an entry of its own; its words are kept, so that its bytes stay."""

    at: Utc
    title: str
    said: tuple[str, ...]
    """Sentences."""
    session: str = ""
    """The key of the session that it is about, "" where there are several or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item as it was recorded."""

    issue: str
    uid: Uid
    first_published: Utc
    modified: Utc
    hash: Hash
    told: Hash = ""
    """The hash that the last mail that held the item had, "" if none did."""
    awaited: tuple[str, ...] = ()
    """The labels of the sessions without a date that this mail announced."""
    corrections: Annotated[int, range(2**31)] = 0
    """How many it had."""
    updates: tuple[UpdateEntry, ...] = ()
    """Earliest first."""
    level: Annotated[str, "public|staff|limited|held"] = ""
    """Who might see it; "" in what version 1 wrote."""
    was: str = ""
    """Its line `was`, which has answered by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """What the last mail that named a session said of it."""

    issue: str
    start: Local
    end: Local
    place: str
    state: State
    zone: str = ""
    """The session's own, "" for the bulletin's."""
    title: str = ""
    """The item's; "" only in what version 1 wrote, which judges nothing of what follows."""
    label: str = ""
    timing: Timing = Timing.TIMED
    book: str = ""
    book_by: DayOrMinute | None = None
    opens: DayOrMinute | None = None
    presenters: tuple[str, ...] = ()
    cost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A session as it was recorded."""

    uid: Uid
    label: str
    """"" for a session that has only its date."""
    address: Address
    """"" for a session without a hosted file."""
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
    """The date of its note."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was published: issues by id, items by slug, sessions by `slug/key`, addresses."""

    version: Annotated[int, range(1, VERSION + 1)]
    bulletin: Annotated[str, r"[a-z0-9]+(?:-[a-z0-9]+)*"]
    """The bulletin's id; "" only in EMPTY."""
    issues: Mapping[str, IssueEntry]
    items: Mapping[str, ItemEntry]
    sessions: Mapping[str, SessionEntry]
    addresses: tuple[Address, ...]
    withdrawn: tuple[Address, ...] = ()
    """Addresses that were published and went when their item was taken back."""
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
        """Tell whether the email of an issue went out."""
        return issue_id in self.issues and self.issues[issue_id].state == "sent"


EMPTY = Ledger(version=VERSION, bulletin="", issues={}, items={}, sessions={}, addresses=())
"""The ledger of a bulletin that has published nothing; it has no file."""


def session_ref(slug: str, key: str) -> str:
    """Join the name of a session in the ledger and the manifest."""
    return f"{slug}/{key}"
