"""Make the ledger entries of a built bulletin, and the next ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from .. import addresses as paths
from ..errors import ContentError
from ..model import Bulletin, Item, Session, Update, home_items
from .entries import VERSION, IssueEntry, ItemEntry, Ledger, SessionEntry, ToldEntry, UpdateEntry, session_ref
from .hashes import item_hash, session_hashes
from .vanishing import changed_id, taken_back


def session_entry(item: Item, session: Session, zone: str, address: str) -> SessionEntry:
    """Make a session's entry for the ledger and the manifest, without `told`.

    zone: the bulletin's, as an IANA name. address: the address of its calendar file, "" if that is not on the site.
    """
    hashes = session_hashes(item, session, zone)
    return SessionEntry(
        uid=session.uid,
        address=address,
        zone=session.zone or zone,
        status=session.status,
        hash=hashes.hash,
        time_hash=hashes.time_hash,
        sequence=session.revision.sequence,
        created=session.revision.created,
        modified=session.revision.modified,
        moved_from=session.moved_from,
        also=session.also,
        course=session.course,
        deadline=session.deadline,
        **_told_values(item, session),
    )


def told_entry(item: Item, session: Session, issue: str) -> ToldEntry:
    """Make the entry for a mail that names a session. issue: the id of the issue or of its correction."""
    values = _told_values(item, session)
    return ToldEntry(issue=issue, zone=session.zone, title=item.title, is_course=session.is_course, **values)


def _told_values(item: Item, session: Session) -> dict[str, Any]:
    """Return the values of a session that a mail tells, for its own entry and for the entry of the mail."""
    return {
        "label": session.label,
        "start": session.start.replace(tzinfo=None),
        "end": session.end.replace(tzinfo=None),
        "place": session.place,
        "state": session.state,
        "timing": session.timing,
        "book": session.book,
        "book_by": session.book_by,
        "opens": session.opens,
        "presenters": session.presenters or item.presenters,
        "cost": session.cost or item.cost,
        "bookable": item.bookable,
    }


def item_entry(item: Item) -> ItemEntry:
    """Make an item's entry for the ledger and the manifest, without `told`."""
    return ItemEntry(
        issue=item.issue,
        uid=item.uid,
        first_published=item.first_published,
        modified=item.modified,
        hash=item_hash(item),
        corrections=len(item.corrections),
        level=item.access,
        was=item.was,
    )


def record(ledger: Ledger, bulletin: Bulletin, addresses: Collection[str], at: datetime) -> Ledger:
    """Return the ledger with everything that a bulletin shows.

    addresses: the build's addresses that must be kept. at: the time, with its zone. No entry is ever removed, and
    recording the same again changes nothing. Raises ContentError (LED03) for another bulletin's ledger.
    """
    problem = changed_id(ledger, bulletin.settings.id)
    if problem:
        raise ContentError((problem,))
    every_item = home_items(bulletin)
    items = [item for item in every_item if not item.held]
    lost = taken_back(set(ledger.addresses) - set(addresses), ledger.addresses, every_item)
    withdrawn = {*ledger.withdrawn, *lost} - set(addresses)
    return Ledger(
        version=VERSION,
        bulletin=bulletin.settings.id,
        issues={**ledger.issues, **_new_issues(ledger, bulletin, at.astimezone(UTC).replace(microsecond=0))},
        items={
            **ledger.items,
            **{item.slug: _item(ledger, item) for item in items},
            **dict(_held_items(ledger, every_item)),
        },
        sessions={**ledger.sessions, **dict(_sessions(ledger, bulletin, frozenset(addresses)))},
        addresses=tuple(sorted({*ledger.addresses, *addresses} - withdrawn)),
        withdrawn=tuple(sorted(withdrawn)),
    )


def with_updates(ledger: Ledger, updates: Mapping[str, Update]) -> Ledger:
    """Return the ledger with new feed entries about updates of recorded items, by slug."""
    items = dict(ledger.items)
    for slug, update in updates.items():
        entry = UpdateEntry(at=update.at, title=update.title, said=update.said, session=update.session)
        items[slug] = replace(items[slug], updates=(*items[slug].updates, entry))
    return replace(ledger, items=items)


def _new_issues(ledger: Ledger, bulletin: Bulletin, at: datetime) -> dict[str, IssueEntry]:
    new = (issue for issue in bulletin.issues if issue.id not in ledger.issues)
    return {issue.id: IssueEntry(day=issue.day, state="recorded", at=at) for issue in new}


def _held_items(ledger: Ledger, items: Iterable[Item]) -> Iterator[tuple[str, ItemEntry]]:
    """Yield the entries of recorded items that are on hold now; an item on hold that was never recorded has none."""
    for item in items:
        if item.held and item.slug in ledger.items:
            yield item.slug, replace(ledger.items[item.slug], level=item.access, was=item.was)


def _item(ledger: Ledger, item: Item) -> ItemEntry:
    entry, before = item_entry(item), ledger.items.get(item.slug)
    return replace(entry, told=before.told, awaited=before.awaited, updates=before.updates) if before else entry


def _sessions(ledger: Ledger, bulletin: Bulletin, hosted: Collection[str]) -> Iterator[tuple[str, SessionEntry]]:
    """Yield the entries of the sessions that a bulletin shows. hosted: the addresses on its site."""
    for item in home_items(bulletin):
        for session in item.sessions if not item.held else ():
            ref, address = session_ref(item.slug, session.key), paths.session(item, session)
            entry = session_entry(item, session, bulletin.settings.time_zone, address if address in hosted else "")
            before = ledger.sessions.get(ref)
            yield ref, replace(entry, told=before.told) if before else entry
