"""One entry of a feed, as values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ...model import Item
from ..sessions import Line


class Enclosure(NamedTuple):
    """A file that goes with an entry."""

    url: str
    media_type: str
    title: str
    size: int
    """Bytes."""


class FeedEntry(NamedTuple):
    """One item, or what changed of one, ready for every feed that holds it."""

    item: Item
    id: str
    """urn:uuid: and a UUID; the same for ever."""
    url: str
    title: str
    summary: str
    """Plain text; when and where come first."""
    html: str
    """All of it, with full addresses."""
    published: datetime
    """UTC."""
    modified: datetime
    """UTC; the newest of the item's and its sessions'."""
    author: str
    picture: str
    """Its address, "" where there is none."""
    calendar: Enclosure | None
    """Its session, or all of them in one file."""
    files: tuple[Enclosure, ...]
    lines: tuple[Line, ...]
    """Its sessions, earliest first."""
