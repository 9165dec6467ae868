"""Report published items, sessions and addresses that are missing now, and sessions moved without a note."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from .. import addresses
from ..errors import Problem
from ..model import ACT_BY, Circulation, Issue, Item, Session, Timing
from ..text import humanize, zones
from ..text.online import TO_BE_CONFIRMED, is_online
from .entries import IssueEntry, Ledger, SessionEntry, slug_of

_LEDGER_PATH = "content/ledger.json"
_ISSUE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[a-z0-9]+)*")
"""The id of an issue; those of corrections and reminders are others."""
_INSTANT = timedelta(microseconds=1)
"""Subtracted from an end, so that an end at midnight belongs to the day before."""
_ONE_DAY = timedelta(days=1)
"""By how much the date of a moment in UTC may be less than the date at the team's place."""
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


def missing_issues(ledger: Ledger, folders: Collection[str], path: str = _LEDGER_PATH) -> dict[str, Problem]:
    """Return by id a problem (NAM03) for each issue in the ledger that has no folder.

    Under another name it would be another issue, which goes out again. folders: the names of those that there are.
    """
    return {
        issue: Problem(
            path=path,
            line=1,
            column=1,
            rule="NAM03",
            message=f"The issue {issue} was published, and its folder is missing.",
            hint=f"Put the folder back as {issue}: under another name it would go out again.",
        )
        for issue in ledger.issues
        if _ISSUE.fullmatch(issue) and issue not in folders
    }


def unshown_issues(ledger: Ledger, issues: Sequence[Issue], day: date) -> Iterator[Problem]:
    """Yield a problem (NAM03) for each issue whose page was published and would not be on the web on a day.

    Of the issues that are dated after the day only the newest is reported: a build of a later day shows them all.
    """
    published = [issue for issue in issues if addresses.issue(issue.id) in ledger.addresses]
    late = []
    for issue in published:
        entry = ledger.issues.get(issue.id)
        if not issue.ready:
            yield _draft_problem(issue, is_settled=entry is not None and not entry.is_unfinished)
        elif entry and entry.state == "sent" and issue.day > entry.at.date() + _ONE_DAY:
            yield _moved_issue_problem(issue, entry)
        elif issue.day > day:
            late.append(issue)
    if late:
        yield _late_issue_problem(max(late, key=lambda issue: issue.day), day)


def _draft_problem(issue: Issue, *, is_settled: bool) -> Problem:
    """Return the problem of a published draft. is_settled: whether no run sends it by itself any more."""
    hint = "Write `status: ready`."
    if not is_settled:
        hint += (
            " If its email must not go out yet, type `bulletin publish --record` then: it goes out only when somebody"
            " names it."
        )
    return _issue_problem(
        issue, "status", f"The issue {issue.id} was published, and as a draft it would vanish from the web.", hint
    )


def _moved_issue_problem(issue: Issue, entry: IssueEntry) -> Problem:
    message = (
        f"The issue {issue.id} was sent on {humanize.day(entry.at)}, and is dated {humanize.day(issue.day)} now: until "
        "then it would vanish from the web."
    )
    return _issue_problem(issue, "issue date", message, f"Write `issue date: {humanize.day(entry.day)}`, as it was.")


def _late_issue_problem(issue: Issue, day: date) -> Problem:
    message = (
        f"The issue {issue.id} was published, and is dated {humanize.day(issue.day)}: in a build for "
        f"{humanize.day(day)} it would vanish from the web."
    )
    hint = f"Build for {humanize.day(issue.day)} or later; if its date was changed, write the date that it had."
    return _issue_problem(issue, "issue date", message, hint)


def _issue_problem(issue: Issue, key: str, message: str, hint: str) -> Problem:
    line, column = issue.place_of(key)
    return Problem(path=issue.path, line=line, column=column, rule="NAM03", message=message, hint=hint)


def moved_items(ledger: Ledger, items: Iterable[Item]) -> Iterator[Problem]:
    """Yield a problem (NAM04) for each item that went out with a sent issue and is in the folder of another one now."""
    for item in items:
        entry = ledger.items.get(item.slug)
        if entry and entry.told and entry.issue != item.issue and ledger.sent(entry.issue):
            message = (
                f"This item went out with the issue {entry.issue}, whose page loses it, and {item.issue} has it as new "
                "once more."
            )
            hint = (
                f"If readers should not get it twice, put the file back into {entry.issue}. To print it again, write "
                f"`repeat: {item.slug}` in the issue.md of {item.issue}; a new item needs another name."
            )
            yield Problem(
                path=item.path, line=1, column=1, rule="NAM04", message=message, hint=hint, severity="warning"
            )


