"""Check several files against each other: unique names, unshared attachments, references to existing items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial
from operator import is_not
from pathlib import Path

from ..errors import Problem
from ..model import Item, Session, Settings
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .files import Files
from .frontmatter import PlacedText, Wrong
from .issues import IssueHead
from .item_names import NAME_A_FILE, ItemNames, is_unread
from .items import ItemFile

_ALIKE = 0.8
"""The similarity of two titles, from 0 to 1, from which they count as titles of the same item."""


def judge_names(files: Files, items: Sequence[Item]) -> None:
    """Note each item that has the name of an item in any other issue (NAM02); the item in the oldest issue keeps it."""
    taken: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (item.issue, item.path)):
        first = taken.setdefault(item.slug, item)
        if first is not item and item.slug:
            place = "/".join(first.path.split("/")[-2:])
            message = f'The name "{item.slug}" is taken by {place}. '
            if first.issue == item.issue:
                message += "If both are items, give this file another name; if not, delete one of them."
            else:
                message += (
                    f"Later issues list its sessions by themselves; to print it in full again write "
                    f"`repeat: {item.slug}` in issue.md; if this is a new item, rename the file."
                )
            files.wrong(Path(item.path), "NAM02", message)


def judge_copies(files: Files, items: Sequence[Item]) -> None:
    """Note each item that has a session of an older item, so that subscribers would get the session twice (STR10)."""
    taken: dict[tuple[datetime, datetime], list[tuple[Item, Session]]] = {}
    judged: set[tuple[str, str, bool]] = set()
    live = (item for item in items if item.sessions and not (item.retired or item.held))
    for item in sorted(live, key=lambda item: (item.issue, item.path)):
        # A matcher keeps what it found out of its second text, so one serves all titles before.
        matcher = SequenceMatcher(b=item.title.casefold())
        for session in item.sessions:
            if session.deadline or session.status == "CANCELLED":
                continue
            others = taken.setdefault((session.start, session.end), [])
            for other, its in others:
                same_link = bool(session.book) and session.book == its.book
                if other is item or (pair := (item.path, other.path, same_link)) in judged:
                    continue
                judged.add(pair)
                if same_link or _is_alike(matcher, other.title):
                    judged |= {(item.path, other.path, True), (item.path, other.path, False)}
                    files.problems.append(_copy_problem(files, item, other, "error" if same_link else "warning"))
            others.append((item, session))


def _is_alike(matcher: SequenceMatcher[str], title: str) -> bool:
    """Tell whether a title is much like the one of a matcher."""
    matcher.set_seq1(title.casefold())
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the first two are quick upper bounds
    return all(ratio() >= _ALIKE for ratio in bounds)


def _copy_problem(files: Files, item: Item, other: Item, severity: str) -> Problem:
    place = "/".join(other.path.split("/")[-2:])
    return Problem(
        path=files.shown(Path(item.path)),
        line=1,
        column=1,
        rule="STR10",
        message=f"This is also in {place}: subscribers would have it twice.",
        hint=f"Delete this file; its dates are printed again by themselves, and "
        f'"repeat: {other.slug}" in issue.md prints all of it.',
        severity=severity,
    )


def judge_shared_files(files: Files, items: Sequence[Item]) -> None:
    """Note each attachment of a limited or held item that another item has, too (RST07)."""
    owners: dict[Path, Item] = {}
    for item in sorted(items, key=_open_first):
        for asset in item.assets:
            source = asset.source.resolve()
            first = owners.setdefault(source, item)
            if first is not item and (first.closed or item.closed):
                message = f"{asset.name} belongs to a {item.access} item and to a {first.access} one."
                message += " Give each its own copy."
                files.wrong(Path(item.path), "RST07", message)


def judge_topics(files: Files, settings: Settings) -> None:
    """Note each topic whose page would have the address of another topic's page (NAM02)."""
    taken: dict[str, str] = {}
    for topic in settings.topics:
        first = taken.setdefault(slug(topic), topic)
        if first != topic:
            message = f'"{first}" and "{topic}" would have the same address. Rename one.'
            files.wrong(files.content / "bulletin.yml", "NAM02", message)


