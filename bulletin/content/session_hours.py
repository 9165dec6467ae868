"""Read the hours of a session line: a range, all day, or only a start; with time zones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from typing import NamedTuple

from ..model import Timing
from ..text import humanize, zones
from ..text.expressions import compiled
from ..text.online import UNKNOWN_YET
from .frontmatter import Wrong
from .spans import READ, LineText
from .times import TIME, HourLimits, TimeRange, find_ranges, judge_range, no_end, read_range, read_time

ABBREVIATIONS = (
    "GMT",
    "BST",
    "UTC",
    "IST",
    "CET",
    "CEST",
    "WET",
    "WEST",
    "EET",
    "EEST",
    "EST",
    "EDT",
    "CST",
    "CDT",
    "MST",
    "MDT",
    "PST",
    "PDT",
    "ET",
    "CT",
    "MT",
    "PT",
)
"""Abbreviations of clock times. They must be right for the zone and the day: BST in July, GMT in January."""

UK_CLOCKS = r"(?:GMT ?/ ?BST|BST ?/ ?GMT)"
"""The pattern of the two abbreviations for British time together."""
UNKNOWN_ZONES = (
    r"(?:(?:UTC|GMT) ?)?[+-][0-9]{1,2}(?::?[0-9]{2})?|local time|Z"
    r"|(?:US )?(?:Pacific|Mountain|Central|Eastern|Central European|Eastern European|Western European)"
    r"(?: (?:Standard|Daylight|Summer))? [Tt]ime"
)
"""The pattern of zones that name no place, and so do not say when their clocks change."""
ZONE_NAME = r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_/]+"
"""The pattern of an IANA name."""
_LONG_NAMES = {"British Summer Time": "BST", "Greenwich Mean Time": "GMT"}
_BOTH_TIMES = {"ET": ("EST", "EDT"), "CT": ("CST", "CDT"), "MT": ("MST", "MDT"), "PT": ("PST", "PDT")}
"""Abbreviations for winter and summer time together → the two abbreviations."""
ALL_DAY_WORDS = r"(?:all|full)[- ]day"
"""The pattern of the words for a whole day."""

_LEFT = rf"(?:\A|(?<=[{READ},;|.:])|(?<=[-–—] )|(?<=\bat ))\s*"
_EVENT_WORD = rf"(?:event|session|course|workshop|training|conference)(?=\s*(?:\Z|[{READ},;|.:()]|[-–—]\s))"
_ALL_DAY = re.compile(rf"{_LEFT}all[- ]day\b(?:\s+{_EVENT_WORD})?(?!\s+(?-i:[A-Z]))", re.IGNORECASE)
_FULL_DAY = re.compile(
    rf"(?:{_LEFT}|\bfor )(?:a )?full[- ]day(?:\s+{_EVENT_WORD})?(?=\s*(?:\Z|[{READ},;|.:()]|[-–—]\s))", re.IGNORECASE
)
_PART_OF_DAY = (
    rf"(?i)(?:{_LEFT}\(?|\bfor |\()"
    r"(?P<part>(?:a )?(?:full|half)[- ]day|(?:all )?(?:morning|afternoon|evening)|lunch ?time|am|pm)"
    rf"(?: (?:session|course|event))?(?:\)|(?=\s*(?:\Z|[{READ},;|.:(]|[-–—]\s|[0-9])))"
)
_ZONE_IN_BRACKETS = re.compile(rf"\((UK(?: time)?|{'|'.join(ABBREVIATIONS)}|[A-Z][A-Za-z_/ ]+ time)\)")
_SAYS_ALL_DAY = re.compile(rf"\b{ALL_DAY_WORDS}\b", re.IGNORECASE)
_UNKNOWN = re.compile(rf"\btimes?\s*{UNKNOWN_YET}\b|\btimes?\s*:\s*{UNKNOWN_YET}\b", re.IGNORECASE)
_ZONE = (
    rf"(?:[\s,]*{READ}\s*|,\s*(?![A-Z]+\s+[A-Z])|\s*)"
    rf"(?P<word>{'|'.join(word for word in ABBREVIATIONS if len(word) > 2)})\b"
    r"(?!\s?\+[0-9]|-[0-9]|\s?/\s?(?:GMT|BST))"
    rf"|\s*{READ}?\s*(?P<both>{'|'.join(_BOTH_TIMES)})(?=\s*(?:\Z|[{READ},;|.:)]|[-–—]\s))"
    rf"|[\s,]*{READ}?\s*(?P<uk>(?:UK|U\.K\.)(?:\s+time\b|(?=\s*(?:\Z|[{READ},;|.:)])))|British time\b|{UK_CLOCKS}\b)"
    rf"|[\s,]*{READ}?\s*(?P<long>British Summer Time|Greenwich Mean Time)\b"
    rf"|[\s,]*{READ}?\s*(?P<odd>{UNKNOWN_ZONES})(?=\s*(?:\Z|[{READ},;|.:)]|[-–—]\s))"
    rf"|[\s,]*{READ}?\s*(?P<area>{ZONE_NAME})(?=\s*(?:\Z|[{READ},;|.:)]|[-–—]\s))"
    rf"|[\s,]*{READ}?\s*(?P<name>[A-Z][A-Za-z_]+(?:[/ -][A-Z][A-Za-z_]+){{0,3}})\s+time\b"
)
_OFFSET_TIME = re.compile(r"(?<![0-9:])[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?P<odd>Z|\+[0-9]{2}:?[0-9]{2})(?!\w)")
_LENGTH = re.compile(r"(?<![\w.,:])[0-9]{1,3}(?:\.[0-9])?\s*(?:hours?|minutes?|mins|hrs)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\((?P<inner>[^()]*)\)")
_ALSO_CITY = re.compile(
    r"\s*(?P<other>,?\s*the (?:next|following) day|,?\s*the day before)?"
    r"\s*(?:in\s+)?(?P<city>[A-Za-z_/ -]+?)(?:\s+time)?\s*"
)
_TIMES = rf"(?i)(?<![\w.:£]){TIME}(?![\w:£%])"
_SURE = re.compile(
    r"[:.][0-9]{2}|[ap]\.?m\b|(?:noon|midday|midnight)(?!\s+(?-i:[A-Z]))|hours|hrs|[0-9]{2}h\b",
    re.IGNORECASE,
)
_LEAD_OF_START = re.compile(
    r"(?:\bat|@|(?P<quoted>\bfrom|\bstarts?(?: at)?|\bstarting(?: at)?|\bbegins(?: at)?))\s*\Z", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s+(?:(?:at|in|via|on|with|by|led by|delivered by)\s|(?-i:[A-Z]))", re.IGNORECASE)
"""What may follow a start without a comma: a place, a presenter, a name."""
_TAIL_OF_START = re.compile(r"\s*(?:(?P<quoted>start|onwards)|prompt|sharp)\b", re.IGNORECASE)


class OtherHours(NamedTuple):
    """The hours that a line gives for another zone."""

    zone: str
    """The IANA name."""
    range: TimeRange
    text: str
    """The city or zone, as written."""
    offset: int


class LineHours(NamedTuple):
    """The hours of a session line, before they have a day."""

    timing: Timing = Timing.TIMED
    range: TimeRange | None = None
    """Start and end; None for a session without hours, or with only a start."""
    start: time | None = None
    """The start, if the line has no end."""
    zone: str = ""
    """The IANA name, "" for the bulletin's."""
    clock_name: str = ""
    """The abbreviation after the hours, like "GMT"; "" without one."""
    also: tuple[OtherHours, ...] = ()
    offset: int = 0


