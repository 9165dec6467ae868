"""Find the attachment in `files/` that an editor's spelling of its name means."""

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
    """Return the path of a file in the `files/` of an issue's folder.

    The name may begin with `files/` or a detour like `../2022-02/files/`, and may have backslashes, `%20` for a
    blank, and accented letters composed or not (Unicode NFC or NFD). Raises Wrong (LNK13), with a suggestion.
    """
    if written.lower().startswith("file:"):
        message = f"{excerpt(written, 80)} lies on your own computer, where no reader can see it."
        raise Wrong("LNK13", message, f"Put the file into {folder.name}/files/, and write its name.")
    if "://" in written:
        message = f"{excerpt(written, 80)} lies on a web site, where it may change, and which would know its readers."
        raise Wrong("LNK13", message, f"Save it, and put it into {folder.name}/files/.")
    if written.lower().startswith(("data:", "cid:")):
        message = "This picture lies inside the text that it was copied from, and no program shows it here."
        raise Wrong("LNK13", message, f"Save it as a file, put it into {folder.name}/files/, and write its name.")
    present = _entries_by_name(folder / _FOLDER)
    spellings = tuple(_spellings(folder.name, written))
    for name in spellings:
        if name in present and _is_file(present[name]):
            return present[name]
    raise Wrong(
        "LNK13",
        f"There is no file {excerpt(_from_issue_folder(spellings[-1]), 80)}.",
        _hint(folder, spellings[-1], present),
    )


def _entries_by_name(files: Path) -> Mapping[str, Path]:
    """Return the entries of a folder by name, in Unicode's composed form (NFC); {} if it cannot be read."""
    try:
        entries = sorted(files.iterdir(), key=lambda path: path.name)
    except (OSError, ValueError):
        return {}
    return {_composed(path.name): path for path in entries if not path.name.startswith(".")}


def _spellings(folder: str, written: str) -> Iterator[str]:
    """Yield the path that a name means, relative to `files/`: first as written, then with %20 and the like decoded."""
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


def _from_issue_folder(name: str) -> str:
    """Return a path relative to `files/` as a path relative to the issue's folder."""
    return name if name.startswith("../") else f"{_FOLDER}/{name}"


def _hint(folder: Path, name: str, present: Mapping[str, Path]) -> str:
    """Return the hint for a missing file: which file may be meant, or what to do."""
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
    """Return a key that is equal for two spellings of a name: stem without accents and capitals, and ending."""
    stem, dot, ending = name.rpartition(".")
    return slug(stem) or stem if dot else slug(ending) or ending, ending.casefold() if dot else ""