def without_issues(ledger: Ledger, issues: Collection[str]) -> Ledger:
    """Return the ledger without the items and sessions of some issues."""
    items = {slug: entry for slug, entry in ledger.items.items() if entry.issue not in issues}
    sessions = {ref: entry for ref, entry in ledger.sessions.items() if slug_of(ref) in items}
    return replace(ledger, items=items, sessions=sessions)


def vanished(ledger: Ledger, items: Iterable[Item], path: str, place: str) -> tuple[Problem, ...]:
    """List recorded items that are missing (NAM03), and sessions that are missing or moved without a note (DAT15).

    items: every item of the content, also those that are not shown or on hold. path: the path of the ledger, where
    the problem of an item without a file is reported. place: the bulletin's usual place, which lines leave out. A
    retired item needs no sessions (see `still_to_come`).
    """
    present = {item.slug: item for item in items}
    recorded = sorted(ledger.items.keys() | {slug_of(ref) for ref in ledger.sessions})
    problems = [_missing_item_problem(ledger, slug, path) for slug in recorded if slug not in present]
    for slug in recorded:
        if slug in present and not present[slug].retired and not _is_taken_back(present[slug], ledger.addresses):
            problems += _session_problems(ledger, present[slug], place)
    return tuple(sorted(problems))


def vanished_addresses(
    promised: Iterable[str], rendered: Collection[str], items: Iterable[Item], path: str = _LEDGER_PATH
) -> tuple[Problem, ...]:
    """List published addresses that a build does not make (NAM03), without those below another one in the list.

    items: those of shown or mailed issues. The problem of one of them is reported in its file, every other one in
    the ledger at `path`. Of a retired item only the page must stay. An item without a file is reported by
    `vanished`, before anything is built.
    """
    present = {addresses.item(item.slug): item for item in items}
    published = frozenset(promised)
    unmade = published - set(rendered)
    lost = sorted(unmade - taken_back(unmade, published, present.values()))
    pages = {address for address in lost if address.endswith("/")}
    return tuple(
        Problem(
            path=present[page].path if page in present else path,
            line=1,
            column=1,
            rule="NAM03",
            message=_vanish_sentence(address),
            hint=_hint(address),
        )
        for address in lost
        for page in [_page_above(address)]
        if not _is_named_elsewhere(address, pages, present)
    )


def taken_back(lost: Collection[str], promised: Collection[str], items: Iterable[Item]) -> frozenset[str]:
    """Return the lost addresses that may vanish, because their item was on the web and is limited or on hold now.

    promised: the published addresses. The item's page stays. The addresses below it go, and so do the page, feed
    and calendar of a topic that no other item has.
    """
    withdrawn = [item for item in items if _is_taken_back(item, promised)]
    pages = {addresses.item(item.slug) for item in withdrawn}
    topics = {addresses.topic(topic) for item in withdrawn for topic in item.topics}
    if topics and addresses.TOPICS in lost:
        topics.add(addresses.TOPICS)
    return frozenset(
        address
        for address in lost
        for page in [_page_above(address)]
        if (page in pages and address != page) or page in topics or address in topics
    )


def _is_taken_back(item: Item, promised: Collection[str]) -> bool:
    """Tell whether an item was on the web and may not be there any more."""
    is_off_web = item.withdrawn or item.access != Circulation.PUBLIC
    return is_off_web and addresses.item(item.slug) in promised


def changed_id(ledger: Ledger, bulletin_id: str, path: str = "content/bulletin.yml") -> Problem | None:
    """Return a problem (LED03) if a bulletin's id differs from the one in its ledger."""
    if ledger.bulletin in ("", bulletin_id):
        return None
    first = min(((entry.day, issue_id) for issue_id, entry in ledger.issues.items()), default=None)
    since = f"{first[1]} was published" if first else "it was first recorded"
    sentence = f'The id was "{ledger.bulletin}" when {since}.'
    return Problem(path=path, line=1, column=1, rule="LED03", message=sentence, hint=f"Write `id: {ledger.bulletin}`.")


