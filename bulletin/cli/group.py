"""Run commands: suggest names for unknown ones, and turn errors into sentences and exit codes."""

from __future__ import annotations

import errno
from typing import Any

import click

from ..errors import BulletinError, ContentError
from ..text.humanize import count
from ..text.suggest import did_you_mean
from .terminal import plain, print_problems

EXIT_WRONG = 1
"""The exit code if the content is wrong, or `--check` found a difference."""


_DEBUG = "bulletin.debug"
"""The key in the `meta` of a click context for whether `--debug` was given, before or after the command's name."""


def _note_debug(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = ctx.meta.get(_DEBUG, False) or value


def _debug_option() -> click.Option:
    text = "Show where a fault of Bulletin itself comes from."
    return click.Option(["--debug"], is_flag=True, expose_value=False, callback=_note_debug, help=text)


class CommandGroup(click.Group):
    """The commands of `bulletin`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make the group, with the option `--debug`."""
        super().__init__(*arguments, **options)
        self.params.append(_debug_option())

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, with the option `--debug`."""
        cmd.params.append(_debug_option())
        super().add_command(cmd, name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; if it does not exist, fail with the nearest name as a suggestion."""
        if args and self.get_command(ctx, args[0]) is None:
            ctx.fail(f'I do not know the command "{args[0]}". {did_you_mean(args[0], self.list_commands(ctx))}'.strip())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print its error and exit with the error's code."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print_problems(error.problems)
            errors = sum(problem.is_error for problem in error.problems)
            click.echo(f"{count(errors, 'problem')} to put right. Nothing was built.", err=True)
            ctx.exit(error.exit_code)
        except BulletinError as error:
            click.echo(plain(str(error)), err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # The reader of a pipe, such as `head`, has ended; Click then ends silently.
            what = f"I cannot use {error.filename}" if error.filename else "I cannot go on"
            click.echo(plain(f"{what}: {error.strerror or error}."), err=True)
            ctx.exit(EXIT_WRONG)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            import traceback

            from .. import unforeseen

            if ctx.meta.get(_DEBUG):
                click.echo(plain("".join(traceback.format_exception(error))), err=True)
            click.echo(plain(unforeseen.sentence(error)), err=True)
            ctx.exit(unforeseen.EXIT_CODE)
