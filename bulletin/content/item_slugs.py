"""Give each item its slug: its file name, with the issue's id if another issue has that name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..ledger.entries import Ledger
from ..model import Circulation
from ..model.rows import TRAINING
from ..text.slugs import slug
from .frontmatter import Document
from .issues import IssueHead


class NamedItem(NamedTuple):
    """An item, as far as its slug depends on it."""

    path: str
    issue: str
    """The id of its issue."""
    day: date
    """The date of its issue."""
    ready: bool
    """Whether its issue is ready."""
    name: str
    """The slug of its file name."""
    own: str
    """The slug in its key `slug`, "" without one."""
    public: bool
    """Whether everybody may see it: no address may tell of an item that not everybody may see."""
    trains: bool
    """Whether it has sessions; a second item of that name would make second calendar entries."""


def named_item(document: Document, head: IssueHead, default: Circulation) -> NamedItem:
    """Return the names of the item of a file. head: its issue's. default: who may see an item that does not say."""
    own, kind, circulation = (document.entries.get(key) for key in ("slug", "kind", "circulation"))
    level = circulation.inline.text.casefold() if circulation and circulation.inline else default
    return NamedItem(
        path=document.path,
        issue=head.id,
        day=head.day,
        ready=head.ready,
        name=slug(document.path.rpartition("/")[2][:-3]),
        own=slug(own.inline.text) if own and own.inline else "",
        public=level == Circulation.PUBLIC and "hold until" not in document.entries,
        trains="sessions" in document.entries or bool(kind and kind.inline and kind.inline.text.casefold() in TRAINING),
    )


def item_slugs(items: Sequence[NamedItem], ledger: Ledger) -> Mapping[str, str]:
    """Return the slug of each item, by its path.

    A slug in the ledger never changes. If several new items have the same file name, the first of them gets
    it as its slug, in this order: public items, training, ready issues, older issues. Training always has it, unless
    a public item has it that is none.
    """
    groups: dict[str, list[NamedItem]] = {}
    for item in sorted(items, key=_order):
        if not item.own:
            groups.setdefault(item.name, []).append(item)
    taken = {item.own for item in items if item.own}
    slugs = {item.path: item.own for item in items if item.own}
    for group in groups.values():
        slugs.update(_slugs(group, ledger, taken))
    return slugs


def _order(item: NamedItem) -> tuple[object, ...]:
    return not item.public, not item.trains, not item.ready, item.day, item.issue, item.path


def _slugs(group: Sequence[NamedItem], ledger: Ledger, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield path and slug of the items with the same file name. taken: slugs that other items set with `slug:`."""
    name = group[0].name
    recorded = {item.issue for item in group if _with_issue(item) in ledger.items}
    unrecorded = [item.issue for item in group if item.issue not in recorded]
    owner = ledger.items[name].issue if name in ledger.items else ""
    if owner not in unrecorded:
        # The item that the ledger has is gone, or its file was moved to another issue: then it keeps its address.
        owner = next(iter(unrecorded), "")
    trains_alone = all(item.trains or not item.public for item in group)
    for item in group:
        keeps = item.issue == owner and name not in taken
        is_plain = not name or (
            item.issue not in recorded and (keeps or (item.trains and (item.public or trains_alone)))
        )
        yield item.path, name if is_plain else _with_issue(item)


def _with_issue(item: NamedItem) -> str:
    return f"{item.name}-{item.issue}"
