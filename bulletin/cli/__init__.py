"""Define the commands with their options; of the library's rooms only this one prints, reads the clock or exits.

The larger commands have a module each, such as `build`. Each command imports what it needs when it runs,
so that `bulletin --version` starts quickly.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from .. import __version__
from ..text.humanize import count
from .content_folders import ContentFolder
from .group import CommandGroup
from .options import AS_OF, FOLDER, FRESH, OUT, Day, IssueDay, OutPath, revision_time
from .terminal import next_line, plain, progress, say, typed


@click.group(cls=CommandGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bulletin")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Turn a folder of Markdown files into a bulletin.

    A bulletin is an email, a web archive, a feed, and a calendar file for each
    session. FOLDER is the folder that has bulletin.yml and one folder for each
    issue in it; without FOLDER it is the folder called "content".

    Without a command it says where things stand, and what to type next.

    Start with:  bulletin build
    """
    if ctx.invoked_subcommand is None:
        _say_where_things_stand(ctx)


def _say_where_things_stand(ctx: click.Context) -> None:
    from .content_folders import content_folder
    from .status import report

    folder = content_folder(Path.cwd())
    if folder is None:
        click.echo(ctx.get_help())
        click.echo(next_line("bulletin init news, which writes the repository of a new team"))
        return
    with progress("Reading"):
        lines = report(folder, datetime.now(UTC), os.environ)
    say(lines)


@commands.command("build")
@FOLDER
@OUT
@click.option("--issue", "issues", multiple=True, metavar="ID|all", help="Make the email of this issue, or of all.")
@AS_OF
@click.option("--only", multiple=True, metavar="OUTPUT", help="Make only this; see the list in docs/commands.md.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the folder would change.")
@FRESH
def build_command(
    folder: Path, out: Path, issues: tuple[str, ...], as_of: Day | None, only: tuple[str, ...], check: bool
) -> None:
    """Build everything that readers receive.

    Makes the web archive, and the email of the newest issue that is ready. With
    --issue it makes the email of the issues you name; a draft is marked as one.
    """
    from .build import BuildOptions, run

    options = BuildOptions(folder=folder, out=out, issues=issues, as_of=as_of, only=only, check=check)
    sys.exit(run(options))


@commands.command("show")
@click.argument("path")
@FOLDER
def show_command(path: str, folder: Path) -> None:
    """Print one built file, such as site/feed.xml; write none."""
    from .. import load, render
    from ..errors import RequestError
    from ..text.suggest import did_you_mean

    parts = path.split("/")
    mail = [parts[1]] if parts[0] == "mail" and len(parts) > 2 else []
    paths = []
    with progress("Building") as line:
        for file in line.count(render(load(folder, mail=mail, revised=revision_time()))):
            if file.path == path:
                break
            paths.append(file.path)
        else:
            raise RequestError(f'There is no file "{path}". {did_you_mean(path, paths)}'.strip())
    sys.stdout.buffer.write(file.read_bytes())
    sys.stdout.flush()  # A failure to write raises here, where it becomes a sentence, not when Python exits.
    if sys.stderr.isatty():
        click.echo(next_line(typed("build", folder)), err=True)


@commands.command("theme")
@FOLDER
@OUT
@click.option("--preview", is_flag=True, help="Write a page with every element of the look.")
def theme_command(folder: Path, out: Path, preview: bool) -> None:
    """Say how well the colours of the look can be read.

    With --preview it writes a page that shows every element of the look.
    """
    from .. import load
    from .theme import colour_lines, write_page

    bulletin = load(folder)
    say(write_page(bulletin, out) if preview else colour_lines(bulletin))


