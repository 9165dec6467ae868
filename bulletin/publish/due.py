"""Which issue is due, from the shown issues, the ledger and the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..ledger.entries import Ledger
from ..model import Issue

DAYS = 14
"""An issue goes out by itself until so many days after its date."""


class Week(NamedTuple):
    """A week of which readers are reminded."""

    id: str
    """Of its reminder."""
    first: date
    """The day on which it begins."""


class Due(NamedTuple):
    """The issues that there are to publish, finish or mark."""

    issue: str
    """The id of the issue that goes out now, "" if there is none."""
    begun: bool
    """Whether an earlier run began it: what is missing of it, be it only the release, is made."""
    unsent: tuple[str, ...]
    """Ids of shown issues that the ledger does not know and that are never sent by themselves."""
    week: Week | None
    """The week whose reminder goes out now, where no issue does; None if none does."""
    unfinished: tuple[str, ...]
    """Ids of issues and corrections that a run began and none will go on with by itself."""
    waiting: tuple[str, ...]
    """Ids of those that wait until somebody says that they were sent by hand."""


def due(ledger: Ledger, shown_issues: Iterable[Issue], today: date, week: Week | None = None) -> Due:
    """Find the newest shown issue if it is not in the ledger yet, or was begun, and is at most DAYS old.

    Nothing depends on a push's difference: runs may be late, merged, cancelled or missed. On the
    first run, without a ledger, only the newest issue counts: the older ones are recorded. week: of
    the reminder that goes out by itself, None where there is none.
    """
    issues = sorted(shown_issues, key=lambda issue: (issue.day, issue.id), reverse=True)
    newest = issues[0] if issues else None
    chosen = ""
    begun = False
    if newest and (today - newest.day).days <= DAYS:
        entry = ledger.issues.get(newest.id)
        begun = entry is not None and entry.state in ("claimed", "sending")
        chosen = newest.id if entry is None or begun else ""
    candidates = issues if ledger.bulletin else issues[:1]
    unsent = tuple(issue.id for issue in candidates if issue.id not in ledger.issues and issue.id != chosen)
    open_ones = {key: entry for key, entry in ledger.issues.items() if entry.state in ("claimed", "sending")}
    waiting = tuple(sorted(key for key, entry in open_ones.items() if is_by_hand(entry.claim)))
    kept = {key for key in open_ones if not is_reminder(key)}
    unfinished = tuple(sorted(kept - set(waiting) - {chosen}))
    return Due(
        issue=chosen,
        begun=begun,
        unsent=unsent,
        week=week if not chosen and week and _is_reminder_due(ledger, week, today) else None,
        unfinished=unfinished,
        waiting=tuple(key for key in waiting if key in kept or (week and key == week.id)),
    )


LATE = 2
"""A reminder goes out by itself until so many days after its week began."""


def _is_reminder_due(ledger: Ledger, week: Week, today: date) -> bool:
    entry = ledger.issues.get(week.id)
    begun = entry is not None and entry.state in ("claimed", "sending") and not is_by_hand(entry.claim)
    return (entry is None or begun) and 0 <= (today - week.first).days <= LATE


def is_reminder(publication_id: str) -> bool:
    """Return whether an id is that of a reminder."""
    return publication_id.startswith("reminder-")


BY_HAND = "by-hand-"
"""How the claim of an issue begins that somebody sends from a mail program."""


def is_by_hand(claim: str) -> bool:
    """Return whether an issue was claimed to be sent from a mail program."""
    return claim.startswith(BY_HAND)


def as_recorded(previous_ledger: Ledger, new_ledger: Ledger, newest: str) -> Ledger:
    """Take out of a new ledger every issue that may still go out.

    newest: the id of the newest shown issue. Without a previous ledger, the older issues are
    recorded, sent to nobody; with one, an issue enters it only when it is published, or recorded
    by somebody who asks for that.
    """
    first = not previous_ledger.bulletin
    issues = {
        key: entry
        for key, entry in new_ledger.issues.items()
        if key in previous_ledger.issues or (first and key != newest)
    }
    return replace(new_ledger, issues=issues)
