"""The command line's other half: publishing, the Action's steps, and a new team's repository."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from ..text.humanize import count
from . import FOLDER, IssueDay, _day, _plain, _print_problems, _revised, commands


@commands.command()
@FOLDER
@click.option("--record", is_flag=True, help="Write what is shown into the ledger; send nothing.")
@click.option("--issue", default="", metavar="ID", help="Publish this issue, once.")
@click.option("--correction", default="", metavar="ID", help="Publish the correction of this issue, once.")
@click.option("--mark-sent", is_flag=True, help="Say that the issue was sent by hand.")
@click.option("--resume", type=click.Choice(["sent", "again"]), default=None, help="What became of a run that stopped.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; send and write nothing.")
@click.option("--at", metavar="TIME", default="", help="When changes were made, like 2022-02-22T10:15:00Z; else now.")
@click.option("--as-of", type=IssueDay(), help='The day to record for, like "1 March 2022", or today.')
def publish(folder: Path, record: bool, at: str, as_of: Any, **wanted: Any) -> None:
    """Record what is shown, or publish an issue once.

    With --record it writes FOLDER/ledger.json and nothing else, and needs no network.
    With --issue or --correction it records, then hands the email to the mail server
    that BULLETIN_SMTP_URL, BULLETIN_SMTP_PASSWORD, BULLETIN_TO and BULLETIN_TO_LIMITED
    name. Without a server the issue waits until --mark-sent says that you sent it.
    """
    from ..publish.recording import read_moment
    from ..publish.recording import record as write_down

    revised = read_moment(at) if at else _revised() or datetime.now(UTC)
    if record:
        click.echo(_plain(str(write_down(folder, revised, _day(as_of, folder)))))
        return
    if bool(wanted["issue"]) == bool(wanted["correction"]):
        raise click.UsageError("Say what to do: --record. Or choose --issue ID or --correction ID.")
    from ..publish import sequence
    from ..publish.deliver import World
    from ..publish.store import FolderLedger
    from .check import warnings_of

    day = _day(as_of or "today", folder)
    assert day
    world = World(
        store=FolderLedger(folder, time.sleep),
        clock=lambda: datetime.now(UTC).replace(microsecond=0),
        pause=time.sleep,
        say=lambda line: click.echo(_plain(line)),
    )
    asked = _asked(wanted)._replace(at=revised, as_of=day)
    act = sequence.mark_as_sent if wanted["mark_sent"] else sequence.publish
    done = act(folder, asked, world, lambda reading: _print_problems(warnings_of(reading), err=True))
    click.echo(_plain(done.said))


def _asked(wanted: dict[str, Any]) -> Any:
    """What is asked for, with the mail server and the lists of the environment."""
    from ..publish import lists, smtp
    from ..publish.publication import LIMITED, MAIN
    from ..publish.sequence import Wanted

    url = os.environ.get("BULLETIN_SMTP_URL", "")
    return Wanted(
        issue=wanted["issue"] or wanted["correction"],
        correction=bool(wanted["correction"]),
        to={
            MAIN: lists.addresses(os.environ.get("BULLETIN_TO", ""), "to"),
            LIMITED: lists.addresses(os.environ.get("BULLETIN_TO_LIMITED", ""), "to-limited"),
        },
        server=smtp.server(url, os.environ.get("BULLETIN_SMTP_PASSWORD", "")) if url else None,
        attempt=_random(),
        at=datetime.now(UTC),
        as_of=datetime.now(UTC).date(),
        resume=wanted["resume"] or "",
        dry=wanted["dry_run"],
    )


@commands.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--here", is_flag=True, help="Add what is missing, and touch nothing that is there.")
@click.option("--name", default="Our bulletin", help="What the bulletin is called.")
@click.option("--email", default="team@example.org", help="The team's address.")
@click.option("--action", default="", metavar="USES", help='What workflows use, like "owner/bulletin@COMMIT # v1.2.3".')
def init(folder: Path, here: bool, name: str, email: str, action: str) -> None:
    """Write the repository of a new team into DIR: content, workflows, templates, README."""
    from ..scaffold import Team, begin

    day = datetime.now(UTC).date()
    done = begin(folder, Team(name=name, email=email, today=day, action=action), here=here)
    for path in done.made:
        click.echo(_plain(f"  {folder / path}"))
    kept = f", and left {count(len(done.kept), 'file')} as it was" if done.kept else ""
    click.echo(_plain(f"I made {count(len(done.made), 'file')}{kept}. Read README.md first."))


@commands.command(hidden=True)
@click.argument("step", type=click.Choice(["run", "link"]))
def action(step: str) -> None:
    """A step of the GitHub Action; its inputs are environment variables."""
    from ..action.result import Edge
    from ..action.step import link, run

    edge = Edge(
        environ=os.environ,
        clock=lambda: datetime.now(UTC),
        pause=time.sleep,
        say=lambda line: click.echo(_plain(line)),
        random=_random,
    )
    sys.exit({"run": run, "link": link}[step](edge))


def _random() -> str:
    """What no two attempts share."""
    import secrets  # it costs a tenth of the time that every command takes to start

    return secrets.token_hex(8)
