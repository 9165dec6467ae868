"""The font of the pictures: Source Sans, whose licence (SIL OFL 1.1) lets it go with a program, from its package."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from ..model import Fonts

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
