"""Render footnotes: numbers in the text and notes at its end, linked both ways."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

NAME, TITLE = "name", "title"
"""Keys of the renderer's environment: the start of a text's anchors, and the title that screen readers hear.

With them the notes of two texts in one email have different anchors and labels.
"""


def add_footnotes(parser: MarkdownIt) -> None:
    """Add footnotes to a parser and its renderer; the anchors of a text begin with env["name"]."""
    footnote_plugin(parser, inline=False)
    for rule, render in _RENDERERS.items():
        parser.add_render_rule(rule, render)


def tighten_notes(tokens: Sequence[Token]) -> None:
    """Hide the <p> tags of each note that has only one paragraph."""
    starts = [index for index, token in enumerate(tokens) if token.type == "footnote_open"]
    for start in starts:
        end = next(n for n in range(start, len(tokens)) if tokens[n].type == "footnote_close")
        paragraphs = [token for token in tokens[start:end] if token.type in ("paragraph_open", "paragraph_close")]
        if len(paragraphs) == 2 and tokens[start + 1] is paragraphs[0]:
            for token in paragraphs:
                token.hidden = True


_Environment = MutableMapping[str, Any]


def _render_reference(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    number, name = tokens[index].meta["id"] + 1, env.get(NAME, "text")
    first = f' id="{name}-ref-{number}" name="{name}-ref-{number}"' if not tokens[index].meta.get("subId") else ""
    return (
        f'<sup><a{first} href="#{name}-note-{number}" aria-label="Note {number}{_title_part(env)}">[{number}]</a></sup>'
    )


def _render_notes_start(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return '<ol class="notes">\n'


def _render_notes_end(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return "</ol>\n"


def _render_note_start(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return f"<li{RendererHTML.renderAttrs(tokens[index])}>"


def _render_note_end(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    return "</li>\n"


def _render_back_link(_self: object, tokens: Sequence[Token], index: int, _options: object, env: _Environment) -> str:
    if tokens[index].meta["subId"]:
        return ""
    number, name = tokens[index].meta["id"] + 1, env.get(NAME, "text")
    anchor = f'id="{name}-note-{number}" name="{name}-note-{number}"'
    label = f"Back to note {number} in the text{_title_part(env)}"
    return f' <a {anchor} href="#{name}-ref-{number}" aria-label="{label}">Back</a>'


def _title_part(env: _Environment) -> str:
    """Return the title of the text for a label, like ", Safer recruitment"; "" if it has none."""
    return f", {escape(env[TITLE])}" if env.get(TITLE) else ""


_RENDERERS = {
    "footnote_ref": _render_reference,
    "footnote_block_open": _render_notes_start,
    "footnote_block_close": _render_notes_end,
    "footnote_open": _render_note_start,
    "footnote_close": _render_note_end,
    "footnote_anchor": _render_back_link,
}
