"""`command: publish` and `command: mark-sent`: the only ones that see a password, and they need no content."""

from __future__ import annotations

from ..outputs import render
from ..publish import deliver, from_build, lists, publication, sequence, smtp
from ..publish.deliver import Request, World
from ..publish.publication import LIMITED, MAIN
from ..publish.store import NAME, RepositoryLedger
from . import annotations as annotating
from . import check as checking
from . import summary
from .checkout import inside
from .ground import ground, repository
from .result import Result, Step


def publish(step: Step) -> Result:
    """Publish what `command: build` put into the bundle. Raises PublishError when somebody has to look."""
    inputs, context = step.inputs, step.context
    folder = context.workspace / inside(context.workspace, inputs.bundle or ".", "bundle")
    found = publication.read(folder)
    request = Request(
        publication=found,
        attempt=step.edge.random(),
        server=smtp.server(inputs.smtp_url, inputs.smtp_password) if inputs.smtp_url else None,
        to={MAIN: lists.addresses(inputs.to, "to"), LIMITED: lists.addresses(inputs.to_limited, "to-limited")},
        resume=inputs.resume,
        asked=bool(inputs.issue),
        dry=inputs.dry_run,
    )
    place = sequence.Place(repository(step), context.public) if inputs.release and not inputs.dry_run else None
    sequence.refuse(found, sequence.Place(repository(step), context.public))
    files = {path: (folder / path).read_bytes() for path in found.files}
    done = sequence.run(request, _world(step), files, place)
    outputs = {
        "issue-id": found.id,
        "published": "true" if done.outcome.state in ("sent", "by hand") else "false",
        "release-url": done.release,
    }
    return Result(outputs=outputs, summary=_summary(done), annotations=_reminder(done))


def mark_sent(step: Step) -> Result:
    """Record that the issue, or correction, of the input `issue` was sent by hand."""
    here = checking.place(step)
    known = ground(step, here)
    issue, _, correction = step.inputs.issue.partition("/")
    bulletin = known.read((issue,)).complete()
    files = {file.path: file for file in render(bulletin)}
    made = from_build.Build(bulletin=bulletin, files=files, commit=step.context.sha)
    if correction:
        _, found = from_build.correction_publication(made, known.ledger, issue)
    else:
        found = from_build.issue_publication(made, issue)
    outcome = deliver.mark_as_sent(found, _world(step))
    return Result(outputs={"issue-id": found.id, "published": "true"}, summary=summary.said(outcome.said))


def _world(step: Step) -> World:
    content = step.inputs.path.strip("/")
    path = f"{content}/{NAME}" if content not in ("", ".") else NAME
    return World(
        store=RepositoryLedger(repository(step), step.context.branch, path),
        clock=lambda: step.edge.clock().replace(microsecond=0),
        pause=step.edge.pause,
        say=step.edge.say,
    )


def _summary(done: sequence.Done) -> str:
    lines = [f"The release: {done.release}"] if done.release else []
    return summary.said(done.outcome.said, lines)


def _reminder(done: sequence.Done) -> str:
    if done.outcome.state in ("by hand", "waiting"):
        return annotating.message("warning", done.outcome.said)
    return ""
