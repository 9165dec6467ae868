"""A rule of texts that give another last day to book than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ..model import day_of
from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDays
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .event_words import begins_line, struck
from .rule import Finding, rule, training_example
from .session_days import DaySet

_BOOKS = (
    r"(?:book(?:ings?|ed)?|regist(?:er(?:ed)?|rations?)|reserve[ds]?|sign(?:ed)? up|(?:your|a) place|rsvp|places"
    r"|confirm (?:your )?(?:attendance|place)|let us know)"
)
_SMALL_WORDS = (
    r"[^.;!?\n\w]*(?:(?:is|on|at|the|end|of|midday|noon|midnight|date|day|by|[0-9:.]+(?:\s?[ap]\.?m\.?)?)"
    r"[\s,:–-]+){0,5}\Z"
)
_BOOK_BY = (
    rf"\b{_BOOKS}\b[^.;!?\n]{{0,60}}?\b(?:by|before|until|clos(?:es?|ing)|deadline|ends?|no later than"
    rf"|not later than){_SMALL_WORDS}"
    r"|\b(?:deadline|(?:closing|last|cut-?off) (?:date|day)) (?:for|to) (?:(?:all|your|online|course|event)\s)?"
    rf"(?:book|bookings?|regist\w+|reserve|sign up|places){_SMALL_WORDS}"
)
_BOOKING_CLOSES = re.compile(
    r"\s?[–:-]\s?(?:[a-z]+\s){0,2}?(?:registrations?|bookings?)\s(?:closes?|ends?|deadline|closing)\b"
)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:early|bird|late|online|paper|postal|phone|telephone|abstracts?|papers?|fees?|rates?|pric\w+|discount\w*"
    r"|reduced|standard|refund\w*|cancel\w*|amend\w*|stalls?|stands?|exhibit\w+|speakers?|presenters?|hotel|rooms?"
    r"|accommodation|lunch|menu|groups?|opens?)\b"
)
"""Words for a last day of something near booking, beside which there may be others."""


@rule(
    "DAT32",
    "warning",
    "The text gives another last day to book than the session.",
    "Correct one of them.",
    wrong=training_example("Please book by ‸4 March 2022.", more="book by: 1 March 2022\n"),
    right=training_example("Please book by 1 March 2022.", more="book by: 1 March 2022\n"),
    note="Judged by `book by`, where the item has it, and else by the day of the last session.",
)
def other_last_day_to_book(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if not sessions:
        return
    ends = DaySet(day_of(session.book_by) for session in sessions if session.book_by)
    gone, last = struck(file), DaySet([max(session.start.date() for session in sessions)])
    is_told = any(ends.of(named) for named in file.written_days)
    for named in file.written_days:
        said, start = _says_to_book_by(file, named), named.days[0].start
        is_one_of_several = _ONE_OF_SEVERAL.search(said) or (is_told and "online" in said)
        if not said or is_one_of_several or gone.holds(start):
            continue
        words = file.words_at(start, named.days[-1].end).rstrip(".")
        if ends.days and not _is_one_of(named, ends, is_before=_BEFORE.search(said) is not None):
            listed = humanize.listed([humanize.weekday(day) for day in ends.days], "or")
            yield Finding(start, f'The text says to book by "{words}", and the last day to book is {listed}.')
        elif not ends.days and all(day > last.days[0] for day in last.meant(named.days[-1])):
            what = f"the last session is on {humanize.weekday(last.days[0])}"
            yield Finding(start, f'The text says to book by "{words}", and {what}.')


def _says_to_book_by(file: CheckedFile, named: WrittenDays) -> str:
    """Return the words that say to book by a day, "" if none do."""
    start = named.days[0].start
    clause = file.prose_and_code[file.sentence_around(start)[0] : start]
    if compiled(_BOOK_BY).search(clause):
        return clause
    match = _BOOKING_CLOSES.match(file.prose_and_code, named.days[-1].end)
    return match[0] if match and begins_line(file, start) else ""


def _is_one_of(named: WrittenDays, ends: DaySet, *, is_before: bool) -> bool:
    """Tell whether a day is one of the last days to book, or the day after one where the text says "before"."""
    after = DaySet(day + timedelta(days=1) for day in ends.days) if is_before else ends
    return bool(ends.of(named) or after.of(named))


_BEFORE = re.compile(r"\bbefore\W+(?:\w+\W+){0,3}\Z")
