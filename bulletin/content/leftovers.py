"""Find marks (`**`, `[`, `<b>`) that Markdown did not take, so that readers would see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ..text.leftover_marks import leftovers
from ..text.mark_rows import TEXT, VALUE
from ..text.text_fault import TextFault
from .hidden_marks import hidden_marks
from .source import Source

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
    for fault in leftovers(body, TEXT, source.kind):
        if not _is_in_address(source, fault):
            read = body[fault.start : fault.end]
            yield _in_table(source, _as_typed(source, _moved(fault, source.body), read))
    yield from hidden_marks(source)


def _as_typed(source: Source, fault: TextFault, read: str) -> TextFault:
    """Return a fault whose correction keeps the marks in its first words, such as bold ones, or a picture.

    read: the text of the fault, in which these marks are blanks.
    """
    typed = source.text[fault.start : fault.end]
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
    """Tell whether a fault is about signs within a bare address. fault: with offsets from the body's start."""
    start = source.body + fault.start
    if source.text[start : start + 1] not in _IN_ADDRESSES:
        return False
    return any(link.kind == "bare" and link.start < start < link.end for link in source.links)


def _in_table(source: Source, fault: TextFault) -> TextFault:
    """Return a fault with a hint that can be followed in a table, which has no tasks."""
    if "[" not in source.text[fault.start : fault.end] or "box" not in fault.says:
        return fault
    is_cell = any(block.kind == "table" and block.start <= fault.start < block.end for block in source.blocks)
    return fault._replace(hint='A table has no tasks: write "to do" or "done" in each cell.') if is_cell else fault


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
