"""Record a checked build in the ledger, completely or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..circulation.audience import seen_by
from ..content.load import Reading, read, read_ledger
from ..errors import ContentError, FolderError, Problem, PublishError, RequestError
from ..ledger import recording as ledger_recording
from ..ledger.entries import Ledger
from ..model import Bulletin, Circulation, File, newest_issue
from ..outputs import render
from ..outputs.feeds.updates import new_updates
from ..outputs.manifest import promised
from ..text.humanize import count
from .due import without_unpublished
from .from_build import Build
from .past_ledgers import LedgerFile, raise_if_lost, raise_if_unseen
from .store import NAME, FolderLedger, Store, update


class Checks(NamedTuple):
    """The checks of a build. The command line and the Action pass them in, as `publish/` may not import `checks/`."""

    content: Callable[[Reading], tuple[Problem, ...]]
    """Find every problem of the files that were read."""
    built: Callable[[Bulletin, Iterable[File]], tuple[Problem, ...]]
    """Find every problem of the files that were built."""


class Baseline(NamedTuple):
    """The ledger and the time that a build is read with; recording replaces this ledger."""

    ledger: Ledger
    at: datetime
    """The time of changes that this build makes, with its time zone."""


class CheckedBuild(NamedTuple):
    """A build without errors in its content and files. Only `checked_build` makes one, and only it can be recorded."""

    build: Build
    baseline: Baseline
    problems: tuple[Problem, ...]
    """Warnings and advice, sorted by place."""


class CheckError(ContentError):
    """A check found an error. Carries every problem, in the words of the check."""


class LedgerChanged(RequestError):
    """The ledger has changed since the build."""

    def __init__(self) -> None:
        super().__init__("The ledger changed while I was building. Run this again.")


def checked_build(reading: Reading, baseline: Baseline, checks: Checks, commit: str = "") -> CheckedBuild:
    """Check the content, render it, and check the built files; raise CheckError if there is an error.

    Also raises the errors of `render`: for a leak, a template that fails, an address that would vanish.
    commit: the commit of the content, "" if it is unknown.
    """
    problems = _without_errors(checks.content(reading))
    bulletin = reading.complete()
    files = {file.path: file for file in render(bulletin)}
    problems = _without_errors(tuple(sorted({*problems, *checks.built(bulletin, files.values())})))
    return CheckedBuild(Build(bulletin=bulletin, files=files, commit=commit), baseline, problems)


def _without_errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if any(problem.is_error for problem in problems):
        raise CheckError(problems)
    return problems


class FolderRequest(NamedTuple):
    """A content folder on this machine, and the times to build it for."""

    content: Path
    at: datetime
    """The time of changes that this build makes, with its time zone."""
    as_of: date | None = None
    """As for `read`."""
    commit: str = ""
    """The commit of the content, "" if it is unknown."""


def checked_folder(request: FolderRequest, checks: Checks, mail: Collection[str] = ()) -> CheckedBuild:
    """Read a content folder with its own ledger and return the checked build.

    mail: as for `read`. Raises ContentError (also for a damaged ledger, or one that has lost entries), and the
    errors of `read` and `render`.
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
    bulletin = reading.complete()  # If files cannot be read, report only that, as `bulletin build` does.
    raise_if_unseen(file, baseline.ledger)
    raise_if_lost(file, baseline.ledger, bulletin.settings.id)
    return checked_build(reading, baseline, checks, request.commit)


def next_ledger(checked: CheckedBuild, *, every_issue: bool = False) -> Ledger:
    """Return the ledger with everything that a build shows; for a sample, the unchanged ledger.

    every_issue: also record issues that were never sent as published, so that none of them is sent automatically;
    without it they are left out, see `due.without_unpublished`. Raises ContentError (LED03) for the ledger of
    another bulletin.
    """
    bulletin, (previous_ledger, at) = checked.build.bulletin, checked.baseline
    if bulletin.settings.sample:
        return previous_ledger
    # Without a base url there is no site, so nobody has read its pages.
    addresses = tuple(promised(checked.build.files.values())) if bulletin.settings.hosted else ()
    updates = new_updates(seen_by(bulletin, Circulation.PUBLIC)) if bulletin.settings.hosted else {}
    new_ledger = ledger_recording.with_updates(
        ledger_recording.record(previous_ledger, bulletin, addresses, at), updates
    )
    if every_issue:
        return new_ledger
    newest = newest_issue(bulletin.issues)
    return without_unpublished(previous_ledger, new_ledger, newest.id if newest else "")


def record(store: Store, checked: CheckedBuild, *, every_issue: bool = False) -> Ledger:
    """Replace the ledger of the build's baseline with the next one, and return it; write nothing if they are equal.

    Raises LedgerChanged if the stored ledger has changed since the build, PublishError if it cannot be written,
    and the errors of `next_ledger`.
    """
    previous_ledger = checked.baseline.ledger
    new_ledger = next_ledger(checked, every_issue=every_issue)

    def swap(ledger: Ledger) -> Ledger:
        # After a write with an unclear answer, the new ledger may already be stored.
        if ledger not in (previous_ledger, new_ledger):
            raise LedgerChanged
        return new_ledger

    if new_ledger != previous_ledger:
        update(store, swap, "Record what is shown")
    return new_ledger


class Summary(NamedTuple):
    """The result of `bulletin publish --record`, or of its dry run."""

    path: Path
    changed: bool
    """Whether the file changes."""
    sessions: int
    """The number of sessions in the ledger."""
    addresses: int
    dry: bool = False

    def __str__(self) -> str:
        verb = "would know" if self.dry else "knows"
        content = f"{count(self.sessions, 'session')} and {count(self.addresses, 'address', 'addresses')}"
        return f"{self.path} {verb} {content}{'' if self.changed else ', as before'}."


def record_folder(request: FolderRequest, checks: Checks, *, dry: bool = False) -> Summary:
    """Record a content folder in its ledger.json; every shown issue then counts as published.

    dry: write nothing. Raises the errors of `checked_folder`, PublishError for a sample or without a base url,
    LedgerChanged, and FolderError if the file cannot be written.
    """
    checked = checked_folder(request, checks)
    check_recordable(checked.build.bulletin)
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


def check_recordable(bulletin: Bulletin) -> None:
    """Raise PublishError for a bulletin that cannot be recorded on request: a sample, or one without a base url."""
    if bulletin.settings.sample:
        raise PublishError(
            "This bulletin is a sample, so I record nothing. Delete `sample: yes` when it is a real one."
        )
    if not bulletin.settings.hosted:
        raise PublishError(
            "There is no base url, so nobody can have read a page of it. Add `base url:` to bulletin.yml. [SET01]"
        )
