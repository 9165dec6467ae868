"""Make a page with every element of a theme, for people who make themes; it is never published."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ..model import Bulletin
from ..text.colours import BLACK, WHITE, contrast_ratio
from .templates import fill
from .web_colours import web_colours

NAME = "theme.html"


class Swatch(NamedTuple):
    """A colour of the theme, with black or white for words on it."""

    name: str
    colour: str
    ink: str
    own: bool
    """Whether theme.yml has the colour; if not, it is made from the others."""


def theme_page(bulletin: Bulletin) -> bytes:
    """Return the HTML of the page, which needs no other file."""
    theme = dict(bulletin.theme.values)
    colours = web_colours(theme)
    named = [(name, value) for name, value in colours.items() if value.startswith("#")]
    swatches = [Swatch(name, value, _ink(value), name in theme) for name, value in named]
    sheet = Markup(fill(bulletin, "web/site.css", colours=colours))
    return fill(bulletin, "web/theme.html", sheet=sheet, swatches=swatches).encode()


def _ink(ground: str) -> str:
    """Return black or white: the one that is easier to read on a colour."""
    return BLACK if contrast_ratio(BLACK, ground) >= contrast_ratio(WHITE, ground) else WHITE
