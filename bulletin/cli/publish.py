"""`bulletin publish`: record a bulletin, or publish an issue once, from a content folder on this machine."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from ..checks.built import check_built
from ..checks.run import check
from ..content.load import load, read_ledger
from ..errors import PublishError, RequestError
from ..publish import clone, due, from_build, mail_servers, recipients, sequence
from ..publish.clone import Console
from ..publish.deliver import Outcome, Request, Services
from ..publish.from_build import MailChoice
from ..publish.mail_servers import Secrets
from ..publish.moments import read_duration, read_moment
from ..publish.publication import Publication
from ..publish.recipients import Lists
from ..publish.recording import CheckedBuild, Checks, FolderRequest, checked_folder, record, record_folder
from ..publish.store import FolderLedger, Store
from ..publish.terms import COMMAND_LINE
from .options import Day, day_of, revision_time
from .terminal import print_problems, progress, say

_CHECKS = Checks(content=check, built=check_built)


_OF_CLOCKS = timedelta(minutes=5)
"""By how much the clocks of two machines may differ."""


class PublishOptions(NamedTuple):
    """The options of `bulletin publish`; "" for each that was not given."""

    folder: Path
    record: bool
    issue: str
    correction: str
    reminder: bool
    mark_sent: bool
    resume: str
    after: str
    test_to: str
    due: bool
    """Whether to publish the issue that is due, if there is one."""
    dry_run: bool
    at: str
    as_of: Day | None


class LastSentence(NamedTuple):
    """The last sentence of the command."""

    sentence: str
    is_planned: bool = False
    """Whether it says what a run without --dry-run would do."""


def run(options: PublishOptions) -> LastSentence:
    """Carry out the command; return the last sentence to print. Raises PublishError, also after Ctrl-C."""
    _refuse(options)
    at = read_moment(options.at) if options.at else revision_time() or datetime.now(UTC)
    if options.at and at > datetime.now(UTC) + _OF_CLOCKS:
        raise RequestError(f"{options.at} is still to come, and changes were made before now. Check the time.")
    # Without a day an issue of a later day would be recorded as published, and never go out.
    request = FolderRequest(options.folder, at, day_of(options.as_of or "today", options.folder))
    if options.record:
        with progress("Recording"):
            summary = record_folder(request, _CHECKS, dry=options.dry_run)
        return LastSentence(str(summary), is_planned=summary.dry and summary.changed)
    try:
        if options.due:
            decision = _decision(request)
            for sentence in _left_over(decision):
                say(sentence)
            if not decision.issue:
                return LastSentence(_record_shown(options, request))
            options = options._replace(issue=decision.issue)
        outcome = _publish(options, request)
        return LastSentence(outcome.sentence, is_planned=outcome.state in ("dry", "dry mark"))
    except KeyboardInterrupt:
        raise PublishError(
            "I stopped. The ledger says how far this came: type the same again to go on, and nobody gets it twice."
        ) from None


def _decision(request: FolderRequest) -> due.Due:
    """Decide what is due on the day of a request."""
    bulletin = load(request.content, as_of=request.as_of)
    return due.decide(read_ledger(request.content), bulletin.issues, bulletin.as_of)


def _left_over(decision: due.Due) -> Iterator[str]:
    """Yield a sentence for each issue and correction that needs a person."""
    for issue in decision.unsent:
        yield (
            f"{issue} was never sent and is too old to go out by itself. To send it, type "
            f"`bulletin publish --issue {issue}`; to say that it is done, `bulletin publish --record`."
        )
    for publication in (*decision.unfinished, *decision.waiting):
        issue, slash, _ = publication.partition("/")
        option = f"--{'correction' if slash else 'issue'} {issue}"
        if publication in decision.waiting:
            yield (
                f"{publication} waits for somebody to send it by hand. Afterwards type "
                f"`bulletin publish {option} --mark-sent`."
            )
        else:
            yield f"{publication} was begun and not finished. Type `bulletin publish {option}`."


def _record_shown(options: PublishOptions, request: FolderRequest) -> str:
    """Record what the site shows, where no issue is due; return the sentence to print.

    A session that changes twice between two issues needs a revision for each change: calendars ignore a second
    change that has the number of the first.
    """
    sentence = f"Nothing is due: no issue is ready, not sent, and dated in the last {due.ISSUE_SENT_WITHIN_DAYS} days."
    if options.dry_run:
        return sentence
    ledger = clone.local_ledger(options.folder, Console(time.sleep, say))
    checked = _checked(request._replace(commit=ledger.commit), MailChoice("issue"))
    is_changed = record(ledger.store, checked) != checked.baseline.ledger
    return f"{sentence} What is shown was recorded." if is_changed else sentence


def _refuse(options: PublishOptions) -> None:
    """Raise UsageError for options that name no task, or contradict each other."""
    chosen = [bool(options.issue), bool(options.correction), options.reminder, options.due]
    if not options.record and sum(chosen) != 1:
        raise click.UsageError("Say what to do: --record. Or choose --issue ID, --due, --correction ID or --reminder.")
    if options.record and (any(chosen) or options.mark_sent or options.resume):
        raise click.UsageError(
            "--record records all that is shown, and publishes nothing: leave out the other options."
        )
    if options.test_to and (options.record or options.mark_sent or options.resume or options.after):
        raise click.UsageError("--test-to sends a test and nothing else: leave out the other options.")
    if options.mark_sent and options.resume:
        raise click.UsageError("--resume says what became of a run that stopped, and --mark-sent ends one: choose one.")
    if options.after and (options.record or options.mark_sent):
        raise click.UsageError("--after waits before something is sent, and --record and --mark-sent send nothing.")


def _publish(options: PublishOptions, folder: FolderRequest) -> Outcome:
    make_request = _request_maker(options)  # Before the build, since wrong settings are known without it.
    choice = _choice(options)
    if options.test_to:
        address = recipients.address(options.test_to)
        request = make_request(publication=_publication(_checked(folder, choice), choice))
        return sequence.send_test(request, address, _services(FolderLedger(options.folder, time.sleep)))
    ledger = clone.local_ledger(options.folder, Console(time.sleep, say), dry=options.dry_run)
    checked = _checked(folder._replace(commit=ledger.commit), choice)
    request = make_request(publication=_publication(checked, choice))
    publish = sequence.record_and_mark if options.mark_sent else sequence.record_and_publish
    return publish(checked, request, _services(ledger.store))


def _choice(options: PublishOptions) -> MailChoice:
    if options.reminder:
        return MailChoice("reminder")
    return MailChoice("correction", options.correction) if options.correction else MailChoice("issue", options.issue)


def _checked(folder: FolderRequest, choice: MailChoice) -> CheckedBuild:
    with progress("Building"):
        checked = checked_folder(folder, _CHECKS, mail=[choice.issue] if choice.issue else ())
    print_problems([problem for problem in checked.problems if problem.severity == "warning"])
    return checked


def _publication(checked: CheckedBuild, choice: MailChoice) -> Publication:
    return from_build.outgoing(checked.build, checked.baseline.ledger, choice).publication


def _request_maker(options: PublishOptions) -> Callable[..., Request]:
    """Return a function that makes the request of a publication, from the options and the environment variables."""
    url = os.environ.get(COMMAND_LINE.url, "")
    lists = Lists(
        *(os.environ.get(name, "") for name in (COMMAND_LINE.to, COMMAND_LINE.to_limited, COMMAND_LINE.to_editions))
    )
    return partial(
        Request,
        attempt=secrets.token_hex(8),
        to=recipients.lists(lists, COMMAND_LINE),
        server=mail_servers.server(url, _secrets(), COMMAND_LINE) if url else None,
        terms=COMMAND_LINE,
        resume=options.resume,
        wait=read_duration(options.after) if options.after else 0,
        asked=True,
        dry=options.dry_run,
    )


def _secrets() -> Secrets:
    return Secrets(
        password=os.environ.get(COMMAND_LINE.password, ""),
        token_url=os.environ.get(COMMAND_LINE.token_url, ""),
        client=os.environ.get(COMMAND_LINE.client, ""),
        secret=os.environ.get(COMMAND_LINE.secret, ""),
        refresh_token=os.environ.get(COMMAND_LINE.refresh_token, ""),
    )


def _services(store: Store) -> Services:
    return Services(
        store=store,
        clock=lambda: datetime.now(UTC).replace(microsecond=0),
        pause=time.sleep,
        say=say,
    )
