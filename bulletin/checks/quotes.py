"""Whether words stand in quotation marks."""

from __future__ import annotations


def is_quoted(prose: str, offset: int) -> bool:
    """Tell whether the words at an offset are quoted, by the marks in front of them in their paragraph."""
    paragraph = prose[prose.rfind("\n\n", 0, offset) + 1 : offset]
    return paragraph.count('"') % 2 == 1 or paragraph.count("“") > paragraph.count("”")
