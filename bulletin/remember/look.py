"""Look at files without reading them: a row for each, which differs once the file was touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import TypeAlias

Row: TypeAlias = tuple[str, int, int, int, int]
"""Path, inode, bytes, and nanoseconds of the last change of its bytes and of its inode; zeros where there is none."""

TICK = 20_000_000
"""Nanoseconds. The clocks of file systems tick every 4 to 10 milliseconds, so that a file that was touched so lately
could be touched again without a trace."""


class DoubtError(Exception):
    """What stands in a folder cannot be told from its rows."""


def look(folders: Iterable[str], now: int) -> list[Row]:
    """Return the rows of everything below some folders, and of these; in no order of its own.

    now: nanoseconds since 1970, read before any of the files was. Raise DoubtError for a link, for a file that was
    touched within a tick of `now` or after it, and OSError for what cannot be looked at.
    """
    rows: list[Row] = []
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        entries = _entries(folder)
        rows.append((folder, entries is not None, 0, 0, 0))
        for entry in entries or ():
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                rows.append(_settled(_row(entry.path, entry.stat(follow_symlinks=False)), now))
    return rows


def rows_of(paths: Iterable[str]) -> list[Row]:
    """Return the rows of some paths; the row of a path at which nothing stands has zeros.

    Raise DoubtError for a link, and OSError for what cannot be looked at.
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
    """List a folder, without what Python made of the files that stand there; None if there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name != "__pycache__"]
    except FileNotFoundError:
        return None


def _row(path: str, about: os.stat_result) -> Row:
    if stat.S_ISLNK(about.st_mode):
        raise DoubtError(path)
    return path, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _settled(row: Row, now: int) -> Row:
    """Return a row; raise DoubtError if its file was touched so lately that it could be touched again unseen."""
    if max(row[3], row[4]) > now - TICK:
        raise DoubtError(row[0])
    return row
