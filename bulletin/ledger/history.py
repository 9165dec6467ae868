"""Compare items and sessions with the ledger: revisions, times of publication, changes, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from .. import addresses
from ..errors import RequestError
from ..model import Change, Circulation, Issue, Item, Revision, Session, State, Told, Update
from ..text import zones
from .entries import ItemEntry, Ledger, SessionEntry, ToldEntry, correction_id, session_ref, slug_of
from .hashes import SessionHashes, item_hash
from .levels import recorded_level

_SECOND = timedelta(seconds=1)
_TOLD = tuple(field.name for field in fields(Told) if field.name not in ("issue", "title"))
"""The values of a session that its entry and the entry of a mail both have."""


def revision(entry: SessionEntry, state: State, hashes: SessionHashes, revised: datetime | None) -> Revision:
    """Compare a recorded session with its entry and return its revision.

    state: its state now. revised: the time of the changes; without it a changed session is one second newer than its
    entry.
    """
    if entry.hash == hashes.hash:
        return Revision(sequence=entry.sequence, created=entry.created, modified=entry.modified)
    # A postponed session has the STATUS of a cancelled one, so the hash of its time does not tell them apart.
    is_other = entry.time_hash != hashes.time_hash or (entry.state != state and {entry.state, state} <= {*NOT_HELD})
    return Revision(
        sequence=entry.sequence + is_other,
        created=entry.created,
        modified=_next_stamp(entry.modified, revised),
    )


def modified(ledger: Ledger, item: Item, revised: datetime | None) -> datetime:
    """Return the time in UTC at which an item was last modified.

    The item must have its `first_published`, and its sessions their revisions. A new session modifies its item,
    and no session is newer than its item.
    """
    entry = ledger.items.get(item.slug)
    if entry is None:
        own = item.first_published
    elif entry.hash == item_hash(item) and not _has_new_sessions(ledger, item):
        own = entry.modified
    else:
        own = _next_stamp(entry.modified, revised)
    return max(own, *(session.revision.modified for session in item.sessions), own)


def first_published(ledger: Ledger, issues: Iterable[Issue], revised: datetime | None = None) -> dict[str, datetime]:
    """Return the time in UTC at which each item of the issues was first published, by slug.

    A recorded item keeps its time. The public items of a new issue get times from the issue's instant on, one
    second apart, the first item newest. Programs that post new feed entries skip entries that are not newer than
    all they have seen. So everything that is published later is newer than everything before it: also a late item
    of an old issue, an issue with an earlier date, and an item that was not public when it was recorded. Items
    that are not public get their issue's instant.
    """
    times: dict[str, datetime] = {}
    hosted = frozenset(ledger.addresses)
    days = [entry.first_published for entry in ledger.items.values()]
    newest = max(days + [update.at for entry in ledger.items.values() for update in entry.updates], default=None)
    for issue in sorted(issues, key=lambda issue: (issue.day, issue.id)):
        items = [item for item in issue.items if item.issue == issue.id]
        recorded = {
            item.slug: ledger.items[item.slug].first_published for item in items if _keeps_time(ledger, hosted, item)
        }
        new = [item.slug for item in items if item.access == Circulation.PUBLIC and item.slug not in recorded]
        late = issue.id in ledger.issues
        new_times = _times_apart(revised if late and revised else issue.instant, new, newest, late=late)
        times |= {item.slug: issue.instant for item in items} | recorded | new_times
        newest = max(new_times.values(), default=newest)
    return times


def changes(ledger: Ledger, items: Iterable[Item], as_of: date) -> tuple[Change, ...]:
    """List the changes since the last mails: one for each session, earliest first, then the corrected items in order.

    The sessions of the items must have their history (`told`). A session is "added" if a mail had its item without
    it. A session that is over on as_of, both as the mail said and as it is now, has no change. Items on hold have
    none.
    """
    live = [item for item in items if not item.held]
    of_sessions = [change for item in live for change in _session_changes(ledger, item, as_of)]
    of_sessions.sort(key=_order)
    corrected = [item for item in live if item.corrections and _differs(ledger.items.get(item.slug), item)]
    corrections = (Change(what=(CORRECTED,), item=item, session=None, before=None) for item in corrected)
    return *_without_grown_courses(of_sessions), *corrections


def unrecorded(ledger: Ledger, items: Iterable[Item]) -> tuple[Change, ...]:
    """List for the feed the changes since items were last recorded, of those that were recorded as public.

    Only the kinds of change with `in_feed` are listed.
    """
    hosted = frozenset(ledger.addresses)
    recorded = [item for item in items if item.slug in ledger.items and addresses.item(item.slug) in hosted]
    of_sessions = [change for item in recorded for change in _unrecorded_sessions(ledger, item)]
    of_sessions.sort(key=_order)
    corrected = [item for item in recorded if _has_new_correction(ledger, ledger.items[item.slug], item)]
    corrections = (Change(what=(CORRECTED,), item=item, session=None, before=None) for item in corrected)
    return *_without_grown_courses(of_sessions), *corrections


def unsaid(ledger: Ledger, items: Iterable[Item]) -> tuple[str, ...]:
    """List the slugs of items whose text differs from the last mail that had them; items on hold are left out."""
    return tuple(item.slug for item in items if not item.held and _differs(ledger.items.get(item.slug), item))


def recorded_until(ledger: Ledger) -> datetime | None:
    """Return the latest time that a feed can have shown, None for a ledger that knows nothing public.

    What is not public leaves no trace: of an item that no longer is, only the times at which feeds had it count.
    """
    public = {slug for slug in ledger.items if recorded_level(ledger, slug) == Circulation.PUBLIC}
    shown = public | {slug for slug in ledger.items if addresses.item(slug) in ledger.addresses}
    entries = [ledger.items[slug] for slug in shown]
    times = [entry.first_published for entry in entries] + [ledger.items[slug].modified for slug in public]
    times += [update.at for entry in entries for update in entry.updates]
    times += [entry.modified for ref, entry in ledger.sessions.items() if slug_of(ref) in public]
    return max(times, default=None)


def updates(ledger: Ledger, slug: str) -> tuple[Update, ...]:
    """Return the recorded feed entries about updates of an item."""
    entry = ledger.items.get(slug)
    return tuple(
        Update(at=update.at, title=update.title, said=update.said, session=update.session)
        for update in (entry.updates if entry else ())
    )


def _without_grown_courses(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes without the kind "attend" of a session that gets further days, or loses them.

    Its new or cancelled days are changes of their own. The kind is told of sessions that were told as single ones and
    now belong together, or the other way round, and there are two or more of those.
    """
    changes = tuple(changes)
    together = Counter(_attended_with(change) for change in changes if ATTEND in change.what)
    for change in changes:
        is_told = together[_attended_with(change)] > 1
        kinds = change.what if is_told else tuple(kind for kind in change.what if kind != ATTEND)
        if kinds:
            yield replace(change, what=kinds)


