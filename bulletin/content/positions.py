"""Record source positions in markdown-it's inline rules, and find links, headings and words with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    link,
    strikethrough,
)
from markdown_it.token import Token

from ..text.expressions import compiled
from ..text.lines import blanked
from ..text.link_marks import GOES_ON
from .picture_rule import picture
from .signs import note_signs
from .source import Block, Heading, Hyperlink, Picture

_InlineRule = Callable[[StateInline, bool], bool]

_MARK_RULES: dict[str, _InlineRule] = {
    "escape": escape,
    "backticks": backtick,
    "emphasis": emphasis.tokenize,
    "strikethrough": strikethrough.tokenize,
    "html_inline": html_inline,
    "entity": entity,
}
"""Rules whose characters are not printed."""
_TARGET_RULES: dict[str, _InlineRule] = {"link": link, "image": picture, "autolink": autolink}
"""Rules that read a link or a picture."""
WORDS = "words"
"""The rule name in the note of a mark that is printed as words, such as [!NOTE]."""

_BLOCK_KINDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "ordered list",
    "list_item_open": "item",
    "table_open": "table",
    "fence": "code",
    "code_block": "indented code",
    "comment": "comment",
    "blockquote_open": "quote",
}
_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_BEFORE_ADDRESS = re.compile(r"[ \t\n]*<?")
_LETTER = r"[^\s<>\"\[\]().,;:!?'*]"
_PAIR = r"\([^\s<>\"()]*\)|\[[\w.-]{0,30}\](?=[^\s\[(])"
BARE_ADDRESS = re.compile(rf"(?:https?://|(?<![\w.@/-])www\.)(?:{_PAIR}|{_LETTER}|[.,;:!?'*()]+(?={_LETTER}|{_PAIR}))+")
"""An address without marks, up to a sign that ends it; brackets end it only if they are not in pairs."""

_CAPTION = re.compile(r"""[ \t\n]["'(](.*)["')][ \t]*\)$""", re.DOTALL)
"""The caption at the end of a picture."""
_BROKEN = re.compile(r"\][ \t]?[({][ \t]*$|[)\]]\[$|\}\($|(?<!\w)<$|\[[^\[\]\n]{1,19}\|$|\[url=$")
"""The end of the text before a bare address which shows that the author meant a link, as "](", ")[" or "<"."""
_TICK = re.compile(r"(?<![^\W\d_])\\`|\\`(?![^\W\d_])")
"""An escaped backtick that is no apostrophe: its author wants it to be printed."""
_NEAR = 20
"""The number of characters before an address in which _BROKEN is looked for."""
_PRINTED = re.compile(r"&amp;(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});|\\[^\W_]")
"""What readers see though a rule took it: an ampersand that makes an entity, a backslash before a letter or digit."""


def may_hold_address(text: str) -> bool:
    """Tell at once of most texts that no bare address is in them; it would take long to look at each place."""
    return "http" in text or "www." in text


class RuleNote(NamedTuple):
    """The characters that a rule consumed, as offsets in the inline text."""

    rule: str
    start: int
    end: int
    label_end: int = 0
    """The end of the words of a link or picture."""
    at: int = -1
    """The start of the address; -1 if the address is in a definition elsewhere."""
    target: str = ""


class InlineText(NamedTuple):
    """The text of a paragraph, heading or cell, with the parser's notes."""

    content: str
    line: int
    """Its first line, from 0."""
    tag: str
    """The tag of its block: p, h2, td."""
    notes: list[RuleNote]
    signs: frozenset[int]
    """The offsets of signs like `*` that a rule consumed, but that are printed, because they mark nothing."""


class BlockLines(NamedTuple):
    """A block and its lines, from 0."""

    kind: str
    first: int
    end: int
    """The line after its last one."""
    level: int


class ParserNotes:
    """The parser's records of one text. Positions are found from them only when needed, as that takes time."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.inlines: list[InlineText] = []
        self.blocks: list[BlockLines] = []
        tag = ""
        for token in tokens:
            if token.type == "inline":
                line = token.map[0] if token.map else 0
                signs = frozenset(token.meta["signs"])
                self.inlines.append(InlineText(token.content, line, tag, token.meta["notes"], signs))
            elif token.nesting >= 0:
                tag = token.tag
                if token.type in _BLOCK_KINDS and token.map:
                    self.blocks.append(BlockLines(_BLOCK_KINDS[token.type], token.map[0], token.map[1], token.level))


class Positions(NamedTuple):
    """The links, headings, pictures, blocks and words of a text, each with its offset in it."""

    prose: str
    """The text, with a blank for each character that is not printed as prose; offsets are the same."""
    links: tuple[Hyperlink, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    blocks: tuple[Block, ...]
    code: tuple[tuple[int, int], ...]
    """The start and end of each piece of code, blocks and inline."""


_NO_RULES: Mapping[str, _InlineRule] = MappingProxyType({})


def record_positions(parser: MarkdownIt, own: Mapping[str, _InlineRule] = _NO_RULES) -> None:
    """Make a parser record positions in the `meta` of its tokens.

    Each inline token gets `meta["notes"]`, a RuleNote for each rule that matched, and `meta["signs"]`, the offsets
    of consumed signs that mark nothing. The token of a link or picture gets `meta["at"]`, the offset of its address.
    own: rules that replace markdown-it's rules for marks, by name.
    """
    for name, rule in {**_MARK_RULES, **own}.items():
        parser.inline.ruler.at(name, _recording_marks(name, rule))
    if own:
        parser.inline.ruler2.before("fragments_join", "note_signs", note_signs)
    for name, rule in _TARGET_RULES.items():
        parser.inline.ruler.at(name, _recording_target(name, rule))
    parser.core.ruler.at("inline", _parse_inlines)


def find_positions(notes: ParserNotes) -> Positions:
    """Find the positions of everything in a parsed text."""
    return _PositionFinder(notes).find()


class Segment(NamedTuple):
    """A part of an inline text that is written without a break in the whole text."""

    offset: int
    """Its offset in the inline text."""
    at: int
    """Its offset in the whole text."""
    length: int


class SourceMap:
    """The lines of a text, and the positions of its inline texts in it."""

    def __init__(self, notes: ParserNotes) -> None:
        self.text = notes.text
        self.lines = notes.text.split("\n")
        self.starts = [0]
        """The offset of each line, and at last that of the end."""
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._cell_ends: dict[int, int] = {}
        self.segments = [self._segments(inline) for inline in notes.inlines]
        """The segments of each inline text."""

    def offset(self, inline: int, offset: int) -> int:
        """Translate an offset in an inline text to one in the whole text. inline: the index of the inline text."""
        return _offset_in_text(self.segments[inline], offset)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 0, of an offset in the whole text."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def indent(self, line: int) -> int:
        """Count the blanks at the start of a line."""
        return len(self.lines[line]) - len(self.lines[line].lstrip(" \t"))

    def _segments(self, inline: InlineText) -> list[Segment]:
        segments: list[Segment] = []
        offset, first = 0, inline.line
        while first + 1 < len(self.lines) and not self.lines[first].strip():
            first += 1  # markdown-it strips no-break spaces from a paragraph, but does not take them for a blank line.
        if inline.tag not in _CELLS and "\n" not in inline.content:
            return self._line_segments(first, inline.content, 0)
        for number, part in enumerate(inline.content.split("\n"), first):
            bare = part.strip(" \t")
            if bare and number < len(self.lines):
                inner = offset + len(part) - len(part.lstrip(" \t"))
                find = self._cell_segments if inline.tag in _CELLS else self._line_segments
                segments += find(number, bare, inner)
            offset += len(part) + 1
        return segments

    def _line_segments(self, number: int, bare: str, inner: int) -> list[Segment]:
        at = self.lines[number].rfind(bare)
        return [Segment(inner, self.starts[number] + at, len(bare))] if at >= 0 else []

    def _cell_segments(self, number: int, bare: str, inner: int) -> list[Segment]:
        """Find the segments of a table cell, in which `|` is written as `\\|`."""
        segments: list[Segment] = []
        at = self._cell_ends.get(number, 0)
        for index, piece in enumerate(bare.split("|")):
            at = self.lines[number].find(piece, at)
            if at < 0:
                return segments
            segments.append(Segment(inner, self.starts[number] + at, len(piece) + (index > 0 and not piece)))
            inner += len(piece) + 1
            at += len(piece)
        self._cell_ends[number] = at
        return segments


def _parse_inlines(state: StateCore) -> None:
    """Parse each inline token as markdown-it's rule does, with an empty list of notes and set of signs."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            token.meta["notes"] = state.env["notes"] = []
            token.meta["signs"] = state.env["signs"] = set()
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _recording_marks(name: str, rule: _InlineRule) -> _InlineRule:
    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        matched = rule(state, silent)
        if matched and not silent:
            state.env["notes"].append(RuleNote(name, start, state.pos))
        return matched

    return noting


def _recording_target(name: str, rule: _InlineRule) -> _InlineRule:
    def noting(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        start, before, notes, signs = state.pos, len(state.tokens), state.env["notes"], state.env["signs"]
        if name == "image":
            # markdown-it parses the words of a picture separately: offsets in them start at 0.
            state.env["notes"], state.env["signs"] = [], set()
        matched = rule(state, silent)
        state.env["notes"], state.env["signs"] = notes, signs
        if matched:
            token = next(token for token in state.tokens[before:] if token.type in ("link_open", "image"))
            note = _target_note(name, state, start, str(token.attrs.get("href") or token.attrs.get("src") or ""))
            token.meta["at"] = note.at if note.at >= 0 else start
            notes.append(note)
        return matched

    return noting


def _target_note(name: str, state: StateInline, start: int, target: str) -> RuleNote:
    if name == "autolink":
        return RuleNote(name, start, state.pos, state.pos, start + 1, target)
    opening = start + (name == "image")
    label_end = state.md.helpers.parseLinkLabel(state, opening, name == "link")
    inline = state.src[label_end + 1 : label_end + 2] == "("
    match = _BEFORE_ADDRESS.match(state.src, label_end + 2) if inline else None
    return RuleNote(name, start, state.pos, label_end, match.end() if match else -1, target)


class _PositionFinder:
    """Go through the notes of one text, and collect its positions."""

    def __init__(self, notes: ParserNotes) -> None:
        self.notes = notes
        self.map = SourceMap(notes)
        self.links: list[Hyperlink] = []
        self.headings: list[Heading] = []
        self.pictures: list[Picture] = []
        self.pieces: list[tuple[int, str]] = []
        """(offset, words) of each segment."""
        self.code: list[tuple[int, int]] = []
        self.definitions: dict[str, int] = {}
        """Addresses in definitions → their offsets; -1 for an address that is not found."""

    def find(self) -> Positions:
        blocks = tuple(self._block(block) for block in self.notes.blocks)
        self.code += [(block.start, block.end) for block in blocks if block.kind.endswith("code")]
        for inline, segments in zip(self.notes.inlines, self.map.segments, strict=True):
            self._read_inline(inline, segments)
        prose = self._without_bare_addresses(self._prose())
        links = tuple(sorted(self.links, key=lambda link: link.start))
        return Positions(prose, links, tuple(self.headings), tuple(self.pictures), blocks, tuple(sorted(self.code)))

    def _block(self, block: BlockLines) -> Block:
        start, end = self.map.starts[block.first], self.map.starts[min(block.end, len(self.map.lines))]
        return Block(block.kind, start + self.map.indent(block.first), max(end - 1, start), block.level)

    def _read_inline(self, inline: InlineText, segments: Sequence[Segment]) -> None:
        words = _without_marks(inline)
        for note in inline.notes:
            if note.rule in _TARGET_RULES:
                self._read_target(note, words, inline.content, segments)
            elif note.rule == "backticks" and note.start not in inline.signs:
                end = _offset_in_text(segments, note.end - 1) + 1
                self.code.append((_offset_in_text(segments, note.start), end))
        words = _without_targets(words, inline.notes)
        if inline.tag in _HEADINGS:
            start = self.map.starts[inline.line] + self.map.indent(inline.line)
            self.headings.append(Heading(int(inline.tag[1]), " ".join(words.split()), start))
        self.pieces += [(at, words[offset : offset + length]) for offset, at, length in segments]

    def _read_target(self, note: RuleNote, words: str, content: str, segments: Sequence[Segment]) -> None:
        start, end = _offset_in_text(segments, note.start), _offset_in_text(segments, note.end - 1) + 1
        inner = slice(note.start + 1 + (note.rule == "image"), note.label_end)
        if note.rule == "image":
            self.pictures.append(Picture(" ".join(content[inner].split()), note.target, start))
            return
        at = _offset_in_text(segments, note.at) if note.at >= 0 else self._definition(note.target, start)
        if note.rule == "autolink":
            self.links.append(Hyperlink(note.target, note.target, start, end, at, "angled"))
        else:
            label = _label(words[inner], content[inner])
            self.links.append(Hyperlink(label, note.target, start, end, at, "named"))

    def _definition(self, target: str, start: int) -> int:
        """Return the offset of an address in its definition, or the start of the link if it is not found."""
        if target not in self.definitions:
            before = f"]: {target}"
            at = self.map.text.find(before) if target else -1
            self.definitions[target] = at + len("]: ") if at >= 0 else -1
        at = self.definitions[target]
        return at if at >= 0 else start

    def _prose(self) -> str:
        text, parts, done = self.map.text, [], 0
        for start, piece in sorted(self.pieces):
            if start >= done:
                parts += [blanked(text[done:start]), piece]
                done = start + len(piece)
        parts.append(blanked(text[done:]))
        return "".join(parts)

    def _without_bare_addresses(self, prose: str) -> str:
        """Note each bare address as a link and blank it; an address in the words of a link stays."""
        spans = sorted((link.start, link.end) for link in self.links)

        def blank(match: re.Match[str]) -> str:
            index = bisect_right(spans, match.start(), key=lambda span: span[0]) - 1
            if index >= 0 and match.start() < spans[index][1]:
                return match[0]
            kind = "broken" if _is_broken(prose, match.start()) else "bare"
            self.links.append(Hyperlink(match[0], match[0], match.start(), match.end(), match.start(), kind))
            return " " * len(match[0])

        return BARE_ADDRESS.sub(blank, prose) if may_hold_address(prose) else prose


def _is_broken(prose: str, start: int) -> bool:
    """Tell whether the author of a bare address meant a link there, or the address goes on in the next line."""
    before = _BROKEN.search(prose, max(start - _NEAR, 0), start)
    return bool(before or compiled(GOES_ON).match(prose, start))


def _offset_in_text(segments: Sequence[Segment], offset: int) -> int:
    """Translate an offset in an inline text to one in the whole text; 0 if the inline text has no segments."""
    if not segments:
        return 0
    index = max(bisect_right(segments, offset, key=lambda segment: segment.offset) - 1, 0)
    return segments[index].at + offset - segments[index].offset


def _label(words: str, written: str) -> str:
    """Return the words of a link as printed, with code; if no words are left, return them as written."""
    label = written.replace("`", "") if "`" in written else words
    return " ".join(label.split()) or " ".join(written.split())


def _without_marks(inline: InlineText) -> str:
    letters = list(inline.content)
    for note in inline.notes:
        if note.rule not in _TARGET_RULES and not _PRINTED.match(inline.content, note.start):
            kept = note.rule == "escape" and not _TICK.match(inline.content, note.start)
            _blank_out(letters, note.start, note.start + 1 if kept else note.end)
    for sign in inline.signs:
        letters[sign] = inline.content[sign]
    return "".join(letters)


def _without_targets(words: str, notes: Sequence[RuleNote]) -> str:
    """Blank autolinks, and of links and pictures everything except their words and captions."""
    letters = list(words)
    for note in notes:
        if note.rule == "autolink":
            _blank_out(letters, note.start, note.end)
        elif note.rule in _TARGET_RULES:
            _blank_out(letters, note.start, note.start + 1 + (note.rule == "image"))
            caption = _CAPTION.search(words, note.label_end, note.end) if note.rule == "image" else None
            _blank_out(letters, note.label_end, caption.start(1) if caption else note.end)
            _blank_out(letters, caption.end(1) if caption else note.end, note.end)
    return "".join(letters)


def _blank_out(letters: list[str], start: int, end: int) -> None:
    letters[start:end] = ["\n" if letter == "\n" else " " for letter in letters[start:end]]
