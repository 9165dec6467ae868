"""Decide what to send today, from the shown issues, the ledger and the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..ledger.entries import Ledger
from ..model import Issue, newest_first

ISSUE_SENT_WITHIN_DAYS = 14
"""An issue is sent automatically up to this many days after its date."""
REMINDER_SENT_WITHIN_DAYS = 2
"""A reminder is sent automatically up to this many days after its week begins."""


class Week(NamedTuple):
    """A week of which readers are reminded."""

    id: str
    """The id of its reminder, like reminder-2022-03-07."""
    first: date
    """The day on which it begins."""


class Due(NamedTuple):
    """The issues to send today, and those that need a person."""

    issue: str
    """The id of the issue to send now, "" if there is none."""
    unsent: tuple[str, ...]
    """Ids of shown issues that are not in the ledger and are not sent automatically (too old, or not the newest)."""
    week: Week | None
    """The week whose reminder to send now; None if there is none, or if an issue is sent."""
    unfinished: tuple[str, ...]
    """Ids of issues and corrections that a run began and no run will finish automatically; a person must."""
    waiting: tuple[str, ...]
    """Ids of issues, corrections and this week's reminder that wait until a person says that they were sent by hand."""


def decide(ledger: Ledger, shown_issues: Iterable[Issue], today: date, week: Week | None = None) -> Due:
    """Decide what to send today and what needs a person.

    `Due.issue` is the newest shown issue, if it is at most ISSUE_SENT_WITHIN_DAYS old and either absent from the
    ledger or begun and not finished, even if it waits to be sent by hand. Which files a push changed is never
    consulted: runs may be late, merged, cancelled or missed. On the first run (`ledger.bulletin` is "") older issues
    are not reported, as they will be recorded as already published. week: the week whose reminder is sent
    automatically, None if the bulletin has none.
    """
    issues = newest_first(shown_issues)
    newest = issues[0] if issues else None
    chosen = ""
    if newest and (today - newest.day).days <= ISSUE_SENT_WITHIN_DAYS:
        entry = ledger.issues.get(newest.id)
        chosen = newest.id if entry is None or entry.is_unfinished else ""
    candidates = issues if ledger.bulletin else issues[:1]
    unsent = tuple(issue.id for issue in candidates if issue.id not in ledger.issues and issue.id != chosen)
    begun = {key: entry for key, entry in ledger.issues.items() if entry.is_unfinished}
    by_hand = tuple(sorted(key for key, entry in begun.items() if is_by_hand(entry.claim)))
    # Reminders are left out: this week's is `Due.week`, and nobody needs to finish an earlier one.
    without_reminders = {key for key in begun if not is_reminder(key)}
    unfinished = tuple(sorted(without_reminders - set(by_hand) - {chosen}))
    return Due(
        issue=chosen,
        unsent=unsent,
        week=week if not chosen and week and _is_reminder_due(ledger, week, today) else None,
        unfinished=unfinished,
        waiting=tuple(key for key in by_hand if key in without_reminders or (week and key == week.id)),
    )


def _is_reminder_due(ledger: Ledger, week: Week, today: date) -> bool:
    """Return whether the reminder of a week is sent today: it is new, or a run was to send it and did not finish."""
    entry = ledger.issues.get(week.id)
    is_left = entry is None or (entry.is_unfinished and not is_by_hand(entry.claim))
    return is_left and 0 <= (today - week.first).days <= REMINDER_SENT_WITHIN_DAYS


def is_reminder(publication_id: str) -> bool:
    """Return whether an id is that of a reminder."""
    return publication_id.startswith("reminder-")


BY_HAND = "by-hand-"
"""The beginning of the claim of an issue that a person sends from a mail program."""


def is_by_hand(claim: str) -> bool:
    """Return whether an issue was claimed to be sent from a mail program."""
    return claim.startswith(BY_HAND)


def without_unpublished(previous_ledger: Ledger, new_ledger: Ledger, newest: str) -> Ledger:
    """Return the new ledger without the issues that may still be sent. newest: the id of the newest shown issue.

    With a previous ledger, keep only the issues that it has. Without one (the first run), keep all but the newest:
    they count as published, and nobody is mailed.
    """
    is_first_run = not previous_ledger.bulletin
    issues = {
        key: entry
        for key, entry in new_ledger.issues.items()
        if key in previous_ledger.issues or (is_first_run and key != newest)
    }
    return replace(new_ledger, issues=issues)
