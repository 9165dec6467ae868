"""What an item is called on pages, in feeds and in the search: its title, with what became of its sessions."""

from __future__ import annotations

from collections.abc import Callable

from .. import words
from ..model import Item, Session, State
from .appointments import prefix

_BECAME: tuple[tuple[str, Callable[[Session], bool]], ...] = (
    ("cancelled", lambda one: one.state is State.CANCELLED),
    ("moved", lambda one: one.moved_from is not None and one.state is not State.CANCELLED),
    ("provisional", lambda one: one.state is State.PROVISIONAL),
)


def title(item: Item) -> str:
    """The item's title with what became of its sessions: before it if they share it, else counted after it."""
    if not item.sessions:
        return item.title
    if len({prefix(one) for one in item.sessions}) == 1:
        return prefix(item.sessions[0]) + item.title
    counts = ((word, sum(is_so(one) for one in item.sessions)) for word, is_so in _BECAME)
    said = [(number, word) for word, number in counts if number]
    parts = [f"{words.count(number, 'session')} {word}" for number, word in said[:1]]
    parts += [f"{number} {word}" for number, word in said[1:]]
    return f"{item.title} ({words.listed(parts)})" if parts else item.title
