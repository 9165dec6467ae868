"""How well one colour is read on another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def luminance(colour: str) -> float | None:
    """The relative luminance of `#rrggbb` or `#rgb`, from 0 to 1; None for what is no such colour."""
    match = _COLOUR.fullmatch(colour.strip())
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
