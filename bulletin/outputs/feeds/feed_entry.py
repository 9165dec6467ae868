"""Define an entry of a feed, and fill in its text."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ...model import Bulletin, Image
from ..sessions import Line
from ..templates import fill


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
    topics: tuple[str, ...] = ()
    elsewhere: str = ""
    """The address of another site that it only points to, "" for most items."""
    picture: str = ""
    """The address of its picture, "" for none."""
    image: Image | None = None
    """The picture at this address."""
    calendar: Enclosure | None = None
    """The calendar file of its session, or of all its sessions."""
    files: tuple[Enclosure, ...] = ()
    """Its attachments."""
    lines: tuple[Line, ...] = ()
    """Its sessions, earliest first."""


def entry_html(bulletin: Bulletin, template: str, **values: object) -> str:
    """Fill in the template of a text in a feed."""
    # Jinja writes a quotation mark as &#34;, at which some feed readers end an attribute; &quot; is safe.
    return fill(bulletin, template, **values).strip().replace("&#34;", "&quot;")
