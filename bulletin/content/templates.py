"""Template texts and the theme: the built-in ones, over which a team's own win file by file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..text.suggest import did_you_mean
from .frontmatter import Wrong
from .themes import THEME_FILE, Value, judge_theme, read_theme

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
    problems = _judged(theme, named, texts) if own else ()
    return Look(texts=texts, values=values, hash=digest[:16], problems=problems)


def _judged(theme: str, named: Mapping[str, Value], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with a look that a team has changed; the built-in ones are known to be sound."""
    from .themes import judge_sheets  # Its expressions take longer than all that is read here.

    return (*judge_theme(named, f"templates/themes/{theme}/{THEME_FILE}"), *judge_sheets(texts))


def _texts(folder: Path, skip: str) -> dict[str, str]:
    return {name: _text(path, name) for name, path in sorted(_files(str(folder), "")) if name.split("/")[0] != skip}


def _files(folder: str, within: str) -> Iterator[tuple[str, str]]:
    """The template files below a folder, with their names; hidden ones and linked folders are none."""
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
