"""Find marks of markup languages and mail programs that would be printed as typed, with the right text for each."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .expressions import compiled, has_any
from .text_fault import TextFault

TEXT, VALUE = "text", "value"
"""The places to look for a mark: a Markdown text, or a value of the top part, in which no marks are allowed."""

Mend = Callable[[re.Match[str]], str]
"""Return the corrected text for a match."""


class _Mark(NamedTuple):
    """A row of the table of marks."""

    triggers: tuple[str, ...]
    """The pattern is looked for, and compiled, only in files that have one of these."""
    pattern: str
    """A regular expression in which ^ and $ are the ends of lines."""
    says: str
    """The message, with groups of the pattern in braces; {0} is the whole match, {mended} the corrected text."""
    hint: str
    mend: Mend | None = None
    where: tuple[str, ...] = (TEXT,)
    severity: str = "error"
    besides: tuple[str, ...] = ()
    """The keys in whose values the mark is right."""


def _mark(
    triggers: str,
    pattern: str,
    says: str,
    hint: str,
    mend: Mend | None = None,
    where: tuple[str, ...] = (TEXT,),
    severity: str = "error",
    besides: str = "",
) -> _Mark:
    keys = tuple(filter(None, besides.split(", ")))
    return _Mark(tuple(triggers.split()), pattern, says, hint, mend, where, severity, keys)


_LINKED_KEYS = "sessions, links, button, contact, book, deadlines"
SNIPPET = "snippet"
"""The key to pass for the text of a snippet, in which names like {team} are filled in."""
_PATTERN_KEYS = f"subject, limited subject, editions, why you get this, {SNIPPET}"
_BOTH = (TEXT, VALUE)


def _group(name: str) -> Mend:
    return lambda match: match[name]


def _without_blanks(match: re.Match[str]) -> str:
    """Correct blanks in the address of a link or picture: %20 in a web address, none in a number, else <…>."""
    address = match["address"].strip()
    if address.lower().startswith("tel:"):
        return f"{match['words']}({''.join(address.split())})"
    if address.lower().startswith(("http://", "https://")):
        return f"{match['words']}({address.replace(' ', '%20')})"
    return f"{match['words']}(<{address}>)"


_DRIVE_LINK = r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<address>(?:\\\\|[A-Za-z]:\\|file:)[^\n)]*)\)"
_BLANK_LINK = (
    r"(?P<words>!?\[[^\[\]\n]{0,200}\])"
    r"\((?P<address>[ \t]*(?!\\\\|[A-Za-z]:\\|file:)[^\s()<>\"'][^()<>\"\n]*[ \t][^()<>\"\n]*)\)"
)
_ATTRIBUTE = r"(?:[#.][A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.#-]+))"
_TAG_NAMES = "a|b|i|u|s|p|br|em|strong|small|span|div|font|sup|sub|img|h[1-6]|ul|ol|li|table|tr|td|center|mark"

_MARKS: tuple[_Mark, ...] = (
    # Placeholders that mail programs and web sites fill in.
    _mark(
        "{{ {% ${ #{",
        r"\{\{[^{}\n]{1,100}\}\}|\{%[^{}\n]{1,200}?%\}|[$#]\{[^{}\n]{1,100}\}",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=_BOTH,
    ),
    _mark(
        "*| |* %% << «",
        r"\*\|[^|*\n]{1,60}\|\*|%%[^%\s][^%\n]{0,60}%%|<<[A-Za-z_][\w ]{0,40}>>|«[A-Z][a-z]*_?[A-Z]\w{0,40}»",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=_BOTH,
    ),
    _mark(
        "{",
        r"(?<![{$#])\{(?P<name>email|name|team|region|title|date|covers|issue|items)\}(?!\})",
        '"{0}" is filled in in snippets and subjects only, and is printed as typed here.',
        "Write the words themselves.",
        where=_BOTH,
        besides=_PATTERN_KEYS,
    ),
    _mark(
        "{",
        r"(?<![{$#\w])\{[A-Za-z][A-Za-z_]{1,30}\}(?!\})",
        '"{0}" is printed as typed.',
        "Write the words themselves.",
        where=_BOTH,
        severity="warning",
        besides=_PATTERN_KEYS,
    ),
    # Links and pictures.
    _mark(
        "](",
        _DRIVE_LINK,
        "This leads to a drive that not everybody can reach.",
        "Say in words where it is, or attach the file.",
    ),
    _mark(
        "](",
        _BLANK_LINK,
        "There is a blank in the address, so this is printed as typed.",
        'Write "{mended}".',
        _without_blanks,
        besides=_LINKED_KEYS,
    ),
    _mark(
        "]",
        r"\[(?P<words>[^\[\]\n]{2,200})\][ \t]+\((?P<address>(?:https?://|mailto:|tel:)[^()\s]+)\)",
        "There is a blank in the middle of this link, so it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"[{match['words']}]({match['address']})",
    ),
    _mark(
        ")[",
        r"\((?P<words>[^()\[\]\n]{2,200})\)\[(?P<address>(?:https?://|mailto:|tel:)[^\[\]\s]+)\]",
        "The brackets of this link are the wrong way round, so it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"[{match['words']}]({match['address']})",
    ),
    _mark(
        "[[",
        r"\[\[(?P<words>[^\[\]\n|]{1,200})(?:\|[^\[\]\n]*)?\]\]",
        '"{0}" is a link of a wiki, and is printed as typed.',
        "Write [words](address).",
        where=_BOTH,
    ),
    _mark(
        "][",
        r"(?<!\])!?\[[^\[\]\n^]{1,200}\]\[(?P<name>[^\[\]\n]{0,100})\](?!\[)",
        "This link names an address that is nowhere in this file, so it is printed as typed.",
        "Write [words](address).",
        severity="warning",
    ),
    _mark(
        "](",
        r"!?\[[^\[\]\n]{0,200}\]\([ \t]*[^\s()<>]",
        "This link is not complete, so it is printed as typed.",
        "Write [words](address), with both brackets.",
        besides=_LINKED_KEYS,
    ),
    # Emphasis and strikethrough.
    _mark(
        "**",
        r"(?<![*\w])\*\*(?P<before>[ \t]*)(?P<words>[^\s*](?:[^*\n]*[^\s*])?)(?P<after>[ \t]*)\*\*(?![*\w])",
        "The stars stand apart from the words, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"**{match['words']}**",
    ),
    _mark(
        "**",
        r"(?<![*\w])\*\*(?P<words>[^*\s][^*\n]*[^*\s\w])\*\*(?=\w)",
        "A blank is missing after these stars, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    _mark(
        "**",
        r"(?<!\*)\*\*(?=\S)(?![*\d])[^*\n]{0,200}(?:\*\*)?|(?<=[^\s*\d])\*\*(?!\*)",
        "These stars are not read as bold, so they are printed as typed.",
        "Put ** right before the first letter and right after the last one, with a blank outside.",
    ),
    _mark(
        "*",
        r"(?<=[^\W\d_])\*(?P<words>[^\W\d_]+)\*",
        "Stars within a word are printed as typed.",
        "Put blanks round the words in stars, or take the stars out.",
        severity="warning",
    ),
    _mark(
        "__",
        r"(?<![_\w])__(?:[ \t]+[^\W_][^_\n]{0,200}|[^\W_][^_\n]{0,200}[ \t][^_\n]{0,200})__(?![_\w])",
        "These low lines are not read as bold, so they are printed as typed.",
        "Leave no blank inside them.",
    ),
    _mark(
        "~~",
        r"~~(?!~)[^~\n]{0,200}(?:~~)?",
        "These words are not read as struck out, so the signs are printed as typed.",
        "Write ~~ right before the first letter and right after the last one.",
    ),
    _mark(
        "__",
        r"(?<![\w_])__[^\W_][^_\n]{0,200}__(?=[^\W\d_])",
        "A blank is missing after these low lines, so they are printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match[0]} ",
    ),
    _mark(
        "== ++",
        r"(?<![=\w])==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?![=\w])"
        r"|(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?![+\w])",
        "These signs mark nothing, and are printed as typed.",
        "Write ** before and after the words for bold ones.",
        severity="warning",
    ),
    _mark(
        "^ ~",
        r"(?<=\w)(?P<sign>[\^~])\w{1,10}(?P=sign)(?!\w)|(?<=[A-Z])~[0-9]~(?=[A-Z])",
        "Letters are neither raised nor lowered here, and the signs are printed as typed.",
        "Type the letter itself, such as ² or ₂.",
        severity="warning",
    ),
    _mark(
        "[toc] [TOC] [[_TOC_]]",
        r"^\[(?:toc|TOC)\][ \t]*$|^\[\[_TOC_\]\][ \t]*$",
        '"{0}" is printed as typed.',
        "Take it out: the email lists its items by itself.",
        lambda match: "",
    ),
    _mark(
        "=== ~~~ ### +++ ___",
        r"^[ \t>]*(?:={3,}|~{4,}|#{3,}|\+{3,}|_{12,})[ \t]*$",
        "This line of signs is printed as typed.",
        "Write --- on a line of its own, with an empty line before it.",
        severity="warning",
    ),
    # Headings.
    _mark(
        "##",
        r"^ {0,3}(?P<mark>#{2,6})(?=[^\W\d_])",
        "A blank is missing after {mark}, so this is no heading.",
        'Write "{mark} " in front of it.',
        lambda match: f"{match[0]} ",
    ),
    _mark("#######", r"^ {0,3}#{7,}", "There are more than six # here, so this is no heading.", 'Write "## ".'),
    # Tables.
    _mark(
        "|",
        r"^[ \t>]*\|[^|\n]*\|[^\n]*$",
        "This looks like a row of a table, and is printed as typed.",
        "Put a line like |---|---| under the head, with as many columns as the head, and an empty line before it.",
    ),
    _mark(
        "|",
        r"^[^|\n]*[^|\s][^|\n]*(?P<bar>\|)[ \t]*$",
        "A bar stands at the end of this line, and is printed as typed.",
        "Take it out.",
        severity="warning",
    ),
    _mark("+--", r"^[ \t]*\+[-=+]{3,}\+[ \t]*$", "This is no table here.", "Write | Day | Place | and |---|---|."),
    _mark(
        "· • ▪ ●",
        r"(?<=[^\s·•▪●])[ \t]?[·•▪●][ \t\u00a0]*$",
        "A bullet stands at the end of this line.",
        "Take it out.",
        severity="warning",
    ),
    _mark(
        "[",
        r"(?:(?<=\w)[ \t]|(?<=[.,;!?”’)])|^)\[[0-9]{1,3}\](?=[ \t]*(?:[.,;!?]|$))",
        '"{0}" is a number of a note, and leads nowhere here.',
        "Write [words](address) for a link, or take it out.",
        severity="warning",
    ),
    # Footnotes, call-outs, tasks, emoji, attributes.
    _mark(
        "[^",
        r"\[\^(?P<name>[^\[\]\s]{1,60})\]",
        'There is no note "{name}" in this file, so "{0}" is printed as typed.',
        'Add a line "[^{name}]: …", or write the words in brackets.',
        where=_BOTH,
    ),
    _mark(
        "[!",
        r"\[!(?P<name>[A-Za-z]{2,20})\]",
        '"{0}" is printed as typed.',
        'Write "> [!NOTE]" on a line of its own; the words are NOTE, TIP, IMPORTANT, WARNING and CAUTION.',
        where=_BOTH,
    ),
    _mark(":::", r"^:{3,}[^\n]*$", '"{0}" is printed as typed.', 'Begin the lines with "> " for a call-out.'),
    _mark(
        "!!! ??? ===",
        r"^(?:!!!|\?\?\?\+?) [a-z][^\n]*$|^=== \"[^\"\n]*\"",
        '"{0}" is printed as typed.',
        'Begin the lines with "> " for a call-out.',
    ),
    _mark(
        "[",
        r"^[ \t>]*\[(?: |x|X)\][ \t]+(?=\S)",
        "This box is printed as typed.",
        'Begin the line with "- " for a task.',
    ),
    _mark(
        ":",
        r"(?<![\w:/&]):[a-z][a-z0-9_+-]{1,40}:(?![\w:/])",
        '"{0}" is printed as typed.',
        "Type the picture itself, or leave it out.",
        where=_BOTH,
    ),
    _mark(
        "{",
        rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}",
        '"{0}" is printed as typed.',
        "Take it out.",
        lambda match: "",
    ),
    # HTML.
    _mark("-->", r"-->", "This comment is printed as typed.", "Write <!-- before it, and --> after it."),
    _mark("<!--", r"<!--.*?(?:-->|$)", "A comment in a value is printed as typed.", "Take it out.", where=(VALUE,)),
    _mark(
        "&",
        r"&amp;(?P<name>[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "&{name};" here.',
        "Type the letter itself.",
        lambda match: html.unescape(f"&{match['name']};"),
        where=_BOTH,
    ),
    _mark(
        "&",
        r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});",
        'Readers would see "{0}" here.',
        "Type the letter itself.",
        lambda match: html.unescape(match[0]),
        where=_BOTH,
    ),
    _mark(
        "<",
        rf"</?(?:{_TAG_NAMES})(?:\s[^<>\n]*)?/?>",
        'HTML is not read in a value, and "{0}" is printed as typed.',
        "Take it out.",
        lambda match: "" if "br" not in match[0].lower() else " ",
        where=(VALUE,),
    ),
    # Marks of Markdown in values.
    _mark(
        "**",
        r"\*\*(?P<words>[^*\s](?:[^*\n]*[^*\s])?)\*\*",
        "A value has no bold words, and the stars are printed as typed.",
        'Write "{mended}".',
        _group("words"),
        where=(VALUE,),
    ),
    _mark(
        "*",
        r"(?<![\w*])\*(?P<words>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])",
        "A value has no emphasis, and the stars are printed as typed.",
        'Write "{mended}".',
        _group("words"),
        where=(VALUE,),
        severity="warning",
    ),
    _mark(
        "_",
        r"(?<![\w_/.@-])(?P<mark>__?)(?P<words>[^_\s](?:[^_\n]*[^_\s])?)(?P=mark)(?![\w_/.@-])",
        "A value has no emphasis, and the low lines are printed as typed.",
        'Write "{mended}".',
        _group("words"),
        where=(VALUE,),
        severity="warning",
    ),
    _mark(
        "`",
        r"(?<!`)`(?P<words>[^`\n]+)`(?!`)",
        "A value has no code, and the signs are printed as typed.",
        'Write "{mended}".',
        _group("words"),
        where=(VALUE,),
        severity="warning",
    ),
    _mark(
        "~~",
        r"~~[^~\n]+~~",
        "A value has no words that are struck out: readers would take them as valid.",
        "Take them out.",
        where=(VALUE,),
    ),
    _mark(
        "](",
        r"!?\[(?P<words>[^\[\]\n]{0,200})\]\((?P<address>[^()\n]*)\)",
        "A value has no links in its words, and this is printed as typed.",
        'Put the link into the text, or under "links:".',
        where=(VALUE,),
        besides=_LINKED_KEYS,
    ),
)

_TYPED_ITEM = (
    r"(?m)^(?P<indent> {0,3})(?:(?P<mark>[-*+])(?=[^\W\d_])|(?P<wide>[-*+])\u00a0+(?=\S)"
    r"|(?P<bullet>[•‣▪◦●](?=[^\W\d_])|[→➢➤✓✔■□▶o][ \t\u00a0]+(?=\S)|[→➢➤✓✔■□▶](?=[^\W\d_]))"
    r"|(?P<dash>[–—])[ \t\u00a0]+(?=\S)|(?P<number>[0-9]{1,2})(?P<end>[.)])(?=[^\W\d_]))"
)
"""The start of a line that looks like a list entry, but is not one in Markdown."""
_LETTERED_ITEM = re.compile(
    r"^ {0,3}(?:\(?(?P<letter>[a-z]|[ivx]{1,4})[.)]|\((?P<number>[0-9]{1,2})\))[ \t]+(?=\S)", re.MULTILINE
)


def leftovers(text: str, where: str, key: str = "") -> Iterator[TextFault]:
    """Yield the leftover marks of a text or a value, and in a text also lists that are none in Markdown.

    where: TEXT or VALUE. key: that of the value, or SNIPPET.
    """
    done = bytearray(len(text) + 1)
    for mark in _MARKS:
        if where not in mark.where or key in mark.besides or not has_any(text, mark.triggers):
            continue
        for match in compiled(mark.pattern, re.MULTILINE).finditer(text):
            if not any(done[match.start() : match.end()]):
                done[match.start() : match.end()] = b"\x01" * len(match[0])
                yield _leftover(mark, match)
    if where == TEXT:
        yield from _typed_lists(text)


def _leftover(mark: _Mark, match: re.Match[str]) -> TextFault:
    mended = mark.mend(match) if mark.mend else None
    mended = None if mended == match[0] else mended
    groups = {name: _short(value or "") for name, value in match.groupdict().items()}
    groups["mended"] = _short(mended or "", 200)
    says, hint = mark.says.format(_short(match[0]), **groups), mark.hint.format(_short(match[0]), **groups)
    return TextFault(*match.span(), says, hint, mark.severity, mended)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _typed_lists(text: str) -> Iterator[TextFault]:
    """Yield the entries of lists that were typed without what makes them one; a single line is none."""
    for group in _groups(list(compiled(_TYPED_ITEM).finditer(text)), text):
        if len(group) > 1:
            yield from map(_typed_entry, group)
    for group in _groups(list(_LETTERED_ITEM.finditer(text)), text, blank=False):
        if len(group) > 1:
            says = "These lines are no list, and become one line."
            yield TextFault(
                *group[0].span(), says, 'Number them "1. ", "2. ", or put an empty line between them.', "warning", None
            )


def _typed_entry(match: re.Match[str]) -> TextFault:
    mended = _entry_mark(match)
    what = "The mark is another one" if match["dash"] or match["wide"] else "A blank is missing after the mark"
    hint = f'Write "{mended.strip()} " in front of it.'
    return TextFault(*match.span(), f"{what}, so this is no list.", hint, "error", mended)


def _groups(matches: list[re.Match[str]], text: str, *, blank: bool = True) -> Iterator[list[re.Match[str]]]:
    """Yield groups of matches on neighbouring lines. blank: whether one empty line may be between them."""
    group: list[re.Match[str]] = []
    for match in matches:
        if group:
            between = text[group[-1].end() : match.start()]
            lines = between.count("\n")
            apart = lines > 1 and not (blank and lines == 2 and "\n\n" in between)
            if apart or not _same_kind(group[-1], match):
                yield group
                group = []
        group.append(match)
    if group:
        yield group


def _same_kind(first: re.Match[str], second: re.Match[str]) -> bool:
    return [bool(value) for value in first.groups()[1:]] == [bool(value) for value in second.groups()[1:]]


def _entry_mark(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['indent']}{match['number']}{match['end']} "
    return f"{match['indent']}{match['mark'] or match['wide'] or '-'} "
