"""Hash the values of items and sessions that readers see, to find out whether they have changed.

A hash is the first 16 hex digits of the SHA-256 of canonical JSON: UTF-8, keys sorted, no blanks,
dates as ISO 8601, local times to the minute, null for an absent value. Rendered bytes are never hashed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from ..model import FULL, Attachment, Awaited, Contact, Image, Item, Link, Session, Timing
from ..model.rows import defaults, rows
from .entries import SessionEntry

_MINUTE = timedelta(minutes=1)
_FIRST_SERVICES = ("microsoft teams", "ms teams", "teams", "zoom", "webex", "online", "webinar")
"""The places that version 1 of the ledger took for online."""

_ALWAYS: Mapping[type, frozenset[str]] = {
    Item: frozenset((
        "areas", "attachments", "body", "booking", "circulation_note", "contact", "content_note",
        "corrected", "cost", "credit", "details", "for", "from", "gone", "images", "joining", "kind",
        "level", "links", "moved_to", "presenter", "published", "requires", "summary", "support", "title",
        "topics",
    )),
    Session: frozenset(("book", "book_by", "label", "moved_from", "places", "remind", "state")),
}  # fmt: skip
"""The names that are in every hash, as in version 1 of the ledger.

A name that was added later is left out if its field has its default, so that the hash of an item does not
change because of a key that the item does not use.
"""
_DEFAULTS: Mapping[type, Mapping[str, object]] = {cls: defaults(cls) for cls in (Item, Session)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHashes:
    """Both hashes of a session: if `time_hash` changes, SEQUENCE increases; if `hash` changes, the stamp is new."""

    time_hash: str
    hash: str


def time_hash(session: Session | SessionEntry, zone: str) -> str:
    """Hash the time, the place and the status of a session. zone: the bulletin's, as an IANA name."""
    return _digest(_time_values(session, zone))


def content_hash(item: Item, session: Session, zone: str) -> str:
    """Hash everything that a session's calendar entry says. zone: the bulletin's, as an IANA name."""
    own = {
        row.hashed: _canonical(getattr(session, name))
        for name, row in rows(Session).items()
        if _is_hashed(session, name, row.hashed)
    }
    of_item = {
        row.hashed: _canonical(getattr(item, name))
        for name, row in rows(Item).items()
        if row.in_session_hash and _is_hashed(item, name, row.hashed)
    }
    joining = _canonical(session.joining_by) or _canonical(item.joining)
    policies = [[snippet.title, snippet.body] for snippet in item.snippets if snippet.calendar]
    values = {**_time_values(session, zone), **of_item, **own, **_line_values(item, session)}
    return _digest({**values, "joining": joining, "policies": policies})


def _is_hashed(value: Item | Session, name: str, hashed: str) -> bool:
    """Tell whether a field is in the hash. name: the field. hashed: its name in the hash, "" if it has none."""
    if not hashed or hashed in _ALWAYS[type(value)]:
        return bool(hashed)
    return bool(getattr(value, name) != _DEFAULTS[type(value)].get(name))


def _line_values(item: Item, session: Session) -> dict[str, object]:
    """Return the values that a session's line or its item gives (presenters, cost, audience), and the online service.

    Version 1 hashed presenters and cost, and took a service for the place; values that are new since then are
    added only if they differ from the item's.
    """
    values: dict[str, object] = {
        "presenter": _canonical(session.presenters or item.presenters),
        "cost": _canonical(session.cost or item.cost),
    }
    if session.audience not in ((), item.audience):
        values["for"] = _canonical(session.audience)
    if session.service and (session.venue or session.place.casefold() not in _FIRST_SERVICES):
        values["service"] = session.service
    return values


def session_hashes(item: Item, session: Session, zone: str) -> SessionHashes:
    """Return both hashes of a session. zone: the bulletin's, as an IANA name."""
    return SessionHashes(time_hash=time_hash(session, zone), hash=content_hash(item, session, zone))


def item_hash(item: Item) -> str:
    """Return the hash of an item's own words, contacts, links and files: the fields with `hashed` in their row.

    Sessions are left out, as they have hashes of their own. Snippets are left out too, so that a changed snippet
    does not change every item.
    """
    values: dict[str, list[object]] = {}
    for name, row in rows(Item).items():
        if _is_hashed(item, name, row.hashed):
            values.setdefault(row.hashed, []).append(getattr(item, name))
    own = {
        name: _canonical(several[0] if len(several) == 1 else _flat_tuple(several)) for name, several in values.items()
    }
    # An empty body has always been hashed as an empty text, not as an absent one.
    return _digest(own | {"body": item.body})


def _flat_tuple(values: Iterable[object]) -> tuple[object, ...]:
    """Return values and tuples of values as one tuple, without absent values."""
    return tuple(part for value in values if value for part in (value if isinstance(value, tuple) else (value,)))


def _digest(values: Mapping[str, object]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()[:16]


def _time_values(session: Session | SessionEntry, zone: str) -> dict[str, object]:
    values: dict[str, object] = {
        "start": _local_text(session.start),
        "end": _local_text(session.end),
        "zone": session.zone or zone,
        "place": session.place,
        "status": session.status,
    }
    return values if session.timing is Timing.TIMED else values | {"timing": str(session.timing)}


def _local_text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _canonical(value: object) -> Any:
    """Return a value of the model as JSON values: texts, numbers, lists, and null for an absent value."""
    if value == "":
        return None
    for kind, convert in _CANONICAL:
        if isinstance(value, kind):
            return convert(value)
    return value


def _canonical_tuple(values: tuple[Any, ...]) -> object:
    """Return a month as 2022-02, any other tuple as a list."""
    if len(values) == 2 and all(isinstance(part, int) for part in values):
        return f"{values[0]}-{values[1]:02d}"
    # A text in a list is kept as it is, even if it is empty.
    return [part if isinstance(part, str) else _canonical(part) for part in values]


def _picture_additions(image: Image) -> list[str]:
    """Return a picture's caption and width, which version 1 lacked; nothing if both have their default."""
    return [image.caption, image.width] if image.caption or image.width != FULL else []


_CANONICAL: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (date, lambda day: day.isoformat()),
    (timedelta, lambda before: before // _MINUTE),
    (Awaited, lambda row: [row.label, row.when, row.place, row.hours, row.book, list(row.presenters)]),
    (Contact, lambda contact: [contact.label, contact.name, contact.email, contact.phone, contact.url]),
    (Link, lambda link: [link.label, link.url]),
    (Attachment, lambda file: [file.label, file.asset.address, file.asset.sha256]),
    (Image, lambda image: [image.alt, image.asset.address, image.asset.sha256, *_picture_additions(image)]),
    (tuple, _canonical_tuple),
)
"""The form of each type's values in a hash; values of other types are hashed as they are."""