def _attended_with(change: Change) -> tuple[str, ...]:
    """Return what the sessions of a course have in common; of one that was divided, its former label."""
    assert change.session
    course = change.session.course
    return (
        (change.item.slug, "course", course)
        if course
        else (change.item.slug, "label", change.before.label if change.before else "")
    )


def _unrecorded_sessions(ledger: Ledger, item: Item) -> Iterator[Change]:
    entries = ledger.sessions_of(item.slug)
    for session in item.sessions:
        entry = entries.get(session.key)
        before = _as_recorded(ledger, item, entry) if entry else None
        kinds = differences(item, session, before) if before else added(ledger, item, session)
        kinds = tuple(kind for kind in kinds if kind in IN_FEED)
        if kinds:
            yield Change(what=kinds, item=item, session=session, before=before)


def _as_recorded(ledger: Ledger, item: Item, entry: SessionEntry) -> Told:
    """Return a recorded session in the form of a told one, to compare it with the same functions."""
    # Version 1 did not record the booking address of a session.
    title = item.title if ledger.version > 1 else ""
    issue = ledger.items[item.slug].issue
    return Told(issue=issue, title=title, **_told_values(entry, zones.zone(entry.zone)))


def _told_values(entry: SessionEntry | ToldEntry, zone: tzinfo) -> dict[str, Any]:
    """Return the values of an entry that readers are told, with the zone in its times."""
    values = {name: getattr(entry, name) for name in _TOLD}
    return values | {"start": entry.start.replace(tzinfo=zone), "end": entry.end.replace(tzinfo=zone)}


def _has_new_correction(ledger: Ledger, entry: ItemEntry, item: Item) -> bool:
    """Tell whether an item has more corrections than were recorded; version 1 did not count them."""
    if ledger.version > 1:
        return len(item.corrections) > entry.corrections
    return bool(item.corrections) and entry.hash != item_hash(item)


