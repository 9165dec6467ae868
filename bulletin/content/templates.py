"""Read the templates and the theme: from the package, the theme's folder and the team's own folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..text import humanize
from ..text.suggest import did_you_mean
from .frontmatter import Wrong
from .package_templates import built_in, package_texts, read_texts, template_files, texts_hash
from .stylesheets import judge_sheets
from .themes import THEME_FILE, ThemeValue, judge_theme, read_theme


class ThemeFiles(NamedTuple):
    """The templates and the theme of a bulletin."""

    texts: Mapping[str, str]
    """Template texts by name."""
    own: Mapping[str, str]
    """The names of the templates that differ from those of the package, each with its path in the templates folder."""
    package_hash: str
    """The hash of the package's template texts."""
    values: tuple[tuple[str, str], ...]
    """The theme's values by name: ("brand", "#005eb8")."""
    hash: str
    """The hash of all texts and values: 16 hex digits."""
    problems: tuple[Problem, ...] = ()
    """The problems of the theme's values and the style sheets."""


NO_THEME_FILES = ThemeFiles(texts={}, own={}, package_hash="", values=(), hash="")


def read_theme_files(theme: str, own: Path | None) -> ThemeFiles:
    """Read the templates and values of a theme.

    Each file comes from the first folder that has it: the team's own, the theme's, the package's. own: the team's
    folder, None without one. Raises Wrong: SET02 for an unknown theme or a file that is not UTF-8, FIL02 for a file
    that is too long, FIL04 for a link to another place.
    """
    if own is None:
        return _package_files(theme)
    _judge_links(own, theme)
    return _files_of(theme, own)


@cache
def _package_files(theme: str) -> ThemeFiles:
    """Read the files of a theme of the package; they are parts of the program, and stay the same while it runs."""
    return _files_of(theme, None)


def _files_of(theme: str, own: Path | None) -> ThemeFiles:
    folders = [built_in(), *([own] if own else [])]
    names = sorted({path.parent.name for folder in folders for path in folder.glob(f"themes/*/{THEME_FILE}")})
    if theme not in names:
        hint = did_you_mean(theme, names) or f"Write {humanize.listed(names, 'or')}."
        raise Wrong("SET02", f'There is no theme "{theme}".', hint)
    package = package_texts(built_in())
    of_theme = read_texts(built_in() / "themes" / theme, skip="")
    texts = {**package, **of_theme}
    if own:
        of_team = read_texts(own / "themes" / theme, skip="")
        texts |= read_texts(own, skip="themes") | of_team
        of_theme = {**of_theme, **of_team}
    named = read_theme(texts.pop(THEME_FILE))
    changed = [name for name, text in texts.items() if package.get(name) != text]
    own_paths = {name: f"themes/{theme}/{name}" if of_theme.get(name) == texts[name] else name for name in changed}
    values = tuple((name, value.text) for name, value in named.items())
    return ThemeFiles(
        texts=texts,
        own=own_paths,
        package_hash=texts_hash(package),
        values=values,
        hash=hashlib.sha256(repr((sorted(texts.items()), values)).encode()).hexdigest()[:16],
        problems=_problems(theme, named, texts, own_paths) if own else (),
    )


def _problems(
    theme: str, named: Mapping[str, ThemeValue], texts: Mapping[str, str], paths: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return the problems of a team's own files; tests check the package's files. paths: as `ThemeFiles.own`."""
    return (*judge_theme(named, f"templates/themes/{theme}/{THEME_FILE}"), *judge_sheets(texts, paths))


def _judge_links(own: Path, theme: str) -> None:
    """Raise Wrong (FIL04) for a link that leads out of a team's own templates."""
    root = os.path.realpath(own)
    themes = own / "themes"
    for path in (*template_files(own), themes, *themes.glob("*"), *template_files(themes / theme)):
        if not Path(os.path.realpath(path)).is_relative_to(root):
            name = path.relative_to(own).as_posix()
            raise Wrong("FIL04", f"templates/{name} is a link to a place outside the templates.", "Copy the file in.")
