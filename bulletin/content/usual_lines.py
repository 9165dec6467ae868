"""Read a session line of the usual form with one pattern, which is faster than the steps of session_lines.py.

The form is "Cohort 2: Tuesday 8 March 2022, 9:30am to 4:30pm, at Stopford House", with links and brackets already
read. The result is exactly that of the steps. A line with a mistake, or with any word that could have a special
meaning, is left to the steps.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..text import humanize
from ..text.expressions import compiled
from .dates import DayAtom, DayReading, real_day
from .day_lists import DayList
from .frontmatter import Wrong
from .line_draft import LineDraft
from .session_hours import LineHours
from .session_line_values import LinePart
from .session_no_names import NO_NAMES
from .session_places import read_place
from .spans import READ, LineText, Span
from .times import HourLimits, TimeRange, read_range

_LONGEST_LABEL = 60
_MONTHS = {month: number for number, month in enumerate(humanize.MONTHS, 1)}
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?[ap]m|[0-9]{2}[:.][0-9]{2})"
_WORD = r"[A-Z][A-Za-z'’]*"
_WORDS = re.compile("and [0-9]|[a-z]+")
"""The pattern of a word in small letters; "and" before a number joins two numbers and is part of a name."""
_GRAMMAR = (
    "sold provisional postponed closed moved rescheduled brought new was previously tba tbc confirmed announced "
    "follow at in via on with by for from between until till to not except delivered presented led facilitated "
    "hybrid place places venue location person face every each weekly fortnightly daily first second third fourth "
    "last week spring summer autumn winter date dates time times all noon midday midnight hours hr hrs free "
    "presenter presenters speaker cost audience note lasts am pm begins of the early mid late end and or "
    "withdrawn when where new change changed tentative rearranged oversubscribed unconfirmed called going running "
    "confirmation spaces seats left deferred suspended paused hold no not available registration application"
)
_WORDS_OF_GRAMMAR = frozenset(_GRAMMAR.split()) | {word for words in NO_NAMES for word in words.split()}
_BEGINNINGS = re.compile(
    r"(?<![a-z])(?:full|wait|book|cancel|start|"
    rf"{'|'.join(name[:3].lower() for name in (*humanize.MONTHS, *humanize.DAYS))})"
)
"""What other words of the grammar begin with, and all months and days of the week."""
_FORM = (
    r"(?:(?P<label>[A-Z][a-z]+(?: (?:[A-Za-z]+|[0-9]{1,3}))*):\ )?"
    rf"(?:(?P<weekday>{'|'.join(humanize.DAYS)}),?\ )?"
    rf"(?P<date>(?P<day>[0-9]{{1,2}})(?:\ (?P<month>{'|'.join(humanize.MONTHS)})\ (?P<year>20[0-9]{{2}})"
    r"|/(?P<number>[0-9]{1,2})/(?P<number_year>20[0-9]{2}|[0-9]{2})))"
    rf"(?:,?\ (?P<hours>{_CLOCK}(?:\ to\ |-|\ -\ |–|\ –\ ){_CLOCK}(?:(?<!m)\ (?![0-9:/.]*[0-9A-Za-z/]))?))?"
    rf",?(?:\ (?P<lead>at|via)(?P<place>(?:,?\ (?:{_WORD}|[A-Z]{{1,2}}[0-9]{{1,2}}|[0-9][A-Z]{{2}}))+))?"
    rf"[{READ} ,]*"
)
_read_place = lru_cache(maxsize=256)(read_place)


def read_usual(draft: LineDraft) -> tuple[DayList, LinePart] | None:
    """Read what is left of a line if it has the most usual form and no mistake: its name, its day, and all of it.

    Returns None for another line, and leaves it as it is.
    """
    line, context = draft.line, draft.context
    match = compiled(_FORM).fullmatch(line.text)
    if match is None or context.month_first:
        return None
    label, place = match["label"] or "", match["place"] or ""
    if len(label) > _LONGEST_LABEL or _may_mean_more(f"{label} {place}"):
        return None
    try:
        days = _days(match, context.reading)
        hours = _hours(match, context.limits) if match["hours"] else None
        where = _read_place(place, 0, match["lead"]) if place else ""
    except Wrong:
        return None
    _take_all(line, match)
    draft.label = label
    return days, LinePart(days.days, hours, place=where)


def _may_mean_more(text: str) -> bool:
    """Tell whether a name or a place has a word that could have a special meaning."""
    text = text.lower()
    return not _WORDS_OF_GRAMMAR.isdisjoint(_WORDS.findall(text)) or bool(_BEGINNINGS.search(text))


def _hours(match: re.Match[str], limits: HourLimits) -> LineHours:
    return LineHours(range=_range(match["hours"], limits), offset=match.start("hours"))


def _days(match: re.Match[str], reading: DayReading) -> DayList:
    start, end = match.start("weekday") if match["weekday"] else match.start("date"), match.end("date")
    year = int(match["year"] or match["number_year"])
    short = year < 100
    month = _MONTHS[match["month"]] if match["month"] else int(match["number"])
    atom = DayAtom(start, end, int(match["day"]), month, year + 2000 * short, match["weekday"] or "", False, (), short)
    day = real_day(atom, match.string, reading)
    written = match.string[start:end]
    return DayList(start, end, (day,), False, ((start, written, day),) if short else (), written)


@lru_cache(maxsize=256)
def _range(text: str, limits: HourLimits) -> TimeRange:
    return read_range(text, limits)


def _take_all(line: LineText, match: re.Match[str]) -> None:
    """Blank the whole line, and note what each part of it was read as."""
    days = match.start("weekday") if match["weekday"] else match.start("date")
    parts = [Span(0, match.end("label") + 1, "label")] if match["label"] else []
    parts.append(Span(days, match.end("date"), "days"))
    if match["hours"]:
        parts.append(Span(*match.span("hours"), "hours"))
    line.take_all(parts, "words")
