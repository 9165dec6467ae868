"""`bulletin new issue`: write the folder of the next issue, with what stands in every issue carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ..content.frontmatter import same_key
from ..content.holidays import bank_holidays, working_day_from
from ..content.keys import ISSUE, names
from ..content.load import Reading, read
from ..errors import ContentError, FolderError
from ..model import Circulation, Issue, Item
from ..text import humanize

INTRODUCTION = "Write here, in one or two sentences, what readers should not miss."

_CARRIED = ("title", "circulation", "sections", "subject", "limited note")
"""Keys of the last issue whose lines are copied as they stand."""
_KEY = re.compile(r"([^\W\d_][\w -]*?) *:")
_FENCE = re.compile(r"-{3,}\s*")


class NewIssue(NamedTuple):
    """The issue that was begun."""

    path: Path
    """Of its issue.md."""
    day: date
    standing: tuple[str, ...]
    """The names of the items that are printed again."""


def begin_issue(content: Path, day: date | None, today: date) -> NewIssue:
    """Write the next issue of a content folder; without a day it is dated a month after the newest.

    Raises ContentError if the content cannot be read, FolderError if the issue cannot be written.
    """
    reading = read(content, every_file=False)
    if reading.bulletin is None and not _is_only_without_issues(reading):
        raise ContentError(reading.problems)
    issues = reading.workspace.issues
    last = max(issues, key=lambda issue: (issue.day, issue.id), default=None)
    chosen = day or _next_day(reading, last.day if last else today, today)
    ready = frozenset(issue.id for issue in issues if issue.ready)
    standing = tuple(item.slug for item in _standing(last, ready, chosen)) if last else ()
    path = content / _free_id(content, chosen) / "issue.md"
    try:
        path.parent.mkdir()
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_text(chosen, last, standing))
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return NewIssue(path, chosen, standing)


def _is_only_without_issues(reading: Reading) -> bool:
    """Tell whether the only thing wrong is that there is no issue yet."""
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    return not reading.workspace.issues and all(problem.rule == "FIL06" for problem in errors)


def _next_day(reading: Reading, last: date, today: date) -> date:
    """Return the first working day, a month or more after the last issue, that lies ahead."""
    settings = reading.workspace.settings
    day = last
    while day <= max(last, today):
        first = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        length = ((first + timedelta(days=31)).replace(day=1) - first).days
        day = first + timedelta(days=min(last.day, length) - 1)
    holidays = {*bank_holidays(settings.bank_holidays, day.year + 1), *settings.extra_bank_holidays}
    return working_day_from(day, holidays)


def _free_id(content: Path, day: date) -> str:
    """Return the id of an issue of a day: its month, or its day where the month has an issue."""
    month = f"{day:%Y-%m}"
    return f"{day:%Y-%m-%d}" if (content / month).exists() else month


def _standing(last: Issue, ready: frozenset[str], day: date) -> Iterator[Item]:
    """Yield the items that every issue has: pinned, first, or repeated by the last one, and still current."""
    for item in last.items:
        stands = item.pinned or item.slug in last.first or item.issue != last.id
        ended = item.show_until is not None and item.show_until < day
        hidden = bool(item.held) or item.circulation is Circulation.LIMITED
        if stands and item.issue in ready and not (ended or hidden or item.retired):
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
    """Say which months an issue is about: as many as the last one was."""
    months = [(day.year, day.month)]
    if sum(month in last for month in humanize.MONTHS) > 1:
        months.append((day.year + day.month // 12, day.month % 12 + 1))
    written = [humanize.month(month) for month in months]
    if len(months) > 1 and months[0][0] == months[1][0]:
        written[0] = written[0].partition(" ")[0]
    return " and ".join(written)


def _carried_lines(path: Path) -> list[str]:
    """Copy the lines of the last issue that hold for every issue, with what belongs to them."""
    keys = names(ISSUE).names
    lines: list[str] = []
    carried = False
    for line in path.read_text("utf-8-sig").splitlines()[1:]:
        if _FENCE.fullmatch(line):
            break
        key = _KEY.match(line)
        if key:
            carried = keys.get(same_key(key[1])) in _CARRIED
        if carried:
            lines.append(line)
    return lines
