"""Read the states of a session line: full, cancelled, moved from a date, numbers of places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..model import Moment, State
from ..text.expressions import compiled
from ..text.humanize import excerpt
from ..text.online import is_online
from ..text.suggest import did_you_mean
from .dates import MONTH, DayReading, read_date
from .day_and_hour import read_moment
from .frontmatter import Wrong
from .session_no_names import NEW_HOURS_HINT, NEW_PLACE_HINT, NO_NAMES
from .spans import READ, LineText
from .state_phrases import FROM_WHICH_HINT, NEW_HINT, state_and_more_hint
from .values import read_number

STATES: Mapping[str, State] = {
    "full": State.FULL,
    "fully booked": State.FULL,
    "sold out": State.FULL,
    "waiting list": State.WAITING_LIST,
    "waitlist": State.WAITING_LIST,
    "booking closed": State.CLOSED,
    "provisional": State.PROVISIONAL,
    "postponed": State.POSTPONED,
    "cancelled": State.CANCELLED,
    "canceled": State.CANCELLED,
}
"""The names of states, in small letters → the state."""

IN_BRACKETS: Mapping[str, State] = {
    "closed": State.CLOSED,
    "tbc": State.PROVISIONAL,
    "to be confirmed": State.PROVISIONAL,
}
"""Words that name a state only in brackets → the state."""

_OPEN_TEXT = rf"[^,;|()\[\]{READ}]*?"
_DATED = (
    rf"{_OPEN_TEXT}(?:(?:{MONTH})\b\.?{_OPEN_TEXT}(?:,\s*)?[0-9]{{4}}"
    rf"|[0-9]+[/.-][0-9]+[/.-][0-9]+|(?:{MONTH})\.? '?[0-9]{{2}}\b)"
)
_WAS_MOVED = r"(?:moved|rescheduled|postponed|brought forward)\s+from"
_POSTPONED = (
    r"postponed(?:\s*[,–—-]?\s*(?:\bnew )?\bdates?(?: and times?)?"
    r" (?:to follow|tb[ac]|to be (?:confirmed|announced|advised)))?"
)
_WORDS = "|".join((_POSTPONED, *sorted(map(re.escape, STATES), key=len, reverse=True)))
_FRONT_POSTPONED = rf"(?i)[\s{READ}]*(?P<word>{_POSTPONED})\s*:(?=\s)"
_NAME_POSTPONED = rf"(?i){_POSTPONED}"
_LEFT = rf"(?P<left>\A|{READ}|[,;|.:]|\s[-–—]\s)\s*"
_RIGHT = rf"(?=\s*(?:\Z|{READ}|[,;|.:]|[-–—]\s))"
_BARE = rf"(?i){_LEFT}(?P<word>{_WORDS}){_RIGHT}"
_BARE_PLACES = re.compile(rf"{_LEFT}(?P<word>(?P<count>[0-9]+)\s+places?){_RIGHT}", re.IGNORECASE)
_BARE_MOVED = rf"(?i){_LEFT}(?P<word>{_WAS_MOVED}\s+(?P<day>{_DATED}))(?![0-9])"
_BARE_WINDOW = (
    rf"(?i){_LEFT}(?P<word>(?P<key>book by|booking opens)\s*:?\s+"
    rf"(?P<moment>(?:(?:[0-9.:]+\s*[ap]\.?m\.?|(?:12\s+)?(?:noon|midday|midnight)),\s*)?(?:{_DATED})"
    r"(?:\s*,?\s*(?:at\s+)?(?:[0-9.:]+\s*[ap]\.?m\b|(?:12\s+)?(?:noon|midday|midnight)\b)"
    r"|\s+at\s+[0-9]{1,2}[:.][0-9]{2})?))(?![0-9])"
)
_FRONT = re.compile(rf"[\s{READ}]*(?P<word>[A-Za-z][A-Za-z ]{{1,40}}?)(?P<mark>\s*:(?=\s)|\s+[-–—](?=\s))")
_BRACKETS = re.compile(r"\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\](?!\()")
_COMMA = re.compile(r"[,;](?!\s*[0-9]{4}\b)(?!\s*(?:new )?dates? (?:to|tb))", re.IGNORECASE)
_MOVED = re.compile(
    rf"{_WAS_MOVED}\s+(.+)|(?:was|previously)\s+(?=\S*[0-9]|\S+\s+[0-9])(.+)",
    re.IGNORECASE,
)
_PLACES = re.compile(r"([0-9]+)\s+places?", re.IGNORECASE)
_WINDOW = re.compile(r"(?P<key>book by|booking opens)\s*:?\s+(?P<moment>.+)", re.IGNORECASE)
_OF_DAY = re.compile(
    rf"(?P<day>[^()]*?[0-9][^()]*?)\s+(?P<state>{_WORDS}|{_WAS_MOVED}\s+(?P<moved>.+))",
    re.IGNORECASE,
)
_STATE_WORD = re.compile(
    r"\b(?:full|fully|booked|sold out|cancell?ed|postponed|provisional|waiting list|waitlist|moved|rescheduled|closed"
    r"|confirmed)\b",
    re.IGNORECASE,
)
END_STATE = re.compile(
    r"(?:\A|[\s.,;–—-])(?P<state>FULL|CANCELLED|(?i:fully booked|sold out|cancelled|canceled|postponed))\Z"
)
"""A state at the end of a text: "full" only in capitals."""
START_STATE = re.compile(
    r"(?P<state>FULL|FULLY BOOKED|SOLD OUT|CANCELL?ED|POSTPONED|WITHDRAWN|NEW)\b[\s!:–—-]+(?=.*[a-z]{2})"
)
"""A state in capitals at the start of a text that has other words, too, in small letters."""

OPEN = re.compile(
    r"(?:still |now )?(?:open|bookable|confirmed|available|going ahead"
    r"|(?:booking|bookings|registration) (?:is |are |now )*open)"
    r"|(?:(?:limited|a few|few|last few|some|more|still) )*(?:places|spaces|availability|seats)"
    r"(?: (?:still|left|available|remaining|only))*",
    re.IGNORECASE,
)
"""The pattern of words that say no more than that people can book."""
OPEN_HINT = 'Leave it out: without a state a session is open. A number of places is written like "(5 places)".'
BOTH_DATES = "Write the new date in the line, and (moved from …) with the date that it was."
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"new", re.IGNORECASE), NEW_HINT),
    (
        re.compile(
            r"(?:us |u\.s\. )?(?:pacific|eastern|central|mountain|central european|eastern european)", re.IGNORECASE
        ),
        'If it is the time zone, write a city in it after the hours, like "2pm to 3pm New York time".',
    ),
    (re.compile(r"moved|rescheduled", re.IGNORECASE), FROM_WHICH_HINT),
    (
        re.compile(
            r".*\b(?:moved|rescheduled|postponed|rearranged|deferred|brought forward|put back|changed|now)"
            r" (?:to|until|till|on)? ?(?=[^a-z]*[0-9]|[a-z]+day|the [0-9]).*",
            re.IGNORECASE,
        ),
        BOTH_DATES,
    ),
    (
        re.compile(r"new (?:date|day)", re.IGNORECASE),
        "Write (moved from 8 March 2022), with the date that it was.",
    ),
    (
        re.compile(
            r"(?:nb |note |please note )?"
            r"(?:(?:new|changed|revised) times?|times? (?:has |have )?changed?|changes? of times?)"
            r"|(?:was|were|previously|moved from|changed from|rescheduled from) "
            r"[0-9]{1,2}(?:[.:][0-9]{2})?\s*(?:[ap]\.?m\b|to\b|[-–]).*",
            re.IGNORECASE,
        ),
        NEW_HOURS_HINT,
    ),
    (
        re.compile(
            r"[^a-z]*[0-9](?:.*\b(?:of|out of)\b.*\b(?:places|spaces|seats)\b.*|[0-9]*\s*/\s*[0-9]+ (?:places|spaces))",
            re.IGNORECASE,
        ),
        'Write one number of places, like "(20 places)".',
    ),
    (
        re.compile(
            r"[0-9]{1,2}(?:[.:][0-9]{2}|(?:[.:][0-9]{2})?\s*[ap]\.?m\.?)\s+"
            r"(?:in )?(?![ap]m\b)(?-i:[A-Z]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: time)?",
            re.IGNORECASE,
        ),
        'Write the start and the end there, like "(10am to 11am in New York)".',
    ),
    (OPEN, OPEN_HINT),
    (
        re.compile(
            r"(?:max(?:imum)?\.?|up to|limit(?:ed to)?)\s+(?P<count>[0-9]{1,4})|[0-9]{1,4}\s+max(?:imum)?",
            re.IGNORECASE,
        ),
        'If it is the number of places, write it like "(20 places)".',
    ),
    (
        re.compile(
            r"(?:times? (?:and|&) (?:place|venue|location)|(?:place|venue|location) (?:and|&) times?) "
            r"(?:tb[acd]|to .*)",
            re.IGNORECASE,
        ),
        'Write "time to be confirmed, place to be confirmed" without brackets.',
    ),
    (
        re.compile(r"(?:about |approx\.? )?[0-9]+(?:[.,][0-9]+)?\s*(?:hours?|hrs?|minutes?|mins?)", re.IGNORECASE),
        'Leave it out if the line has the end; if not, write "lasts: {0}" at the end of the line.',
    ),
    (re.compile(r"0*1"), 'If it is the number of places, write "(1 place)".'),
    (re.compile(r"[0-9]{1,4}"), 'If it is the number of places, write "({0} places)".'),
)
_NEW_PLACE = (
    re.compile(
        r"(?:now|moved) .*|(?:new |changed? of |changed )(?:venue|place|location)"
        r"|(?:venue|place|location) (?:has )?changed?",
        re.IGNORECASE,
    ),
    NEW_PLACE_HINT,
)
_ALL = (
    "Use full, waiting list, booking closed, provisional, postponed, cancelled, moved from a date, "
    'or a number of places. Write "note:" before anything else.'
)


class DayState(NamedTuple):
    """The state of one day of a line, like "(17 March 2022 cancelled)"."""

    day: date
    state: State | None
    moved_from: date | None
    offset: int


@dataclass
class States:
    """The states of a line: those in brackets, at its start and between its parts."""

    state: State = State.OPEN
    word: str = ""
    """The state as written."""
    places: int | None = None
    moved_from: date | None = None
    moved_at: int = 0
    """The offset of the date that it moved from."""
    opens: Moment | None = None
    book_by: Moment | None = None
    days: list[DayState] = field(default_factory=list)
    short_years: list[tuple[int, str, date]] = field(default_factory=list)
    """Dates with years of two digits: offset, as written, and the day."""

    def set_state(self, word: str, offset: int) -> None:
        """Set the state by its name; raises Wrong (SES02) if the line has another state already."""
        state = state_named(word) or IN_BRACKETS[word.casefold()]
        if self.word and self.state is not state:
            raise Wrong("SES02", f'This session is both "{self.word}" and "{word}".', "Keep one.", offset)
        self.state, self.word = state, self.word or word


def state_named(text: str) -> State | None:
    """Return the state of which a text is the name and nothing else, like "Full" or "postponed, new date TBC"."""
    name = " ".join(text.casefold().split())
    return STATES.get(name) or (State.POSTPONED if compiled(_NAME_POSTPONED).fullmatch(name) else None)


def is_state(text: str) -> bool:
    """Tell whether a text is the name of a state and nothing else."""
    return state_named(text) is not None


def holds_state_word(text: str) -> bool:
    """Tell whether a text has a word of a state anywhere, and so may mean a state: "postponed meeting"."""
    return _STATE_WORD.search(text) is not None


def ends_in_state(text: str) -> bool:
    """Tell whether a text ends in a state: "FULL" in capitals, or a word like "cancelled"."""
    return END_STATE.search(text) is not None


def take_front(line: LineText, states: States) -> None:
    """Read a state at the start of a line, like "CANCELLED: …"; raises Wrong (SES02) for words that are no name."""
    match = compiled(_FRONT_POSTPONED).match(line.text) or _FRONT.match(line.text)
    if match is None:
        return
    word = " ".join(match["word"].split())
    if state_named(word):
        states.set_state(word, match.start("word"))
        line.take(match.start("word"), match.end(), "state")
    elif word.casefold() in NO_NAMES:
        message = f'"{word}" is not the name of a session.'
        raise Wrong("SES02", message, NO_NAMES[word.casefold()], match.start("word"))


def take_bare(line: LineText, states: States, reading: DayReading) -> None:
    """Read states, numbers of places and booking times between punctuation, without brackets; raises Wrong."""
    lower = line.text.casefold()
    if "book" in lower:
        for match in compiled(_BARE_WINDOW).finditer(line.text):
            _set_window(states, match, match.start("moment"), reading)
            line.take(match.start("word"), match.end("word"), "window")
    if "place" in lower:
        for match in _BARE_PLACES.finditer(line.text):
            states.places = _read_places(match["count"], match.start("count"))
            line.take(match.start("word"), match.end("word"), "places")
    take_bare_states(line, states, reading)


def take_bare_states(line: LineText, states: States, reading: DayReading) -> None:
    """Read states, and days moved from, between punctuation, without brackets; raises Wrong."""
    if "from" in line.text.casefold():
        for match in compiled(_BARE_MOVED).finditer(line.text):
            _set_moved(states, match["day"], match.start("day"), reading)
            line.take(match.start("word"), match.end("word"), "moved")
    if _STATE_WORD.search(line.text):
        while bare := compiled(_BARE).search(line.text):
            states.set_state(" ".join(bare["word"].split()), bare.start("word"))
            line.take(bare.start("word"), bare.end("word"), "state")


def take_brackets(line: LineText, states: States, reading: DayReading, opens: str) -> None:
    """Read the states in brackets, and take the brackets off what may stand without them; raises Wrong.

    opens: the pattern of words that are read as if without brackets; their brackets are blanked. Other
    brackets stay: they are part of a name or a place.
    """
    if "(" not in line.text and "[" not in line.text:
        return
    for bracket in list(_BRACKETS.finditer(line.text)):
        name = "round" if bracket["round"] is not None else "square"
        inner, offset = bracket[name], bracket.start(name)
        if _is_read_without(inner, opens):
            line.take(bracket.start(), offset, "mark")
            line.take(bracket.end() - 1, bracket.end(), "mark")
            continue
        parts = _parts_of(inner)
        if all(part.is_state for part in parts) and inner.strip():
            for part in parts:
                _set_from_part(states, part.text, offset + part.offset, reading)
            line.take(bracket.start(), bracket.end(), "state")
        elif any(part.is_state for part in parts) or _is_near_state(inner):
            other = next(part for part in parts if not part.is_state)
            raise unknown_state(other.text, offset + other.offset)


class _BracketPart(NamedTuple):
    """Words between two commas in brackets."""

    offset: int
    """From the bracket."""
    text: str
    is_state: bool


# The lines of an archive have the same words in brackets again and again.
@lru_cache(maxsize=256)
def _is_read_without(inner: str, opens: str) -> bool:
    """Tell whether what stands in brackets may stand without them. opens: the pattern of such words."""
    return compiled(opens).fullmatch(inner.strip()) is not None


@lru_cache(maxsize=256)
def _parts_of(inner: str) -> tuple[_BracketPart, ...]:
    """Split what stands in brackets at its commas."""
    parts = []
    start = 0
    for end in (*(match.start() for match in _COMMA.finditer(inner)), len(inner)):
        part = inner[start:end]
        text = part.strip()
        parts.append(_BracketPart(start + len(part) - len(part.lstrip()), text, _is_known(text)))
        start = end + 1
    return tuple(parts)


def unknown_state(word: str, offset: int) -> Wrong:
    """Make the problem of words in brackets that are no state. offset: that of the words."""
    message = f'I do not know the state "({excerpt(word, 80)})".'
    return Wrong("SES02", message, _hint_for(word), max(offset - 1, 0))


def _hint_for(word: str) -> str:
    """Return what to write instead of words in brackets that are no state."""
    hints = (hint.format(word) for form, hint in _HINTS if form.fullmatch(word))
    near = did_you_mean(f"({word})", [f"({state})" for state in State if state is not State.OPEN])
    new_place = _NEW_PLACE[1] if _NEW_PLACE[0].fullmatch(word) else ""
    return next(hints, "") or state_and_more_hint(word) or new_place or near or _ALL


def _is_known(part: str) -> bool:
    word = " ".join(part.casefold().split())
    forms = (_MOVED, _PLACES, _WINDOW, _OF_DAY)
    if state_named(word) or word in IN_BRACKETS:
        return True
    moved = _MOVED.fullmatch(part)
    if moved:
        return any(letter.isdigit() for letter in part) and not any(form.fullmatch(part) for form, _ in _HINTS)
    return any(form.fullmatch(part) for form in forms[1:])


def _is_near_state(inner: str) -> bool:
    word = inner.strip()
    if _STATE_WORD.search(word) or any(form.fullmatch(word) for form, _ in _HINTS):
        return True
    if word[:4].lower() == "now " and is_online(word[4:]):
        return True
    return bool(did_you_mean(f"({word})", [f"({state})" for state in State if state is not State.OPEN]))


def _set_from_part(states: States, part: str, offset: int, reading: DayReading) -> None:
    word = " ".join(part.split())
    if state_named(word) or word.casefold() in IN_BRACKETS:
        states.set_state(word, offset)
    elif moved := _MOVED.fullmatch(part):
        group = 1 if moved[1] else 2
        _set_moved(states, moved[group], offset + moved.start(group), reading)
    elif places := _PLACES.fullmatch(part):
        states.places = _read_places(places[1], offset)
    elif window := _WINDOW.fullmatch(part):
        _set_window(states, window, offset + window.start("moment"), reading)
    else:
        _set_day_state(states, part, offset, reading)


def _set_day_state(states: States, part: str, offset: int, reading: DayReading) -> None:
    """Read the state of one day: "17 March 2022 cancelled"; raises Wrong."""
    match = _OF_DAY.fullmatch(part)
    if match is None:
        raise unknown_state(part, offset)
    day = _read_day(states, match["day"], offset + match.start("day"), reading)
    if match["moved"]:
        moved = _read_day(states, match["moved"], offset + match.start("moved"), reading)
        states.days.append(DayState(day, None, moved, offset))
    else:
        states.days.append(DayState(day, state_named(match["state"]), None, offset))


def _set_moved(states: States, text: str, offset: int, reading: DayReading) -> None:
    states.moved_from, states.moved_at = _read_day(states, text, offset, reading), offset


def _set_window(states: States, match: re.Match[str], offset: int, reading: DayReading) -> None:
    try:
        moment = read_moment(match["moment"].strip(" ,."), reading)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
    if match["key"].casefold() == "book by":
        states.book_by = moment
    else:
        states.opens = moment


def _read_day(states: States, text: str, offset: int, reading: DayReading) -> date:
    try:
        read = read_date(text.strip(" ."), reading.near, month_first=reading.month_first)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None
    if read.short_year:
        states.short_years.append((offset, text.strip(), read.day))
    return read.day


def _read_places(text: str, offset: int) -> int:
    if not int(text):
        raise Wrong("SES02", "A session cannot have 0 places.", 'If no place is left, write "(full)".', offset)
    try:
        return read_number(text)
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, offset) from None
