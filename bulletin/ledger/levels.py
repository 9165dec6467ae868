"""Compare the level of an item, that is who may see it, with its recorded level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import addresses
from ..errors import Problem
from ..model import Circulation, Item
from .entries import Ledger

_HELD = "held"
_RANK = {_HELD: 0, str(Circulation.LIMITED): 1, str(Circulation.STAFF): 2, str(Circulation.PUBLIC): 3}
"""The levels in order, beginning with the one that the fewest may see."""
_NOT_PUBLIC = "not public"
"""The level of an item without a page in a ledger of version 1."""
_WORDS = {_HELD: "on hold", str(Circulation.STAFF): "for staff"}


def level(item: Item) -> str:
    """Return the level of an item: held, limited, staff or public."""
    return _HELD if item.held else str(item.circulation)


def is_closed(item: Item) -> bool:
    """Tell whether an item may not be on the web."""
    return item.withdrawn or level(item) != Circulation.PUBLIC


def recorded_level(ledger: Ledger, slug: str) -> str:
    """Return the recorded level of an item, "not public" if no more was recorded, "" if the item never was."""
    entry = ledger.items.get(slug)
    if entry is None or entry.level:
        return entry.level if entry else ""
    if not ledger.addresses:
        return ""
    return str(Circulation.PUBLIC) if addresses.item(slug) in ledger.addresses else _NOT_PUBLIC


def level_problems(ledger: Ledger, items: Iterable[Item]) -> Iterator[Problem]:
    """Yield a problem for each item that is more public than it was recorded (RST09), and each needless `was` (RST10).

    A line `was` allows one change: its value must name the recorded level, and must differ from the value that it
    had when this level was recorded.
    """
    for item in items:
        before, now = recorded_level(ledger, item.slug), level(item)
        if _is_raised(before, now):
            hint = _advice(ledger, item, before)
            if hint:
                sentence = f"This item was {_in_words(before)} when it was last recorded, and is {_in_words(now)} now."
                yield _problem(item, "circulation", "RST09", "error", f"{sentence}", f"If that is meant, {hint}")
        elif item.was:
            sentence = "This line answers nothing: the item is not more public than it was last recorded."
            yield _problem(item, "was", "RST10", "warning", sentence, "Delete it.")


def _is_raised(before: str, now: str) -> bool:
    if before == _NOT_PUBLIC:
        return now == Circulation.PUBLIC
    return bool(before) and _RANK[now] > _RANK[before]


def _advice(ledger: Ledger, item: Item, before: str) -> str:
    """Return the advice for the line `was`, "" if this line allows the change."""
    named = item.was.casefold()
    needed = str(Circulation.STAFF) if before == _NOT_PUBLIC else before
    allowed = tuple(_RANK)[:-1] if before == _NOT_PUBLIC else (before,)
    if not named.startswith(allowed):
        return f'write "was: {needed}" in it.'
    if item.was == ledger.items[item.slug].was:
        return f'write its line anew, with a few words: "was: {needed}, opened again". The old one answered before.'
    return ""


def _in_words(level_name: str) -> str:
    return _WORDS.get(level_name, level_name)


def _problem(item: Item, key: str, rule: str, severity: str, message: str, hint: str) -> Problem:
    places = {name: (line, column) for name, line, column in item.at}
    line, column = places.get(key, (1, 1))
    return Problem(path=item.path, line=line, column=column, rule=rule, message=message, hint=hint, severity=severity)
