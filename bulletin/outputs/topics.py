"""The listed topics that have a page, and whose items they hold."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Bulletin, Item, home_items
from ..names import slug


class Topic(NamedTuple):
    """A topic that the settings list and at least one item has."""

    name: str
    """As the settings write it."""
    items: tuple[Item, ...]
    """Newest issue first; items of which only a page is left are among them, so that no address vanishes."""


def topics(bulletin: Bulletin) -> tuple[Topic, ...]:
    """The topics of a view of the bulletin, in the order of the settings."""
    found: dict[str, list[Item]] = {}
    for item in home_items(bulletin):
        for name in {slug(one) for one in item.topics}:
            found.setdefault(name, []).append(item)
    listed = ((name, tuple(found.get(slug(name), ()))) for name in bulletin.settings.topics)
    return tuple(Topic(name=name, items=items) for name, items in listed if items)
