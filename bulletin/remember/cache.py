"""Read and write entries in the user's cache folder; they may be lost at any time, and only the user may read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MOST_ENTRIES = 100
"""The number of entries that are kept; beyond it those that were not used for the longest time are deleted."""
MOST_BYTES = 500_000_000
"""The bytes of all entries that are kept. The memory of a folder has 2.4 MB for 15 items, and 75 MB for 1,500."""


def folder() -> Path:
    """Return where entries are kept: `bulletin` in the user's cache folder, on Linux ~/.cache or $XDG_CACHE_HOME."""
    import platformdirs  # Imported here because every command imports this module, and only two need the folder.

    return platformdirs.user_cache_path("bulletin", appauthor=False)


def get(name: str) -> bytes | None:
    """Return the bytes of an entry; None if there is none, or if another user could have written it."""
    place = folder()
    path = place / name
    data = None
    with suppress(OSError):
        if _is_private(place) and path.lstat().st_uid == os.getuid():
            data = path.read_bytes()
            os.utime(path)  # What was not used for the longest time is deleted first.
    return data


def put(name: str, *parts: bytes | memoryview) -> None:
    """Write the bytes of an entry, atomically; do nothing if that is not possible.

    Entries may have words of held or limited items, so they are never written into a repository.
    """
    place = folder()
    with suppress(OSError):
        if place.is_absolute() and not any((parent / ".git").exists() for parent in place.parents):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(place):
                _write(place, name, parts)
                _forget_oldest(place)


def clear() -> int:
    """Delete every entry; return their number. Raise OSError for one that cannot be deleted."""
    place = folder()
    entries = _by_age(place) if place.is_dir() and _is_private(place) else []
    for path in entries:
        path.unlink()
    return len(entries)


def _is_private(place: Path) -> bool:
    """Return whether a folder belongs to the user, and nobody else may read it or write into it."""
    about = place.lstat()
    is_own = hasattr(os, "getuid") and about.st_uid == os.getuid()
    return is_own and stat.S_ISDIR(about.st_mode) and not about.st_mode & 0o077


def _write(place: Path, name: str, parts: Iterable[bytes | memoryview]) -> None:
    """Write an entry to a temporary file and rename it, so that another process reads all of it or nothing."""
    staged = place / f"{name}.{os.getpid()}"
    try:
        with staged.open("wb") as file:
            file.writelines(parts)
        staged.replace(place / name)
    finally:
        staged.unlink(missing_ok=True)


def _forget_oldest(place: Path) -> None:
    """Delete the entries beyond MOST_ENTRIES or MOST_BYTES that were not used for the longest time."""
    size = 0
    for number, path in enumerate(reversed(_by_age(place)), 1):
        size += path.stat().st_size
        if number > MOST_ENTRIES or size > MOST_BYTES:
            path.unlink(missing_ok=True)


def _by_age(place: Path) -> list[Path]:
    """List the entries, that first which was not used for the longest time."""
    return sorted((path for path in place.iterdir() if path.is_file()), key=lambda path: path.lstat().st_mtime_ns)
