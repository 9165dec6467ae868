"""Say which item took the place of another, as far as the readers of a view may know of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model import Bulletin, Item, home_items
from ..text import humanize


class Counterpart(NamedTuple):
    """The item that took another's place, or the one whose place it took."""

    item: Item
    day: str
    """Of its issue: 1 March 2022."""

    @property
    def words(self) -> str:
        """Bed rails alert, 1 March 2022."""
        return f"{self.item.title}, {self.day}"


class Replacements(NamedTuple):
    """Which items replace which, by their slugs."""

    newer: Mapping[str, Counterpart]
    """By the slug of the item that was replaced."""
    older: Mapping[str, Counterpart]
    """By the slug of the item that replaces it."""


def replacements(bulletin: Bulletin) -> Replacements:
    """Look up the replacements of a view of the bulletin; of an item that it does not hold nothing is said."""
    items = {item.slug: item for item in home_items(bulletin)}
    days = {issue.id: humanize.day(issue.day, month_first=issue.month_first) for issue in bulletin.issues}
    pairs = [(item, items[item.replaces]) for item in items.values() if item.replaces in items and not item.retired]
    return Replacements(
        newer={old.slug: Counterpart(new, days[new.issue]) for new, old in pairs},
        older={new.slug: Counterpart(old, days[old.issue]) for new, old in pairs},
    )
