"""Take out of a text the letters that no file may hold."""

from __future__ import annotations

from ..content.files import HIDDEN

_UNREADABLE = "\ufffd"
"""What stands for a letter that could not be decoded."""


def clean(text: str) -> str:
    """Take out hidden characters; a letter that could not be decoded becomes a question mark."""
    return HIDDEN.sub("", text).replace(_UNREADABLE, "?")


def one_line(text: str) -> str:
    """Do the same, and put a text on one line with single blanks."""
    return " ".join(HIDDEN.sub(" ", text).replace(_UNREADABLE, "?").split())
