"""Write the sessions that were found as session lines that Bulletin reads back unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..content.dates import DayReading
from ..content.day_lists import find_days
from ..content.frontmatter import Wrong
from ..content.session_line_values import LineContext, SessionLine
from ..content.session_lines import read_session
from ..text import humanize
from ..text.online import is_online
from .blocks import TextRun
from .drafts import ImportContext
from .real_links import clean_link
from .row_reading import RowReading, without_days, without_hours
from .section_rows import SectionRow
from .session_finding import FoundSession, FoundSessions

PLACE = re.compile(r"(?:venue|location|place|where|address|platform|format)(?:\s*/.*)?", re.IGNORECASE)
"""The names of columns, and labels of lines, with the place."""
LABEL = re.compile(r"(?P<word>cohort|group|module|part|session|day|course)s?(?:\s+(?:no|number|#))?\.?", re.IGNORECASE)
_LABEL_IN_FRONT = re.compile(
    r"\s*(?P<label>(?:cohort|group|module|part|session|day|course)\s+(?:[0-9]{1,2}|[A-Z]))\b\s*[:|–—-]", re.IGNORECASE
)
_ONLINE = re.compile(
    r"\b(?:via|on|over|by|using|through)\s+(?P<service>(?:Microsoft\s+|MS\s+)?Teams|Zoom|Webex|Google Meet)\b"
    r"|\b(?P<bare>Microsoft Teams|MS Teams)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\bat\s+(?:the\s+)?(?P<place>[A-Z][^|;()]{3,80}?)[\s,]*(?:\Z|[|;(]|\.\s*\Z|,?\s+(?:from|on)\b)")
_BUILDING = re.compile(
    r"[|,–—-]\s*(?P<place>[A-Z][^|;()]{0,70}\b(?:Centre|Hall|House|Hotel|Room|Hospital|Building|Suite|"
    r"Library|University|College|Church|Stadium|Street|Road|Square|Lane|Academy|[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2})\b"
    r"[^|;()]{0,30}?)[\s,.–—-]*(?:\Z|[|;(])"
)
_NO_PLACE = re.compile(
    r"\b(?:cohort|book|register|link|trainer|cost|free|full|join|click|here)\b|[0-9][:.][0-9]|https?:|@", re.IGNORECASE
)
_WEB = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]]")
_LONGEST_PLACE = 80
_LONGEST_LINK = 600
"""The most characters of a link; a session line may have 1,000 in all."""


class WrittenSessions(NamedTuple):
    """Session lines, and whether they are complete."""

    lines: tuple[str, ...] = ()
    places: bool = True
    """Whether each line has a place."""
    links: bool = True
    """Whether each line has a booking link."""


def write_sessions(found: FoundSessions, context: ImportContext) -> WrittenSessions:
    """Write the sessions of a section, one on each line."""
    labels = Counter(_label(session.row) for session in found.sessions)
    own_rows = [session.row for session in found.sessions]
    general = _labelled_place(found.readings) or ""
    online = _online_place([reading for reading in found.readings if reading.row not in own_rows])
    lines, places, links = [], True, True
    for session in found.sessions:
        label = _label(session.row)
        about = _About(
            label if labels[label] == 1 else "",
            _own_place(session, found.readings) or general or ("" if _may_have_place(session, found) else online),
            _link(session, [reading.row for reading in found.readings], context),
        )
        line = _session_line(session, about, context)
        lines.append(line)
        places = places and bool(about.place) and f" {about.place}" in line
        links = links and bool(about.link) and about.link in line
    return WrittenSessions(tuple(lines), places, links)


class _About(NamedTuple):
    """The label, place and link of a session line, each "" if it is not certain."""

    label: str
    place: str
    link: str


def _session_line(session: FoundSession, about: _About, context: ImportContext) -> str:
    """Return the most complete line that Bulletin reads back with the same days and hours."""
    when = humanize.weekday(session.days[0])
    if len(session.days) > 1:
        when = f"{humanize.day(session.days[0])} to {humanize.day(session.days[-1])}"
    core = f"{when}, {humanize.hours(session.hours.start, session.hours.end)}"
    core += f" ({session.state})" if session.state else ""
    where = f", {'via' if is_online(about.place) else 'at'} {about.place}" if about.place else ""
    link = f", {about.link}" if about.link and len(about.link) <= _LONGEST_LINK else ""
    for front in (f"{about.label}: " if about.label else "", ""):
        for tail in (f"{where}{link}", link, ""):
            if _is_read_as(f"{front}{core}{tail}", session, context):
                return f"{front}{core}{tail}"
    return core


def _is_read_as(line: str, session: FoundSession, context: ImportContext) -> bool:
    """Tell whether Bulletin reads a line as the session from which it was written."""
    try:
        read = read_session(line, LineContext(context.day, month_first=context.month_first))
    except Wrong:
        return False
    if not isinstance(read, SessionLine) or len(read.parts) != 1 or read.parts[0].hours is None:
        return False
    return read.days == session.days and read.parts[0].hours.range == session.hours


def _label(row: SectionRow) -> str:
    """Return the label of a row's session, like "Cohort 2"; "" without one."""
    for head, cell in zip(row.heads, row.cells, strict=False):
        match = LABEL.fullmatch(head)
        text = " ".join("".join(run.text for run in cell).split())
        if match and text and len(text) <= 60 and not re.search(r"[:0-9]{3,}|/", text):
            return f"{match['word'].capitalize()} {text}" if text.isdigit() else text
    front = _LABEL_IN_FRONT.match(row.text)
    return front["label"] if front else ""


