"""Links whose words and address hold nothing special, found at one look; all others by the parser's own helpers.

markdown-it-py goes through an address letter by letter, and through a link's words before it reads them.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

_WORDS = re.compile(r"[^\[\]\\`<]*(?=\])")
"""No letter that could begin something in which a bracket ends no words (CommonMark 0.31.2 section 6.3)."""
_ADDRESS = re.compile(r"[^\x00-\x20\x7f()<\\&]+(?=[\x00-\x20\x7f)]|\Z)")
"""Neither brackets, which are counted, nor what stands for another letter."""


class _Found(NamedTuple):
    """What the parser's own helper says of an address."""

    ok: bool
    pos: int
    """Where it ends."""
    str: str


def look_once(parser: MarkdownIt) -> None:
    """Make a parser find plain links at one look."""
    own = {name: getattr(helpers, name) for name in helpers.__all__}
    own |= {"parseLinkLabel": _label, "parseLinkDestination": _destination}
    parser.helpers = SimpleNamespace(**own)  # type: ignore[assignment]


def _label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - the parser's own name
    match = _WORDS.match(state.src, start + 1, state.posMax)
    return match.end() if match else helpers.parseLinkLabel(state, start, disableNested)


def _destination(string: str, pos: int, maximum: int) -> object:
    match = _ADDRESS.match(string, pos, maximum)
    return _Found(True, match.end(), match[0]) if match else helpers.parseLinkDestination(string, pos, maximum)
