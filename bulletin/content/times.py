"""Read ranges of times as people write them, or say what is wrong with them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..text import humanize
from .frontmatter import Wrong, bounds

EARLIEST, LATEST = time(7), time(21)
LONGEST = 10 * 60
"""Minutes."""

_TIME = (
    r"(?:(?:12\s*)?(?:midday|noon|midnight)"
    r"|[0-9]{1,2}[:.][0-9]{2}\s*(?:[ap]\.?m\b\.?|hrs\b)?"
    r"|[0-9]{4}\s*(?:hrs\b)?(?![0-9])"
    r"|[0-9]{1,2}\s*(?:[ap]\.?m\b\.?)?)"
)
_LEAD = r"(?:(?:at|from|(?P<between>between))\s+)?"
_SEP = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\band\b)\s*"
_RANGE = re.compile(rf"{_LEAD}(?P<first>{_TIME}){_SEP}(?P<second>{_TIME})(?![0-9:/.]*[0-9a-z/])", re.IGNORECASE)
_ONE = rf"(?i)(?:(?:at|from)\s+)?({_TIME})"
_PARTS = (
    r"(?i)(?P<h>[0-9]{1,2})[:.](?P<m>[0-9]{2})\s*(?P<tail>[ap]\.?m\.?|hrs)?"
    r"|(?P<hh>[0-9]{2})(?P<mm>[0-9]{2})\s*(?:hrs)?"
    r"|(?P<bare>[0-9]{1,2})\s*(?P<half>[ap]\.?m\.?)?"
)


class TimeRange(NamedTuple):
    """When something starts and ends."""

    start: time
    end: time


class RangeMatch(NamedTuple):
    """A range within a text, and where it stands."""

    start: int
    end: int
    range: TimeRange


class _Clock(NamedTuple):
    """A time as written: hour and minute; half is "am", "pm" or ""; kind is clock, twelve, bare or word."""

    hour: int
    minute: int
    half: str
    kind: str


def read_range(text: str, *, unusual: bool) -> TimeRange:
    """Read the range that a text is; raises Wrong (DAT07)."""
    match = _RANGE.fullmatch(text.strip())
    if match is None or not _and_fits(match):
        raise _unreadable(text)
    return _judged(match, len(text) - len(text.lstrip()), unusual)


def find_range(text: str, *, unusual: bool) -> RangeMatch | None:
    """Find the first range in a text; raises Wrong (DAT07) for one that cannot be."""
    for match in _RANGE.finditer(text, *bounds(text)):
        before = text[match.start() - 1 : match.start()]
        inside = bool(before) and (before.isalnum() or before in "/.:-")
        if _and_fits(match) and _certain(match) and not inside:
            return RangeMatch(match.start(), match.end(), _judged(match, 0, unusual))
    return None


def check_exists(local: datetime, zone: ZoneInfo) -> None:
    """Refuse a wall-clock time that does not exist, or exists twice, on its day; raises Wrong (DAT08)."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
    what = "happens twice" if exists else "does not exist"
    message = f"{humanize.clock(local)} {what} on {humanize.weekday(local)} because the clocks change."
    raise Wrong("DAT08", message, "Choose another time.")


def _and_fits(match: re.Match[str]) -> bool:
    """Tell whether "and" stands only after "between"."""
    middle = match.string[match.end("first") : match.start("second")].strip().lower()
    return middle != "and" or match["between"] is not None


def _certain(match: re.Match[str]) -> bool:
    """Tell whether a match within other words is surely times: "9-5" and "2022-03" could be anything else."""
    parts = (match["first"].strip(), match["second"].strip())
    return not all(part.isdigit() for part in parts) or all(len(part) == 4 for part in parts)


def _judged(match: re.Match[str], shift: int, unusual: bool) -> TimeRange:
    offset = match.start() + shift
    written = match[0].strip()
    times = _resolved(_clock(match["first"], offset), _clock(match["second"], offset), written, offset)
    start, end = times
    if end <= start:
        message = f"The end ({humanize.clock(end)}) is not after the start ({humanize.clock(start)})."
        raise Wrong("DAT07", message, "", offset)
    if not unusual and not (start >= EARLIEST and end <= LATEST):
        raise _outside(match, times, written, offset)
    if (end.hour - start.hour) * 60 + end.minute - start.minute > LONGEST:
        raise Wrong("DAT07", f"{humanize.hours(start, end)} is more than 10 hours.", "Check the times.", offset)
    return times


def _outside(match: re.Match[str], times: TimeRange, written: str, offset: int) -> Wrong:
    start, end = times
    hours = humanize.hours(start, end)
    both_clock = all(_clock(match[part], 0).kind == "clock" for part in ("first", "second"))
    if both_clock and end < time(8) and start < EARLIEST:
        later = f"{humanize.clock(_later(start))} to {humanize.clock(_later(end))}"
        return Wrong("DAT07", f'"{written}" means {hours}.', f'If you meant the afternoon write "{later}".', offset)
    hint = 'If that is right, add the line "unusual hours: yes".'
    return Wrong("DAT07", f"{hours} is outside 7am to 9pm.", hint, offset)


def _later(clock: time) -> time:
    return clock.replace(hour=(clock.hour + 12) % 24)


def _half(text: str) -> str:
    match = re.search(r"([ap])\.?m\.?\s*$", text, re.IGNORECASE)
    return f"{match[1].lower()}m" if match else ""


def _clock(text: str, offset: int) -> _Clock:
    written = text.strip().lower()
    if written.endswith(("midday", "noon")):
        return _Clock(12, 0, "pm", "word")
    if written.endswith("midnight"):
        hint = "Write 11:59pm."
        raise Wrong("DAT07", '"midnight" could be the start or the end of the day.', hint, offset)
    match = re.fullmatch(_PARTS, written)
    if match is None:
        raise Wrong("DAT07", f'I cannot read "{written}" as a time.', 'Write it like "9:30am".', offset)
    half = _half(written)
    hour, minute = int(match["h"] or match["hh"] or match["bare"]), int(match["m"] or match["mm"] or 0)
    kind = "twelve" if half else "bare" if match["bare"] else "clock"
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise Wrong("DAT07", f'"{text.strip()}" is not a time.', 'Write it like "9:30am".', offset)
    return _Clock(hour, minute, half, kind)


def _resolved(first: _Clock, second: _Clock, written: str, offset: int) -> TimeRange:
    if second.kind == "bare" or (first.kind == "bare" and second.kind == "clock"):
        raise Wrong("DAT07", f'"{written}": add am or pm to both times.', "", offset)
    end = _time(second, second.half)
    if first.kind in ("clock", "bare") and second.kind in ("twelve", "word") and first.hour <= 12:
        start = _time(first, second.half)
        return TimeRange(start if start < end else _time(first, "am"), end)
    return TimeRange(_time(first, first.half), end)


def _time(clock: _Clock, half: str) -> time:
    if not half:
        return time(clock.hour, clock.minute)
    return time(clock.hour % 12 + (12 if half == "pm" else 0), clock.minute)


def _unreadable(text: str) -> Wrong:
    quoted = humanize.excerpt(text.strip())
    match = re.fullmatch(_ONE, text.strip())
    if match:
        _clock(match[1], 0)
        hint = 'Write the start and the end, like "9:30am to 4:30pm".'
        return Wrong("DAT07", f'"{quoted}" has no end.', hint)
    return Wrong("DAT07", f'I cannot read "{quoted}" as times.', 'Write them like "9:30am to 4:30pm".')
