"""Record in a ledger that a mail was sent, without building and sending it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bulletin.ledger.entries import IssueEntry, Ledger, session_ref
from bulletin.ledger.recording import record, told_entry
from bulletin.model import Bulletin, home_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """A mail that was sent, with the items and sessions that it named."""

    issue: str
    """The id of the issue or correction, like 2022-02 or 2022-02/correction-1."""
    items: frozenset[str] = frozenset()
    """The slugs of the items whose text it had."""
    sessions: frozenset[str] = frozenset()
    """The sessions that it named, as `slug/key`."""


def record_mailing(
    ledger: Ledger, bulletin: Bulletin, addresses: Collection[str], at: datetime, mailing: Mailing | None
) -> Ledger:
    """Return the ledger with everything that a bulletin shows, and with a mail if one was sent."""
    shown = record(ledger, bulletin, addresses, at)
    if mailing is None:
        return shown
    items, sessions = dict(shown.items), dict(shown.sessions)
    for item in home_items(bulletin):
        if item.slug in mailing.items and not item.held:
            awaited = tuple(row.label for row in item.awaited)
            items[item.slug] = replace(items[item.slug], told=items[item.slug].hash, awaited=awaited)
        for session in item.sessions:
            ref = session_ref(item.slug, session.key)
            if ref in mailing.sessions and not item.held:
                sessions[ref] = replace(sessions[ref], told=told_entry(item, session, mailing.issue))
    day, entry = shown.issues[mailing.issue.partition("/")[0]].day, shown.issues.get(mailing.issue)
    if entry is None or entry.state != "sent":
        when = at.astimezone(UTC).replace(microsecond=0)
        entry = replace(entry, state="sent", at=when) if entry else IssueEntry(day=day, state="sent", at=when)
    issues = {**shown.issues, mailing.issue: entry}
    return replace(shown, issues=issues, items=items, sessions=sessions)
