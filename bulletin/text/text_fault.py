"""A fault in a text with what to type: what those who look for broken letters and for left-over marks give."""

from __future__ import annotations

from typing import NamedTuple


class TextFault(NamedTuple):
    """Characters of a text that are not what was meant."""

    start: int
    end: int
    says: str
    hint: str
    severity: str
    mended: str | None
    """What certainly belongs in their place; None where nothing is certain."""