def _own_place(session: FoundSession, readings: Sequence[RowReading]) -> str:
    return next((_place(reading) for reading in readings if reading.row == session.row), "")


def _place(reading: RowReading) -> str:
    """Return the place of a row's session, from its column or its words; "" if there is none."""
    named = reading.row.under(PLACE)
    if named:
        return _clean_place(named)
    text = without_hours(without_days(reading.row.text, reading.days))
    online = _ONLINE.search(text)
    if online:
        return " ".join((online["service"] or online["bare"]).split())
    at = _AT.search(text) or _BUILDING.search(text)
    return _clean_place(at["place"]) if at else ""


def _labelled_place(readings: Sequence[RowReading]) -> str:
    """Return the only place in lines like "Venue: …"; "" if they differ."""
    rows = [reading.row for reading in readings]
    return _only({_clean_place(row.text) for row in rows if row.label and PLACE.fullmatch(row.label)})


def _online_place(readings: Sequence[RowReading]) -> str:
    """Return the only online service in lines about all sessions; "" if they differ."""
    lines = (reading for reading in readings if not reading.row.is_table and _ONLINE.search(reading.row.text))
    return _only({place.casefold(): place for place in map(_place, lines)}.values())


def _only(places: Collection[str]) -> str:
    return next(iter(places)) if len(places) == 1 else ""


def _may_have_place(session: FoundSession, found: FoundSessions) -> bool:
    """Tell whether a line has a name besides its days and hours, which may be its place: "8 March, 10am, Leeds"."""
    reading = next((each for each in found.readings if each.row == session.row), None)
    if reading is None or reading.row.is_table:
        return False
    text = without_hours(without_days(reading.row.text, reading.days))
    return bool(_NAME.search(_LABEL_IN_FRONT.sub("", text)))


_NAME = re.compile(r"[,–—|-]\s*(?!Full|Book|Online|Free|Cohort|Session|Day|Part|Group)[A-Z][a-z]{2,}")


def _clean_place(text: str) -> str:
    place = " ".join(text.split()).strip(" .,;–—-")
    return "" if len(place) > _LONGEST_PLACE or _NO_PLACE.search(place) else place


def _link(session: FoundSession, rows: Sequence[SectionRow], context: ImportContext) -> str:
    """Return the only link in the row of a session, or in other table rows that have only its day; else ""."""
    own = links_of(session.row, context)
    if own or len(session.days) > 1:
        return own[0] if len(own) == 1 else ""
    named = [row for row in rows if row is not session.row and row.is_table and _names_day(row, session, context)]
    links = {link for row in named for link in links_of(row, context)}
    return links.pop() if len(links) == 1 else ""


def links_of(row: SectionRow, context: ImportContext) -> list[str]:
    """Return the web addresses of a row: those of its links, and those written out."""
    bare = (TextRun(url, url) for url in _WEB.findall(row.text))
    urls = (clean_link(run, context).url for run in (*row.links, *bare))
    return list(dict.fromkeys(url for url in urls if url.startswith("http")))


def _names_day(row: SectionRow, session: FoundSession, context: ImportContext) -> bool:
    try:
        days = [day for days in find_days(row.text, DayReading(context.day, context.month_first)) for day in days.days]
    except Wrong:
        return False
    return days == list(session.days)
