"""Read times of day and ranges of them, as people write them in Britain."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from ..text import humanize
from ..text.expressions import compiled, has_any
from .frontmatter import Wrong, bounds

EARLIEST, LATEST = time(7), time(21)
"""The usual hours: sessions outside them need `unusual hours: yes`."""
LONGEST, LONGEST_UNUSUAL = 10 * 60, 16 * 60
"""The greatest length of a session in minutes, and with `unusual hours: yes`."""

_MIDNIGHT = time(0)
_EVENING = time(17)
_DAY = 24 * 60

_HOURS = r"(?:hours|hrs?|h)\b"
TIME = (
    r"(?:(?:12(?:[:.]00)?\s*)?(?:midday|noon|midnight)\b"
    rf"|[0-9]{{1,2}}[:.][0-9]{{2}}(?::00)?\s*(?:[ap]\.?m\b\.?|{_HOURS})?"
    rf"|[0-9]{{4}}\s*(?:{_HOURS})?(?![0-9])"
    r"|[0-9]{1,2}\s*(?:[ap]\.?m\b\.?)?)"
)
"""The pattern of a time of day."""

_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty(?:[- ]five)?)"
SPOKEN_TIMES = re.compile(
    rf"(?=.*\b(?:half|quarter|o.?clock|{_NUMBER} to {_NUMBER})\b)(?!one to one\b)(?=\w+\W+\w)"
    rf"(?:(?:at|from|half|quarter|past|to|until|till?|between|and|o.?clock|{_NUMBER}|[0-9]{{1,2}}|[ap]\.?m\.?"
    r"|in the (?:morning|afternoon|evening))(?!\w)[\s,–-]*)+",
    re.IGNORECASE,
)
"""The pattern of times as people say them: half past nine to ten o'clock."""

_LEAD = r"(?:(?:@|(?:at|from|(?P<between>between))\s)\s*)?"
_SEP = r"\s*(?:[–—~]|-{1,3}|\bto\b|\b(?:un)?til\b|['’]til\b|\btill\b|\band\b)\s*"
_SEPARATORS = ("-", "–", "—", "~", "to", "til", "and")
"""What stands between the times of each range, in small letters."""
_RANGE = rf"(?i){_LEAD}(?P<first>{TIME}){_SEP}(?P<second>{TIME})(?![0-9:/.]*[0-9a-z/])"
_ONE = re.compile(rf"(?:(?:at|from)\s+)?({TIME})", re.IGNORECASE)
_PARTS = (
    r"(?i)(?P<h>[0-9]{1,2})[:.](?P<m>[0-9]{2})(?::00)?\s*(?P<tail>[ap]\.?m\.?|hours|hrs?|h)?"
    r"|(?P<hh>[0-9]{2})(?P<mm>[0-9]{2})\s*(?:hours|hrs?|h)?"
    r"|(?P<bare>[0-9]{1,2})\s*(?P<half>[ap]\.?m\.?)?"
)


