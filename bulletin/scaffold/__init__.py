"""`bulletin init`: everything that a new team's repository needs, and writing it without touching what is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ..errors import FolderError
from .repository import Team, files

__all__ = ["Begun", "Team", "begin"]

_KEPT = (".git", ".DS_Store")
"""What may stand in a folder that counts as empty."""


class Begun(NamedTuple):
    """What was done, as paths from the folder."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Those that were there already."""


def begin(folder: Path, team: Team, *, here: bool = False) -> Begun:
    """Write the repository of a new team; raises FolderError, and then nothing was written.

    here: add what is missing and touch nothing that is there; without it the folder must be new or empty.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file, not a folder.")
    there = [one.name for one in folder.iterdir() if one.name not in _KEPT] if folder.is_dir() else []
    if there and not here:
        raise FolderError(f"{folder} is not empty. To add what is missing and touch nothing else: bulletin init --here")
    wanted = files(team)
    if here and (folder / "content").is_dir():
        # A team that has content has no use for examples, which could go out by mistake.
        wanted = {path: text for path, text in wanted.items() if not path.startswith("content/")}
    made = tuple(path for path in sorted(wanted) if not os.path.lexists(folder / path))
    _judge(folder, made)
    try:
        for path in made:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(wanted[path])
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename}: {error.strerror}.") from error
    return Begun(made, tuple(sorted(set(wanted) - set(made))))


def _judge(folder: Path, made: tuple[str, ...]) -> None:
    """Raise FolderError where a file would leave the folder, or where a file stands in place of a folder."""
    root = folder.resolve()
    for path in made:
        parent = (folder / path).parent
        if not parent.resolve().is_relative_to(root):
            raise FolderError(f"{parent} leads out of {folder}, so I wrote nothing.")
        above = next(one for one in (parent, *parent.parents) if one.exists() or one == one.parent)
        if not above.is_dir():
            raise FolderError(f"{above} is a file, and I need a folder there. I wrote nothing.")
