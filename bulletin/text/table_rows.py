"""Count the cells of a table's rows, and tell what is wrong with a row, or with lines that become no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .text_fault import TextFault

_CELL_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"(?m)^[ \t>]*(?:\|[^|\n]*\||\+[-=+]{3,}\+)[^\n]*$")
_BARE_ROW = re.compile(r"(?m)^(?=[^\s|])[^|\n]{1,80}(?:[ \t]\|[ \t][^|\n]{1,80}){1,11}$")
"""A line with bars between its parts alone, as in "Mon | Tue | Wed"."""
_GRID = re.compile(r"[ \t>]*\+[-=+]+\+[ \t]*")


def cell_count(line: str) -> int:
    """Return how many cells a row of a table has; 0 for an empty line."""
    bare = line.strip().lstrip(">").strip()
    if not bare:
        return 0
    cells = _CELL_BAR.split(bare)
    return len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())


def _has_empty_end(line: str, number: int) -> bool:
    """Tell whether the last cells of a row, in some number, are empty."""
    cells = _CELL_BAR.split(line.strip().removesuffix("|"))
    return not "".join(cells[-number:]).strip()


def row_fault(line: str, above: str, count: int, columns: int) -> tuple[str, str, str]:
    """Return the sentence, hint and severity for a row of a table with another number of cells than its head.

    above: the line above it.
    """
    if count > columns and _has_empty_end(line, count - columns):
        says = f"This row has {count} cells where the head has {columns}."
        return says, "Take out the bars at its end, or add a cell to the head.", "warning"
    if count > columns:
        says = f"This row has {count} cells where the head has {columns}. What is beyond is printed nowhere."
        return says, "Write \\| for a bar inside a cell.", "error"
    if not line.strip().startswith("|") and above.strip().startswith("|"):
        if not above.strip().endswith("|"):
            return "The row above goes on here.", "Write it on one line; <br> begins a new line in a cell.", "error"
        if not _CELL_BAR.search(line):
            return "This line becomes a row of the table above.", "Put an empty line before it.", "error"
    cells = f"{count} {'cell' if count == 1 else 'cells'}"
    return f"This row has {cells} where the head has {columns}.", "Add the cell that is missing.", "warning"


def untaken_tables(text: str) -> Iterator[TextFault]:
    """Yield one fault for all neighbouring lines that look like rows of a table, and are none in Markdown."""
    rows: list[re.Match[str]] = []
    for match in _ROW.finditer(text):
        if rows and rows[-1].end() + 1 != match.start():
            yield _untaken_table(rows)
            rows = []
        rows.append(match)
    if rows:
        yield _untaken_table(rows)
    yield from _bare_tables(text)


def _bare_tables(text: str) -> Iterator[TextFault]:
    """Yield one fault for neighbouring lines that have the same number of bars between their parts."""
    rows = list(_BARE_ROW.finditer(text))
    for before, row in zip([None, *rows], rows, strict=False):
        is_first = before is None or before.end() + 1 != row.start()
        below = _BARE_ROW.match(text, row.end() + 1)
        if is_first and below and below[0].count("|") == row[0].count("|"):
            says = "These lines look like a table, and become one line."
            hint = f'Write "{"|".join(["---"] * cell_count(row[0]))}" on a line of its own under the first one.'
            yield TextFault(row.start(), row.start() + 1, says, hint, "warning", None)


def _is_delimiter(line: str) -> bool:
    """Tell whether a line is what stands under the head of a table, also with dashes in place of hyphens."""
    bare = line.strip(" \t>")
    return bare.startswith("|") and not bare.strip("|:-–— \t") and any(dash in bare for dash in "-–—")


def _untaken_table(rows: Sequence[re.Match[str]]) -> TextFault:
    first = rows[0]
    start = first.start() + len(first[0]) - len(first[0].lstrip(" \t>"))
    heads = [row[0].strip(" \t>") for row in rows if not _GRID.fullmatch(row[0]) and not _is_delimiter(row[0])]
    head = heads[0] if heads else ""
    delimiters = f"|{'---|' * cell_count(head)}"
    line = next((row for row in rows[1:] if _is_delimiter(row[0])), None)
    if line and head and not _GRID.fullmatch(first[0]):
        at = line.start() + len(line[0]) - len(line[0].lstrip(" \t>"))
        if line[0].strip(" \t>") != delimiters:
            says = "This line of hyphens does not fit the head above it, so this is no table."
            return TextFault(at, line.end(), says, f'Write "{delimiters}".', "error", delimiters)
    if len(rows) == 1 or not head:
        says = "This looks like a row of a table, and is printed as typed."
        hint = "Put it right below the other rows; a table has a line like |---|---| under its head."
        return TextFault(start, start + 1, says, hint, "error", None)
    says = "These lines look like a table, and are printed as typed."
    if _is_delimiter(first[0]):
        hint = f'A table begins with its head: write a line like "|{" … |" * cell_count(head)}" above this one.'
        return TextFault(start, start + 1, says, hint, "error", None)
    hint = f'Write "{delimiters}" on a line of its own under the head, with an empty line above the head.'
    return TextFault(start, start + 1, says, hint, "error", None)
