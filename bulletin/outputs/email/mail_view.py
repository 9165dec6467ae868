"""Look up in one view of the bulletin what the emails of all issues need, each thing once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ...model import Bulletin, Change, Issue, Item, State
from ..date_words import DateWords, date_words
from ..replacements import Counterpart, replacements
from ..session_text import session_days


class _Ahead(NamedTuple):
    """An item that emails of later issues may still list, because of its days."""

    last: date
    """The last of its days; date.max if one of its sessions has no day yet."""
    place: int
    """The place of the item among the items of all issues."""
    issue: Issue
    item: Item


@dataclass(frozen=True)
class MailView:
    """The bulletin for the readers of one edition."""

    bulletin: Bulletin

    @cached_property
    def words(self) -> DateWords:
        """The words for dates in this bulletin."""
        return date_words(self.bulletin)

    @cached_property
    def older(self) -> Mapping[str, Counterpart]:
        """The item that each item replaces, by the slug of the newer one."""
        return replacements(self.bulletin).older

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items of the shown issues, by slug."""
        return {item.slug: item for issue in self.bulletin.issues for item in issue.items}

    def changes_of(self, issue: Issue) -> tuple[Change, ...]:
        """Return the changes since earlier issues, for the newest issue whose email is made; () for others."""
        if issue.id != next((mailed.id for mailed in self.bulletin.mail), ""):
            return ()
        changes = self.bulletin.changes
        return tuple(change for change in changes if change.before is None or change.before.issue != issue.id)

    @cached_property
    def _ahead(self) -> list[_Ahead]:
        """The items with days, sorted by their last day."""
        pairs = ((issue, item) for issue in self.bulletin.issues for item in issue.items)
        rows = (
            _Ahead(_last_day(item), place, issue, item)
            for place, (issue, item) in enumerate(pairs)
            if item.issue == issue.id and (item.sessions or item.awaited) and not item.retired
        )
        return sorted(rows, key=lambda row: (row.last, row.place))

    def earlier_items(self, issue: Issue) -> Iterator[Item]:
        """Yield the items of earlier issues that have a day on or after an issue's, newest issue first."""
        printed = {item.slug for item in issue.items}
        start = bisect_left(self._ahead, issue.day, key=lambda row: row.last)
        for row in sorted(self._ahead[start:], key=lambda row: row.place):
            is_shown = row.item.show_until is None or row.item.show_until >= issue.day
            is_earlier = (row.issue.day, row.issue.id) < (issue.day, issue.id)
            if is_earlier and is_shown and row.item.slug not in printed:
                yield row.item


def _last_day(item: Item) -> date:
    """Return the last day of an item's sessions; date.max if one is postponed or announced without a day."""
    if item.awaited or any(session.state is State.POSTPONED for session in item.sessions):
        return date.max
    return max(session_days(session).last for session in item.sessions)
