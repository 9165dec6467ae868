"""Template texts and the theme: the built-in ones, over which a team's own win file by file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from .spelling import did_you_mean
from .stylesheets import judge_sheets
from .themes import THEME_FILE, judge_theme, read_theme
from .written import Wrong

_PACKAGE = Path(__file__).parents[1]
_SUFFIXES = (".css", ".html", ".js", ".txt", ".xml", ".yml")


class Look(NamedTuple):
    """How the bulletin looks."""

    texts: Mapping[str, str]
    """Template texts by name."""
    values: tuple[tuple[str, str], ...]
    hash: str
    """Of all of it: 16 hex digits."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it."""


def built_in() -> Path:
    """The folder of the built-in templates: in an installed wheel, else beside the package."""
    carried = _PACKAGE / "_templates"
    return carried if carried.is_dir() else _PACKAGE.parent / "templates"


def read_look(theme: str, own: Path | None) -> Look:
    """The templates and values of a theme; raises Wrong (SET02)."""
    folders = [built_in(), *([own] if own else [])]
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"themes/*/{THEME_FILE}")})
    if theme not in known:
        raise Wrong("SET02", f'There is no theme "{theme}".', did_you_mean(theme, known))
    texts: dict[str, str] = {}
    for folder in folders:
        texts |= _texts(folder, skip="themes")
        texts |= _texts(folder / "themes" / theme, skip="")
    named = read_theme(texts.pop(THEME_FILE))
    values = tuple((name, value.text) for name, value in named.items())
    digest = hashlib.sha256(repr((sorted(texts.items()), values)).encode()).hexdigest()
    problems = (*judge_theme(named, f"templates/themes/{theme}/{THEME_FILE}"), *judge_sheets(texts))
    return Look(texts=texts, values=values, hash=digest[:16], problems=problems)


def _texts(folder: Path, skip: str) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if path.suffix in _SUFFIXES and path.is_file() and not hidden and name.split("/")[0] != skip:
            found[name] = _text(path, name)
    return found


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong("SET02", f"I cannot read templates/{name}.", "Save the file as UTF-8.") from error
