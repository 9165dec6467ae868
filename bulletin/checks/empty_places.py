"""The rule of places that were left empty: "Speaker:" with nothing behind it, "? visits", "Dear %name%", "Title 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.expressions import Expression, compiled, has_any
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_LABEL = (
    r"(?m)^[ \t]*(?:[-*+•·>]+[ \t]+)?[*_]{0,3}(?P<label>speakers?|title|abstract|date|time|venue|place|location"
    r"|where|when|zoom|zoom link"
    r"|link|passcode|password|meeting id|id|phone|tel|telephone|email|e-mail|cost|price|topic"
    r"|organiser|leader"
    r"|timekeeper|scribe|facilitator|note-?taker|host|sponsor|referee|umpire|driver|caterer"
    r"|readers?|sidespersons?|flowers|cleaning|coffee|intercessor|preacher|steward|chair|presenter|website"
    r"|deadline"
    r"|room|theme|author|web)[ \t]*[*_]{0,3}[ \t]*(?:[:–—]"
    r"|-(?=[ \t]*$))[ \t]*[*_]{0,3}[ \t]*$"
)
"""A line that announces one thing, and ends there."""
_LABEL_BEHIND = re.compile(
    r"\s*(?:\Z|\n[ \t]*(?:#{1,6} |(?:[-*+•·>]+[ \t]+)?[*_]{0,3}[A-Z][\w -]{1,20}[*_]{0,3}[ \t]*(?::[*_]{0,3}\s"
    r"|[–—-][ \t]*\n)))"
)
"""Another such line, a heading or the end: so that nothing that it announces follows."""
_MARK = Expression(
    r"(?<=[a-z] )(?<!\bthe )(?<!\band )(?<!\bor )\?{1,3}(?= (?:[a-z]{3,}s|people|children|by|to"
    r"|on|for|at)\b)",
    needs=(" ?",),
)
_FIELD = Expression(
    r"(?<![\w%])%[a-z]+(?:_[a-z]+)*%(?![\w%])|(?<![\w\[])\[\[?[A-Z]+(?:_[A-Z]+)+\]\]?|(?<![\w$])\$\{[a-z_.]+\}"
    r"|(?<![\w\]\[!])\[/?(?:[a-z]+(?:_[a-z]+)+|caption|gallery|embed"
    r"|contact-form(?:-[0-9])?)\b[^\]\[\n]{0,80}\](?![(:\[])",
    needs=("%", "[", "${"),
)
"""Fields of programs that send mail, and short codes of programs that make web pages."""
_BLANK = Expression(r"(?<=[a-z:] )_{5,}(?= [a-z]|[.,]|\s*$)", re.MULTILINE, needs=("____",))
_NUMBERED = (
    r"(?m)^[ \t]*(?:#{1,6}[ \t]+|title: |[*_]{2})(?P<words>(?:your |training |news |main |event )?(?:highlight"
    r"|headline|heading|title|subtitle|item"
    r"|article|story|topic|resource|event name|event|section title|feature|paragraph|text|image|caption"
    r"|name)(?: (?:title|name|here))?"
    r" [0-9]{1,2})[*_ \t]*$|(?m:^)[ \t]*(?P<alone>(?:paragraph|picture|image|photo|caption|bullet"
    r"|sub-?heading) [0-9]{1,2})"
    r"[ \t]*$"
)
_FILLERS = re.compile(
    r"(?m)^[^\w\n]*(?:blah|bla|foo|asdf\w*|qwerty|placeholder|some text|your text|more text|dummy text"
    r"|text text)\b[^\w\n]*$"
)
_TEMPLATE = Expression(
    r"(?<![\w-])(?:EVENT|ARTICLE|STORY|SPEAKER|SECTION|NEWS|ITEM) (?:TITLE|NAME|HEADLINE|DATE|LINK)(?![\w-])"
    r"|(?<![\w,] )\bDATE, TIME"
    r"(?:,? (?:AND )?(?:LOCATION|VENUE|PLACE))?(?![\w-])|\bDay XX\b|\[(?:standing|standard"
    r"|optional) (?:information|text|paragraph)[^\]\n]*\]",
    needs=(*("EVENT ", "ARTICLE ", "STORY ", "SPEAKER ", "SECTION ", "NEWS ", "ITEM ", "DATE, TIME", "Day XX", "["),),
)


@rule(
    "TXT26",
    "warning",
    "A place in the text was left empty.",
    "Fill it in, or take it out.",
    on=TEXTS,
    wrong="‸Speaker:\n\nAbstract: the history of the canal.",
    right="Speaker: somebody of the canal trust.\n\nBring:\n\n- cups\n- plates\n\nIs there any more? See above.",
    note="A label with nothing behind it, a question mark in place of a number, fields of a mail program, "
    "headings of a template.",
)
def empty_place(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    for start, end in _empty_places(prose, file.lower):
        if not file.preformatted.holds(start) and not file.addresses.holds(start):
            yield Finding(start, f'"{file.source.text[start:end].strip()[:60]}" is still to be filled in.')
    for match in compiled(_LABEL).finditer(file.prose) if has_any(prose, (":", "–", "—", "-\n")) else ():
        text, start = file.source.text, match.start("label")
        is_alone = not text[match.end("label") : match.end()].strip(" \t*_:–—-")  # The prose has no addresses.
        if start >= file.source.body and is_alone and _LABEL_BEHIND.match(text, match.end()):
            words = file.words_at(start, match.end("label"))
            yield Finding(start, f'Nothing stands behind "{words}".')


def _empty_places(prose: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of marks, fields and headings that stand for something else."""
    for pattern in (_MARK, _FIELD, _BLANK, _TEMPLATE):
        for match in pattern.finditer(prose):
            yield match.span()
    for match in compiled(_NUMBERED).finditer(lower):
        yield match.span("words" if match["words"] else "alone")
    for match in (
        _FILLERS.finditer(lower) if has_any(lower, ("bla", "foo", "asdf", "qwerty", "text", "placeholder")) else ()
    ):
        yield match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