def refuse_offset(line: LineText) -> None:
    """Raise Wrong (DAT08) for a time with its distance from UTC: 14:00Z, 14:00+01:00."""
    match = _OFFSET_TIME.search(line.text) if "Z" in line.text or "+" in line.text else None
    if match:
        raise unknown_zone(match["odd"], match.start("odd"))


def take_other_zones(line: LineText) -> tuple[OtherHours, ...]:
    """Read the brackets with hours in other zones, like "(10am to 11am in New York)"; raises Wrong (DAT07, DAT08)."""
    return tuple(_other_zones(line)) if "(" in line.text else ()


def _other_zones(line: LineText) -> Iterator[OtherHours]:
    for bracket in list(_BRACKET.finditer(line.text)):
        inner = bracket["inner"]
        for match in find_ranges(inner)[:1]:
            start = len(line.text[: bracket.start()].rstrip())
            if _first_range_end(line.text) > start:
                continue  # Without other hours in front, these are the hours of the session.
            city = _ALSO_CITY.fullmatch(inner, match.end())
            if inner[: match.start()].strip() or city is None or city["city"].upper() in ABBREVIATIONS[:3]:
                continue
            offset = bracket.start("inner")
            zone = zone_named(city["city"], offset + city.start("city"))
            line.take(start, bracket.end(), "other hours")
            yield OtherHours(zone, judge_range(match, HourLimits(unusual=True)), city["city"], offset)


