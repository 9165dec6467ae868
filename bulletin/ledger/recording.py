"""Make the ledger entries of a built bulletin, and the next ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from .. import addresses as paths
from ..errors import ContentError, RequestError
from ..model import Bulletin, Item, Session, Update, home_items
from .entries import VERSION, IssueEntry, ItemEntry, Ledger, SessionEntry, ToldEntry, UpdateEntry, session_ref
from .hashes import item_hash, session_hashes
from .levels import level
from .vanishing import changed_id, taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """A mail that was sent, with the items and sessions that it named."""

    issue: str
    """The id of the issue or correction, like 2022-02 or 2022-02/correction-1."""
    items: frozenset[str] = frozenset()
    """The slugs of the items whose text it had."""
    sessions: frozenset[str] = frozenset()
    """The sessions that it named, as `slug/key`."""


def session_entry(item: Item, session: Session, zone: str, address: str) -> SessionEntry:
    """Make a session's entry for the ledger and the manifest, without `told`.

    zone: the bulletin's, as an IANA name. address: the address of its calendar file, "" if that is not on the site.
    """
    hashes = session_hashes(item, session, zone)
    return SessionEntry(
        uid=session.uid,
        label=session.label,
        address=address,
        start=session.start.replace(tzinfo=None),
        end=session.end.replace(tzinfo=None),
        zone=session.zone or zone,
        place=session.place,
        state=session.state,
        status=session.status,
        hash=hashes.hash,
        time_hash=hashes.time_hash,
        sequence=session.revision.sequence,
        created=session.revision.created,
        modified=session.revision.modified,
        moved_from=session.moved_from,
        timing=session.timing,
        also=session.also,
        book=session.book,
        book_by=session.book_by,
        opens=session.opens,
        presenters=session.presenters or item.presenters,
        cost=session.cost or item.cost,
        course=session.course,
        deadline=session.deadline,
    )


def told_entry(item: Item, session: Session, issue: str) -> ToldEntry:
    """Make the entry for a mail that names a session. issue: the id of the issue or of its correction."""
    return ToldEntry(
        issue=issue,
        start=session.start.replace(tzinfo=None),
        end=session.end.replace(tzinfo=None),
        place=session.place,
        state=session.state,
        zone=session.zone,
        title=item.title,
        label=session.label,
        timing=session.timing,
        book=session.book,
        book_by=session.book_by,
        opens=session.opens,
        presenters=session.presenters or item.presenters,
        cost=session.cost or item.cost,
    )


def item_entry(item: Item) -> ItemEntry:
    """Make an item's entry for the ledger and the manifest, without `told`."""
    return ItemEntry(
        issue=item.issue,
        uid=item.uid,
        first_published=item.first_published,
        modified=item.modified,
        hash=item_hash(item),
        corrections=len(item.corrections),
        level=level(item),
        was=item.was,
    )


def record(
    ledger: Ledger,
    bulletin: Bulletin,
    addresses: Collection[str],
    at: datetime,
    named: Mailing | None = None,
    updates: Mapping[str, Update] = MappingProxyType({}),
) -> Ledger:
    """Return the ledger with everything that a bulletin shows, and with a mail if one was sent.

    addresses: the build's addresses that must be kept. at: the time, with its zone. named: the mail. updates: new
    feed entries about updates of items, by slug. No entry is ever removed, and recording the same again changes
    nothing. Raises ContentError (LED03) for another bulletin's ledger, RequestError for a mail of an issue that is
    not shown.
    """
    problem = changed_id(ledger, bulletin.settings.id)
    if problem:
        raise ContentError((problem,))
    every_item = home_items(bulletin)
    items = [item for item in every_item if not item.held]
    zone = bulletin.settings.time_zone
    lost = taken_back(set(ledger.addresses) - set(addresses), ledger.addresses, every_item)
    withdrawn = {*ledger.withdrawn, *lost} - set(addresses)
    return Ledger(
        version=VERSION,
        bulletin=bulletin.settings.id,
        issues={**ledger.issues, **_issues(ledger, bulletin, at.astimezone(UTC).replace(microsecond=0), named)},
        items={
            **ledger.items,
            **{item.slug: _item(ledger, item, named, updates.get(item.slug)) for item in items},
            **dict(_held_items(ledger, every_item)),
        },
        sessions={**ledger.sessions, **_sessions(ledger, zone, items, addresses, named)},
        addresses=tuple(sorted({*ledger.addresses, *addresses} - withdrawn)),
        withdrawn=tuple(sorted(withdrawn)),
    )


def _issues(ledger: Ledger, bulletin: Bulletin, at: datetime, mailing: Mailing | None) -> dict[str, IssueEntry]:
    days = {issue.id: issue.day for issue in bulletin.issues}
    entries = {
        issue_id: IssueEntry(day=day, state="recorded", at=at)
        for issue_id, day in days.items()
        if issue_id not in ledger.issues
    }
    if mailing:
        home = mailing.issue.partition("/")[0]
        if home not in days:
            raise RequestError(f'There is no issue "{home}" to record.')
        entry = ledger.issues.get(mailing.issue) or IssueEntry(day=days[home], state="sent", at=at)
        entries[mailing.issue] = entry if entry.state == "sent" else replace(entry, state="sent", at=at)
    return entries


def _held_items(ledger: Ledger, items: Iterable[Item]) -> Iterator[tuple[str, ItemEntry]]:
    """Yield the entries of recorded items that are on hold now; an item on hold that was never recorded has none."""
    for item in items:
        if item.held and item.slug in ledger.items:
            yield item.slug, replace(ledger.items[item.slug], level=level(item), was=item.was)


def _item(ledger: Ledger, item: Item, mailing: Mailing | None, update: Update | None) -> ItemEntry:
    entry, before = item_entry(item), ledger.items.get(item.slug)
    if before:
        entry = replace(entry, told=before.told, awaited=before.awaited, updates=before.updates)
    if update:
        update_entry = UpdateEntry(at=update.at, title=update.title, said=update.said, session=update.session)
        entry = replace(entry, updates=(*entry.updates, update_entry))
    if mailing and item.slug in mailing.items:
        return replace(entry, told=entry.hash, awaited=tuple(row.label for row in item.awaited))
    return entry


def _sessions(
    ledger: Ledger, zone: str, items: list[Item], addresses: Collection[str], mailing: Mailing | None
) -> dict[str, SessionEntry]:
    entries, hosted = {}, frozenset(addresses)
    for item in items:
        for session in item.sessions:
            ref, address = session_ref(item.slug, session.key), paths.session(item, session)
            entry = session_entry(item, session, zone, address if address in hosted else "")
            before = ledger.sessions.get(ref)
            if mailing and ref in mailing.sessions:
                entry = replace(entry, told=told_entry(item, session, mailing.issue))
            elif before:
                entry = replace(entry, told=before.told)
            entries[ref] = entry
    return entries
