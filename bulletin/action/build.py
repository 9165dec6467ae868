"""`command: build`: build the site, record it in the ledger, and make the bundle of an issue that is due.

Only on the default branch is anything recorded or due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .. import reports
from ..checks.built import check_built
from ..checks.run import check, redact
from ..content.load import Reading
from ..errors import Problem, PublishError
from ..folder import write
from ..model import Bulletin, File
from ..outputs.email.reminder import week_reminder
from ..publish import due, from_build, publication
from ..publish.from_build import MailChoice
from ..publish.recording import CheckedBuild, CheckError, Checks, LedgerChanged, checked_build, record
from . import summary
from .check import counts, details
from .checkout import Checkout, find_checkout, in_repository
from .default_branch import DefaultBranch, raise_if_overtaken, read_default_branch
from .folders import output_folder
from .result import Result, Step

_TRIES = 5


class DueBuild(NamedTuple):
    """A checked build, and the decision which part of it to publish."""

    checked: CheckedBuild
    due: due.Due
    issue: str
    """The id of the issue to publish, or whose correction to publish; "" if there is none."""

    @property
    def publication(self) -> str:
        """Return the id of the issue, correction or reminder to publish, "" if there is none."""
        return self.issue or (self.due.week.id if self.due.week else "")


def run(step: Step) -> Result:
    """Build and record; if the content has an error, fail and record nothing."""
    checkout = find_checkout(step)
    if not step.inputs.dry_run:
        raise_if_overtaken(step, checkout)
    for _ in range(_TRIES):
        branch = read_default_branch(step, checkout)
        try:
            build = _build(branch)
            if _publishes(step, build.checked.build.bulletin) and not step.inputs.dry_run:
                # Record before the site is deployed, so that no reader has a revision that the ledger lacks.
                record(branch.store, build.checked)
        except CheckError as error:
            return _failure(checkout, error.problems)
        except LedgerChanged:
            continue
        return _result(branch, build)
    raise PublishError("The ledger kept changing while I was building. Run the workflow again.")


def _build(branch: DefaultBranch) -> DueBuild:
    """Build everything; raise CheckError if there is an error, and the errors of rendering."""
    step, reading = branch.step, branch.read()
    bulletin = reading.bulletin
    state = due.decide(branch.baseline.ledger, bulletin.issues if bulletin else (), branch.today, _week(bulletin))
    issue = ""
    if bulletin and _publishes(step, bulletin):
        issue = step.inputs.correction or step.inputs.issue or state.issue
        if issue and all(mailed.id != issue for mailed in bulletin.mail):
            reading = branch.read((issue,))  # Again, with the email of this issue.
    else:
        state = state._replace(week=None)
    checks = Checks(
        content=partial(check, public_repository=step.context.public), built=partial(_check_built, step, reading)
    )
    return DueBuild(checked_build(reading, branch.baseline, checks, commit=step.context.sha), state, issue)


def _week(bulletin: Bulletin | None) -> due.Week | None:
    """Return the week whose reminder is sent automatically; None without `reminder`, or without a session in it."""
    week = week_reminder(bulletin) if bulletin and bulletin.settings.reminder else None
    return due.Week(week.id, week.day) if week else None


def _check_built(step: Step, reading: Reading, bulletin: Bulletin, files: Iterable[File]) -> tuple[Problem, ...]:
    """Return the problems of built files; in a public repository they quote nothing that is not public."""
    problems = check_built(bulletin, files)
    return redact(problems, reading) if step.context.public else problems


def _publishes(step: Step, bulletin: Bulletin) -> bool:
    return step.context.on_default_branch and not bulletin.settings.sample


def _failure(checkout: Checkout, problems: tuple[Problem, ...]) -> Result:
    problems = in_repository(problems, checkout.root)
    return Result(
        fails=True,
        outputs=counts(problems) | {"due": "false"},
        summary=summary.check(problems, (), details()),
        annotations=tuple(reports.github.problem_annotations(problems)),
    )


def _result(branch: DefaultBranch, build: DueBuild) -> Result:
    """Write the built files; return the result with what a person must do."""
    out = output_folder(branch.step)
    write(build.checked.build.files.values(), out / "build")
    problems = in_repository(build.checked.problems, branch.checkout.root)
    outputs = counts(problems) | {"site-dir": str(out / "build" / "site"), "due": "false"}
    if build.publication:
        bundle, publication_id = _write_bundle(branch, build, out)
        outputs |= {"due": "true", "issue-id": publication_id, "bundle-dir": str(bundle)}
    reminders = tuple(_reminders(build))
    verdict = f"Built. {build.publication} goes out now." if build.publication else "Built. Nothing is to be sent."
    text = summary.verdict(verdict, reminders)
    if problems:
        text += f"\n{summary.check(problems, (), details())}"
    notes = [reports.github.annotation("warning", line) for line in reminders]
    annotations = (*notes, *reports.github.problem_annotations(problems))
    return Result(outputs=outputs, summary=text, annotations=annotations)


def _write_bundle(branch: DefaultBranch, build: DueBuild, out: Path) -> tuple[Path, str]:
    """Write the folder with what `publish` needs; return it with the id of its issue, correction or reminder."""
    choice = MailChoice("reminder")
    if build.issue:
        choice = MailChoice("correction" if branch.step.inputs.correction else "issue", build.issue)
    outgoing = from_build.outgoing(build.checked.build, branch.baseline.ledger, choice)
    folder = out / "issue"
    folder.mkdir()
    publication.write(outgoing.publication, outgoing.files.items(), folder)
    return folder, outgoing.publication.id


def _reminders(build: DueBuild) -> Iterator[str]:
    """Yield a sentence for each issue, correction and reminder that needs a person."""
    for issue in build.due.unsent:
        if issue != build.issue:
            yield (
                f"{issue} was never sent and is too old to go out by itself. To send it, run this workflow by hand "
                f"with issue: {issue}. To say that it is done, run `bulletin publish --record` and commit the ledger."
            )
    for issue in build.due.unfinished:
        home, slash, _ = issue.partition("/")
        if home != build.issue:
            name = "correction" if slash else "issue"
            yield f"{issue} was begun and not finished. Run this workflow by hand with {name}: {home}."
    for issue in build.due.waiting:
        yield f'{issue} waits for somebody to send it by hand. Afterwards run "Mark as sent" with issue: {issue}.'
