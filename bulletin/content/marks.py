"""What the parser did where: its inline rules, wrapped so that each notes its place, and its notes of one text.

markdown-it-py gives block tokens their lines and inline tokens nothing, so each inline rule that consumes a mark
notes `state.pos` before and after: offsets in the text of one inline token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_Rule = Callable[[StateInline, bool], bool]

MARKS = ("escape", "backticks", "emphasis", "html_inline", "entity")
"""Rules whose letters no reader sees."""
TARGETS = ("link", "image", "autolink")
"""Rules that lead elsewhere."""

_BEFORE_ADDRESS = re.compile(r"[ \t\n]*<?")
_KINDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "ordered list",
    "list_item_open": "item",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
}


class Note(NamedTuple):
    """What a rule consumed, in offsets of the inline text."""

    rule: str
    start: int
    end: int
    label_end: int = 0
    """Where a link's or a picture's words end."""
    at: int = -1
    """Where the address stands; -1 where it stands elsewhere."""
    target: str = ""


def watch(parser: MarkdownIt) -> None:
    """Make a parser note, in `meta["notes"]` of each inline token, what its rules consumed."""
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in MARKS:
        parser.inline.ruler.at(name, _noting(name, rules[name]))
    for name in TARGETS:
        parser.inline.ruler.at(name, _noting_target(name, rules[name]))
    parser.core.ruler.at("inline", _inline)


def _inline(state: StateCore) -> None:
    may_begin = state.md.inline.terminator_re.search
    for token in state.tokens:
        if token.type == "inline":
            state.env["notes"] = token.meta["notes"] = []
            token.children = []
            if may_begin(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                # Where no rule can begin, the parser would find this at the end of a long way.
                token.children.append(Token("text", "", 0, content=token.content))


def _noting(name: str, rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            state.env["notes"].append(Note(name, start, state.pos))
        return True

    return noted


def _noting_target(name: str, rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        start, before, notes = state.pos, len(state.tokens), state.env["notes"]
        if name == "image":
            state.env["notes"] = []  # The words of a picture are parsed as a text of their own.
        found = rule(state, silent)
        state.env["notes"] = notes
        if found:
            token = next(one for one in state.tokens[before:] if one.type in ("link_open", "image"))
            note = _target_note(name, state, start, str(token.attrs.get("href") or token.attrs.get("src") or ""))
            token.meta["at"] = note.at if note.at >= 0 else start
            notes.append(note)
        return found

    return noted


def _target_note(name: str, state: StateInline, start: int, target: str) -> Note:
    if name == "autolink":
        return Note(name, start, state.pos, state.pos, start + 1, target)
    opening = start + (name == "image")
    label_end = state.md.helpers.parseLinkLabel(state, opening, name == "link")
    inline = state.src[label_end + 1 : label_end + 2] == "("
    match = _BEFORE_ADDRESS.match(state.src, label_end + 2) if inline else None
    return Note(name, start, state.pos, label_end, match.end() if match else -1, target)


class Inline(NamedTuple):
    """A text that the parser took apart, such as a paragraph's or a cell's."""

    content: str
    line: int
    """Its first, from 0."""
    tag: str
    """Of the block that it stands in: p, h2, td."""
    notes: list[Note]


class Marks:
    """What a parser noted of a text: enough to find what stands where, for those who ask."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.inlines: list[tuple[str, int, str, list[Note]]] = []
        """What each Inline holds: few are looked at, and a bare tuple is made in a fifth of the time."""
        self.blocks: list[tuple[str, int, int, int]] = []
        """Kind, first line, the line after the last one, level."""
        tag = ""
        for token in tokens:
            if token.type == "inline":
                line = token.map[0] if token.map else 0
                self.inlines.append((token.content, line, tag, token.meta["notes"]))
            elif token.nesting >= 0:
                tag = token.tag
                if token.type in _KINDS and token.map:
                    self.blocks.append((_KINDS[token.type], token.map[0], token.map[1], token.level))
