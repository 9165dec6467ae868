"""Parse pictures in Markdown; unlike CommonMark (0.31, 6.4), also those with blanks in the file name."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

_WITH_BLANKS = re.compile(
    r"\((?P<name>[^()<>\"\n]*[^()<>\"\s]\.\w{1,5})(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*\)", re.ASCII
)
"""The part after the words of a picture whose file name has blanks, written without angle brackets."""


def picture(state: StateInline, silent: bool) -> bool:
    """Parse a picture at the parser's position; return whether there is one. An inline rule of markdown-it."""
    return image(state, silent) or _with_blanks(state, silent)


def _with_blanks(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    label_end = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    match = _WITH_BLANKS.match(state.src, label_end + 1) if label_end >= 0 else None
    if match is None:
        return False
    if not silent:
        words = state.src[state.pos + 2 : label_end]
        children: list[Token] = []
        state.md.inline.parse(words, state.md, state.env, children)
        token = state.push("image", "img", 0)
        token.attrs = {"src": match["name"], "alt": "", "title": match["title"] or ""}
        token.children, token.content = children, words
    state.pos = match.end()
    return True
