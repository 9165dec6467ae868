"""Tokens → HTML: tags without attributes, as most are, written at once; all others by the parser's own renderer."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class Renderer(RendererHTML):
    """The parser's own renderer, which takes a third longer alone."""

    def renderToken(  # noqa: N802 - the name that the parser calls
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The tag of a token; most close a block, or open one before words."""
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.nesting == -1 and not token.attrs:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        if token.nesting == 1 and token.block and not (token.attrs or (idx and tokens[idx - 1].hidden)):
            following = tokens[idx + 1]
            if following.type == "inline" or following.hidden:
                return f"<{token.tag}>"
        return super().renderToken(tokens, idx, options, env)

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802
        """The attributes of a token."""
        return RendererHTML.renderAttrs(token) if token.attrs else ""
