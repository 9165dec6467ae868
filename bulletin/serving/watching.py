"""Call a function each time a file of a bulletin has changed, until Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PAUSE = 0.2
"""The seconds between two looks at the folder, if no library reports changes."""
_LIBRARY = "watchfiles"
_QUIET = 30
"""The milliseconds without another change after which a file counts as saved."""
_LONGEST = 200
"""The most milliseconds before the folder is looked at, even if files keep changing."""

FileStates = dict[str, tuple[int, int, int]]
"""Path → inode, time of the last change in nanoseconds, and size in bytes."""


def watch(folder: Path, act: Callable[[], None], pause: Callable[[], object]) -> None:
    """Call `act` at once, and whenever a file is added, deleted or changed; end if `pause` raises KeyboardInterrupt.

    After each pause the states of all files are compared, so that a pause may end without a reason.
    """
    before: FileStates | None = None
    try:
        while True:
            now = state_of(folder)
            if now != before:
                before = now
                act()
            pause()
    except KeyboardInterrupt:
        return


def state_of(folder: Path) -> FileStates:
    """Return the state of every file that Bulletin reads, without files that are deleted meanwhile."""
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
    """Return the folders from which a bulletin is read."""
    return (folder, folder.absolute().parent / "templates")


def has_library() -> bool:
    """Tell whether the extra `serve` is installed, which reports changes at once."""
    return find_spec(_LIBRARY) is not None


def pauses(folder: Path, stop: threading.Event, *, library: bool) -> Callable[[], object]:
    """Return a function that waits until something may have changed, at most PAUSE seconds.

    library: whether to use watchfiles, which must be installed, to end the wait early.
    """
    if not library:
        return lambda: stop.wait(PAUSE)
    waits = _Waits(folder, stop)
    return lambda: next(waits)


class _Waits(Iterator[None]):
    """An iterator whose `next` waits for a change, or PAUSE seconds if the folders do not exist."""

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
        except (StopIteration, OSError, RuntimeError):
            # watchfiles stops when its folder is deleted, and raises a RuntimeError for a name that is not UTF-8; the
            # next call starts it again if the folder is there.
            self._places = ()
            self._stop.wait(PAUSE)

    def _begin(self, present: tuple[Path, ...]) -> Iterator[object]:
        """Start to watch folders, which must exist."""
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
