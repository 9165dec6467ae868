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
    """Escape what could move the cursor or colour the screen, whatever a file is called."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def problems_text(problems: Sequence[Problem]) -> str:
    """Return problems as they are printed, with personal data redacted."""
    return plain(hidden(reports.text.render(problems)))


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems on standard error, with personal data redacted."""
    click.echo(problems_text(problems), err=True, nl=False)


def typed(words: str, folder: Path) -> str:
    """Return a command as it is typed for a content folder; the usual one is not named."""
    where = "" if folder == Path("content") else f" {shlex.quote(str(folder))}"
    return f"bulletin {words}{where}"


def next_line(what: str) -> str:
    """Return the line with which a command ends: what to do next."""
    return f"Next: {what}"


class Progress:
    """A line on a terminal that says how long something has taken and how far it is; nothing where nobody looks."""

    def __init__(self, what: str, wait: Callable[[float], bool]) -> None:
        """Say what is done; wait for some seconds, and tell whether it ended meanwhile."""
        self._what, self._wait, self._number = what, wait, 0

    def count(self, files: Iterable[T]) -> Iterator[T]:
        """Yield the same files, and count them."""
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
    """Tell a terminal, from the first second on, how long the work inside takes. Nothing else may print meanwhile."""
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
