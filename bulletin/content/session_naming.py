"""Give the sessions of an item their keys, their files and their courses; what is there twice is a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ..ledger.session_keys import Meeting, assign_keys
from ..model import Session
from ..text import humanize, slugs
from .fields import Fields
from .frontmatter import Wrong
from .session_defaults import SessionDefaults
from .session_meetings import Identity, PlannedSession

ATTEND_ALL = "calendar"
"""The course of an item whose sessions one attends all: its file is the item's calendar."""


def name_sessions(fields: Fields, planned: Sequence[PlannedSession], shared: SessionDefaults) -> tuple[Session, ...]:
    """Give each session its key, its UID and its file's name; what is there twice is a problem and left out."""
    meetings = [
        Meeting(
            name=plan.name,
            start=plan.start.replace(tzinfo=None),
            moved_from=plan.moved_from,
            new_key=plan.new_key,
            is_alone=plan.is_alone,
            is_fixed=plan.is_fixed,
        )
        for plan in planned
    ]
    taken = _Taken()
    lasting: list[tuple[PlannedSession, Session]] = []
    for plan, key in zip(planned, assign_keys(shared.recorded, meetings), strict=True):
        session = _named(plan, key, shared)
        try:
            taken.add(plan, session)
        except Wrong as wrong:
            fields.note(plan.written, wrong)
            continue
        lasting.append((plan, session))
    return _with_courses(lasting, shared)


class _Taken:
    """The keys, names and files of an item's sessions, each of which is there once."""

    def __init__(self) -> None:
        self.keys: dict[str, Session] = {}
        self.stems: dict[str, Session] = {}
        self.names: dict[str, tuple[PlannedSession, Session]] = {}

    def add(self, plan: PlannedSession, session: Session) -> None:
        """Add a session; raises Wrong (SES03, NAM02) for what is there twice."""
        same_name = self.names.get(plan.name) if plan.name else None
        if same_name and same_name[0].written is not plan.written:
            self._judge_names(plan, session, *same_name)
        same_key = self.keys.get(session.key)
        if same_key and not session.label:
            raise _same_day(session.key, session)
        same_file = same_key or self.stems.get(session.stem)
        if same_file:
            names = " and ".join(f'"{each.label or humanize.day(each.start)}"' for each in (same_file, session))
            raise Wrong("NAM02", f"{names} would have the same address.", "Rename one.")
        self.keys[session.key] = self.stems[session.stem] = session
        self.names.setdefault(plan.name, (plan, session))

    def _judge_names(self, plan: PlannedSession, session: Session, other_plan: PlannedSession, other: Session) -> None:
        """Judge two lines of one name, of which one must be an `every`; raises Wrong."""
        if other.label != session.label:
            message = f'"{other.label}" and "{session.label}" would have the same address.'
            raise Wrong("NAM02", message, "Rename one.")
        if not (plan.every or other_plan.every) or session.key in self.keys:
            raise Wrong("SES03", f"Two lines are the session {session.label}.", "Give one of them another name.")


def _named(plan: PlannedSession, key: str, shared: SessionDefaults) -> Session:
    uid = slugs.session_uid(shared.settings.id, shared.slug, key)
    stem = _recorded_stem(shared, key) or _new_stem(plan, uid)
    return plan.make(Identity(key, uid, stem, (("session", *plan.written.place(0)),)))


def _recorded_stem(shared: SessionDefaults, key: str) -> str:
    """Find the name of the file that a session was published under, "" if it was not: it stays, whatever its label."""
    entry = shared.recorded.get(key)
    return entry.address.rpartition("/")[2].removesuffix(".ics") if entry else ""


def _new_stem(plan: PlannedSession, uid: UUID) -> str:
    return plan.name if plan.is_alone else f"{plan.name or 'session'}-{uid.hex[:8]}"


def _same_day(key: str, session: Session) -> Wrong:
    day = humanize.day(session.start)
    written = humanize.day(date.fromisoformat(key)) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", key) else day
    message = f"Two lines are the session of {written}."
    return Wrong("SES03", message, f'Give the new one a name, like "Morning: {day}, …".')


def _with_courses(planned: Sequence[tuple[PlannedSession, Session]], shared: SessionDefaults) -> tuple[Session, ...]:
    """Tell the days of one booking which course they are of, and which of its days; in the order of the lines."""
    courses: dict[tuple[str, int], list[Session]] = {}
    for plan, session in planned:
        if shared.attend_all and not session.deadline:
            courses.setdefault((ATTEND_ALL, 0), []).append(session)
        elif plan.course:
            courses.setdefault((plan.course, id(plan.written)), []).append(session)
    placed: dict[str, Session] = {}
    for (name, _), days in courses.items():
        ordered = sorted(days, key=lambda session: (session.start, session.key))
        if len(ordered) > 1:
            course = name if name != "-" else f"{ordered[0].stem}-all"
            for number, session in enumerate(ordered, 1):
                placed[session.key] = replace(session, course=course, part=number, parts=len(ordered))
    return tuple(placed.get(session.key, session) for _, session in planned)
