"""The plain text of an email: the same words, links and order as its HTML, made without it."""

from __future__ import annotations

import re
from collections.abc import Collection

from ...model import Bulletin
from ..templates import fill
from .plan import Mail

_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


def text(bulletin: Bulletin, mail: Mail, short: Collection[str] = ()) -> str:
    """The text, not wrapped; blocks are parted by one empty line; the items whose slugs are named are short."""
    filled = fill(bulletin, "email/bulletin.txt", mail=mail, short=short)
    return tidy(filled)


def tidy(filled: str) -> str:
    """A text whose template was filled in, without the template's own blanks."""
    return _GAPS.sub("\n\n", _BLANKS.sub("", filled)).strip() + "\n"
