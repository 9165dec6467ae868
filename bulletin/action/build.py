"""`command: build`: record what is shown, then build the site and, where an issue is due, what `publish` sends.

Elsewhere than on the default branch nothing is recorded and nothing is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..checks.built import check_built
from ..checks.run import check
from ..errors import ContentError, Problem, PublishError
from ..folder import write
from ..ledger.entries import EMPTY, Ledger
from ..ledger.recording import record
from ..model import Bulletin, File
from ..outputs import render
from ..outputs.manifest import promised
from ..publish import due, from_build, publication
from ..publish.store import update
from . import annotations as annotating
from . import check as checking
from . import summary
from .folders import output_folder
from .ground import Ground, ground
from .result import Result, Step

_TRIES = 5


class Built(NamedTuple):
    """The bulletin as it is published."""

    bulletin: Bulletin
    files: dict[str, File]
    due: due.Due
    wanted: str
    """The id of what goes out: an issue or a correction, "" if nothing."""
    problems: tuple[Problem, ...]


class _Moved(Exception):
    """The ledger is another one than the one that was built from."""


def run(step: Step) -> Result:
    """Build; fails without recording anything if something in the content is wrong."""
    here = checking.place(step)
    for _ in range(_TRIES):
        known = ground(step, here)
        built = _built(known)
        if not isinstance(built, Built):
            return _wrong(step, here, built)
        try:
            _recorded(known, built)
        except _Moved:
            continue
        return _done(known, built)
    raise PublishError("The ledger kept changing while I was building. Run the workflow again.")


def _built(known: Ground) -> Built | tuple[Problem, ...]:
    """Build everything; return the problems instead if one of them is an error."""
    step = known.step
    reading = known.read()
    bulletin = reading.bulletin
    if bulletin is None:
        return check(reading, public_repository=step.context.public)
    found = due.due(known.ledger, bulletin.issues, known.today)
    asked = step.inputs.correction or step.inputs.issue
    wanted = asked or found.issue if _publishes(step, bulletin) else ""
    if wanted and all(one.id != wanted for one in bulletin.mail):
        reading = known.read((wanted,))
    problems = check(reading, public_repository=step.context.public)
    if any(one.severity == "error" for one in problems):
        return problems
    bulletin = reading.complete()
    files = {file.path: file for file in render(bulletin)}
    problems = tuple(sorted({*problems, *check_built(bulletin, files.values())}))
    if any(one.severity == "error" for one in problems):
        return problems
    return Built(bulletin, files, found, wanted, problems)


def _publishes(step: Step, bulletin: Bulletin) -> bool:
    return step.context.on_default_branch and not bulletin.settings.sample


def _wrong(step: Step, here: checking.Place, problems: tuple[Problem, ...]) -> Result:
    placed = annotating.in_repository(problems, here.root.as_posix())
    return Result(
        fails=True,
        outputs=checking.counts(placed) | {"due": "false"},
        summary=summary.check(placed, (), checking.around(here)),
        annotations=annotating.render(placed, None),
    )


def _recorded(known: Ground, built: Built) -> None:
    """Write what is shown into the ledger, so that no reader ever holds a revision that it lacks."""
    if not _publishes(known.step, built.bulletin) or known.step.inputs.dry_run:
        return
    hosted = built.bulletin.settings.hosted
    addresses = tuple(promised(built.files.values())) if hosted else ()
    newest = max(built.bulletin.issues, key=lambda issue: (issue.day, issue.id), default=None)
    after = record(known.ledger, built.bulletin, addresses, known.revised)
    wanted = due.as_recorded(known.ledger, after, newest.id if newest else "")

    def change(ledger: Ledger) -> Ledger:
        if ledger not in (known.ledger, wanted):
            raise _Moved
        return wanted

    if wanted not in (known.ledger, EMPTY):
        update(known.store, change, "Record what is shown")


def _done(known: Ground, built: Built) -> Result:
    step = known.step
    out = output_folder(step)
    write(built.files.values(), out / "build")
    outputs = checking.counts(built.problems) | {"site-dir": str(out / "build" / "site"), "due": "false"}
    if built.wanted:
        folder, name = _bundle(known, built, out)
        outputs |= {"due": "true", "issue-id": name, "bundle-dir": str(folder)}
    said = tuple(_said(built))
    warnings = "".join(annotating.message("warning", line) for line in said)
    placed = annotating.in_repository(built.problems, known.here.root.as_posix())
    verdict = f"Built. {built.wanted} goes out now." if built.wanted else "Built. Nothing is to be sent."
    notes = annotating.render(placed, None) + warnings
    return Result(outputs=outputs, summary=summary.said(verdict, said), annotations=notes)


def _bundle(known: Ground, built: Built, out: Path) -> tuple[Path, str]:
    """The folder that `publish` needs and nothing else, and the id of what is in it."""
    made = from_build.Build(bulletin=built.bulletin, files=built.files, commit=known.step.context.sha)
    if known.step.inputs.correction:
        made, found = from_build.correction_publication(made, known.ledger, built.wanted)
    else:
        found = from_build.issue_publication(made, built.wanted)
    folder = out / "issue"
    folder.mkdir()
    publication.write(found, from_build.mail_files(made, found), folder)
    return folder, found.id


def _said(built: Built) -> Iterator[str]:
    """What somebody has to do."""
    for issue in built.due.unsent:
        if issue != built.wanted:
            yield (
                f"{issue} was never sent and is too old to go out by itself. To send it, run this workflow by hand "
                f"with issue: {issue}. To say that it is done, run `bulletin publish --record` and commit the ledger."
            )
    for issue in built.due.unfinished:
        home, slash, _ = issue.partition("/")
        if home != built.wanted:
            name = "correction" if slash else "issue"
            yield f"{issue} was begun and not finished. Run this workflow by hand with {name}: {home}."
    for issue in built.due.waiting:
        yield f'{issue} waits for somebody to send it by hand. Afterwards run "Mark as sent" with issue: {issue}.'


def stop(problems: tuple[Problem, ...]) -> None:
    """Raise ContentError if a problem is an error."""
    if any(one.severity == "error" for one in problems):
        raise ContentError(problems)
