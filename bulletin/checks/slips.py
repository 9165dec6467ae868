"""The rule of slips of the hand: a word or a mark twice, a blank before a mark, none behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule


class Slip(NamedTuple):
    """A slip, and what is said of it."""

    pattern: re.Pattern[str]
    says: str
    hint: str


_TWICE = "the|a|an|of|to|in|and|is|are|for|on|at|be|will|with|by|from|or|if|we|you|they|this|your|our|as|it"
_SLIPS = (
    Slip(
        re.compile(rf"\b(?P<word>{_TWICE})[^\S\n]+(?P=word)\b(?![-'’.])", re.IGNORECASE),
        '"{}" is a word twice.',
        "Delete one.",
    ),
    Slip(re.compile(r"(?<=\w)(?:!{2,}|\?{2,}(?!\?))"), '"{}" is more than one mark.', "Write one."),
    Slip(
        re.compile(r"(?<=[a-z)])[^\S\n](?:\.(?![.\w])|,(?=\s))"), "A blank stands before a mark.", "Delete the blank."
    ),
    Slip(
        re.compile(r"(?<=[a-z])\.[^\S\n]\.(?!\.)|(?<=[a-z])(?:,,|\.\.)(?![.,\w/])"),
        '"{}" is a mark twice.',
        "Delete one.",
    ),
    Slip(
        re.compile(r"(?<=[a-z]{2}[.?!])(?=(?:[A-Z][a-z]+|A)[ ,][a-z])"),
        "A blank is missing between two sentences.",
        "Add it.",
    ),
)


@rule(
    "TXT18",
    "warning",
    "A word or a mark stands twice, or a blank is missing or too many.",
    "Correct it.",
    on=TEXTS,
    wrong="We start on ‸the the first of March.",
    right="We start on the first of March, at 9.30am. See example.org. Wait for it...",
)
def slip(file: CheckedFile) -> Iterator[Finding]:
    text, prose = file.source.text, file.prose_as_written
    for kind in _SLIPS:
        for match in kind.pattern.finditer(text):
            start, end = match.span()
            # What stands in code, tables and addresses is laid out or copied on purpose.
            is_prose = prose[start - 1 : end + 1] == text[start - 1 : end + 1]
            if is_prose and not file.preformatted.holds(start) and not file.addresses.holds(start):
                yield Finding(start, kind.says.format(match[0]), kind.hint)
