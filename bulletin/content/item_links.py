"""Read links from one item to another, or to a heading: `[see](self-neglect.md)`, `#key-messages`."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

SCHEME = "item:"
"""The scheme of placeholder addresses of links to items; outputs replace them by real addresses."""

_WRITTEN = re.compile(r"(?P<path>[^#?:]+\.md)?(?:#(?P<heading>[^#\s]+))?", re.IGNORECASE)


class ItemLink(NamedTuple):
    """A link to an item or to a heading."""

    path: str
    """The path of the file that it leads to, like "content/2022-02/self-neglect.md"."""
    heading: str
    """The heading, as written; "" for the whole item."""
    line: int = 0
    """The line of its address in the body, from 0."""
    offset: int = 0
    """The offset of its address in the line, from 0."""

    @property
    def target(self) -> str:
        """The placeholder address of the link, like "item:content/2022-02/self-neglect.md#key-messages"."""
        return f"{SCHEME}{self.path}" + (f"#{self.heading}" if self.heading else "")


def read_item_link(written: str, path: str) -> ItemLink | None:
    """Read the address of a link in the file at a path; None if it is not a link to an item."""
    match = _WRITTEN.fullmatch(written) if written and path else None
    if match is None:
        return None
    beside = posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(beside, unquote(match["path"]))) if match["path"] else path
    return ItemLink(target, unquote(match["heading"] or ""))
