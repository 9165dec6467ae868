"""A colour of the theme → the name that a calendar may carry (RFC 7986 section 5.9 takes names of CSS3 alone)."""

from __future__ import annotations

import colorsys
import re

_NAMES = {
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
"""Of CSS Color Module Level 3, section 4.3; enough for one to be near."""


_HUE_COUNTS = 4
"""A blue is to stay a blue: how much more its hue counts than its lightness and its strength."""


def nearest(colour: str) -> str:
    """The name nearest to a colour written as #rrggbb, "" for one written otherwise."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return min(_NAMES, key=lambda name: _distance((red, green, blue), _NAMES[name]))


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    (hue, light, strong), (hue_2, light_2, strong_2) = (
        colorsys.rgb_to_hls(*(part / 255 for part in found)) for found in (one, other)
    )
    turn = abs(hue - hue_2)
    return _HUE_COUNTS * min(turn, 1 - turn) * min(strong, strong_2) + abs(light - light_2) + abs(strong - strong_2)
