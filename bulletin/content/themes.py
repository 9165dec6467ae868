"""theme.yml: the named values of a look, judged by name; contrast is computed (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..model import Fonts
from .frontmatter import Wrong

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


_HEX_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def luminance(colour: str) -> float | None:
    """The relative luminance of `#rrggbb` or `#rgb`, from 0 to 1; None for what is no such colour."""
    match = _HEX_COLOUR.fullmatch(colour.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float | None:
    """The contrast of two colours, from 1 to 21; None if one is no colour."""
    first, second = luminance(one), luminance(other)
    if first is None or second is None:
        return None
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


_PACKAGE = "font_source_sans_pro"
_REGULAR, _BOLD = "SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf"


@cache
def read_fonts() -> Fonts:
    """Both weights; a package whose files are not there is an installation that is not whole (OSError)."""
    spec = PathFinder.find_spec(_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    # The package is not imported: that would list its folder for each of its 24 fonts.
    files = Path(next(iter(folders or ()), _PACKAGE)) / "files"
    return Fonts(regular=(files / _REGULAR).read_bytes(), bold=(files / _BOLD).read_bytes())


RULE = "TPL02"
BASE, NARROW, OWN = "email/bulletin.css", "email/narrow.css", "email/own.css"
"""The sheet that is inlined, the one that is kept for narrow screens, and a theme's own, inlined after the first."""

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PLACEHOLDER = "640"
_MEDIA = re.compile(r"@media( only)?( screen)? ?(and ?)?\((max|min)-width: ?\d+px\)")

_SELECTORS = (
    (re.compile(r"@"), "Rules that begin with @ would be lost.", "Put what is for narrow screens into narrow.css."),
    (re.compile(r":"), "What has a colon cannot stand on an element.", "Use tags and classes."),
    (re.compile(r"\["), "Selectors of attributes are weighed wrongly.", "Use a class."),
    (re.compile(r"\*"), "A selector for everything would be lost.", "Name the tags or use a class."),
    (re.compile(r"[+~]"), "Selectors of neighbours would be lost.", "Use a class."),
)
_VALUES = (
    (re.compile(r"!\s*important", re.I), "A style on an element needs no !important.", "Leave it out."),
    (re.compile(r"var\(|^--"), "Mail programs do not know variables.", "Write the value, or use the theme's."),
    (re.compile(r"[\"']"), "A quotation mark would end the style.", "Leave it out."),
    (re.compile(r"#(?![0-9a-fA-F]{6}\b)\w+"), "Some mail programs know no short colours.", "Write 6 digits."),
    (re.compile(r"\b(calc|min|max|clamp)\("), "Word cannot calculate.", "Write the result."),
    (re.compile(r"^\d*\.?\d+rem\b"), "Word knows no rem.", "Use px."),
    (re.compile(r"url\(|gradient\("), "A picture behind text is not shown everywhere.", "Use a colour."),
    (re.compile(r"\b(flex|grid|inline-flex|inline-grid)\b"), "Mail programs lay out with tables.", "Use a table."),
)
_PROPERTIES = ((re.compile(r"^(float|position|grid.*|flex.*)$"), "Mail programs lay out with tables.", "Use a table."),)


class Rule(NamedTuple):
    """One rule of a sheet: where it begins, what it is for, what it says."""

    at: int
    selectors: str
    body: str


def judge_sheets(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything in the email's style sheets that would not come out as it is written; texts: templates by name."""
    inlined = (one for name in (BASE, OWN) if name in texts for one in judge_base(texts[name], name))
    kept = judge_narrow(texts[NARROW], NARROW) if NARROW in texts else ()
    return (*inlined, *kept)


def judge_base(text: str, name: str) -> Iterator[Problem]:
    """What is wrong with a sheet that is inlined."""
    sheet = _plain(text)
    for rule in _rules(sheet):
        said = list(_misfits(_SELECTORS, rule.selectors)) or list(_wrong_body(rule.body))
        for message, hint in said[:1]:
            yield _style_problem(name, sheet, rule, message, hint)


def judge_narrow(text: str, name: str) -> Iterator[Problem]:
    """What is wrong with the sheet that is kept: only width is asked, nothing is nested, everything is important."""
    sheet = _plain(text)
    for outer in _rules(sheet):
        if not _MEDIA.fullmatch(outer.selectors):
            hint = "Write it like @media only screen and (max-width: 600px)."
            yield _style_problem(name, sheet, outer, "Gmail keeps only rules about the width.", hint)
            continue
        for inner in _rules(outer.body):
            rule = Rule(outer.at, inner.selectors, inner.body)
            if "@" in inner.selectors:
                yield _style_problem(name, sheet, rule, "Gmail drops a sheet with a rule in a rule.", "Move it out.")
            elif any(not value.endswith(" !important") for _, value in _declarations(inner.body)):
                said = "Without !important it loses to the style on the element."
                yield _style_problem(name, sheet, rule, said, 'Write " !important" after each value.')


def _wrong_body(body: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for name, value in _declarations(body):
        if name in seen:
            yield f"Only the last of two values for {name} would be kept.", "Keep one."
        seen.add(name)
        yield from _misfits(_PROPERTIES, name)
        yield from _misfits(_VALUES, value if not name.startswith("--") else name)


def _misfits(table: tuple[tuple[re.Pattern[str], str, str], ...], text: str) -> Iterator[tuple[str, str]]:
    return ((message, hint) for pattern, message, hint in table if pattern.search(text))


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _plain(text: str) -> str:
    """A sheet without comments, a value of the right kind in place of what the theme fills in; lines stay."""
    text = _JINJA.sub(lambda match: _padded(_PLACEHOLDER if match[0].startswith("{{") else "", match[0]), text)
    return _COMMENT.sub(lambda match: _padded("", match[0]), text)


def _padded(text: str, before: str) -> str:
    return text + "\n" * before.count("\n")


def _rules(sheet: str) -> Iterator[Rule]:
    """The rules of a sheet, those within others left in their bodies; an at-rule without a body is one."""
    start = at = depth = 0
    for place, letter in enumerate(sheet):
        if letter == "{":
            at = place if depth == 0 else at
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield _rule(sheet, start, at, place)
                start = place + 1
        elif letter == ";" and depth == 0:
            yield _rule(sheet, start, place, place)
            start = place + 1
    if sheet[start:].strip():
        yield _rule(sheet, start, len(sheet), len(sheet))


def _rule(sheet: str, start: int, brace: int, end: int) -> Rule:
    written = sheet[start:brace]
    begin = start + len(written) - len(written.lstrip())
    return Rule(at=begin, selectors=" ".join(written.split()), body=sheet[brace + 1 : end])


def _style_problem(name: str, sheet: str, rule: Rule, message: str, hint: str) -> Problem:
    line = sheet.count("\n", 0, rule.at) + 1
    said = f'"{rule.selectors[:80]}": {message}'
    return Problem(path=f"templates/{name}", line=line, column=1, rule=RULE, message=said, hint=hint)
