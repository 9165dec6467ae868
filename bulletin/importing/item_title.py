"""Choose the title of an item, and say from where it was taken if that is uncertain."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text.slugs import slug
from .blocks import BlockKind
from .letters import one_line
from .sections import LONGEST_TITLE, DocumentSection

_QUOTED = re.compile(r"[“\"](?P<title>[^”\"\n]{8,120})[”\"]")
_EMPTY = "Imported item"
_ASK = "Look whether it is right."


class ItemTitle(NamedTuple):
    """A title, and a sentence about what is uncertain about it."""

    text: str
    doubt: str = ""


def title_of(section: DocumentSection, own_title: str, name: str) -> ItemTitle:
    """Return the first of these that has letters.

    The heading, words in quotation marks, the document's own title, the first line, the name of the file.
    own_title: the title in the properties of the document. name: that of its file.
    """
    tries = (
        (section.title, "" if section.is_sure else "I took the title from words that look like a heading."),
        (_quoted_words(section), "There is no heading. I took the title from words in quotation marks."),
        (own_title, "There is no heading. I took the title from what the file says that it is called."),
        (_first_line(section), "There is no heading. I took the title from the first line."),
        (name.rpartition(".")[0], "There is no heading. I took the title from the name of the file."),
        (_EMPTY, "I found no title."),
    )
    text, doubt = next(
        (text, doubt) for text, doubt in ((_shortened(text), doubt) for text, doubt in tries) if slug(text)
    )
    return ItemTitle(text, f"{doubt} {_ASK}" if doubt else "")


def _quoted_words(section: DocumentSection) -> str:
    match = next(filter(None, (_QUOTED.search(block.text) for block in section.blocks[:4])), None)
    return match["title"] if match else ""


def _first_line(section: DocumentSection) -> str:
    first = next((block for block in section.blocks if block.text), None)
    return first.text.split("\n")[0] if first and first.kind is not BlockKind.TABLE else ""


def _shortened(text: str) -> str:
    """Return a text on one line, shortened between words if it is too long for a title."""
    line = one_line(text)
    cut = line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rpartition(" ")[0] or line[:LONGEST_TITLE]
    return cut.strip(" :;,–—-")
