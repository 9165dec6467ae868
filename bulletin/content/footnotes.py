"""Print footnotes: their numbers in the text, and the notes at its end, with links there and back."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

NAME, TITLE = "name", "title"
"""The keys of the environment that hold what begins the anchors of a text, and what its links say to screen readers.

So the notes of two texts in one email are told apart.
"""


def add_footnotes(parser: MarkdownIt) -> None:
    """Let a parser read footnotes, and print them; a text's anchors begin with the name in its environment."""
    footnote_plugin(parser, inline=False)
    for rule, render in _RENDERERS.items():
        parser.add_render_rule(rule, render)


def tighten_notes(tokens: Sequence[Token]) -> None:
    """Let a note of one paragraph stand without the tags of a paragraph."""
    starts = [index for index, token in enumerate(tokens) if token.type == "footnote_open"]
    for start in starts:
        end = next(n for n in range(start, len(tokens)) if tokens[n].type == "footnote_close")
        paragraphs = [token for token in tokens[start:end] if token.type in ("paragraph_open", "paragraph_close")]
        if len(paragraphs) == 2 and tokens[start + 1] is paragraphs[0]:
            for token in paragraphs:
                token.hidden = True


_Environment = MutableMapping[str, Any]


def _reference(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    number, name = tokens[index].meta["id"] + 1, env.get(NAME, "text")
    first = f' id="{name}-ref-{number}" name="{name}-ref-{number}"' if not tokens[index].meta.get("subId") else ""
    return f'<sup><a{first} href="#{name}-note-{number}" aria-label="Note {number}{_about(env)}">[{number}]</a></sup>'


def _open_notes(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return '<ol class="notes">\n'


def _close_notes(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return "</ol>\n"


def _open_note(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return "<li>"


def _close_note(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return "</li>\n"


def _back(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    if tokens[index].meta["subId"]:
        return ""
    number, name = tokens[index].meta["id"] + 1, env.get(NAME, "text")
    anchor = f'id="{name}-note-{number}" name="{name}-note-{number}"'
    label = f"Back to note {number} in the text{_about(env)}"
    return f' <a {anchor} href="#{name}-ref-{number}" aria-label="{label}">Back</a>'


def _about(env: _Environment) -> str:
    """Say whose notes they are."""
    return f", {escape(env[TITLE])}" if env.get(TITLE) else ""


_RENDERERS = {
    "footnote_ref": _reference,
    "footnote_block_open": _open_notes,
    "footnote_block_close": _close_notes,
    "footnote_open": _open_note,
    "footnote_close": _close_note,
    "footnote_anchor": _back,
}
