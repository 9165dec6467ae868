"""Rules of days in the text: named without their date, like "this Friday", over already, or with a wrong ending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import humanize
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_DAY = "|".join(name.lower() for name in humanize.DAYS)
_DATED = r"(?![\s,(]{0,3}(?:the\s)?[0-9]{1,2}(?:st|nd|rd|th)?\b(?![:.]?[0-9]*\s?[ap]\.?m|[:.][0-9]))"
"""No day of a month follows; an hour may."""
_NEAR_DAY = re.compile(
    r"(?<![\w'’-])(?:(?P<word>tomorrow|tonight)(?!['’-])"
    rf"|(?:this|next|this\scoming)\s(?P<near>{_DAY}|weekend)\b(?!s?['’])"
    rf"|(?:on|by|until|before|due|from)\s(?P<bare>{_DAY})\b(?!['’-])(?!\s(?:to|and|or|afternoons|mornings|evenings)\b)(?!,?\s(?:{_DAY})\b)"
    rf"){_DATED}(?![\s,(]{{0,3}}(?:{'|'.join(name.lower() for name in humanize.MONTHS)})\b)"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|ago|last|took|came|went|met|could|would|enjoyed|won|said|held|saw|yesterday|attended|visited)\b"
)
_AGAIN = re.compile(r"\b(?:every|each|weekly|fortnightly|monthly|usually|always|normally|open|term\s?time)\b")
_TO_COME = re.compile(
    r"\b(?:will|next|please|join\sus|come\sand|don['’]t\smiss|upcoming|starting|book\s(?:now|your|a)|are\sinvited|to\sbe\sheld)\b"
)
_FIGURATIVE = re.compile(r"\b(?:today|now)\s(?:and|or)\s$|\b(?:better|for|of)\s(?:a\s)?(?:better\s)?$")
_ORDINAL = re.compile(r"(?<![\w.,:/-])(?P<number>[0-9]{1,3})(?P<ending>(?:st|nd|rd|th){1,2}|h|t)\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


@rule(
    "DAT20",
    "warning",
    "A day is named without its date.",
    "Write the date: people read this later than it was written.",
    triggers=("tomorrow", "tonight", "this ", "next ", "on ", "by ", "until ", "before ", "due ", "from "),
    wrong="Please come to the hall ‸this Saturday at 10am.",
    right="Please come to the hall on Saturday 5 February at 10am. It was full on Saturday. We meet every Saturday.",
    note="Not said where the same text names a date of that weekday, nor of what is over or happens again and again.",
)
def day_without_date(file: CheckedFile) -> Iterator[Finding]:
    dated = _weekdays_of_dates(file)
    for match in _NEAR_DAY.finditer(file.prose_and_code):
        day = match["near"] or match["bare"] or ""
        if day.capitalize() in humanize.DAYS and humanize.DAYS.index(day.capitalize()) in dated:
            continue
        if match["word"] and _FIGURATIVE.search(file.prose_and_code[max(0, match.start() - 20) : match.start()]):
            continue
        sentence = _sentence(file, match.start())
        if not _PAST.search(sentence) and not _AGAIN.search(sentence):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" is another day for everyone who reads it later.')


def _sentence(file: CheckedFile, offset: int) -> str:
    start, end = file.sentence_around(offset)
    return file.prose_and_code[start:end]


def _weekdays_of_dates(file: CheckedFile) -> set[int]:
    """Return the weekdays (0 for Monday) of the days that a text and its sessions name by date."""
    written = [day for named in file.written_days for day in named.days]
    days = filter(None, (day.on(day.year or file.day.year) for day in written))
    sessions = file.item.sessions if file.item else ()
    return {day.weekday() for day in days} | {session.start.weekday() for session in sessions}


@rule(
    "DAT22",
    "warning",
    "A day is spoken of as if it were to come, and is over when the issue goes out.",
    "Check the date.",
    wrong="The next meeting is on ‸3 December 2021.",
    right="The next meeting is on 3 March 2022. It was to be on 3 December 2021, and was put off.",
)
def day_that_is_over(file: CheckedFile) -> Iterator[Finding]:
    for named in file.written_days:
        last = named.days[-1]
        day = last.on(last.year) if last.year else None
        if day is None or day >= file.day:
            continue
        sentence = _sentence(file, last.start)
        if _TO_COME.search(sentence) and not _PAST.search(sentence):
            yield Finding(last.at, f"{humanize.day(day)} is before the day of this issue.")


@rule(
    "DAT21",
    "warning",
    "A number has an ending that it cannot have.",
    "Check the number.",
    on=TEXTS,
    triggers=("th", "nd", "rd", "st", "h ", "t "),
    wrong="The meeting is on the ‸22th of March.",
    right="The meeting is on the 22nd of March, the 1st of the 11th and 12th, in the 103rd year.",
)
def wrong_ending(file: CheckedFile) -> Iterator[Finding]:
    for match in _ORDINAL.finditer(file.prose_and_code):
        number, ending = int(match["number"]), match["ending"]
        right = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
        if ending != right and (len(ending) > 1 or _is_day(file.prose_and_code, match)):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" cannot be right.', f'Did you mean "{number}{right}"?')


def _is_day(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the name of a month follows."""
    following = prose[match.end() :].lstrip()[:9]
    return following.startswith(tuple(name.lower() for name in humanize.MONTHS))
