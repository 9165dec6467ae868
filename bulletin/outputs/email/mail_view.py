"""What the emails of all issues look up in one view of the bulletin, each look-up made once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ...model import Bulletin, Issue, Item, State
from ..date_words import DateWords, date_words
from ..replacements import Counterpart, replacements
from ..session_text import session_days


class _Ahead(NamedTuple):
    """An item of which later issues may still say something."""

    last: date
    """The last of its days; the last of all where something has no day yet."""
    place: int
    """Of the item among those of all issues."""
    issue: Issue
    item: Item


@dataclass(frozen=True)
class MailView:
    """The bulletin as the readers of an edition see it."""

    bulletin: Bulletin

    @cached_property
    def words(self) -> DateWords:
        """What dates are called."""
        return date_words(self.bulletin)

    @cached_property
    def older(self) -> Mapping[str, Counterpart]:
        """What each item replaces, by the slug of the newer one."""
        return replacements(self.bulletin).older

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items of the shown issues, by slug."""
        return {item.slug: item for issue in self.bulletin.issues for item in issue.items}

    @cached_property
    def _ahead(self) -> list[_Ahead]:
        """The items with days, the last day earliest."""
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
    """Return the last day of an item's sessions; the last of all for what is announced or postponed."""
    if item.awaited or any(session.state is State.POSTPONED for session in item.sessions):
        return date.max
    return max(session_days(session).last for session in item.sessions)
