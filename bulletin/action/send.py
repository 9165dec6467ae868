"""`command: publish` and `command: mark-sent`; only `publish` gets a password, and it needs no content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..outputs import render
from ..publish import deliver, due, from_build, mail_servers, publication, recipients, sequence
from ..publish.deliver import Outcome, Request, Services
from ..publish.from_build import Build, MailChoice
from ..publish.mail_servers import Secrets
from ..publish.recipients import Lists
from ..publish.sequence import ReleaseTarget
from ..publish.store import RepositoryLedger, ledger_path
from ..publish.terms import ACTION
from ..reports.github import Annotation, annotation
from . import summary
from .checkout import find_checkout, inside
from .default_branch import read_default_branch, repository
from .inputs import Inputs
from .result import Result, Step
from .runner import write_sentence


def publish(step: Step) -> Result:
    """Publish the bundle of `command: build`. Raises PublishError if a person has to act."""
    inputs, context = step.inputs, step.context
    folder = context.workspace / inside(context.workspace, inputs.bundle or ".", "bundle")
    outgoing = publication.read(folder)
    request = Request(
        publication=outgoing,
        attempt=step.machine.random(),
        server=mail_servers.server(inputs.smtp_url, _secrets(inputs), ACTION) if inputs.smtp_url else None,
        to=recipients.lists(Lists(inputs.to, inputs.to_limited, inputs.to_editions), ACTION),
        terms=ACTION,
        resume=inputs.resume,
        wait=inputs.after,
        asked=bool(inputs.issue),
        dry=inputs.dry_run,
    )
    target = ReleaseTarget(repository(step), context.public)
    sequence.check_publishable(outgoing, target)  # Also if no release is made: anybody can read its runs.
    files = {path: (folder / path).read_bytes() for path in outgoing.files}
    makes_release = inputs.release and not inputs.dry_run
    outcome = sequence.publish_and_release(request, _services(step), files, target if makes_release else None)
    outputs = {
        "issue-id": outgoing.id,
        "published": "true" if outcome.state in ("sent", "by hand") else "false",
        "release-url": outcome.release,
    }
    return Result(outputs=outputs, summary=_summary(outcome), annotations=tuple(_reminder(outcome)))


def mark_sent(step: Step) -> Result:
    """Record that the issue, correction or reminder in the input `issue` was sent by hand."""
    branch = read_default_branch(step, find_checkout(step))
    choice = _choice(step.inputs.issue)
    bulletin = branch.read((choice.issue,) if choice.issue else ()).complete()
    files = {file.path: file for file in render(bulletin)}
    build = Build(bulletin=bulletin, files=files, commit=step.context.sha)
    outgoing = from_build.outgoing(build, branch.baseline.ledger, choice).publication
    dry = step.inputs.dry_run
    request = Request(publication=outgoing, attempt=step.machine.random(), server=None, to={}, terms=ACTION, dry=dry)
    outcome = deliver.mark_as_sent(request, _services(step))
    outputs = {"issue-id": outgoing.id, "published": "true" if outcome.state == "sent" else "false"}
    return Result(outputs=outputs, summary=summary.verdict(outcome.sentence))


def _choice(publication_id: str) -> MailChoice:
    """Return the mail with an id like 2022-02, 2022-02/correction-1 or reminder-2022-03-07."""
    issue, slash, _ = publication_id.partition("/")
    if due.is_reminder(issue):
        return MailChoice("reminder")
    return MailChoice("correction" if slash else "issue", issue)


def _secrets(inputs: Inputs) -> Secrets:
    return Secrets(
        password=inputs.smtp_password,
        token_url=inputs.oauth_token_url,
        client=inputs.oauth_client,
        secret=inputs.oauth_secret,
        refresh_token=inputs.oauth_refresh_token,
    )


def _services(step: Step) -> Services:
    # `command: publish` needs no checkout, so the folder is only known by the input.
    content = step.inputs.path.strip("/")
    path = ledger_path("" if content == "." else content)
    return Services(
        store=RepositoryLedger(repository(step), step.context.branch, path),
        clock=lambda: step.machine.clock().replace(microsecond=0),
        pause=step.machine.pause,
        say=partial(write_sentence, step.machine),
    )


def _summary(outcome: Outcome) -> str:
    return summary.verdict(outcome.sentence, [f"The release: {outcome.release}"] if outcome.release else [])


def _reminder(outcome: Outcome) -> Iterator[Annotation]:
    """Yield a warning if somebody must send the issue by hand."""
    if outcome.state in ("by hand", "waiting"):
        yield annotation("warning", outcome.sentence)
