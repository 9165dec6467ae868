"""What the ledger says about items and sessions now: revisions, first publication, changes, corrections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from .. import addresses
from ..errors import RequestError
from ..model import Change, Circulation, Issue, Item, Revision, Session, State, Told
from .entries import ItemEntry, Ledger, SessionEntry, session_ref
from .hashes import SessionHashes, item_hash

_SECOND = timedelta(seconds=1)
_CORRECTION = "correction"


def revision(
    entry: SessionEntry | None, hashes: SessionHashes, created: datetime, revised: datetime | None
) -> Revision:
    """Compare a session with its entry and return its revision.

    created: the instant of the item's issue, for a session without an entry. revised: when
    changes were made; without it a changed session is one second newer than its entry.
    """
    if entry is None:
        return Revision(sequence=0, created=created, modified=created)
    if entry.hash == hashes.hash:
        return Revision(sequence=entry.sequence, created=entry.created, modified=entry.modified)
    return Revision(
        sequence=entry.sequence + (entry.time_hash != hashes.time_hash),
        created=entry.created,
        modified=_next_stamp(entry.modified, revised),
    )


def modified(ledger: Ledger, item: Item, revised: datetime | None) -> datetime:
    """Return when an item was last modified, in UTC.

    The item has its `first_published` and its sessions have their revisions already; a new
    session modifies its item, and no session is newer than its item.
    """
    entry = ledger.items.get(item.slug)
    if entry is None:
        own = item.first_published
    elif entry.hash == item_hash(item) and not _has_new_sessions(ledger, item):
        own = entry.modified
    else:
        own = _next_stamp(entry.modified, revised)
    return max(own, *(session.revision.modified for session in item.sessions), own)


def first_published(ledger: Ledger, issues: Iterable[Issue]) -> dict[str, datetime]:
    """Return when each item of the issues was first published, in UTC, by slug.

    Recorded items keep their time. The public items of an issue that is not recorded stand a
    second apart, the first newest, from the issue's instant on; whatever is published later is
    newer than everything before it, also a late item of an old issue, an issue out of its turn
    and an item that was not public when it was recorded: programs that post what is new skip
    what is not newer than all that they saw. Items that are not public have their issue's instant.
    """
    times: dict[str, datetime] = {}
    hosted = frozenset(ledger.addresses)
    newest = max((entry.first_published for entry in ledger.items.values()), default=None)
    for issue in sorted(issues, key=lambda issue: (issue.day, issue.id)):
        items = [item for item in issue.items if item.issue == issue.id]
        recorded = {
            item.slug: ledger.items[item.slug].first_published for item in items if _keeps_time(ledger, hosted, item)
        }
        new = [item.slug for item in items if _is_public(item) and item.slug not in recorded]
        new_times = _times_apart(issue, new, newest, late=issue.id in ledger.issues)
        times |= {item.slug: issue.instant for item in items} | recorded | new_times
        newest = max(new_times.values(), default=newest)
    return times


def changes(ledger: Ledger, items: Iterable[Item], as_of: date) -> tuple[Change, ...]:
    """List what is different now, earliest session first, then the corrected items in their order.

    A session that is cancelled is only that; one that is not can be moved, or have another
    time, and another place. One is added if its item was told of without it. What is past on
    as_of, both as told and as it is now, is no change. Held and retired items have none.
    """
    live = [item for item in items if not (item.held or item.retired)]
    of_sessions = [change for item in live for change in _session_changes(ledger, item, as_of)]
    of_sessions.sort(key=_order)
    corrected = [item for item in live if item.corrections and _differs(ledger.items.get(item.slug), item)]
    return *of_sessions, *(Change(what="corrected", item=item, session=None, before=None) for item in corrected)


def last_told(entry: SessionEntry | None, zone: tzinfo | None) -> Told | None:
    """Return what the last mail that named a session said of it, in the bulletin's zone."""
    if entry is None or entry.told is None:
        return None
    told = entry.told
    return Told(
        issue=told.issue,
        start=told.start.replace(tzinfo=zone),
        end=told.end.replace(tzinfo=zone),
        place=told.place,
        state=told.state,
    )


def next_correction(ledger: Ledger, issue_id: str) -> int:
    """Return the number of an issue's next correction, from 1: the one after all that were sent.

    One that was begun, and not sent, is the one that is due. Raises RequestError for an issue
    that was not sent.
    """
    if not ledger.sent(issue_id):
        raise RequestError(f"{issue_id} was not sent, so there is nothing to correct. Change its files, and send it.")
    number = 1
    while ledger.sent(f"{issue_id}/{_CORRECTION}-{number}"):
        number += 1
    return number


def _next_stamp(recorded: datetime, revised: datetime | None) -> datetime:
    """Return the time of a new revision: a second after the recorded one, or when it was revised if that is later."""
    least = recorded + _SECOND
    return max(least, revised.astimezone(UTC).replace(microsecond=0)) if revised else least


def _has_new_sessions(ledger: Ledger, item: Item) -> bool:
    return any(session_ref(item.slug, session.key) not in ledger.sessions for session in item.sessions)


def _is_public(item: Item) -> bool:
    return item.circulation is Circulation.PUBLIC and not item.held


def _keeps_time(ledger: Ledger, hosted: Collection[str], item: Item) -> bool:
    """Tell whether an item's recorded time stands; an item that had no page then was not public."""
    return item.slug in ledger.items and (not hosted or not _is_public(item) or addresses.item(item.slug) in hosted)


def _times_apart(issue: Issue, items: list[str], newest: datetime | None, *, late: bool) -> dict[str, datetime]:
    """Give items times a second apart, newer than the newest so far; late: the last is the newest, else the first."""
    start = issue.instant if newest is None else max(issue.instant, newest + _SECOND)
    ordered = items if late else items[::-1]
    return {slug: start + place * _SECOND for place, slug in enumerate(ordered)}


def _order(change: Change) -> tuple[str, str, str]:
    start = change.session.start.isoformat() if change.session else ""
    return start, change.item.slug, change.session.key if change.session else ""


def _differs(entry: ItemEntry | None, item: Item) -> bool:
    """Tell whether the last mail that held an item had another text of it."""
    return entry is not None and entry.told not in ("", item_hash(item))


def _session_changes(ledger: Ledger, item: Item, as_of: date) -> Iterator[Change]:
    entry = ledger.items.get(item.slug)
    was_told = entry is not None and entry.told != ""
    for session in item.sessions:
        before = last_told(ledger.sessions_of(item.slug).get(session.key), session.start.tzinfo)
        last_day = max(moment.end.date() for moment in (session, before) if moment)
        if last_day < as_of:
            continue
        if before:
            kinds = tuple(_differences(session, before))
        else:
            kinds = ("added",) if was_told and session.state is not State.CANCELLED else ()
        yield from (Change(what=what, item=item, session=session, before=before) for what in kinds)


def _differences(now: Session, before: Told) -> Iterator[str]:
    if now.state is State.CANCELLED:
        if before.state is not State.CANCELLED:
            yield "cancelled"
        return
    if before.state is State.CANCELLED:
        yield "restored"
    if now.start.date() != before.start.date():
        yield "moved"
    elif (now.start, now.end) != (before.start, before.end):
        yield "time"
    if now.place != before.place:
        yield "place"
