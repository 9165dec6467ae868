"""The command line: the only room that prints, reads the clock, or exits."""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import __version__
from ..errors import BulletinError, ContentError, Problem
from ..text.humanize import count

T = TypeVar("T")

EXIT_WRONG = 1
"""The content is wrong, or `--check` found a difference."""

_SLOW = 1.0
"""Seconds after which a terminal is told how far the work is."""


class Commands(click.Group):
    """The commands, with "did you mean" and with errors as sentences."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            from ..text.suggest import did_you_mean

            ctx.fail(f'I do not know the command "{args[0]}". {did_you_mean(args[0], self.list_commands(ctx))}'.strip())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ContentError as error:
            _print_problems(error.problems, err=True)
            errors = sum(problem.severity == "error" for problem in error.problems)
            click.echo(f"{count(errors, 'problem')} to put right. Nothing was built.", err=True)
            ctx.exit(error.exit_code)
        except BulletinError as error:
            click.echo(_plain(str(error)), err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Click ends in silence where nobody reads any more.
            what = f"I cannot use {error.filename}" if error.filename else "I cannot go on"
            click.echo(_plain(f"{what}: {error.strerror or error}."), err=True)
            ctx.exit(EXIT_WRONG)


class IssueDay(click.ParamType[Any]):
    """A day as an editor writes it, or "today"."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from ..content.frontmatter import Wrong
        from ..content.settings import read_full_date

        if value == "today" or isinstance(value, date):
            return value
        try:
            return read_full_date(value)
        except Wrong as wrong:
            self.fail(str(wrong), param, ctx)


