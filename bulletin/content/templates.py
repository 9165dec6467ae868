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
from .stylesheets import judge_sheets
from .themes import THEME_FILE, ThemeValue, judge_theme, read_theme

_PACKAGE = Path(__file__).parents[1]
LARGEST = 256 * 1024
"""Bytes that a template may have."""
_SUFFIXES = (".css", ".html", ".js", ".txt", ".xml", ".yml")


class ThemeFiles(NamedTuple):
    """The templates and the theme of a bulletin."""

    texts: Mapping[str, str]
    """Template texts by name."""
    own: frozenset[str]
    """The names of those that differ from the package's: a theme's, and the team's own."""
    package_hash: str
    """Of the package's template texts."""
    values: tuple[tuple[str, str], ...]
    hash: str
    """Of all texts and values: 16 hex digits."""
    problems: tuple[Problem, ...] = ()
    """Everything that is wrong with them."""


NO_THEME_FILES = ThemeFiles(texts={}, own=frozenset(), package_hash="", values=(), hash="")


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


def read_theme_files(theme: str, own: Path | None) -> ThemeFiles:
    """Read the templates and values of a theme, file by file from the first of: the team's own, the theme, the package.

    Raises Wrong (SET02) for a theme that there is not, and a file that is not UTF-8 or too long, and FIL04 for a
    link to another place.
    """
    folders = [built_in(), *([own] if own else [])]
    if own:
        _judge_links(own, theme)
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
    return ThemeFiles(
        texts=texts,
        own=frozenset(name for name, text in texts.items() if package.get(name) != text),
        package_hash=texts_hash(package),
        values=values,
        hash=hashlib.sha256(repr((sorted(texts.items()), values)).encode()).hexdigest()[:16],
        problems=_problems(theme, named, texts) if own else (),
    )


def _problems(theme: str, named: Mapping[str, ThemeValue], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Judge files that a team has changed; the package's own are sound, as tests show."""
    return (*judge_theme(named, f"templates/themes/{theme}/{THEME_FILE}"), *judge_sheets(texts))


def _texts(folder: Path, skip: str) -> dict[str, str]:
    """Read the template files below a folder, but for one folder in it, by their paths."""
    names = sorted(path.relative_to(folder).as_posix() for path in _files(folder))
    return {name: _text(folder / name, name) for name in names if name.split("/")[0] != skip}


def _judge_links(own: Path, theme: str) -> None:
    """Refuse a link that leads out of a team's own templates; raises Wrong (FIL04)."""
    root = os.path.realpath(own)
    themes = own / "themes"
    for path in (*_files(own), themes, *themes.glob("*"), *_files(themes / theme)):
        if not Path(os.path.realpath(path)).is_relative_to(root):
            name = path.relative_to(own).as_posix()
            raise Wrong("FIL04", f"templates/{name} is a link to a place outside the templates.", "Copy the file in.")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the template files below a folder; hidden ones, and those in linked folders, are none."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if path.suffix in _SUFFIXES and path.is_file())


def _text(path: Path, name: str) -> str:
    if path.stat().st_size > LARGEST:
        raise Wrong("FIL02", f"templates/{name} has more than {LARGEST // 1024}KB.", "Shorten the file.")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong("SET02", f"I cannot read templates/{name}.", "Save the file as UTF-8.") from error
