"""Read template texts and the theme: the package's, a theme's, a team's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..text.suggest import did_you_mean
from .frontmatter import Wrong
from .themes import THEME_FILE, Value, judge_sheets, judge_theme, read_theme

_PACKAGE = Path(__file__).parents[1]
_SUFFIXES = (".css", ".html", ".js", ".txt", ".xml", ".yml")


class Look(NamedTuple):
    """How the bulletin looks."""

    texts: Mapping[str, str]
    """Template texts by name."""
    own: frozenset[str]
    """The names of those that differ from the package's: a theme's, and the team's own."""
    package_hash: str
    """Of the package's template texts."""
    values: tuple[tuple[str, str], ...]
    hash: str
    """Of all of it: 16 hex digits."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it."""


NO_LOOK = Look(texts={}, own=frozenset(), package_hash="", values=(), hash="")


def built_in() -> Path:
    """Find the folder of the package's templates: in an installed wheel, else beside the package."""
    carried = _PACKAGE / "_templates"
    return carried if carried.is_dir() else _PACKAGE.parent / "templates"


def package_texts(folder: Path) -> dict[str, str]:
    """Read the templates in the package's folder by name, without those of themes."""
    return _texts(folder, skip="themes")


def texts_hash(texts: Mapping[str, str]) -> str:
    """Identify template texts: SHA-256, 64 hex digits."""
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()


def read_look(theme: str, own: Path | None) -> Look:
    """Read the templates and values of a theme, file by file from the first of: the team's own, the theme, the package.

    Raises Wrong (SET02) for a theme that there is not, and a file that is not UTF-8.
    """
    folders = [built_in(), *([own] if own else [])]
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"themes/*/{THEME_FILE}")})
    if theme not in known:
        raise Wrong("SET02", f'There is no theme "{theme}".', did_you_mean(theme, known))
    package = package_texts(built_in())
    texts: dict[str, str] = {}
    for folder in folders:
        texts |= _texts(folder, skip="themes")
        texts |= _texts(folder / "themes" / theme, skip="")
    named = read_theme(texts.pop(THEME_FILE))
    values = tuple((name, value.text) for name, value in named.items())
    return Look(
        texts=texts,
        own=frozenset(name for name, text in texts.items() if package.get(name) != text),
        package_hash=texts_hash(package),
        values=values,
        hash=hashlib.sha256(repr((sorted(texts.items()), values)).encode()).hexdigest()[:16],
        problems=_problems(theme, named, texts) if own else (),
    )


def _problems(theme: str, named: Mapping[str, Value], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Judge a look that a team has changed; the package's own are known to be sound."""
    return (*judge_theme(named, f"templates/themes/{theme}/{THEME_FILE}"), *judge_sheets(texts))


def _texts(folder: Path, skip: str) -> dict[str, str]:
    return {name: _text(path, name) for name, path in sorted(_files(str(folder), "")) if name.split("/")[0] != skip}


def _files(folder: str, within: str) -> Iterator[tuple[str, str]]:
    """Find the template files below a folder, with their names; skip hidden ones and linked folders."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{within}{entry.name}/")
        elif entry.name.endswith(_SUFFIXES) and entry.is_file():
            yield f"{within}{entry.name}", entry.path


def _text(path: str, name: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong("SET02", f"I cannot read templates/{name}.", "Save the file as UTF-8.") from error
