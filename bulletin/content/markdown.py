"""Parse Markdown into page HTML, email HTML and plain text; refuse what is not allowed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from markdown_it.token import Token

from ..model import Image, Prose
from ..text import humanize, scripts
from ..text.broken_letters import WINDOWS_REFERENCE
from . import github_marks
from .bare_addresses import link_bare_addresses
from .comments import UNENDED
from .directions import mark_directions
from .footnotes import NAME, TITLE, tighten_notes
from .frontmatter import Wrong
from .html_marks import wrong_block, wrong_tags
from .images import PictureText
from .item_links import ItemLink, read_item_link
from .parser import NESTING_LIMIT, parser
from .plaintext import plain_text
from .positions import ParserNotes, SourceMap
from .summaries import FirstWords, first_words
from .values import check_url

KEY_MESSAGES = "key messages"
IN_FOCUS = "in focus:"

_SENTENCE_END = re.compile(r"[.!?] $")
_ARTICLE = re.compile(r"(^|\s)an? $")
_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")


class MarkdownText(NamedTuple):
    """A Markdown text, with the settings for parsing it."""

    text: str
    acronyms: tuple[tuple[str, str], ...] = ()
    """Each acronym with its meaning: ("CDOP", "child death overview panel")."""
    image: Callable[[PictureText], Image] | None = None
    """Read a picture; raises Wrong. None if no pictures are allowed."""
    shift: int = 0
    """The number of levels by which headings are lowered in the email."""
    title: str = ""
    """The title above the text; an acronym that it explains is not explained again."""
    path: str = ""
    """The path of its file, from which links to other items start; "" if such links are not allowed."""
    name: str = "text"
    """The start of the anchors of its footnotes."""
    language: str = "en-GB"
    """The language of the bulletin."""


class Refusal(NamedTuple):
    """Something in the text that is not allowed, with its line and its offset in the line, both from 0."""

    line: int
    offset: int
    wrong: Wrong


class ParsedText(NamedTuple):
    """A parsed text."""

    prose: Prose
    first: FirstWords
    """Its first sentences, for feeds and lists."""
    images: tuple[Image, ...]
    refused: tuple[Refusal, ...]
    notes: ParserNotes
    """The parser's notes, from which positions in the text are found."""
    item_links: tuple[ItemLink, ...] = ()
    """The links to items."""


def parse(source: MarkdownText) -> ParsedText:
    """Parse a text into the three forms that outputs need."""
    tokens = _MARKDOWN.parse(source.text)
    notes = ParserNotes(source.text, tokens)
    github_marks.break_cells(tokens)
    judge = _Judge(source, notes)
    judge.judge(tokens)
    github_marks.rewrite_marks(tokens)
    link_bare_addresses(tokens)
    tighten_notes(tokens)
    _expand_acronyms(tokens, source)
    _mark_layout(tokens)
    _set_captions(tokens)
    mark_directions(tokens, source.language)
    page = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {NAME: source.name, TITLE: source.title})
    prose = Prose(page=page, email=_with_lower_headings(page, source.shift), text=plain_text(tokens))
    return ParsedText(
        prose, first_words(tokens), tuple(judge.images), tuple(judge.refused), notes, tuple(judge.item_links)
    )


def _with_lower_headings(page: str, shift: int) -> str:
    """Lower the headings of a page by some levels. A pattern is enough: `<` in the text is escaped."""
    return _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + shift, 6)}", page)


