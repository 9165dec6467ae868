"""Remove the characters that no file may have."""

from __future__ import annotations

from ..content.files import HIDDEN

_UNREADABLE = "\ufffd"
"""The replacement character, for a letter that could not be decoded."""


def clean(text: str) -> str:
    """Remove hidden characters, and replace each letter that could not be decoded by a question mark."""
    return HIDDEN.sub("", text).replace(_UNREADABLE, "?")


def one_line(text: str) -> str:
    """Clean a text and put it on one line, with single blanks."""
    return " ".join(HIDDEN.sub(" ", text).replace(_UNREADABLE, "?").split())
