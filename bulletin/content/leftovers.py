"""Find marks (`**`, `[`, `<b>`) that Markdown did not take, so that readers would see them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..text.leftover_marks import leftovers, short
from ..text.mark_rows import TEXT, VALUE
from ..text.text_fault import TextFault
from .hidden_marks import hidden_marks
from .source import Block, Source

_NOT_PRINTED = (
    "ignore",
    "checks",
    "was",
    "slug",
    "id",
    "base url",
    "topics",
    "attachments",
    "image",
    "logo",
    "acronyms",
)
"""Keys whose values are not printed as written."""


_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MEANT = "\ue000"


def leftovers_of(source: Source) -> Iterator[TextFault]:
    """Yield the leftover marks in the values and the body of a file, each with its offsets in the file."""
    for value in source.values:
        if value.key not in _NOT_PRINTED:
            yield from (_moved(fault, value.start) for fault in leftovers(value.text, VALUE, value.key))
    body = _body_as_read(source)
    faults = [
        _as_typed(source, _moved(fault, source.body), body[fault.start : fault.end])
        for fault in leftovers(body, TEXT, source.kind)
    ]
    printed = [fault for fault in faults if not _is_in_address(source, fault)]
    printed = [*_in_link_words(source, printed)]
    yield from _in_tables(source, printed) if _tables(source) else printed
    yield from hidden_marks(source)


def _as_typed(source: Source, fault: TextFault, read: str) -> TextFault:
    """Return a fault whose correction keeps the marks in its first words, such as bold ones, or a picture.

    read: the text of the fault, in which these marks are blanks.
    """
    typed = source.text[fault.start : fault.end]
    if typed != read and "\n" not in typed:
        fault = fault._replace(says=fault.says.replace(short(read), short(typed)))
    if not fault.mended or typed == read:
        return fault
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(read, fault.mended, strict=False)))
    if _ESCAPE.sub(r" " + _MEANT, typed[kept:]) != read[kept:]:
        return fault._replace(mended=None)
    mended = typed[:kept] + fault.mended[kept:]
    return fault._replace(mended=mended, hint=fault.hint.replace(fault.mended, mended))


_IN_ADDRESSES = "*_~^=`"
"""Signs that mark nothing in an address."""


def _is_in_address(source: Source, fault: TextFault) -> bool:
    """Tell whether a fault is about signs within a bare address."""
    if source.text[fault.start : fault.start + 1] not in _IN_ADDRESSES:
        return False
    return any(link.kind == "bare" and link.start < fault.start < link.end for link in source.links)


def _in_link_words(source: Source, faults: Sequence[TextFault]) -> Iterator[TextFault]:
    """Yield faults with what can be followed in the words of a link: they hold no second link, as `<mailto:…>` is."""
    named = sorted((link.start, link.at) for link in source.links if link.kind == "named")
    for fault in faults:
        address = _ANGLED.fullmatch(fault.mended or "")
        start, at = named[bisect_right(named, (fault.start, 0)) - 1] if address and named else (0, 0)
        if address and start < fault.start < at:
            yield fault._replace(mended=address[1], hint=f'Write "{address[1]}".')
        else:
            yield fault


_ANGLED = re.compile(r"<(?:mailto:|tel:|https?://)([^<>]*)>")


def _in_tables(source: Source, faults: Sequence[TextFault]) -> Iterator[TextFault]:
    """Yield faults with what can be followed in a table, which has no tasks, and whose bars end code too.

    Of two signs of code with a bar between them, the first alone is a fault.
    """
    ticks = {fault.start for fault in faults if source.text[fault.start] == "`"}
    partners: set[int] = set()
    for fault in faults:
        if not any(block.start <= fault.start < block.end for block in _tables(source)):
            yield fault
        elif "[" in source.text[fault.start : fault.end] and "box" in fault.says:
            yield fault._replace(hint='A table has no tasks: write "to do" or "done" in each cell.')
        elif (partner := _PARTED.match(source.text, fault.start)) and partner.end() - 1 in ticks:
            partners.add(partner.end() - 1)
            yield fault._replace(says=_PARTED_CODE, hint="Write \\| for a bar inside a cell.", severity="error")
        elif fault.start not in partners:
            yield fault


_PARTED = re.compile(r"`+[^`\n]*(?<!\\)\|[^`\n]*`")
_PARTED_CODE = "A bar ends a cell, also between signs of code, so these are printed as typed."


def _tables(source: Source) -> Sequence[Block]:
    return [block for block in source.blocks if block.kind == "table"]


def _moved(fault: TextFault, by: int) -> TextFault:
    return fault._replace(start=fault.start + by, end=fault.end + by)


def _body_as_read(source: Source) -> str:
    """Return the body with blanks for code, for marks that Markdown took, and for what they hide, such as addresses.

    A sign with a backslash before it is meant as a sign, and so stands as a letter that no mark has.
    """
    letters = list(source.said[source.body :])
    for link in source.links:
        if link.kind in ("bare", "broken") and link.start >= source.body:
            start, end = link.start - source.body, link.end - source.body
            letters[start:end] = source.text[link.start : link.end]
    for match in _ESCAPE.finditer(source.text, source.body):
        at = match.start() - source.body
        if letters[at : at + 2] == [" ", match[1]]:
            letters[at + 1] = _MEANT
    return "".join(letters)
