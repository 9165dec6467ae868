"""Find the marks that were not taken in a file: in its text, and in the values of its top part."""

from __future__ import annotations

from collections.abc import Iterator

from ..text.leftover_marks import TEXT, VALUE, leftovers
from ..text.text_fault import TextFault
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
"""Keys whose values no reader reads as they stand."""


def leftovers_of(source: Source) -> Iterator[TextFault]:
    """Yield the marks that were not taken, each with its offsets in the file."""
    for value in source.values:
        if value.key not in _NOT_PRINTED:
            yield from (_moved(fault, value.start) for fault in leftovers(value.text, VALUE, value.key))
    yield from (_moved(fault, source.body) for fault in leftovers(_as_read(source), TEXT, source.kind))


def _moved(fault: TextFault, by: int) -> TextFault:
    return fault._replace(start=fault.start + by, end=fault.end + by)


def _as_read(source: Source) -> str:
    """Return the text after the top part, with blanks for code, for marks that were taken, and for what they hide."""
    letters = list(source.said[source.body :])
    for link in source.links:
        if link.kind in ("bare", "broken") and link.start >= source.body:
            start, end = link.start - source.body, link.end - source.body
            letters[start:end] = source.text[link.start : link.end]
    return "".join(letters)
