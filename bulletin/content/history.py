"""What the ledger knows, put into the values: revisions, first publication, what readers were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from ..errors import Problem
from ..ledger import entries, history, levels, vanishing
from ..ledger import hashes as ledger_hashes
from ..ledger.entries import Ledger
from ..model import Change, Circulation, Issue, Item, Session, Settings
from ..text import zones
from .files import Files


class RecordedHistory(NamedTuple):
    """The ledger and what is needed to read it."""

    ledger: Ledger
    time_zone: str
    revised: datetime | None
    """When changed sessions were revised."""


def with_history(issues: Sequence[Issue], past: RecordedHistory) -> list[Issue]:
    """The same issues, each item and session where it stands in its history."""
    times = history.first_published(past.ledger, issues, past.revised)
    homes = {issue.id: issue.instant for issue in issues}
    known: dict[str, Item] = {}

    def told(item: Item) -> Item:
        if item.slug not in known:
            sessions = tuple(_session(item, one, homes[item.issue], past) for one in item.sessions)
            when = times[item.slug]
            updates = history.updates(past.ledger, item.slug)
            dated = replace(item, first_published=when, modified=when, sessions=sessions, updates=updates)
            modified = history.modified(past.ledger, dated, past.revised)
            known[item.slug] = dated if modified == when else replace(dated, modified=modified)
        return known[item.slug]

    return [replace(issue, items=tuple(told(item) for item in issue.items)) for issue in issues]


def judged_by_ledger(files: Files, ledger: Ledger, settings: Settings, items: Sequence[Item]) -> tuple[Problem, ...]:
    """What was published and is missing now, or has another name."""
    if ledger is entries.EMPTY:
        return ()
    renamed = vanishing.changed_id(ledger, settings.id, files.shown(files.content / "bulletin.yml"))
    lost = vanishing.vanished(ledger, items, files.shown(files.content / "ledger.json"))
    lost = (*lost, *levels.raised(ledger, items))
    return (renamed, *lost) if renamed else lost


def changes_since(ledger: Ledger, items: Iterable[Item], day: date) -> tuple[Change, ...]:
    """What readers were told otherwise; by a bulletin that published nothing they were told nothing."""
    return () if ledger is entries.EMPTY else history.changes(ledger, items, day)


def unrecorded_changes(ledger: Ledger, items: Iterable[Item]) -> tuple[Change, ...]:
    """What the feeds are to tell: what is different from what was last recorded."""
    public = (item for item in items if item.circulation is Circulation.PUBLIC and not item.held)
    return history.unrecorded(ledger, public)


def _session(item: Item, session: Session, instant: datetime, past: RecordedHistory) -> Session:
    entry = past.ledger.sessions_of(item.slug).get(session.key)
    if entry is None:
        return session  # Its first revision is its issue's, and nobody was told of it.
    hashes = ledger_hashes.session_hashes(item, session, past.time_zone)
    return replace(
        session,
        revision=history.revision(entry, hashes, instant, past.revised),
        told=history.last_told(entry, zones.zone(past.time_zone)),
    )