@commands.command("check")
@FOLDER
@click.option("--format", "form", default="text", metavar="NAME", help="text, json, github, sarif or markdown.")
@click.option("--fail-on", default="error", metavar="SEVERITY", help="Fail on an error, on a warning too, or never.")
@click.option("--only", multiple=True, metavar="RULE", help="Say only what this rule finds, such as DAT01.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="Say only what this group finds, such as dates.")
@click.option("--built", is_flag=True, help="Judge what would be built, too: the size of the email, headings, links.")
@click.option("--public-repository", is_flag=True, help="Say that anyone can read the repository of these files.")
@click.option("--watch", "is_watched", is_flag=True, help="Check again whenever a file changes; Ctrl-C stops it.")
@FRESH
def check_command(
    folder: Path,
    form: str,
    fail_on: str,
    only: tuple[str, ...],
    groups: tuple[str, ...],
    built: bool,
    public_repository: bool,
    is_watched: bool,
) -> None:
    """Say what is wrong in the files, and what to do about it.

    Every rule is explained in docs/rules.md.
    """
    from .check import CheckOptions, run, run_watched

    options = CheckOptions(
        form=form, fail_on=fail_on, only=only, groups=groups, public_repository=public_repository, built=built
    )
    if is_watched:
        run_watched(folder, options)
    else:
        sys.exit(run(folder, options))


@commands.command("serve")
@FOLDER
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help="The first port to try; 0 is any free one.")
@click.option("--issue", default="", metavar="ID", help="Show this issue first; without it, the newest draft.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser of this machine.")
def serve_command(folder: Path, port: int, issue: str, opens: bool) -> None:
    """Show the bulletin in a browser while you write.

    Each email on a computer, on a phone, in the dark, without pictures and as text,
    the correction, the web pages, what is wrong with its file and line, and a form
    for a new item. It changes when a file is saved. Nothing is written to build/.
    """
    import webbrowser

    from .serve import ServeOptions, Terminal, run

    terminal = Terminal(say=say, open=webbrowser.open)
    run(ServeOptions(folder=folder, port=port, issue=issue, opens=opens), terminal)


@commands.command("correction")
@click.argument("issue")
@FOLDER
@OUT
@AS_OF
def correction_command(issue: str, folder: Path, out: Path, as_of: Day | None) -> None:
    """Make a short email of what has changed since ISSUE was sent.

    With the calendar files of the sessions that changed, and no others. Nothing is sent.
    """
    from .mail import correction

    for line in correction(issue, folder, out, as_of):
        say(line)


@commands.command("reminder")
@FOLDER
@OUT
@AS_OF
def reminder_command(folder: Path, out: Path, as_of: Day | None) -> None:
    """Make the email that reminds readers of this week's sessions.

    With how to give a place back. Nothing is sent.
    """
    from .mail import reminder

    for line in reminder(folder, out, as_of):
        say(line)


@commands.command("fix")
@FOLDER
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yaml", is_flag=True, help="Only put quotes where other programs would read a value otherwise.")
@click.option("--names", is_flag=True, help="Only ask which unknown words are right, and put these on your list.")
def fix_command(folder: Path, dry_run: bool, yaml: bool, names: bool) -> None:
    """Tidy what was pasted, where that is certain.

    It mends wrapped links, tracking, no-break spaces, typed bullets, names of web
    sites in links, years of two digits in sessions and http of sites known to have
    https, and changes nothing else in a file.

    With --yaml it writes the top parts so that GitHub and programs that edit the
    files read what Bulletin reads.

    With --names it shows each word that is in no dictionary and asks whether it is
    right. Those that are go into words/known-words.txt of the content folder, and
    are not named again.
    """
    from ..fix import changed_files, diff, write, yaml_files
    from .known_words import add_known_words

    if names and yaml:
        raise click.UsageError("Choose --yaml or --names.")
    if names:
        return add_known_words(folder, dry_run=dry_run)

    with progress("Reading"):
        changed = yaml_files(folder) if yaml else changed_files(folder)
    click.echo(plain(diff(changed)), nl=False)
    if not dry_run:
        write(changed)
    verb = "would change" if dry_run else "changed"
    click.echo(f"{count(len(changed), 'file')} {verb}." if changed else "There is nothing to tidy.")
    click.echo(next_line(typed("fix" if changed and dry_run else "check", folder)))


