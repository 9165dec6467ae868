"""Points in time as the command line and the environment write them."""

from __future__ import annotations

from datetime import UTC, datetime

from ..errors import RequestError


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
        pass  # a number, but of no day before the year 10000
    raise RequestError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.")