def judge_numbers(heads: Sequence[IssueHead]) -> None:
    """Note each issue that has the number of an older issue (STR07)."""
    taken: dict[int, IssueHead] = {}
    for head in sorted(heads, key=lambda head: (head.day, head.id)):
        first = taken.setdefault(head.number, head) if head.number else head
        if first is not head:
            message = f"{first.id} has the number {head.number}, too."
            head.fields.refuse("number", Wrong("STR07", message, f"Give this issue another, like {max(taken) + 1}."))


def resolve_moved(files: Files, item_files: Sequence[ItemFile]) -> list[Item]:
    """Resolve `moved to` of each item to the slug of another item; note a name that no item has (STR07)."""
    items = ItemNames(file.item for file in item_files)
    resolved = []
    for item, moved_to in ((file.item, file.moved_to) for file in item_files):
        target = items.find(moved_to.text, item.issue, partial(is_not, item)) if moved_to else None
        if moved_to and target is None and is_unread(moved_to.text, files.problems):
            pass  # What is wrong with that file is reported there, and nothing is built.
        elif moved_to and target is None:
            hint = did_you_mean(moved_to.text, [other.slug for other in items if other is not item]) or NAME_A_FILE
            files.problems.append(moved_to.problem(Wrong("STR07", f'There is no item "{moved_to.text}".', hint)))
        elif moved_to and target and target.closeness > item.closeness:
            message = f"This item is {item.access}, and the one that took its place is {target.access}."
            hint = "Write `gone:` and why, in place of `moved to:`: not all of its readers may know of that item."
            files.problems.append(moved_to.problem(Wrong("RST12", message, hint)))
        resolved.append(replace(item, moved_to=target.slug) if target else item)
    return resolved


def resolve_replaced(files: Files, item_files: Sequence[ItemFile], items: Sequence[Item]) -> list[Item]:
    """Resolve `replaces` of each item to the slug of an older item that its readers may see (STR07, RST12).

    items: the items of the files, in the same order, with `moved to` resolved.
    """
    successors: dict[str, Item] = {}
    resolved = []
    named = ItemNames(items)
    for item, written in zip(items, (file.replaces for file in item_files), strict=True):
        target = named.find(written.text, item.issue, partial(is_not, item)) if written else None
        if written:
            others = (other for other in items if other is not item)
            wrong = _refused_target(item, target, successors) if target else _unknown_item(written, others)
            files.problems += [written.problem(wrong)] if wrong else []
        if target:
            successors.setdefault(target.slug, item)
        resolved.append(replace(item, replaces=target.slug) if target else item)
    return resolved


def _unknown_item(written: PlacedText, others: Iterable[Item]) -> Wrong:
    hint = did_you_mean(written.text, [other.slug for other in others]) or NAME_A_FILE
    return Wrong("STR07", f'There is no other item "{written.text}".', hint)


def _refused_target(item: Item, target: Item, successors: Mapping[str, Item]) -> Wrong | None:
    """Return why an item cannot replace another, None if it can. successors: items by the slug that they replace."""
    first = successors.get(target.slug)
    is_turned = successors.get(item.slug) is target
    if is_turned or target.first_published > item.first_published:
        return Wrong("STR07", f'"{target.slug}" is newer than this item.', "Write the line in the newer item alone.")
    if first:
        message = f'"{target.slug}" is replaced by "{first.slug}", too.'
        return Wrong("STR07", message, f'Keep one, or write "replaces: {first.slug}" here.')
    if target.closeness > item.closeness:
        message = f"This item is {item.access}, and what it replaces is {target.access}."
        return Wrong("RST12", message, "Take the line out: not all of its readers may know of that item.")
    return None


def _open_first(item: Item) -> tuple[bool, str]:
    return item.closed, item.path
