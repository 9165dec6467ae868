"""Give each item its slug: its file's name, and where an item of another issue has that, the issue's id behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..ledger.entries import Ledger
from ..model.rows import TRAINING
from ..text.slugs import slug
from .frontmatter import Document


class NamedItem(NamedTuple):
    """What an item is called by."""

    path: str
    issue: str
    day: date
    """Of the issue."""
    ready: bool
    """Whether the issue is."""
    name: str
    """The slug of its file's name."""
    own: str
    """What its key `slug` says, "" without one."""
    trains: bool
    """Whether it has sessions: a copy of it would be a second calendar entry."""


def named_item(document: Document, issue: str, day: date, *, ready: bool) -> NamedItem:
    """Return what the item of a file is called by."""
    own, kind = (document.entries.get(key) for key in ("slug", "kind"))
    return NamedItem(
        path=document.path,
        issue=issue,
        day=day,
        ready=ready,
        name=slug(document.path.rpartition("/")[2][:-3]),
        own=slug(own.inline.text) if own and own.inline else "",
        trains="sessions" in document.entries or bool(kind and kind.inline and kind.inline.text.casefold() in TRAINING),
    )


def item_slugs(items: Sequence[NamedItem], ledger: Ledger) -> Mapping[str, str]:
    """Return the slug of each item, by its path.

    What the ledger has stays. Of new items of one name the first keeps it: training, which has it
    always, then ready issues, then the older one.
    """
    groups: dict[str, list[NamedItem]] = {}
    for item in sorted(items, key=lambda item: (not item.trains, not item.ready, item.day, item.issue, item.path)):
        if not item.own:
            groups.setdefault(item.name, []).append(item)
    taken = {item.own for item in items if item.own}
    slugs = {item.path: item.own for item in items if item.own}
    for group in groups.values():
        slugs.update(_slugs(group, ledger, taken))
    return slugs


def _slugs(group: Sequence[NamedItem], ledger: Ledger, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield path and slug of items whose files have one name. taken: slugs that other items say of themselves."""
    name = group[0].name
    recorded = {item.issue for item in group if _with_issue(item) in ledger.items}
    unrecorded = [item.issue for item in group if item.issue not in recorded]
    owner = ledger.items[name].issue if name in ledger.items else ""
    if owner not in unrecorded:
        # The item of that issue is gone, or its file has moved to another issue and keeps its address.
        owner = next(iter(unrecorded), "")
    for item in group:
        keeps = item.issue == owner and name not in taken
        is_plain = not name or (item.issue not in recorded and (keeps or item.trains))
        yield item.path, name if is_plain else _with_issue(item)


def _with_issue(item: NamedItem) -> str:
    return f"{item.name}-{item.issue}"
