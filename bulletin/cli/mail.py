"""`bulletin correction` and `bulletin reminder`: write the files of one mail, and say what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from ..content.load import load, read_ledger
from ..folder import write
from ..ledger.history import next_correction
from ..model import File
from ..outputs import render_correction, render_reminder
from .options import Day, day_of, revision_time
from .terminal import next_line, progress, typed


def correction(issue: str, folder: Path, out: Path, as_of: Day | None) -> Iterator[str]:
    """Write the next correction of an issue into `out`; yield lines about the files and what to do next."""
    with progress("Building"):
        files = correction_files(folder, issue, as_of=day_of(as_of or "today", folder), revised=revision_time())
    yield from _write(files, out)
    yield next_line("look at it, then " + typed(f"publish --correction {issue} --dry-run", folder))


def reminder(folder: Path, out: Path, as_of: Day | None) -> Iterator[str]:
    """Write the reminder of a week into `out`; yield lines about the files and what to do next."""
    with progress("Building"):
        bulletin = load(folder, as_of=day_of(as_of or "today", folder), revised=revision_time())
        files = tuple(render_reminder(bulletin))
    if files:
        yield from _write(files, out)
        yield next_line("look at it, then " + typed("publish --reminder --dry-run", folder))
    else:
        yield "No session of this week lies ahead, so there is nothing to remind anybody of."
        yield next_line(typed("reminder", folder) + ", in a week with sessions")


def correction_files(
    content: Path, issue_id: str, *, as_of: date | None = None, revised: datetime | None = None
) -> tuple[File, ...]:
    """Render the next correction of an issue, and a manifest that names it.

    as_of and revised: as for `load`; sessions before that day are left out. Raises ContentError, and
    RequestError for an issue that does not exist, was not sent, or has not changed since.
    """
    bulletin = load(content, as_of=as_of, mail=[issue_id], revised=revised)
    return tuple(render_correction(bulletin, issue_id, next_correction(read_ledger(content), issue_id)))


def _write(files: Sequence[File], out: Path) -> Iterator[str]:
    for path in sorted(write(files, out).paths):
        yield str(out / path)
