"""`bulletin build`: read, check, render and write, then report what was built."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from .. import addresses
from ..checks.built import judged
from ..circulation.audience import seen_by
from ..content.load import read
from ..errors import Problem
from ..folder import Written, changed, write
from ..model import Bulletin, Circulation, Issue, live_items, session_count
from ..outputs import OUTPUTS, render
from ..remember.memory_file import memory_of
from ..remember.unchanged import Command, Ending, begin, remember
from ..text import humanize
from ..text.suggest import did_you_mean
from .check import warnings_of
from .group import EXIT_WRONG
from .options import Day, day_of, revision_time
from .terminal import next_line, plain, problems_text, progress, say, typed

_WHERE = {"web": "whole on the web", "file": "whole in the file that is attached"}
"""Where the whole text of a shortened item is, as in the manifest → the words of the report."""


class BuildOptions(NamedTuple):
    """The options of `bulletin build`."""

    folder: Path
    out: Path
    issues: tuple[str, ...]
    as_of: Day | None
    only: tuple[str, ...]
    check: bool
    """Whether to write nothing, and to fail if a file would change."""


def run(options: BuildOptions) -> int:
    """Build into the output folder, or compare with it; return the exit code."""
    _refuse_unknown_outputs(options.only)
    command = _begin(options)
    folder_memory = memory_of(sys.argv[1:], options.folder, time.time_ns())
    memory = folder_memory.memory
    as_of, revised = day_of(options.as_of, options.folder), revision_time()
    with progress("Building") as line:
        reading = read(
            options.folder, as_of=as_of, mail=options.issues, revised=revised, every_file=False, memory=memory
        )
        bulletin, warnings, notes = reading.complete(), warnings_of(reading, memory), list[Problem]()
        del reading  # The files of a large archive have 60 MiB, and rendering needs as much.
        files = line.count(judged(bulletin, render(bulletin, options.only, memory), notes.append, memory))
        if options.check:
            paths = changed(files, options.out)
        else:
            written = write(files, options.out)
        folder_memory.save()
    if options.check:
        return _say_changes(options, paths)
    problems = problems_text((*warnings, *notes))
    click.echo(problems, err=True, nl=False)
    say(report(bulletin, written, options.out))
    if command:
        again = plain(report(bulletin, _unchanged(written), options.out)) + "\n"
        hashes = {options.out / path: digest for path, digest in written.hashes.items()}
        remember(command, Ending(out=again, err=problems, code=0), hashes)
    return 0


def _unchanged(written: Written) -> Written:
    """Return the result of writing the same files again: all are kept."""
    return written._replace(made=(), changed=(), removed=(), kept=written.paths)


def _begin(options: BuildOptions) -> Command | None:
    """Begin to remember a build; None for a build with --check or --as-of today, whose answer may change unseen."""
    if options.check or options.as_of == "today":
        return None
    # An output folder inside a content folder is refused, so the answer depends on bulletin.yml in the folders above.
    settings = [folder / "bulletin.yml" for folder in (options.out.resolve(), *options.out.resolve().parents)]
    return begin(sys.argv[1:], options.folder, time.time_ns(), settings)


def _say_changes(options: BuildOptions, paths: Sequence[str]) -> int:
    """Print the files that would change, and what to do; return the exit code."""
    for path in paths:
        say(f"{options.out / path} would change")
    if paths:
        say(next_line(typed("build", options.folder)))
    return EXIT_WRONG if paths else 0


def _refuse_unknown_outputs(only: tuple[str, ...]) -> None:
    names = [output.name for output in OUTPUTS]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names) or f"Use one of {', '.join(names)}."
            raise click.UsageError(f'I do not know the output "{name}". {hint}')


def report(bulletin: Bulletin, written: Written, out: Path) -> str:
    """Return a few lines about the files that were made, and which to open first.

    Items are counted; only those shortened in an email are named, by their paths. People who may not see every
    item may read the log of a build.
    """
    lines = [f"Built {out}: {_written_counts(written)}."]
    if len(bulletin.mail) > 2:
        lines.append(f"  {humanize.count(len(bulletin.mail), 'email')} in {out / 'mail'}")
    else:
        lines += [line for issue in bulletin.mail for line in _mail_lines(bulletin, issue, out)]
    view = seen_by(bulletin, Circulation.PUBLIC)
    items = live_items(view)
    sessions = session_count(items)
    lines += [
        f"Web archive of {humanize.count(len(view.issues), 'issue')} with {humanize.count(len(items), 'public item')}",
        f"  home page    {out / addresses.site(addresses.HOME)}",
        f"  feed         {out / addresses.site(addresses.FEED)}",
        f"  calendar     {out / addresses.site(addresses.CALENDAR)} ({humanize.count(sessions, 'session')})",
    ]
    first = _page_to_open(out, bulletin.mail[0]) if bulletin.mail else out
    return "\n".join([*lines, *_shortened_lines(bulletin, out), *_left_out_lines(bulletin), f"Open first: {first}"])


def _page_to_open(out: Path, issue: Issue) -> Path:
    """Return the page that shows an email with its pictures; if they are inside the message, only the copy does."""
    page = out / addresses.mail(issue.id, "bulletin.html")
    copied = out / addresses.mail(issue.id, "bulletin-copy.html")
    has_them = not (page.is_file() and copied.is_file() and b'src="cid:' in page.read_bytes())
    return page if has_them else copied


def _written_counts(written: Written) -> str:
    parts = {
        "new": written.made,
        "changed": written.changed,
        "as they were": written.kept,
        "removed": written.removed,
    }
    return ", ".join(f"{len(paths):,} {word}" for word, paths in parts.items() if paths) or "nothing to do"


def _mail_lines(bulletin: Bulletin, issue: Issue, out: Path) -> list[str]:
    staff = next((cut for cut in seen_by(bulletin, Circulation.STAFF).mail if cut.id == issue.id), issue)
    sessions = session_count(staff.items)
    draft = "" if issue.ready else ", a draft"
    contents = f"{humanize.count(len(staff.items), 'item')}, {humanize.count(sessions, 'session')}"
    lines = [
        f"Email of {issue.id}, {humanize.day(issue.day)}{draft}: {contents}",
        f"  to look at   {out / addresses.mail(issue.id, 'bulletin.html')}",
        f"  to send      {out / addresses.mail(issue.id, 'bulletin.eml')}",
    ]
    for edition in bulletin.settings.editions:
        draft_file = out / addresses.mail(issue.id, f"{edition.slug}.eml")
        lines += [f"  {edition.name:<11}  {draft_file} (what is for them, and for all)"] if draft_file.is_file() else []
    if issue.has_limited:
        lines.append(f"  limited      {out / addresses.mail(issue.id, 'limited.eml')} (for some readers only)")
    return lines


def _shortened_lines(bulletin: Bulletin, out: Path) -> list[str]:
    """Return the lines about items that an email has only in short form, by their files, from the manifest."""
    paths = {item.slug: item.path for issue in (*bulletin.issues, *bulletin.mail) for item in issue.items}
    manifest = json.loads((out / addresses.MANIFEST).read_text("utf-8"))
    mailed = {issue.id for issue in bulletin.mail}
    rows = [row for issue in manifest["issues"] if issue["id"] in mailed for row in issue["spilled"]]
    if not rows:
        return []
    lines = [
        f"  {paths[row['item']]} ({humanize.size(row['bytes'])}, {_WHERE[row['to']]})"
        for row in rows
        if row["item"] in paths
    ]
    budget = humanize.size(bulletin.settings.email_budget)
    return [f"Short in the email, so that it has at most {budget}: {humanize.count(len(rows), 'item')}", *lines]


def _left_out_lines(bulletin: Bulletin) -> list[str]:
    on_hold = {item.slug for issue in (*bulletin.issues, *bulletin.mail) for item in issue.items if item.held}
    lines = [f"Left out: {humanize.count(len(on_hold), 'item')} on hold"] if on_hold else []
    if bulletin.settings.sample:
        lines.append("This bulletin is a sample: every edition says so.")
    return lines
