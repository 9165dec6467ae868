"""Define the options and arguments that several commands share."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

import click

from ..errors import RequestError
from ..publish.moments import source_date_epoch
from .content_folders import ContentFolder

Day: TypeAlias = date | Literal["today"]


class IssueDay(click.ParamType[Any]):
    """A day as an editor writes it, or "today"."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Day:
        """Read a day; fail with the same sentence as for a date in a file."""
        from ..content.frontmatter import Wrong
        from ..content.settings import read_full_date

        if value == "today" or isinstance(value, date):
            return value  # type: ignore[no-any-return]
        try:
            return read_full_date(value)
        except Wrong as wrong:
            self.fail(str(wrong), param, ctx)


FOLDER = click.argument("folder", default="content", type=ContentFolder(), metavar="[FOLDER]")


class OutPath(click.Path):
    """A folder or file to write, which must have a name: without one it would be the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail if it is empty."""
        if not str(value).strip():
            self.fail("It is empty. Write where to, like build.", param, ctx)
        return super().convert(value, param, ctx)


OUT = click.option("--out", default="build", type=OutPath(path_type=Path), help="The folder to write into.")
FRESH = click.option(
    # The commands do not get it: remember/unchanged.py looks for it in sys.argv, before Click is imported.
    "--fresh",
    is_flag=True,
    expose_value=False,
    help="Look at everything again, and remember nothing.",
)
AS_OF = click.option("--as-of", type=IssueDay(), help='The day to build for, like "1 March 2022", or today.')


def day_of(day: Day | None, folder: Path) -> date | None:
    """Return a day, with "today" as the date in the bulletin's time zone."""
    if day != "today":
        return day
    from ..content.load import zone_of

    return datetime.now(zone_of(folder)).date()


def revision_time() -> datetime | None:
    """Return SOURCE_DATE_EPOCH as the time of revision of changed sessions, None if unset; fail for a wrong value."""
    try:
        return source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", ""))
    except RequestError as error:
        raise click.UsageError(str(error)) from None
