"""Print to a terminal: plain text, problems, and progress."""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from .. import reports
from ..errors import Problem
from ..text.private import hidden

T = TypeVar("T")

_SECOND = 1.0


def plain(text: str) -> str:
    """Escape unprintable characters, which could move the cursor or colour the screen, such as those of file names."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def say(text: str) -> None:
    """Print text on standard output, with unprintable characters escaped."""
    click.echo(plain(text))


def problems_text(problems: Sequence[Problem]) -> str:
    """Return the text of problems, with personal data redacted."""
    return plain(hidden(reports.text.render(problems)))


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems on standard error, with personal data redacted."""
    click.echo(problems_text(problems), err=True, nl=False)


def typed(words: str, folder: Path) -> str:
    """Return a command for the user to type; the folder "content" need not be named."""
    where = "" if folder == Path("content") else f" {shlex.quote(str(folder))}"
    return f"bulletin {words}{where}"


def next_line(what: str) -> str:
    """Return the last line of a command's output, about what to do next."""
    return f"Next: {what}"


class Progress:
    """A line on a terminal with the seconds that work has taken, and the number of files so far."""

    def __init__(self, what: str, wait: Callable[[float], bool]) -> None:
        """Make the line. what: the work, like "Building". wait: waits some seconds, returns whether the work ended."""
        self._what, self._wait, self._number = what, wait, 0

    def count(self, files: Iterable[T]) -> Iterator[T]:
        """Yield the files unchanged, and count them."""
        for file in files:
            self._number += 1
            yield file

    def tell(self) -> None:
        """Print the line once a second until the work has ended, then clear it."""
        seconds = 0
        while not self._wait(_SECOND):
            seconds += 1
            files = f", {self._number} files" if self._number else ""
            click.echo(f"\r{self._what}: {seconds} s{files}", err=True, nl=False)
        if seconds:
            click.echo("\r\033[K", err=True, nl=False)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show on a terminal, after the first second, how long the work in the `with` block takes.

    Nothing else may print in the block.
    """
    ended = threading.Event()
    line = Progress(what, ended.wait)
    thread = threading.Thread(target=line.tell, daemon=True) if sys.stderr.isatty() else None
    if thread:
        thread.start()
    try:
        yield line
    finally:
        ended.set()
        if thread:
            thread.join()
