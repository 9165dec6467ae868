"""The memory of a content folder, in the user's cache folder from one command to the next."""

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
from .look import DoubtError, look, rows_of

MOST_FILES = 2_000
"""Texts of a folder that is remembered: a build of 1,600 has 390 MB with its memory, and 230 without."""
LARGEST = 150_000_000
"""Bytes of a memory that is kept; one that has grown beyond, with files that are gone, is begun anew."""
_PACKAGE = Path(__file__).parent.parent
_CHECKSUM = 32
"""Bytes of a SHA-256."""


class FolderMemory(NamedTuple):
    """What commands on a folder remember, and where."""

    memory: Memory
    entry: str = ""
    """The name of its entry in the cache, "" for one that is not kept."""

    def keep(self) -> None:
        """Keep what this command has added for the next one."""
        if self.entry and self.memory.has_new:
            data = _dumped(self.memory)
            if len(data) <= LARGEST:
                cache.put(self.entry, hashlib.sha256(data).digest() + data)


NOTHING_KEPT = FolderMemory(NO_MEMORY)


def memory_of(arguments: Sequence[str], content: Path, now: int) -> FolderMemory:
    """Return what earlier commands of the same program remember of a folder; of another program nothing.

    arguments: those of the command, of which `--fresh` asks for no memory. now: nanoseconds since 1970.
    """
    if "--fresh" in arguments or sum(1 for _ in content.glob("*/*.md")) > MOST_FILES:
        return NOTHING_KEPT
    try:
        program = look([str(_PACKAGE)], now), rows_of(sorted({str(Path(folder).absolute()) for folder in sys.path}))
    except (OSError, DoubtError):
        return NOTHING_KEPT
    about = repr((sys.version, sorted(program[0]), program[1], str(content.absolute()), str(content)))
    entry = hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()
    return FolderMemory(_loaded(cache.get(entry)), entry)


def _loaded(data: bytes | None) -> Memory:
    """Return the memory that an entry holds, else an empty one. Only this user can have written the entry."""
    if data and hashlib.sha256(data[_CHECKSUM:]).digest() == data[:_CHECKSUM]:
        try:
            memory = pickle.loads(data[_CHECKSUM:])
            return memory if isinstance(memory, Memory) else Memory()
        except Exception:
            pass  # Whatever is wrong with it, the command does not need it.
    return Memory()


def _dumped(memory: Memory) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(memory)
    return stream.getvalue()


def _by_name(zone: ZoneInfo) -> tuple[Any, ...]:
    return zones.zone, (zone.key,)


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table | {ZoneInfo: _by_name}
    """A time zone that was read from a file cannot be written but by its name."""
