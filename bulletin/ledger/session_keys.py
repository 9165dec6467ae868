"""Match each session of the content with the recorded session that it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ..text.slugs import slug
from .entries import SessionEntry


class Meeting(NamedTuple):
    """One session of the content, before it has its key."""

    name: str
    """The slug of its label, "" without one."""
    start: datetime
    """Its start as a local time without a zone."""
    moved_from: date | None
    new_key: str
    """Its key if it matches no recorded session."""
    is_alone: bool
    """Whether its line has a label and a single day."""
    is_fixed: bool = False
    """Whether its key is new_key, whatever its name."""


def assign_keys(entries: Mapping[str, SessionEntry], meetings: Sequence[Meeting]) -> tuple[str, ...]:
    """Return the key of each session of an item, in their order. No two sessions get the same recorded key.

    entries: the recorded sessions of the item, by key. The first of these rules that fits gives the key:

    1. Fixed key: new_key.
    2. A recorded session of the same name: on the same day, also with the same "moved from" note if there is one;
       else on the day in this note.
    3. A label and a single day: the recorded session with its name as key, else the only one of that name.
    4. No note, and exactly one recorded session that is not taken, with the same start, and without a name or with
       one that no session of the item has now: it was renamed. No other session without a key may have this start.
    5. Otherwise it is new: new_key.
    """
    fixed = {meeting.new_key for meeting in meetings if meeting.is_fixed}
    entries = {key: entry for key, entry in entries.items() if key not in fixed}
    keys: list[str] = []
    for meeting in meetings:
        keys.append(meeting.new_key if meeting.is_fixed else next(_keys_of_same_name(entries, meeting, keys), ""))
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


def _keys_of_same_name(entries: Mapping[str, SessionEntry], meeting: Meeting, taken: Sequence[str]) -> Iterator[str]:
    """Yield the keys of the recorded sessions of the same name that a session can be, the likeliest first."""
    if not entries:
        return
    # If two entries share a day, prefer the one that was not moved, then the first by key.
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
