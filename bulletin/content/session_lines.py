"""Read the parts of one session line, or say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from ..model import State
from ..text import humanize
from ..text.humanize import excerpt
from ..text.suggest import did_you_mean
from .dates import WEEKDAY, find_date, read_date
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

ONLINE = ("microsoft teams", "ms teams", "teams", "zoom", "webex", "online", "webinar")
"""Places that are no place, in lower case."""

_LINK = re.compile(
    r"\[[^\]]*\]\((?P<named>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|<(?P<angled>[^<>\s]+)>|(?P<plain>(?:https?:|mailto:)[^\s,]*[^\s,.;)])"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(r"\s*([^:]{1,60}?)\s*:(?=\s)")
_TIGHT_LABEL = re.compile(r"\s*([^:\d][^:]{0,58}):(?=[0-9])")
_MOVED = re.compile(r"moved from\s+(.+)", re.IGNORECASE)
_PLACES = re.compile(r"([0-9]+)\s+places?", re.IGNORECASE)
_PLACE = re.compile(r"[\s,]*(?:at|in|via|place)\s+(\S.*)", re.IGNORECASE)
_ONLINE = re.compile(rf"(?:via\s+|on\s+)?({'|'.join(ONLINE)})", re.IGNORECASE)
_TIMES = re.compile(r"(?:at\s+)?[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:[ap]\.?m\.?)?(?:\s*[-–]\s*[0-9]{1,2})?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"{WEEKDAY}\.?", re.IGNORECASE)


class LineContext(NamedTuple):
    """The facts that a session line is read with."""

    near: date
    """The issue's date."""
    place: str
    """The bulletin's own place."""
    unusual_hours: bool


class SessionLine(NamedTuple):
    """The parts of a session line."""

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
    """The messages about years written with two digits (DAT04)."""


def missing_time(day: date) -> Wrong:
    """Make the problem of a session without times."""
    message = f"What time is the session on {humanize.weekday(day)}?"
    return Wrong("DAT13", message, 'Add the time after the date, or one "time:" line for all sessions.')


def read_session(text: str, context: LineContext) -> SessionLine:
    """Read the parts of a session line; raises Wrong (SES01, SES02, DAT…, LNK07)."""
    return _LineParser(text, context).read()


@dataclass
class _LineParser:
    """A line whose parts are blanked out one after the other, so that places stay true."""

    text: str
    context: LineContext
    short_years: list[Wrong] = field(default_factory=list)

    def read(self) -> SessionLine:
        whole = self.text
        link = self._link()
        state, places, moved_from = self._states()
        label = self._label()
        times = find_range(self.text, unusual=self.context.unusual_hours)
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
        links = list(_LINK.finditer(self.text))
        if len(links) > 1:
            hint = "Keep the booking link."
            raise Wrong("SES01", f"There are {len(links)} links in this session.", hint, links[1].start())
        for match in links:
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
        for offset, word in self._bracketed():
            moved_match, places_match = _MOVED.fullmatch(word), _PLACES.fullmatch(word)
            if moved_match:
                moved = self._moved_from(moved_match[1], offset + moved_match.start(1))
            elif places_match:
                places = self._number(places_match[1], offset)
            elif word.casefold() in STATES:
                if named and STATES[word.casefold()] is not state:
                    raise Wrong("SES02", f'This session is both "{named}" and "{word}".', "Keep one.", offset)
                state, named = STATES[word.casefold()], word
            else:
                raise _unknown_state(word, offset)
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
            read = read_date(text, self.context.near)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
        self._note_short(read.short_year, text, read.day, offset)
        return read.day

    def _note_short(self, short: bool, text: str, day: date, offset: int) -> None:
        if short:
            self.short_years.append(Wrong("DAT04", f'I read "{text.strip()}" as {humanize.weekday(day)}.', "", offset))

    def _label(self) -> str:
        match = _LABEL.match(self.text)
        if match is None:
            tight = _TIGHT_LABEL.match(self.text)
            if tight:
                raise Wrong("SES01", f'Put a space after the colon in "{tight[1].strip()}:".', "", tight.start(1))
            return ""
        label = match[1].strip()
        if _WEEKDAY.fullmatch(label) or not (label.isdigit() or any(letter.isalpha() for letter in label)):
            return ""
        self._blank(0, match.end())
        return label

    def _day(self, whole: str) -> date:
        match = find_date(self.text, self.context.near)
        if match is None:
            left = self.text.strip(" ,")
            if left:
                offset = self.text.index(left)
                try:
                    read_date(left, self.context.near)
                except Wrong as wrong:
                    raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
            raise Wrong("DAT02", f'There is no date in "{excerpt(whole)}".', 'Write it like "23 February 2022".')
        written = self.text[match.start : match.end]
        self._blank(match.start, match.end)
        if find_date(self.text, self.context.near):
            hint = "Put each date on its own line under sessions."
            raise Wrong("DAT02", f'"{excerpt(whole.strip())}" looks like 2 dates.', hint, match.start)
        self._note_short(match.read.short_year, written, match.read.day, match.start)
        return match.read.day

    def _place(self) -> str:
        left = self.text.strip(" ,")
        if not left:
            return ""
        online = _ONLINE.fullmatch(left)
        if online:
            return online[1]
        if left.casefold() == self.context.place.casefold():
            return self.context.place
        place = _PLACE.fullmatch(left)
        if place:
            return " ".join(place[1].split()).rstrip(" ,")
        if _TIMES.fullmatch(left):
            self._times(left)
        hint = f'If it is the place, write "at {excerpt(left)}"; if not, put it in the text.'
        raise Wrong("SES01", f"I do not understand '{excerpt(left)}' in this session.", hint, self.text.index(left))

    def _times(self, left: str) -> None:
        """Refuse what looks like times and is none; raises Wrong."""
        try:
            read_range(left, unusual=self.context.unusual_hours)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, self.text.index(left) + wrong.offset) from None


def _unknown_state(word: str, offset: int) -> Wrong:
    meant = did_you_mean(f"({word})", [f"({state})" for state in State if state is not State.OPEN])
    hint = meant or "Use full, waiting list, cancelled, provisional, moved from a date, or a number of places."
    return Wrong("SES02", f'I do not know the state "({excerpt(word)})".', hint, offset - 1)
