"""Problems for what was published and is missing now, or moved without a note."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import addresses
from ..errors import Problem
from ..model import At, Item, Session
from ..text import humanize
from .entries import Ledger, SessionEntry

_LEDGER_PATH = "content/ledger.json"
_HINTS = (
    (r"items/[^/]+/files/.*|[^/]+/files/.*|files/.*", "Put the file back, with its name."),
    (r"items/[^/]+/calendar\.ics", "Put its sessions back, with (cancelled) if they will not happen."),
    (r"items/[^/]+/[^/]+\.ics", "Put the session back, with (cancelled) if it will not happen."),
    (
        r"items/[^/]+/",
        "Its file is there, but it is not public, is on hold, or its issue is not shown. Put that right; "
        "if it must go, write `gone: reason` (or `moved to: name`) in it.",
    ),
    (r"topics/.*", "Put the topic back in bulletin.yml and in an item."),
    (r"(\d{4}-\d\d[^/]*)/.*", "Put the issue back, ready and with something public in it."),
    (r".*", "Put back what it was made from."),
)


def vanished(ledger: Ledger, items: Iterable[Item], path: str = _LEDGER_PATH) -> tuple[Problem, ...]:
    """List recorded items that are gone (NAM03), and recorded sessions that are gone or moved without a note (DAT15).

    items: every item of the content, shown or not, held or not. path: the ledger's, where the
    problem of an item without a file stands. A retired item needs no sessions.
    """
    present = {item.slug: item for item in items}
    recorded = sorted(ledger.items.keys() | {ref.partition("/")[0] for ref in ledger.sessions})
    problems = [_missing_item(ledger, slug, path) for slug in recorded if slug not in present]
    for slug in recorded:
        if slug in present and not present[slug].retired:
            problems += _session_problems(ledger, present[slug])
    return tuple(sorted(problems))


def vanished_addresses(
    promised: Iterable[str], made: Collection[str], items: Iterable[Item], path: str = _LEDGER_PATH
) -> tuple[Problem, ...]:
    """List published addresses that a build does not make (NAM03), without those below one that is named anyway.

    items: those whose issues are shown or mailed; the problem of one of them stands in its file, any
    other's in the ledger. Of a retired item only its page must stay. An item without a file is
    `vanished` and stops the bulletin before anything is built.
    """
    present = {addresses.item(item.slug): item for item in items}
    lost = sorted(set(promised) - set(made))
    pages = {address for address in lost if address.endswith("/")}
    return tuple(
        Problem(
            path=present[page].path if page in present else path,
            line=1,
            column=1,
            rule="NAM03",
            message=_would_vanish(address),
            hint=_hint(address),
        )
        for address in lost
        for page in ["/".join(address.split("/")[:2]) + "/"]
        if not _is_named_elsewhere(address, pages, present)
    )


def changed_id(ledger: Ledger, bulletin_id: str, path: str = "content/bulletin.yml") -> Problem | None:
    """Compare a bulletin's id with the one that it published under; return the problem (LED03)."""
    if ledger.bulletin in ("", bulletin_id):
        return None
    first = min(((entry.day, issue_id) for issue_id, entry in ledger.issues.items()), default=None)
    since = f"{first[1]} was published" if first else "it was first recorded"
    sentence = f'The id was "{ledger.bulletin}" when {since}.'
    return Problem(path=path, line=1, column=1, rule="LED03", message=sentence, hint=f"Write `id: {ledger.bulletin}`.")


def _is_named_elsewhere(address: str, pages: Collection[str], present: Mapping[str, Item]) -> bool:
    parts = address.split("/")
    above = {"/".join(parts[:depth]) + "/" for depth in range(1, len(parts))} - {address}
    page = "/".join(parts[:2]) + "/"
    retired = page in present and present[page].retired and address != page
    return retired or bool(above & set(pages))


def _would_vanish(subject: str) -> str:
    return f"{subject} was published and would vanish."


def _hint(address: str) -> str:
    return next(hint for pattern, hint in _HINTS if re.fullmatch(pattern, address))


def _missing_item(ledger: Ledger, slug: str, path: str) -> Problem:
    address = addresses.item(slug)
    subject = address if address in ledger.addresses else f'The item "{slug}"'
    hint = (
        f"Put {slug}.md back; if you renamed it, write `slug: {slug}` in it; "
        "if it must go, put it back with `title:` and `gone: reason` (or `moved to: name`)."
    )
    return Problem(path=path, line=1, column=1, rule="NAM03", message=_would_vanish(subject), hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LostSession:
    """A recorded session that is missing or moved without a note."""

    item: Item
    entry: SessionEntry
    issue: str

    @property
    def day(self) -> str:
        return humanize.day(self.entry.start)

    @property
    def name(self) -> str:
        return self.entry.label or f"The session of {self.day}"

    def problem(self, message: str, hint: str, at: tuple[At, ...] = ()) -> Problem:
        places = {key: (line, column) for key, line, column in (*self.item.at, *at)}
        line, column = places.get("sessions", (1, 1))
        return Problem(path=self.item.path, line=line, column=column, rule="DAT15", message=message, hint=hint)


def _session_problems(ledger: Ledger, item: Item) -> Iterator[Problem]:
    now = {session.key: session for session in item.sessions}
    entries = ledger.sessions_of(item.slug)
    new = [session for session in item.sessions if session.key not in entries and not session.deadline]
    home = ledger.items[item.slug].issue if item.slug in ledger.items else item.issue
    for key, entry in entries.items():
        lost = _LostSession(item=item, entry=entry, issue=entry.told.issue if entry.told else home)
        if key not in now:
            yield _missing_session(lost, new)
        elif _moved_without_note(entry, now[key]):
            yield _moved_session(lost, now[key])


def _moved_without_note(entry: SessionEntry, now: Session) -> bool:
    """Tell whether the date is new, and no note says from where readers must move it."""
    old_days = {entry.start.date(), entry.told.start.date() if entry.told else None} - {None}
    return now.start.date() != entry.start.date() and now.moved_from not in old_days


def _moved_session(lost: _LostSession, now: Session) -> Problem:
    sentence = f"{lost.name} was on {lost.day} in the last issue and is now on {humanize.day(now.start)}."
    hint = f"Add (moved from {lost.day}), or people will have both in their calendars."
    return lost.problem(sentence, hint, now.at)


def _missing_session(lost: _LostSession, new: list[Session]) -> Problem:
    """Report a missing session; without a label it may be the one new date, moved without a note."""
    entry = lost.entry
    label = f"{entry.label}: " if entry.label else ""
    line = f"{label}{lost.day}, {humanize.hours(entry.start, entry.end)} (cancelled)"
    hint = f'Put the line back, with (cancelled) if it will not happen: "{line}".'
    if len(new) == 1 and entry.label and new[0].label and new[0].course == "":
        hint = (
            f'If it is the line "{new[0].label}: {humanize.day(new[0].start)}, …", keep the name "{entry.label}" '
            f"and add (moved from {lost.day}); change the name after the next publish. "
            f'If it will not happen, put the line back with (cancelled): "{line}".'
        )
    elif not label and len(new) == 1 and not new[0].label:
        hint += f" If it is now on {humanize.day(new[0].start)}, add (moved from {lost.day}) to that line."
    return lost.problem(f"{lost.name} was in issue {lost.issue} and is missing now.", hint)