def _page_above(address: str) -> str:
    """Return the address of the item or topic that an address belongs to: its first two parts."""
    return "/".join(address.split("/")[:2]) + "/"


def _is_named_elsewhere(address: str, pages: Collection[str], present: Mapping[str, Item]) -> bool:
    parts = address.split("/")
    above = {"/".join(parts[:depth]) + "/" for depth in range(1, len(parts))} - {address}
    page = _page_above(address)
    retired = page in present and present[page].retired and address != page
    return retired or bool(above & set(pages))


def _vanish_sentence(subject: str) -> str:
    return f"{subject} was published and would vanish."


def _hint(address: str) -> str:
    return next(hint for pattern, hint in _HINTS if re.fullmatch(pattern, address))


def _missing_item_problem(ledger: Ledger, slug: str, path: str) -> Problem:
    address = addresses.item(slug)
    subject = address if address in ledger.addresses else f'The item "{slug}"'
    hint = (
        f"Put {slug}.md back; if you renamed it, write `slug: {slug}` in it; "
        "if it must go, put it back with `title:` and `gone: reason` (or `moved to: name`)."
    )
    return Problem(path=path, line=1, column=1, rule="NAM03", message=_vanish_sentence(subject), hint=hint)


def still_to_come(ledger: Ledger, items: Iterable[Item], day: date) -> tuple[Problem, ...]:
    """List the recorded sessions of retired items that are not over on a day and not cancelled (DAT15).

    A session of an item that has moved is not listed if the other item has a session at the same time.
    """
    by_slug = {item.slug: item for item in items}
    problems: list[Problem] = []
    for item in by_slug.values():
        if item.retired and not _is_taken_back(item, ledger.addresses):
            starts = (
                {session.start for session in by_slug[item.moved_to].sessions} if item.moved_to in by_slug else set()
            )
            problems += _coming_session_problems(ledger, item, day, starts)
    return tuple(sorted(problems))


