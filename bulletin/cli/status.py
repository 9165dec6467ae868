"""`bulletin` without a command: report the state of the bulletin in at most ten lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..checks.run import check
from ..content.load import Reading, read, read_ledger
from ..errors import ContentError, Problem
from ..ledger.entries import EMPTY, Ledger
from ..model import Circulation, Issue, newest_issue, session_count
from ..publish.due import is_by_hand
from ..publish.terms import COMMAND_LINE
from ..text import humanize, zones
from .terminal import next_line, typed


class FolderState(NamedTuple):
    """The state of a content folder on a day."""

    content: Path
    reading: Reading
    problems: tuple[Problem, ...]
    ledger: Ledger
    today: date
    environ: Mapping[str, str]
    """The environment variables, which name the lists of addresses."""

    def typed(self, words: str) -> str:
        """Return a command for the user to type; inside the content folder it begins with `cd`, as builds need."""
        if not set(self.content.parts) <= {".."}:
            return typed(words, self.content)
        return f"cd {self.content / '..'} && {typed(words, Path(self.content.resolve().name))}"

    @property
    def newest(self) -> Issue | None:
        """The newest issue, None without issues."""
        return newest_issue(self.reading.workspace.issues)

    @property
    def errors(self) -> int:
        """The number of problems that are errors."""
        return sum(problem.is_error for problem in self.problems)


def report(content: Path, now: datetime, environ: Mapping[str, str]) -> str:
    """Return the report on a content folder. now: an aware datetime, whose day in the bulletin's zone counts."""
    reading = read(content, every_file=False)
    today = now.astimezone(zones.zone(reading.workspace.settings.time_zone)).date()
    ledger = _ledger(content)
    return "\n".join(_report_lines(FolderState(content, reading, check(reading), ledger, today, environ)))


def _ledger(content: Path) -> Ledger:
    try:
        return read_ledger(content)
    except ContentError:
        return EMPTY  # Reading the folder reports a damaged ledger as a problem.


def _report_lines(state: FolderState) -> Iterator[str]:
    settings, newest = state.reading.workspace.settings, state.newest
    yield f"{settings.name or 'A bulletin without a name'}, in the folder {state.content.resolve().name}."
    if newest:
        yield f"The newest issue is {newest.id}, for {humanize.weekday(newest.day)}{_days_away(newest, state.today)}."
        yield f"  {_issue_state(newest, state)}"
        yield from _edition_lines(newest, state)
    yield _problems_line(state)
    if settings.sample:
        yield "It is a sample: every edition says so, and none can be sent."
    yield next_line(_next_command(newest, state))


def _days_away(issue: Issue, today: date) -> str:
    days = (issue.day - today).days
    if not days:
        return ", which is today"
    return f", in {humanize.count(days, 'day')}" if days > 0 else f", {humanize.count(-days, 'day')} ago"


def _issue_state(issue: Issue, state: FolderState) -> str:
    entry = state.ledger.issues.get(issue.id)
    if entry is None:
        waits = "It is ready, and has not gone out." if issue.day <= state.today else "It is ready for its day."
        return waits if issue.ready else "It is a draft, so it does not go out."
    if entry.state == "recorded":
        return "It is recorded as published; Bulletin sent it to nobody."
    if entry.state == "sent":
        return f"It went out on {humanize.day(entry.at.date())}."
    by_hand = "It waits until somebody says that it was sent by hand."
    return by_hand if is_by_hand(entry.claim) else "It began to go out, and is not finished."


def _edition_lines(issue: Issue, state: FolderState) -> Iterator[str]:
    """Yield lines with the numbers of items for each edition. No line names an item, since some are limited."""
    free = [item for item in issue.items if not item.held]
    levels = [item.circulation for item in free]
    limited = levels.count(Circulation.LIMITED)
    main = len(free) - limited
    sessions = session_count(item for item in free if item.circulation is not Circulation.LIMITED)
    contents = f"{humanize.count(main, 'item')}, {humanize.count(sessions, 'session')}"
    yield f"  Email: {contents}, to {_list_name(state, COMMAND_LINE.to)}."
    if limited:
        yield f"  Limited edition: {humanize.count(limited, 'item')}, to {_list_name(state, COMMAND_LINE.to_limited)}."
    yield f"  Web, feed and calendar: {humanize.count(levels.count(Circulation.PUBLIC), 'item')}, for everybody."
    if len(free) < len(issue.items):
        yield f"  Left out: {humanize.count(len(issue.items) - len(free), 'item')} on hold."


def _list_name(state: FolderState, variable: str) -> str:
    return state.environ.get(variable) or f"the list that {variable} names where it is sent"


def _problems_line(state: FolderState) -> str:
    if state.errors:
        first = min(problem for problem in state.problems if problem.is_error)
        return f"{humanize.count(state.errors, 'problem')} to put right, the first in {first.path}:{first.line}."
    warnings = sum(problem.severity == "warning" for problem in state.problems)
    return f"Nothing stops it; {humanize.count(warnings, 'warning')}." if warnings else "Nothing is wrong."


def _next_command(newest: Issue | None, state: FolderState) -> str:
    """Return the command to type next."""
    if newest is None and not any(path.name == "issue.md" for path in state.content.glob("*/*")):
        return state.typed("new issue")
    if state.errors or newest is None:
        return state.typed("check")
    entry = state.ledger.issues.get(newest.id)
    if entry is None:
        return _next_for_unsent(newest, state)
    if entry.is_unfinished:
        mark = " --mark-sent" if is_by_hand(entry.claim) else ""
        return state.typed(f"publish --issue {newest.id}{mark}")
    bulletin = state.reading.bulletin
    if entry.state == "sent" and bulletin and bulletin.changes:
        return state.typed(f"correction {newest.id}") + "   (readers were told something else)"
    return state.typed("new issue")


def _next_for_unsent(issue: Issue, state: FolderState) -> str:
    build = state.typed(f"build --issue {issue.id}")
    if not issue.ready:
        return f'{build}   (and write "status: ready" in {issue.path} when it may go out)'
    if state.reading.workspace.settings.sample or issue.day > state.today:
        return build
    return state.typed(f"publish --issue {issue.id} --dry-run")
