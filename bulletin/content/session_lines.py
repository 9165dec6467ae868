"""Read the parts of one session line, or say what is wrong with it: the order of work."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from ..model import Moment, Month
from ..text import humanize
from ..text.humanize import excerpt
from ..text.online import is_online
from . import session_states
from .dates import MONTH, MONTHS, WEEKDAY, DayAtom, check_weekday
from .day_and_hour import read_moment
from .day_lists import DayList, day_list, find_chains, find_day_starts, find_days
from .frontmatter import Wrong
from .session_every import take_every
from .session_hours import LineHours, OtherHours, take_hours, take_other_zones, take_start, take_zone
from .session_judging import ALL_AWAITED, Remainder, first_lack, judge_line, missing_time, remainder_problem
from .session_line_values import AwaitedLine, LineContext, LinePart, SessionLine
from .session_links import take_link
from .session_places import HOW_TO_SAY_MORE, has_postcode, is_unknown_place, read_names, read_place
from .session_states import States
from .session_through import take_through
from .spans import READ, LineText
from .usual_lines import UsualLine, read_usual
from .values import Before, read_before, read_length, read_number

LABEL_LIMIT = 60

_CONFIRMED = r"(?:to be confirmed|to be announced|to follow|tbc|tba)"
_KEYS = {
    "place": "place",
    "venue": "place",
    "location": "place",
    "online": "online",
    "presenter": "presenter",
    "presenters": "presenter",
    "delivered by": "presenter",
    "speaker": "presenter",
    "cost": "cost",
    "for": "for",
    "audience": "for",
    "note": "note",
    "lasts": "lasts",
    "book by": "book by",
    "booking opens": "booking opens",
    "places": "places",
}
"""What may be written as "key: text" in a line, and its first name."""

_KEYED = re.compile(
    rf"(?P<left>{READ}|[,;|.]|\s[-–—]\s)\s*(?P<key>{'|'.join(sorted(_KEYS, key=len, reverse=True))})\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    rf"(?:{READ}|[,;|.:]|\s[-–—]\s)\s*(?P<price>[£€$]\s?(?:[0-9][0-9.,]*[0-9]|[0-9])"
    rf"(?:\s+(?:per|a|each|plus|including|inc)\b[^,;|{READ}]*)?|free(?: of charge)?)"
    rf"(?=\s*(?:\Z|{READ}|[,;|.]|\s[-–—]\s))",
    re.IGNORECASE,
)
_OPENER = (
    r"(?:(?P<place>at|in|via|on|@|hybrid:?|(?:place|venue|location):?)(?=[\s\0])"
    r"|(?P<who>with|delivered by|presented by|led by|facilitated by|by)(?=[\s\0])|(?P<for>for)(?=[\s\0]))"
)
_OPENED = re.compile(rf"(?P<mark>\A|{READ}|[,;|.:]|\s[-–—/]\s)\s*{_OPENER}", re.IGNORECASE)
_IN_PERSON = re.compile(
    rf"(?P<left>\A|{READ}|[,;|.:(]|\s[-–—/]\s)\s*(?P<words>in[- ]person|face[- ]to[- ]face)\b"
    r"\s*:?\s*(?:\((?P<where>[^()]*)\))?",
    re.IGNORECASE,
)
_HYBRID_ALONE = re.compile(
    rf"(?P<left>\A|{READ}|[,;|.:]|\s[-–—/]\s)\s*(?P<words>hybrid)(?=\s*(?:\Z|{READ}|[,;|.]))", re.IGNORECASE
)
_AWAITED = re.compile(rf"\b(?:dates?(?:\s+and\s+times?)?)\s*:?\s*(?:is\s+|are\s+)?{_CONFIRMED}\b", re.IGNORECASE)
_WHEN = re.compile(
    rf"(?:(?:early|mid|late|end of|beginning of)[ -]+)?(?P<month>{MONTH})\.?\s+(?P<year>(?:19|20)[0-9]{{2}})\b"
    r"|(?P<season>spring|summer|autumn|winter)\s+(?P<season_year>(?:19|20)[0-9]{2})(?:/[0-9]{2})?\b"
    r"|(?P<week>w/c|w/b|week commencing|week beginning|week of|the week of)\s+",
    re.IGNORECASE,
)
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 12}
_MARKS = f" ,;|.:/–—-{READ}"
_LEAD = re.compile(r"(?:\b(?:on|from|between|starts?|date)|,)\s*\Z", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(
    rf"[\s,{READ}]*\b(?P<weekday>{WEEKDAY})\b(?=\s*(?:\Z|[{READ},;|.:]|\s[-–—]))", re.IGNORECASE
)
_TIGHT_LABEL = re.compile(
    rf"\s*([^:\d][^:]{{0,58}}):(?=[0-9]{{1,2}}(?:[/.-][0-9]{{1,2}}[/.-]|(?:st|nd|rd|th)?\s+{MONTH}\b|[:.][0-9]{{2}}\s*(?:-|–|to)))",
    re.IGNORECASE,
)
_FIRST_TIME = re.compile(
    r"(?<![\w.:£])(?:[0-9]{1,2}[:.][0-9]{2}(?![0-9])|[0-9]{1,2}\s*[ap]\.?m\b|all[- ]day\b)", re.IGNORECASE
)
_CLOCK_ALONE = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\.?|[0-9]{1,2}[:.][0-9]{2}|noon|midday|midnight)"
_OPENS_BRACKET = re.compile(
    rf"{WEEKDAY}|online|(?:online via |via |on )?(?:microsoft teams|ms teams|teams|zoom|webex|google meet)"
    r"|in[- ]person|face[- ]to[- ]face"
    rf"|(?:dates?|times?|place|venue|location)\s*:?\s*{_CONFIRMED}"
    rf"|GMT|BST|UTC|UK time|all day|(?:{_CLOCK_ALONE}|[0-9]{{1,2}})\s*(?:-|–|—|to|until)\s*{_CLOCK_ALONE}"
    r"(?:\s+[a-z][a-z_]+(?:[/ -][a-z_]+){0,3}\s+time|\s+(?:GMT|BST|UTC))?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\s+[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}",
    re.IGNORECASE,
)
T = TypeVar("T")


def read_session(text: str, context: LineContext) -> SessionLine | AwaitedLine:
    """Read the parts of a session line; raises Wrong (SES01, SES02, SES04, DAT…, CAL01, LNK07)."""
    try:
        return _LineReader(text, context).read()
    except Wrong as wrong:
        raise first_lack(text, context, wrong) from None


class _Chunk(NamedTuple):
    """A stretch of a line that begins with an opening word, or with none."""

    kind: str
    """place, who, for, or "" for none."""
    lead: str
    """The opening word."""
    start: int
    """Where the text after the opening word begins."""
    end: int


_Region = tuple[tuple[int, int], DayList | None, tuple[datetime, datetime] | None]
"""A stretch of a line with its own days, and these, or the start and the end of one meeting over several."""


class _Words(NamedTuple):
    """Where, with whom and for whom a part of a line is."""

    place: str = ""
    presenters: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


class _LineReader:
    """One line being read, step by step; each step blanks what it read."""

    def __init__(self, text: str, context: LineContext) -> None:
        self.line = LineText(text)
        self.context = context
        self.states = States()
        self.label = ""
        self.keys: dict[str, tuple[str, int]] = {}
        self.in_person = False
        self.hybrid = False
        self.chains: tuple[tuple[DayAtom, ...], ...] | None = None

    def read(self) -> SessionLine | AwaitedLine:
        line, reading = self.line, self.context.reading
        link = take_link(line)
        also = take_other_zones(line) if "(" in line.text else ()
        if "(" in line.text or "[" in line.text:
            session_states.take_brackets(line, self.states, reading, _OPENS_BRACKET)
        usual = None if also else read_usual(line, reading, self.context.limits)
        if usual:
            return self._usual(link, usual)
        session_states.take_front(line, self.states)
        if ":" in line.text:
            self._take_keys()
        session_states.take_bare(line, self.states, reading)
        self._take_price()
        awaited = self._awaited_at()
        if awaited is not None:
            return self._read_awaited(link, awaited)
        self._take_label(self._label_end())
        return self._read_session(link, also)

    def _usual(self, link: str, usual: UsualLine) -> SessionLine:
        """Make what a line of the usual form says; raises Wrong (SES02) if its brackets do not fit its day."""
        self.label = usual.label
        self._note_short(usual.days)
        part = LinePart(usual.days.days, usual.hours, place=usual.place)
        result = self._result(link, [part], every=False)
        judge_line(result, [usual.days], self.states, self.context)
        return result

    def _read_session(self, link: str, also: tuple[OtherHours, ...]) -> SessionLine:
        line = self.line
        self._refuse_week()
        every = take_every(line, self.context.reading)
        regions = self._take_days(every)
        hours = [self._take_hours(region, days, through) for region, days, through in regions]
        session_states.take_bare(line, self.states, self.context.reading)
        parts = []
        for place, (region, days, through) in enumerate(regions):
            try:
                words = self._take_words(region, place)
            except Wrong as wrong:
                raise self._no_hours(hours, regions, wrong) from None
            read = hours[place]
            if read and also:
                read = read._replace(also=tuple(other for other in also if region[0] <= other.offset < region[1]))
            days_of_part = days.days if days else (through[0].date(),) if through else ()
            parts.append(LinePart(days_of_part, read, through, days.is_range if days else False, *words))
        result = self._result(link, parts, every is not None)
        try:
            judge_line(result, [days for _, days, _ in regions if days], self.states, self.context)
        except Wrong as wrong:
            raise self._no_hours(hours, regions, wrong) from None
        return result

    def _no_hours(self, hours: Sequence[LineHours | None], regions: Sequence[_Region], wrong: Wrong) -> Wrong:
        """Find what to say first of a line that is refused: that it has no hours, before what else is odd in it."""
        if (
            wrong.rule not in ("SES01", "SES04", "DAT02")
            or self.context.has_hours
            or "all day" in self.line.whole.lower()
        ):
            return wrong
        days, through = regions[0][1:]
        return missing_time(days.days[0]) if days and not through and not any(hours) else wrong

    def _result(self, link: str, parts: Sequence[LinePart], every: bool) -> SessionLine:
        states = self.states
        short = [(offset, text, day) for offset, text, day in states.short_years]
        return SessionLine(
            label=self.label,
            parts=tuple(parts),
            spans=tuple(sorted(self.line.spans)),
            link=link,
            state=states.state,
            places=states.places or self._key("places", read_number),
            moved_from=states.moved_from,
            day_states=tuple(states.days),
            every=every,
            keys={key: text for key, (text, _) in self.keys.items()},
            lasts=self._key("lasts", read_length),
            opens=states.opens or self._key("booking opens", self._read_moment),
            book_by=states.book_by or self._key("book by", self._read_moment_or_before),
            in_person=self.in_person,
            hybrid=self.hybrid,
            short_years=tuple(
                Wrong("DAT04", f'I read "{text.strip()}" as {humanize.weekday(day)}.', "", offset)
                for offset, text, day in short
            ),
        )

    # Keys

    def _take_keys(self) -> None:
        line = self.line
        keys = list(_KEYED.finditer(line.text))
        for match, later in zip(keys, (*keys[1:], None), strict=False):
            key, end = _KEYS[" ".join(match["key"].lower().split())], later.start() if later else len(line.text)
            text = line.whole[match.end() : end].strip(" ,;|")
            if key in self.keys:
                raise Wrong("SES01", f'"{key}" is in this session twice.', "Keep one.", match.start("key"))
            self.keys[key] = (
                " ".join(line.words(match.end(), end).strip(" ,;|.").split()) if key != "note" else text,
                match.end(),
            )
        for match, later in zip(keys, (*keys[1:], None), strict=False):
            line.take(match.start("key"), later.start() if later else len(line.text), "key")

    def _take_price(self) -> None:
        if "free" not in self.line.text.lower() and not any(sign in self.line.text for sign in "£€$"):
            return
        match = _PRICE.search(self.line.text)
        if match:
            self._set_key("cost", match["price"], match.start("price"))
            self.line.take(match.start("price"), match.end("price"), "cost")

    def _set_key(self, key: str, text: str, offset: int) -> None:
        if key in self.keys:
            raise Wrong("SES01", f'"{key}" is in this session twice.', "Keep one.", offset)
        self.keys[key] = (text, offset)

    def _key(self, key: str, parse: Callable[[str], T]) -> T | None:
        if key not in self.keys:
            return None
        text, offset = self.keys[key]
        try:
            return parse(text)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None

    def _read_moment(self, text: str) -> Moment:
        return read_moment(text, self.context.reading)

    def _read_moment_or_before(self, text: str) -> Moment | Before:
        return (
            read_before(text)
            if re.search(r"\b(?:before|prior|in advance|earlier|beforehand)\b", text)
            else read_moment(text, self.context.reading)
        )

    def _days_in_text(self) -> tuple[tuple[DayAtom, ...], ...]:
        """Find the groups of days of the line; they stay where they are while its name is read."""
        if self.chains is None:
            self.chains = find_chains(self.line.text, self.context.reading)
        return self.chains

    # The name

    def _label_end(self) -> int:
        """Find where a name must have ended: before the first date, time, "all day" and opening word."""
        text = self.line.text
        if ": " not in text:
            self._refuse_tight_label()
            return 0
        starts = [chain[0].start for chain in self._days_in_text()[:1]]
        starts += [match.start() for match in itertools.islice(_FIRST_TIME.finditer(text), 1)]
        opened = _OPENED.search(text)
        if opened:
            starts.append(min(opened.start(kind) for kind in ("place", "who", "for") if opened[kind]))
        return min(starts, default=len(text))

    def _take_label(self, end: int) -> None:
        text = self.line.text
        colon = text.rfind(": ", 0, end)
        if colon < 0:
            self._refuse_tight_label()
            return
        label = self.line.words(0, colon).strip(" ,;-–—")
        if re.fullmatch(rf"{WEEKDAY}\.?", label, re.IGNORECASE) or not (
            label.isdigit() or any(map(str.isalpha, label))
        ):
            return
        quoted = excerpt(label, 80)
        if ";" in label or self._holds_more(label):
            raise Wrong("SES01", f'"{quoted}" cannot be a name.', "A name holds no date, time, state or semicolon.")
        if len(label) > LABEL_LIMIT:
            message = f"This name has {len(label)} characters; {LABEL_LIMIT} is the limit."
            raise Wrong("SES01", message, "Shorten it.")
        self.label = label
        self.line.take(0, colon + 1, "label")

    def _holds_more(self, label: str) -> bool:
        dated = any(True for _ in find_day_starts(label, self.context.reading))
        return dated or bool(_FIRST_TIME.search(label)) or session_states.ends_in_state(label)

    def _refuse_tight_label(self) -> None:
        tight = _TIGHT_LABEL.match(self.line.text)
        if tight:
            message = f'Put a space after the colon in "{tight[1].strip()}:".'
            raise Wrong("SES01", message, "", tight.start(1))

    # Days

    def _take_days(self, every: DayList | None) -> list[_Region]:
        line = self.line
        chains = find_chains(line.text, self.context.reading) if every else self._days_in_text()
        lists = [day_list(chain, line.text, self.context.reading) for chain in chains]
        if every and lists:
            raise self._two_dates(lists[0].start)
        if not lists and not every:
            raise self._no_date()
        regions: list[_Region] = []
        for start, end in self._regions(lists, every):
            own = [days for days in lists if start <= days.start < end] + ([every] if every else [])
            if len(own) == 1:
                self._take_day_list(own[0], taken=own[0] is every)
                regions.append(((start, end), own[0], None))
                continue
            through = take_through(line, own[0], own[1], end) if len(own) == 2 else None
            if through is None:
                raise self._two_dates(own[0].start)
            for days in own:
                self._note_short(days)
            regions.append(((start, end), None, through))
        return regions

    def _regions(self, lists: Sequence[DayList], every: DayList | None) -> Iterator[tuple[int, int]]:
        """Split the line at each ";" that has a date on both sides."""
        text = self.line.text
        start = 0
        for match in re.finditer(";", text) if ";" in text and not every else ():
            before = any(start <= days.start < match.start() for days in lists)
            later = text.find(";", match.end())
            after = any(match.end() <= days.start and (later < 0 or days.start < later) for days in lists)
            if before and after:
                yield start, match.start()
                start = match.end()
        yield start, len(text)

    def _take_day_list(self, days: DayList, *, taken: bool) -> None:
        line = self.line
        lead = _LEAD.search(line.text, 0, days.start)
        if lead and line.text[lead.start()] != ",":
            line.take(lead.start(), lead.end(), "days")
        if not taken:
            line.take(days.start, days.end, "days")
        self._note_short(days)
        after = _WEEKDAY_AFTER.match(line.text, days.end)
        if after and len(days.days) == 1:
            check_weekday(after["weekday"], days.days[0], days.start)
            line.take(after.start("weekday"), after.end("weekday"), "days")

    def _note_short(self, days: DayList) -> None:
        self.states.short_years.extend(days.short_years)

    def _two_dates(self, offset: int) -> Wrong:
        message = f'"{excerpt(self.line.whole.strip(), 80)}" looks like 2 dates.'
        return Wrong("DAT02", message, "Put each date on its own line under sessions.", offset)

    def _no_date(self) -> Wrong:
        when = _WHEN.search(self.line.text)
        if when and not when["week"]:
            quoted = when[0].strip()
            hint = f'If the day is not known yet, write "{quoted}, date to be confirmed".'
            return Wrong("DAT02", f'"{quoted}" has no day.', hint, when.start())
        quoted = excerpt(self.line.whole.strip(), 80)
        hint = 'Write it like "23 February 2022"; if it is not known yet, write "date to be confirmed".'
        return Wrong("DAT02", f'There is no date in "{quoted}".', hint)

    def _refuse_week(self) -> None:
        if "w" not in self.line.text and "W" not in self.line.text:
            return
        for match in _WHEN.finditer(self.line.text):
            if match["week"]:
                starts = find_day_starts(self.line.text[match.end() :], self.context.reading)
                if starts and not starts[0][0]:
                    quoted = self.line.text[match.start() : match.end() + starts[0][1]]
                    hint = f'Write the day, or "{quoted}, date to be confirmed".'
                    raise Wrong("DAT02", f'"{quoted}" is a week, not a day.', hint, match.start())

    # Hours

    def _take_hours(
        self, region: tuple[int, int], days: DayList | None, through: tuple[datetime, datetime] | None
    ) -> LineHours | None:
        start, end = region
        if through:
            return self._hours_of_through(start, end)
        lasts = self.context.lasts or self._key("lasts", read_length)
        hours = take_hours(self.line, self.context.limits, start, end)
        return hours or take_start(self.line, start, end, lasts=lasts is not None)

    def _hours_of_through(self, start: int, end: int) -> LineHours:
        last = max(span.end for span in self.line.spans if span.kind == "days" and start <= span.start < end)
        zone, clock_name = take_zone(self.line, last, end)
        return LineHours(zone=zone, clock_name=clock_name)

    # Where, with whom and for whom

    def _take_words(self, region: tuple[int, int], number: int) -> _Words:
        self._take_in_person(region)
        places: list[tuple[str, int, str]] = []
        presenters: tuple[str, ...] = ()
        audience: tuple[str, ...] = ()
        for chunk in list(self._chunks(region)):
            text = self.line.text[chunk.start : chunk.end]
            if chunk.kind == "place":
                places.append((text, chunk.start, chunk.lead))
            elif chunk.kind == "who":
                names, place = _split_names(text)
                presenters += read_names(names, chunk.start, chunk.lead)
                places += [(place, chunk.start + len(names), "at")] if place else []
            elif chunk.kind == "for" and not re.match(r"\s*(?:[0-9]|free\b)", text):
                audience += tuple(part.strip(" .;|:") for part in text.split(",") if part.strip(" .;|:"))
            else:
                places += self._take_plain(chunk, number)
        place = self._one_place(places)
        self._take_rest(region)
        return _Words(place, presenters, audience)

    def _take_rest(self, region: tuple[int, int]) -> None:
        """Blank the words that were read, and the marks between them."""
        for match in list(re.finditer(rf"[^{READ}]+", self.line.text[region[0] : region[1]])):
            self.line.take(region[0] + match.start(), region[0] + match.end(), "words")

    def _take_in_person(self, region: tuple[int, int]) -> None:
        lower = self.line.text[region[0] : region[1]].lower()
        if "person" in lower or "face" in lower:
            for match in list(_IN_PERSON.finditer(self.line.text, *region)):
                self.in_person = True
                if match["where"] is not None:
                    self.line.take(match.end("words"), match.start("where"), "mark")
                    self.line.loosen(match.end("where"))
                self.line.take(match.start("words"), match.end("words"), "in person")
        if "hybrid" in lower:
            for match in list(_HYBRID_ALONE.finditer(self.line.text, *region)):
                self.hybrid = True
                self.line.take(match.start("words"), match.end("words"), "hybrid")

    def _chunks(self, region: tuple[int, int]) -> Iterator[_Chunk]:
        """Split what is left of a region at what was read, and before each opening word."""
        text = self.line.text
        joined: _Chunk | None = None
        for stretch in re.finditer(rf"[^{READ}]+", text[region[0] : region[1]]):
            start, end = region[0] + stretch.start(), region[0] + stretch.end()
            for chunk in self._split_at_openers(start, end):
                if (
                    joined
                    and chunk.kind == "place"
                    and joined.end >= chunk.start - len(chunk.lead) - 3
                    and joined.start >= start
                ):
                    joined = joined._replace(end=chunk.end)
                    continue
                if joined:
                    yield joined
                joined = chunk if chunk.kind == "place" else None
                if joined is None:
                    yield chunk
        if joined:
            yield joined

    def _split_at_openers(self, start: int, end: int) -> Iterator[_Chunk]:
        openers = [match for match in _OPENED.finditer(self.line.text, max(0, start - 1), end) if match.end() > start]
        first = openers[0].end("mark") if openers else end
        after_in_person = self.in_person and any(span.end == start and span.kind == "mark" for span in self.line.spans)
        words = self.line.text[start:first]
        if after_in_person and words.strip(_MARKS) and words.lstrip()[0] not in ",;|.":
            yield _Chunk("place", "at", start, first)
        else:
            yield _Chunk("", "", start, first)
        for match, later in zip(openers, (*openers[1:], None), strict=False):
            kind = next(name for name in ("place", "who", "for") if match[name])
            yield _Chunk(kind, match[kind].lower().rstrip(":"), match.end(kind), later.end("mark") if later else end)

    def _take_plain(self, chunk: _Chunk, number: int) -> list[tuple[str, int, str]]:
        """Read words without an opening word: a place that is known, or else they are refused."""
        text = self.line.text[chunk.start : chunk.end]
        bare = text.strip(_MARKS)
        if bare.startswith("(") and bare.endswith(")") and self._is_place(bare[1:-1]):
            bare = bare[1:-1]
        if not bare:
            return [] if not chunk.lead else self._refuse_rest(chunk.lead, chunk.start, number)
        offset = chunk.start + text.index(bare)
        if chunk.lead:
            return self._refuse_rest(f"{chunk.lead} {bare}", offset, number)
        if self._is_place(bare):
            return [(bare, offset, "")]
        parts = [
            (match[0].strip(), offset + match.start())
            for match in re.finditer(r"[^,|]+", bare)
            if match[0].strip(_MARKS)
        ]
        places = [(part, at, "") for part, at in parts if self._is_place(part)]
        for part, at in parts:
            if not self._is_place(part):
                self._refuse_rest(bare if not places else part, at if places else offset, number)
        return places

    def _is_place(self, text: str) -> bool:
        own = self.context.place
        known = is_online(text) or is_unknown_place(text) or has_postcode(text)
        return known or bool(own and text.casefold() == own.casefold())

    def _one_place(self, places: Sequence[tuple[str, int, str]]) -> str:
        read: list[tuple[str, int]] = []
        for text, offset, lead in places:
            own = self.context.place
            if not lead and own and text.casefold() == own.casefold():
                read.append((own, offset))
            else:
                read.append((read_place(text, offset, lead or "at"), offset))
        if not read:
            return ""
        online = [is_online(place) for place, _ in read]
        if len(read) == 2 and online[0] != online[1]:
            first, second = sorted((place for place, _ in read), key=is_online)
            return f"{first} and {second}"
        if len(read) > 1:
            place, offset = read[1]
            raise Wrong(
                "SES01", f'I do not understand "{excerpt(place, 80)}" in this session.', HOW_TO_SAY_MORE, offset
            )
        return read[0][0]

    def _refuse_rest(self, words: str, offset: int, part: int) -> list[tuple[str, int, str]]:
        """Refuse words that are nothing that a session line holds; raises Wrong."""
        days = [span for span in self.line.spans if span.kind in ("days", "awaited") and span.start > offset]
        day = excerpt(self.line.whole[days[0].start : days[0].end].strip(" ,"), 40) if days else ""
        raise remainder_problem(Remainder(words, offset, part, self.label, day), self.context.limits)

    # Sessions without a date

    def _awaited_at(self) -> tuple[int, int] | None:
        """Find the words that say that the date is to be confirmed."""
        text = self.line.text
        match = _AWAITED.search(text) if "date" in text.lower() else None
        if match:
            return match.span()
        bare = text.rpartition(": ")[2].strip(_MARKS)
        start = len(text) - len(text.rpartition(": ")[2])
        if ALL_AWAITED.fullmatch(bare):
            at = text.index(bare, start)
            return at, at + len(bare)
        return None

    def _read_awaited(self, link: str, phrase: tuple[int, int]) -> AwaitedLine:
        line = self.line
        when = self._when_of(phrase)
        opened = _OPENED.search(line.text)
        cuts = [phrase[0], *([when.start()] if when else []), *([opened.end("mark") + 1] if opened else [])]
        self._take_label(min(cuts))
        line.take(*phrase, "awaited")
        written, month = self._take_when(when)
        if any(True for _ in find_day_starts(line.text, self.context.reading)):
            message = "This session has a date, and says that its date is to be confirmed."
            raise Wrong(
                "DAT02",
                message,
                'Write "time to be confirmed" or "place to be confirmed", or take one of them out.',
                phrase[0],
            )
        region = (0, len(line.text))
        hours = take_hours(line, self.context.limits, *region)
        words = self._take_words(region, 0)
        return AwaitedLine(
            label=self.label,
            when=written,
            month=month,
            place=words.place or self.keys.get("place", ("", 0))[0],
            hours=humanize.hours(*hours.range) if hours and hours.range else "",
            link=link,
            presenters=words.presenters or tuple(filter(None, (self.keys.get("presenter", ("", 0))[0],))),
            spans=tuple(sorted(line.spans)),
        )

    def _when_of(self, phrase: tuple[int, int]) -> re.Match[str] | None:
        """Find the month, season or week beside the words that say that the date is to be confirmed."""
        days = find_day_starts(self.line.text, self.context.reading)
        for match in _WHEN.finditer(self.line.text):
            in_date = any(start <= match.start() < end for start, end in days)
            if not in_date and (match.end() <= phrase[0] or match.start() >= phrase[1]):
                return match
        return None

    def _take_when(self, when: re.Match[str] | None) -> tuple[str, Month | None]:
        """Read the month, the season or the week in which an announced session is."""
        if when is None:
            return "", None
        end = when.end()
        month: Month | None = None
        if when["month"]:
            month = int(when["year"]), MONTHS[when["month"].lower()]
        elif when["season"]:
            month = int(when["season_year"]), _SEASON_ENDS[when["season"].lower()]
        else:
            days = [each for each in find_days(self.line.text, self.context.reading) if each.start == when.end()]
            if not days:
                return "", None
            end, month = days[0].end, (days[0].days[-1].year, days[0].days[-1].month)
        written = self.line.words(when.start(), end)
        self.line.take(when.start(), end, "when")
        return written, month


def _split_names(text: str) -> tuple[str, str]:
    """Split the place off that ends a list of names: NSPCC, Microsoft Teams."""
    names, comma, last = text.rstrip(_MARKS).rpartition(",")
    bare = last.strip(_MARKS)
    if comma and bare and (is_online(bare) or is_unknown_place(bare)):
        return names, bare
    return text, ""
