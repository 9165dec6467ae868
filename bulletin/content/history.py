"""What the ledger knows, put into the values: revisions, first publication, what readers were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ..ledger import Ledger, first_published, last_told, modified, revision, session_hashes
from ..model import Issue, Item, Session


class Past(NamedTuple):
    """The ledger and what is needed to read it."""

    ledger: Ledger
    time_zone: str
    revised: datetime | None
    """When changed sessions were revised."""


def with_history(issues: Sequence[Issue], past: Past) -> list[Issue]:
    """The same issues, each item and session where it stands in its history."""
    times = first_published(past.ledger, issues)
    homes = {issue.id: issue.instant for issue in issues}
    known: dict[str, Item] = {}

    def told(item: Item) -> Item:
        if item.slug not in known:
            dated = replace(item, first_published=times[item.slug])
            sessions = tuple(_session(dated, one, homes[item.issue], past) for one in item.sessions)
            dated = replace(dated, sessions=sessions)
            known[item.slug] = replace(dated, modified=modified(past.ledger, dated, past.revised))
        return known[item.slug]

    return [replace(issue, items=tuple(told(item) for item in issue.items)) for issue in issues]


def _session(item: Item, session: Session, instant: datetime, past: Past) -> Session:
    entry = past.ledger.sessions_of(item.slug).get(session.key)
    hashes = session_hashes(item, session, past.time_zone)
    return replace(
        session,
        revision=revision(entry, hashes, instant, past.revised),
        told=last_told(entry, session.start.tzinfo),
    )
