"""Repeat the output of a command that would print and write the same as last time, because no file changed.

An entry has the folders and files that the command depends on, and its output; the rows of these files
(see file_rows.py) are saved as one hash. It is read before Click or any large library is imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from . import cache
from .file_rows import DoubtError, Row, rows_below, rows_of

COMMANDS = ("build", "check")
"""The commands whose output can be repeated."""
_PACKAGE = Path(__file__).parent.parent
_OF_THE_SHELL = ("_", "OLDPWD", "SHLVL")
"""Environment variables that differ between commands of one shell; Bulletin reads none of them."""


class Ending(NamedTuple):
    """The output of a command and its exit code."""

    out: str
    err: str
    code: int


class Command(NamedTuple):
    """A command with all that it depends on; made before it reads any file."""

    arguments: tuple[str, ...]
    """The arguments after the program's name."""
    folders: tuple[str, ...]
    """Folders below which every file can change the result of the command."""
    files: tuple[str, ...]
    """Other files that can change the result, whether they exist or not."""
    before: tuple[Row, ...]
    """The rows of the folders before the command."""


def last_ending(arguments: Sequence[str], now: int) -> Ending | None:
    """Return the ending of the same command last time; None if it is not certain to be the same now.

    now: nanoseconds since 1970.
    """
    if not _is_remembered(arguments):
        return None
    try:
        data = cache.get(_name(arguments))
        entry = json.loads(data) if data else {}
        if entry and entry["hash"] == _hash(rows_below(entry["folders"], now), rows_of(entry["files"])):
            return Ending(entry["out"], entry["err"], entry["code"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, DoubtError):
        pass  # A damaged entry is ignored.
    return None


def begin(arguments: Sequence[str], content: Path, now: int, others: Sequence[Path] = ()) -> Command | None:
    """Return a command with the rows of its folders; None if it cannot be repeated or its rows are not certain.

    now: nanoseconds since 1970. others: further files that can change the result, whether they exist or not.
    """
    if not _is_remembered(arguments):
        return None
    beside = content.absolute().parent / "templates"
    folders = tuple(map(str, (content, beside, _PACKAGE, _PACKAGE.parent / "templates")))
    try:
        return Command(tuple(arguments), folders, tuple(map(str, others)), tuple(rows_below(folders, now)))
    except (OSError, DoubtError):
        return None


def remember(command: Command, ending: Ending, written: Mapping[Path, str]) -> None:
    """Save the output of a command, to be repeated until a file that it depends on changes.

    written: the SHA-256 of each file that it wrote, or found already written, by its path.
    """
    files = (*command.files, *map(str, written), *_modules())
    try:
        rows = rows_of(files)
        # Another process may have written into the output folder at the same time.
        if all(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path, digest in written.items()):
            paths = {"folders": command.folders, "files": files}
            entry = {**paths, "hash": _hash(command.before, rows), **ending._asdict()}
            cache.put(_name(command.arguments), json.dumps(entry).encode())
    except (OSError, ValueError, DoubtError):
        return


def _is_remembered(arguments: Sequence[str]) -> bool:
    return bool(arguments) and arguments[0] in COMMANDS and "--fresh" not in arguments


def _modules() -> list[str]:
    """Return the files of this process's modules, and the folders of `sys.path`.

    Installing, upgrading or removing a package changes some of them.
    """
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return sorted({str(file) for file in files if file} | {str(Path(folder).absolute()) for folder in sys.path})


def _name(arguments: Sequence[str]) -> str:
    """Return the name of a command's entry: a hash of its folder, environment, arguments and Python."""
    environment = sorted((name, value) for name, value in os.environ.items() if name not in _OF_THE_SHELL)
    about = (sys.version, sys.executable, str(Path.cwd()), environment, list(arguments))
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()


def _hash(rows: Sequence[Row], others: Sequence[Row]) -> str:
    return hashlib.sha256(repr((sorted(rows), others)).encode("utf-8", "surrogatepass")).hexdigest()
