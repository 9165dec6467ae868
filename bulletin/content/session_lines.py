"""One session line → its parts, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from ..model import ONLINE, State
from ..text import humanize
from ..text.humanize import excerpt
from ..text.suggest import did_you_mean
from .dates import find_date, read_date
from .frontmatter import Wrong
from .times import find_range, read_range
from .values import check_url, read_number

STATES = {
    "full": State.FULL,
    "fully booked": State.FULL,
    "sold out": State.FULL,
    "waiting list": State.WAITING_LIST,
    "waitlist": State.WAITING_LIST,
    "cancelled": State.CANCELLED,
    "canceled": State.CANCELLED,
    "provisional": State.PROVISIONAL,
    "to be confirmed": State.PROVISIONAL,
    "tbc": State.PROVISIONAL,
}

_LINK = re.compile(
    r"\[[^\]]*\]\((?P<named>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|<(?P<angled>[^<>\s]+)>|(?P<plain>(?:https?:|mailto:)[^\s,]*[^\s,.;)])"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(r"\s*([^:]+?)\s*:(?=\s)")
_TIGHT_LABEL = re.compile(r"\s*([^:\d][^:]*):(?=[0-9])")
_LONGEST_LABEL = 60
_MOVED = re.compile(r"moved from\s+(.+)", re.IGNORECASE)
_PLACES = re.compile(r"([0-9]+)\s+places?", re.IGNORECASE)
_PLACE = re.compile(r"[\s,]*(?:at|in|via|place)\s+(\S.*)", re.IGNORECASE)
_ONLINE = re.compile(rf"(?:via\s+|on\s+)?({'|'.join(ONLINE)})", re.IGNORECASE)
_TIMES = re.compile(r"(?:at\s+)?[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:[ap]\.?m\.?)?(?:\s*[-–]\s*[0-9]{1,2})?", re.IGNORECASE)
_WEEKDAYS = re.compile(r"(?:mon|tues?|wed(?:s|nes)?|thu|thurs?|fri|sat|satur|sun)(?:day)?\.?", re.IGNORECASE)


class LineContext(NamedTuple):
    """What a session line is read beside."""

    near: date
    """The issue's date."""
    place: str
    """The bulletin's own place."""
    unusual_hours: bool


class SessionLine(NamedTuple):
    """A session as its line says it."""

    label: str
    day: date
    start: time | None
    """None if the line has no times; so is `end`."""
    end: time | None
    place: str
    link: str
    state: State
    places: int | None
    moved_from: date | None
    short_years: tuple[Wrong, ...]
    """What to say of years written with two digits (DAT04)."""


def missing_time(day: date) -> Wrong:
    """What to say of a session without times."""
    said = f"What time is the session on {humanize.weekday(day)}?"
    return Wrong("DAT13", said, 'Add the time after the date, or one "time:" line for all sessions.')


def read_session(text: str, reading: LineContext) -> SessionLine:
    """The parts of a session line; raises Wrong (SES01, SES02, DAT…, LNK07)."""
    return _LineParser(text, reading).read()


