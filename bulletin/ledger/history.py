"""Where items and sessions stand in their history, without a clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from .. import addresses
from ..errors import RequestError
from ..model import Change, Circulation, Issue, Item, Revision, Session, State, Told
from .entries import ItemEntry, Ledger, SessionEntry, session_ref
from .hashes import SessionHashes, item_hash

_SECOND = timedelta(seconds=1)


def revision(
    entry: SessionEntry | None, hashes: SessionHashes, created: datetime, revised: datetime | None
) -> Revision:
    """The revision of a session, from its entry and what it is now.

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
        modified=_next(entry.modified, revised),
    )


def first_published(ledger: Ledger, issues: Iterable[Issue]) -> dict[str, datetime]:
    """When each item of the issues was first published, in UTC, by slug.

    Recorded items keep their time. The public items of an issue that is not recorded stand a
    second apart, the first newest, from the issue's instant on; whatever is published later is
    newer than everything before it, also a late item of an old issue, an issue out of its turn
    and an item that was not public when it was recorded: programs that post what is new skip
    what is not newer than all that they saw. Items that are not public have their issue's instant.
    """
    found: dict[str, datetime] = {}
    hosted = frozenset(ledger.addresses)
    newest = max((entry.first_published for entry in ledger.items.values()), default=None)
    for issue in sorted(issues, key=lambda one: (one.day, one.id)):
        own = [item for item in issue.items if item.issue == issue.id]
        kept = {item.slug: ledger.items[item.slug].first_published for item in own if _is_kept(ledger, hosted, item)}
        new = [item.slug for item in own if _is_public(item) and item.slug not in kept]
        times = _apart(issue, new, newest, late=issue.id in ledger.issues)
        found |= {item.slug: issue.instant for item in own} | kept | times
        newest = max(times.values(), default=newest)
    return found


def modified(ledger: Ledger, item: Item, revised: datetime | None) -> datetime:
    """When an item was last modified, in UTC.

    The item has its `first_published` and its sessions have their revisions already; a new
    session modifies its item, and no session is newer than its item.
    """
    entry = ledger.items.get(item.slug)
    if entry is None:
        own = item.first_published
    elif entry.hash == item_hash(item) and not _new_sessions(ledger, item):
        own = entry.modified
    else:
        own = _next(entry.modified, revised)
    return max(own, *(one.revision.modified for one in item.sessions), own)


def _new_sessions(ledger: Ledger, item: Item) -> bool:
    return any(session_ref(item.slug, one.key) not in ledger.sessions for one in item.sessions)


def _next(recorded: datetime, revised: datetime | None) -> datetime:
    """The moment of a new revision: a second after the recorded one, or the argument if that is later."""
    least = recorded + _SECOND
    return max(least, revised.astimezone(UTC).replace(microsecond=0)) if revised else least


def _is_public(item: Item) -> bool:
    return item.circulation is Circulation.PUBLIC and not item.held


def _is_kept(ledger: Ledger, hosted: Collection[str], item: Item) -> bool:
    """Whether an item's recorded time stands; an item that had no page then was not public."""
    return item.slug in ledger.items and (not hosted or not _is_public(item) or addresses.item(item.slug) in hosted)


def _apart(issue: Issue, slugs: list[str], newest: datetime | None, *, late: bool) -> dict[str, datetime]:
    """Times a second apart, all newer than the newest so far; late: the last is the newest, else the first."""
    start = issue.instant if newest is None else max(issue.instant, newest + _SECOND)
    ordered = slugs if late else slugs[::-1]
    return {slug: start + place * _SECOND for place, slug in enumerate(ordered)}


def changes(ledger: Ledger, items: Iterable[Item], as_of: date) -> tuple[Change, ...]:
    """What is different now, earliest session first, then the corrected items in their order.

    A session that is cancelled is only that; one that is not can be moved, or have another
    time, and another place. One is added if its item was told of without it. What is past on
    as_of, both as told and as it is now, is no change. Held and retired items have none.
    """
    live = [item for item in items if not (item.held or item.retired)]
    found = [change for item in live for change in _of_sessions(ledger, item, as_of)]
    found.sort(key=_order)
    corrected = [item for item in live if item.corrections and _differs(ledger.items.get(item.slug), item)]
    return *found, *(Change(what="corrected", item=item, session=None, before=None) for item in corrected)


def last_told(entry: SessionEntry | None, zone: tzinfo | None) -> Told | None:
    """What the last mail that named a session said of it, in the bulletin's zone."""
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


def _order(change: Change) -> tuple[str, str, str]:
    start = change.session.start.isoformat() if change.session else ""
    return start, change.item.slug, change.session.key if change.session else ""


def _differs(entry: ItemEntry | None, item: Item) -> bool:
    return entry is not None and entry.told not in ("", item_hash(item))


def _of_sessions(ledger: Ledger, item: Item, as_of: date) -> Iterator[Change]:
    entry = ledger.items.get(item.slug)
    was_told = entry is not None and entry.told != ""
    for session in item.sessions:
        before = last_told(ledger.sessions_of(item.slug).get(session.key), session.start.tzinfo)
        last_day = max(one.end.date() for one in (session, before) if one)
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


_NAME = "correction"


def next_correction(ledger: Ledger, issue_id: str) -> int:
    """The number of an issue's next correction, from 1: the one after all that were sent.

    One that was begun, and not sent, is the one that is due. Raises RequestError for an issue
    that was not sent: what nobody has received needs no correction.
    """
    if not ledger.sent(issue_id):
        raise RequestError(f"{issue_id} was not sent, so there is nothing to correct. Change its files, and send it.")
    number = 1
    while ledger.sent(f"{issue_id}/{_NAME}-{number}"):
        number += 1
    return number
