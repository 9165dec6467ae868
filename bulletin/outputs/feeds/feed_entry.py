"""Define an entry of a feed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ...model import Image
from ..sessions import Line


class Enclosure(NamedTuple):
    """A file that an entry links to."""

    url: str
    media_type: str
    title: str
    size: int
    """The size in bytes."""


class FeedEntry(NamedTuple):
    """The entry of an item, of an update of an item, or of an issue, for all feeds."""

    path: str
    """The path of its source file, for messages."""
    topics: tuple[str, ...]
    image: Image | None
    """The picture at the address in `picture`."""
    id: str
    """The id, "urn:uuid:" and a UUID, which never changes."""
    url: str
    title: str
    summary: str
    """The summary as plain text; dates and places come first."""
    html: str
    """The whole text as HTML, with full addresses."""
    published: datetime
    """The time of publication, in UTC."""
    modified: datetime
    """The latest change of the item or its sessions, in UTC."""
    author: str
    elsewhere: str
    """The address of another site that it only points to, "" for most items."""
    picture: str
    """The address of its picture, "" for none."""
    calendar: Enclosure | None
    """The calendar file of its session, or of all its sessions."""
    files: tuple[Enclosure, ...]
    """Its attachments."""
    lines: tuple[Line, ...]
    """Its sessions, earliest first."""
