"""`bulletin init`: write a new team's repository, without touching what is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ..errors import FolderError
from .repository import Team, files

__all__ = ["NewFiles", "Team", "begin"]

_IGNORED = (".git", ".DS_Store")
"""What may stand in a folder that counts as empty."""


class NewFiles(NamedTuple):
    """The files of a repository, as paths from its folder."""

    new: tuple[str, ...]
    """Those that were written."""
    unchanged: tuple[str, ...]
    """Those that were there already."""


def begin(folder: Path, team: Team, *, here: bool = False) -> NewFiles:
    """Write the repository of a new team; raise FolderError, and then nothing was written.

    here: add what is missing and touch nothing that is there; without it the folder must be new or empty.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file, not a folder.")
    present = [path.name for path in folder.iterdir() if path.name not in _IGNORED] if folder.is_dir() else []
    if present and not here:
        raise FolderError(f"{folder} is not empty. To add what is missing and touch nothing else: bulletin init --here")
    texts = files(team)
    if here and (folder / "content").is_dir():
        # A team that has content has no use for examples, which could go out by mistake.
        texts = {path: text for path, text in texts.items() if not path.startswith("content/")}
    new = tuple(path for path in sorted(texts) if not os.path.lexists(folder / path))
    _refuse_unsafe(folder, new)
    try:
        for path in new:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(texts[path])
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename}: {error.strerror}.") from error
    return NewFiles(new, tuple(sorted(set(texts) - set(new))))


def _refuse_unsafe(folder: Path, paths: tuple[str, ...]) -> None:
    """Raise FolderError where a file would leave the folder, or where a file stands in place of a folder."""
    root = folder.resolve()
    for path in paths:
        parent = (folder / path).parent
        if not parent.resolve().is_relative_to(root):
            raise FolderError(f"{parent} leads out of {folder}, so I wrote nothing.")
        above = next(
            ancestor for ancestor in (parent, *parent.parents) if ancestor.exists() or ancestor == ancestor.parent
        )
        if not above.is_dir():
            raise FolderError(f"{above} is a file, and I need a folder there. I wrote nothing.")
