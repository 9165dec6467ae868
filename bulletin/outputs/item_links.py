"""Fill in the addresses of links to items; a link to an item that an output lacks becomes plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

_LINK = re.compile(r'<a href="item:([^"#]*)(?:#([^"]*))?"([^>]*)>(.*?)</a>', re.DOTALL)


def place_items(text: str, place: Callable[[str, str], str]) -> str:
    """Fill in the addresses of the links to items in HTML.

    place: (item's slug, heading's slug or "") → the address; "" if the output does not have the item.
    """

    def link(match: re.Match[str]) -> str:
        slug, heading, rest, words = match.groups()
        address = place(slug, heading or "")
        return f'<a href="{html.escape(address)}"{rest}>{words}</a>' if address else words

    return _LINK.sub(link, text) if "item:" in text else text


def linked_items(texts: Iterable[str]) -> frozenset[str]:
    """Return the slugs of the items to which HTML texts have links."""
    return frozenset(match[1] for text in texts if "item:" in text for match in _LINK.finditer(text))
