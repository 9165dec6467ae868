"""theme.yml: the named values of a look, judged by name; contrast is computed (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..errors import Problem
from .written import Wrong

THEME_FILE = "theme.yml"
NARROWEST, WIDEST = 480, 700
"""Pixels that an email may be wide."""
TEXT, MARK = 4.5, 3.0
"""The least contrast of words, and of what is no word but has to be seen."""

_LINE = re.compile(r"([a-z][a-z0-9 ]*): +(\S.*)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[A-Za-z0-9 -]+(, *[A-Za-z0-9 -]+)*, *(serif|sans-serif|monospace)")

COLOURS = (
    "text", "muted", "page", "paper", "brand", "brand dark", "on brand", "link", "button", "on button", "line",
    "warning", "warning line", "focus", "dark page", "dark paper", "dark text", "dark muted", "dark link", "dark line",
    "dark warning",
)  # fmt: skip

PAIRS = (
    ("text", "paper", TEXT), ("text", "page", TEXT), ("text", "warning", TEXT), ("text", "focus", TEXT),
    ("muted", "paper", TEXT), ("muted", "page", TEXT), ("link", "paper", TEXT), ("link", "page", TEXT),
    ("on brand", "brand", TEXT), ("on brand", "brand dark", TEXT), ("brand dark", "page", TEXT),
    ("on button", "button", TEXT), ("brand", "paper", MARK), ("button", "paper", MARK),
    ("dark text", "dark paper", TEXT), ("dark text", "dark page", TEXT), ("dark text", "dark warning", TEXT),
    ("dark muted", "dark paper", TEXT), ("dark muted", "dark page", TEXT),
    ("dark link", "dark paper", TEXT), ("dark link", "dark page", TEXT),
)  # fmt: skip
"""What stands on what, and the least contrast between them."""


class Value(NamedTuple):
    """A named value and the line that it stands on."""

    text: str
    line: int


def read_theme(text: str) -> dict[str, Value]:
    """The named values; raises Wrong (SET02) for a line that is none."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            match = _LINE.fullmatch(line.rstrip())
            if not match:
                said = f"I do not understand line {number} of {THEME_FILE}."
                raise Wrong("SET02", said, 'Write it like "brand: #005eb8".')
            found[match[1]] = Value(match[2], number)
    return found


def judge_theme(values: Mapping[str, Value], path: str) -> tuple[Problem, ...]:
    """Every value that is missing, that cannot be used, or that cannot be read on what it stands on."""
    found = list(_wrong_values(values, path))
    return tuple(found or _wrong_pairs(values, path))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _wrong_values(values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    judges = dict.fromkeys(COLOURS, _judge_colour) | {"font": _judge_font, "width": _judge_width}
    for name, judge in judges.items():
        if name not in values:
            yield _problem(path, 1, f'This theme has no "{name}".', f'Add a line "{name}: …".', "SET02")
        elif wrong := judge(values[name].text):
            yield _problem(path, values[name].line, f'"{values[name].text[:60]}" is no {wrong[0]}.', wrong[1], "SET02")


def _wrong_pairs(values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    for above, below, least in PAIRS:
        ratio = contrast(values[above].text, values[below].text)
        if ratio < least:
            said = f'"{above}" on "{below}" has a contrast of {ratio:.2f} to 1. It must be {least} or more.'
            yield _problem(path, values[above].line, said, "Make one of them lighter or darker.", "EML04")


def _judge_colour(text: str) -> tuple[str, str] | None:
    # Gmail and Word do not know all other ways to write one.
    return None if _COLOUR.fullmatch(text) else ("colour", "Write it like #005eb8.")


def _judge_font(text: str) -> tuple[str, str] | None:
    return None if _FONT.fullmatch(text) else ("font", "Write it like Arial, Helvetica, sans-serif.")


def _judge_width(text: str) -> tuple[str, str] | None:
    fits = text.isdecimal() and text.isascii() and NARROWEST <= int(text) <= WIDEST
    return None if fits else ("width", f"Write a number of pixels from {NARROWEST} to {WIDEST}.")


def _problem(path: str, line: int, message: str, hint: str, rule: str) -> Problem:
    return Problem(path=path, line=line, column=1, rule=rule, message=message, hint=hint)


def _luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
