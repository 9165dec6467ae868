"""Write the lines of a file so that Bulletin and every reader of YAML read the same: the one writer of items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Written = str | Sequence[str]
"""What stands after a key: a value, or the entries of a list."""

_MARK = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`–—•·]")
"""What no value begins with unless it is in quotes."""
_READ_OTHERWISE = re.compile(r".*(?:: | #).*|.*:|null|~|=|<<", re.IGNORECASE)
"""Where YAML reads another key, a comment or nothing."""
_NUMBER = re.compile(r"[-+.0-9][-+.,:_0-9a-fox]*", re.IGNORECASE)
"""What YAML may take for a number, and write in another way: 0344 or 9:30."""
_SAFE_NUMBER = re.compile(r"0|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLOCK = re.compile(r"[^ \n](?:.*[^ \n])?(?:\n[^ \n](?:.*[^ \n])?)+")
"""Lines that YAML gives back as they are when they stand one below the other."""


def write_item(values: Mapping[str, Written], body: str) -> str:
    """Write the file of an item: its keys in their order, but for empty ones, and its text."""
    lines = [line for key, value in values.items() for line in entry_lines(key, value)]
    return "\n".join(["---", *lines, "---", body])


def entry_lines(key: str, value: Written, depth: str = "") -> list[str]:
    """Write a key and its value, or its list below it; nothing if there is no value."""
    if isinstance(value, str):
        return [f"{depth}{key}: {write_value(value, depth)}"] if value else []
    entries = [f"{depth}  - {write_value(one, f'{depth}  ')}" for one in value if one]
    return [f"{depth}{key}:", *entries] if entries else []


def write_value(text: str, depth: str = "") -> str:
    """Write a value as it stands, or in quotes where YAML would read it otherwise; lines as a block.

    depth: the blanks before the line that it stands on.
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
