"""What readers were told otherwise: the changes since the mails that named it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from ..model import Change, Item, Session, State, Told
from .entries import ItemEntry, Ledger, SessionEntry
from .hashes import item_hash


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
