"""Make links of the web addresses that stand in a text without any mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it.token import Token

from .positions import BARE_ADDRESS, may_hold_address

_PARTING = ("em_open", "strong_open", "s_open", "code_inline", "image", "html_inline", "link_open", "footnote_ref")
"""Tokens with which an address may go on."""


def link_bare_addresses(tokens: Sequence[Token]) -> None:
    """Put a link round each bare address of a parsed text, but for those among the words of a link."""
    for token in tokens:
        if token.type == "inline" and may_hold_address(token.content) and BARE_ADDRESS.search(token.content):
            token.children = list(_linked(token.children or ()))


def _linked(children: Sequence[Token]) -> Iterator[Token]:
    links = 0
    for child, following in zip_longest(children, children[1:]):
        links += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "text" and not links:
            yield from _parts(child, following)
        else:
            yield child


def _parts(text: Token, following: Token | None) -> Iterator[Token]:
    """Yield a text in parts: the words, and each address as a link whose words it is.

    An address that goes on in the next token, in which the parser took a mark out of it, would lead elsewhere.
    """
    after = 0
    for match in BARE_ADDRESS.finditer(text.content):
        if following and following.type in _PARTING and not re.search(r"\s", text.content[match.end() :]):
            continue
        yield from _words(text, text.content[after : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": _url(match)}, level=text.level)
        yield from _words(text, match[0])
        yield Token("link_close", "a", -1, level=text.level)
        after = match.end()
    yield from _words(text, text.content[after:])


def _words(text: Token, content: str) -> Iterator[Token]:
    if content:
        yield text.copy(content=content)


def _url(match: re.Match[str]) -> str:
    return match[0] if "://" in match[0] else f"https://{match[0]}"
