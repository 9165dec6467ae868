"""Read links from one item to another, or to a heading: `[see](self-neglect.md)`, `#key-messages`."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

SCHEME = "item:"
"""Begins the address of a link to an item until it is known where readers find it."""

_WRITTEN = re.compile(r"(?P<path>[^#?:]+\.md)?(?:#(?P<heading>[^#\s]+))?", re.IGNORECASE)


class ItemLink(NamedTuple):
    """A link to an item or to a heading."""

    path: str
    """The file that it leads to, as paths are shown."""
    heading: str
    """As written; "" for the item itself."""
    line: int = 0
    """Where its address stands in the text, from 0; so is `offset` in the line."""
    offset: int = 0

    @property
    def target(self) -> str:
        """The address that stands for it until it is known where readers find the item."""
        return f"{SCHEME}{self.path}" + (f"#{self.heading}" if self.heading else "")


def read_item_link(written: str, path: str) -> ItemLink | None:
    """Read the address of a link that stands in a file; None where it is no link to an item."""
    match = _WRITTEN.fullmatch(written) if written and path else None
    if match is None:
        return None
    beside = posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(beside, unquote(match["path"]))) if match["path"] else path
    return ItemLink(target, unquote(match["heading"] or ""))
