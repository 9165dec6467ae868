"""Read the values of theme.yml and check them, with the contrast of colours (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from font_source_sans_pro import font_directory  # type: ignore[import-untyped]

from ..errors import Problem
from ..model import Fonts
from ..text.colours import contrast_ratio, nearest
from ..text.lines import lines_of
from ..text.suggest import did_you_mean
from .frontmatter import Wrong

THEME_FILE = "theme.yml"
NARROWEST, WIDEST = 480, 700
"""The least and the greatest width of an email, in pixels."""

COLOURS = (
    "text", "muted", "page", "paper", "brand", "brand dark", "on brand", "link", "button", "on button", "line",
    "warning", "warning line", "focus", "dark page", "dark paper", "dark text", "dark muted", "dark link", "dark line",
    "dark warning",
)  # fmt: skip
WEB_COLOURS = (
    "hover", "visited", "button hover", "button edge", "tag", "tag line", "tag text",
    "dark hover", "dark visited", "dark tag", "dark tag line", "dark tag text",
)  # fmt: skip
"""Colours of the web pages only. A theme may leave them out: outputs/web_colours.py makes them from the others."""

_TEXT, _MARK = 4.5, 3.0
"""The least contrast of words (1.4.3), and of lines and buttons (1.4.11)."""


class Pair(NamedTuple):
    """Two named colours, a foreground on a background."""

    foreground: str
    background: str
    minimum: float
    """The least contrast between them."""


PAIRS = (
    Pair("text", "paper", _TEXT),
    Pair("text", "page", _TEXT),
    Pair("text", "warning", _TEXT),
    Pair("text", "focus", _TEXT),
    Pair("muted", "paper", _TEXT),
    Pair("muted", "page", _TEXT),
    Pair("link", "paper", _TEXT),
    Pair("link", "page", _TEXT),
    Pair("link", "warning", _TEXT),
    Pair("on brand", "brand", _TEXT),
    Pair("on brand", "brand dark", _TEXT),
    Pair("brand dark", "page", _TEXT),
    Pair("on button", "button", _TEXT),
    Pair("brand", "paper", _MARK),
    Pair("button", "paper", _MARK),
    Pair("dark text", "dark paper", _TEXT),
    Pair("dark text", "dark page", _TEXT),
    Pair("dark text", "dark warning", _TEXT),
    Pair("dark muted", "dark paper", _TEXT),
    Pair("dark muted", "dark page", _TEXT),
    Pair("dark link", "dark paper", _TEXT),
    Pair("dark link", "dark page", _TEXT),
    Pair("hover", "paper", _TEXT),
    Pair("hover", "page", _TEXT),
    Pair("visited", "paper", _TEXT),
    Pair("visited", "page", _TEXT),
    Pair("on button", "button hover", _TEXT),
    Pair("tag text", "tag", _TEXT),
    Pair("dark hover", "dark paper", _TEXT),
    Pair("dark hover", "dark page", _TEXT),
    Pair("dark visited", "dark paper", _TEXT),
    Pair("dark visited", "dark page", _TEXT),
    Pair("dark tag text", "dark tag", _TEXT),
)

_LINE = re.compile(r"([a-z][a-z0-9 ]*): +(\S.*)")
_QUOTED = re.compile(r"""(["'])([^"']*)\1""")
"""A value in quotes, as YAML wants a value that begins with #."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[A-Za-z0-9 -]+")
_LAST_FONTS = ("serif", "sans-serif", "monospace")


class ThemeValue(NamedTuple):
    """A value, and the line of theme.yml on which it is."""

    text: str
    line: int


def read_theme(text: str) -> dict[str, ThemeValue]:
    """Read the values of theme.yml by name; raises Wrong (SET02) for a line that is no `name: value` or a second."""
    values: dict[str, ThemeValue] = {}
    for number, line in enumerate(lines_of(text), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            match = _LINE.fullmatch(line.rstrip())
            if not match:
                message = f"I do not understand line {number} of {THEME_FILE}."
                raise Wrong("SET02", message, 'Write it like "brand: #005eb8".')
            name = match[1]
            if name in values:
                message = f'"{name}" is on line {values[name].line} and on line {number} of {THEME_FILE}.'
                raise Wrong("SET02", message, "Keep one.")
            quoted = _QUOTED.fullmatch(match[2])
            values[name] = ThemeValue(quoted[2] if quoted else match[2], number)
    return values


def judge_theme(values: Mapping[str, ThemeValue], path: str) -> tuple[Problem, ...]:
    """Return a problem for each value that is missing or wrong; if there are none, for each low contrast."""
    return tuple(_wrong_values(values, path)) or tuple(_wrong_pairs(values, path))


def low_contrasts(colours: Mapping[str, str]) -> Iterator[tuple[Pair, float]]:
    """Yield each pair with too low a contrast, and the contrast; skip pairs whose values are not both colours."""
    for pair in PAIRS:
        both = colours.get(pair.foreground, ""), colours.get(pair.background, "")
        if all(_COLOUR.fullmatch(colour) for colour in both):
            ratio = contrast_ratio(*both)
            if ratio < pair.minimum:
                yield pair, ratio


def read_fonts() -> Fonts:
    """Read the regular and the bold font for drawing pictures."""
    folder = Path(font_directory)
    return Fonts(
        regular=(folder / "SourceSansPro-Regular.ttf").read_bytes(),
        bold=(folder / "SourceSansPro-Bold.ttf").read_bytes(),
    )


def _wrong_values(values: Mapping[str, ThemeValue], path: str) -> Iterator[Problem]:
    judges = dict.fromkeys((*COLOURS, *WEB_COLOURS), _judge_colour) | {"font": _judge_font, "width": _judge_width}
    for name in sorted(values.keys() - judges.keys()):
        hint = did_you_mean(name, judges)
        if hint:  # A name like no other may be that of a value for the theme's own templates.
            yield _problem(path, values[name].line, Wrong("SET02", f'I do not know "{name}".', hint))
    for name, judge in judges.items():
        if name not in values and name in WEB_COLOURS:
            continue
        if name not in values:
            yield _problem(path, 1, Wrong("SET02", f'This theme has no "{name}".', f'Add a line "{name}: …".'))
        elif fault := judge(values[name].text):
            wrong = Wrong("SET02", f'"{values[name].text[:60]}" is no {fault[0]}.', fault[1])
            yield _problem(path, values[name].line, wrong)


def _wrong_pairs(values: Mapping[str, ThemeValue], path: str) -> Iterator[Problem]:
    """Yield one problem for each colour that is hard to read, with the background of the lowest contrast."""
    colours = {name: value.text for name, value in values.items()}
    hardest: dict[str, tuple[Pair, float]] = {}
    for pair, ratio in low_contrasts(colours):
        if pair.foreground not in hardest or ratio < hardest[pair.foreground][1]:
            hardest[pair.foreground] = pair, ratio
    for pair, ratio in hardest.values():
        message = (
            f'"{pair.foreground}" on "{pair.background}" has a contrast of {ratio:.2f} to 1. '
            f"It must be {pair.minimum} or more."
        )
        yield _problem(path, values[pair.foreground].line, Wrong("EML04", message, _advice(pair, colours)))


def _advice(pair: Pair, colours: Mapping[str, str]) -> str:
    """Return a hint: a colour to write for the foreground or, if there is none, for the background.

    It is the colour nearest to the present one that has enough contrast in every pair with that name.
    """
    for name in (pair.foreground, pair.background):
        colour = nearest(colours[name], partial(_passes, name, colours))
        if colour:
            return f'Write "{name}: {colour}", the nearest colour that can be read.'
    return "Make one of them lighter or darker."


def _passes(name: str, colours: Mapping[str, str], colour: str) -> bool:
    """Tell whether a colour, as the value of a name, has enough contrast in all pairs with that name."""
    tried = {**colours, name: colour}
    return not any(name in (pair.foreground, pair.background) for pair, _ in low_contrasts(tried))


def _judge_colour(text: str) -> tuple[str, str] | None:
    # Of the other notations of colours, Gmail and Word understand only some.
    return None if _COLOUR.fullmatch(text) else ("colour", "Write it like #005eb8.")


def _judge_font(text: str) -> tuple[str, str] | None:
    names = [name.strip(" ") for name in text.split(",")]
    is_list = len(names) > 1 and names[-1] in _LAST_FONTS and all(map(_FONT.fullmatch, names))
    return None if is_list else ("font", "Write it like Arial, Helvetica, sans-serif.")


def _judge_width(text: str) -> tuple[str, str] | None:
    fits = text.isdecimal() and text.isascii() and NARROWEST <= int(text) <= WIDEST
    return None if fits else ("width", f"Write a number of pixels from {NARROWEST} to {WIDEST}.")


def _problem(path: str, line: int, wrong: Wrong) -> Problem:
    return Problem(path=path, line=line, column=1, rule=wrong.rule, message=wrong.message, hint=wrong.hint)
