"""The delivery states of an issue in the ledger: claimed, sending, accepted or refused, sent.

Pure functions from ledger to ledger. Each state is written before the step that it names. Writing a
state again changes nothing, so the write can be repeated after an unclear answer. Writing to an issue
that another run has claimed raises ClaimLost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ..errors import PublishError
from ..ledger.entries import DeliveryEntry, IssueEntry, ItemEntry, Ledger, SessionEntry
from .due import is_by_hand
from .publication import LIMITED, MAIN, Publication
from .terms import Terms

SENDING, ACCEPTED, REFUSED = "sending", "accepted", "refused"


class ClaimLost(Exception):
    """Another run has claimed the issue."""


class OtherText(Exception):
    """A list got, or may have got, the issue with another text. Carries the commit of that text, "" if unknown."""

    def __init__(self, commit: str) -> None:
        self.commit = commit
        super().__init__(commit)


class OutdatedBuild(Exception):
    """The ledger of now says something else about an item or a session of the issue than that of its build."""


class Todo(NamedTuple):
    """The deliveries of an issue that are left to do, by their keys."""

    send: tuple[str, ...]
    """Deliveries that are absent from the ledger, or that the server refused."""
    doubtful: tuple[str, ...]
    """Deliveries that a run wrote as `sending`, without writing a result afterwards."""


def todo(entry: IssueEntry | None, keys: Iterable[str], terms: Terms) -> Todo:
    """Return the deliveries that are left to do.

    Raises PublishError if the ledger has a delivery whose key is not among these keys. A refused delivery reached
    nobody, so its key may be missing.
    """
    keys = tuple(keys)
    deliveries = entry.deliveries if entry else {}
    others = sorted(key for key, delivery in deliveries.items() if delivery.state != REFUSED and key not in keys)
    if others:
        usual = all(key.startswith((MAIN, LIMITED)) for key in others)
        where = f"{terms.to} and {terms.to_limited} name" if usual else f"{terms.to_editions} names"
        raise PublishError(
            f"This issue was begun for {', '.join(others)}, and {where} others now. "
            "Set them back to what they were, so that nobody gets it twice and nobody is left out."
        )
    states = {key: deliveries[key].state if key in deliveries else "" for key in keys}
    return Todo(
        send=tuple(key for key, state in states.items() if state in ("", REFUSED)),
        doubtful=tuple(key for key, state in states.items() if state == SENDING),
    )


class Claim(NamedTuple):
    """An attempt to publish an issue: its id, its time, and the entry that it replaces."""

    id: str
    """A random id of the attempt."""
    at: datetime
    """The time in UTC, in whole seconds."""
    previous: IssueEntry | None
    """The issue's entry at the time of the decision to publish."""


def with_claim(ledger: Ledger, publication: Publication, claim: Claim) -> Ledger:
    """Return the ledger with the issue claimed; deliveries of earlier claims stay in its entry.

    Refused deliveries are dropped: they reached nobody, so the issue's text may be changed and sent.

    Raises ClaimLost if the entry differs from the one that the claim replaces, OutdatedBuild, and OtherText.
    """
    previous = ledger.issues.get(publication.id)
    if previous and previous.claim == claim.id:
        return ledger
    if previous != claim.previous:
        raise ClaimLost
    _raise_if_outdated(ledger, publication)
    deliveries = _deliveries_that_count(previous)
    if is_other_text(previous, publication):
        raise OtherText(previous.commit if previous else "")
    entry = IssueEntry(
        day=publication.day,
        state="sending" if deliveries else "claimed",
        at=claim.at,
        commit=publication.commit,
        claim=claim.id,
        files=publication.files,
        deliveries=deliveries,
    )
    return _with_issue(ledger, publication.id, entry)


class DeliveryPlace(NamedTuple):
    """The place of a delivery in the ledger, and the claim under which it is written."""

    issue: str
    """The id of the issue, correction or reminder."""
    claim: str
    key: str
    """The key of the list."""


