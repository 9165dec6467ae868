"""The whole of publishing, in its order: refuse → site is live → once → release."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Callable, Mapping
from datetime import date, datetime
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from ..content.load import read
from ..content.source import Reading
from ..errors import PublishError, RequestError
from ..ledger.entries import Ledger
from ..ledger.recording import record
from ..outputs import render
from ..outputs.manifest import promised
from . import deliver, due, from_build, smtp
from .deliver import Outcome, Request, World
from .github import Repository
from .publication import Publication
from .release import Release, assets, release, tag
from .store import FolderLedger, ledger_of, update

EVERY = 10.0
"""Seconds between two looks."""
LOOKS = 60
"""So that the wait is at most 10 minutes."""
_TIMEOUT = 20


def wait_until_live(page: str, sha256: str, pause: Callable[[float], None]) -> None:
    """Return when the page is the one that was built; raises PublishError after LOOKS looks."""
    for look in range(LOOKS):
        if look:
            pause(EVERY)
        if _is_live(page, sha256):
            return
    raise PublishError(
        f"{page} is not the page that was built, after {LOOKS * EVERY / 60:.0f} minutes. Nothing was sent. "
        "Look whether the deploy job worked and whether `base url` is the site's address; then run the workflow again."
    )


def _is_live(page: str, sha256: str) -> bool:
    request = urllib.request.Request(page, headers={"Cache-Control": "no-cache", "User-Agent": "bulletin"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as reply:
            return hashlib.sha256(reply.read()).hexdigest() == sha256
    except (OSError, HTTPException, ValueError):
        return False


class Place(NamedTuple):
    """The repository that the releases are made in."""

    repository: Repository
    public: bool
    """Whether everybody can see it."""


class Done(NamedTuple):
    """What became of it."""

    outcome: Outcome
    release: str
    """Its address, "" if none was made."""


_RELEASED = ("sent", "already", "by hand", "waiting")


def run(request: Request, world: World, files: Mapping[str, bytes], place: Place | None) -> Done:
    """Publish an issue; raises PublishError. files: bytes by path. place: None makes no release."""
    refuse(request.publication, place)
    publication = request.publication
    if publication.page and not request.dry:
        world.say(f"Waiting until {publication.page} is live.")
        wait_until_live(publication.page, publication.page_sha256, world.pause)
    outcome = deliver.publish(request, world)
    if place is None or outcome.state not in _RELEASED:
        return Done(outcome, "")
    return Done(outcome, release(place.repository, _release(publication, files, place)))


def refuse(publication: Publication, place: Place | None) -> None:
    """Raise PublishError for what must not go out at all."""
    if publication.sample:
        raise PublishError("This bulletin is a sample, so I send nothing. Delete `sample: yes` when it is a real one.")
    if place and place.public and not (publication.public and not publication.limited):
        said = f"{publication.id} holds what is not public, and everybody can see this repository."
        raise PublishError(f"{said} Make it private. [RST02]")


def _release(publication: Publication, files: Mapping[str, bytes], place: Place) -> Release:
    notes = [f"The bulletin of {publication.day:%Y-%m-%d}."]
    if publication.page:
        notes.append(f"On the web: {publication.page}")
    notes.append("To send it by hand: open the zip, then read-me-first.txt.")
    return Release(
        tag=tag(publication.id),
        name=f"Bulletin {publication.id}",
        notes="\n\n".join(notes) + "\n",
        commit=publication.commit,
        assets=assets(publication, files, public=place.public),
    )


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


Judge = Callable[[Reading], None]
"""Raises ContentError for a bulletin that is not to be built."""


def publish(content: Path, wanted: Wanted, world: World, judge: Judge) -> Outcome:
    """Record what is shown, then publish the issue once; raises PublishError, ContentError and RequestError."""
    made = _made(content, wanted, judge)
    if not wanted.dry:
        refuse(made, None)
    request = Request(
        publication=made, attempt=wanted.attempt, server=wanted.server, to=wanted.to, resume=wanted.resume,
        asked=True, dry=wanted.dry,
    )  # fmt: skip
    return run(request, world, {}, None).outcome


def mark_as_sent(content: Path, wanted: Wanted, world: World, judge: Judge) -> Outcome:
    """Record that an issue that waited was sent by hand."""
    return deliver.mark_as_sent(_made(content, wanted, judge), world)


def _made(content: Path, wanted: Wanted, judge: Judge) -> Publication:
    store = FolderLedger(content, lambda seconds: None)
    known = ledger_of(store.read())
    reading = read(content, as_of=wanted.as_of, mail=[wanted.issue], revised=wanted.at, ledger=known, every_file=False)
    bulletin = reading.complete()
    judge(reading)
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
    build = from_build.Build(bulletin=bulletin, files=files, commit="")
    if wanted.correction:
        return from_build.correction_publication(build, known, wanted.issue)[1]
    return from_build.issue_publication(build, wanted.issue)