FOLDER = click.argument(
    "folder", default="content", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[FOLDER]"
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bulletin")
def commands() -> None:
    """Turn a folder of Markdown files into a bulletin.

    A bulletin is an email, a web archive, a feed, and a calendar file for each
    session. FOLDER is the folder that has bulletin.yml and one folder for each
    issue in it; without FOLDER it is the folder called "content".

    Start with:  bulletin build
    """


@commands.command()
@FOLDER
@click.option("--out", default="build", type=click.Path(path_type=Path), help="The folder to write into.")
@click.option("--issue", "issues", multiple=True, metavar="ID|all", help="Make the email of this issue, or of all.")
@click.option("--as-of", type=IssueDay(), help='The day to build for, like "1 March 2022", or today.')
@click.option("--only", multiple=True, metavar="OUTPUT", help="Make only this; see the list in the README.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the folder would change.")
def build(folder: Path, check: bool, **wanted: Any) -> None:
    """Build everything that readers receive.

    Makes the web archive, and the email of the newest issue that is ready. With
    --issue it makes the email of the issues you name; a draft is marked as one.
    """
    # What a build reads and makes is needed until it ends: looking for what is not took a fifth of the time.
    gc.set_threshold(20_000, 20, 50)
    from .. import changed, render, write
    from ..checks.built import judged
    from ..content.load import read
    from .check import warnings_of

    _refuse_unknown(wanted["only"])
    gc.disable()
    try:
        reading = read(
            folder, as_of=_day(wanted["as_of"], folder), mail=wanted["issues"], revised=_revised(), every_file=False
        )
        bulletin = reading.complete()
    finally:
        gc.freeze()
        gc.enable()
    problems, noted = warnings_of(reading), list[Problem]()
    files = _watched(judged(bulletin, render(bulletin, wanted["only"]), noted.append))
    out = wanted["out"]
    if check:
        differing = changed(files, out)
        for path in differing:
            click.echo(_plain(f"{out / path} would change"))
        sys.exit(EXIT_WRONG if differing else 0)
    written = write(files, out)
    _print_problems((*problems, *noted), err=True)
    from .build import built

    click.echo(_plain(built(bulletin, written, out)))


@commands.command()
@click.argument("path")
@FOLDER
def show(path: str, folder: Path) -> None:
    """Print one built file, such as site/feed.xml; write none."""
    from .. import load, render
    from ..errors import RequestError
    from ..text.suggest import did_you_mean

    parts = path.split("/")
    mail = [parts[1]] if parts[0] == "mail" and len(parts) > 2 else []
    paths = []
    for file in render(load(folder, mail=mail, revised=_revised())):
        if file.path == path:
            data = file.data if isinstance(file.data, bytes) else file.data.source.read_bytes()
            sys.stdout.buffer.write(data)
            return
        paths.append(file.path)
    raise RequestError(f'There is no file "{path}". {did_you_mean(path, paths)}'.strip())


@commands.command()
@FOLDER
@click.option("--format", "form", default="text", metavar="NAME", help="text, json, github, sarif or markdown.")
@click.option("--fail-on", default="error", metavar="SEVERITY", help="Fail on an error, on a warning too, or never.")
@click.option("--only", multiple=True, metavar="RULE", help="Say only what this rule finds, such as DAT01.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="Say only what this group finds, such as dates.")
@click.option("--built", is_flag=True, help="Judge what would be built, too: the size of the email, headings, links.")
@click.option("--public-repository", is_flag=True, help="Say that anyone can read the repository of these files.")
def check(folder: Path, form: str, fail_on: str, public_repository: bool, built: bool, **wanted: Any) -> None:
    """Say what is wrong in the files, and what to do about it.

    Every rule is explained in docs/rules.md.
    """
    from .check import Asked, checked

    asked = Asked(form, fail_on, wanted["only"], wanted["groups"], public_repository, built)
    report = checked(folder, asked)
    click.echo(_plain(report.text) if form == "text" else report.text, nl=False)
    sys.exit(EXIT_WRONG if report.fails else 0)


@commands.command()
@click.argument("issue")
@FOLDER
@click.option("--out", default="build", type=click.Path(path_type=Path), help="The folder to write into.")
@click.option("--as-of", type=IssueDay(), help='The day to build for, like "1 March 2022", or today.')
def correction(issue: str, folder: Path, out: Path, as_of: date | str | None) -> None:
    """Make a short email of what has changed since ISSUE was sent.

    With the calendar files of the sessions that changed, and no others. Nothing is sent.
    """
    from .. import write
    from ..publish.recording import correction as correct

    written = write(correct(folder, issue, as_of=_day(as_of, folder), revised=_revised()), out)
    for path in sorted((*written.made, *written.changed, *written.kept)):
        click.echo(_plain(str(out / path)))


@commands.command()
@FOLDER
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def fix(folder: Path, dry_run: bool) -> None:
    """Tidy what was pasted: only what is certain, and nothing else in a file.

    Wrapped links, tracking, no-break spaces, typed bullets, names of web sites in
    links, years of two digits in sessions, http of sites known to have https.
    """
    from ..fix import changed_files, diff, write

    changed = changed_files(folder)
    click.echo(_plain(diff(changed)), nl=False)
    if not dry_run:
        write(changed)
    done = "would change" if dry_run else "changed"
    click.echo(f"{count(len(changed), 'file')} {done}." if changed else "There is nothing to tidy.")


@commands.command()
@click.argument("kind")
@click.argument("title")
@FOLDER
@click.option("--issue", metavar="ID", help="The issue to put it into; without it, the newest.")
def new(kind: str, title: str, folder: Path, issue: str | None) -> None:
    """Start an item: a file with the lines of its KIND explained.

    KIND is training, service, update, information, learning or notice. The file
    is on hold until you delete the line that says so.
    """
    from ..scaffold.item import start

    path = start(folder, issue, kind, title)
    click.echo(_plain(f"I made {path}. Fill it in, then delete its line that begins with hold until."))


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not turn a sentence into a traceback.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    commands(prog_name="bulletin")


def _refuse_unknown(only: tuple[str, ...]) -> None:
    from ..outputs import OUTPUTS
    from ..text.suggest import did_you_mean

    names = [output.name for output in OUTPUTS]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names) or f"Use one of {', '.join(names)}."
            raise click.UsageError(f'I do not know the output "{name}". {hint}')


def _day(wanted: date | str | None, folder: Path) -> date | None:
    if wanted != "today":
        return wanted if isinstance(wanted, date) else None
    from ..content.load import zone_of

    return datetime.now(zone_of(folder)).date()


def _revised() -> datetime | None:
    """When changed sessions were revised, if the environment says so (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (OSError, OverflowError, ValueError):
        raise click.UsageError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.") from None


def _watched(files: Iterator[T]) -> Iterator[T]:
    """The same files; a terminal is told how many there are once the work takes long."""
    started, shown = time.monotonic(), False
    for number, file in enumerate(files, 1):
        if sys.stderr.isatty() and number % 20 == 0 and time.monotonic() - started > _SLOW:
            click.echo(f"\r{number} files", err=True, nl=False)
            shown = True
        yield file
    if shown:
        click.echo("\r\033[K", err=True, nl=False)


def _print_problems(problems: tuple[Problem, ...], *, err: bool) -> None:
    from .. import reports
    from ..text.private import hidden

    click.echo(_plain(hidden(reports.text.render(problems))), err=err, nl=False)


def _plain(text: str) -> str:
    """A text that cannot move the cursor or colour the screen, whatever a file is called."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


from . import publish  # noqa: E402 - its commands are added to the ones above

__all__ = ["commands", "main", "publish"]
