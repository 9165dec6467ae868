"""Hold the public view of a bulletin with indexes that all feeds use, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...model import Bulletin, Update, home_items
from ..replacements import Replacements, replacements
from .feed_entry import FeedEntry
from .updates import new_updates

Entries = dict[str, FeedEntry]
"""The entries that were made so far, by the slugs of their items; several feeds have the same entries."""


@dataclass(frozen=True)
class FeedView:
    """The public view of a bulletin, with the entries that feeds share."""

    bulletin: Bulletin
    entries: Entries = field(default_factory=dict)

    @cached_property
    def replaced(self) -> Replacements:
        """The items that replace each other."""
        return replacements(self.bulletin)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The slugs of the items that have a page."""
        return frozenset(item.slug for item in home_items(self.bulletin))

    @cached_property
    def updates(self) -> Mapping[str, Update]:
        """The updates of items that are not in the ledger yet, by the items' slugs."""
        return new_updates(self.bulletin)
