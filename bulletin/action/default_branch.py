"""Read the ledger, the date and the commit time for building the default branch, if its commit is not overtaken."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import quote

from ..content.load import Reading, id_of, read, zone_of
from ..errors import PublishError, RequestError
from ..publish.github_api import Repository, refusal
from ..publish.moments import source_date_epoch
from ..publish.past_ledgers import LedgerFile, raise_if_lost, raise_if_unseen
from ..publish.recording import Baseline
from ..publish.store import RepositoryLedger, ledger_of, ledger_path
from .checkout import Checkout, commit_seconds, touches_bulletin
from .result import Step


class DefaultBranch(NamedTuple):
    """The content of the default branch, with the ledger, the day and the time to build it for."""

    step: Step
    checkout: Checkout
    store: RepositoryLedger
    baseline: Baseline
    """The ledger as it was read, and the time of the commit."""
    today: date
    """The current day in the bulletin's time zone."""

    def read(self, mail: tuple[str, ...] = ()) -> Reading:
        """Read the content, with the email of these issues."""
        return read(
            self.checkout.content,
            as_of=self.today,
            mail=mail,
            base_url=self.step.inputs.site_url,
            revised=self.baseline.at,
            ledger=self.baseline.ledger,
        )


def read_default_branch(step: Step, checkout: Checkout) -> DefaultBranch:
    """Read the newest ledger of the default branch, and the day and time to build with.

    Raises PublishError, ContentError for a ledger that is damaged or has lost entries, and RequestError.
    """
    path = ledger_path(checkout.inner)
    store = RepositoryLedger(repository(step), step.context.branch, path)
    ledger = ledger_of(store.read())
    file = LedgerFile(step.context.workspace / checkout.content, path)
    raise_if_unseen(file, ledger)
    raise_if_lost(file, ledger, id_of(checkout.content))
    return DefaultBranch(
        step=step,
        checkout=checkout,
        store=store,
        baseline=Baseline(ledger, _commit_time(step, checkout)),
        today=step.machine.clock().astimezone(zone_of(checkout.content)).date(),
    )


_MOST_FILES = 300
"""The most files that GitHub lists when it compares two commits."""


def raise_if_overtaken(step: Step, checkout: Checkout) -> None:
    """Raise PublishError for a run that is repeated although the default branch has other items now.

    GitHub repeats a run with its old commit: it would record the old text as the newest change, and calendars would
    go back to old dates. A first attempt that waited for another run is let through, since the run of the newer
    commit follows it.
    """
    context = step.context
    if context.attempt < 2 or not context.on_default_branch:
        return
    answer = repository(step).get(f"compare/{context.sha}...{quote(context.branch, safe='')}")
    if answer.status != 200:
        raise refusal(answer, "compare this commit with the newest", "contents: read")
    rows = answer.body["files"]
    changed = {str(row[name]) for row in rows for name in ("filename", "previous_filename") if name in row}
    newer = checkout._replace(changed=frozenset(changed - {ledger_path(checkout.inner)}))
    is_later = answer.body["status"] in ("ahead", "identical")
    if not is_later or len(rows) >= _MOST_FILES or touches_bulletin(newer):
        raise PublishError(
            f"This run is repeated with its old commit, and {context.branch} has other items now, which it would take "
            'back. Choose "Run workflow" instead; if only the sending failed, "Re-run failed jobs".'
        )


def repository(step: Step) -> Repository:
    """Return the repository with the token of the step; raise RequestError without a token."""
    if not step.inputs.token:
        raise RequestError('Input "token" is empty. Leave it out: then it is the job\'s own.')
    return Repository(step.context.api_url, step.context.repository, step.inputs.token, step.machine.pause)


def _commit_time(step: Step, checkout: Checkout) -> datetime:
    """Return SOURCE_DATE_EPOCH, else the commit's time from git or the event, else the current time."""
    epoch = source_date_epoch(step.machine.environ.get("SOURCE_DATE_EPOCH", ""))
    if epoch:
        return epoch
    seconds = commit_seconds(checkout)
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC)
    try:
        return datetime.fromisoformat(step.context.commit_time).astimezone(UTC)
    except ValueError:
        return step.machine.clock()