def last_told(entry: SessionEntry | None, zone: tzinfo) -> Told | None:
    """Return the values of a session in the last mail that named it. zone: the bulletin's."""
    if entry is None or entry.told is None:
        return None
    mail_entry = entry.told
    own = zones.zone(mail_entry.zone) if mail_entry.zone else zone
    return Told(issue=mail_entry.issue, title=mail_entry.title, **_told_values(mail_entry, own))


def next_correction(ledger: Ledger, issue_id: str) -> int:
    """Return the number of an issue's next correction, from 1: the one after all that were sent.

    A correction that was begun and not sent is the next one. Raises RequestError for an issue that was not sent.
    """
    if not ledger.sent(issue_id):
        raise RequestError(f"{issue_id} was not sent, so there is nothing to correct. Change its files, and send it.")
    number = 1
    while ledger.sent(correction_id(issue_id, number)):
        number += 1
    return number


def _next_stamp(recorded: datetime, revised: datetime | None) -> datetime:
    """Return the time of a new revision: a second after the recorded one, or `revised` if that is later."""
    least = recorded + _SECOND
    return max(least, revised.astimezone(UTC).replace(microsecond=0)) if revised else least


def _has_new_sessions(ledger: Ledger, item: Item) -> bool:
    return any(session_ref(item.slug, session.key) not in ledger.sessions for session in item.sessions)


def _keeps_time(ledger: Ledger, hosted: Collection[str], item: Item) -> bool:
    """Tell whether an item keeps its recorded time: not if it is public now and had no page when it was recorded."""
    is_public = item.access == Circulation.PUBLIC
    return item.slug in ledger.items and (not hosted or not is_public or addresses.item(item.slug) in hosted)


def _times_apart(earliest: datetime, items: list[str], newest: datetime | None, *, late: bool) -> dict[str, datetime]:
    """Return times for items, a second apart and after `newest`. late: the last item is the newest, else the first."""
    earliest = earliest.astimezone(UTC).replace(microsecond=0)
    start = earliest if newest is None else max(earliest, newest + _SECOND)
    ordered = items if late else items[::-1]
    return {slug: start + place * _SECOND for place, slug in enumerate(ordered)}


def _order(change: Change) -> tuple[str, str, str]:
    start = change.session.start.isoformat() if change.session else ""
    return start, change.item.slug, change.session.key if change.session else ""


def _differs(entry: ItemEntry | None, item: Item) -> bool:
    """Tell whether the last mail with an item had a different text of it."""
    return entry is not None and entry.told not in ("", item_hash(item))


def _session_changes(ledger: Ledger, item: Item, as_of: date) -> Iterator[Change]:
    entry = ledger.items.get(item.slug)
    was_told = entry is not None and entry.told != ""
    for session in item.sessions:
        before = session.told
        last_day = max(moment.end.date() for moment in (session, before) if moment)
        if last_day < as_of or (item.retired and session.status != _CANCELLED):
            continue
        if before:
            kinds = differences(item, session, before)
        else:
            kinds = added(ledger, item, session) if was_told and not item.retired else ()
        if kinds:
            yield Change(what=kinds, item=item, session=session, before=before)


def added(ledger: Ledger, item: Item, session: Session) -> tuple[str, ...]:
    """Return the kind of change of a session that no mail has named: dated or added; nothing if it is cancelled."""
    if session.status == _CANCELLED:
        return ()
    announced = ledger.items[item.slug].awaited if item.slug in ledger.items else ()
    is_dated = session.label in announced and (session.label or not any(row.label == "" for row in item.awaited))
    return (DATED,) if is_dated else (ADDED,)


def differences(item: Item, session: Session, before: Told) -> tuple[str, ...]:
    """Return the kinds of change of a session, in the order of KINDS; a cancelled or postponed one has only this kind.

    Values that version 1 of the ledger did not record are not compared.
    """
    for kind, state in ((CANCELLED, State.CANCELLED), (POSTPONED, State.POSTPONED)):
        if session.state is state:
            return () if before.state is state else (kind,)
    return tuple(kind.name for kind in KINDS if kind.differs and kind.differs(item, session, before))


def _is_moved(item: Item, now: Session, before: Told) -> bool:
    return now.start.date() != before.start.date()


