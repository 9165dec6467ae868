"""Define a fault in a text: the result of the searches for broken letters and leftover marks."""

from __future__ import annotations

from typing import NamedTuple


class TextFault(NamedTuple):
    """Wrong characters of a text, with the message and the correction."""

    start: int
    end: int
    says: str
    hint: str
    severity: str
    mended: str | None
    """The text that certainly belongs in their place; None if it is not certain."""
