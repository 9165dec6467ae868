"""Publishing from this machine: the same steps, with the ledger in the content folder and without a release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..content.load import load
from ..errors import RequestError
from ..ledger import Ledger, record
from ..model import Bulletin
from ..outputs import render
from ..outputs.manifest import promised
from . import due, edition, once, sequence, smtp
from .once import Outcome, Request, World
from .publication import Publication
from .store import FolderLedger, ledger_of, update


class Wanted(NamedTuple):
    """What is asked for."""

    issue: str
    correction: bool
    to: dict[str, tuple[str, ...]]
    server: smtp.Server | None
    attempt: str
    """Random."""
    at: datetime
    as_of: date
    resume: str = ""
    dry: bool = False


Judge = Callable[[Bulletin], None]
"""Raises ContentError for a bulletin that is not to be built."""


def publish(content: Path, wanted: Wanted, world: World, judge: Judge) -> Outcome:
    """Record what is shown, then publish the issue once; raises PublishError, ContentError and RequestError."""
    made = _made(content, wanted, judge)
    if not wanted.dry:
        sequence.refuse(made, None)
    request = Request(
        publication=made, attempt=wanted.attempt, server=wanted.server, to=wanted.to, resume=wanted.resume,
        asked=True, dry=wanted.dry,
    )  # fmt: skip
    return sequence.run(request, world, {}, None).outcome


def mark_as_sent(content: Path, wanted: Wanted, world: World, judge: Judge) -> Outcome:
    """Record that an issue that waited was sent by hand."""
    return once.mark_as_sent(_made(content, wanted, judge), world)


def _made(content: Path, wanted: Wanted, judge: Judge) -> Publication:
    store = FolderLedger(content, lambda seconds: None)
    known = ledger_of(store.read())
    bulletin = load(content, as_of=wanted.as_of, mail=[wanted.issue], revised=wanted.at, ledger=known)
    judge(bulletin)
    files = {file.path: file for file in render(bulletin)}
    addresses = tuple(promised(files.values())) if bulletin.settings.hosted else ()
    newest = max(bulletin.issues, key=lambda issue: (issue.day, issue.id), default=None)
    after = due.as_recorded(known, record(known, bulletin, addresses, wanted.at), newest.id if newest else "")

    def change(ledger: Ledger) -> Ledger:
        if ledger not in (known, after):
            raise RequestError("The ledger changed while I was building. Run this again.")
        return after

    if not wanted.dry and not bulletin.settings.sample and after != known:
        update(store, change, "Record what is shown")
    build = edition.Build(bulletin=bulletin, files=files, commit="")
    if wanted.correction:
        return edition.correction_publication(build, known, wanted.issue)[1]
    return edition.issue_publication(build, wanted.issue)