def _has_another_time(item: Item, now: Session, before: Told) -> bool:
    times = {(session.start, session.end, session.timing, str(session.start.tzinfo)) for session in (now, before)}
    return now.start.date() == before.start.date() and len(times) > 1


def _is_confirmed(item: Item, now: Session, before: Told) -> bool:
    return before.state is State.PROVISIONAL and now.state is not State.PROVISIONAL


def _is_doubtful(item: Item, now: Session, before: Told) -> bool:
    return now.state is State.PROVISIONAL and before.state not in (State.PROVISIONAL, *NOT_HELD)


def _has_places(item: Item, now: Session, before: Told) -> bool:
    return before.state in _WITHOUT_PLACES and now.state in (State.OPEN, State.PROVISIONAL)


def _has_become(state: State) -> Callable[[Item, Session, Told], bool]:
    return lambda item, now, before: now.state is state and before.state is not state


def _is_booked_elsewhere(item: Item, now: Session, before: Told) -> bool:
    needs_booking = before.bookable not in (None, item.bookable) and not now.deadline
    return bool(before.title) and (now.book != before.book or needs_booking)


def _is_attended_otherwise(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and before.is_course not in (None, now.is_course)


def _has_another_last_day(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and now.book_by != before.book_by


def _has_other_opening(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and now.opens != before.opens


def _has_other_presenters(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and (now.presenters or item.presenters) != before.presenters


def _has_other_cost(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and (now.cost or item.cost) != before.cost


def _has_other_name(item: Item, now: Session, before: Told) -> bool:
    return bool(before.title) and item.title != before.title


class Kind(NamedTuple):
    """A row of the table of what counts as a change."""

    name: str
    differs: Callable[[Item, Session, Told], bool] | None
    """Tell whether it applies; None for a kind that another function decides: cancelled, postponed, added, …"""
    in_feed: bool = False
    """Whether it gets an entry of its own in the feeds."""


MOVED, TIME, PLACE, CANCELLED, POSTPONED, RESTORED = "moved", "time", "place", "cancelled", "postponed", "restored"
CONFIRMED, PROVISIONAL, ATTEND, BOOKING = "confirmed", "provisional", "attend", "booking"
BOOK_BY, OPENS = "book by", "opens"
FULL, WAITING_LIST, CLOSED, PLACES = "full", "waiting list", "closed", "places"
PRESENTER, COST, NAME, ADDED, DATED, CORRECTED = "presenter", "cost", "name", "added", "dated", "corrected"

NOT_HELD = (State.CANCELLED, State.POSTPONED)
"""The states of a session that does not take place on its day."""

KINDS = (
    Kind(MOVED, _is_moved, in_feed=True),
    Kind(TIME, _has_another_time, in_feed=True),
    Kind(PLACE, lambda item, now, before: now.place != before.place, in_feed=True),
    Kind(CANCELLED, None, in_feed=True),
    Kind(POSTPONED, None, in_feed=True),
    Kind(RESTORED, lambda item, now, before: before.state in NOT_HELD, in_feed=True),
    Kind(CONFIRMED, _is_confirmed, in_feed=True),
    Kind(PROVISIONAL, _is_doubtful, in_feed=True),
    Kind(ATTEND, _is_attended_otherwise, in_feed=True),
    Kind(BOOKING, _is_booked_elsewhere, in_feed=True),
    Kind(BOOK_BY, _has_another_last_day),
    Kind(OPENS, _has_other_opening),
    Kind(FULL, _has_become(State.FULL)),
    Kind(WAITING_LIST, _has_become(State.WAITING_LIST)),
    Kind(CLOSED, _has_become(State.CLOSED)),
    Kind(PLACES, _has_places),
    Kind(PRESENTER, _has_other_presenters),
    Kind(COST, _has_other_cost),
    Kind(NAME, _has_other_name),
    Kind(ADDED, None, in_feed=True),
    Kind(DATED, None, in_feed=True),
    Kind(CORRECTED, None, in_feed=True),
)
"""The kinds of change, in the order in which a sentence lists them."""

IN_FEED = frozenset(kind.name for kind in KINDS if kind.in_feed)
_WITHOUT_PLACES = (State.FULL, State.WAITING_LIST, State.CLOSED)
_CANCELLED = "CANCELLED"
"""STATUS (RFC 5545 section 3.8.1.11) of a session that does not take place."""
