"""Record in the ledger what a checked build shows, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..circulation.audience import seen_by
from ..content.load import Reading, load, read, read_ledger
from ..errors import ContentError, FolderError, Problem, PublishError, RequestError
from ..ledger import recording as ledger_recording
from ..ledger.entries import Ledger
from ..ledger.history import next_correction
from ..model import Bulletin, Circulation, File
from ..outputs import render, render_correction, render_reminder
from ..outputs.feeds.updates import new_updates
from ..outputs.manifest import promised
from ..text.humanize import count
from .due import without_unpublished
from .from_build import Build
from .past_ledgers import LedgerFile, refuse_losses
from .store import NAME, FolderLedger, Store, update


class Checks(NamedTuple):
    """The checks of a build, passed in by the command line and the Action: publishing knows no rule."""

    content: Callable[[Reading], tuple[Problem, ...]]
    """Find every problem of the files that were read."""
    built: Callable[[Bulletin, Iterable[File]], tuple[Problem, ...]]
    """Find every problem of the files that were built."""


class Baseline(NamedTuple):
    """What a build is compared with: it is read with this ledger and this time, and recorded over them."""

    ledger: Ledger
    at: datetime
    """When changes count as made; aware."""


class CheckedBuild(NamedTuple):
    """A build whose content and files hold no error; `checked_build` makes it, and only it can be recorded."""

    build: Build
    baseline: Baseline
    problems: tuple[Problem, ...]
    """Warnings and advice, sorted by place."""


class CheckError(ContentError):
    """A check found an error. Carries every problem, worded as the check was asked to word them."""


class LedgerChanged(RequestError):
    """The ledger is another one than the one that was built from."""

    def __init__(self) -> None:
        super().__init__("The ledger changed while I was building. Run this again.")


def checked_build(reading: Reading, baseline: Baseline, checks: Checks, commit: str = "") -> CheckedBuild:
    """Check what was read, render it, and check what was built; raise CheckError if there is an error.

    Raises what `render` raises, too: for a leak, a template that fails, an address that would vanish.
    commit: of the content, "" where that is not known.
    """
    problems = _without_errors(checks.content(reading))
    bulletin = reading.complete()
    files = {file.path: file for file in render(bulletin)}
    problems = _without_errors(tuple(sorted({*problems, *checks.built(bulletin, files.values())})))
    return CheckedBuild(Build(bulletin=bulletin, files=files, commit=commit), baseline, problems)


def _without_errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if any(problem.severity == "error" for problem in problems):
        raise CheckError(problems)
    return problems


class FolderRequest(NamedTuple):
    """A content folder on this machine, and the times to build it for."""

    content: Path
    at: datetime
    """When changes count as made; aware."""
    as_of: date | None = None
    """As for `read`."""
    commit: str = ""
    """Of the content, "" where that is not known."""


def checked_folder(request: FolderRequest, checks: Checks, mail: Collection[str] = ()) -> CheckedBuild:
    """Read a content folder with its own ledger and return the checked build.

    mail: as for `read`. Raises ContentError (also for a damaged ledger, or one that has
    lost entries), and what `read` and `render` raise.
    """
    baseline = Baseline(read_ledger(request.content), request.at)
    file = LedgerFile(request.content, (request.content / NAME).as_posix())
    reading = read(
        request.content,
        as_of=request.as_of,
        mail=mail,
        revised=baseline.at,
        ledger=baseline.ledger,
        every_file=False,
    )
    bulletin = reading.complete()  # Where files cannot be read, that alone is said, as `bulletin build` does.
    refuse_losses(file, baseline.ledger, bulletin.settings.id)
    return checked_build(reading, baseline, checks, request.commit)


def next_ledger(checked: CheckedBuild, *, every_issue: bool = False) -> Ledger:
    """Return the ledger with all that a build shows; of a sample, the ledger as it was.

    every_issue: count issues that were never sent as published, so that none goes out by itself;
    without it they stay out, as `due.without_unpublished` says. Raises ContentError (LED03) for another
    bulletin's ledger.
    """
    bulletin, (previous_ledger, at) = checked.build.bulletin, checked.baseline
    if bulletin.settings.sample:
        return previous_ledger
    # Without a base url there is no site whose pages somebody could have read.
    addresses = tuple(promised(checked.build.files.values())) if bulletin.settings.hosted else ()
    updates = new_updates(seen_by(bulletin, Circulation.PUBLIC)) if bulletin.settings.hosted else {}
    new_ledger = ledger_recording.record(previous_ledger, bulletin, addresses, at, updates=updates)
    if every_issue:
        return new_ledger
    newest = max(bulletin.issues, key=lambda issue: (issue.day, issue.id), default=None)
    return without_unpublished(previous_ledger, new_ledger, newest.id if newest else "")


def record(store: Store, checked: CheckedBuild, *, every_issue: bool = False) -> Ledger:
    """Write the next ledger in place of the one that was built from, and return it; the same is not written.

    Raises LedgerChanged if another ledger is there by now, PublishError if it cannot be written,
    and what `next_ledger` raises.
    """
    previous_ledger = checked.baseline.ledger
    new_ledger = next_ledger(checked, every_issue=every_issue)

    def swap(ledger: Ledger) -> Ledger:
        # The new one is there already after a write whose answer was unclear.
        if ledger not in (previous_ledger, new_ledger):
            raise LedgerChanged
        return new_ledger

    if new_ledger != previous_ledger:
        update(store, swap, "Record what is shown")
    return new_ledger


class Summary(NamedTuple):
    """What `bulletin publish --record` did, or would do."""

    path: Path
    changed: bool
    """Whether the file is another one now."""
    sessions: int
    """How many it knows."""
    addresses: int
    dry: bool = False

    def __str__(self) -> str:
        verb = "would know" if self.dry else "knows"
        content = f"{count(self.sessions, 'session')} and {count(self.addresses, 'address', 'addresses')}"
        return f"{self.path} {verb} {content}{'' if self.changed else ', as before'}."


def record_folder(request: FolderRequest, checks: Checks, *, dry: bool = False) -> Summary:
    """Record what a content folder shows, in its ledger.json; every issue that is shown counts as published.

    dry: write nothing. Raises what `checked_folder` raises, PublishError for a sample or without a
    base url, LedgerChanged, and FolderError if the file cannot be written.
    """
    checked = checked_folder(request, checks)
    refuse(checked.build.bulletin)
    try:
        if dry:
            ledger = next_ledger(checked, every_issue=True)
        else:
            ledger = record(FolderLedger(request.content, lambda seconds: None), checked, every_issue=True)
    except PublishError as error:
        raise FolderError(f"{error} Nothing was recorded.") from error
    return Summary(
        path=request.content / NAME,
        changed=ledger != checked.baseline.ledger,
        sessions=len(ledger.sessions),
        addresses=len(ledger.addresses),
        dry=dry,
    )


def refuse(bulletin: Bulletin) -> None:
    """Raise PublishError for a bulletin of which nothing is recorded on request."""
    if bulletin.settings.sample:
        raise PublishError(
            "This bulletin is a sample, so I record nothing. Delete `sample: yes` when it is a real one."
        )
    if not bulletin.settings.hosted:
        raise PublishError(
            "There is no base url, so nobody can have read a page of it. Add `base url:` to bulletin.yml. [SET01]"
        )


def correction_files(
    content: Path, issue_id: str, *, as_of: date | None = None, revised: datetime | None = None
) -> Iterator[File]:
    """Render the next correction of an issue, and a manifest that names it.

    as_of and revised: as for `load`; what is past on that day is left out. Raises ContentError, and
    RequestError for an issue that is not there, was not sent, or says nothing else by now.
    """
    bulletin = load(content, as_of=as_of, mail=[issue_id], revised=revised)
    yield from render_correction(bulletin, issue_id, next_correction(read_ledger(content), issue_id))


def reminder_files(content: Path, *, as_of: date | None = None, revised: datetime | None = None) -> Iterator[File]:
    """Render the reminder of the week of a day, and a manifest; nothing where no session of it lies ahead.

    as_of and revised: as for `load`. Raises ContentError.
    """
    yield from render_reminder(load(content, as_of=as_of, revised=revised))