def _first_range_end(text: str) -> int:
    return next((match.end() for match in find_ranges(text)), len(text))


def take_hours(line: LineText, limits: HourLimits, start: int, end: int) -> LineHours | None:
    """Read the hours between two offsets of a line, None if there are none; raises Wrong (SES01, DAT07, DAT08)."""
    piece = line.text[start:end]
    ranges = find_ranges(piece)
    times = _read_range_at(ranges[0], limits, start) if len(ranges) == 1 else None
    if times:
        piece = _without_parts_of_day(line, start, end, times)
    whole = [(match, timing) for form, timing in _WHOLE_DAYS for match in form.finditer(piece)]
    if len(ranges) + len(whole) > 1:
        raise _several_times(
            line, piece, start + min(match.start() for match in (*ranges, *(match for match, _ in whole)))
        )
    for match, timing in whole:
        line.take(start + match.start(), start + match.end(), "hours")
        return LineHours(timing=timing, offset=start + match.start())
    if times is None:
        return None
    first, last = (start + offset for offset in ranges[0].span())
    line.take(first, last, "hours")
    zone, clock_name = take_zone(line, last, end)
    return LineHours(range=times, zone=zone, clock_name=clock_name, offset=first)


_WHOLE_DAYS = ((_ALL_DAY, Timing.ALL_DAY), (_FULL_DAY, Timing.ALL_DAY), (_UNKNOWN, Timing.UNKNOWN))


def _without_parts_of_day(line: LineText, start: int, end: int, times: TimeRange) -> str:
    """Blank "full day", "AM" or "morning session" beside hours, which say it more exactly; raises Wrong (DAT07)."""
    for match in compiled(_PART_OF_DAY).finditer(line.text, start, end):
        part = match["part"].lower().replace("-", " ")
        fits = next(fits for word, fits in _FITS.items() if word in part)
        if not fits(times):
            message = f'{humanize.hours(times.start, times.end)} is not "{match["part"].lower()}".'
            raise Wrong("DAT07", message, "Put that right, or leave one of them out.", match.start("part"))
        line.take(match.start(), match.end(), "hours")
    return line.text[start:end]


_FITS: Mapping[str, Callable[[TimeRange], bool]] = {
    "lunch": lambda times: 11 <= times.start.hour < 15,
    "morning": lambda times: times.start.hour < 12,
    "afternoon": lambda times: 11 <= times.start.hour < 18,
    "evening": lambda times: times.start.hour >= 16,
    "half": lambda times: times.minutes <= 6 * 60,
    "full": lambda times: times.minutes >= 4 * 60,
    "all": lambda times: times.minutes >= 4 * 60,
    "am": lambda times: times.start.hour < 12,
    "pm": lambda times: times.start.hour >= 12,
}
"""A word for a part of the day → whether hours fit it."""


def take_start(line: LineText, start: int, end: int, *, lasts: bool) -> LineHours | None:
    """Read a start without an end between two offsets of a line, None if there is none.

    lasts: whether a key says how long the session lasts; if not, raises Wrong (DAT07).
    """
    piece = line.text[start:end]
    times = [match for match in compiled(_TIMES).finditer(piece) if _SURE.search(match[0])]
    if len(times) != 1:
        return None
    match = times[0]
    lead, tail = _LEAD_OF_START.search(piece, 0, match.start()), _TAIL_OF_START.match(piece, match.end())
    first, last = (lead.start() if lead else match.start()), (tail.end() if tail else match.end())
    zone_after = compiled(_ZONE).match(piece, last)
    rest = piece[zone_after.end() if zone_after else last :]
    if not (_ends_piece(piece[:first][::-1]) and (_ends_piece(rest) or _GOES_ON.match(rest))):
        return None
    if not lasts:
        quoted = piece[
            first if lead and lead["quoted"] else match.start() : last if tail and tail["quoted"] else match.end()
        ]
        wrong = no_end(quoted.strip(), _length_in(piece))
        raise Wrong(wrong.rule, wrong.message, wrong.hint, start + first)
    clock = _read_time_at(match, start)
    line.take(start + first, start + last, "hours")
    zone, clock_name = take_zone(line, start + last, end)
    return LineHours(start=clock, zone=zone, clock_name=clock_name, offset=start + first)


