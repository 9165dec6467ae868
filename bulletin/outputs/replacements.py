"""Find the items that replace others, if the readers of a view may see both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model import Bulletin, Item, home_items
from ..text import humanize


class Counterpart(NamedTuple):
    """An item that replaces another, or is replaced by another."""

    item: Item
    day: str
    """The day of the item's issue, like "1 March 2022"."""

    @property
    def words(self) -> str:
        """Title and day, like "Bed rails alert, 1 March 2022"."""
        return f"{self.item.title}, {self.day}"


class Replacements(NamedTuple):
    """The items that replace others, by slug, in both directions."""

    newer: Mapping[str, Counterpart]
    """Slug of a replaced item → the item that replaces it."""
    older: Mapping[str, Counterpart]
    """Slug of an item → the item that it replaces."""


def replacements(bulletin: Bulletin) -> Replacements:
    """Return the replacements in a view of the bulletin, without items that the view does not have."""
    items = {item.slug: item for item in home_items(bulletin)}
    days = {issue.id: humanize.day(issue.day, month_first=issue.month_first) for issue in bulletin.issues}
    pairs = [(item, items[item.replaces]) for item in items.values() if item.replaces in items and not item.retired]
    return Replacements(
        newer={old.slug: Counterpart(new, days[new.issue]) for new, old in pairs},
        older={new.slug: Counterpart(old, days[old.issue]) for new, old in pairs},
    )
