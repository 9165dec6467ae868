"""Find the file in `files/` that a written name means, however it is spelt."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from ..text.humanize import excerpt
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .frontmatter import Wrong

_FOLDER = "files"


def find_file(folder: Path, written: str) -> Path:
    """Find a file in the `files/` of a folder; raises Wrong (LNK13) that names the one that may be meant.

    The name may have `files/` or a way round through other folders before it, backslashes, `%20` for a blank,
    and letters with marks in either form of Unicode.
    """
    if "://" in written:
        message = f"{excerpt(written, 80)} lies on a web site, where it may change, and which would know its readers."
        raise Wrong("LNK13", message, f"Save it, and put it into {folder.name}/files/.")
    present = _present(folder / _FOLDER)
    spellings = tuple(_spellings(folder.name, written))
    for name in spellings:
        if name in present and _is_file(present[name]):
            return present[name]
    raise Wrong(
        "LNK13", f"There is no file {excerpt(_shown(spellings[-1]), 80)}.", _hint(folder, spellings[-1], present)
    )


def _present(files: Path) -> Mapping[str, Path]:
    """List what a folder holds by its names with each letter and its marks as one (NFC)."""
    try:
        entries = sorted(files.iterdir(), key=lambda path: path.name)
    except (OSError, ValueError):
        return {}
    return {_composed(path.name): path for path in entries if not path.name.startswith(".")}


def _spellings(folder: str, written: str) -> Iterator[str]:
    """Yield what a name stands for, seen from `files/`: as it is written, then with %20 and the like decoded."""
    for text in dict.fromkeys((written, unquote(written))):
        name = _composed(text.strip()).replace("\\", "/")
        path = posixpath.normpath(f"{folder}/{name}")
        inside = path == folder or path.startswith(f"{folder}/")
        yield path[len(folder) + 1 :].removeprefix(f"{_FOLDER}/") if inside else f"../{path}"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _shown(name: str) -> str:
    """Name a file as seen from the issue's folder."""
    return name if name.startswith("../") else f"{_FOLDER}/{name}"


def _hint(folder: Path, name: str, present: Mapping[str, Path]) -> str:
    """Say which file may be meant, and if none, what to do."""
    if "/" in name and _is_file(folder / _FOLDER / name):
        return f"Move it from its folder to {folder.name}/files/."
    if name.startswith("../") and not name.startswith("../../") and _is_file(folder / name):
        return f"Copy it to {folder.name}/files/, where the files of this issue lie."
    last = name.rpartition("/")[2]
    begun = next((other for other in present if last and other.startswith(f"{last},")), "")
    if begun:
        return f'If you mean "{begun}", write it on a line of its own: "- {begun}".'
    alike = next((other for other in present if _key(other) == _key(last)), "")
    if alike:
        return f'Did you mean "{alike}"?'
    suggestion = "" if "/" in name else did_you_mean(last, present)
    return suggestion or "Add it, or remove the line."


def _key(name: str) -> tuple[str, str]:
    """Return what two spellings of a name share: letters without marks and capitals, and the ending."""
    stem, dot, ending = name.rpartition(".")
    return slug(stem) or stem if dot else slug(ending) or ending, ending.casefold() if dot else ""
