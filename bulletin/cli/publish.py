"""`bulletin publish`: record what is shown, or publish an issue once, from a content folder on this machine."""

from __future__ import annotations

import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from ..checks.built import check_built
from ..checks.run import check
from ..publish import recipients, sequence, smtp
from ..publish.deliver import Services
from ..publish.moments import read_moment
from ..publish.publication import LIMITED, MAIN
from ..publish.recording import Checks, FolderRequest, checked_folder, record_folder
from ..publish.sequence import DeskRequest
from ..publish.store import FolderLedger
from ..publish.wording import DESK
from .options import Day, day_of, revision_time
from .terminal import plain, print_problems

_CHECKS = Checks(content=check, built=check_built)


class PublishOptions(NamedTuple):
    """The options of `bulletin publish`; "" is one that was not given."""

    folder: Path
    record: bool
    issue: str
    correction: str
    mark_sent: bool
    resume: str
    dry_run: bool
    at: str
    as_of: Day | None


def run(options: PublishOptions) -> str:
    """Do what the options say; return the last sentence to print."""
    at = read_moment(options.at) if options.at else revision_time() or datetime.now(UTC)
    if options.record:
        request = FolderRequest(options.folder, at, day_of(options.as_of, options.folder))
        return str(record_folder(request, _CHECKS, dry=options.dry_run))
    if bool(options.issue) == bool(options.correction):
        raise click.UsageError("Say what to do: --record. Or choose --issue ID or --correction ID.")
    request = FolderRequest(options.folder, at, day_of(options.as_of or "today", options.folder))
    desk = _desk_request(options)
    checked = checked_folder(request, _CHECKS, mail=[desk.issue])
    print_problems([problem for problem in checked.problems if problem.severity == "warning"])
    publish = sequence.mark_as_sent if options.mark_sent else sequence.publish
    return publish(checked, desk, _services(options.folder)).sentence


def _desk_request(options: PublishOptions) -> DeskRequest:
    """Return the request, with the mail server and the lists that the environment names."""
    url = os.environ.get("BULLETIN_SMTP_URL", "")
    return DeskRequest(
        issue=options.issue or options.correction,
        correction=bool(options.correction),
        to={
            MAIN: recipients.addresses(os.environ.get("BULLETIN_TO", ""), MAIN, DESK),
            LIMITED: recipients.addresses(os.environ.get("BULLETIN_TO_LIMITED", ""), LIMITED, DESK),
        },
        server=smtp.server(url, os.environ.get("BULLETIN_SMTP_PASSWORD", ""), DESK) if url else None,
        attempt=secrets.token_hex(8),
        resume=options.resume,
        dry=options.dry_run,
    )


def _services(folder: Path) -> Services:
    return Services(
        store=FolderLedger(folder, time.sleep),
        clock=lambda: datetime.now(UTC).replace(microsecond=0),
        pause=time.sleep,
        say=lambda line: click.echo(plain(line)),
    )
