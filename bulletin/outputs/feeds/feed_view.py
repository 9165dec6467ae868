"""What all feeds look up in the public view of a bulletin, each look-up made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...model import Bulletin, Update, home_items
from ..replacements import Replacements, replacements
from .feed_entry import FeedEntry
from .updates import new_updates

Entries = dict[str, FeedEntry]
"""The entries of items that were made so far, by slug: several feeds hold the same."""


@dataclass(frozen=True)
class FeedView:
    """The public view of a bulletin, and the entries that feeds share."""

    bulletin: Bulletin
    entries: Entries = field(default_factory=dict)

    @cached_property
    def replaced(self) -> Replacements:
        """Which items replace which."""
        return replacements(self.bulletin)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Of the items that have a page."""
        return frozenset(item.slug for item in home_items(self.bulletin))

    @cached_property
    def updates(self) -> Mapping[str, Update]:
        """What changed of items and is not recorded yet, by their slugs."""
        return new_updates(self.bulletin)
