"""`bulletin check`: check a content folder, and with `--built` the files of a build, and report."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from .. import reports
from ..checks.old_issues import Listing, listing
from ..checks.rule import GROUPS
from ..checks.run import BY_ID, RULES, check, redact, select, source_lines
from ..content.load import Reading, read
from ..errors import BulletinError, ContentError, Problem, RequestError
from ..memory import NO_MEMORY, Memory
from ..model import Bulletin, Circulation
from ..remember.memory_file import memory_of
from ..remember.unchanged import Ending, begin, remember
from ..reports.details import FAIL_ON, Details
from ..serving.watching import has_library, pauses, watch
from ..text.humanize import count, listed
from ..text.suggest import did_you_mean
from .group import EXIT_WRONG
from .terminal import next_line, plain, progress, say, typed


class CheckOptions(NamedTuple):
    """The options of `bulletin check`."""

    form: str = "text"
    fail_on: str = "error"
    only: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    public_repository: bool = False
    built: bool = False
    """Whether to check the files that a build would make, too."""


class Report(NamedTuple):
    """The text of a report, and whether the check fails."""

    text: str
    fails: bool


def run(content: Path, options: CheckOptions) -> int:
    """Check a content folder once, and print the report; return the exit code."""
    command = begin(sys.argv[1:], content, time.time_ns())
    with progress("Checking"):
        folder_memory = memory_of(sys.argv[1:], content, time.time_ns())
        report = check_folder(content, options, folder_memory.memory)
        folder_memory.save()
    text, code = plain(report.text) if options.form == "text" else report.text, EXIT_WRONG if report.fails else 0
    click.echo(text, nl=False)
    if command:
        remember(command, Ending(out=text, err="", code=code), {})
    return code


def run_watched(content: Path, options: CheckOptions) -> None:
    """Check again whenever a file changes, until Ctrl-C; raise RequestError for a format other than text."""
    if options.form != "text":
        raise RequestError("--watch prints text alone. Leave --format out.")
    pause, memory = pauses(content, threading.Event(), library=has_library()), Memory()
    watch(content, lambda: _check_aloud(content, options, memory), pause)


def _check_aloud(content: Path, options: CheckOptions, memory: Memory) -> None:
    """Print one check of those that go on while somebody writes: a folder that cannot be read is said, too."""
    say(f"Checking {content} …")
    try:
        text = check_folder(content, options, memory).text
    except RequestError:
        raise  # The options are wrong, so checking again would not help.
    except BulletinError as error:
        text = f"{error}\n"
    except OSError as error:
        text = f"{error.filename}: {error.strerror}\n"
    say(f"{text}I wait for the next change.")


def check_folder(content: Path, options: CheckOptions, memory: Memory = NO_MEMORY) -> Report:
    """Check a content folder and report; raise RequestError for a format, severity, rule or group that is none.

    memory: what earlier checks of the folder gave.
    """
    _refuse_unknown_names(options)
    reading = read(content, memory=memory)
    public = options.public_repository or reading.workspace.settings.public_repository
    problems = check(reading, public_repository=public or None, memory=memory)
    if options.built and not any(problem.is_error for problem in problems):
        problems = tuple(sorted((*problems, *_problems_of_built(reading, memory, public=public))))
    problems = select(problems, options.only, options.groups)
    rules = {rule.id: rule.says for rule in RULES}
    counts = options.form in ("text", "markdown") and not options.only and not options.groups
    report = listing(problems, reading.workspace) if counts else Listing(problems, "")
    details = Details(line=source_lines(reading, problems, public=public), rules=rules, counted=report.counted)
    text = reports.FORMATS[options.form](report.problems, details)
    fails = any(problem.severity in FAIL_ON[options.fail_on] for problem in problems)
    return Report(text + (_verdict(problems, content) if options.form == "text" else ""), fails)


def warnings_of(reading: Reading, memory: Memory = NO_MEMORY) -> tuple[Problem, ...]:
    """Return the warnings of what may be built; raise ContentError with every problem if one is an error.

    Issues that were sent are only checked for privacy and circulation; `bulletin check` checks them fully.
    """
    problems = check(reading, archive=False, memory=memory)
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    return tuple(problem for problem in problems if problem.severity == "warning")


def _problems_of_built(reading: Reading, memory: Memory, *, public: bool) -> tuple[Problem, ...]:
    """Return what is wrong with the files that a build would make."""
    from ..checks.built import check_built
    from ..outputs import files, render

    bulletin = reading.complete()
    names = outputs_with_rules(bulletin)
    try:
        problems = check_built(bulletin, files(bulletin, names, memory) if names else render(bulletin, memory=memory))
    except ContentError as error:
        problems = error.problems
    return redact(problems, reading) if public else problems


def outputs_with_rules(bulletin: Bulletin) -> tuple[str, ...]:
    """Return the names of the outputs that rules check; () if all outputs must be rendered.

    All are needed if a build could fail for another reason: published addresses, items that not everybody may
    see, or a team's own templates.
    """
    from ..outputs import OUTPUTS

    issues = (*bulletin.issues, *bulletin.mail)
    items = [item for issue in issues for item in issue.items]
    hidden = any(item.held or item.circulation != Circulation.PUBLIC for item in items)
    hidden = hidden or any(issue.circulation != Circulation.PUBLIC for issue in issues)
    if bulletin.promised or hidden or bulletin.own_templates:
        return ()
    types = {"message/rfc822", "text/html", "application/rss+xml"} | (
        {"text/calendar"} if any(item.sessions for item in items) else set()
    )
    return tuple(output.name for output in OUTPUTS if output.media_type in types)


def _verdict(problems: Sequence[Problem], content: Path) -> str:
    errors, again = sum(problem.is_error for problem in problems), typed("check", content)
    if errors:
        return f"{count(errors, 'problem')} to put right.\n{next_line('put right what it says, then ' + again)}\n"
    verdict = "Nothing stops the bulletin." if problems else "Nothing is wrong."
    return f"{verdict}\n{next_line(typed('build', content))}\n"


def _refuse_unknown_names(options: CheckOptions) -> None:
    table = (
        ("format", (options.form,), tuple(reports.FORMATS)),
        ("severity", (options.fail_on,), tuple(FAIL_ON)),
        ("rule", tuple(rule.upper() for rule in options.only), tuple(BY_ID)),
        ("group", options.groups, tuple(dict.fromkeys(GROUPS.values()))),
    )
    for what, names, choices in table:
        for name in names:
            if name not in choices:
                hint = did_you_mean(name, choices) or (f"Use {listed(choices, 'or')}." if what != "rule" else "")
                raise RequestError(f'I do not know the {what} "{name}". {hint}'.strip())
