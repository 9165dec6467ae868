"""`bulletin fix --names`: ask which unknown words are right, and add them to the team's list."""

from __future__ import annotations

from pathlib import Path

import click

from ..checks.answers import is_answered
from ..checks.rule import TEXTS
from ..checks.run import checked_files
from ..checks.spelling import RULE, unknown_words
from ..content.load import read
from ..errors import Problem, RequestError
from ..fix import known_words_file, write
from ..text.humanize import count
from .terminal import next_line, problems_text, progress, say, typed


def add_known_words(folder: Path, *, dry_run: bool) -> None:
    """Show each unknown word, ask whether it is right, and write those that are into the team's list.

    dry_run: only show them. If the questions are broken off, nothing is written.
    """
    with progress("Reading"):
        unknown = _unknown_words(folder)
    if not unknown:
        click.echo("Every word is in a dictionary, or is a name or a word that you use.")
        click.echo(next_line(typed("check", folder)))
        return
    right = []
    for word, problem in unknown.items():
        click.echo(problems_text([problem]), nl=False)
        if not dry_run and _is_right(folder):
            right.append(word)
    if dry_run:
        click.echo(next_line(typed("fix --names", folder)))
        return
    changed = known_words_file(folder, right)
    if right:
        write([changed])
    say(f"{count(len(right), 'word')} added to {changed.path}." if right else "Nothing was added.")
    click.echo(next_line(typed("check", folder)))


def _is_right(folder: Path) -> bool:
    """Ask whether a word is right; raise RequestError if standard input ends, as in a job without a terminal."""
    try:
        return click.confirm("Is it right as it stands?", default=False)
    except click.Abort as abort:
        if not isinstance(abort.__context__, EOFError):
            raise  # Ctrl-C was pressed.
        raise RequestError(
            "No answer came, so nothing was added. Type this where you can answer, in a terminal; "
            f"`{typed('fix --names --dry-run', folder)}` shows the words without asking."
        ) from None


def _unknown_words(folder: Path) -> dict[str, Problem]:
    """Return the unknown words of a content folder in small letters, each with its first place."""
    unknown: dict[str, Problem] = {}
    for file in checked_files(read(folder)):
        if file.source.kind not in TEXTS or is_answered(file, RULE):
            continue
        for word in sorted(unknown_words(file)):
            line, column = file.source.place(word.offset)
            problem = Problem(
                path=file.source.path,
                line=line,
                column=column,
                rule=RULE,
                message=word.says,
                hint=word.hint,
                severity="warning",
            )
            unknown.setdefault(word.word.lower(), problem)
    return unknown