@commands.command("new")
@click.argument("kind")
@click.argument("title", required=False, metavar="TITLE|DATE")
@FOLDER
@click.option("--issue", metavar="ID", help="The issue to put it into; without it, the newest.")
def new_command(kind: str, title: str | None, folder: Path, issue: str | None) -> None:
    """Start an item: a file with the lines of its KIND explained.

    KIND is training, event, service, update, information, learning or notice.
    The file is on hold until you delete the line that says so; where bulletin.yml
    says "public repository: yes" it is not. An issue that was sent gets no new item.

    \b
    bulletin new issue           begins the next issue, a month after the newest
    bulletin new issue "1 March 2022"           begins it for that day
    """
    from .new import new_issue, new_item

    sentences = new_issue(title, folder, issue) if kind == "issue" else new_item(kind, title, folder, issue)
    for sentence in sentences:
        say(sentence)


@commands.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "--folder",
    default="content",
    type=ContentFolder(),
    help="The content folder.",
)
@click.option("--issue", metavar="ID", help="The issue to put the items into; without it, the newest.")
@click.option("--attach", "attaches", is_flag=True, help="Let each Word file or PDF go with its item, as its flyer.")
@click.option("--dry-run", is_flag=True, help="Show the items, and write nothing.")
def import_command(files: tuple[Path, ...], folder: Path, issue: str | None, attaches: bool, dry_run: bool) -> None:
    """Make items on hold from documents that you were sent.

    FILES are Word (.docx), PDF, mails (.eml, .msg), web pages (.html), text (.txt)
    or Markdown (.md); "-" is standard input. What is unsure stands in the items as
    lines that begin with "# ?", and stops the build until somebody deletes them.
    """
    from .import_documents import ImportOptions, run

    sys.exit(run(ImportOptions(files=files, folder=folder, issue=issue, attaches=attaches, dry_run=dry_run)))


@commands.command("form")
@FOLDER
@click.option(
    "--out", default="form.html", type=OutPath(path_type=Path, dir_okay=False), help="Where to write the page."
)
def form_command(folder: Path, out: Path) -> None:
    """Write the page on which people propose an item.

    It is a file of its own, for an intranet or an email: it asks for nothing and
    sends nothing. bulletin.yml must say "repository: owner/name". The web pages have
    it at new/ where bulletin.yml says "form: yes" or "public repository: yes".
    """
    from .. import load
    from ..errors import FolderError, RequestError
    from ..outputs.form import page

    if out.suffix.lower() not in (".html", ".htm"):
        raise RequestError(f"The form is a web page, and {out} has another ending. Write --out form.html.")
    if any((place / "bulletin.yml").exists() for place in out.resolve().parents):
        raise RequestError(f"I do not write {out}, since it lies in the content folder: choose another with --out.")
    bulletin = load(folder)
    if not bulletin.settings.repository:
        raise RequestError(
            f'I do not know what the form opens. Add "repository: owner/name" to {folder / "bulletin.yml"}.'
        )
    try:
        out.write_text(page(bulletin), "utf-8", newline="\n")
    except OSError as error:
        raise FolderError(f"I cannot write {out}: {error.strerror}.") from error
    say(f"I made {out}. Open it in a browser.")


