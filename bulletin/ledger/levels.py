"""Compare the level of an item, that is who may see it, with its recorded level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import addresses
from ..errors import Problem
from ..model import ACCESS_LEVELS, ACCESS_WORDS, Circulation, Item
from .entries import Ledger

_NOT_PUBLIC = "not public"
"""The level of an item without a page in a ledger of version 1."""


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
        before, now = recorded_level(ledger, item.slug), item.access
        if _is_raised(before, now):
            hint = _advice(ledger, item, before)
            if hint:
                was, is_now = ACCESS_WORDS.get(before, before), ACCESS_WORDS[now]
                sentence = f"This item was {was} when it was last recorded, and is {is_now} now."
                line, column = item.place_of("circulation")
                hint = f"If that is meant, {hint}"
                yield Problem(path=item.path, line=line, column=column, rule="RST09", message=sentence, hint=hint)
        elif item.was:
            sentence = 'The line "was" is no longer needed: the item is not more public than it was last recorded.'
            line, column = item.place_of("was")
            yield Problem(
                path=item.path,
                line=line,
                column=column,
                rule="RST10",
                message=sentence,
                hint="Delete it.",
                severity="warning",
            )


def _is_raised(before: str, now: str) -> bool:
    if before == _NOT_PUBLIC:
        return now == Circulation.PUBLIC
    return bool(before) and ACCESS_LEVELS.index(now) < ACCESS_LEVELS.index(before)


def _advice(ledger: Ledger, item: Item, before: str) -> str:
    """Return the advice for the line `was`, "" if this line allows the change."""
    named = item.was.casefold()
    needed = str(Circulation.STAFF) if before == _NOT_PUBLIC else before
    allowed = ACCESS_LEVELS[1:] if before == _NOT_PUBLIC else (before,)
    if not named.startswith(allowed):
        return f'write "was: {needed}" in it.'
    if item.was == ledger.items[item.slug].was:
        return f'write its line anew, with a few words: "was: {needed}, opened again". The old one answered before.'
    return ""