class _Judge:
    """Go through the tokens of one text, and collect its images, its links to items and its refusals."""

    def __init__(self, source: MarkdownText, notes: ParserNotes) -> None:
        self.source = source
        self.notes = notes
        self.images: list[Image] = []
        self.refused: list[Refusal] = []
        self.item_links: list[ItemLink] = []

    def judge(self, tokens: Sequence[Token]) -> None:
        before = ""
        inlines = (token for token in tokens if token.type == "inline")
        self._inlines = {id(token): number for number, token in enumerate(inlines)}
        for token in tokens:
            if token.type in _BLOCKS and (wrong := _BLOCKS[token.type](token)):
                self._refuse_block(token, wrong)
            if token.level > NESTING_LIMIT:
                self._refuse_block(token, _TOO_DEEP)
                return
            if token.type == "inline":
                alone = before == "paragraph_open" and len(token.children or ()) == 1
                for offset, wrong in self._judge_inline(token, alone):
                    self.refused.append(Refusal(*self._place(token, offset), wrong))
            before = token.type

    def _judge_inline(self, inline: Token, alone: bool) -> Iterator[tuple[int, Wrong]]:
        """Yield each mistake of an inline text, with its offset in the text.

        alone: whether the text is a paragraph of a single token, such as a picture.
        """
        # The parser noted the place of each tag, in the order of the text: also of comments and <br>, which may stand.
        tag_notes = (note for note in inline.meta["notes"] if note.rule == "html_inline")
        tags: list[tuple[int, int]] = []
        has_entity = "&" in inline.content
        for token in inline.children or ():
            try:
                if github_marks.was_tag(token):
                    note = next(tag_notes)
                    tags += [(note.start, note.end)] if github_marks.is_wrong_tag(token) else []
                elif token.type == "link_open":
                    self._judge_link(token, inline)
                elif token.type == "image":
                    self._judge_image(token, alone)
                elif has_entity and token.type == "text" and (match := _HIDDEN_CHARACTER.search(token.content)):
                    yield from _hidden_references(inline.content, match[0])
                    has_entity = False  # All of the text were named.
            except Wrong as wrong:
                yield token.meta["at"], wrong
        yield from wrong_tags(inline.content, tags)
        yield from _wordless_links(inline)
        yield from _endless_comments(inline)

    def _judge_link(self, token: Token, inline: Token) -> None:
        """Note a link to an item, and put its placeholder address into its token; raises Wrong for a bad URL."""
        written = str(token.attrs.get("href", ""))
        if inline.content.startswith("[^", token.meta["at"]):
            raise Wrong(
                "STR11", "The name of a note has no blank, so this is no note.", "Write it like [^1] and [^1]: …."
            )
        address, bar, words = written.partition("|")
        if token.info == "auto" and bar:
            message = "This is a link of another program, and its words are read as a part of the address."
            raise Wrong("LNK07", message, f'Write "[{words}]({address})".')
        link = read_item_link(written, self.source.path)
        if link is None:
            check_url(written)
            return
        line, column = self._place(inline, token.meta["at"])
        self.item_links.append(link._replace(line=line, offset=column))
        token.attrs["href"] = link.target

    def _judge_image(self, token: Token, alone: bool) -> None:
        """Read a picture and put it into its token; raises Wrong. alone: whether its paragraph has nothing else."""
        if self.source.image is None:
            raise Wrong("LNK13", "There can be no pictures here.", "Put the picture into an item.")
        written = PictureText(str(token.attrs["src"]), token.content, str(token.attrs.get("title", "")))
        image = self.source.image(written)
        if image.caption and not alone:
            message = "The words under a picture need the picture to stand by itself."
            raise Wrong("STR02", message, "Leave an empty line before and after it.")
        self.images.append(image)
        width, height = image.shown
        token.attrs = {"src": f"asset:{image.asset.address}", "alt": image.alt, "width": width, "height": height}
        token.meta["caption"] = image.caption

    def _place(self, inline: Token, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 0, of an offset in an inline text."""
        return self._source_map.place(self._source_map.offset(self._inlines[id(inline)], offset))

    def _refuse_block(self, token: Token, wrong: Wrong) -> None:
        line = token.map[0] if token.map else 0
        written = token.content.strip().split("\n")[0] if token.type == "html_block" else ""
        self.refused.append(Refusal(line, max(self._source_map.lines[line].find(written), 0), wrong))

    @cached_property
    def _source_map(self) -> SourceMap:
        return SourceMap(self.notes)


_HIDDEN_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff\u2028-\u202e\u2066-\u2069]")
"""Hidden characters, which no file may hold, but which an entity like &#146; can put into the text."""


_REFERENCE = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")


def _hidden_references(content: str, character: str) -> Iterator[tuple[int, Wrong]]:
    """Yield the offset of each reference of a text that stands for a hidden character, of which it has one."""
    references = list(_REFERENCE.finditer(content))
    shown = [(match, html.unescape(match[0])) for match in references]
    named = [
        (match, letter) for match, letter in shown if WINDOWS_REFERENCE.fullmatch(match[0]) and letter.isprintable()
    ]
    for match, letter in named:
        message = f'"{match[0]}" is a number of old Windows programs, and would not be read as "{letter}".'
        yield match.start(), Wrong("FIL03", message, f'Type "{letter}".')
    if not named:
        message = f"The number here stands for a hidden character (U+{ord(character):04X})."
        yield content.find("&"), Wrong("FIL03", message, "Type the letter or apostrophe itself.")


_TOO_DEEP = Wrong("FIL07", "This text is nested too deep.", "Use at most 20 levels of lists and quotes.")
_NO_WORDS = Wrong("LNK03", "This link has no words.", "Write [what people will find](address).")
_NO_PICTURE_WORDS = Wrong(
    "LNK03", "This picture is a link, and nothing says where to.", "Say it between the brackets of the picture."
)


def _endless_comments(inline: Token) -> Iterator[tuple[int, Wrong]]:
    """Yield the offset of a comment without an end, which would be printed for all readers."""
    if not any(child.type == "text" and "<!--" in child.content for child in inline.children or ()):
        return
    at = inline.content.rfind("<!--")
    while at > 0 and inline.content[at - 1] == "\\":
        at = inline.content.rfind("<!--", 0, at)
    if at >= 0 and "-->" not in inline.content[at:]:
        yield at, Wrong("STR08", UNENDED.message, UNENDED.hint)


def _wordless_links(inline: Token) -> Iterator[tuple[int, Wrong]]:
    """Yield the offset of each link that has neither words nor a picture with a text alternative."""
    opened: Token | None = None
    has_words = has_picture = False
    for token in inline.children or ():
        if token.type == "link_open":
            opened, has_words, has_picture = token, False, False
        elif token.type == "link_close" and opened and not has_words:
            at = opened.meta["at"]
            start = next((note.start for note in inline.meta["notes"] if note.at == at), at)
            yield start, _NO_PICTURE_WORDS if has_picture else _NO_WORDS
        elif token.type == "image":
            has_picture = True
            # A picture that could not be read has its words as they were written.
            words = token.attrs.get("alt") if "caption" in token.meta else token.content.strip()
            has_words = has_words or bool(words)
        elif token.type != "html_inline":
            has_words = has_words or scripts.has_words(token.content)


def _judge_comment(token: Token) -> Wrong | None:
    fault = token.meta["fault"]
    return Wrong("STR08", fault.message, fault.hint) if fault else None


def _judge_heading(token: Token) -> Wrong | None:
    if token.tag != "h1":
        return None
    underlined = token.markup == "="
    hint = (
        'Write "## " in front of it, and take out the line below it.' if underlined else 'Write "## " in place of "# ".'
    )
    return Wrong("STR01", "The title is the only heading of the first level.", hint)


_BLOCKS: Mapping[str, Callable[[Token], Wrong | None]] = {
    "html_block": lambda token: wrong_block(token.content),
    "heading_open": _judge_heading,
    "comment": _judge_comment,
}


def _expand_acronyms(tokens: Sequence[Token], source: MarkdownText) -> None:
    """Write each acronym of the settings in full at its first place in running text."""
    if not source.acronyms:
        return
    folded = " ".join(f"{source.title} {source.text}".casefold().split())
    for acronym, meaning in source.acronyms:
        if acronym in source.text and meaning.casefold() not in folded:
            _expand(tokens, re.compile(rf"(?<![\w(-]){re.escape(acronym)}(?![\w-])"), acronym, meaning)


def _expand(tokens: Sequence[Token], pattern: re.Pattern[str], acronym: str, meaning: str) -> None:
    for token, opens in _running_text(tokens):
        for match in pattern.finditer(token.content):
            before = token.content[: match.start()]
            if before.count('"') % 2:
                continue  # A quotation is not changed.
            starts = _SENTENCE_END.search(before) or (opens and not before.strip())
            full = humanize.capitalised(meaning) if starts else meaning
            token.content = f"{_with_article(before, full)}{full} ({acronym}){token.content[match.end() :]}"
            return


def _with_article(before: str, word: str) -> str:
    """Return the text before a word, with an article at its end changed to "a" or "an" as the word needs."""
    article = "an" if word[:1].lower() in "aeiou" else "a"
    return _ARTICLE.sub(lambda match: match[1] + article + " ", before)


def _running_text(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield the text tokens outside headings and links, in reading order, and whether each opens a paragraph."""
    heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.nesting == 1
        links = 0
        for index, child in enumerate(() if heading else token.children or ()):
            links += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "text" and not links:
                # Only a paragraph (level 1) begins with a capital; list entries begin with a small letter.
                yield child, index == 0 and token.level == 1


def _mark_layout(tokens: list[Token]) -> None:
    """Set the classes and attributes by which templates style call-outs, key messages, table heads and panels."""
    key_messages, panels = False, []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            token.attrJoin("class", "call-out")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "ordered_list_open" and key_messages and not token.level:
            token.attrJoin("class", "key-messages")
        elif token.type == "heading_open" and not token.level:
            heading = tokens[index + 1].content.casefold().strip()
            key_messages = heading == KEY_MESSAGES
            if heading.startswith(IN_FOCUS):
                panels.append(index)
    for index in reversed(panels):
        _wrap_panel(tokens, index)


def _set_captions(tokens: list[Token]) -> None:
    """Turn each paragraph that is a picture with a caption into a figure (HTML standard, 4.4.12)."""
    for index in range(len(tokens) - 2, 0, -1):
        children = tokens[index].children or ()
        caption = children[0].meta.get("caption", "") if len(children) == 1 and children[0].type == "image" else ""
        if caption and tokens[index - 1].type == "paragraph_open":
            words = Token("inline", "", 0, content=caption, children=[Token("text", "", 0, content=caption)])
            tokens[index - 1 : index + 2] = [
                Token("figure_open", "figure", 1, block=True),
                tokens[index],
                Token("figcaption_open", "figcaption", 1, block=True),
                words,
                Token("figcaption_close", "figcaption", -1, block=True),
                Token("figure_close", "figure", -1, block=True),
            ]


def _wrap_panel(tokens: list[Token], start: int) -> None:
    """Wrap a heading and the blocks under it, up to the next heading of its level or a higher one."""
    level = tokens[start].tag
    later = range(start + 1, len(tokens))
    ends = (n for n in later if tokens[n].type == "heading_open" and not tokens[n].level and tokens[n].tag <= level)
    tokens.insert(next(ends, len(tokens)), Token("panel_close", "div", -1, block=True))
    tokens.insert(start, Token("panel_open", "div", 1, attrs={"class": "in-focus"}, block=True))


_MARKDOWN = parser()
