"""Find the lines "# ?" that an import wrote into an item for what it was unsure of (IMP01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Problem
from ..text.humanize import excerpt
from .frontmatter import Document

_MARK = re.compile(r"[^\S\n]*#[^\S\n]*\?[^\S\n]*(?P<says>.*)")


def unsettled(document: Document) -> Iterator[Problem]:
    """Yield a problem for each line "# ?" in the top part of an item."""
    for number, line in enumerate(document.text.split("\n")[: document.end], 1):
        match = _MARK.fullmatch(line)
        if match:
            yield Problem(
                path=document.path,
                line=number,
                column=match.start("says") + 1,
                rule="IMP01",
                message=f'This is not settled since the import: "{excerpt(match["says"].strip(), 120)}"',
                hint="Put it right if it must be, then delete the line.",
            )
