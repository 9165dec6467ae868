"""`bulletin new` and `bulletin init`: start an item, an issue or a repository, and say what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from ..errors import RequestError
from ..scaffold import Team, begin
from ..scaffold.issue import begin_issue
from ..scaffold.item import start
from ..text import humanize
from .options import IssueDay
from .terminal import next_line, progress, typed


def new_item(kind: str, title: str | None, folder: Path, issue: str | None) -> Iterator[str]:
    """Start an item; yield sentences about the new file and what to do next."""
    if not title:
        raise click.UsageError(f'Write the title, too: bulletin new {kind} "Title of the item"')
    item = start(folder, issue, kind, title)
    then = ", then delete its line that begins with hold until" if item.held else ""
    yield f"I made {item.path}. Fill it in{then}."
    yield next_line(typed(f"build --issue {item.path.parent.name}", folder))


def new_issue(day: str | None, folder: Path, issue: str | None) -> Iterator[str]:
    """Begin the next issue; yield sentences about the new file and what to do next."""
    if issue:
        raise RequestError("An issue is not put into another. Leave --issue out.")
    chosen = IssueDay().convert(day, None, click.get_current_context()) if day else None
    today = datetime.now(UTC).date()
    with progress("Reading"):
        next_issue = begin_issue(folder, today if chosen == "today" else chosen, today)
    yield f"I made {next_issue.path}: a draft for {humanize.weekday(next_issue.day)}."
    if next_issue.standing:
        standing = humanize.listed(next_issue.standing)
        yield f"Printed again, as in every issue: {standing}. The lines that name them are in it."
    yield next_line(typed('new update "Title of the item"', folder))


def new_repository(folder: Path, team: Team, *, here: bool) -> Iterator[str]:
    """Write the repository of a new team; yield lines about its files and what to do next. here: as for `begin`."""
    result = begin(folder, team, here=here)
    yield from (f"  {folder / path}" for path in result.new)
    yield from (f"  {folder / path}: the release is filled in" for path in result.filled)
    yield from (f"  {folder / path}: renewed, since nobody had changed it" for path in result.renewed)
    rest = f", and left {humanize.count(len(result.unchanged), 'file')} unchanged" if result.unchanged else ""
    yield f"I made {humanize.count(len(result.new), 'file')}{rest}."
    yield from result.next_steps
