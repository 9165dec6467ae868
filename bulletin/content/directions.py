"""Mark blocks of text in another writing direction or language than the bulletin's."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from ..text import scripts
from .github_marks import OWN

_BLOCKS = frozenset(
    (
        "paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open",
        "table_open", "caption_open", "figcaption_open", "th_open", "td_open", "dl_open", "dt_open", "dd_open",
        "footnote_open",
    )
)  # fmt: skip


def mark_directions(tokens: Sequence[Token], language: str) -> None:
    """Set `dir` on each block whose direction differs from the block around it, and `lang` where its language differs.

    The script of the first letters tells both.
    """
    directions, languages = [scripts.direction_of(language)], [language.split("-")[0].lower()]
    for index, token in enumerate(tokens):
        if token.nesting == -1:
            directions.pop()
            languages.pop()
        elif token.nesting == 1:
            text = _first_text(tokens, index) if token.type in _BLOCKS and not token.hidden else ""
            directions.append(scripts.direction(text) or directions[-1])
            languages.append(scripts.language(text) or languages[-1])
            _mark(token, directions, languages)


def _mark(token: Token, directions: Sequence[str], languages: Sequence[str]) -> None:
    outer, inner = directions[-2:]
    if inner != outer:
        token.attrSet("dir", inner)
        token.attrJoin("class", inner)  # Old mail programs do not align by `dir`; style sheets do by the class.
    if languages[-1] != languages[-2]:
        token.attrSet("lang", languages[-1])


def _first_text(tokens: Sequence[Token], index: int) -> str:
    """Return the words of the first text in a block, "" if it has none."""
    for number in range(index + 1, len(tokens)):
        token = tokens[number]
        if token.type == "inline":
            words = (child for child in token.children or () if child.type == "text" and not child.meta.get(OWN))
            return "".join(child.content for child in words)
        if token.nesting == -1 and token.level == tokens[index].level:
            break
    return ""
