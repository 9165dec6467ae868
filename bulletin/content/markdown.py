"""Markdown → Prose: the one parser set-up, what it refuses, and plain text from the tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model import Image, Prose
from .frontmatter import Wrong
from .letters import ask_by_letter
from .links import look_once
from .plaintext import plain_text
from .positions import Finder, Marks, mapped, watch
from .tags import Renderer
from .values import check_url

NESTING_LIMIT = 20
"""Levels of quotes and lists in each other; the parser would drop deeper text without a word."""

KEY_MESSAGES = "key messages"
IN_FOCUS = "in focus:"

_SENTENCE_END = re.compile(r"[.!?] $")
_ARTICLE = re.compile(r"(^|\s)an? $")
_FIRST_SENTENCE = re.compile(r".+?[.!?](?= |$)")
_SUMMARY_LIMIT = 200
_HEADING = re.compile(r"(</?h)([1-6])>")


class Source(NamedTuple):
    """A Markdown text and what it may refer to."""

    text: str
    acronyms: tuple[tuple[str, str], ...] = ()
    image: Callable[[str, str], Image] | None = None
    """(file, alt) → the image; raises Wrong. None where no images are allowed."""
    shift: int = 0
    """By how many levels headings go down in the email."""
    title: str = ""
    """What the reader has read before the text."""


class Refused(NamedTuple):
    """Something in the text that is not allowed: where, as a line and an offset in it, from 0."""

    line: int
    offset: int
    wrong: Wrong


@dataclass(slots=True, repr=False, eq=False)
class Parsed:
    """What a text came to."""

    prose: Prose
    summary: str
    """The first paragraph as plain text without addresses, at most 200 characters."""
    images: tuple[Image, ...]
    refused: tuple[Refused, ...]
    marks: Marks
    """What says where everything stands in the text."""


def first_sentence(text: str) -> str:
    """The first sentence of a plain text."""
    match = _FIRST_SENTENCE.match(text.replace("\n", " "))
    return match[0] if match else text.replace("\n", " ")


def parse(source: Source) -> Parsed:
    """A text, parsed once, in the three forms that outputs need."""
    tokens = _MARKDOWN.parse(source.text)
    marks = Marks(source.text, tokens)
    reading = _Reading(source, marks)
    reading.judge(tokens)
    _expand_acronyms(tokens, source)
    _mark_layout(tokens)
    text = plain_text(tokens)
    page = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    # Headings are all that differs, and no text can look like a tag.
    email = (
        _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + source.shift, 6)}>", page) if source.shift else page
    )
    prose = Prose(page=page, email=email, text=text)
    return Parsed(prose, _summary(tokens), tuple(reading.images), tuple(reading.refused), marks)


def _parser() -> MarkdownIt:
    options = {"html": True, "maxNesting": 4 * NESTING_LIMIT}
    parser = MarkdownIt("commonmark", options, renderer_cls=Renderer).enable("table")
    # The parser turns an address that it dislikes into text without a word; ours are judged by name.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    # It would rewrite addresses; only what is not ASCII must be, and the rest is never changed.
    encoded = parser.normalizeLink
    parser.normalizeLink = lambda url: url if url.isascii() else encoded(url)  # type: ignore[method-assign]
    # Its own rule for pictures would put the written words back in place of the judged ones.
    parser.add_render_rule("image", Renderer.renderToken)
    watch(parser)
    ask_by_letter(parser)
    look_once(parser)
    return parser


@dataclass(slots=True, repr=False, eq=False)
class _Reading:
    """One text being judged."""

    source: Source
    marks: Marks
    images: list[Image] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    finder: Finder | None = None
    """Made when something is refused."""

    def judge(self, tokens: Sequence[Token]) -> None:
        inlines = 0
        for token in tokens:
            if token.type in _BLOCKS and (wrong := _BLOCKS[token.type](token)):
                self._refuse_block(token, wrong)
            if token.level > NESTING_LIMIT:
                said = "This text is nested too deep."
                self._refuse_block(token, Wrong("FIL07", said, "Use at most 20 levels of lists and quotes."))
                return
            if token.type == "inline":
                if token.meta["notes"] or "&" in token.content:  # A rule of the parser found more than words.
                    for offset, wrong in self._judged(token):
                        self._refuse(inlines, offset, wrong)
                inlines += 1

    def _judged(self, inline: Token) -> Iterator[tuple[int, Wrong]]:
        """What is wrong with a text, each with its offset in it."""
        html = (note.start for note in inline.meta["notes"] if note.rule == "html_inline")
        numbered = "&" in inline.content
        for token in inline.children or ():
            try:
                if token.type == "html_inline":
                    yield next(html), _NO_HTML
                elif token.type == "link_open":
                    check_url(str(token.attrs.get("href", "")))
                elif token.type == "image":
                    self._judge_image(token)
                elif numbered and token.type == "text" and (letter := _NAMED_LETTER.search(token.content)):
                    yield inline.content.find("&"), _hidden(letter[0])
            except Wrong as wrong:
                yield token.meta["at"], wrong

    def _judge_image(self, token: Token) -> None:
        name, alt = str(token.attrs["src"]), token.content
        if self.source.image is None:
            raise Wrong("LNK13", "There can be no pictures here.", "Put the picture into an item.")
        image = self.source.image(name, alt)
        self.images.append(image)
        token.attrs = {
            "src": f"asset:{image.asset.address}",
            "alt": image.alt,
            "width": image.asset.width,
            "height": image.asset.height,
        }

    def _refuse(self, inline: int, offset: int, wrong: Wrong) -> None:
        """Note what is refused at an offset of an inline text, which is told by its number."""
        at = mapped(self._finder().places[inline], offset)
        starts = self._finder().at.starts
        line = bisect_right(starts, at) - 1
        self.refused.append(Refused(line, at - starts[line], wrong))

    def _refuse_block(self, token: Token, wrong: Wrong) -> None:
        line = token.map[0] if token.map else 0
        written = token.content.strip().split("\n")[0] if token.type == "html_block" else ""
        self.refused.append(Refused(line, max(self._finder().at.lines[line].find(written), 0), wrong))

    def _finder(self) -> Finder:
        self.finder = self.finder or Finder(self.marks)
        return self.finder


_NAMED_LETTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff\u202a-\u202e\u2066-\u2069]")
"""What no file may hold, and what a number in its place (&#146;) would bring in all the same."""


def _hidden(letter: str) -> Wrong:
    said = f"The number here stands for a hidden character (U+{ord(letter):04X})."
    return Wrong("FIL03", said, "Type the letter or apostrophe itself.")


_NO_HTML = Wrong("STR08", "HTML is not allowed here.", "Use Markdown.")


def _judge_heading(token: Token) -> Wrong | None:
    if token.tag != "h1":
        return None
    return Wrong("STR01", "The title is the only heading of the first level.", 'Write "## " in front of this heading.')


_BLOCKS: Mapping[str, Callable[[Token], Wrong | None]] = {
    "html_block": lambda token: _NO_HTML,
    "heading_open": _judge_heading,
}


def _expand_acronyms(tokens: Sequence[Token], source: Source) -> None:
    """Write each acronym of the settings in full where it first stands in running text."""
    if not source.acronyms:
        return
    said = " ".join(f"{source.title} {source.text}".casefold().split())
    for acronym, meaning in source.acronyms:
        if acronym in source.text and meaning.casefold() not in said:
            _expand(tokens, re.compile(rf"(?<![\w(-]){re.escape(acronym)}(?![\w-])"), acronym, meaning)


def _expand(tokens: Sequence[Token], pattern: re.Pattern[str], acronym: str, meaning: str) -> None:
    for token, opens in _running_text(tokens):
        for match in pattern.finditer(token.content):
            before = token.content[: match.start()]
            if before.count('"') % 2:
                continue  # What is quoted stays as it was said.
            starts = _SENTENCE_END.search(before) or (opens and not before.strip())
            full = meaning[:1].upper() + meaning[1:] if starts else meaning
            token.content = f"{_with_article(before, full)}{full} ({acronym}){token.content[match.end() :]}"
            return


def _with_article(before: str, word: str) -> str:
    """The text before a word, its "a" or "an" as the word needs it."""
    article = "an" if word[:1].lower() in "aeiou" else "a"
    return _ARTICLE.sub(lambda match: match[1] + article + " ", before)


def _running_text(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """The text tokens outside headings and links, in reading order, and whether each opens a paragraph."""
    heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.nesting == 1
        links = 0
        for place, child in enumerate(() if heading else token.children or ()):
            links += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "text" and not links:
                # An entry of a list begins with a small letter, a paragraph does not.
                yield child, place == 0 and token.level == 1


_LAID_OUT = ("blockquote_open", "th_open", "ordered_list_open", "heading_open")
"""What is looked at below; most tokens are none of these."""


def _mark_layout(tokens: list[Token]) -> None:
    """Give call-outs, key messages, table heads and "In focus" panels what templates style them by."""
    key_messages, panels = False, []
    for index, token in enumerate(tokens):
        if token.type not in _LAID_OUT:
            continue
        if token.type == "blockquote_open":
            token.attrJoin("class", "call-out")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "ordered_list_open" and key_messages and not token.level:
            token.attrJoin("class", "key-messages")
        elif token.type == "heading_open" and not token.level:
            said = tokens[index + 1].content.casefold().strip()
            key_messages = said == KEY_MESSAGES
            if said.startswith(IN_FOCUS):
                panels.append(index)
    for index in reversed(panels):
        _panel(tokens, index)


def _panel(tokens: list[Token], start: int) -> None:
    """Wrap a heading and what stands under it, up to the next heading of its level."""
    level = tokens[start].tag
    later = range(start + 1, len(tokens))
    ends = (n for n in later if tokens[n].type == "heading_open" and not tokens[n].level and tokens[n].tag <= level)
    tokens.insert(next(ends, len(tokens)), Token("panel_close", "div", -1, block=True))
    tokens.insert(start, Token("panel_open", "div", 1, attrs={"class": "in-focus"}, block=True))


def _summary(tokens: Sequence[Token]) -> str:
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and not token.level:
            text = " ".join(_words(tokens[index + 1]).split())
            return text if len(text) <= _SUMMARY_LIMIT else text[: _SUMMARY_LIMIT - 1].rsplit(" ", 1)[0] + "…"
    return ""


def _words(inline: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
    )


_MARKDOWN = _parser()
