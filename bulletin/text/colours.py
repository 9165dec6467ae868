"""Compute contrast (WCAG 2.2, 1.4.3), mixtures and readable variants of colours `#rrggbb`."""

from __future__ import annotations

from collections.abc import Callable

BLACK, WHITE = "#000000", "#ffffff"

_STEPS = 100


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


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