def _length_in(piece: str) -> str:
    """Return a length of time in a piece of a line, like "90 minutes"; "2 hours" as an example if it has none."""
    match = _LENGTH.search(piece)
    return match[0] if match else "2 hours"


def holds_time(text: str) -> bool:
    """Tell whether a text holds what is surely a time of day."""
    return any(
        _SURE.search(match[0]) and _SURE.search(text, match.start()) for match in compiled(_TIMES).finditer(text)
    )


def take_zone(line: LineText, start: int, end: int) -> tuple[str, str]:
    """Read the zone that follows hours: its IANA name, and what the clocks are said to show; raises Wrong (DAT08)."""
    match = compiled(_ZONE).match(line.text, start, end)
    if match is None:
        return "", ""
    if match["odd"]:
        raise unknown_zone(line.whole[match.start("odd") : match.end("odd")], match.start("odd"))
    kind = "name" if match["name"] else "area"
    zone = "Europe/London" if match["uk"] else zone_named(match[kind], match.start(kind)) if match[kind] else ""
    line.take(match.start(), match.end(), "zone")
    return zone, match["word"] or match["both"] or _LONG_NAMES.get(match["long"] or "", "")


def shows(clock_name: str, zone_name: str) -> bool:
    """Tell whether an abbreviation in a line fits the one that the clocks show: ET fits EST and EDT."""
    return zone_name in _BOTH_TIMES.get(clock_name, (clock_name,))


def says_all_day(text: str) -> bool:
    """Tell whether a text has the words "all day" or "full day"."""
    return _SAYS_ALL_DAY.search(text) is not None


def zone_named(name: str, offset: int) -> str:
    """Return the IANA name of the zone of a city, or of a zone's name; raises Wrong (DAT08)."""
    zone = zones.named(re.sub(r"\s+time\Z", "", name.strip(), flags=re.IGNORECASE))
    if not zone:
        raise unknown_zone(name.strip(), offset)
    return zone


def unknown_zone(name: str, offset: int) -> Wrong:
    """Make the problem of words in the position of a time zone that name none."""
    return Wrong("DAT08", f'I do not know the time zone "{name}".', 'Write it like "Europe/Dublin time".', offset)


def _read_range_at(match: re.Match[str], limits: HourLimits, shift: int) -> TimeRange:
    try:
        return judge_range(match, limits)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + shift) from None


def _read_time_at(match: re.Match[str], shift: int) -> time:
    try:
        return read_time(match[0])
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, shift + match.start()) from None


def _several_times(line: LineText, piece: str, offset: int) -> Wrong:
    message = f"There are {humanize.count(len(find_ranges(piece)), 'time')} in this session."
    if len(find_ranges(piece)) < 2:
        return Wrong("SES01", "There are 2 times in this session.", "Keep one.", offset)
    if re.search(rf"\b(?:{'|'.join(ABBREVIATIONS)})\b|\btime\b", piece):
        hint = 'Write the hours of another time zone in brackets, like "2pm to 3pm (10am to 11am New York)".'
        return Wrong("SES01", message, hint, offset)
    return Wrong("SES01", message, 'Put each on its own line, with a name like "Morning:".', offset)


def _ends_piece(text: str) -> bool:
    """Tell whether a text is empty, or begins with punctuation or with a part that was read."""
    bare = text.lstrip()
    return not bare or bare[0] in f"{READ},;|.:–—-()"


def read_hours(text: str, limits: HourLimits, *, lasts: bool) -> LineHours:
    """Read a text that is hours and nothing else: a range, all day, or a start if `lasts`; raises Wrong (DAT07…)."""
    line = LineText(_ZONE_IN_BRACKETS.sub(r" \1 ", text))
    hours = take_hours(line, limits, 0, len(text)) or take_start(line, 0, len(text), lasts=lasts)
    if hours is None and compiled(rf"(?i){UNKNOWN_YET}").fullmatch(text.strip()):
        raise Wrong("DAT07", f'"{text.strip()}" is not a time.', 'Write "time: time to be confirmed".')
    if hours is None or line.words(0, len(text)).strip(" ,."):
        return LineHours(range=read_range(text, limits))
    return hours
