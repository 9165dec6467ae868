"""Say in a tag how a title runs: from right to left, or in a language of its own script."""

from __future__ import annotations

from markupsafe import Markup

from ..text import scripts


def running(text: str) -> Markup:
    """Return the attributes `dir` and `lang` for a text that runs from right to left or has a script of its own."""
    direction, language = scripts.direction(text), scripts.language(text)
    attributes = ' dir="rtl"' if direction == "rtl" else ""
    return Markup(attributes + (f' lang="{language}"' if language else ""))
