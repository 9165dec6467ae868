"""Load and save the memory of a content folder in the user's cache folder."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..memory import NO_MEMORY, Entry, Memory
from . import cache, pickles
from .file_rows import DoubtError, rows_below, rows_of

MOST_FILES = 2_000
"""The most Markdown files for which a memory is kept: a build of 1,600 files takes 390 MB with it, 230 MB without."""
LARGEST = 150_000_000
"""The most bytes of a memory that is saved; a larger one, for example with results of deleted files, is not."""
MOST_CHANGED = 1 / 4
"""The part of all entries up to which only what has changed is written: a whole memory takes far longer."""
CHANGES = ".changes"
"""The ending of the name of the entry that has what has changed."""
_PACKAGE = Path(__file__).parent.parent
_CHECKSUM = 32
"""Number of bytes of a SHA-256."""


class _Saved(NamedTuple):
    """What the cache has of a memory as a whole; beside it may be what has changed since."""

    checksum: bytes = b""
    entries: Mapping[Hashable, Entry] = {}


class FolderMemory(NamedTuple):
    """The memory of a content folder, and the name of its entry in the cache."""

    memory: Memory
    entry: str = ""
    """The name of the entry in the cache; "" if the memory is not saved."""
    saved: _Saved = _Saved()

    def save(self) -> None:
        """Save the memory for the next command if it has new values."""
        if not self.entry or not self.memory.has_new:
            return
        changes, entries = self.memory.changes_since(self.saved.entries), self.saved.entries
        if len(changes) <= len(entries) * MOST_CHANGED:
            data = pickles.dump_changes(changes, entries)
            cache.put(self.entry + CHANGES, _checksum(self.saved.checksum, data), data)
            return
        data = pickles.dump(self.memory)
        if len(data) <= LARGEST:
            cache.put(self.entry, _checksum(b"", data), data)


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
    return _loaded(entry)


def _loaded(entry: str) -> FolderMemory:
    """Load the memory of an entry; an empty one if there is none. Unpickling is safe: only this user can have written.

    A damaged entry is ignored, because every command works without it. That of the changes is ignored if it was
    written beside another whole memory.
    """
    gc.disable()  # All that is loaded stays until the end: looking for garbage in it takes a quarter of the time.
    try:
        saved = _whole(*_read(entry))
        memory = Memory()
        memory.change(saved.entries)
        memory.change(_changes(saved, *_read(entry + CHANGES)))
    finally:
        gc.freeze()
        gc.enable()
    return FolderMemory(memory, entry, saved)


def _whole(checksum: bytes, data: memoryview) -> _Saved:
    if data and _checksum(b"", data) == checksum:
        with suppress(Exception):
            return _Saved(checksum, pickles.load(data).entries())
    return _Saved()


def _changes(saved: _Saved, checksum: bytes, data: memoryview) -> pickles.Changes:
    if data and saved.entries and _checksum(saved.checksum, data) == checksum:
        with suppress(Exception):
            return pickles.load_changes(data, saved.entries)
    return {}


def _read(entry: str) -> tuple[bytes, memoryview]:
    """Return the checksum of an entry, and its data; both are empty if there is none."""
    view = memoryview(cache.get(entry) or b"")
    return bytes(view[:_CHECKSUM]), view[_CHECKSUM:]


def _checksum(before: bytes, data: memoryview) -> bytes:
    """Return the SHA-256 of data. before: the checksum of the memory to which it adds."""
    digest = hashlib.sha256(before)
    digest.update(data)
    return digest.digest()
