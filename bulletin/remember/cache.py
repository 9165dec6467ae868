"""The user's cache folder of Bulletin: entries that may be lost at any time, and that nobody else may read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

MOST_ENTRIES = 100
"""Entries that are kept; of more, those that were written longest ago go."""
MOST_BYTES = 500_000_000
"""The same for their bytes. The memory of a folder has 0.5 MB for 15 items, and 30 MB for 1,500."""


def folder() -> Path:
    """Return where entries are kept: `bulletin` in the user's cache folder, on Linux ~/.cache or $XDG_CACHE_HOME."""
    import platformdirs  # Every command imports this module, and two ask for the folder.

    return platformdirs.user_cache_path("bulletin", appauthor=False)


def get(name: str) -> bytes | None:
    """Return the bytes of an entry; None where there is none, or where somebody else could have written it."""
    place = folder()
    with suppress(OSError):
        path = place / name
        return path.read_bytes() if _is_private(place) and path.lstat().st_uid == os.getuid() else None
    return None


def put(name: str, data: bytes) -> None:
    """Keep the bytes of an entry, whole or not at all; where that is not possible, do nothing.

    Entries may hold words of items that are on hold or limited, so they never lie in a repository.
    """
    place = folder()
    with suppress(OSError):
        if place.is_absolute() and not any((parent / ".git").exists() for parent in place.parents):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(place):
                _write(place, name, data)
                _forget_oldest(place)


def clear() -> int:
    """Delete every entry; return their number. Raise OSError for one that cannot be deleted."""
    place = folder()
    entries = _by_age(place) if place.is_dir() and _is_private(place) else []
    for path in entries:
        path.unlink()
    return len(entries)


def _is_private(place: Path) -> bool:
    """Tell whether a folder is the user's own, and nobody else may read it or write into it."""
    about = place.lstat()
    is_own = hasattr(os, "getuid") and about.st_uid == os.getuid()
    return is_own and stat.S_ISDIR(about.st_mode) and not about.st_mode & 0o077


def _write(place: Path, name: str, data: bytes) -> None:
    """Write an entry beside its place first, so that another process sees all of it or nothing."""
    staged = place / f"{name}.{os.getpid()}"
    try:
        staged.write_bytes(data)
        staged.replace(place / name)
    finally:
        staged.unlink(missing_ok=True)


def _forget_oldest(place: Path) -> None:
    """Delete the oldest entries beyond the number, and beyond the bytes, that are kept."""
    size = 0
    for number, path in enumerate(reversed(_by_age(place)), 1):
        size += path.stat().st_size
        if number > MOST_ENTRIES or size > MOST_BYTES:
            path.unlink(missing_ok=True)


def _by_age(place: Path) -> list[Path]:
    """List the entries, those written longest ago first."""
    return sorted((path for path in place.iterdir() if path.is_file()), key=lambda path: path.lstat().st_mtime_ns)
