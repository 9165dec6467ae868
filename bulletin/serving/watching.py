"""Look again each time something in a content folder has changed, until somebody stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PAUSE = 0.2
"""Seconds between two looks at the folder, where the system does not say that something has changed."""
_LIBRARY = "watchfiles"
_QUIET = 30
"""Milliseconds without another change after which a file counts as saved."""
_LONGEST = 200
"""Milliseconds after which the folder is looked at though it keeps changing."""

FileStates = dict[str, tuple[int, int, int]]
"""Path → inode, time of change and size."""


def watch(folder: Path, look: Callable[[], None], pause: Callable[[], object]) -> None:
    """Look at once, and whenever a file has come, gone or changed; end when `pause` raises KeyboardInterrupt.

    What counts is the state of the files: a pause may end for no reason, and no change is missed.
    """
    before: FileStates | None = None
    try:
        while True:
            now = state_of(folder)
            if now != before:
                before = now
                look()
            pause()
    except KeyboardInterrupt:
        return


def state_of(folder: Path) -> FileStates:
    """Return the state of every file that Bulletin reads; one that goes while we look is not there."""
    state: FileStates = {}
    for place in places(folder):
        for path in place.rglob("*"):
            try:
                about = path.stat()
            except OSError:
                continue
            state[path.as_posix()] = (about.st_ino, about.st_mtime_ns, about.st_size)
    return state


def places(folder: Path) -> tuple[Path, ...]:
    """Return the folders that a bulletin is read from."""
    return (folder, folder.absolute().parent / "templates")


def has_library() -> bool:
    """Tell whether the extra `serve` is installed, with which a change is noticed at once."""
    return find_spec(_LIBRARY) is not None


def pauses(folder: Path, stop: threading.Event, *, library: bool) -> Callable[[], object]:
    """Return a function that waits until something may have changed, at most `PAUSE` seconds.

    library: whether watchfiles ends the wait early; it must be installed.
    """
    if not library:
        return lambda: stop.wait(PAUSE)
    waits = _Waits(folder, stop)
    return lambda: next(waits)


class _Waits(Iterator[None]):
    """Waits that end with a change; where a folder is gone for a while they end after the usual time."""

    def __init__(self, folder: Path, stop: threading.Event) -> None:
        self._folder, self._stop = folder, stop
        self._changes: Iterator[object] = iter(())
        self._places: tuple[Path, ...] = ()

    def __next__(self) -> None:
        present = tuple(place for place in places(self._folder) if place.is_dir())
        if present != self._places:
            self._places, self._changes = present, self._begin(present)
        try:
            next(self._changes)
        except (StopIteration, OSError):
            # The watch ends with the folder that it watches: it begins anew when the folder is there.
            self._places = ()
            self._stop.wait(PAUSE)

    def _begin(self, present: tuple[Path, ...]) -> Iterator[object]:
        """Begin to watch the folders that are there."""
        if not present:
            return iter(())
        changes: Iterator[object] = import_module(_LIBRARY).watch(
            *present,
            stop_event=self._stop,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=int(PAUSE * 1000),
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        return changes
