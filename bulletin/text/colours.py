"""Compute contrast (WCAG 2.2, 1.4.3), mixtures, readable variants and names of colours `#rrggbb`."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable

BLACK, WHITE = "#000000", "#ffffff"

_STEPS = 100
_HUE_COUNTS = 4
"""How much more hue counts than lightness and saturation, so that the nearest colour to a blue is a blue."""
_CSS_COLOURS = {
    "black": (0, 0, 0), "gray": (128, 128, 128), "silver": (192, 192, 192), "white": (255, 255, 255),
    "maroon": (128, 0, 0), "firebrick": (178, 34, 34), "red": (255, 0, 0), "tomato": (255, 99, 71),
    "saddlebrown": (139, 69, 19), "chocolate": (210, 105, 30), "darkorange": (255, 140, 0), "orange": (255, 165, 0),
    "gold": (255, 215, 0), "yellow": (255, 255, 0), "olive": (128, 128, 0), "yellowgreen": (154, 205, 50),
    "lime": (0, 255, 0), "limegreen": (50, 205, 50), "seagreen": (46, 139, 87), "green": (0, 128, 0),
    "darkgreen": (0, 100, 0), "teal": (0, 128, 128), "lightseagreen": (32, 178, 170), "aqua": (0, 255, 255),
    "skyblue": (135, 206, 235), "steelblue": (70, 130, 180), "dodgerblue": (30, 144, 255), "royalblue": (65, 105, 225),
    "mediumblue": (0, 0, 205), "blue": (0, 0, 255), "navy": (0, 0, 128), "slateblue": (106, 90, 205),
    "indigo": (75, 0, 130), "purple": (128, 0, 128), "darkorchid": (153, 50, 204), "orchid": (218, 112, 214),
    "fuchsia": (255, 0, 255), "mediumvioletred": (199, 21, 133), "crimson": (220, 20, 60), "pink": (255, 192, 203),
}  # fmt: skip
"""Some of the colour names of CSS Color Module Level 3, section 4.3, with red, green and blue."""


def contrast_ratio(first: str, second: str) -> float:
    """Compute the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Compute the relative luminance of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, other: str, share: float) -> str:
    """Return the mixture of a colour with a share of another, from 0 to 1."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """Return the nearest darker or lighter variant of a colour that passes a test, itself included; "" if none does."""
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            candidate = mixed(colour, end, step / _STEPS)
            if passes(candidate):
                return candidate
    return ""


def readable(colour: str, grounds: tuple[str, ...], minimum: float) -> str:
    """Return the nearest variant of a colour with a minimum contrast on each ground; the colour itself if none has."""
    return nearest(colour, lambda form: all(contrast_ratio(form, ground) >= minimum for ground in grounds)) or colour


def css_name(colour: str) -> str:
    """Return the name of the CSS colour nearest to #rrggbb, "" for another notation."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return ""
    return min(_CSS_COLOURS, key=lambda name: _distance(_parts(colour), _CSS_COLOURS[name]))


def _distance(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    (hue, light, strong), (hue_2, light_2, strong_2) = (
        colorsys.rgb_to_hls(*(part / 255 for part in colour)) for colour in (first, second)
    )
    turn = abs(hue - hue_2)
    return _HUE_COUNTS * min(turn, 1 - turn) * min(strong, strong_2) + abs(light - light_2) + abs(strong - strong_2)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
