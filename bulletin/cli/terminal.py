"""Print to a terminal: plain text, problems, and progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

from .. import reports
from ..errors import Problem
from ..text.private import hidden

T = TypeVar("T")

_SLOW = 1.0
"""Seconds after which a terminal is told how far the work is."""


def plain(text: str) -> str:
    """Escape what could move the cursor or colour the screen, whatever a file is called."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems on standard error, with personal data redacted."""
    click.echo(plain(hidden(reports.text.render(problems))), err=True, nl=False)


def with_progress(files: Iterable[T]) -> Iterator[T]:
    """Yield the same files, and tell a terminal how many there are once the work takes long."""
    start, is_printed = time.monotonic(), False
    for number, file in enumerate(files, 1):
        if sys.stderr.isatty() and number % 20 == 0 and time.monotonic() - start > _SLOW:
            click.echo(f"\r{number} files", err=True, nl=False)
            is_printed = True
        yield file
    if is_printed:
        click.echo("\r\033[K", err=True, nl=False)
