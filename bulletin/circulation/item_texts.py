"""The texts of an item that built files are searched for, derived from the rows of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Attachment, Contact, Image, Item, Link, Prose, Session
from ..model.rows import Secret, rows

_TITLE_WORDS, _TITLE_LENGTH, _SLUG_HYPHENS = 3, 15, 2
"""A title or slug below these is too common to be looked for: other items say the same words."""

_URL = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"']+")
_ADDRESS = re.compile(r" <(?:https?|mailto|tel):[^>]*>")


def phrases(item: Item) -> Iterator[str]:
    """Yield the texts of which a few words in a row give the item away."""
    for value in _values(item, Secret.PHRASES):
        yield from _words(value)


def names(item: Item, *, every: bool = False) -> Iterator[str]:
    """Yield titles, addresses and contacts, which give the item away only as a whole.

    every: also the title and slug that are too common to be looked for.
    """
    for name, row in rows(Item).items():
        if Secret.WHOLE in row.secret and (every or _is_telling(item, name)):
            yield from _whole(getattr(item, name))
        if Secret.ADDRESSES in row.secret:
            yield from map(_bare_address, _URL.findall(getattr(item, name)))


def _values(item: Item, secret: Secret) -> Iterator[object]:
    return (getattr(item, name) for name, row in rows(Item).items() if secret in row.secret)


def _is_telling(item: Item, field: str) -> bool:
    if field == "title":
        return len(item.title) >= _TITLE_LENGTH or len(item.title.split()) >= _TITLE_WORDS
    return field != "slug" or item.slug.count("-") >= _SLUG_HYPHENS


def _words(value: object) -> Iterator[str]:
    """Yield the words of a field: a text, a Markdown text, or the second of each pair, as in `details`."""
    match value:
        case str():
            yield value
        case Prose():
            # Pages have a link's words alone, the plain text has its address after them.
            yield from (value.text, _ADDRESS.sub("", value.text))
        case tuple():
            yield from (str(pair[-1]) for pair in value)


def _whole(value: object) -> Iterator[str]:
    """Yield the names and addresses of a field."""
    match value:
        case str():
            yield value
        case Link():
            yield _bare_address(value.url)
        case Session():
            yield from filter(None, (_bare_address(value.book),))
        case Contact():
            yield from filter(None, (value.email, value.phone, value.url))
        case Attachment() | Image():
            yield value.asset.name
        case tuple():
            for part in value:
                yield from _whole(part)


def _bare_address(url: str) -> str:
    """Return an address without what makes a link of a mailbox or a number: both are the same without it."""
    return url.removeprefix("mailto:").removeprefix("tel:")