@dataclass(slots=True, repr=False, eq=False)
class _LineParser:
    """A line whose parts are blanked out one after the other, so that places stay true."""

    text: str
    reading: LineContext
    short_years: list[Wrong] = field(default_factory=list)

    def read(self) -> SessionLine:
        whole = self.text
        link = self._link()
        state, places, moved_from = self._states()
        label = self._label()
        times = find_range(self.text, unusual=self.reading.unusual_hours)
        if times:
            self._blank(times.start, times.end)
        day = self._day(whole)
        place = self._place()
        return SessionLine(
            label=label,
            day=day,
            start=times.range.start if times else None,
            end=times.range.end if times else None,
            place=place,
            link=link,
            state=state,
            places=places,
            moved_from=moved_from,
            short_years=tuple(self.short_years),
        )

    def _blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def _link(self) -> str:
        found = list(_LINK.finditer(self.text))
        if len(found) > 1:
            hint = "Keep the booking link."
            raise Wrong("SES01", f"There are {len(found)} links in this session.", hint, found[1].start())
        for match in found:
            kind = match.lastgroup or "plain"
            self._blank(match.start(), match.end())
            url = check_url(match[kind], match.start(kind))
            if url.casefold().startswith("tel:"):
                hint = "Use https or mailto, or say it in booking."
                raise Wrong("LNK07", f'"{excerpt(url)}" is not an address to book at.', hint, match.start(kind))
            return url
        return ""

    def _states(self) -> tuple[State, int | None, date | None]:
        state, named, places, moved = State.OPEN, "", None, None
        for offset, said in self._bracketed():
            moved_match, places_match = _MOVED.fullmatch(said), _PLACES.fullmatch(said)
            if moved_match:
                moved = self._moved_from(moved_match[1], offset + moved_match.start(1))
            elif places_match:
                places = self._number(places_match[1], offset)
            elif said.casefold() in STATES:
                if named and STATES[said.casefold()] is not state:
                    raise Wrong("SES02", f'This session is both "{named}" and "{said}".', "Keep one.", offset)
                state, named = STATES[said.casefold()], said
            else:
                raise _unknown_state(said, offset)
        return state, places, moved

    @staticmethod
    def _number(text: str, offset: int) -> int:
        try:
            return read_number(text)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, offset) from None

    def _bracketed(self) -> Iterator[tuple[int, str]]:
        for match in list(_BRACKETS.finditer(self.text)):
            self._blank(match.start(), match.end())
            offset = match.start(1)
            for part in match[1].split(","):
                yield offset + len(part) - len(part.lstrip()), part.strip()
                offset += len(part) + 1

    def _moved_from(self, text: str, offset: int) -> date:
        try:
            read = read_date(text, self.reading.near)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
        self._note_short(read.short_year, text, read.day, offset)
        return read.day

    def _note_short(self, short: bool, text: str, day: date, offset: int) -> None:
        if short:
            self.short_years.append(Wrong("DAT04", f'I read "{text.strip()}" as {humanize.weekday(day)}.', "", offset))

    def _label(self) -> str:
        match = _LABEL.match(self.text)
        # The blanks in place of a link do not count.
        label = " ".join(match[1].split()) if match else ""
        if match is None or len(label) > _LONGEST_LABEL:
            tight = _TIGHT_LABEL.match(self.text)
            if tight and len(" ".join(tight[1].split())) < _LONGEST_LABEL:
                raise Wrong("SES01", f'Put a space after the colon in "{tight[1].strip()}:".', "", tight.start(1))
            return ""
        if _WEEKDAYS.fullmatch(label) or not (label.isdigit() or any(c.isalpha() for c in label)):
            return ""
        self._blank(0, match.end())
        return label

    def _day(self, whole: str) -> date:
        found = find_date(self.text, self.reading.near)
        if found is None:
            left = self.text.strip(" ,")
            if left:
                offset = self.text.index(left)
                try:
                    read_date(left, self.reading.near)
                except Wrong as wrong:
                    raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
            raise Wrong("DAT02", f'There is no date in "{excerpt(whole)}".', 'Write it like "23 February 2022".')
        written = self.text[found.start : found.end]
        self._blank(found.start, found.end)
        if find_date(self.text, self.reading.near):
            hint = "Put each date on its own line under sessions."
            raise Wrong("DAT02", f'"{excerpt(whole.strip())}" looks like 2 dates.', hint, found.start)
        self._note_short(found.read.short_year, written, found.read.day, found.start)
        return found.read.day

    def _place(self) -> str:
        left = self.text.strip(" ,")
        if not left:
            return ""
        online = _ONLINE.fullmatch(left)
        if online:
            return online[1]
        if left.casefold() == self.reading.place.casefold():
            return self.reading.place
        place = _PLACE.fullmatch(left)
        if place:
            return " ".join(place[1].split()).rstrip(" ,")
        if _TIMES.fullmatch(left):
            self._times(left)
        hint = f'If it is the place, write "at {excerpt(left)}"; if not, put it in the text.'
        raise Wrong("SES01", f"I do not understand '{excerpt(left)}' in this session.", hint, self.text.index(left))

    def _times(self, left: str) -> None:
        """Say of what looks like times why it is none."""
        try:
            read_range(left, unusual=self.reading.unusual_hours)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, self.text.index(left) + wrong.offset) from None


def _unknown_state(said: str, offset: int) -> Wrong:
    meant = did_you_mean(f"({said})", [f"({state})" for state in State if state is not State.OPEN])
    hint = meant or "Use full, waiting list, cancelled, provisional, moved from a date, or a number of places."
    return Wrong("SES02", f'I do not know the state "({excerpt(said)})".', hint, offset - 1)
