"""The rows of the tables of marks that nothing takes: what to look for, what to say, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

TEXT, VALUE = "text", "value"
"""The places to look for a mark: a Markdown text, or a value of the top part, in which no marks are allowed."""

Mend = Callable[[re.Match[str]], str]
"""Return the corrected text for a match."""


class Mark(NamedTuple):
    """A row of the table of marks."""

    triggers: tuple[str, ...]
    """The pattern is looked for, and compiled, only in files that have one of these."""
    pattern: str
    """A regular expression in which ^ and $ are the ends of lines."""
    says: str
    """The message, with groups of the pattern in braces; {0} is the whole match, {mended} the corrected text."""
    hint: str
    mend: Mend | None = None
    where: tuple[str, ...] = (TEXT,)
    severity: str = "error"
    besides: tuple[str, ...] = ()
    """The keys in whose values the mark is right."""


LINKED_KEYS = ("sessions", "links", "button", "contact", "book", "deadlines")
SNIPPET = "snippet"
"""The key to pass for the text of a snippet, in which names like {team} are filled in."""
PATTERN_KEYS = ("subject", "limited subject", "editions", "why you get this", SNIPPET)
BOTH = (TEXT, VALUE)
TAG_NAMES = "a|b|i|u|s|p|br|em|strong|small|span|div|font|sup|sub|img|h[1-6]|ul|ol|li|table|tr|td|center|mark"
"""The names of the tags of HTML that people type or paste."""


def group(name: str) -> Mend:
    """Return a correction that leaves only a group of the match."""
    return lambda match: match[name]
