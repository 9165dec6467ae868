"""Decide which recorded session each session of the content is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ..text.slugs import slug
from .entries import SessionEntry


class Meeting(NamedTuple):
    """One session as its line gives it, before it has its key."""

    name: str
    """The slug of its label, "" without one."""
    start: datetime
    """Local, without zone."""
    moved_from: date | None
    new_key: str
    """Its key if it is no recorded session."""
    is_alone: bool
    """Whether its line has a label and only this day."""
    is_fixed: bool = False
    """Whether it has its key whatever its name is."""


def assign_keys(entries: Mapping[str, SessionEntry], meetings: Sequence[Meeting]) -> tuple[str, ...]:
    """Return the key of each session of an item, in their order; each recorded session is one of them at most.

    entries: the recorded sessions of the item, by key. A session is the recorded one of its name on its day, or
    on the day that its note names; one with a label and one day is also the recorded one of its key, or the only
    one of its name; and last, one without a note whose start alone is recorded, under a name that is gone, is that
    one under a new name. What has a fixed key is nothing else.
    """
    fixed = {meeting.new_key for meeting in meetings if meeting.is_fixed}
    entries = {key: entry for key, entry in entries.items() if key not in fixed}
    keys: list[str] = []
    for meeting in meetings:
        keys.append(meeting.new_key if meeting.is_fixed else next(_same_name(entries, meeting, keys), ""))
    names = {meeting.name for meeting in meetings}
    starts = Counter(meeting.start for meeting, key in zip(meetings, keys, strict=True) if not key)
    for place, meeting in enumerate(meetings):
        if not keys[place]:
            renamed = [
                key
                for key, entry in entries.items()
                if key not in keys and entry.start == meeting.start and not (entry.label and slug(entry.label) in names)
            ]
            is_certain = len(renamed) == 1 and starts[meeting.start] == 1 and not meeting.moved_from
            keys[place] = renamed[0] if is_certain else meeting.new_key
    return tuple(keys)


def _same_name(entries: Mapping[str, SessionEntry], meeting: Meeting, taken: Sequence[str]) -> Iterator[str]:
    """Find the recorded sessions of a name that a session can be, the likeliest first."""
    # Of two on one day the one without a note is meant, then the one with the lesser key.
    named = [
        (key, entry)
        for key, entry in sorted(entries.items(), key=lambda pair: (pair[1].moved_from is not None, pair[0]))
        if key not in taken and slug(entry.label) == meeting.name
    ]
    day, note = meeting.start.date(), meeting.moved_from
    if note:
        yield from (key for key, entry in named if (entry.start.date(), entry.moved_from) == (day, note))
        yield from (key for key, entry in named if entry.start.date() == note)
    else:
        yield from (key for key, entry in named if entry.start.date() == day)
    if meeting.is_alone:
        yield from (key for key, _ in named if key == meeting.name)
        yield from (key for key, _ in named if len(named) == 1)
