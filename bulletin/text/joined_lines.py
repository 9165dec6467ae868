"""Tell which neighbouring lines an author wants to stay lines, such as those of an address or a timetable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .expressions import compiled

SHORT_LINE = 45
"""The most characters of a line that may belong to an address or a timetable."""
WRAPPED_FROM = 60
"""The fewest characters of a line that a program may have wrapped."""

SENTENCE_END = r"[.!?:;…][\"'”’)\]*_]*$"

_ENTRY = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=\S)")
_LABELLED = re.compile(r"[*_]{0,3}[^\W_][^:\n]{0,30}:[*_]{0,3} ?\S")
_ENUMERATED = re.compile(
    r"(?:(?:Step|Part|Day|Week|Session|Module|Unit|Group|Room|Table|Level|Phase|Stage|Question) [0-9]{1,2}(?![\w])"
    r"|[0-9]{1,2}[:.][0-9]{2}(?: ?[ap]m)?(?![\w])|[0-9]{1,2}(?: ?[ap]m| ?[-–:)]| \.\s|\\\.)|[QA][0-9]{0,2}[.:)]\s)"
)
"""A line that begins with a number or a time, like "Step 1." or "10:30 Welcome"."""
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?\b[ ,:–-]"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
_DATED = re.compile(
    rf"[*_]{{0,3}}(?:{_WEEKDAY}|[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}|[0-9]{{1,2}}[/.][0-9]{{1,2}}(?:[/.]|\b(?!\.)))"
)
"""A line that begins with a day, like "Wednesday 6 July" or "6/7/2022"."""
_LONGEST_ROW = 120
"""The most characters of a line that begins with a day; a program wraps no text so that each line begins with one."""
_PICTURED = re.compile(r"(?:[\u2190-\u2bff\u3030\U0001f000-\U0001faff]|[0-9#*]\ufe0f?\u20e3)\ufe0f?[ \t]*\S")
"""A line that begins with an emoji or another sign."""
_BOLD_START = re.compile(r"(?P<sign>\*\*|__)(?=\S)[^*_\n]{1,30}(?P=sign)[ \t]+\S")
"""A line that begins with bold words, like "**When** 3 March"."""
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm|many|with)\b.{0,20}|regards|thanks|yours (?:sincerely|faithfully)),", re.IGNORECASE
)
_ADDRESS_LINE = re.compile(r"<?(?:[\w.+'-]+@[\w.-]+|(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?)>?|a")
"""A line that is nothing but a mailbox or an address of the web, which are written small."""
_TYPED_NUMBER = re.compile(r"[0-9]{1,2}[.)][^\W\d_]")


def are_lines_apart(lines: Sequence[str]) -> bool:
    """Tell whether an author probably wants each of these lines to stay a line."""
    if len(lines) > 1 and all(_DATED.match(line) and len(line) <= _LONGEST_ROW for line in lines):
        return True
    if len(lines) < 2 or any(len(line) > WRAPPED_FROM or _ENTRY.match(line) for line in lines):
        return False
    if all(map(_TYPED_NUMBER.match, lines)):
        return False  # They become a list.
    if any(all(map(pattern.match, lines)) for pattern in (_ENUMERATED, _PICTURED, _BOLD_START)):
        return True
    if any(len(line) > SHORT_LINE for line in lines):
        return False
    if _CLOSING.fullmatch(lines[0]):
        return True
    if all(_LABELLED.match(line) for line in lines):
        return True
    if len(lines) > 2 and (lines[0].endswith(":") or all(line.endswith(",") for line in lines[:-1])):
        return True
    starts = all(map(_starts_line, lines)) and not all(map(_ADDRESS_LINE.fullmatch, lines))
    return len(lines) > 2 and starts and not any(compiled(SENTENCE_END).search(line) for line in lines[1:-1])


def _starts_line(line: str) -> bool:
    """Tell whether a line may stand by itself: it begins with a capital, a digit or a letter without case."""
    first = line[:1]
    return (first.isalnum() and not first.islower()) or bool(_ADDRESS_LINE.fullmatch(line))