class TimeRange(NamedTuple):
    """A start and an end."""

    start: time
    end: time
    """The end; one that is not after the start is on the next day, and midnight is the end of the day."""

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        minutes = (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute
        return minutes if minutes > 0 else minutes + _DAY

    @property
    def goes_on(self) -> bool:
        """Whether it ends on the next day, or at midnight."""
        return self.end <= self.start


class HourLimits(NamedTuple):
    """The hours that sessions may have."""

    unusual: bool = False
    """Whether the item says `unusual hours: yes`, so that all hours are allowed."""
    earliest: time = EARLIEST
    latest: time = LATEST


class _Clock(NamedTuple):
    """A time as written."""

    hour: int
    minute: int
    half: str
    """"am", "pm" or ""."""
    kind: str
    """clock (9:30), twelve (9:30am), bare (9) or word (noon)."""
    zero: bool = False
    """Whether it begins with 0, as in 08:30."""


class _WrittenRange(NamedTuple):
    """Two times as written, and where."""

    first: _Clock
    second: _Clock
    text: str
    """As written: "9.30-10.30"."""
    offset: int


def read_range(text: str, limits: HourLimits) -> TimeRange:
    """Read the range that a text is; raises Wrong (DAT07)."""
    match = compiled(_RANGE).fullmatch(text.strip())
    if match is None or not _and_fits(match):
        raise _unreadable(text)
    return _read_match(match, len(text) - len(text.lstrip()), limits)


def read_time(text: str, *, is_end: bool = False) -> time:
    """Read a time of day; raises Wrong (DAT07) for a bare number. Midnight is time(0), also as an end.

    is_end: whether it is an end, which may be written 24:00.
    """
    clock = _read_clock(text, 0)
    if clock.kind == "bare":
        raise Wrong("DAT07", f'"{text.strip()}" is not a time.', 'Write it like "9:30am".')
    if clock.hour == 24 and not is_end:
        raise Wrong("DAT07", f'"{text.strip()}" is not a time.', 'Write it like "9:30am".')
    return _to_time(clock, clock.half)


def find_ranges(text: str) -> tuple[re.Match[str], ...]:
    """Find where ranges stand in a text; give each to `judge_range`."""
    if not has_any(text.lower(), _SEPARATORS):
        return ()
    return tuple(match for match in compiled(_RANGE).finditer(text, *bounds(text)) if _stands_alone(match))


def judge_range(match: re.Match[str], limits: HourLimits) -> TimeRange:
    """Read a range that `find_ranges` found; raises Wrong (DAT07)."""
    return _read_match(match, 0, limits)


def _stands_alone(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    if before == "-" and not match.string[: match.start() - 1][-1:].isalnum():
        return _and_fits(match) and _is_certain(match)
    inside = bool(before) and (before.isalnum() or before in "/.:-£€$")
    return _and_fits(match) and _is_certain(match) and not inside


def check_exists(moment: datetime) -> None:
    """Raise Wrong (DAT08) for a time of a zone that does not exist or exists twice, because the clocks change."""
    if not _clocks_change(moment.date(), moment.tzinfo):
        return
    first, second = (moment.replace(fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return
    there_and_back = first.astimezone(UTC).astimezone(moment.tzinfo)
    exists = there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)
    what = "happens twice" if exists else "does not exist"
    message = f"{humanize.clock(moment)} {what} on {humanize.weekday(moment)} because the clocks change."
    raise Wrong("DAT08", message, "Choose another time.")


@lru_cache(maxsize=512)
def _clocks_change(day: date, zone: tzinfo | None) -> bool:
    """Tell whether the clocks of a zone change on a day."""
    midnight = datetime.combine(day, _MIDNIGHT, zone)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()


def _and_fits(match: re.Match[str]) -> bool:
    """Tell whether the word between the times is right: "and" is only right after "between"."""
    middle = match.string[match.end("first") : match.start("second")].strip().lower()
    return middle != "and" or match["between"] is not None


def _is_certain(match: re.Match[str]) -> bool:
    """Tell whether a match inside other words is clearly two times; "9-5" or "2022-03" could mean something else."""
    parts = (match["first"].strip(), match["second"].strip())
    return not all(part.isdigit() for part in parts) or all(len(part) == 4 for part in parts)


def _read_match(match: re.Match[str], shift: int, limits: HourLimits) -> TimeRange:
    offset = match.start() + shift
    written = _WrittenRange(
        _read_clock(match["first"], offset), _read_clock(match["second"], offset), match[0].strip(), offset
    )
    times = _resolve_range(written)
    if times.goes_on and times.end != _MIDNIGHT:
        later_end = _later_end(written.second, times)
        if later_end or not limits.unusual:
            raise _end_before_start(times, later_end, offset)
    if times.minutes > LONGEST_UNUSUAL:
        raise Wrong("DAT07", f"{humanize.hours(*times)} is more than 16 hours.", "Check the times.", offset)
    if not limits.unusual:
        _judge_afternoon(written, times, limits)
        _judge_midday(written, times, limits)
        judge_length(times, limits, offset)
    return times


def judge_length(times: TimeRange, limits: HourLimits, offset: int) -> None:
    """Raise Wrong (DAT07) for hours outside the limits or a length of more than 10 hours, unless `limits.unusual`."""
    if limits.unusual:
        return
    if _is_outside(times, limits):
        usual = humanize.hours(limits.earliest, limits.latest)
        raise Wrong("DAT07", f"{humanize.hours(*times)} is outside {usual}.", _IF_RIGHT, offset)
    if times.minutes > LONGEST:
        raise Wrong("DAT07", f"{humanize.hours(*times)} is more than 10 hours.", _IF_RIGHT, offset)


def _is_outside(times: TimeRange, limits: HourLimits) -> bool:
    return times.start < limits.earliest or times.goes_on or times.end > limits.latest


_IF_RIGHT = 'If that is right, add the line "unusual hours: yes".'


def _later_end(written: _Clock, times: TimeRange) -> time | None:
    """Return the end half a day later if it may be meant, as in 12.30-1.30 and 7pm-8.30; None for 22.30-06.30."""
    later = _half_a_day_later(times.end)
    is_clock = written.kind == "clock" or (times.end.hour == 0 and written.half == "am")
    return later if is_clock and not written.zero and times.end.hour < 12 and later > times.start else None


def _end_before_start(times: TimeRange, later_end: time | None, offset: int) -> Wrong:
    """Make the problem of an end before its start; the hint says how to write one on the next day.

    later_end: the end half a day later, if it may be meant.
    """
    message = f"The end ({humanize.clock(times.end)}) is not after the start ({humanize.clock(times.start)})."
    if later_end:
        part = "evening" if later_end >= _EVENING else "afternoon"
        written = f"{humanize.clock(times.start)} to {humanize.clock(later_end)}"
        return Wrong("DAT07", message, f'If you meant the {part} write "{written}".', offset)
    through_night = times.start >= _EVENING and times.minutes <= LONGEST_UNUSUAL
    hint = 'If it ends on the next day, add the line "unusual hours: yes".' if through_night else ""
    return Wrong("DAT07", message, hint, offset)


def _judge_afternoon(written: _WrittenRange, times: TimeRange, limits: HourLimits) -> None:
    """Raise Wrong (DAT07) for hours in the night that may be meant for the afternoon, like 1.30-3.30."""
    start, end = times
    both_clock = written.first.kind == written.second.kind == "clock"
    if not both_clock or times.goes_on or start >= limits.earliest:
        return
    fits_later = end.hour < 12 and _half_a_day_later(end) <= limits.latest and not written.first.zero
    if end < time(8) or fits_later:
        later = f"{humanize.clock(_half_a_day_later(start))} to {humanize.clock(_half_a_day_later(end))}"
        message = f'"{written.text}" means {humanize.hours(start, end)}.'
        raise Wrong("DAT07", message, f'If you meant the afternoon write "{later}".', written.offset)


def _judge_midday(written: _WrittenRange, times: TimeRange, limits: HourLimits) -> None:
    """Raise Wrong (DAT07) for 12am where midday may be meant, as in 9am-12am."""
    start, end = times
    if not _is_outside(times, limits):
        return
    noon = time(12)
    if _is_twelve_am(written.second) and limits.earliest <= start < noon:
        meant = TimeRange(start, noon)
    elif _is_twelve_am(written.first) and end > noon:
        meant = TimeRange(noon, end)
    else:
        return
    message = f'"{written.text}" means {humanize.hours(start, end)}.'
    raise Wrong("DAT07", message, f'If you meant midday write "{humanize.hours(*meant)}".', written.offset)


def _is_twelve_am(clock: _Clock) -> bool:
    return (clock.hour, clock.minute, clock.half) == (12, 0, "am")


def _half_a_day_later(clock: time) -> time:
    return clock.replace(hour=(clock.hour + 12) % 24)


def _half_of_day(text: str) -> str:
    match = re.search(r"([ap])\.?m\.?\s*$", text, re.IGNORECASE)
    return f"{match[1].lower()}m" if match else ""


def _read_clock(text: str, offset: int) -> _Clock:
    written = text.strip().lower()
    if written.endswith(("midday", "noon")):
        return _Clock(12, 0, "pm", "word")
    if written.endswith("midnight"):
        return _Clock(0, 0, "", "word")
    match = compiled(_PARTS).fullmatch(written)
    if match is None:
        raise Wrong("DAT07", f'I cannot read "{written}" as a time.', 'Write it like "9:30am".', offset)
    half = _half_of_day(written)
    hour, minute = int(match["h"] or match["hh"] or match["bare"]), int(match["m"] or match["mm"] or 0)
    kind = "twelve" if half else "bare" if match["bare"] else "clock"
    if (hour > 23 and (hour, minute) != (24, 0)) or minute > 59 or (half and not 1 <= hour <= 12):
        raise Wrong("DAT07", f'"{text.strip()}" is not a time.', 'Write it like "9:30am".', offset)
    return _Clock(hour, minute, half, kind, written.startswith("0"))


def _resolve_range(written: _WrittenRange) -> TimeRange:
    first, second = written.first, written.second
    to_midnight = second.kind == "word" and not second.hour and first.kind in ("clock", "bare") and first.hour <= 12
    if second.kind == "bare" or (first.kind == "bare" and second.kind == "clock") or to_midnight:
        raise Wrong("DAT07", f'"{written.text}": add am or pm to both times.', "", written.offset)
    end = _to_time(second, second.half)
    if first.kind in ("clock", "bare") and second.kind in ("twelve", "word") and first.hour <= 12:
        start = _to_time(first, second.half)
        return TimeRange(start if start < end else _to_time(first, "am"), end)
    return TimeRange(_to_time(first, first.half), end)


def _to_time(clock: _Clock, half: str) -> time:
    if not half:
        return time(clock.hour % 24, clock.minute)
    return time(clock.hour % 12 + (12 if half == "pm" else 0), clock.minute)


def no_end(start: str, length: str = "2 hours") -> Wrong:
    """Make the problem of a start without an end. length: how long the session may last."""
    hint = f'Write the start and the end, like "9:30am to 4:30pm", or add "lasts: {length}".'
    return Wrong("DAT07", f'"{start}" has no end.', hint)


def _unreadable(text: str) -> Wrong:
    quoted = humanize.excerpt(text.strip())
    match = _ONE.fullmatch(text.strip())
    if match:
        _read_clock(match[1], 0)
        return no_end(quoted)
    return Wrong("DAT07", f'I cannot read "{quoted}" as times.', 'Write them like "9:30am to 4:30pm".')