@commands.command("publish")
@FOLDER
@click.option("--record", is_flag=True, help="Write what is shown into the ledger; send nothing.")
@click.option("--issue", default="", metavar="ID", help="Publish this issue, once.")
@click.option("--due", is_flag=True, help="Publish, once, the newest issue that is ready and whose day has come.")
@click.option("--correction", default="", metavar="ID", help="Publish the correction of this issue, once.")
@click.option("--reminder", is_flag=True, help="Publish the reminder of this week's sessions, once a week.")
@click.option("--mark-sent", is_flag=True, help="Say that the issue was sent by hand.")
@click.option("--resume", type=click.Choice(["sent", "again"]), default=None, help="What became of a run that stopped.")
@click.option("--after", default="", metavar="TIME", help="Wait so long before sending, like 10m; Ctrl-C stops it.")
@click.option(
    "--test-to", default="", metavar="ADDRESS", help="Send it to this address alone, as a test; record nothing."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; send and write nothing.")
@click.option("--at", metavar="TIME", default="", help="When changes were made, like 2022-02-22T10:15:00Z; else now.")
@click.option("--as-of", type=IssueDay(), help='The day to record for, like "1 March 2022"; else today.')
def publish_command(
    folder: Path,
    record: bool,
    issue: str,
    due: bool,
    correction: str,
    reminder: bool,
    mark_sent: bool,
    resume: str | None,
    after: str,
    test_to: str,
    dry_run: bool,
    at: str,
    as_of: Day | None,
) -> None:
    """Record what is shown, or publish an issue once.

    With --record it writes FOLDER/ledger.json and nothing else, and needs no network.
    With --issue, --due, --correction or --reminder it records, then hands the email to the mail server
    that BULLETIN_SMTP_URL, BULLETIN_SMTP_PASSWORD, BULLETIN_TO and BULLETIN_TO_LIMITED
    name. Without a server the issue waits until --mark-sent says that you sent it.
    """
    from .publish import PublishOptions, run

    options = PublishOptions(
        folder=folder,
        record=record,
        issue=issue,
        correction=correction,
        reminder=reminder,
        mark_sent=mark_sent,
        resume=resume or "",
        after=after,
        test_to=test_to,
        due=due,
        dry_run=dry_run,
        at=at,
        as_of=as_of,
    )
    ending = run(options)
    say(ending.sentence)
    same = "the same without --dry-run, if this is what you want"
    click.echo(next_line(same if ending.is_planned else "bulletin, which says where things stand"))


@commands.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--here", is_flag=True, help="Add what is missing, renew issue forms that nobody changed, touch nothing else."
)
@click.option("--name", default="Our bulletin", help="What the bulletin is called.")
@click.option("--email", default="team@example.org", help="The team's address.")
@click.option("--action", default="", metavar="USES", help='What workflows use, like "owner/bulletin@COMMIT # v1.2.3".')
@click.option("--public", is_flag=True, help="For a repository that anybody can read: nothing is on hold or for staff.")
def init_command(folder: Path, here: bool, name: str, email: str, action: str, public: bool) -> None:
    """Write the repository of a new team into DIR.

    It has content, workflows, templates and a README for editors. With --here and
    --action it writes the release of Bulletin into workflows that have a
    place-holder for it.
    """
    from ..scaffold import Team
    from .new import new_repository

    if not action and sys.stdin.isatty():
        question = "Which release of Bulletin do the workflows use, as OWNER/REPO@COMMIT? Press Enter to say it later"
        action = click.prompt(question, default="", show_default=False)
    team = Team(name=name, email=email, today=datetime.now(UTC).date(), action=action, public=public)
    for line in new_repository(folder, team, here=here):
        say(line)


@commands.group("cache")
def cache_group() -> None:
    """Look after what Bulletin remembers.

    It makes commands quicker, and lies in your own cache folder, where nobody else may read it.
    """


@cache_group.command("clear")
def clear_command() -> None:
    """Forget everything; the next command looks at everything again."""
    from ..remember import cache

    number = cache.clear()
    say(f"I deleted {count(number, 'file')} from {cache.folder()}." if number else "Nothing was remembered.")


@commands.command("action", hidden=True, help="A step of the GitHub Action; its inputs are environment variables.")
@click.argument("step", type=click.Choice(["run", "link"]))
def action_command(step: str) -> None:
    """Run a step of the GitHub Action."""
    import secrets

    from ..action.result import Machine
    from ..action.step import STEPS

    machine = Machine(
        environ=os.environ,
        clock=lambda: datetime.now(UTC),
        pause=time.sleep,
        say=say,
        random=lambda: secrets.token_hex(8),
    )
    sys.exit(STEPS[step](machine))


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # With errors="strict", a letter that the terminal's encoding does not have would raise UnicodeEncodeError.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    commands(prog_name="bulletin")
