"""What stands at a path of the output folder; nothing is looked for outside it, or behind a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .errors import FolderError

STAGING = ".bulletin-unfinished"
"""Where files stand until all are made; within the output folder, so that a rename is enough."""


_NO_NAMES = frozenset(("", ".", ".."))


class Standing:
    """An output folder before anything is put into it; each folder in it is looked at once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._folders = {"": str(out)}
        """Where folders stand that are no links; "" for those that are not there."""

    def at(self, path: str) -> os.stat_result | None:
        """The file at a path, None if there is none.

        Raises FolderError if the path leaves the folder, if there is a link on the way or at its end,
        and if a file stands where a folder should or the other way round.
        """
        parts = path.split("/")
        if parts[0] == STAGING or not _NO_NAMES.isdisjoint(parts) or "\\" in path or "\0" in path:
            raise FolderError(f"{path!r} is no place in the output folder.")
        folder = self._folder("/".join(parts[:-1]))
        return _looked_at(f"{folder}/{parts[-1]}", is_folder=False) if folder else None

    def _folder(self, path: str) -> str:
        if path not in self._folders:
            above, _, name = path.rpartition("/")
            folder = self._folder(above)
            place = f"{folder}/{name}"
            self._folders[path] = place if folder and _looked_at(place, is_folder=True) else ""
        return self._folders[path]


def _looked_at(place: str, *, is_folder: bool) -> os.stat_result | None:
    try:
        found = os.lstat(place)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        raise FolderError(f"{place} is a link, so I do not write there. Remove it.")
    if stat.S_ISDIR(found.st_mode) != is_folder:
        wanted = "folder" if is_folder else "file"
        raise FolderError(f"{place} should be a {wanted}. Move it away, or choose another folder with --out.")
    return found
