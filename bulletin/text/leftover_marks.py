"""Find marks of markup languages and mail programs that would be printed as typed, with the right text for each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .expressions import RowsByNeed, compiled
from .field_marks import FIELD_MARKS
from .foreign_marks import FOREIGN_MARKS
from .link_marks import LINK_MARKS
from .mark_rows import BOTH, TEXT, VALUE, Mark, mark
from .table_rows import untaken_tables
from .text_fault import TextFault
from .typed_lists import typed_lists
from .value_marks import VALUE_MARKS

_ATTRIBUTE = r"(?:[#.][A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.#-]+))"
_TAG_NAMES = "a|b|i|u|s|p|br|em|strong|small|span|div|font|sup|sub|img|h[1-6]|ul|ol|li|table|tr|td|center|mark"

_MARKDOWN_MARKS: tuple[Mark, ...] = (
    # Emphasis and strikethrough.
    mark(
        "**",
        r"(?<![*\w])\*\*(?P<before>[ \t]*)(?P<words>[^\s*](?:[^*\n]*[^\s*])?)(?P<after>[ \t]*)\*\*(?![*\w])",
        "The stars stand apart from the words, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"**{match['words']}**",
    ),
    mark(
        "**",
        r"(?<![*\w])\*\*(?P<words>[^*\s][^*\n]*[^*\s\w])\*\*(?=\w)",
        "A blank is missing after these stars, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    mark(
        "**",
        r"(?<!\*)\*\*(?=\S)(?![*\d])[^*\n]{0,200}(?:\*\*)?|(?<=[^\s*\d])\*\*(?!\*)",
        "These stars are not read as bold, so they are printed as typed.",
        "Put ** right before the first letter and right after the last one, with a blank outside.",
    ),
    mark(
        "*",
        r"(?<=[^\W\d_])\*(?P<words>[^\W_](?:[^*\n]{0,100}[^\s*])?)\*(?!\w*\*)",
        "Stars within a word are printed as typed.",
        "Put blanks round the words in stars, or take the stars out.",
        severity="warning",
    ),
    mark(
        "*",
        r"(?<![*\w])\*(?P<words>[^\W_](?:[^*\n]{0,200}[^\s*])?)\*(?=[^\W\d_])",
        "Stars within a word, or without a blank behind them, are printed as typed.",
        "Put blanks round the words in stars, or take the stars out.",
        severity="warning",
    ),
    mark(
        "__",
        r"(?<![_\w])__(?:[ \t]+[^\W_][^_\n]{0,200}|[^\W_][^_\n]{0,200}[ \t][^_\n]{0,200})__(?![_\w])",
        "These low lines are not read as bold, so they are printed as typed.",
        "Leave no blank inside them.",
    ),
    mark(
        "~~",
        r"~~(?!~)[^~\n]{0,200}(?:~~)?",
        "These words are not read as struck out, so the signs are printed as typed.",
        "Write ~~ right before the first letter and right after the last one.",
    ),
    mark(
        "__",
        r"(?<![\w_])__[^\W_][^_\n]{0,200}__(?=[^\W\d_])",
        "A blank is missing after these low lines, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    mark(
        "== ++",
        r"(?<![=\w])==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?![=\w])"
        r"|(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?![+\w])",
        "These signs mark nothing, and are printed as typed.",
        "Write ** before and after the words for bold ones.",
        severity="warning",
    ),
    mark(
        "^ ~",
        r"(?<=\w)(?P<sign>[\^~])\w{1,10}(?P=sign)(?!\w)|(?<=[A-Z])~[0-9]~(?=[A-Z])",
        "Letters are neither raised nor lowered here, and the signs are printed as typed.",
        "Type the letter itself, such as ² or ₂.",
        severity="warning",
    ),
    mark(
        "[toc] [TOC] [[_TOC_]]",
        r"^\[(?:toc|TOC)\][ \t]*$|^\[\[_TOC_\]\][ \t]*$",
        '"{0}" is printed as typed.',
        "Take it out: the email lists its items by itself.",
        lambda match: "",
    ),
    mark(
        "=== ~~~ ### +++ ___",
        r"^[ \t>]*(?:={3,}|~{4,}|#{3,}|\+{3,}|_{12,})[ \t]*$",
        "This line of signs is printed as typed.",
        "Write --- on a line of its own, with an empty line before it.",
        severity="warning",
    ),
    # Headings.
    mark(
        "##",
        r"^ {0,3}(?P<mark>#{2,6})(?=[^\W\d_])",
        "A blank is missing after {mark}, so this is no heading.",
        'Write "{mark} " in front of it.',
        lambda match: f"{match[0]} ",
    ),
    mark(
        "##",
        r"(?<=[^\s#&])#{2,6}[ \t]*$",
        "A blank is missing before {0}, so it is printed as typed.",
        "Take it out.",
        lambda match: "",
    ),
    mark("#######", r"^ {0,3}#{7,}", "There are more than six # here, so this is no heading.", 'Write "## ".'),
    # Tables.
    mark(
        "|",
        r"^[^|\n]*[^|\s][^|\n]*(?P<bar>\|)[ \t]*$",
        "A bar stands at the end of this line, and is printed as typed.",
        "Take it out.",
        severity="warning",
    ),
    mark(
        "· • ▪ ●",
        r"(?<=[^\s·•▪●])[ \t]?[·•▪●][ \t\u00a0]*$",
        "A bullet stands at the end of this line.",
        "Take it out.",
        severity="warning",
    ),
    mark(
        "[",
        r"(?:(?<=\w)[ \t]|(?<=[.,;!?”’)])|^)\[[0-9]{1,3}\](?=[ \t]*(?:[.,;!?]|$))",
        '"{0}" is a number of a note, and leads nowhere here.',
        "Write [words](address) for a link, or take it out.",
        severity="warning",
    ),
    # Footnotes, call-outs, tasks, emoji, attributes.
    mark(
        "[^",
        r"^ {0,3}\[\^(?P<name>[^\[\]\s]{1,60})\][ \t]+(?=\S)",
        'The colon of the note "{name}" is missing, so it is printed where it stands.',
        'Write "{mended}".',
        lambda match: f"[^{match['name']}]: ",
    ),
    mark(
        "^[",
        r"\^\[(?P<words>[^\[\]\n]{1,300})\]",
        "A note cannot stand inside the text, and is printed as typed.",
        'Write [^1] here, and "[^1]: {words}" on a line of its own.',
    ),
    mark(
        "[^",
        r"\[\^(?P<name>[^\[\]\s]{1,60})\]",
        'There is no note "{name}" in this file, so "{0}" is printed as typed.',
        'Add a line "[^{name}]: …", or write the words in brackets.',
    ),
    mark(
        "[!",
        r"\[!(?P<name>[A-Za-z]{2,20})\]",
        '"{0}" is printed as typed.',
        'Write "> [!NOTE]" on a line of its own; the words are NOTE, TIP, IMPORTANT, WARNING and CAUTION.',
        where=BOTH,
    ),
    mark(":::", r"^:{3,}[^\n]*$", '"{0}" is printed as typed.', 'Begin the lines with "> " for a call-out.'),
    mark(
        "!!! ??? ===",
        r"^(?:!!!|\?\?\?\+?) [a-z][^\n]*$|^=== \"[^\"\n]*\"",
        '"{0}" is printed as typed.',
        'Begin the lines with "> " for a call-out.',
    ),
    mark(
        "[",
        r"^[ \t>]*\[(?:[ \t]?|[xX✓✔☑✗-])\][ \t]*(?=[^\s(\[:])",
        "This box is printed as typed.",
        'Begin the line with "- [ ] " for a task, or with "- [x] " for one that is done.',
    ),
    mark(
        ":",
        r"(?<![\w:/&])(?::(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100|1234):)+(?![\w:/])",
        '"{0}" is printed as typed.',
        "Type the picture itself, or leave it out.",
        where=BOTH,
    ),
    mark(
        "{",
        rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}",
        '"{0}" is printed as typed.',
        "Take it out.",
        lambda match: "",
    ),
    mark(
        "{",
        r"(?<!\{)\{[a-z][a-z-]{1,20}:[ \t]*[^{}\n]{1,60}\}",
        '"{0}" is printed as typed.',
        "Take it out.",
    ),
    mark(
        ":",
        r"^ {0,3}:(?=[A-Z]\w*[ \t])",
        "A blank is missing after this colon, so this is no meaning of the word above.",
        'Write "{mended}" in front of it.',
        lambda match: f"{match[0]} ",
    ),
    mark(
        ":",
        r"^ {0,3}:(?=[ \t]+\S)",
        "This colon is printed as typed.",
        "Put the word that it explains on the line right above, or take it out.",
        severity="warning",
    ),
    # A backtick between letters is TXT18.
    mark(
        "`",
        r"(?<![^\W\d_`])`+|(?<=[^\W\d_])`+(?![^\W\d_`])",
        "This sign is printed as typed.",
        "Write ' for an apostrophe; code has the sign at both ends.",
        severity="warning",
    ),
    # HTML.
    mark("-->", r"-->", "This comment is printed as typed.", "Write <!-- before it, and --> after it."),
    mark("<!--", r"<!--.*?(?:-->|$)", "A comment in a value is printed as typed.", "Take it out.", where=(VALUE,)),
    mark(
        "&",
        r"&amp;(?P<name>[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "&{name};" here.',
        "Type the letter itself.",
        lambda match: html.unescape(f"&{match['name']};"),
        where=BOTH,
    ),
    mark(
        "&",
        r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "{0}" here.',
        "Type the letter itself.",
        lambda match: html.unescape(match[0]),
        where=BOTH,
    ),
    mark(
        "<",
        rf"</?(?:{_TAG_NAMES})(?:\s[^<>\n]*)?/?>",
        'HTML is not read in a value, and "{0}" is printed as typed.',
        "Take it out.",
        lambda match: "" if "br" not in match[0].lower() else " ",
        where=(VALUE,),
    ),
)

_SHORT = 60
"""The most characters of a match that a sentence shows."""
_LONG = {"mended": 200, "address": 300, "rest": 200, "words": 200}
"""The most characters of groups that are to be copied whole."""

_MARKS = (*LINK_MARKS, *FIELD_MARKS, *FOREIGN_MARKS, *_MARKDOWN_MARKS, *VALUE_MARKS)
_MARKS_IN = {where: RowsByNeed((row, row.triggers) for row in _MARKS if where in row.where) for where in BOTH}


def leftovers(text: str, where: str, key: str = "") -> Iterator[TextFault]:
    """Yield the leftover marks of a text or a value, and in a text also lists that are none in Markdown.

    where: TEXT or VALUE. key: that of the value, or SNIPPET.
    """
    done = bytearray(len(text) + 1)
    for row in _MARKS_IN[where].of(text):
        if key in row.besides:
            continue
        for match in compiled(row.pattern, re.MULTILINE).finditer(text):
            if not any(done[match.start() : match.end()]):
                done[match.start() : match.end()] = b"\x01" * len(match[0])
                yield _leftover(row, match)
    if where == TEXT:
        yield from typed_lists(text)
        yield from untaken_tables(text) if "|" in text else ()


def _leftover(row: Mark, match: re.Match[str]) -> TextFault:
    mended = row.mend(match) if row.mend else None
    mended = None if mended == match[0] else mended
    groups = {name: _short(value or "", _LONG.get(name, _SHORT)) for name, value in match.groupdict().items()}
    groups["mended"] = _short(mended or "", _LONG["mended"])
    says, hint = row.says.format(_short(match[0]), **groups), row.hint.format(_short(match[0]), **groups)
    return TextFault(*match.span(), says, hint, row.severity, mended)


def _short(text: str, limit: int = _SHORT) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
