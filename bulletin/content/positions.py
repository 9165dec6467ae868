"""Where links, headings and words stand in a Markdown text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .source import Block, Heading, Hyperlink, Picture

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


_BLANK = re.compile(r"[^\n]")
_BARE = re.compile(r"(?:https?://|(?<![\w.@/-])www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'*]")
_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Spots(NamedTuple):
    """What stands where in a text; offsets count its characters."""

    said: str
    """As long as the text, with blanks for what no reader reads as prose."""
    links: tuple[Hyperlink, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    blocks: tuple[Block, ...]


class Lines:
    """A text in lines, and how offsets of inline texts map to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._cell_ends: dict[int, int] = {}

    def segments(self, inline: Inline) -> list[tuple[int, int, int]]:
        """(offset in the content, offset in the text, length) of each piece that stands unbroken."""
        found: list[tuple[int, int, int]] = []
        offset, first, cell = 0, inline.line, inline.tag in _CELLS
        while first + 1 < len(self.lines) and not self.lines[first].strip():
            first += 1  # The parser strips more than it takes for a blank: no-break spaces, too.
        if not cell and "\n" not in inline.content:
            at = self.lines[first].rfind(inline.content)
            return [(0, self.starts[first] + at, len(inline.content))] if at >= 0 else []
        for number, part in enumerate(inline.content.split("\n"), first):
            bare = part.strip(" \t")
            if bare and number < len(self.lines):
                inner = offset + len(part) - len(part.lstrip(" \t"))
                found += self._cell(number, bare, inner) if cell else self._line(number, bare, inner)
            offset += len(part) + 1
        return found

    def _line(self, number: int, bare: str, inner: int) -> list[tuple[int, int, int]]:
        at = self.lines[number].rfind(bare)
        return [(inner, self.starts[number] + at, len(bare))] if at >= 0 else []

    def _cell(self, number: int, bare: str, inner: int) -> list[tuple[int, int, int]]:
        """A table's cell, in which `\\|` was written for `|`."""
        found: list[tuple[int, int, int]] = []
        at = self._cell_ends.get(number, 0)
        for index, piece in enumerate(bare.split("|")):
            at = self.lines[number].find(piece, at)
            if at < 0:
                return found
            found.append((inner, self.starts[number] + at, len(piece) + (index > 0 and not piece)))
            inner += len(piece) + 1
            at += len(piece)
        self._cell_ends[number] = at
        return found


def mapped(segments: Sequence[tuple[int, int, int]], offset: int) -> int:
    """An offset of an inline text as an offset of the whole text."""
    index = max(bisect_right(segments, offset, key=lambda one: one[0]) - 1, 0)
    start, at, _ = segments[index] if segments else (offset, 0, 0)
    return at + offset - start


class Finder:
    """Goes through what the parser noted of one text and keeps what stands where."""

    def __init__(self, marks: Marks) -> None:
        self.at = Lines(marks.text)
        self.places: list[list[tuple[int, int, int]]] = []
        """The segments of each inline text, in their order."""
        self._links: list[Hyperlink] = []
        self._headings: list[Heading] = []
        self._pictures: list[Picture] = []
        self._pieces: list[tuple[int, str]] = []
        self._defined: dict[str, int] = {}
        self._spans: list[tuple[int, int]] = []
        self._blocks = [self._block(*block) for block in marks.blocks]
        for inline in map(Inline._make, marks.inlines):
            self._inline(inline)

    def spots(self) -> Spots:
        """What stands where."""
        said = self._said()
        if "://" in said or "www." in said:
            self._spans = sorted((link.start, link.end) for link in self._links)
            said = _BARE.sub(self._bare, said)
        links = tuple(sorted(self._links, key=lambda link: link.start))
        return Spots(said, links, tuple(self._headings), tuple(self._pictures), tuple(self._blocks))

    def _block(self, kind: str, first: int, last: int, level: int) -> Block:
        start, end = self.at.starts[first], self.at.starts[min(last, len(self.at.lines))]
        return Block(kind, start + self._indent(first), max(end - 1, start), level)

    def _indent(self, line: int) -> int:
        return len(self.at.lines[line]) - len(self.at.lines[line].lstrip(" \t"))

    def _inline(self, inline: Inline) -> None:
        segments = self.at.segments(inline)
        self.places.append(segments)
        content, notes = inline.content, inline.notes
        said = _without_marks(content, notes) if notes else content
        for note in notes:
            if note.rule in TARGETS:
                self._target(note, said, content, segments)
        if notes:
            said = _without_targets(said, notes)
        if inline.tag in _HEADINGS:
            start = self.at.starts[inline.line] + self._indent(inline.line)
            self._headings.append(Heading(int(inline.tag[1]), " ".join(said.split()), start))
        self._pieces += [(at, said[start : start + length]) for start, at, length in segments]

    def _target(self, note: Note, said: str, content: str, segments: list[tuple[int, int, int]]) -> None:
        start, end = mapped(segments, note.start), mapped(segments, note.end - 1) + 1
        inner = slice(note.start + 1 + (note.rule == "image"), note.label_end)
        if note.rule == "image":
            self._pictures.append(Picture(" ".join(content[inner].split()), note.target, start))
            return
        at = mapped(segments, note.at) if note.at >= 0 else self._definition(note.target, start)
        if note.rule == "autolink":
            self._links.append(Hyperlink(note.target, note.target, start, end, at, "angled"))
        else:
            label = " ".join(said[inner].split()) or " ".join(content[inner].split())
            self._links.append(Hyperlink(label, note.target, start, end, at, "named"))

    def _bare(self, match: re.Match[str]) -> str:
        """A bare address, noted and blanked; one that is a link's own words stays."""
        index = bisect_right(self._spans, match.start(), key=lambda span: span[0]) - 1
        if index >= 0 and match.start() < self._spans[index][1]:
            return match[0]
        self._links.append(Hyperlink(match[0], match[0], match.start(), match.end(), match.start(), "bare"))
        return " " * len(match[0])

    def _definition(self, target: str, start: int) -> int:
        """Where the address of a link that names a definition stands."""
        if target not in self._defined:
            self._defined[target] = self.at.text.find(f"]: {target}") + 3
        return self._defined[target] if self._defined[target] > 2 and target else start

    def _said(self) -> str:
        text, parts, done = self.at.text, [], 0
        for start, piece in sorted(self._pieces):
            if start >= done:
                between = text[done:start]
                parts += [between if between.isspace() else _BLANK.sub(" ", between), piece]
                done = start + len(piece)
        parts.append(_BLANK.sub(" ", text[done:]))
        return "".join(parts)


def _without_marks(content: str, notes: Sequence[Note]) -> str:
    letters = list(content)
    for note in notes:
        if note.rule in MARKS:
            end = note.start + 1 if note.rule == "escape" else note.end
            letters[note.start : end] = ["\n" if c == "\n" else " " for c in letters[note.start : end]]
    return "".join(letters)


def _without_targets(said: str, notes: Sequence[Note]) -> str:
    letters = list(said)
    for note in notes:
        if note.rule in TARGETS:
            first = note.start if note.rule == "autolink" else note.start + 1 + (note.rule == "image")
            for start, end in ((note.start, first), (note.label_end if first > note.start else first, note.end)):
                letters[start:end] = ["\n" if c == "\n" else " " for c in letters[start:end]]
    return "".join(letters)
