"""Write dates, times, sizes and lists in words, in the NHS content style, and moments for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMED_TIMES = {(12, 0): "midday", (0, 0): "midnight"}
_KB, _MB = 1000, 1000 * 1000


def day(value: date, *, month_first: bool = False) -> str:
    """Write a date without its weekday: 23 February 2022; month first: February 23, 2022."""
    if month_first:
        return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date, *, month_first: bool = False) -> str:
    """Write a date with its weekday: Wednesday 23 February 2022; month first: Wednesday, February 23, 2022."""
    return f"{DAYS[value.weekday()]}{',' if month_first else ''} {day(value, month_first=month_first)}"


def day_and_month(value: date, *, month_first: bool = False) -> str:
    """Write a date without its year: 8 March; month first: March 8."""
    if month_first:
        return f"{MONTHS[value.month - 1]} {value.day}"
    return f"{value.day} {MONTHS[value.month - 1]}"


def month(value: tuple[int, int]) -> str:
    """Write a month, given as (year, month): September 2019."""
    return f"{MONTHS[value[1] - 1]} {value[0]}"


def clock(value: time | datetime) -> str:
    """Write a time of day: 9:30am, 5pm, midday, midnight."""
    if (value.hour, value.minute) in _NAMED_TIMES:
        return _NAMED_TIMES[value.hour, value.minute]
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{(value.hour - 1) % 12 + 1}{minutes}{'am' if value.hour < 12 else 'pm'}"


def hours(start: time | datetime, end: time | datetime) -> str:
    """Write a range of times: 9:30am to 4:30pm."""
    return f"{clock(start)} to {clock(end)}"


def moment(value: datetime) -> str:
    """Write an aware time for programs, in UTC to the second: 2022-02-01T09:00:00Z (RFC 3339)."""
    return f"{value.astimezone(UTC).isoformat()[:19]}Z"


def size(count: int) -> str:
    """Write the size of a file, given in bytes: 545KB, rounded up; from 1 MB on like 1.25MB."""
    if count < _MB:
        return f"{-(-count // _KB)}KB"
    return f"{count / _MB:.2f}MB"


def listed(values: Sequence[str], last: str = "and") -> str:
    """Write a list of words: a, b and c."""
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {last} {values[-1]}"


def excerpt(text: str, limit: int = 60) -> str:
    """Shorten a text for quoting in a message: its first `limit` characters and "…" if it is longer."""
    return text if len(text) <= limit else text[:limit] + "…"


def cut_at_word(text: str, limit: int) -> str:
    """Shorten a text for readers to at most `limit` characters: it ends after a whole word, with "…"."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def capitalised(text: str) -> str:
    """Write the first letter of a text as a capital; the others stay, unlike in `str.capitalize`."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str = "") -> str:
    """Write a number and its noun: 1 session, 1,500 sessions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
