"""Add the ledger's history to items and sessions: revisions, first publication, what readers were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from .. import addresses
from ..errors import Problem
from ..ledger import entries, history, levels, vanishing
from ..ledger import hashes as ledger_hashes
from ..ledger.entries import Ledger, SessionEntry
from ..memory import Memory
from ..model import Change, Circulation, Issue, Item, Revision, Session, Settings, State
from ..text import slugs, zones
from ..text.online import split_place
from .files import Files


class RecordedHistory(NamedTuple):
    """The ledger, with the settings that are needed to use it."""

    ledger: Ledger
    time_zone: str
    """The bulletin's, an IANA name."""
    revised: datetime | None
    """The time of revision for sessions that have changed since the ledger was written."""
    base_url: str = ""


def with_history(issues: Sequence[Issue], past: RecordedHistory, memory: Memory) -> list[Issue]:
    """Return the same issues, each item and session where it stands in its history.

    memory: what this gave before for each item.
    """
    times = history.first_published(past.ledger, issues, past.revised)
    levels = {item.slug: item.circulation for issue in issues for item in issue.items if not item.held}
    by_slug: dict[str, Item] = {}

    def with_past(item: Item) -> Item:
        if item.slug not in by_slug:
            place = _PlaceInTime(times[item.slug], levels.get(item.moved_to) is item.circulation)
            by_slug[item.slug] = memory.recall(("past", item.path), _with_past, item, past, place)
        return by_slug[item.slug]

    return [replace(issue, items=tuple(with_past(item) for item in issue.items)) for issue in issues]


class _PlaceInTime(NamedTuple):
    """What the other items and the issues say of an item's history."""

    first_published: datetime
    is_successor_named: bool
    """Whether the item that took its place may be named to its readers."""


def _with_past(item: Item, past: RecordedHistory, place: _PlaceInTime) -> Item:
    """Return an item and its sessions where they stand in their history.

    Of an item that is gone, the sessions that were published are cancelled: those who have them must be told.
    """
    sessions = tuple(
        _with_recorded_revision(item, session, past) for session in _sessions(item, past, place.is_successor_named)
    )
    when = place.first_published
    updates = history.updates(past.ledger, item.slug)
    dated = replace(item, first_published=when, modified=when, sessions=sessions, updates=updates)
    modified = history.modified(past.ledger, dated, past.revised)
    return dated if modified == when else replace(dated, modified=modified)


def judged_by_ledger(files: Files, ledger: Ledger, settings: Settings, items: Sequence[Item]) -> tuple[Problem, ...]:
    """Return a problem for each published item, session or bulletin id that is missing now or has another name."""
    if ledger is entries.EMPTY:
        return ()
    renamed = vanishing.changed_id(ledger, settings.id, files.shown(files.content / "bulletin.yml"))
    path = files.shown(files.content / "ledger.json")
    missing = vanishing.missing_issues(ledger, [folder.name for folder in files.entries(files.content)], path)
    # A missing folder is one problem, and not one for each of its items.
    rest = vanishing.without_issues(ledger, missing) if missing else ledger
    lost = vanishing.vanished(rest, items, path, settings.place)
    moved = vanishing.moved_items(rest, items)
    lost = (*missing.values(), *lost, *moved, *levels.level_problems(ledger, items))
    return (renamed, *lost) if renamed else lost


def judged_as_gone(ledger: Ledger, items: Sequence[Item], day: date) -> tuple[Problem, ...]:
    """Return a problem for each session after a day of an item that says `gone`."""
    return vanishing.still_to_come(ledger, items, day)


def judged_as_unshown(ledger: Ledger, issues: Sequence[Issue], day: date) -> tuple[Problem, ...]:
    """Return a problem for each published issue that is a draft now, or is dated after a day."""
    return tuple(vanishing.unshown_issues(ledger, issues, day))


def changes_since(ledger: Ledger, items: Iterable[Item], day: date) -> tuple[Change, ...]:
    """Return the differences from what readers were told; none without a ledger, since nothing was published."""
    return () if ledger is entries.EMPTY else history.changes(ledger, items, day)


def unrecorded_changes(ledger: Ledger, items: Iterable[Item]) -> tuple[Change, ...]:
    """Return the changes of public items since the last recording, for the feeds."""
    public = (item for item in items if item.access == Circulation.PUBLIC)
    return history.unrecorded(ledger, public)


def _sessions(item: Item, past: RecordedHistory, is_named: bool) -> tuple[Session, ...]:
    """Return the sessions of an item; for an item that is gone, its recorded sessions, all cancelled.

    is_named: whether the item that took its place may be named to its readers.
    """
    if not item.retired:
        return item.sessions
    keys = {session.key for session in item.sessions}
    entries = past.ledger.sessions_of(item.slug)
    again = [_from_entry(key, entry) for key, entry in entries.items() if key not in keys]
    note = f"This is now listed as {past.base_url}{addresses.item(item.moved_to)}" if is_named else ""
    published = [session for session in (*item.sessions, *again) if session.key in entries]
    return tuple(replace(session, state=State.CANCELLED, note=note or session.note) for session in published)


def _from_entry(key: str, entry: SessionEntry) -> Session:
    """Make the session of a ledger entry whose line is no longer in the item."""
    zone = zones.zone(entry.zone)
    venue, service = split_place(entry.place)
    stem = entry.address.rpartition("/")[2].removesuffix(".ics")
    return Session(
        key=key,
        uid=entry.uid,
        stem=stem or slugs.session_stem(entry.uid, key, labelled=bool(entry.label)),
        label=entry.label,
        start=entry.start.replace(tzinfo=zone),
        end=entry.end.replace(tzinfo=zone),
        place=entry.place,
        venue=venue,
        service=service,
        state=entry.state,
        moved_from=entry.moved_from,
        book=entry.book,
        places=None,
        book_by=entry.book_by,
        joining_by=None,
        reminders=(),
        revision=Revision(sequence=entry.sequence, created=entry.created, modified=entry.modified),
        told=None,
        timing=entry.timing,
        also=entry.also,
        opens=entry.opens,
        presenters=entry.presenters,
        cost=entry.cost,
        deadline=entry.deadline,
    )


def _with_recorded_revision(item: Item, session: Session, past: RecordedHistory) -> Session:
    entry = past.ledger.sessions_of(item.slug).get(session.key)
    if entry is None:
        return session  # It is new: nobody was told of it, and its first revision has the time of its issue.
    hashes = ledger_hashes.session_hashes(item, session, past.time_zone)
    return replace(
        session,
        revision=history.revision(entry, session.state, hashes, past.revised),
        told=history.last_told(entry, zones.zone(past.time_zone)),
    )