def _coming_session_problems(ledger: Ledger, item: Item, day: date, starts: Collection[datetime]) -> Iterator[Problem]:
    now = {session.key: session for session in item.sessions}
    for key, entry in ledger.sessions_of(item.slug).items():
        session = now.get(key)
        status = session.status if session else entry.status
        start = entry.start.replace(tzinfo=zones.zone(entry.zone))
        if entry.end.date() >= day and status != "CANCELLED" and start not in starts:
            lost = _LostSession(item=item, entry=entry, issue=item.issue, key=key)
            name = f"{entry.label} on {lost.day}" if entry.label else lost.name
            word = "gone" if item.gone else "moved to"
            hint = f'Write its line with (cancelled), or take "{word}" out: "{lost.line("")} (cancelled)".'
            if item.moved_to:
                hint += " If the file only has another name now, keep its address with `slug:`."
            yield lost.problem(f"{name} is still to come.", hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LostSession:
    """A recorded session that is missing or moved without a note."""

    item: Item
    entry: SessionEntry
    issue: str
    key: str = ""

    @property
    def day(self) -> str:
        return humanize.day(self.entry.start)

    @property
    def name(self) -> str:
        return self.entry.label or f"The session of {self.day}"

    def line(self, place: str) -> str:
        """Return its line for an editor to paste. place: the bulletin's usual place, which the line leaves out."""
        entry = self.entry
        label = f"{entry.label}: " if entry.label else ""
        if entry.deadline:
            label = "act by: " if self.key == ACT_BY else label
            hour = f", {humanize.clock(entry.start)}" if entry.timing is Timing.TIMED else ""
            return f"{label}{self.day}{hour}"
        last = entry.end - _INSTANT
        if entry.timing is not Timing.TIMED:
            days = self.day if last.date() == entry.start.date() else f"{self.day} to {humanize.day(last)}"
            when = f"{days}, {entry.timing}"
        elif last.date() != entry.start.date():
            start, end = humanize.clock(entry.start), humanize.clock(entry.end)
            when = f"{self.day}, {start} to {humanize.day(entry.end)}, {end}"
        else:
            when = f"{self.day}, {humanize.hours(entry.start, entry.end)}"
        at = "" if is_online(entry.place) or entry.place == TO_BE_CONFIRMED else "at "
        where = f", {at}{entry.place}" if entry.place not in ("", place) else ""
        return f"{label}{when}{where}"

    def problem(self, message: str, hint: str) -> Problem:
        line, column = self.item.place_of("act by" if self.key == ACT_BY else "sessions")
        return Problem(path=self.item.path, line=line, column=column, rule="DAT15", message=message, hint=hint)


def _session_problems(ledger: Ledger, item: Item, place: str) -> Iterator[Problem]:
    now = {session.key: session for session in item.sessions}
    entries = ledger.sessions_of(item.slug)
    new = [session for session in item.sessions if session.key not in entries and not session.deadline]
    home = ledger.items[item.slug].issue if item.slug in ledger.items else item.issue
    for key, entry in entries.items():
        lost = _LostSession(item=item, entry=entry, issue=entry.told.issue if entry.told else home, key=key)
        if key not in now:
            yield _missing_session_problem(lost, [] if entry.deadline else new, place)
        elif _lacks_move_note(entry, now[key]):
            yield _moved_session_problem(lost, now[key])


def _lacks_move_note(entry: SessionEntry, now: Session) -> bool:
    """Tell whether the date is new, and no note "moved from" names an old date."""
    old_days = {entry.start.date(), entry.told.start.date() if entry.told else None} - {None}
    return now.start.date() != entry.start.date() and now.moved_from not in old_days


def _moved_session_problem(lost: _LostSession, now: Session) -> Problem:
    sentence = f"{lost.name} was on {lost.day} in the last issue and is now on {humanize.day(now.start)}."
    hint = f"Add (moved from {lost.day}), or people will have both in their calendars."
    line, column = now.written_at
    return replace(lost.problem(sentence, hint), line=line, column=column)


def _covers(session: Session, entry: SessionEntry) -> bool:
    """Tell whether a session of whole days with the same name has the day of an entry in it."""
    first, day = session.start.date(), entry.start.date()
    same_name = session.label == entry.label and session.timing is Timing.ALL_DAY
    return same_name and first < day < session.end.date()


def _missing_session_problem(lost: _LostSession, new: list[Session], place: str) -> Problem:
    """Return the problem of a missing session; the hint depends on whether it was renamed, or is a day of a course."""
    entry, line = lost.entry, f"{lost.line(place)} (cancelled)"
    message = f"{lost.name} was in issue {lost.issue} and is missing now."
    others = [session for session in lost.item.sessions if session.label == entry.label and session.course]
    whole = [session for session in others or lost.item.sessions if _covers(session, entry)]
    if entry.course and whole:
        count = (whole[0].end.date() - whole[0].start.date()).days
        days = "; ".join(f"{humanize.day(whole[0].start + timedelta(number))}, all day" for number in range(count))
        hint = f'Readers have an entry for each day. Keep them: write "{days}".'
        return lost.problem(message, hint)
    if entry.course or others:
        hint = f"If it will not happen, write ({lost.day} cancelled) in its line; "
        hint += f"if it is on another day, give it a line of its own with (moved from {lost.day})."
        return lost.problem(message, hint)
    renamed = new[0] if len(new) == 1 and new[0].label != entry.label else None
    if renamed and entry.label:
        now = f"{renamed.label}: {humanize.day(renamed.start)}" if renamed.label else humanize.day(renamed.start)
        note = f" and add (moved from {lost.day})" if renamed.start.date() != entry.start.date() else ""
        hint = f'If it is the line "{now}, …", keep the name "{entry.label}"{note}; '
        hint += "change the name after the next publish. If it will not happen, put the line back with (cancelled): "
        hint += f'"{line}".'
        return lost.problem(message, hint)
    if any(row.label == entry.label for row in lost.item.awaited):
        hint = (
            f'If its new date is not known yet, put the line back with (postponed): "{lost.line(place)} (postponed)".'
        )
        return lost.problem(message, hint)
    hint = f'Put the line back, with (cancelled) if it will not happen: "{line}".'
    if len(new) == 1 and not entry.label:
        hint += f" If it is now on {humanize.day(new[0].start)}, add (moved from {lost.day}) to that line."
    return lost.problem(message, hint)
