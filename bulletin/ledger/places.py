"""Where each key and element of a JSON text stands, for the message about a damaged one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys and indexes from the outermost value inwards."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def line_of(text: str, path: Path) -> int:
    """The line, from 1, of the key or element at a path; 1 if there is none."""
    return next((line for found, line in _places(text) if found == path), 1)


def line_of_repeated_key(text: str) -> int:
    """The line of the first key that its object already has; 1 if there is none."""
    seen: set[Path] = set()
    for path, line in _places(text):
        if path in seen:
            return line
        seen.add(path)
    return 1


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """The path and the line of each key and element of a JSON text that is well formed so far."""
    path: list[str | int | None] = []  # None: an object whose next key is not yet read
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        line, counted = line + text.count("\n", counted, token.start()), token.start()
        top = path[-1] if path else ""
        if mark in ("]", "}"):
            path.pop()
        elif mark == ",":
            path[-1] = top + 1 if isinstance(top, int) else None
        elif mark != ":":
            if top is None:
                path[-1] = json.loads(mark)
            if top is None or isinstance(top, int):
                yield tuple(step for step in path if step is not None), line
            if mark in ("{", "["):
                path.append(None if mark == "{" else 0)
