"""Read weekdays that are written together before days: "Monday to Wednesday, 7 to 9 March 2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..text import humanize
from ..text.expressions import compiled
from .dates import WEEKDAY, WEEKDAYS, DayAtom
from .frontmatter import Wrong

PLURAL = rf"(?i)\b(?:{'|'.join(humanize.DAYS)})s\b|\b(?:{WEEKDAY}) (?:morning|afternoon|evening|night|lunchtime)s\b"
"""The pattern of words for each such weekday: "Tuesdays", "Tuesday mornings"."""

_JOINT = r"\s*(?:,|-|–|—|&|/|\band\b|\bto\b|\buntil\b)\s*"
_GROUP = (
    rf"(?i)(?<!\w)(?P<names>{WEEKDAY}s?\b\.?(?:{_JOINT}{WEEKDAY}s?\b\.?)+)"
    r"[\s,:]*(?:(?:from|on|between)\s+)?(?:the\s+)?\Z"
)
_NAME = rf"(?i)\b({WEEKDAY})s?\b"
_RANGE = re.compile(r"-|–|—|\bto\b|\buntil\b", re.IGNORECASE)
_WINDOW = 90
"""The most characters of a group of weekdays."""


class WeekdayGroup(NamedTuple):
    """Weekdays that are written together; Monday is 0."""

    start: int
    names: tuple[int, ...]
    """As written; "Monday to Friday" has two."""
    is_range: bool


def weekdays_before(atom: DayAtom, text: str) -> WeekdayGroup | None:
    """Find the group of weekdays before a day; None for a single weekday, or none."""
    end = atom.start + len(atom.weekday)
    match = compiled(_GROUP).search(text, max(0, end - _WINDOW), end)
    if match is None:
        return None
    names = tuple(WEEKDAYS[name.lower()] for name in re.findall(_NAME, match["names"]))
    return WeekdayGroup(match.start("names"), names, len(names) == 2 and _RANGE.search(match["names"]) is not None)


def judge_group(group: WeekdayGroup, days: Sequence[date], written: str) -> None:
    """Raise Wrong (DAT01, DAT02) if days are not those of the weekdays that are written before them."""
    first, last = group.names[0], group.names[-1]
    span = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
    meant = frozenset(span if group.is_range else group.names)
    names = f"{humanize.DAYS[first]} to {humanize.DAYS[last]}" if group.is_range else _listed(group.names)
    for day in days:
        if day.weekday() not in meant:
            real = humanize.DAYS[day.weekday()]
            raise Wrong("DAT01", f"{humanize.day(day)} is a {real}, not {names}.", "Check the date.", group.start)
    if meant - {day.weekday() for day in days}:
        message = f'"{humanize.excerpt(written, 80)}" has other weekdays than days.'
        raise Wrong("DAT02", message, "Write one day for each weekday.", group.start)


def _listed(names: Sequence[int]) -> str:
    return f"a {humanize.listed([humanize.DAYS[name] for name in names], 'or')}"
