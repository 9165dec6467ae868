"""The ledger's frozen entries, and which of them an unlabelled session line means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ..model import State

VERSION = 1
"""The version of the schema that this Bulletin reads and writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEntry:
    """One message of an issue on its way; `state` is written before the step that it names."""

    state: str
    """sending, accepted or refused."""
    message_id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry:
    """An issue that was recorded; `state` is written before the step that it names."""

    day: date
    """The key `date`."""
    state: str
    """claimed, sending, sent or recorded."""
    at: datetime
    """UTC."""
    commit: str = ""
    claim: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path to SHA-256."""
    deliveries: Mapping[str, DeliveryEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item as it was recorded; times in UTC."""

    issue: str
    uid: UUID
    first_published: datetime
    modified: datetime
    hash: str
    told: str = ""
    """The hash that the last mail that held the item had, "" if none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """What the last mail that named a session said of it; times local, without zone."""

    issue: str
    start: datetime
    end: datetime
    place: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A session as it was recorded; `start` and `end` local without zone, the stamps in UTC."""

    uid: UUID
    label: str
    """"" for a session that has only its date."""
    address: str
    """"" for a session without a hosted file."""
    start: datetime
    end: datetime
    zone: str
    place: str
    state: State
    status: str
    """STATUS of RFC 5545 section 3.8.1.11."""
    hash: str
    time_hash: str
    sequence: int
    created: datetime
    modified: datetime
    moved_from: date | None = None
    """The date of its note."""
    told: ToldEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was published: issues by id, items by slug, sessions by `slug/key`, addresses."""

    version: int
    bulletin: str
    """The bulletin's id; "" only in EMPTY."""
    issues: Mapping[str, IssueEntry]
    items: Mapping[str, ItemEntry]
    sessions: Mapping[str, SessionEntry]
    addresses: tuple[str, ...]
    _by_item: Mapping[str, Mapping[str, SessionEntry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[str, dict[str, SessionEntry]] = {}
        for ref, entry in self.sessions.items():
            slug, _, key = ref.partition("/")
            grouped.setdefault(slug, {})[key] = entry
        object.__setattr__(self, "_by_item", grouped)

    def sessions_of(self, slug: str) -> Mapping[str, SessionEntry]:
        """The sessions of an item, by key."""
        return self._by_item.get(slug, {})

    def sent(self, issue_id: str) -> bool:
        """Whether the email of an issue went out."""
        return issue_id in self.issues and self.issues[issue_id].state == "sent"


EMPTY = Ledger(version=VERSION, bulletin="", issues={}, items={}, sessions={}, addresses=())
"""The ledger of a bulletin that published nothing yet; it has no file."""


def session_ref(slug: str, key: str) -> str:
    """The name of a session in the ledger and the manifest."""
    return f"{slug}/{key}"


def session_key(entries: Mapping[str, SessionEntry], day: date, moved_from: date | None) -> str:
    """The key of an unlabelled line from its date, its note and its item's entries.

    Entries with a label do not count: a changed label is a new session. Of two entries on
    one day the one without a note is meant, then the one with the lesser key.
    """
    dated = sorted(
        ((entry.start.date(), entry.moved_from, key) for key, entry in entries.items() if not entry.label),
        key=lambda found: (found[1] is not None, found[2]),
    )
    if moved_from:
        recorded = [key for on, note, key in dated if (on, note) == (day, moved_from)]
        return next(iter(recorded + [key for on, _, key in dated if on == moved_from]), moved_from.isoformat())
    return next((key for on, _, key in dated if on == day), day.isoformat())
