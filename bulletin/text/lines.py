"""Where lines of a text end, and texts that must stay on one line."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|\r|\n")
_BREAKS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""Every character at which some reader of a text begins a new line (`str.splitlines`, Unicode Standard Annex 14),
and the control characters beside them, which move the cursor of a terminal."""


def lines_of(text: str) -> list[str]:
    """Split a text into lines as editors do: at CRLF, CR and LF, and nowhere else."""
    return _LINE_END.split(text)


def one_line(text: str) -> str:
    """Return the text with a blank for every character that could begin a new line."""
    return _BREAKS.sub(" ", text)
