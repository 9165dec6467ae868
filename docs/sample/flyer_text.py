"""What the two flyers share: an item's text piece by piece, and the words that mark a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html

from bulletin import Item

SAMPLE = "This is a sample. Please do not act on it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of an item's text."""

    tag: str
    """h2, p, blockquote, ul or ol."""
    texts: tuple[str, ...]
    """The entries of a list; else one."""


def blocks(item: Item) -> Iterator[Block]:
    """Yield an item's text, piece by piece."""
    for element in lxml.html.fragments_fromstring(item.prose.page, no_leading_text=True):
        parts = element.findall("li") or [element]
        yield Block(tag=element.tag, texts=tuple(" ".join(part.text_content().split()) for part in parts))


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour like #005eb8 as red, green and blue."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
