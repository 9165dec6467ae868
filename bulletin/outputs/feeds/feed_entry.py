"""One entry of a feed, as values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ...model import Image
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

    path: str
    """The file that says it, for messages."""
    topics: tuple[str, ...]
    image: Image | None
    """The picture at `picture`."""
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
    elsewhere: str
    """The page of others that it only points to, "" for most."""
    picture: str
    """Its address, "" where there is none."""
    calendar: Enclosure | None
    """Its session, or all of them in one file."""
    files: tuple[Enclosure, ...]
    lines: tuple[Line, ...]
    """Its sessions, earliest first."""
