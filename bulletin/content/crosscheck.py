"""Judge what must hold between files: unique names, files that are not shared, items that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from ..errors import Problem
from ..model import Circulation, Item, Session, Settings
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .files import Files
from .frontmatter import Wrong
from .issues import find
from .items import ItemFile

_ALIKE = 0.8
"""How much two titles must share, of 1, to be those of one item."""


def judge_names(files: Files, items: Sequence[Item]) -> None:
    """Refuse an item with the name of another, whatever its issue; the oldest issue keeps it (NAM02)."""
    taken: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (item.issue, item.path)):
        first = taken.setdefault(item.slug, item)
        if first is not item and item.slug:
            place = "/".join(first.path.split("/")[-2:])
            message = (
                f'The name "{item.slug}" is taken by {place}. Later issues list its sessions by themselves; '
                f"to print it in full again write `repeat: {item.slug}` in issue.md; "
                "if this is a new item, rename the file."
            )
            files.wrong(Path(item.path), "NAM02", message)


def judge_copies(files: Files, items: Sequence[Item]) -> None:
    """Find sessions that stand in two items, so that subscribers have them twice (STR10); the older item keeps them."""
    taken: dict[tuple[datetime, datetime], list[tuple[Item, Session]]] = {}
    judged: set[tuple[str, str, bool]] = set()
    live = (item for item in items if not (item.retired or item.held))
    for item in sorted(live, key=lambda item: (item.issue, item.path)):
        for session in item.sessions:
            if session.deadline or session.status == "CANCELLED":
                continue
            others = taken.setdefault((session.start, session.end), [])
            for other, its in others:
                same_link = bool(session.book) and session.book == its.book
                if other is item or (pair := (item.path, other.path, same_link)) in judged:
                    continue
                judged.add(pair)
                if same_link or _are_alike(other, item):
                    judged |= {(item.path, other.path, True), (item.path, other.path, False)}
                    files.problems.append(_copy(files, item, other, "error" if same_link else "warning"))
            others.append((item, session))


def _are_alike(first: Item, second: Item) -> bool:
    matcher = SequenceMatcher(None, first.title.casefold(), second.title.casefold())
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # upper bounds first: they cost less
    return all(ratio() >= _ALIKE for ratio in bounds)


def _copy(files: Files, item: Item, other: Item, severity: str) -> Problem:
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
    """Refuse a file of a limited or held item that belongs to another, too (RST07)."""
    owners: dict[Path, Item] = {}
    for item in sorted(items, key=_openness):
        for asset in item.assets:
            source = asset.source.resolve()
            first = owners.setdefault(source, item)
            if first is not item and (_closed(first) or _closed(item)):
                message = f"{asset.name} belongs to a {_level(item)} item and to a {_level(first)} one."
                message += " Give each its own copy."
                files.wrong(Path(item.path), "RST07", message)


def judge_topics(files: Files, settings: Settings) -> None:
    """Refuse a topic with the address of another (NAM02)."""
    taken: dict[str, str] = {}
    for topic in settings.topics:
        first = taken.setdefault(slug(topic), topic)
        if first != topic:
            message = f'"{first}" and "{topic}" would have the same address. Rename one.'
            files.wrong(files.content / "bulletin.yml", "NAM02", message)


def resolve_moved(files: Files, item_files: Sequence[ItemFile]) -> list[Item]:
    """Resolve `moved to` of each item to the name of one that exists (STR07)."""
    items = [file.item for file in item_files]
    resolved = []
    for item, moved_to in ((file.item, file.moved_to) for file in item_files):
        others = [other for other in items if other is not item] if moved_to else []
        target = find(moved_to, others, item.issue) if moved_to else None
        if moved_to and target is None:
            hint = did_you_mean(moved_to.text, [item.slug for item in items])
            files.problems.append(moved_to.problem(Wrong("STR07", f'There is no item "{moved_to.text}".', hint)))
        resolved.append(replace(item, moved_to=target.slug) if target else item)
    return resolved


def _closed(item: Item) -> bool:
    return bool(item.held) or item.circulation is Circulation.LIMITED


def _openness(item: Item) -> tuple[bool, str]:
    return _closed(item), item.path


def _level(item: Item) -> str:
    return "held" if item.held else item.circulation
