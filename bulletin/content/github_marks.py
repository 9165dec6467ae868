"""Put GitHub's marks into words that every output can print: tasks, strikethrough, call-outs, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from .positions import WORDS, RuleNote

STRUCK = "(struck out: "
"""Printed before struck words: in plain text and in a screen reader they would seem valid."""

CALL_OUTS = ("Note", "Tip", "Important", "Warning", "Caution")

TASKS = {" ": "To do: ", "x": "Done: "}

BREAK_TAG = "tag"
"""The `info` of a line break that was written as <br>."""

OWN = "own"
"""A key in the `meta` of tokens whose words are not the author's."""

_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
_CALL_OUT = re.compile(rf"\[!({'|'.join(CALL_OUTS)})\]:?[ \t]*", re.IGNORECASE)
_CAPTION = re.compile(r"Table(?: [0-9]+)?:[ \t]*(?=\S)")
_BREAK = re.compile(r"</?br[ \t]*/?>", re.IGNORECASE)


def definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read the definition of a link, but not "[!NOTE]: …", which is the start of a call-out with a needless colon."""
    at = state.bMarks[first] + state.tShift[first]
    return not _CALL_OUT.match(state.src, at) and reference(state, first, last, silent)


def rewrite_marks(tokens: list[Token]) -> None:
    """Replace marks in the tokens of a text by words, so that no meaning depends on looks; remove comments."""
    _remove_comments(tokens)
    for index, token in enumerate(tokens):
        if token.type == "inline":
            _shorten_autolinks(token)
            _put_struck_into_words(token)
            if token.children and index >= 2 and tokens[index - 1].type == "paragraph_open":
                if tokens[index - 2].type == "list_item_open":
                    _name_task(token)
                elif tokens[index - 2].type == "blockquote_open":
                    _name_call_out(tokens[index - 2], token)
    _move_captions(tokens)


def is_break(token: Token) -> bool:
    """Tell whether a token is the tag <br>, which is allowed in the cells of a table."""
    return token.type == "html_inline" and bool(_BREAK.fullmatch(token.content))


def is_comment(token: Token) -> bool:
    """Tell whether an inline token is a comment."""
    return token.type == "html_inline" and token.content.startswith("<!--")


def was_tag(token: Token) -> bool:
    """Tell whether an inline token was written as a tag of HTML: a <br> in a table cell has become a line break."""
    return token.type == "html_inline" or (token.type == "hardbreak" and token.info == BREAK_TAG)


def is_wrong_tag(token: Token) -> bool:
    """Tell whether an inline token is a tag that may not stand there: neither a comment nor a line break."""
    return token.type == "html_inline" and not is_comment(token)


def break_cells(tokens: Sequence[Token]) -> None:
    """Turn each <br> in a table cell into a line break."""
    for index, token in enumerate(tokens):
        if token.type == "inline" and tokens[index - 1].type in ("td_open", "th_open"):
            for child in filter(is_break, token.children or ()):
                child.type, child.tag, child.content, child.info = "hardbreak", "br", "", BREAK_TAG


def _remove_comments(tokens: list[Token]) -> None:
    tokens[:] = [token for token in tokens if token.type != "comment"]
    for token in tokens:
        if token.children and any(map(is_comment, token.children)):
            token.children = list(_without_comments(token.children))


_STOPS = (".", ",", ";", ":", "!", "?", ")")


def _without_comments(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line without comments.

    The blanks round a comment become one blank, and none at the edges and before a full stop.
    """
    behind = [not index or is_comment(children[index - 1]) for index in range(len(children))]
    rest = [(child, is_behind) for child, is_behind in zip(children, behind, strict=True) if not is_comment(child)]
    blank = True
    for (child, is_behind), (following, is_torn) in zip_longest(rest, rest[1:], fillvalue=(None, True)):
        if child is None:
            return
        if child.type == "text" and is_behind and blank:
            child.content = child.content.lstrip(" ")
        if child.type == "text" and is_torn and (following is None or following.content.startswith(_STOPS)):
            child.content = child.content.rstrip(" ")
        blank = child.content.endswith(" ") or child.type in ("softbreak", "hardbreak")
        yield child


_SCHEME = re.compile(r"(?:mailto|tel|sms):", re.IGNORECASE)


def _shorten_autolinks(inline: Token) -> None:
    """Take the scheme out of the words of <mailto:…> and <tel:…>, which readers would see."""
    children = inline.children or []
    for opened, words in pairwise(children):
        if opened.type == "link_open" and opened.info == "auto" and words.type == "text":
            words.content = _SCHEME.sub("", words.content, count=1)


def _put_struck_into_words(inline: Token) -> None:
    children = inline.children or []
    if any(child.type == "s_open" for child in children):
        rewritten: list[Token] = []
        for child in children:
            rewritten += [_text_token(STRUCK), child] if child.type == "s_open" else [child]
            rewritten += [_text_token(")")] if child.type == "s_close" else []
        inline.children = rewritten


def _name_task(inline: Token) -> None:
    children = inline.children or []
    match = _TASK.match(children[0].content) if children[0].type == "text" else None
    if match:
        inline.meta["notes"].append(RuleNote(WORDS, 0, len("[x]")))
        children[0].content = children[0].content[match.end() :]
        inline.children = [_text_token(TASKS[match[1].lower()]), *children]


def _name_call_out(quote: Token, inline: Token) -> None:
    """Write "Warning:" in bold where a quote begins with [!WARNING]."""
    children = inline.children or []
    match = _CALL_OUT.match(children[0].content) if children[0].type == "text" else None
    if match is None:
        return
    inline.meta["notes"].append(RuleNote(WORDS, 0, match.end()))
    quote.attrJoin("class", "labelled")
    rest = children[0].content[match.end() :]
    bold = [_strong_token(1), _text_token(f"{match[1].capitalize()}:"), _strong_token(-1)]
    if rest:
        children[:1] = [*bold, _text_token(f" {rest}")]
    else:
        # The text of the next line follows the word, after a blank.
        after = [_text_token(" ")] if len(children) > 2 else []
        children[: 2 if len(children) > 1 else 1] = bold + after


def _move_captions(tokens: list[Token]) -> None:
    """Turn a paragraph "Table: …" right above a table into the table's caption."""
    for index in range(len(tokens) - 1, 2, -1):
        if tokens[index].type != "table_open" or tokens[index - 3].type != "paragraph_open":
            continue
        children = tokens[index - 2].children or []
        match = _CAPTION.match(children[0].content) if children and children[0].type == "text" else None
        if match:
            children[0].content = children[0].content[match.end() :]
            caption = tokens[index - 2]
            opened, closed = Token("caption_open", "caption", 1), Token("caption_close", "caption", -1)
            opened.block = closed.block = True
            tokens[index - 3 : index + 1] = [tokens[index], opened, caption, closed]


def _text_token(content: str) -> Token:
    """Return a token with words of Bulletin's own, which do not tell the direction of a text."""
    return Token("text", "", 0, content=content, meta={OWN: True})


def _strong_token(nesting: int) -> Token:
    opened = Token("strong_open", "strong", 1, markup="**")
    return opened if nesting == 1 else Token("strong_close", "strong", -1, markup="**")