def with_delivery(ledger: Ledger, place: DeliveryPlace, delivery: DeliveryEntry) -> Ledger:
    """Return the ledger with a delivery's state; raise ClaimLost if another claim holds the issue."""
    entry = _claimed_entry(ledger, place)
    previous = entry.deliveries.get(place.key)
    # A result keeps the time of its first writing. A start does not: by its time one sees whether it may still go on.
    if delivery.state != SENDING and previous and replace(previous, at=delivery.at) == delivery:
        return ledger
    deliveries = {**entry.deliveries, place.key: delivery}
    return _with_issue(ledger, place.issue, replace(entry, state="sending", deliveries=deliveries))


def with_sent(ledger: Ledger, publication: Publication, at: datetime) -> Ledger:
    """Return the ledger with an issue marked as sent, and with what its readers were told."""
    entry = ledger.issues.get(publication.id)
    if entry is None:
        raise PublishError(f"{publication.id} was not claimed, so it cannot be marked as sent.")
    if entry.state == "sent":
        return ledger
    same = dict(entry.files) == dict(publication.files)
    items = {**ledger.items, **_told_items(ledger.items, publication, entry.at, same=same)}
    sessions = {**ledger.sessions, **_told_sessions(ledger.sessions, publication, entry.at, same=same)}
    return replace(
        _with_issue(ledger, publication.id, replace(entry, state="sent", at=at)), items=items, sessions=sessions
    )


def is_other_text(entry: IssueEntry | None, publication: Publication) -> bool:
    """Return whether a list got, or may have got, the issue with another text than this publication's."""
    return bool(entry and _deliveries_that_count(entry) and dict(entry.files) != dict(publication.files))


def reached_nobody(entry: IssueEntry | None) -> bool:
    """Return whether no list got the issue, or may have got it."""
    return not _deliveries_that_count(entry)


def _deliveries_that_count(entry: IssueEntry | None) -> dict[str, DeliveryEntry]:
    """Return the deliveries that reached a list, or may have."""
    deliveries = entry.deliveries if entry else {}
    return {key: delivery for key, delivery in deliveries.items() if delivery.state != REFUSED}


def _claimed_entry(ledger: Ledger, place: DeliveryPlace) -> IssueEntry:
    """Return the entry of an issue under a claim; raise ClaimLost if another claim has the issue now."""
    entry = ledger.issues.get(place.issue)
    if entry is None or entry.claim != place.claim:
        raise ClaimLost
    return entry


def is_waiting(entry: IssueEntry | None) -> bool:
    """Return whether an issue waits until a person says that it was sent by hand."""
    return entry is not None and entry.state == "claimed" and is_by_hand(entry.claim)


def _raise_if_outdated(ledger: Ledger, publication: Publication) -> None:
    """Raise OutdatedBuild if the ledger's hash of an item or session in the mail has changed since the build."""
    mentions = publication.mentions
    items = {slug: ledger.items[slug].hash if slug in ledger.items else "" for slug in mentions.items}
    sessions = {ref: ledger.sessions[ref].hash if ref in ledger.sessions else "" for ref in mentions.hashes}
    if ledger.bulletin != publication.bulletin or items != dict(mentions.items) or sessions != dict(mentions.hashes):
        raise OutdatedBuild


def _with_issue(ledger: Ledger, issue: str, entry: IssueEntry) -> Ledger:
    return replace(ledger, issues={**ledger.issues, issue: entry})


def _told_items(
    entries: Mapping[str, ItemEntry], publication: Publication, claimed_at: datetime, *, same: bool
) -> dict[str, ItemEntry]:
    return {
        slug: replace(entries[slug], told=digest, awaited=publication.mentions.awaited.get(slug, ()))
        for slug, digest in publication.mentions.items.items()
        if slug in entries
        and (same or _is_unchanged(entries[slug].modified, entries[slug].first_published, claimed_at))
    }


def _told_sessions(
    entries: Mapping[str, SessionEntry], publication: Publication, claimed_at: datetime, *, same: bool
) -> dict[str, SessionEntry]:
    return {
        ref: replace(entries[ref], told=entry)
        for ref, entry in publication.mentions.sessions.items()
        if ref in entries and (same or _is_unchanged(entries[ref].modified, entries[ref].created, claimed_at))
    }


def _is_unchanged(modified: datetime, created: datetime, claimed_at: datetime) -> bool:
    """Return whether an entry is as it was when the issue was claimed, or is still as it was made."""
    return modified == created or modified <= claimed_at
