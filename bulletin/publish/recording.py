"""What is shown, recorded: the next text of content/ledger.json, and writing it whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..content.load import load, read_ledger
from ..content.load import read_ledger as read
from ..errors import FolderError, PublishError, RequestError
from ..ledger import document, recording
from ..ledger.entries import Ledger
from ..ledger.history import next_correction
from ..ledger.recording import Mailing
from ..model import Bulletin, File
from ..outputs import render, render_correction
from ..outputs.manifest import promised
from ..text.humanize import count

LEDGER = "ledger.json"
_UNFINISHED = ".ledger.json.unfinished"
"""Begins with a dot, so that it is never read as content."""


class Recorded(NamedTuple):
    """What recording did."""

    path: Path
    changed: bool
    """Whether the file is another one now."""
    sessions: int
    """How many it knows."""
    addresses: int

    def __str__(self) -> str:
        known = f"{count(self.sessions, 'session')} and {count(self.addresses, 'address', 'addresses')}"
        return f"{self.path} knows {known}{'' if self.changed else ', as before'}."


def next_text(
    ledger: Ledger, bulletin: Bulletin, addresses: Collection[str], at: datetime, named: Mailing | None = None
) -> str:
    """The text of the ledger with all that a bulletin shows, and with what a mail told; pure.

    addresses: those that the build promises (`promised`, or the manifest's). at: when; aware. The
    bulletin must have been loaded with the same `revised=at`, so that what is recorded is what is
    built. Raises what `ledger.record` raises.
    """
    return document.dump(recording.record(ledger, bulletin, addresses, at, named))


def record(content: Path, at: datetime, as_of: date | None = None) -> Recorded:
    """Record what a content folder shows, in its ledger.json.

    at: when changes were made; aware. as_of: as for `load`. Everything is built first, so that
    what cannot be built is not recorded. Raises ContentError (also for a damaged ledger),
    PublishError for a sample or without a base url, FolderError if the file cannot be written.
    """
    bulletin = load(content, as_of=as_of, revised=at)
    refuse(bulletin)
    addresses = tuple(promised(render(bulletin)))
    path = content / LEDGER
    text = next_text(read(content), bulletin, addresses, at)
    changed = not path.exists() or path.read_bytes() != text.encode("utf-8")
    if changed:
        _write(path, text)
    found = document.parse(text)
    return Recorded(path=path, changed=changed, sessions=len(found.sessions), addresses=len(found.addresses))


def read_moment(written: str) -> datetime:
    """A moment with its zone, as RFC 3339 writes it; raises RequestError for anything else."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise RequestError(f'I cannot read "{written}" as a time. Write it like 2022-02-22T10:15:00Z.')
    return found


def refuse(bulletin: Bulletin) -> None:
    """Raise PublishError for a bulletin that is not to be published."""
    if bulletin.settings.sample:
        raise PublishError(
            "This bulletin is a sample, so I record nothing. Delete `sample: yes` when it is a real one."
        )
    if not bulletin.settings.hosted:
        raise PublishError(
            "There is no base url, so nobody can have read a page of it. Add `base url:` to bulletin.yml. [SET01]"
        )


def _write(path: Path, text: str) -> None:
    """Put a file in place whole: whoever reads it meanwhile has the old one or the new one."""
    unfinished = path.with_name(_UNFINISHED)
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise FolderError(f"I cannot write {path}: {error.strerror}. Nothing was recorded.") from error


def correction(
    content: Path, issue_id: str, *, as_of: date | None = None, revised: datetime | None = None
) -> Iterator[File]:
    """The files of the next correction of an issue, and a manifest that names it (outputs/email/correction.py).

    as_of and revised: as for `load`; what is past on that day is left out. Raises ContentError, and
    RequestError for an issue that is not there, was not sent, or says nothing else by now.
    """
    bulletin = load(content, as_of=as_of, mail=[issue_id], revised=revised)
    yield from render_correction(bulletin, issue_id, next_correction(read_ledger(content), issue_id))
