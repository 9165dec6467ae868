"""Give the sessions of an item their keys, file names and courses; note duplicates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ..ledger.session_keys import assign_keys
from ..model import Session
from ..text import humanize, slugs
from .fields import Fields
from .frontmatter import Wrong
from .session_defaults import SessionDefaults
from .session_meetings import Identity, PlannedSession, make_session

ATTEND_ALL = "calendar"
"""The course of an item with `attend: all`: its file is the item's calendar."""


def name_sessions(fields: Fields, planned: Sequence[PlannedSession], shared: SessionDefaults) -> tuple[Session, ...]:
    """Make the planned sessions with their keys, UIDs and file names; note duplicates and leave them out."""
    keys = assign_keys(shared.recorded, [plan.meeting for plan in planned])
    named = _NamedSessions()
    for plan, key in zip(planned, keys, strict=True):
        try:
            named.add(plan, _make_named(plan, key, shared))
        except Wrong as wrong:
            fields.note(plan.written, wrong)
    return _with_courses(named, shared)


class _NamedSessions:
    """The sessions of an item so far, by their keys, names and file names, of which each has its own."""

    def __init__(self) -> None:
        self.plans: dict[str, PlannedSession] = {}
        """The plan of each session by its key, in the order of the lines."""
        self.keys: dict[str, Session] = {}
        self.stems: dict[str, Session] = {}
        self.names: dict[str, Session] = {}
        """The first session of each name."""

    def add(self, plan: PlannedSession, session: Session) -> None:
        """Add a session; raises Wrong (SES03, NAM02) if its key, name or file name is taken."""
        name = plan.meeting.name
        same_name = self.names.get(name) if name else None
        if same_name:
            self._judge_names(plan, session, same_name)
        same_key = self.keys.get(session.key)
        if same_key and not session.label:
            raise _same_day_problem(session.key, session)
        same_file = same_key or self.stems.get(session.stem)
        if same_file:
            names = " and ".join(f'"{both.label or humanize.day(both.start)}"' for both in (same_file, session))
            raise Wrong("NAM02", f"{names} would have the same address.", "Rename one.")
        self.plans[session.key] = plan
        self.keys[session.key] = self.stems[session.stem] = session
        self.names.setdefault(name, session)

    def _judge_names(self, plan: PlannedSession, session: Session, other: Session) -> None:
        """Raise Wrong (NAM02, SES03) for two lines of the same name, unless one of them is an `every` line."""
        other_plan = self.plans[other.key]
        if other_plan.written is plan.written:
            return
        if other.label != session.label:
            message = f'"{other.label}" and "{session.label}" would have the same address.'
            raise Wrong("NAM02", message, "Rename one.")
        if not (plan.every or other_plan.every) or session.key in self.keys:
            raise Wrong("SES03", f"Two lines are the session {session.label}.", "Give one of them another name.")


def _make_named(plan: PlannedSession, key: str, shared: SessionDefaults) -> Session:
    uid = slugs.session_uid(shared.settings.id, shared.slug, key)
    stem = _recorded_stem(shared, key) or _new_stem(plan, uid)
    at = ("session", plan.written.line, plan.written.column)
    return make_session(plan, shared, Identity(key, uid, stem, (at,)))


def _recorded_stem(shared: SessionDefaults, key: str) -> str:
    """Return the file name under which a session was published, which never changes; "" for a new session."""
    entry = shared.recorded.get(key)
    return entry.address.rpartition("/")[2].removesuffix(".ics") if entry else ""


def _new_stem(plan: PlannedSession, uid: UUID) -> str:
    name = plan.meeting.name
    return name if plan.meeting.is_alone else f"{name or 'session'}-{uid.hex[:8]}"


def _same_day_problem(key: str, session: Session) -> Wrong:
    day = humanize.day(session.start)
    written = humanize.day(date.fromisoformat(key)) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", key) else day
    message = f"Two lines are the session of {written}."
    return Wrong("SES03", message, f'Give the new one a name, like "Morning: {day}, …".')


def _with_courses(named: _NamedSessions, shared: SessionDefaults) -> tuple[Session, ...]:
    """Return the sessions in the order of the lines; those booked together get their course and their number in it."""
    courses: dict[tuple[str, int], list[Session]] = {}
    for key, session in named.keys.items():
        plan = named.plans[key]
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
                # A course is booked as a whole, so "1 week before" is that of its first day.
                book_by = next((day.book_by for day in ordered if day.book_by), None)
                placed[session.key] = replace(session, course=course, part=number, parts=len(ordered), book_by=book_by)
    return tuple(placed.get(key, session) for key, session in named.keys.items())
