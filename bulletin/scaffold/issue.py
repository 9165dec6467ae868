"""`bulletin new issue`: write the next issue's folder; keys and items of every issue are carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ..content.frontmatter import KeyEntry
from ..content.holidays import bank_holidays, working_day_from
from ..content.keys import ISSUE, names
from ..content.load import Reading, read
from ..content.top_part import read as read_file
from ..errors import ContentError, FolderError
from ..model import Issue, Item, newest_issue
from ..text import humanize

INTRODUCTION = "Write here, in one or two sentences, what readers should not miss."

_CARRIED = ("title", "circulation", "sections", "subject", "limited note")
"""Keys whose lines are copied from the last issue, without the blanks in front of the key."""


class NewIssue(NamedTuple):
    """The issue that was begun."""

    path: Path
    """The path of its issue.md."""
    day: date
    standing: tuple[str, ...]
    """Slugs of the items that are printed again."""


def begin_issue(content: Path, day: date | None, today: date) -> NewIssue:
    """Write the next issue of a content folder; without a day, its date is about a month after the newest issue.

    Raises ContentError if the content cannot be read, FolderError if the issue cannot be written.
    """
    reading = read(content, every_file=False)
    if reading.bulletin is None and not _lacks_only_an_issue(reading):
        raise ContentError(reading.problems)
    issues = reading.workspace.issues
    last = newest_issue(issues)
    chosen = day or _next_day(reading, last.day if last else today, today)
    ready = frozenset(issue.id for issue in issues if issue.ready)
    standing = tuple(item.slug for item in _recurring_items(last, ready, chosen)) if last else ()
    path = content / _free_id(content, chosen) / "issue.md"
    try:
        path.parent.mkdir()
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_text(chosen, last, standing))
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return NewIssue(path, chosen, standing)


def _lacks_only_an_issue(reading: Reading) -> bool:
    """Tell whether the only error is that there is no issue yet."""
    errors = [problem for problem in reading.problems if problem.is_error]
    return not reading.workspace.issues and all(problem.rule == "FIL06" for problem in errors)


def _next_day(reading: Reading, last: date, today: date) -> date:
    """Return the last issue's day of the month in the first later month in which it is after today.

    A day on which nobody works is moved on to the next working day.
    """
    settings = reading.workspace.settings
    day = last
    while day <= max(last, today):
        first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        length = ((first + timedelta(days=31)).replace(day=1) - first).days
        day = first + timedelta(days=min(last.day, length) - 1)
    holidays = {*bank_holidays(settings.bank_holidays, day.year + 1), *settings.extra_bank_holidays}
    return working_day_from(day, holidays)


def _free_id(content: Path, day: date) -> str:
    """Return the id of a new issue: its month, or its day if there is an issue of this month."""
    month = f"{day:%Y-%m}"
    return f"{day:%Y-%m-%d}" if (content / month).exists() else month


def _recurring_items(last: Issue, ready: frozenset[str], day: date) -> Iterator[Item]:
    """Yield the current items that the last issue pins, puts first, or repeats from earlier issues."""
    for item in last.items:
        recurs = item.pinned or item.slug in last.first or item.issue != last.id
        ended = item.show_until is not None and item.show_until < day
        if recurs and item.issue in ready and not (ended or item.closed or item.retired):
            yield item


def _text(day: date, last: Issue | None, standing: tuple[str, ...]) -> str:
    first = [name for name in last.first if name in standing] if last else []
    lines = ["---", f"issue date: {humanize.day(day, month_first=bool(last and last.month_first))}", "status: draft"]
    if last is None or last.covers:
        lines.append(f"covers: {_covers(day, last.covers if last else '')}")
    lines += _carried_lines(Path(last.path)) if last else []
    lines += [f"start with: {', '.join(first)}"] if first else []
    lines += [f"repeat: {', '.join(standing)}"] if standing else []
    return "\n".join([*lines, "---", INTRODUCTION, ""])


def _covers(day: date, last: str) -> str:
    """Write the months that an issue covers: two if the last issue covered more than one, else one."""
    months = [(day.year, day.month)]
    if sum(month in last for month in humanize.MONTHS) > 1:
        months.append((day.year + day.month // 12, day.month % 12 + 1))
    written = [humanize.month(month) for month in months]
    if len(months) > 1 and months[0][0] == months[1][0]:
        written[0] = written[0].partition(" ")[0]
    return " and ".join(written)


def _carried_lines(path: Path) -> Iterator[str]:
    """Yield the lines of each key of _CARRIED in an issue's file, with the lines below that belong to it."""
    document = read_file(path.read_text("utf-8-sig"), str(path), names(ISSUE))
    lines = document.text.split("\n")
    entries = sorted(document.entries.values(), key=lambda entry: entry.line)
    ends = [*(entry.line for entry in entries[1:]), document.end]
    for entry, end in zip(entries, ends, strict=True):
        if entry.key in _CARRIED:
            yield from _without_indent(entry, lines[entry.line - 1 : end - 1])


def _without_indent(entry: KeyEntry, lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of an entry without the blanks in front of its key."""
    for line in lines:
        indent = line[: entry.column - 1]
        yield line.lstrip() if indent.strip() else line[len(indent) :]
