"""Hashes of what readers were given: values of the model, never rendered bytes.

Each is the first 16 hex digits of the SHA-256 of canonical JSON: UTF-8, keys sorted, no
blanks, dates as ISO 8601, local times to the minute, null for what is absent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from ..model import Image, Item, Month, Session
from .entries import SessionEntry

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHashes:
    """Both hashes of a session: a new `time_hash` is a new SEQUENCE, a new `hash` a new stamp."""

    time_hash: str
    hash: str


def session_hashes(item: Item, session: Session, zone: str) -> SessionHashes:
    """Hash a session both ways. zone: an IANA name."""
    return SessionHashes(time_hash=time_hash(session, zone), hash=content_hash(item, session, zone))


def time_hash(session: Session | SessionEntry, zone: str) -> str:
    """Hash when and where a session is, and whether it is held. zone: an IANA name."""
    return _digest(_time(session, zone))


def content_hash(item: Item, session: Session, zone: str) -> str:
    """Hash all that a session's calendar entry says. zone: an IANA name."""
    own = {
        "title": item.title,
        "label": session.label or None,
        "state": session.state,
        "moved_from": _iso(session.moved_from),
        "book": session.book or None,
        "booking": item.booking or None,
        "book_by": _iso(session.book_by),
        "presenter": item.presenters,
        "requires": item.requires or None,
        "joining": _iso(session.joining_by) or item.joining or None,
        "cost": item.cost or None,
        "level": item.level or None,
        "places": session.places,
        "policies": [[one.title, one.body] for one in item.snippets if one.calendar],
        "contact": _contacts(item),
        "remind": [before // _MINUTE for before in session.reminders],
        "topics": item.topics,
    }
    return _digest({**_time(session, zone), **own})


def item_hash(item: Item) -> str:
    """The hash of an item's own words, contacts, links and files.

    Without its sessions, which have their own, and without snippets: boilerplate that changes
    makes no item new.
    """
    own = {
        "title": item.title,
        "kind": item.kind,
        "summary": item.summary or None,
        "body": item.body,
        "circulation_note": item.circulation_note or None,
        "from": item.organisation or None,
        "published": _published(item.published),
        "for": item.audience,
        "areas": item.areas,
        "topics": item.topics,
        "contact": _contacts(item),
        "links": [[one.label, one.url] for one in item.links],
        "attachments": [[one.label, one.asset.address, one.asset.sha256] for one in item.attachments],
        "images": [_image(one) for one in ((item.image,) if item.image else ()) + item.body_images],
        "details": item.details,
        "presenter": item.presenters,
        "booking": item.booking or None,
        "cost": item.cost or None,
        "requires": item.requires or None,
        "level": item.level or None,
        "joining": item.joining or None,
        "content_note": item.content_note or None,
        "support": item.support or None,
        "credit": item.credit or None,
        "corrected": [[day.isoformat(), what] for day, what in item.corrections],
        "gone": item.gone or None,
        "moved_to": item.moved_to or None,
    }
    return _digest(own)


def _digest(values: Mapping[str, object]) -> str:
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode("utf-8")).hexdigest()[:16]


def _time(session: Session | SessionEntry, zone: str) -> dict[str, object]:
    return {
        "start": _local(session.start),
        "end": _local(session.end),
        "zone": zone,
        "place": session.place,
        "status": session.status,
    }


def _local(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _published(value: date | Month | None) -> str | None:
    return f"{value[0]}-{value[1]:02d}" if isinstance(value, tuple) else _iso(value)


def _contacts(item: Item) -> list[list[str]]:
    return [[one.label, one.name, one.email, one.phone, one.url] for one in item.contacts]


def _image(image: Image) -> list[str]:
    return [image.alt, image.asset.address, image.asset.sha256]
