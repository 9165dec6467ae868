"""Split texts into lines, and find the line and column of an offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_LINE_END = re.compile("\r\n|\r|\n")
_BREAKS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""All characters at which some program begins a new line (`str.splitlines`, Unicode Standard Annex 14), and the other
control characters, which can move the cursor of a terminal."""


def lines_of(text: str) -> list[str]:
    """Split a text into lines as editors do: at CRLF, CR and LF, and nowhere else."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def blanked(text: str) -> str:
    """Return a text with a blank for every character, but that lines end where they ended."""
    return "\n".join([" " * len(line) for line in text.split("\n")])


def one_line(text: str) -> str:
    """Return the text with a blank for every character that could begin a new line."""
    return _BREAKS.sub(" ", text)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at an offset; lines end at LF."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column, from 1; the end of the text if they are outside it."""
    starts = _line_starts(text)
    return min(starts[line - 1] + column - 1, len(text)) if line <= len(starts) else len(text)


# Cached, because a file with many problems needs the place of each: counting lines each time would be quadratic.
@lru_cache(maxsize=64)
def _line_starts(text: str) -> tuple[int, ...]:
    return 0, *(match.end() for match in re.finditer("\n", text))
