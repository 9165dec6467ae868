"""The group of commands: "did you mean", and every error as a sentence with an exit code."""

from __future__ import annotations

import errno
from typing import Any

import click

from ..errors import BulletinError, ContentError
from ..text.humanize import count
from ..text.suggest import did_you_mean
from .terminal import plain, print_problems

EXIT_WRONG = 1
"""The content is wrong, or `--check` found a difference."""


class CommandGroup(click.Group):
    """The commands of `bulletin`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; suggest the nearest for one that does not exist."""
        if args and self.get_command(ctx, args[0]) is None:
            ctx.fail(f'I do not know the command "{args[0]}". {did_you_mean(args[0], self.list_commands(ctx))}'.strip())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print its error and exit with the error's code."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print_problems(error.problems)
            errors = sum(problem.severity == "error" for problem in error.problems)
            click.echo(f"{count(errors, 'problem')} to put right. Nothing was built.", err=True)
            ctx.exit(error.exit_code)
        except BulletinError as error:
            click.echo(plain(str(error)), err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Click ends in silence where nobody reads any more.
            what = f"I cannot use {error.filename}" if error.filename else "I cannot go on"
            click.echo(plain(f"{what}: {error.strerror or error}."), err=True)
            ctx.exit(EXIT_WRONG)
