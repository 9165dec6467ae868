"""Write several new files, all or none, and list the names that are taken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def names_in(folder: Path) -> list[str]:
    """Return the names of the entries of a folder, [] if it does not exist."""
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, and their folder if only that is missing.

    Raise OSError for one that cannot be written, FileExistsError for one that is there; the files that were begun
    are deleted then.
    """
    begun: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(exist_ok=True)
            with path.open("xb") as file:
                begun.append(path)
                file.write(data)
    except OSError:
        for path in begun:
            path.unlink(missing_ok=True)
        raise
