"""Tell whether a command would say and write again what it did last time: nothing that it looked at was touched.

An entry names the folders and files that the command depends on, and what it said; the rows of these files
(see look.py) are kept as one hash. It is read before Click or any large library is imported.
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
from .look import DoubtError, Row, look, rows_of

COMMANDS = ("build", "check")
"""The commands that can be answered from what is remembered."""
_PACKAGE = Path(__file__).parent.parent
_OF_THE_SHELL = ("_", "OLDPWD", "SHLVL")
"""Names in the environment that differ from one command of a shell to the next; Bulletin reads none of them."""


class Ending(NamedTuple):
    """What a command said, and how it ended."""

    out: str
    err: str
    code: int


class Command(NamedTuple):
    """A command that has begun, and what it found; made before it reads anything."""

    arguments: tuple[str, ...]
    """As typed after the program's name."""
    folders: tuple[str, ...]
    """Everything below them can change what the command does."""
    files: tuple[str, ...]
    """These can, too, be they there or not."""
    before: tuple[Row, ...]
    """How the folders looked."""


def last_ending(arguments: Sequence[str], now: int) -> Ending | None:
    """Return what the same command said last time; None if it is not certain that it would say that again.

    now: nanoseconds since 1970.
    """
    if not _is_remembered(arguments):
        return None
    try:
        data = cache.get(_name(arguments))
        entry = json.loads(data) if data else {}
        if entry and entry["hash"] == _hash(look(entry["folders"], now), rows_of(entry["files"])):
            return Ending(entry["out"], entry["err"], entry["code"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, DoubtError):
        pass  # A damaged entry is none.
    return None


def begin(arguments: Sequence[str], content: Path, now: int, others: Sequence[Path] = ()) -> Command | None:
    """Look at what a command on a content folder depends on; None for one that is not remembered, or where in doubt.

    now: nanoseconds since 1970. others: further files that can change what it does, be they there or not.
    """
    if not _is_remembered(arguments):
        return None
    beside = content.absolute().parent / "templates"
    folders = tuple(map(str, (content, beside, _PACKAGE, _PACKAGE.parent / "templates")))
    try:
        return Command(tuple(arguments), folders, tuple(map(str, others)), tuple(look(folders, now)))
    except (OSError, DoubtError):
        return None


def remember(command: Command, said: Ending, written: Mapping[Path, str]) -> None:
    """Keep what a command said, until something that it depends on is touched.

    written: the files that it wrote or left as they were, with the SHA-256 that each had to have.
    """
    files = (*command.files, *map(str, written), *_modules())
    try:
        rows = rows_of(files)
        # Somebody else may write into the output folder at the same time.
        if all(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path, digest in written.items()):
            entry = {"folders": command.folders, "files": files, "hash": _hash(command.before, rows), **said._asdict()}
            cache.put(_name(command.arguments), json.dumps(entry).encode())
    except (OSError, ValueError, DoubtError):
        return


def _is_remembered(arguments: Sequence[str]) -> bool:
    return bool(arguments) and arguments[0] in COMMANDS and "--fresh" not in arguments


def _modules() -> list[str]:
    """Return the files from which this process has its code, and the folders in which Python looks for more.

    Installing, renewing or removing a package touches some of them.
    """
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return sorted({str(file) for file in files if file} | {str(Path(folder).absolute()) for folder in sys.path})


def _name(arguments: Sequence[str]) -> str:
    """Return the name of a command's entry: where, with what around it and with which arguments it was typed."""
    environment = sorted((name, value) for name, value in os.environ.items() if name not in _OF_THE_SHELL)
    about = (sys.version, sys.executable, str(Path.cwd()), environment, list(arguments))
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()


def _hash(rows: Sequence[Row], others: Sequence[Row]) -> str:
    return hashlib.sha256(repr((sorted(rows), others)).encode("utf-8", "surrogatepass")).hexdigest()
