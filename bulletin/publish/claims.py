"""The marks in the ledger, as pure functions: claimed, sending, accepted or refused, sent.

Each is written before the step that it names, changes nothing if it stands there already, so
that it can be written again after an unclear answer, and refuses an issue that is not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ..errors import PublishError
from ..ledger.entries import DeliveryEntry, IssueEntry, ItemEntry, Ledger, SessionEntry
from .due import is_by_hand
from .publication import Publication

SENDING, ACCEPTED, REFUSED = "sending", "accepted", "refused"


class Lost(Exception):
    """Another run has the issue."""


class Todo(NamedTuple):
    """What is left to do for an issue, by the keys of its deliveries."""

    send: tuple[str, ...]
    doubtful: tuple[str, ...]
    """Written as `sending` by a run that did not say what became of it."""


def todo(entry: IssueEntry | None, keys: Iterable[str]) -> Todo:
    """What is left; raises PublishError if the ledger knows deliveries to others than these."""
    keys = tuple(keys)
    known = entry.deliveries if entry else {}
    strange = sorted(set(known) - set(keys))
    if strange:
        raise PublishError(
            f"This issue was begun for {', '.join(strange)}, and `to` and `to-limited` name others now. "
            "Set them back to what they were, so that nobody gets it twice and nobody is left out."
        )
    states = {key: known[key].state if key in known else "" for key in keys}
    return Todo(
        send=tuple(key for key, state in states.items() if state in ("", REFUSED)),
        doubtful=tuple(key for key, state in states.items() if state == SENDING),
    )


class Claim(NamedTuple):
    """Who takes an issue, and over what."""

    id: str
    """Random, for each attempt."""
    at: datetime
    """UTC, whole seconds."""
    seen: IssueEntry | None
    """What stood in the ledger when that was decided."""


def claimed(ledger: Ledger, publication: Publication, claim: Claim) -> Ledger:
    """The ledger in which a claim holds the issue, with the deliveries that were begun before.

    Raises Lost if it is not as it was seen any more, and PublishError if the ledger has moved on
    since the issue was built, or if a part of it went out from other bytes.
    """
    before = ledger.issues.get(publication.id)
    if before and before.claim == claim.id:
        return ledger
    if before != claim.seen:
        raise Lost
    _judge(ledger, publication)
    deliveries = before.deliveries if before else {}
    if before and deliveries and dict(before.files) != dict(publication.files):
        raise PublishError(
            f"{publication.id} was begun from commit {before.commit or 'unknown'}, and is another text now. Run the "
            "workflow run of that commit again, or say `resume: sent` if everybody has it."
        )
    entry = IssueEntry(
        day=publication.day,
        state="sending" if deliveries else "claimed",
        at=claim.at,
        commit=publication.commit,
        claim=claim.id,
        files=publication.files,
        deliveries=deliveries,
    )
    return _with(ledger, publication.id, entry)


def marked(ledger: Ledger, issue: str, claim: str, key: str, delivery: DeliveryEntry) -> Ledger:
    """The ledger with a delivery's state; raises Lost if the claim is not ours."""
    entry = ours(ledger, issue, claim)
    before = entry.deliveries.get(key)
    if before and replace(before, at=delivery.at) == delivery and delivery.state != SENDING:
        return ledger
    deliveries = {**entry.deliveries, key: delivery}
    return _with(ledger, issue, replace(entry, state="sending", deliveries=deliveries))


def sent(ledger: Ledger, publication: Publication, at: datetime) -> Ledger:
    """The ledger in which an issue was sent, and its readers were told what it says."""
    entry = ledger.issues.get(publication.id)
    if entry is None:
        raise PublishError(f"{publication.id} was not claimed, so it cannot be marked as sent.")
    if entry.state == "sent":
        return ledger
    same = dict(entry.files) == dict(publication.files)
    items = {**ledger.items, **_told_items(ledger.items, publication, entry.at, same=same)}
    sessions = {**ledger.sessions, **_told_sessions(ledger.sessions, publication, entry.at, same=same)}
    return replace(_with(ledger, publication.id, replace(entry, state="sent", at=at)), items=items, sessions=sessions)


def ours(ledger: Ledger, issue: str, claim: str) -> IssueEntry:
    """The entry of an issue that a claim holds; raises Lost if it holds it no more."""
    entry = ledger.issues.get(issue)
    if entry is None or entry.claim != claim:
        raise Lost
    return entry


def is_waiting(entry: IssueEntry | None) -> bool:
    """Whether an issue waits until somebody says that it was sent by hand."""
    return entry is not None and entry.state == "claimed" and is_by_hand(entry.claim)


def _judge(ledger: Ledger, publication: Publication) -> None:
    """Raise PublishError if an item or session that the mail names is recorded otherwise by now."""
    named = publication.named
    items = {slug: ledger.items[slug].hash if slug in ledger.items else "" for slug in named.items}
    sessions = {ref: ledger.sessions[ref].hash if ref in ledger.sessions else "" for ref in named.hashes}
    if ledger.bulletin != publication.bulletin or items != dict(named.items) or sessions != dict(named.hashes):
        raise PublishError(
            f"The ledger has moved on since {publication.id} was built. Run the workflow again on the newest commit."
        )


def _with(ledger: Ledger, issue: str, entry: IssueEntry) -> Ledger:
    return replace(ledger, issues={**ledger.issues, issue: entry})


def _told_items(
    known: Mapping[str, ItemEntry], publication: Publication, claimed_at: datetime, *, same: bool
) -> dict[str, ItemEntry]:
    return {
        slug: replace(known[slug], told=digest)
        for slug, digest in publication.named.items.items()
        if slug in known and (same or _as_claimed(known[slug].modified, known[slug].first_published, claimed_at))
    }


def _told_sessions(
    known: Mapping[str, SessionEntry], publication: Publication, claimed_at: datetime, *, same: bool
) -> dict[str, SessionEntry]:
    return {
        ref: replace(known[ref], told=told)
        for ref, told in publication.named.sessions.items()
        if ref in known and (same or _as_claimed(known[ref].modified, known[ref].created, claimed_at))
    }


def _as_claimed(modified: datetime, created: datetime, claimed_at: datetime) -> bool:
    """Whether what stands in the ledger is what stood there when the issue was claimed."""
    return modified in (created, min(modified, claimed_at))
