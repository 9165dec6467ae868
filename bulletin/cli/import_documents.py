"""`bulletin import`: make items on hold from documents, and report their open questions."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from ..content.load import read
from ..errors import FolderError
from ..importing import Draft, Drafts, ImportContext, drafts, with_free_pictures
from ..importing.formats import usual_name
from ..importing.guarded import LARGEST
from ..scaffold.file_set import names_in, write_new
from ..scaffold.item import open_issue
from ..text.humanize import count
from .group import EXIT_WRONG
from .terminal import next_line, print_problems, progress, say, typed

STANDARD_INPUT = Path("-")


class ImportOptions(NamedTuple):
    """The options of `bulletin import`."""

    files: tuple[Path, ...]
    folder: Path
    issue: str | None
    attaches: bool
    dry_run: bool
    """Whether to print the items and write nothing."""


def run(options: ImportOptions) -> int:
    """Import documents and report; write nothing if one of them cannot be read. Return the exit code."""
    folder = open_issue(options.folder, options.issue)
    workspace = read(options.folder, every_file=False).workspace
    context = ImportContext.of(workspace, folder.name)._replace(attaches=options.attaches)
    with progress("Reading") as line:
        results = [_read_drafts(path, context) for path in line.count(options.files)]
    problems = [problem for result in results for problem in result.problems]
    every = (draft for result in results for draft in result.drafts)
    items = list(with_free_pictures(_with_free_names(every), names_in(folder / "files")))
    print_problems(problems)
    if any(problem.is_error for problem in problems):
        click.echo("Nothing was written.", err=True)
        return EXIT_WRONG
    sentences = _printed_items(items) if options.dry_run else _write_items(items, folder, options.folder)
    for sentence in sentences:
        say(sentence)
    return 0


def _read_drafts(path: Path, context: ImportContext) -> Drafts:
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST + 1)
        return drafts(usual_name(data), data, context)
    with path.open("rb") as file:
        return drafts(path.name, file.read(LARGEST + 1), context)


def _with_free_names(items: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts; one with the name of an earlier one gets the next free number after it, like "course-2"."""
    taken: set[str] = set()
    for item in items:
        names = itertools.chain([item.name], (f"{item.name}-{number}" for number in itertools.count(2)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield item._replace(name=name)


def _printed_items(items: Sequence[Draft]) -> Iterator[str]:
    for item in items:
        yield f"I would write {item.name}.md:"
        yield item.text


def _write_items(items: Sequence[Draft], folder: Path, content: Path) -> Iterator[str]:
    """Write items, and yield sentences about the files; raise FolderError, before writing, if one exists already."""
    texts = {folder / f"{item.name}.md": item.text.encode() for item in items}
    files = {folder / "files" / item.attachment: item.attachment_data for item in items if item.attachment}
    files |= {folder / "files" / picture.name: picture.data for item in items for picture in item.pictures}
    if files and not (folder / "files").resolve().is_relative_to(content.resolve()):
        raise FolderError(f"{folder / 'files'} is a link to a place outside the content folder, so I wrote nothing.")
    _refuse_taken_names(items, (*texts, *files))
    try:
        write_new(files | texts)
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename or content}: {error.strerror}.") from error
    for path, item in zip(texts, items, strict=True):
        yield f"I made {path}: {_summary(item)}."
    is_held = any("\nhold until:" in item.text for item in items)
    then = ", then delete the line that begins with hold until" if is_held else ""
    yield f"Settle what is marked # ? and delete these lines{then}."
    yield next_line(typed("check", content))


def _refuse_taken_names(items: Sequence[Draft], paths: Iterable[Path]) -> None:
    """Raise FolderError if two documents have one name, or if there is a file at one of the paths."""
    documents = [item.attachment for item in items if item.attachment]
    for path in paths:
        if documents.count(path.name) > 1:
            raise FolderError(f"Two documents are called {path.name}, so I wrote nothing. Rename one.")
        if path.exists() or path.is_symlink():
            raise FolderError(f"{path} is there already, so I wrote nothing. Delete it, or rename it.")


def _summary(item: Draft) -> str:
    """Return the kind of an item, and the numbers of its sessions, pictures and open questions."""
    parts = [item.kind, *([count(len(item.sessions), "session")] if item.sessions else [])]
    parts += [count(len(item.pictures), "picture")] if item.pictures else []
    parts += ["for some readers alone"] if item.limited else []
    return ", ".join([*parts, f"{count(len(item.marks), 'line')} to settle"])
