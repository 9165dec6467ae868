"""Read a session line whose date is to be confirmed: "Cohort 5: May 2022, date to be confirmed"."""

from __future__ import annotations

import re

from ..model import Month, State
from ..text import humanize
from ..text.online import UNKNOWN_YET
from .dates import MONTH, MONTHS
from .day_lists import find_day_starts, find_days
from .frontmatter import Wrong
from .line_draft import LineDraft, Region
from .session_hours import take_hours
from .session_label import take_label_before
from .session_line_values import AwaitedLine
from .session_openers import first_opener
from .session_remainders import ALL_AWAITED
from .session_words import take_words

_AWAITED = re.compile(
    rf"\b(?:(?:exact |actual )?dates?(?:\s*(?:and|&|/|,)\s*times?)?)\s*:?\s*(?:is\s+|are\s+)?{UNKNOWN_YET}\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"\btimes?\s*:\s*\Z", re.IGNORECASE)
_POSTPONED = re.compile(r"\bpostponed\s*[,–—-]?\s*(?:new\s+)?\Z", re.IGNORECASE)
WHEN = re.compile(
    r"(?:q(?P<quarter>[1-4])|early|mid|late|end of|later in|beginning of)[ -]+"
    r"(?P<whole_year>(?:19|20)[0-9]{2})\b(?![/-][0-9])"
    r"|(?:(?:early|mid|late|end of|beginning of)[ -]+)?"
    rf"(?:{MONTH}\b\.?\s*(?:/|-|–|—|\bto\b|\bor\b|\band\b|&)\s*){{0,3}}"
    rf"(?P<month>{MONTH})\.?\s+(?P<year>(?:19|20)[0-9]{{2}})\b"
    r"|(?:(?:spring|summer|autumn|winter)\s*(?:/|-|–|\bor\b|\bto\b)\s*)?(?P<season>spring|summer|autumn|winter)(?:\s+term)?\s+(?P<season_year>(?:19|20)[0-9]{2})(?:/[0-9]{2})?\b"
    r"|(?<!\w)(?P<week>w/?c|w\.c\.|w/b|w/e|(?:week|wk|w/)\.? ?(?:commencing|comm?|beginning|beg|starting|ending)\b\.?"
    r"|(?:the )?(?:week|wk) of|weekend of)\s+",
    re.IGNORECASE,
)
"""The pattern of a month, a season, or the words before a week."""

_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 12}
_MARKS = " ,;|.:/–—-\0"


def awaited_at(draft: LineDraft) -> Region | None:
    """Return the region of the words "date to be confirmed" in a line, None if it has none."""
    text = draft.line.text
    match = _AWAITED.search(text) if "date" in text.lower() else None
    if match and not _POSTPONED.search(text, 0, match.start()):
        return match.span()
    _, _, rest = text.rpartition(": ")
    bare = rest.strip(_MARKS)
    begins = len(text) - len(rest)
    if (
        ALL_AWAITED.fullmatch(bare)
        and not _OF_TIME.search(text, 0, begins)
        and not find_day_starts(text[:begins], draft.context.reading)
    ):
        at = text.index(bare, len(text) - len(rest))
        return at, at + len(bare)
    return None


def read_awaited(draft: LineDraft, link: str, phrase: Region) -> AwaitedLine:
    """Read the rest of a line whose date is to be confirmed; raises Wrong (SES01, DAT02).

    link: the booking link. phrase: the region of the words "date to be confirmed".
    """
    line = draft.line
    when = _when_of(draft, phrase)
    opener = first_opener(line.text)
    ends = [phrase[0], *([when.start()] if when else []), *([opener.mark_end + 1] if opener else [])]
    take_label_before(draft, min(ends))
    line.take(*phrase, "awaited")
    written, month = _take_when(draft, when)
    if find_day_starts(line.text, draft.context.reading):
        message = "This session has a date, and says that its date is to be confirmed."
        hint = 'Write "time to be confirmed" or "place to be confirmed", or take one of them out.'
        raise Wrong("DAT02", message, hint, phrase[0])
    region = (0, len(line.text))
    hours = take_hours(line, draft.context.limits, *region)
    words = take_words(draft, region, 0)
    _refuse_more(draft, words.audience, phrase[0])
    return AwaitedLine(
        label=draft.label,
        when=written,
        month=month,
        place=words.place or draft.keys.get("place", ("", 0))[0],
        hours=humanize.hours(*hours.range) if hours and hours.range else "",
        link=link,
        presenters=words.presenters or tuple(filter(None, (draft.keys.get("presenter", ("", 0))[0],))),
    )


def _refuse_more(draft: LineDraft, audience: tuple[str, ...], offset: int) -> None:
    """Raise Wrong (SES01, SES02) for what an announcement without a date cannot say, so that nothing is dropped."""
    states = draft.states
    if states.moved_from or states.state is State.POSTPONED:
        hint = "Write its line with the date that it was, and (postponed)."
        raise Wrong("SES02", "This session has no date, and says that it has moved from one.", hint, offset)
    if states.state not in (State.OPEN, State.PROVISIONAL):
        hint = (
            "Take the line out, or write its date."
            if states.state is State.CANCELLED
            else "Leave that out, or write its date."
        )
        raise Wrong("SES02", f'A session without a date cannot be "{states.word}".', hint, offset)
    given = {"for": audience, "places": states.places, "book by": states.book_by, "booking opens": states.opens}
    more = [key for key in draft.keys if key not in _KEYS] + [key for key, value in given.items() if value]
    if more:
        message = f'A session without a date cannot say "{more[0]}".'
        raise Wrong("SES01", message, "Write that in the text of the item, until there is a date.", offset)


_KEYS = ("place", "presenter")
"""The keys that a line without a date may have."""


def _when_of(draft: LineDraft, phrase: Region) -> re.Match[str] | None:
    """Find the month, season or week before or after the words "date to be confirmed"."""
    text = draft.line.text
    days = find_day_starts(text, draft.context.reading)
    for match in WHEN.finditer(text):
        in_date = any(start <= match.start() < end for start, end in days)
        if not in_date and (match.end() <= phrase[0] or match.start() >= phrase[1]):
            return match
    return None


def _take_when(draft: LineDraft, when: re.Match[str] | None) -> tuple[str, Month | None]:
    """Return the month, season or week of an announced session as written, and its last month."""
    if when is None:
        return "", None
    line, end = draft.line, when.end()
    month: Month | None = None
    if when["month"]:
        month = int(when["year"]), MONTHS[when["month"].lower()]
    elif when["whole_year"]:
        month = int(when["whole_year"]), 3 * int(when["quarter"] or 4)
    elif when["season"]:
        month = int(when["season_year"]), _SEASON_ENDS[when["season"].lower()]
    else:
        days = [week for week in find_days(line.text, draft.context.reading) if week.start == when.end()]
        if not days:
            return "", None
        end, month = days[0].end, (days[0].days[-1].year, days[0].days[-1].month)
    written = line.words(when.start(), end)
    in_brackets = line.text[when.start() - 1 : when.start()] == "(" and line.text[end : end + 1] == ")"
    line.take(when.start() - in_brackets, end + in_brackets, "when")
    return written, month
