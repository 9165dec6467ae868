"""Read one session line, part by part.

The steps of `read_draft` each blank out what they read, so their order matters: a later step sees only the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from ..model import Moment
from ..text.humanize import excerpt
from . import session_states
from .dates import EXAMPLE, WEEKDAY, check_weekday
from .day_and_hour import read_moment
from .day_lists import EACH_DAY, DayList, day_list, find_chains, find_day_starts
from .frontmatter import Wrong
from .line_draft import LineDraft, Region
from .other_dates import explain_other_date
from .session_awaited import WHEN, awaited_at, read_awaited
from .session_brackets import LOOSE
from .session_every import plural_without_days, refuse_plural, take_every
from .session_hours import (
    LineHours,
    OtherHours,
    refuse_offset,
    says_all_day,
    take_hours,
    take_other_zones,
    take_start,
    take_zone,
)
from .session_judging import first_lack, judge_line, missing_time
from .session_keyed import take_keys, take_price
from .session_label import take_label
from .session_line_values import AwaitedLine, LineContext, LinePart, SessionLine
from .session_links import take_link
from .session_notes import LineFacts, refuse_note
from .session_remainders import without_days
from .session_through import take_through, with_year_of_end
from .session_words import take_words
from .spans import READ, LineText, plain_signs
from .usual_lines import read_usual
from .values import Before, read_before, read_length, read_number

_BLANKS = re.compile(r"[ \u00a0]{2,}")
_LEADS = r"on|from|between|start(?:s|ing)?|beginning|begins|commencing|commences|date"
_LEAD = re.compile(rf"(?:\b(?:{_LEADS})|,)\s*\Z", re.IGNORECASE)
_FIRST_DAY = re.compile(r"(?:start|begin|commenc)", re.IGNORECASE)
"""Words before a day after which a session has further days."""
_LEAD_AFTER_MOVE = re.compile(rf"(?:\b(?:{_LEADS}|to)|,)\s*\Z", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(
    rf"[\s,{READ}]*\b(?P<weekday>{WEEKDAY})\b(?=\s*(?:\Z|[{READ},;|.:]|\s[-–—]))", re.IGNORECASE
)
_FIELD_NAME = re.compile(
    rf"(?:\A|{READ}|[,;|.]|\s[-–—]\s|(?<=[0-9]{{4}})(?=\s+times?\s*:))\s*(?P<word>(?:dates?(?:\s*(?:and|&|/)\s*times?)?|when|times?)\s*:)"
    rf"(?=\s+(?!to\s+(?:be|follow)|tb[ca]\b)\S)",
    re.IGNORECASE,
)
_UNREAD_TIME = r"[0-9]{1,4}(?:[.:;,h][0-9]{1,2})?\s*(?:[ap]\.?m\b)?"
_UNREAD_TIMES = re.compile(rf"(?<![\w.]){_UNREAD_TIME}\s*(?:-|–|\bto\b)\s*{_UNREAD_TIME}(?!\w)", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?<![\w/.])(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![\w/])")
_EACH_DAY = re.compile(rf"\(\s*{EACH_DAY}\s*\)|(?<![(a-ln-z] )(?<!\()\b{EACH_DAY}\b(?!\s*\))", re.IGNORECASE)
_BEFORE_WORDS = re.compile(r"\b(?:before|prior|in advance|earlier|beforehand)\b")


class _DatedPart(NamedTuple):
    """A part of a line that has its own days, or one meeting over several days."""

    region: Region
    days: DayList | None
    through: tuple[datetime, datetime] | None
    """The start and the end of one meeting over several days."""


def read_session(text: str, context: LineContext) -> SessionLine | AwaitedLine:
    """Read the parts of a session line; raises Wrong (SES01, SES02, SES04, DAT…, CAL01, LNK07)."""
    single = _BLANKS.sub(" ", text) if "  " in text or not text.isascii() else text
    try:
        line = read_draft(LineDraft(LineText(single), context))
    except Wrong as wrong:
        lack = first_lack(plain_signs(single), context, wrong)
        raise lack if single == text else lack.later(_shift(text, lack.offset)) from None
    if single != text and isinstance(line, SessionLine):
        short = tuple((at + _shift(text, at), written, day) for at, written, day in line.short_years)
        line = line._replace(short_years=short)
    return line


def _shift(text: str, offset: int) -> int:
    """Return how much further a place is in a text than in the same text with single blanks."""
    places = [place for place, _ in enumerate(text) if not _BLANKS.fullmatch(text[max(place - 1, 0) : place + 1])]
    return places[offset] - offset if offset < len(places) else len(text) - len(places)


def read_draft(draft: LineDraft) -> SessionLine | AwaitedLine:
    """Read a line of which nothing was read yet; its spans then say what each character was read as. Raises Wrong."""
    line, reading = draft.line, draft.context.reading
    _refuse_struck_out(line)
    refuse_offset(line)
    link = take_link(line)
    also = take_other_zones(line)
    session_states.take_brackets(line, draft.states, reading, LOOSE)
    usual = None if also else read_usual(draft)
    if usual:
        return _usual_session(draft, link, *usual)
    _take_field_names(line)
    session_states.take_front(line, draft.states)
    take_keys(draft)
    session_states.take_bare(line, draft.states, reading)
    take_price(draft)
    awaited = awaited_at(draft)
    if awaited is not None:
        return read_awaited(draft, link, awaited)
    take_label(draft)
    return _read_dated(draft, link, also)


def _refuse_struck_out(line: LineText) -> None:
    """Raise Wrong (SES02) for words between "~~", which may mean that the session is cancelled, or has moved."""
    at = line.text.find("~~")
    if at >= 0:
        hint = "Leave them out, and write (cancelled) or (moved from …) if that is what they say."
        raise Wrong("SES02", "Words of this session are struck out.", hint, at)


def _take_field_names(line: LineText) -> None:
    """Blank the words that only name what follows: Date: 8 March 2022 | Time: 2pm to 4pm."""
    for match in _FIELD_NAME.finditer(line.text) if ":" in line.text else ():
        line.take(match.start("word"), match.end("word"), "field name")


def _usual_session(draft: LineDraft, link: str, days: DayList, part: LinePart) -> SessionLine:
    """Make the session line of a line in the usual form; raise Wrong (SES02) if its brackets do not fit."""
    _note_two_digit_years(draft, days)
    result = _session_line(draft, link, [part], every=False)
    judge_line(result, [days], draft.states, draft.context)
    return result


def _read_dated(draft: LineDraft, link: str, also: tuple[OtherHours, ...]) -> SessionLine:
    _refuse_week(draft)
    _take_each_day(draft)
    every = take_every(draft.line, draft.context.reading)
    stretches = _take_days(draft, every)
    hours = [_take_hours(draft, stretch) for stretch in stretches]
    # Again: days and hours are blanked now, so that a state after them can be read although no comma comes before it.
    session_states.take_bare(draft.line, draft.states, draft.context.reading)
    try:
        parts = [
            _read_part(draft, stretch, _with_other_zones(own, also, stretch.region), number)
            for number, (stretch, own) in enumerate(zip(stretches, hours, strict=True))
        ]
        result = _session_line(draft, link, parts, every=every is not None)
        judge_line(result, [stretch.days for stretch in stretches if stretch.days], draft.states, draft.context)
    except Wrong as wrong:
        raise _most_useful_error(draft, hours, stretches[0], wrong) from None
    return result


def _with_other_zones(hours: LineHours | None, also: tuple[OtherHours, ...], region: Region) -> LineHours | None:
    """Add to the hours of a region of the line the hours in other zones that are written in it."""
    start, end = region
    if hours is None or not also:
        return hours
    return hours._replace(also=tuple(other for other in also if start <= other.offset < end))


def _read_part(draft: LineDraft, dated: _DatedPart, hours: LineHours | None, number: int) -> LinePart:
    """Read the place, presenters and audience of a part of a line; raise Wrong. number: its index, from 0."""
    words = take_words(draft, dated.region, number)
    days = dated.days.days if dated.days else (dated.through[0].date(),) if dated.through else ()
    return LinePart(days, hours, dated.through, dated.days.is_range if dated.days else False, *words)


def _most_useful_error(draft: LineDraft, hours: Sequence[LineHours | None], first: _DatedPart, wrong: Wrong) -> Wrong:
    """Choose the most useful error of a line: a missing time, if there is one, rather than `wrong`."""
    if (
        wrong.rule not in ("SES01", "SES04", "DAT02", "CAL01")
        or draft.context.has_hours
        or says_all_day(draft.line.whole)
        or any(hours)
    ):
        return wrong
    unread = _UNREAD_TIMES.search(draft.line.text)
    if unread and sum(map(str.isdigit, unread[0])) > 2:
        message = f'I cannot read "{unread[0].strip()}" as times.'
        return Wrong("DAT07", message, 'Write them like "9:30am to 4:30pm".', unread.start())
    return missing_time(first.days.days[0]) if first.days else wrong


def _session_line(draft: LineDraft, link: str, parts: Sequence[LinePart], *, every: bool) -> SessionLine:
    states = draft.states
    line = SessionLine(
        label=draft.label,
        parts=tuple(parts),
        link=link,
        state=states.state,
        places=states.places,
        moved_from=states.moved_from,
        day_states=tuple(states.days),
        every=every,
        opens=states.opens,
        book_by=states.book_by,
        in_person=draft.in_person,
        hybrid=draft.hybrid,
        short_years=tuple(states.short_years),
    )
    return _with_keys(line, draft) if draft.keys else line


def _with_keys(line: SessionLine, draft: LineDraft) -> SessionLine:
    """Add the values of the "key: text" pairs of a line; raise Wrong. What it says without a key comes first."""
    note, offset = draft.keys.get("note", ("", 0))
    if note:
        is_placed = any(part.place for part in line.parts) or "place" in draft.keys
        has_moved = line.moved_from is not None or bool(line.day_states)
        refuse_note(note, offset, LineFacts(line.state, has_moved, is_placed, draft.context.place_is_venue))
    return line._replace(
        keys={key: text for key, (text, _) in draft.keys.items()},
        places=line.places or draft.key("places", read_number),
        lasts=draft.key("lasts", read_length),
        opens=line.opens or draft.key("booking opens", lambda text: read_moment(text, draft.context.reading)),
        book_by=line.book_by or draft.key("book by", lambda text: _moment_or_before(text, draft.context)),
    )


def _moment_or_before(text: str, context: LineContext) -> Moment | Before:
    return read_before(text) if _BEFORE_WORDS.search(text) else read_moment(text, context.reading)


# Days


def _take_each_day(draft: LineDraft) -> None:
    """Blank "each day" after a list or range of days: hours apply to each day in any case."""
    chains = draft.chains()
    if len(chains) == 1 and (len(chains[0]) > 1 or chains[0][0].slashed):
        for match in _EACH_DAY.finditer(draft.line.text, chains[0][-1].end):
            draft.line.take(match.start(), match.end(), "each day")


def _take_days(draft: LineDraft, every: DayList | None) -> list[_DatedPart]:
    line, reading = draft.line, draft.context.reading
    chains = find_chains(line.text, reading) if every else draft.chains()
    lists = [day_list(chain, line.text, reading) for chain in with_year_of_end(chains, line.text)]
    if every and lists:
        raise _two_dates(draft, lists)
    if not lists and not every:
        raise plural_without_days(draft.line) or _no_date(draft)
    dated: list[_DatedPart] = []
    for start, end in _regions(line.text, lists, every):
        own = [days for days in lists if start <= days.start < end] + ([every] if every else [])
        if len(own) == 1:
            refuse_plural(line, own[0])
            _take_day_list(draft, own[0], taken=own[0] is every)
            dated.append(_DatedPart((start, end), own[0], None))
            continue
        through = take_through(line, own[0], own[1], end) if len(own) == 2 else None
        if through is None:
            raise _two_dates(draft, own)
        for days in own:
            _note_two_digit_years(draft, days)
        dated.append(_DatedPart((start, end), None, through))
    return dated


def _regions(text: str, lists: Sequence[DayList], every: DayList | None) -> Iterator[Region]:
    """Yield the regions of a line, which is split at each ";" between two dates."""
    start = 0
    for match in re.finditer(";", text) if not every else ():
        before = any(start <= days.start < match.start() for days in lists)
        later = text.find(";", match.end())
        after = any(match.end() <= days.start and (later < 0 or days.start < later) for days in lists)
        if before and after:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _take_day_list(draft: LineDraft, days: DayList, *, taken: bool) -> None:
    line = draft.line
    lead = (_LEAD_AFTER_MOVE if draft.states.moved_from else _LEAD).search(line.text, 0, days.start)
    if lead and line.text[lead.start()] != ",":
        if len(days.days) == 1 and _FIRST_DAY.match(lead[0].strip()):
            raise without_days(line.whole[lead.start() : days.end].strip(), lead.start())
        line.take(lead.start(), lead.end(), "lead")
    if not taken:
        line.take(days.start, days.end, "days")
    _note_two_digit_years(draft, days)
    after = _WEEKDAY_AFTER.match(line.text, days.end)
    if after and len(days.days) == 1:
        check_weekday(after["weekday"], days.days[0], days.start)
        line.take(after.start("weekday"), after.end("weekday"), "days")


def _note_two_digit_years(draft: LineDraft, days: DayList) -> None:
    draft.states.short_years.extend(days.short_years)


def _two_dates(draft: LineDraft, dates: Sequence[DayList]) -> Wrong:
    """Make the problem of dates of which the line needs only one."""
    message = f'"{draft.quoted()}" looks like 2 dates.'
    hint = "Put each date on its own line under sessions."
    if draft.label or draft.context.attend_all:
        between = draft.line.text[dates[0].end : dates[1].start] if len(dates) > 1 else ""
        sign = ";" if any(map(str.isalnum, between)) else "and"
        hint = f'If one attends all, write "{sign}" between the days; to choose, {hint[:1].lower()}{hint[1:]}'
    return explain_other_date(draft.line.text, dates) or Wrong("DAT02", message, hint, dates[0].start)


def _no_date(draft: LineDraft) -> Wrong:
    when = WHEN.search(draft.line.text)
    if when and not when["week"]:
        quoted = when[0].strip()
        before = draft.line.text[: when.start()].rstrip()
        word = re.split(rf"[\s,;|:{READ}]", before[-20:])[-1]
        if any(map(str.isdigit, word)):
            start = len(before) - len(word)
            written = draft.line.whole[start : when.end()].strip()
            return Wrong("DAT02", f'I cannot read "{excerpt(written, 80)}" as a date.', EXAMPLE, start)
        hint = f'If the day is not known yet, write "{quoted}, date to be confirmed".'
        return Wrong("DAT02", f'"{quoted}" has no day.', hint, when.start())
    short = _SHORT_DATE.search(draft.line.text)
    if short:
        whole = f"{short[0]}/{draft.context.near.year}"
        return Wrong("DAT03", f'"{short[0]}" has no year.', f'Write it in full, like "{whole}".', short.start())
    hint = 'Write it like "23 February 2022"; if it is not known yet, write "date to be confirmed".'
    return Wrong("DAT02", f'There is no date in "{draft.quoted()}".', hint)


_WEEK_SIGNS = ("week", "wk", "wc", "w/", "w.")
"""Letters of which the words for a week have some, in small letters."""


def _refuse_week(draft: LineDraft) -> None:
    text = draft.line.text
    lower = text.lower()
    for match in WHEN.finditer(text) if any(sign in lower for sign in _WEEK_SIGNS) else ():
        if match["week"]:
            starts = find_day_starts(text[match.end() :], draft.context.reading)
            if starts and not starts[0][0]:
                quoted = text[match.start() : match.end() + starts[0][1]]
                hint = f'Write the day, or "{quoted}, date to be confirmed".'
                raise Wrong("DAT02", f'"{quoted}" is a week, not a day.', hint, match.start())


# Hours


def _take_hours(draft: LineDraft, dated: _DatedPart) -> LineHours | None:
    start, end = dated.region
    if dated.through:
        return _hours_of_through(draft.line, start, end)
    lasts = draft.context.lasts or draft.key("lasts", read_length)
    hours = take_hours(draft.line, draft.context.limits, start, end)
    return hours or take_start(draft.line, start, end, lasts=lasts is not None)


def _hours_of_through(line: LineText, start: int, end: int) -> LineHours:
    last = max(span.end for span in line.spans if span.kind == "days" and start <= span.start < end)
    zone, clock_name = take_zone(line, last, end)
    return LineHours(zone=zone, clock_name=clock_name)
