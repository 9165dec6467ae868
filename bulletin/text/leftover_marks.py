"""Find marks of markup languages and mail programs that would be printed as typed, with the right text for each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .expressions import RowsByNeed, compiled
from .field_marks import FIELD_MARKS
from .foreign_marks import FOREIGN_MARKS
from .link_marks import LINK_MARKS
from .mark_rows import BOTH, TAG_NAMES, TEXT, VALUE, Mark
from .table_rows import untaken_tables
from .text_fault import TextFault
from .typed_lists import typed_lists
from .value_marks import VALUE_MARKS

_ATTRIBUTE = r"(?:[#.][A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.#-]+))"

_OTHERS = dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " ") | dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u200e\u200f", ""
)
"""Letters that nobody sees, with what another edit of `bulletin fix` would make of them."""


def _letter(match: re.Match[str], entity: str) -> str:
    """Return the letter that an entity stands for; the match itself for a sign that would be read as a mark."""
    letter = html.unescape(entity)
    return match[0] if letter in "•·▪◦‣●<>" else _OTHERS.get(letter, letter)


_MARKDOWN_MARKS: tuple[Mark, ...] = (
    # Emphasis and strikethrough.
    Mark(
        ("**",),
        r"(?<![*\w])(?<![\w)][\"'”’).,:;!?])\*\*(?P<before>[ \t]*)"
        r"(?P<words>[^\s*](?:[^*\n]*[^\s*])?)(?P<after>[ \t]*)\*\*(?![*\w])",
        "The stars stand apart from the words, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"**{match['words']}**",
    ),
    Mark(
        ("**",),
        r"(?<![*\w])\*\*(?P<words>[^*\s][^*\n]*[^*\s\w])\*\*(?=\w)",
        "A blank is missing after these stars, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    Mark(
        ("**",),
        r"(?<![*(\[])\*\*(?=\S)(?![*\d)\]])[^*\n]{0,200}(?:\*\*)?|[(\[]\*\*(?=[^\s*\d)\]])"
        r"|(?<=[^\s*\d(\[])\*\*(?!\*)",
        "These stars are not read as bold, so they are printed as typed.",
        "Put ** right before the first letter and right after the last, with a blank outside; write [^1] for a note.",
    ),
    Mark(
        ("*",),
        r"(?<=[^\W\d_])(?<!\bA)(?<!\*A)\*(?P<words>[^\W_](?:[^*\n]{0,100}[^\s*])?)\*(?!\w*\*)",
        "Stars within a word are printed as typed.",
        "Put blanks round the words in stars, or take the stars out.",
        severity="warning",
    ),
    Mark(
        ("*",),
        r"(?<![*\w])\*(?P<words>[^\W_](?:[^*\n]{0,200}[^\s*])?)\*(?=[^\W\d_])",
        "Stars within a word, or without a blank behind them, are printed as typed.",
        "Put blanks round the words in stars, or take the stars out.",
        severity="warning",
    ),
    Mark(
        ("__",),
        r"(?<![_\w])__(?:[ \t]+[^\W_][^_\n]{0,200}|[^\W_][^_\n]{0,200}[ \t][^_\n]{0,200})__(?![_\w])",
        "These low lines are not read as bold, so they are printed as typed.",
        "Leave no blank inside them.",
    ),
    Mark(
        ("~~",),
        r"~~(?!~)[^~\n]{0,200}(?:~~)?",
        "These words are not read as struck out, so the signs are printed as typed.",
        "Write ~~ right before the first letter and right after the last one.",
    ),
    Mark(
        ("__",),
        r"(?<![\w_])__[^\W_][^_\n]{0,200}__(?=[^\W\d_])",
        "A blank is missing after these low lines, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    Mark(
        ("==", "++"),
        r"(?<![=\w])==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?![=\w])"
        r"|(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?![+\w])",
        "These signs mark nothing, and are printed as typed.",
        "Write ** before and after the words for bold ones.",
        severity="warning",
    ),
    Mark(
        ("^", "~"),
        r"(?<=\w)(?P<sign>[\^~])\w{1,10}(?P=sign)(?!\w)|(?<=[A-Z])~[0-9]~(?=[A-Z])",
        "Letters are neither raised nor lowered here, and the signs are printed as typed.",
        "Type the letter itself, such as ² or ₂.",
        severity="warning",
    ),
    Mark(
        ("[toc]", "[TOC]", "[[_TO"),
        r"^\[(?:toc|TOC)\][ \t]*$|\[\[_TO(?:C|SP)_\]\]",
        '"{0}" is printed as typed.',
        "Take it out: the email lists its items by itself.",
        lambda match: "",
    ),
    Mark(
        ("===", "~~~", "###", "+++", "___", "–", "—", "─", "━", "═", "*~", "~*", "-="),
        r"^[ \t>]*(?:={3,}|~{4,}|#{3,}|\+{3,}|_{12,}|[–—─━═]{3,}|[–—─━═](?:[ \t]+[–—─━═]){2,}"
        r"|(?:[*~]{2}|-=){3,}[-*~]?)[ \t]*$",
        "This line of signs is printed as typed.",
        "Write --- on a line of its own, with an empty line before it.",
        severity="warning",
    ),
    Mark(
        ("\\",),
        r"(?:^|(?<=\s))(?P<word>[^\s\\|]+)\\[ \t]*$",
        "No line follows in this paragraph, so the \\ at the end is printed as typed.",
        "Take it out.",
        lambda match: match["word"],
    ),
    # Headings.
    Mark(
        ("##",),
        r"^ {0,3}(?P<mark>#{2,6})(?=[ \t]*[^\W\d_]|[0-9]{1,3}[.)]?[ \t]+[^\W\d_])",
        "A blank is missing after {mark}, so this is no heading.",
        'Write "{mark} " in its place.',
        lambda match: f"{match[0]} ",
    ),
    Mark(
        ("#\u00a0", "#\u200b", "#\u3000"),
        r"^ {0,3}(?P<mark>#{2,6})[\u00a0\u200b\u3000]+[ \t]*(?=\S)",
        "The blank after {mark} is none that Markdown knows, so this is no heading.",
        'Type "{mark} " again.',
        lambda match: f"{match['mark']} ",
    ),
    Mark(
        ("#",),
        r"(?:\A|(?<=\n\n))#(?=[A-Z][a-z]*(?:[ \t]+[\w'’&-]+){1,7}[ \t]*(?:\n\n|\n?\Z))",
        "A blank is missing after #, so this is no heading.",
        'Write "## " in place of it for a heading; after a hashtag of two words or more, end the sentence with a stop.',
        severity="warning",
    ),
    Mark(
        ("##",),
        r"(?<=[^\s#&])#{2,6}[ \t]*$",
        "A blank is missing before {0}, so it is printed as typed.",
        "Take it out.",
        lambda match: "",
    ),
    Mark(("#######",), r"^ {0,3}#{7,}", "There are more than six # here, so this is no heading.", 'Write "## ".'),
    # Tables.
    Mark(
        ("|",),
        r"^[^|\n]*[^|\s][^|\n]*(?P<bar>\|)[ \t]*$",
        "A bar stands at the end of this line, and is printed as typed.",
        "Take it out.",
        severity="warning",
    ),
    Mark(
        ("·", "•", "▪", "●"),
        r"(?<=[^\s·•▪●])[ \t]?[·•▪●][ \t\u00a0]*$",
        "A bullet stands at the end of this line.",
        "Take it out.",
        severity="warning",
    ),
    Mark(
        ("[",),
        r"(?:(?<=\w[ \t])|(?<=[.,;!?”’)])|^)\[[0-9]{1,3}\](?=[ \t]*(?:[.,;!?]|$))",
        '"{0}" is a number of a note, and leads nowhere here.',
        "Write [words](address) for a link, or take it out.",
        severity="warning",
    ),
    # Footnotes, call-outs, tasks, emoji, attributes.
    Mark(
        ("[^",),
        r"^ {0,3}\[\^(?P<name>[^\[\]\s]{1,60})\][ \t]+(?=\S)",
        'The colon of the note "{name}" is missing, so it is printed where it stands.',
        'Write "{mended}".',
        lambda match: f"[^{match['name']}]: ",
    ),
    Mark(
        ("^[",),
        r"\^\[(?P<words>[^\[\]\n]{1,300})\]",
        "A note cannot stand inside the text, and is printed as typed.",
        'Write [^1] here, and "[^1]: {words}" on a line of its own.',
    ),
    Mark(
        ("[^",),
        r"\[\^(?P<name>[^\[\]\s]{1,60})\]",
        'There is no note "{name}" in this file, so "{0}" is printed as typed.',
        'Add a line "[^{name}]: …", or write the words in brackets.',
    ),
    Mark(
        ("[^",),
        r"(?<![\w\]])\[\^(?P<name>[^\[\]\n]{1,60})\]|(?<=\w)\[\^(?P<behind>[^\[\]\n]{1,60})\]",
        'The name of a note has no blank, so "{0}" is printed as typed.',
        "Write it like [^1] and [^1]: ….",
    ),
    Mark(
        ("[!",),
        r"\[!(?P<name>[A-Za-z]{2,20})\]",
        '"{0}" is printed as typed.',
        'Write "> [!NOTE]" on a line of its own; the words are NOTE, TIP, IMPORTANT, WARNING and CAUTION.',
        where=BOTH,
    ),
    Mark((":::",), r"^:{3,}[^\n]*$", '"{0}" is printed as typed.', 'Begin the lines with "> " for a call-out.'),
    Mark(
        ("!!!", "???", "==="),
        r"^(?:!!!|\?\?\?\+?) [a-z][^\n]*$|^=== \"[^\"\n]*\"",
        '"{0}" is printed as typed.',
        'Begin the lines with "> " for a call-out.',
    ),
    Mark(
        ("[",),
        r"^[ \t>]*(?:[-*][ \t])?\[(?:[ \t]?|[xX✓✔☑✗-])\][ \t]*(?=[^\s(\[:])",
        "This box is printed as typed.",
        'Begin the line with "- [ ] " for a task, or with "- [x] " for one that is done.',
    ),
    Mark(
        (":",),
        r"(?<![\w:/&])(?::(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100|1234):)+(?![\w:/])",
        '"{0}" is printed as typed.',
        "Type the picture itself, or leave it out.",
        where=BOTH,
    ),
    Mark(
        ("]{",),
        rf"(?<![!\]])\[(?P<words>[^\[\]\n]{{1,200}})\]\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}",
        '"{0}" is printed as typed.',
        'Write "{mended}".',
        lambda match: match["words"],
        where=BOTH,
    ),
    Mark(
        ("{:",),
        r"\{::?/?[a-z][a-z_-]{1,20}(?:[ \t][^{}\n]{0,60})?/?\}",
        '"{0}" is printed as typed.',
        "Take it out.",
        lambda match: "",
        where=BOTH,
    ),
    Mark(
        ("{",),
        rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}",
        '"{0}" is printed as typed.',
        "Take it out.",
        lambda match: "",
    ),
    Mark(
        ("{",),
        r"(?<!\{)\{[a-z][a-z-]{1,20}:[ \t]*[^{}\n]{1,60}\}",
        '"{0}" is printed as typed.',
        "Take it out.",
    ),
    Mark(
        (":",),
        r"^ {0,3}:(?=[A-Z]\w*[ \t])",
        "A blank is missing after this colon, so this is no meaning of the word above.",
        'Write "{mended}" in its place.',
        lambda match: f"{match[0]} ",
    ),
    Mark(
        (":",),
        r"^ {0,3}:(?=[ \t]+\S)",
        "This colon is printed as typed.",
        "Put the word that it explains on the line right above, or take it out.",
        severity="warning",
    ),
    # A backtick between letters is TXT18.
    Mark(
        ("`",),
        r"(?<![^\W\d_`])`+|(?<=[^\W\d_])`+(?![^\W\d_`])",
        "This sign is printed as typed.",
        "Write ' for an apostrophe; code has the sign at both ends.",
        severity="warning",
    ),
    # HTML.
    Mark(
        ("-->",),
        r"(?<=[ \t])-{2,}>(?=[ \t]+\w)",
        'If this comment ends here, "{0}" is printed as typed.',
        "Write <!-- where it begins, or → for an arrow.",
        severity="warning",
    ),
    Mark(("-->",), r"(?<!-)-->(?!>)", "This comment is printed as typed.", "Write <!-- before it, and --> after it."),
    Mark(("<!--",), r"<!--.*?(?:-->|$)", "A comment in a value is printed as typed.", "Take it out.", where=(VALUE,)),
    Mark(
        ("&",),
        r"&amp;(?P<name>[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "&{name};" here.',
        "Type the letter itself.",
        lambda match: _letter(match, f"&{match['name']};"),
        where=BOTH,
    ),
    Mark(
        ("&",),
        r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "{0}" here.',
        "Type the letter itself.",
        lambda match: _letter(match, match[0]),
        where=BOTH,
    ),
    Mark(
        ("&",),
        r"&(?P<name>nbsp|pound|copy|reg|amp|quot|apos|rsquo|lsquo|rdquo|ldquo|ndash|mdash|hellip|bull|euro|eacute)(?![A-Za-z_;=])",
        'The semicolon of "{0}" is missing, and it is printed as typed.',
        "Type the letter itself.",
        lambda match: _letter(match, f"{match[0]};"),
        where=BOTH,
    ),
    Mark(
        ("<",),
        rf"</?(?:{TAG_NAMES})(?:\s[^<>\n]*)?/?>",
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

_MARKS = (*FIELD_MARKS, *LINK_MARKS, *FOREIGN_MARKS, *_MARKDOWN_MARKS, *VALUE_MARKS)
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
    groups = {name: short(value or "", _LONG.get(name, _SHORT)) for name, value in match.groupdict().items()}
    groups["mended"] = short(mended or "", _LONG["mended"])
    says, hint = row.says.format(short(match[0]), **groups), row.hint.format(short(match[0]), **groups)
    return TextFault(*match.span(), says, hint, row.severity, mended)


def short(text: str, limit: int = _SHORT) -> str:
    """Return a text as a sentence shows it: cut after some characters."""
    return text if len(text) <= limit else f"{text[:limit]}…"
