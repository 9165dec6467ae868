"""What stands at a path of the output folder; nothing is looked for outside it, or behind a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .errors import FolderError

STAGING = ".bulletin-unfinished"
"""Where files stand until all are made; within the output folder, so that a rename is enough."""


class Standing:
    """An output folder; each folder in it is looked at once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._sound: set[str] = set()
        """Folders that are there and are no links."""

    def at(self, path: str) -> os.stat_result | None:
        """The file at a path, None if there is none.

        Raises FolderError if the path leaves the folder, if there is a link on the way or at its end,
        and if a file stands where a folder should or the other way round.
        """
        *folders, _ = parts = path.split("/")
        if parts[0] == STAGING or any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path:
            raise FolderError(f"{path!r} is no place in the output folder.")
        here = str(self.out)
        for folder in folders:
            here = f"{here}/{folder}"
            if here in self._sound:
                continue
            if _looked_at(here, is_folder=True) is None:
                return None
            self._sound.add(here)
        return _looked_at(f"{here}/{parts[-1]}", is_folder=False)


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
