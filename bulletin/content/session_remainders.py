"""Explain the words of a session line that are left over when everything else is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..text import humanize
from ..text.humanize import excerpt
from ..text.suggest import nearest
from .frontmatter import Wrong
from .session_hours import holds_time
from .session_no_names import NO_NAMES
from .session_places import HOW_TO_SAY_MORE
from .session_states import END_STATE, OPEN, OPEN_HINT, START_STATE, unknown_state
from .spans import plain_signs
from .state_phrases import state_in
from .times import SPOKEN_TIMES, TIME, HourLimits, read_range

ALL_AWAITED = re.compile(r"(?:tb[acd]|to be confirmed)", re.IGNORECASE)
"""Words that alone make a session without a date."""

_NO_TIME = re.compile(
    r"(?:all )?(?:half|full)[- ]?day|(?:all |in the )?(?:morning|afternoon|evening)s?(?: session)?|lunch ?time|am|pm",
    re.IGNORECASE,
)
_ODD_TIME = r"[0-9]{1,2}(?:h(?:[0-9]{2})?|[:.][0-9]{2})?(?:\s*[ap]\b)?"
_TO = r"(?:[-–—~]|to|until|till?|['’]til)"
_ODD_TIMES = re.compile(rf"(?:(?:at|from)\s+)?{_ODD_TIME}\s*{_TO}\s*{_ODD_TIME}", re.IGNORECASE)
_BARE_TIMES = re.compile(rf"(?:(?:at|from)\s+)?{TIME}\s*{_TO}\s*{TIME}", re.IGNORECASE)
_COST = re.compile(
    r"\(?(?:(?:costs?|price|fee)\s+)?[£€$]\s?[0-9][^@]*|\(?(?:free\b(?! (?:parking|lunch|tea|coffee|refreshments)).*"
    r"|no (?:cost|charge|fee)\b.*)",
    re.IGNORECASE,
)
_MAILBOX = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_SITE = r"www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*"
_ADDRESS = re.compile(rf"{_MAILBOX}|{_SITE}", re.IGNORECASE)
_BOOK_AT = r"(?:(?:please|to|book|e-?mail|at|on|via|contact|visit|see|register|here|link|places?|by)\b[\s:]*)*"
_WITH_ADDRESS = re.compile(rf"{_BOOK_AT}(?:{_MAILBOX}(?:\s+to (?:book|register).*)?|{_SITE})", re.IGNORECASE)
_NO_BOOKING = re.compile(
    r"(?:book(?:ing)?\s*:\s*(?:not needed|none|no booking|no)"
    r"|no (?:need to book|booking(?: (?:needed|required|necessary))?)"
    r"|(?:just )?(?:turn up|drop[ -]in|come along)|walk[ -]ins?)\b.*",
    re.IGNORECASE,
)
_BEFORE_DATES = re.compile(
    r"(?:(?:valid|runs?|running|ongoing|available|any (?:day|time)|open)\s+)?"
    r"(?:until|till|by|before|after|since|up to|through(?: to)?|around|about|approx(?:imately)?|circa)",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"(?:now(?: on)?|new date|(?:moved|changed|re-?scheduled|re-?arranged|postponed|deferred|put back|brought forward)"
    r"(?: (?:to|until|till))?)",
    re.IGNORECASE,
)
_WEEKDAY_APART = re.compile(rf"[|,;–—-]\s*(?P<weekday>{'|'.join(humanize.DAYS)})\Z", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?:\A|\s)[0-9]{1,2}/[0-9]{1,2}(?=\s|\Z)")
_COUNT = r"(?:[2-9]|[1-9][0-9]|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_COUNT_OF_DAYS = re.compile(
    rf"\(?(?:(?:for|over|and then|x)\s+)?(?:the\s+|a\s+)?(?:next\s+)?{_COUNT}"
    r"[- ](?:weeks?|days?|sessions?|months?|mornings?|evenings?)"
    r"(?:[- ](?:course|programme|training|workshop|event|block|long))?\)?"
    r"|(?:and |then |and then |thereafter )(?:every (?:week|month)|weekly|monthly|fortnightly|daily)"
    r"(?: thereafter| after)?",
    re.IGNORECASE,
)
_WEEKDAYS = re.compile(
    rf"(?:{_COUNT}|the next {_COUNT})\s+(?:{'|'.join(humanize.DAYS)})s|{_COUNT}\s+(?:weeks|sessions|days)",
    re.IGNORECASE,
)
_DAYS_LEFT_OUT = re.compile(
    r"\(?(?:(?:but )?(?:not|no|except(?:ing)?|excluding|excl\.?|apart from|other than)\b.*"
    r"\b(?:holidays?|half[- ]term|easter|christmas)\b.*"
    r"|(?:in |during )?term[- ]time(?: only)?)\)?",
    re.IGNORECASE,
)
_BOOK_BY = re.compile(r"book\s+by\b.*\b(?:before|prior|in advance|earlier|beforehand)\b.*", re.IGNORECASE)
_LENGTH = re.compile(
    r"\(?(?P<start>[0-9]{1,2}(?:[.:][0-9]{2}|(?:[.:][0-9]{2})?\s*[ap]\.?m\.?)\s+)?(?:(?:for|lasts?|lasting|duration:?|approx\.?|about)\s+)*"
    r"(?P<length>(?:[0-9]+(?:[.,][0-9]+)?\s*(?:hours?|hrs?|minutes?|mins?)\s*)+)\)?",
    re.IGNORECASE,
)
_FIELD_NAMES = ("event", "what", "title", "course", "session", "name", "topic", "training", "subject")
"""Words that are the name of no session, but stand before one in a form."""
_SIDE_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERS_ALONE = re.compile(
    r"[\s,&]*[0-9]{1,2}(?:st|nd|rd|th)?\b(?:[\s,&]|and\b|[0-9]{1,2}(?:st|nd|rd|th)?\b)*", re.IGNORECASE
)


class Remainder(NamedTuple):
    """Words of a line that are left over when everything else is read."""

    words: str
    offset: int
    part: int
    """The index of their part of the line, from 0."""
    label: str
    """The name of the line."""
    day: str
    """The days after them, as written; "" for none."""


def remainder_problem(rest: Remainder, limits: HourLimits) -> Wrong:
    """Make the problem of words that are left over in a line."""
    offset, quoted = rest.offset, excerpt(" ".join(rest.words.split()), 80)
    plain = plain_signs(rest.words)
    if not any(map(str.isalnum, plain)):
        return Wrong("SES01", f'"{quoted}" means nothing in this session.', "Take it out.", offset)
    for form, make in _REFUSED:
        if form.fullmatch(plain):
            return make(plain, offset, limits)
    known = NO_NAMES.get(plain.casefold().strip(" .!*:"))
    if known:
        return Wrong("SES01", f'I do not understand "{quoted}" in this session.', known, offset)
    state, hint = state_in(plain)
    if state:
        return Wrong("SES02", f'I do not know the state "{excerpt(state, 80)}".', hint, offset)
    ending = END_STATE.search(plain) or START_STATE.match(plain)
    if ending:
        hint = f'Write "({ending["state"].lower()})".'
        return Wrong("SES01", f'"{ending["state"]}" in "{quoted}" is a state.', hint, offset)
    before_days = _before_days(rest, quoted) if rest.day else None
    if before_days:
        return before_days
    if holds_time(plain):
        hint = 'Write one start and one end, like "9:30am to 4:30pm", and "note:" before anything else.'
        return Wrong("DAT07", f'I do not understand "{quoted}" in this session.', hint, offset)
    if rest.day:
        return _name_problem(rest, quoted)
    return Wrong("SES01", f'I do not understand "{quoted}" in this session.', HOW_TO_SAY_MORE, offset)


def _before_days(rest: Remainder, quoted: str) -> Wrong | None:
    """Make the problem of words before days that belong to them: a weekday with a slip, or other days."""
    bare = plain_signs(rest.words).strip(" ,.:")
    if _WEEKDAYS.fullmatch(bare):
        return without_days(bare, rest.offset)
    if _BEFORE_DATES.fullmatch(bare):
        hint = 'Write each day, like "8 to 9 March 2022", or each date on its own line.'
        return Wrong("DAT02", f'"{quoted} {rest.day}" does not say on which days the session is.', hint, rest.offset)
    if _MOVED_TO.fullmatch(bare):
        hint = "Write the new date alone, and (moved from …) with the date that it was."
        return Wrong("SES02", f'"{quoted}" before a date says that the session has moved.', hint, rest.offset)
    apart = _WEEKDAY_APART.search(bare)
    weekday = apart["weekday"] if apart else nearest(bare, humanize.DAYS)
    if apart:
        bare = weekday
    if weekday and bare.casefold() == weekday.casefold():
        hint = f'Write "{weekday} {rest.day}".'
        return Wrong("DAT02", f'"{bare}" does not stand directly before its date.', hint, rest.offset)
    weekday = weekday or _short_weekday(bare)
    if weekday:
        return Wrong("DAT02", f'I do not know the weekday "{bare}".', f"Did you mean {weekday}?", rest.offset)
    if _SHORT_DATE.search(bare):
        return Wrong("DAT03", f'"{quoted}" has no year.', "Write each date in full, like 8/3/2022.", rest.offset)
    return _without_commas(rest, quoted) if _NUMBERS_ALONE.fullmatch(plain_signs(rest.words)) else None


def _short_weekday(word: str) -> str:
    """Return the weekday that a short word means, like Th, Thr and W; "" for a word that may be a name."""
    letters = word.lower()
    skeleton = len(letters) < 3 or (len(letters) < 5 and not any(letter in "aeiou" for letter in letters))
    days = [day for day in humanize.DAYS if skeleton and _has_in_order(day.lower(), letters)]
    return days[0] if len(days) == 1 else ""


def _has_in_order(day: str, letters: str) -> bool:
    """Tell whether a weekday begins with the first letter, and has the others behind it in their order."""
    rest = iter(day[1:])
    return day[:1] == letters[:1] and all(letter in rest for letter in letters[1:])


def _name_problem(rest: Remainder, quoted: str) -> Wrong:
    """Make the problem of words before days that may be the name of the session."""
    if rest.part:
        hint = 'Put each part on its own line, and write "attend: all" if one attends them all.'
        return Wrong("SES01", f'"{quoted}" names a part of this line.', hint, rest.offset)
    if rest.label.casefold() in _FIELD_NAMES:
        hint = f'If it is the name, write "{quoted}: {rest.day}, …".'
        return Wrong("SES01", f'I do not understand "{quoted}" in this session.', hint, rest.offset)
    if rest.label:
        hint = f'If it belongs to the name, write it before the colon: "{rest.label}, {quoted}: …".'
        return Wrong("SES01", f'I do not understand "{quoted}" between the name and the date.', hint, rest.offset)
    hint = f'Then write a colon after it, like "{quoted}: {rest.day}, …"; a place begins with "at".'
    return Wrong("SES01", f'Is "{quoted}" the name of this session?', hint, rest.offset)


def _without_commas(rest: Remainder, quoted: str) -> Wrong:
    """Make the problem of days without commas between them: 9th 16th & 23rd January 2024."""
    day = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", rest.day, flags=re.IGNORECASE)
    example = f"{', '.join(re.findall('[0-9]+', plain_signs(rest.words)))} and {day}"
    hint = f'Write the days with commas between them, like "{example}".'
    return Wrong("DAT02", f'I cannot read "{quoted} {rest.day}" as dates.', hint, rest.offset)


def without_days(words: str, offset: int) -> Wrong:
    """Make the problem of words that say how many days a session has, and not which."""
    message = f'"{excerpt(words, 80)}" does not say on which days the session is.'
    examples = 'like "8 to 9 March 2022" or "every Tuesday from 1 March to 29 March 2022"'
    hint = f"Write all its days, {examples}, and leave that out."
    return Wrong("DAT02", message, hint, offset)


def _refuse_count(words: str, offset: int, limits: HourLimits) -> Wrong:
    return without_days(words.strip("() "), offset)


def _refuse_days_left_out(words: str, offset: int, limits: HourLimits) -> Wrong:
    message = f'"{excerpt(words.strip("() "), 80)}" does not say which days are left out.'
    return Wrong("DAT02", message, 'Write each of them after the last day, like "not 18 April".', offset)


def _refuse_no_time(words: str, offset: int, limits: HourLimits) -> Wrong:
    return Wrong("DAT13", f'"{words}" is not a time.', 'Write the start and the end, like "9:30am to 12:30pm".', offset)


def _refuse_tbc(words: str, offset: int, limits: HourLimits) -> Wrong:
    hint = 'Write "place to be confirmed", "time to be confirmed", or (provisional) for the whole session.'
    return Wrong("SES01", f'What is "{words}" here?', hint, offset)


def _refuse_times(words: str, offset: int, limits: HourLimits) -> Wrong:
    try:
        read_range(words, limits)
    except Wrong as wrong:
        return Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset)
    return Wrong("DAT07", f'I cannot read "{words}" as times.', 'Write them like "9:30am to 4:30pm".', offset)


def _refuse_price(words: str, offset: int, limits: HourLimits) -> Wrong:
    bare = words.strip("() !") if words.startswith("(") else words.strip(" !")
    price = re.sub(r"\A(?:costs?|price|fee)\s+", "", bare, flags=re.IGNORECASE)
    message = f'I do not understand "{excerpt(words, 80)}" in this session.'
    return Wrong("SES01", message, f'Write "cost: {excerpt(price, 80)}" at the end of the line.', offset)


def _refuse_address(words: str, offset: int, limits: HourLimits) -> Wrong:
    address = next(match[0] for match in _ADDRESS.finditer(words)).rstrip(".")
    whole = f"mailto:{address}" if "@" in address else f"https://{address}"
    message = f'I do not understand "{excerpt(words, 80)}" in this session.'
    return Wrong("SES01", message, f'To book there write the whole address: "{excerpt(whole, 80)}".', offset)


def _refuse_no_booking(words: str, offset: int, limits: HourLimits) -> Wrong:
    message = f'I do not understand "{excerpt(words, 80)}" in this session.'
    return Wrong("SES01", message, 'If nobody books, give the item the line "book: not needed".', offset)


def _refuse_open(words: str, offset: int, limits: HourLimits) -> Wrong:
    return Wrong("SES02", f'I do not know the state "{words}".', OPEN_HINT, offset)


def _refuse_book_by(words: str, offset: int, limits: HourLimits) -> Wrong:
    moment = re.sub(r"\Abook\s+by\s*:?\s*", "", words, flags=re.IGNORECASE)
    hint = f'Write "book by: {excerpt(moment, 80)}" at the end of the line.'
    return Wrong("SES01", f'I do not understand "{excerpt(words, 80)}" in this session.', hint, offset)


def _refuse_length(words: str, offset: int, limits: HourLimits) -> Wrong:
    match = _LENGTH.fullmatch(words)
    length = match["length"].strip() if match else words
    hint = f'Leave it out if the line has the end; if not, write "lasts: {length}" at the end of the line.'
    if match and match["start"]:
        hint = f'Write "{match["start"].strip()}", and "lasts: {length}" at the end of the line.'
    return Wrong("DAT07", f'I do not understand "{excerpt(words, 80)}" in this session.', hint, offset)


def _refuse_bracket(words: str, offset: int, limits: HourLimits) -> Wrong:
    return unknown_state(words.strip("()[] "), offset + 1)


_REFUSED: tuple[tuple[re.Pattern[str], Callable[[str, int, HourLimits], Wrong]], ...] = (
    (_NO_TIME, _refuse_no_time),
    (ALL_AWAITED, _refuse_tbc),
    (_COUNT_OF_DAYS, _refuse_count),
    (_DAYS_LEFT_OUT, _refuse_days_left_out),
    (_ODD_TIMES, _refuse_times),
    (_BARE_TIMES, _refuse_times),
    (SPOKEN_TIMES, _refuse_times),
    (_COST, _refuse_price),
    (_WITH_ADDRESS, _refuse_address),
    (_NO_BOOKING, _refuse_no_booking),
    (OPEN, _refuse_open),
    (_BOOK_BY, _refuse_book_by),
    (_LENGTH, _refuse_length),
    (_SIDE_BRACKETS, _refuse_bracket),
)
"""The patterns of words that people write in vain, each with the function that makes its problem."""
