"""Read the texts of templates from folders; hatch_build.py uses it, too, when it builds the wheel."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from .frontmatter import Wrong

_PACKAGE = Path(__file__).parents[1]
LARGEST = 256 * 1024
"""The most bytes of a template."""
_SUFFIXES = (".css", ".html", ".js", ".txt", ".xml", ".yml")


def built_in() -> Path:
    """Return the folder of the package's templates: inside an installed wheel, else beside the package."""
    carried = _PACKAGE / "_templates"
    return carried if carried.is_dir() else _PACKAGE.parent / "templates"


def package_texts(folder: Path) -> dict[str, str]:
    """Read the templates of the package by name, without those of themes."""
    return read_texts(folder, skip="themes")


def texts_hash(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of template texts, as 64 hex digits."""
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()


def read_texts(folder: Path, skip: str) -> dict[str, str]:
    """Read the template files below a folder by their paths in it. skip: a folder in it that is left out."""
    names = sorted(path.relative_to(folder).as_posix() for path in template_files(folder))
    return {name: _read_template(folder / name, name) for name in names if name.split("/")[0] != skip}


def template_files(folder: Path) -> Iterator[Path]:
    """Yield the template files below a folder, without hidden files and linked folders."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if path.suffix in _SUFFIXES and path.is_file())


def _read_template(path: Path, name: str) -> str:
    if path.stat().st_size > LARGEST:
        raise Wrong("FIL02", f"templates/{name} has more than {LARGEST // 1024}KB.", "Shorten the file.")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong("SET02", f"I cannot read templates/{name}.", "Save the file as UTF-8.") from error
