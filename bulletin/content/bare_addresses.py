"""Turn bare web addresses in a text, written without any mark, into links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it.token import Token

from .positions import BARE_ADDRESS, may_hold_address

_PARTING = ("em_open", "strong_open", "s_open", "code_inline", "image", "html_inline", "link_open", "footnote_ref")
"""The types of tokens that may be the rest of an address: in `a.org/x*y*z` the parser takes `*y*` for emphasis."""


def link_bare_addresses(tokens: Sequence[Token]) -> None:
    """Put a link round each bare address of a parsed text, except inside the words of a link."""
    for token in tokens:
        if token.type == "inline" and may_hold_address(token.content) and BARE_ADDRESS.search(token.content):
            token.children = list(_with_links(token.children or ()))


def _with_links(children: Sequence[Token]) -> Iterator[Token]:
    links = 0
    for child, following in zip_longest(children, children[1:]):
        links += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "text" and not links:
            yield from _words_and_links(child, following)
        else:
            yield child


def _words_and_links(text: Token, following: Token | None) -> Iterator[Token]:
    """Yield the parts of a text: its words, and each address as a link.

    An address at the end of the text that goes on in the next token is no link: half an address leads elsewhere.
    """
    after = 0
    for match in BARE_ADDRESS.finditer(text.content):
        if following and following.type in _PARTING and not re.search(r"\s", text.content[match.end() :]):
            continue
        yield from _copy_with(text, text.content[after : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": _url(match)}, level=text.level)
        yield from _copy_with(text, match[0])
        yield Token("link_close", "a", -1, level=text.level)
        after = match.end()
    yield from _copy_with(text, text.content[after:])


def _copy_with(text: Token, content: str) -> Iterator[Token]:
    if content:
        yield text.copy(content=content)


def _url(match: re.Match[str]) -> str:
    return match[0] if "://" in match[0] else f"https://{match[0]}"
