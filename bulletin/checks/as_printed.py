"""Bring a file near to what readers see, so that rules find words however marks, lines and blanks part them.

Programs wrap lines between two words, set a word in bold, and put blanks that do not break between a day and its month.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..content.source import Source, Value
from ..text.expressions import compiled
from ..text.lines import blanked
from .text_spans import Spans

_PARTING = (
    r"(?P<end>(?<![\\\n])(?<!  )\n[ \t>]*(?=\S))|(?P<blanks>(?<=[^\s])(?:[^\S\n]{2,}|[^\S\n ])(?=\S))"
    r"|(?P<mark>[*_]{1,3})|(?P<escape>\\)(?=[!-/:-@\[-`{-~])|(?P<entity>&(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});)"
    "|(?P<unseen>[\u00ad\u200b\u2060\ufeff])"
)
"""What stands between the words of a text, and is printed otherwise or not at all."""
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Letters that nobody sees. Joiners are no such letters: scripts and emoji need them."""


class PrintedFile(NamedTuple):
    """A file as readers see it, with the place of each of its letters in the file as written."""

    source: Source
    offsets: tuple[int, ...]
    """The offset of each letter, and that of the end."""


class _PrintedText(NamedTuple):
    """The text of a file as printed, its prose, and the parts of the file as written that they are of."""

    text: str
    prose: str
    offsets: Sequence[int]
    """The offset of each letter in the file as written."""
    parts: Spans


class _Replacement(NamedTuple):
    start: int
    end: int
    letter: str


def as_printed(source: Source) -> PrintedFile | None:
    """Return the parts of a file whose words something parts, without it; None if nothing parts any words.

    The rest is left out: what it says is the same as written. The top part keeps its length.
    """
    replacements = tuple(_replacements(source))
    values = {value: value._replace(text=plain) for value in source.values if (plain := _plain(value)) != value.text}
    if not replacements and not values:
        return None
    source = source._replace(values=tuple(values.get(value, value) for value in source.values))
    text, prose = [_top_part(source, source.text, values.values())], [_top_part(source, source.said, values.values())]
    offsets = list(range(source.body))
    parts, starts = _parts_around(source, replacements), [each.start for each in replacements]
    for start, end in parts:
        at = start
        for replacement in replacements[bisect_left(starts, start) : bisect_left(starts, end)]:
            text += (source.text[at : replacement.start], replacement.letter)
            prose += (source.said[at : replacement.start], replacement.letter)
            offsets += range(at, replacement.start + len(replacement.letter))
            at = replacement.end
        text += (source.text[at:end], _BETWEEN)
        prose += (source.said[at:end], _BETWEEN)
        offsets += (*range(at, end), *[max(at, end - 1)] * len(_BETWEEN))
    offsets.append(len(source.text))
    printed = _PrintedText("".join(text), "".join(prose), offsets, Spans(parts))
    return PrintedFile(_moved(source, printed), tuple(offsets))


def _plain(value: Value) -> str:
    return _UNSEEN.sub("", _BLANKS.sub(" ", value.text))


def _top_part(source: Source, letters: str, values: Iterable[Value]) -> str:
    """Return a top part that is blank but for some values, with blanks behind each of them for what it lost."""
    pieces: list[str] = []
    at = 0
    for value in values:
        written = letters[value.start : value.end]
        is_prose = len(value.text) <= len(written) and written[: len(value.text)].strip() != ""
        pieces += (blanked(letters[at : value.start]), value.text.ljust(len(written)) if is_prose else blanked(written))
        at = value.end
    return "".join((*pieces, blanked(letters[at : source.body])))


_BETWEEN = "\n\n"
"""What stands between two parts, so that no rule takes them for one sentence."""


def _parts_around(source: Source, replacements: Sequence[_Replacement]) -> list[tuple[int, int]]:
    """Return the start and end of the paragraphs, or else the lines, in which something is replaced, in order."""
    paragraphs = sorted((block.start, block.end) for block in source.blocks if block.kind == "paragraph")
    starts = [start for start, _ in paragraphs]
    parts: dict[tuple[int, int], None] = {}
    for start, end, _ in replacements:
        number = bisect_right(starts, start) - 1
        if number >= 0 and start < paragraphs[number][1]:
            parts[paragraphs[number]] = None
        else:
            line_end = source.text.find("\n", end)
            parts[source.text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(source.text)] = None
    return sorted(parts)


def _replacements(source: Source) -> Iterator[_Replacement]:
    """Yield the parts of a body that readers see as one letter, or not at all."""
    paragraphs = Spans((block.start, block.end) for block in source.blocks if block.kind == "paragraph")
    addresses = [(link.at, link.end) for link in source.links if link.end > link.at]
    untouched = Spans((*source.code, *addresses))
    for match in compiled(_PARTING).finditer(source.text, source.body):
        start, end = match.span()
        is_blank = match["end"] or match["blanks"]
        if untouched.holds(start) or (is_blank and not (paragraphs.holds(start) and paragraphs.holds(end))):
            continue
        if is_blank or match["unseen"]:
            yield _Replacement(start, end, " " if is_blank else "")
        elif source.said[start:end].isspace():  # Markdown took it for a mark.
            letter = html.unescape(match[0]) if match["entity"] else ""
            yield _Replacement(start, end, " " if letter.isspace() else letter[:1])


def _moved(source: Source, printed: _PrintedText) -> Source:
    """Return a file with its printed text, and with what stands in its parts at its place in that text."""
    parts = printed.parts

    def place(offset: int) -> int:
        return bisect_left(printed.offsets, offset)

    links = tuple(
        link._replace(start=place(link.start), end=place(link.end), at=place(link.at) if link.at >= 0 else link.at)
        for link in source.links
        if parts.holds(link.start)
    )
    return source._replace(
        text=printed.text,
        said=printed.prose,
        links=links,
        headings=tuple(each._replace(start=place(each.start)) for each in source.headings if parts.holds(each.start)),
        pictures=tuple(each._replace(start=place(each.start)) for each in source.pictures if parts.holds(each.start)),
        blocks=tuple(
            each._replace(start=place(each.start), end=place(each.end))
            for each in source.blocks
            if parts.holds(each.start)
        ),
        code=tuple((place(start), place(end)) for start, end in source.code if parts.holds(start)),
    )
