"""Describe files without reading them: one row a file, which differs after the file was changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import TypeAlias

Row: TypeAlias = tuple[str, int, int, int, int]
"""Path, inode, size in bytes, mtime and ctime in nanoseconds; zeros if there is no such file."""

TICK = 20_000_000
"""Nanoseconds. The clocks of file systems tick every 4 to 10 milliseconds: a file that was changed within this time
could be changed again with the same times."""


class DoubtError(Exception):
    """Raised when the rows of a folder do not show for certain what its files have."""


def rows_below(folders: Iterable[str], now: int) -> list[Row]:
    """Return the rows of these folders and of everything below them, in no certain order.

    now: nanoseconds since 1970, taken before any of the files was read. Raise DoubtError for a symbolic link or a
    file that was changed later than TICK before `now`, and OSError for a file or folder that cannot be accessed.
    """
    rows: list[Row] = []
    waiting, latest = list(folders), now - TICK
    while waiting:
        folder = waiting.pop()
        entries = _entries(folder)
        rows.append((folder, entries is not None, 0, 0, 0))
        for entry in entries or ():
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                row = _row(entry.path, entry.stat(follow_symlinks=False))
                if row[3] > latest or row[4] > latest:
                    raise DoubtError(entry.path)
                rows.append(row)
    return rows


def rows_of(paths: Iterable[str]) -> list[Row]:
    """Return the rows of some paths; the row of a path without a file has zeros.

    Raise DoubtError for a symbolic link, and OSError for a file that cannot be accessed.
    """
    rows = []
    for path in paths:
        try:
            about = os.lstat(path)
        except FileNotFoundError:
            rows.append((path, 0, 0, 0, 0))
        else:
            rows.append(_row(path, about))
    return rows


def _entries(folder: str) -> list[os.DirEntry[str]] | None:
    """List a folder without __pycache__; return None if there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name != "__pycache__"]
    except FileNotFoundError:
        return None


def _row(path: str, about: os.stat_result) -> Row:
    if stat.S_ISLNK(about.st_mode):
        raise DoubtError(path)
    return path, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
