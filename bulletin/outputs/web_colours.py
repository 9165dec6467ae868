"""Make the web colours that a theme leaves out from those that it has."""

from __future__ import annotations

from collections.abc import Mapping

from ..text.colours import BLACK, WHITE, luminance, mixed, readable

_WORDS = 4.5
"""The least contrast of words (WCAG 2.2, 1.4.3)."""
_DARK = {
    "dark page": "#10171c", "dark paper": "#1a2329", "dark text": "#f0f4f5", "dark muted": "#aeb7bd",
    "dark link": "#9ecbf7", "dark line": "#4c6272", "dark warning": "#40390a",
}  # fmt: skip
"""Colours for dark screens, for old themes that have none."""


def web_colours(theme: Mapping[str, str]) -> dict[str, str]:
    """Return name → colour for all web colours: the theme's own, and those made from them."""
    named = _DARK | dict(theme)
    return _light(named) | _dark(named) | named


def _light(theme: Mapping[str, str]) -> dict[str, str]:
    grounds = theme["paper"], theme["page"]
    tag = mixed(theme["link"], theme["paper"], 0.8)
    # The colour of a pressed button moves away from that of its words, so that they stay readable.
    away = BLACK if luminance(theme["on button"]) > luminance(theme["button"]) else WHITE
    return {
        "hover": readable(theme["brand dark"], grounds, _WORDS),
        "visited": readable(mixed(theme["link"], theme["text"], 0.5), grounds, _WORDS),
        "button hover": mixed(theme["button"], away, 0.2),
        "button edge": mixed(theme["button"], away, 0.5),
        "tag": tag,
        "tag line": theme["link"],
        "tag text": readable(theme["link"], (tag,), _WORDS),
    }


def _dark(theme: Mapping[str, str]) -> dict[str, str]:
    grounds = theme["dark paper"], theme["dark page"]
    tag = mixed(theme["dark link"], theme["dark paper"], 0.75)
    return {
        "dark hover": readable(theme["dark text"], grounds, _WORDS),
        "dark visited": readable(mixed(theme["dark link"], theme["dark text"], 0.5), grounds, _WORDS),
        "dark tag": tag,
        "dark tag line": theme["dark link"],
        "dark tag text": readable(theme["dark text"], (tag,), _WORDS),
    }
