"""Write the files of items, in a form that Bulletin and YAML read alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Written = str | Sequence[str]
"""The value of a key: a text, or the entries of a list."""

_MARK = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`–—•·]")
"""The characters with which a value without quotes may not begin."""
_READ_OTHERWISE = re.compile(r".*(?:: | #).*|.*:|null|~|=|<<", re.IGNORECASE)
"""Values in which YAML would read another key, a comment or nothing."""
_NUMBER = re.compile(r"[-+.0-9][-+.,:_0-9a-fox]*", re.IGNORECASE)
"""Values that YAML may read as a number and so change, like 0344 or 9:30."""
_SAFE_NUMBER = re.compile(r"0|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLOCK = re.compile(r"[^ \n](?:.*[^ \n])?(?:\n[^ \n](?:.*[^ \n])?)+")
"""A text of several lines that a YAML block keeps unchanged: no empty lines, no blanks at the ends of lines."""


def write_item(values: Mapping[str, Written], body: str) -> str:
    """Return the text of an item's file: its keys in order, without empty ones, and its body."""
    lines = [line for key, value in values.items() for line in entry_lines(key, value)]
    return "\n".join(["---", *lines, "---", body])


def entry_lines(key: str, value: Written, depth: str = "") -> list[str]:
    """Return the lines of a key with its value or list; none if there is no value. depth: the blanks before the key."""
    if isinstance(value, str):
        return [f"{depth}{key}: {write_value(value, depth)}"] if value else []
    entries = [f"{depth}  - {write_value(entry, f'{depth}  ')}" for entry in value if entry]
    return [f"{depth}{key}:", *entries] if entries else []


def write_value(text: str, depth: str = "") -> str:
    """Return a value as YAML: plain if possible, else in quotes; several lines as a block.

    depth: the blanks before the line of its key.
    """
    if "\n" in text:
        return _block(text, depth) if _BLOCK.fullmatch(text) else _escaped(text)
    return text if is_plain(text) else "'" + text.replace("'", "''") + "'"


def is_plain(text: str) -> bool:
    """Tell whether a text means the same without quotes, to Bulletin and to YAML."""
    number = _NUMBER.fullmatch(text) and not _SAFE_NUMBER.fullmatch(text)
    one_line = bool(text) and "\n" not in text and text == text.strip()
    return one_line and not (_MARK.match(text) or _READ_OTHERWISE.fullmatch(text) or number)


def _block(text: str, depth: str) -> str:
    return "|-" + "".join(f"\n{depth}  {line}" for line in text.split("\n"))


def _escaped(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
