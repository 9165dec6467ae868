"""What building on the default branch and marking as sent share: the ledger, the day, the bulletin as it now stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from ..content.load import read, zone_of
from ..content.source import Reading
from ..errors import RequestError
from ..ledger.entries import Ledger
from ..publish.github import Repository
from ..publish.store import NAME, RepositoryLedger, ledger_of
from .check import Place
from .checkout import committed
from .result import Step


class Ground(NamedTuple):
    """What stands on the default branch."""

    step: Step
    here: Place
    store: RepositoryLedger
    ledger: Ledger
    today: date
    revised: datetime
    """When changed sessions count as revised: the time of the commit."""

    def read(self, mail: tuple[str, ...] = ()) -> Reading:
        """Read the content, with the email of these issues."""
        return read(
            self.here.content,
            as_of=self.today,
            mail=mail,
            base_url=self.step.inputs.site_url,
            revised=self.revised,
            ledger=self.ledger,
        )


def ground(step: Step, here: Place) -> Ground:
    """The ledger read anew, and the day in the bulletin's zone. Raises PublishError and ContentError."""
    store = ledger_store(step, here)
    return Ground(
        step=step,
        here=here,
        store=store,
        ledger=ledger_of(store.read()),
        today=step.edge.clock().astimezone(zone_of(here.content)).date(),
        revised=_revised(step, here.root),
    )


def ledger_store(step: Step, here: Place) -> RepositoryLedger:
    """The ledger on the default branch."""
    path = f"{here.inner}/{NAME}" if here.inner else NAME
    return RepositoryLedger(repository(step), step.context.branch, path)


def repository(step: Step) -> Repository:
    """The repository, as the token may see it; raises RequestError without one."""
    if not step.inputs.token:
        raise RequestError('Input "token" is empty. Leave it out: then it is the job\'s own.')
    return Repository(step.context.api_url, step.context.repository, step.inputs.token, step.edge.pause)


def _revised(step: Step, root: Path) -> datetime:
    """SOURCE_DATE_EPOCH, else the time of the commit as git or the event says it, else now."""
    epoch = step.edge.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() else committed(step.context.workspace, root)
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC)
    try:
        return datetime.fromisoformat(step.context.committed).astimezone(UTC)
    except ValueError:
        return step.edge.clock()
