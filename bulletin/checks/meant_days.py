"""Tell whether the name of a session, or the title of its item, says that it is on a weekend or a bank holiday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..text import humanize

_ANY: Sequence[int] = range(1, 13)
_HOLIDAYS: tuple[tuple[str, Sequence[int]], ...] = (
    (r"bank holidays?|public holidays?", _ANY),
    (r"good friday|easter", (3, 4)),
    (r"christmas|boxing day|xmas", (12,)),
    (r"new year", (12, 1)),
    (r"may day|early may", (4, 5)),
    (r"spring holiday|whit monday", (5, 6)),
    (r"august holiday|summer holiday", (8,)),
    (r"st\.? patrick", (3,)),
    (r"st\.? andrew", (11, 12)),
    (r"battle of the boyne|orangem[ae]n|the twelfth", (7,)),
    (r"jubilee|coronation", (5, 6)),
)
"""Names of holidays in small letters, and the months in which they are."""
_NAMES = tuple((re.compile(rf"\b(?:{words})"), months) for words, months in _HOLIDAYS)
_SATURDAY = 5


def is_meant(day: date, names: Sequence[str]) -> bool:
    """Tell whether one of several names says of a day that it is a holiday, or at a weekend."""
    text = " ".join(names).lower()
    if any(day.month in months and words.search(text) for words, months in _NAMES):
        return True
    weekday = humanize.DAYS[day.weekday()].lower()
    return day.weekday() >= _SATURDAY and re.search(rf"\b(?:{weekday}s?|weekends?)\b", text) is not None
