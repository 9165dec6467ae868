"""Load and save the memory of a content folder in the user's cache folder."""

from __future__ import annotations

import copyreg
import hashlib
import io
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ..memory import NO_MEMORY, Memory
from ..text import zones
from . import cache
from .file_rows import DoubtError, rows_below, rows_of

MOST_FILES = 2_000
"""The most Markdown files for which a memory is kept: a build of 1,600 files takes 390 MB with it, 230 MB without."""
LARGEST = 150_000_000
"""The most bytes of a memory that is saved; a larger one, for example with results of deleted files, is not."""
_PACKAGE = Path(__file__).parent.parent
_CHECKSUM = 32
"""Number of bytes of a SHA-256."""


class FolderMemory(NamedTuple):
    """The memory of a content folder, and the name of its entry in the cache."""

    memory: Memory
    entry: str = ""
    """The name of the entry in the cache; "" if the memory is not saved."""

    def save(self) -> None:
        """Save the memory for the next command if it has new values."""
        if self.entry and self.memory.has_new:
            data = _dumped(self.memory)
            if len(data) <= LARGEST:
                cache.put(self.entry, hashlib.sha256(data).digest() + data)


NOT_SAVED = FolderMemory(NO_MEMORY)


def memory_of(arguments: Sequence[str], content: Path, now: int) -> FolderMemory:
    """Load the memory that earlier commands of the same program saved for a folder; else return an empty one.

    arguments: those of the command; with `--fresh` there is no memory. now: nanoseconds since 1970.
    """
    if "--fresh" in arguments or sum(1 for _ in content.glob("*/*.md")) > MOST_FILES:
        return NOT_SAVED
    installed = sorted({str(Path(folder).absolute()) for folder in sys.path})
    try:
        program = sorted(rows_below([str(_PACKAGE)], now)), rows_of(installed)
    except (OSError, DoubtError):
        return NOT_SAVED
    about = repr((sys.version, *program, str(content.absolute()), str(content)))
    entry = hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()
    return FolderMemory(_loaded(cache.get(entry)), entry)


def _loaded(data: bytes | None) -> Memory:
    """Return the memory of an entry, or an empty one. Unpickling is safe: only this user can have written the entry."""
    if data and hashlib.sha256(data[_CHECKSUM:]).digest() == data[:_CHECKSUM]:
        try:
            memory = pickle.loads(data[_CHECKSUM:])
            return memory if isinstance(memory, Memory) else Memory()
        except Exception:
            pass  # A damaged memory is ignored, because every command works without it.
    return Memory()


def _dumped(memory: Memory) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(memory)
    return stream.getvalue()


def _by_name(zone: ZoneInfo) -> tuple[Any, ...]:
    return zones.zone, (zone.key,)


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table | {ZoneInfo: _by_name}
    """Time zones are pickled by their names, because a ZoneInfo that was read from a file cannot be pickled."""
