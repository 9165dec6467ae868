"""A correction, from the content folder: which one is due, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from ..content.load import load, read_ledger
from ..ledger import next_correction
from ..model import File
from ..outputs import render_correction


def correction(
    content: Path, issue_id: str, *, as_of: date | None = None, revised: datetime | None = None
) -> Iterator[File]:
    """The files of the next correction of an issue, and a manifest that names it (outputs/email/correction.py).

    as_of and revised: as for `load`; what is past on that day is left out. Raises ContentError, and
    RequestError for an issue that is not there, was not sent, or says nothing else by now.
    """
    bulletin = load(content, as_of=as_of, mail=[issue_id], revised=revised)
    yield from render_correction(bulletin, issue_id, next_correction(read_ledger(content), issue_id))
