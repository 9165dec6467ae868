"""Point links to items at where the readers of an output find them; of one that they do not find, the words stay."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

_LINK = re.compile(r'<a href="item:([^"#]*)(?:#([^"]*))?"([^>]*)>(.*?)</a>', re.DOTALL)


def place_items(text: str, place: Callable[[str, str], str]) -> str:
    """Put addresses into the links to items of a text's HTML.

    place: returns the address of an item's slug and a heading's ("" for none), "" where there is none.
    """

    def link(match: re.Match[str]) -> str:
        slug, heading, rest, words = match.groups()
        address = place(slug, heading or "")
        return f'<a href="{html.escape(address)}"{rest}>{words}</a>' if address else words

    return _LINK.sub(link, text) if "item:" in text else text


def linked_items(texts: Iterable[str]) -> frozenset[str]:
    """Return the slugs of the items that links of HTML texts lead to."""
    return frozenset(match[1] for text in texts if "item:" in text for match in _LINK.finditer(text))
