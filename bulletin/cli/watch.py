"""Look at a content folder again each time something in it has changed, until somebody stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

PAUSE = 0.5
"""Seconds between two looks at the folder."""

_State = dict[str, tuple[int, int]]


def watch(folder: Path, look: Callable[[], None], pause: Callable[[float], None]) -> None:
    """Look at once, and whenever a file has come, gone or changed; end when `pause` raises KeyboardInterrupt."""
    seen: _State | None = None
    try:
        while True:
            now = _state(folder)
            if now != seen:
                seen = now
                look()
            pause(PAUSE)
    except KeyboardInterrupt:
        return


def _state(folder: Path) -> _State:
    """Return the time and size of every file that Bulletin reads; one that goes while we look is not there."""
    state: _State = {}
    for place in (folder, folder.parent / "templates"):
        for path in place.rglob("*"):
            try:
                about = path.stat()
            except OSError:
                continue
            state[path.as_posix()] = (about.st_mtime_ns, about.st_size)
    return state
