"""Read points in time and durations as people write them in options and variables."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ..errors import RequestError
from ..text.humanize import count


def read_moment(text: str) -> datetime:
    """Read a time with its zone (RFC 3339); raise RequestError for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RequestError(f'I cannot read "{text}" as a time. Write it like 2022-02-22T10:15:00Z.')
    return moment


def source_date_epoch(text: str) -> datetime | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org), seconds since 1970 in digits alone; None for "".

    Raises RequestError for anything else, and for a time that no calendar has.
    """
    if not text:
        return None
    try:
        if text.isascii() and text.isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
    except (OSError, OverflowError, ValueError):
        pass  # The number is too large for a date before the year 10000.
    raise RequestError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.")


_DURATION = re.compile(r"([0-9]{1,4})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
LONGEST = 3600
"""The most seconds that a publication may wait before it is sent."""


def read_duration(text: str) -> float:
    """Read a time to wait, like 10m; return seconds. Raises RequestError for anything else, and for over an hour."""
    match = _DURATION.fullmatch(text)
    seconds = int(match[1]) * _SECONDS[match[2]] if match else -1
    if not 0 <= seconds <= LONGEST:
        raise RequestError(f'I cannot wait for "{text}". Write a number and s, m or h, like 10m; at most 1h.')
    return float(seconds)


def duration_text(seconds: float) -> str:
    """Write a time to wait in words, like "10 minutes" or "90 seconds"."""
    whole = int(seconds)
    return count(whole // 60, "minute") if whole % 60 == 0 else count(whole, "second")
