"""Explain a date in a session line that is not a day of the session: a day to book by, or a day that it was once on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from ..text import humanize
from ..text.humanize import excerpt
from .day_lists import DayList
from .frontmatter import Wrong

_TIME = r"(?:\s+(?:at\s+)?(?P<time>[0-9.:]+\s*(?:[ap]\.?m\b)?|(?:12\s+)?(?:noon|midday|midnight)),?)?"
_SMALL = r"(?:\s+(?:is|are|was|on|by|at|before|date|day))*"
_LINK = rf"{_SMALL}\s*[:–—-]?{_SMALL}{_TIME}(?:\s+on)?\s*(?:the\s+)?\Z"
_BOOKED = r"book(?:ing)?s?|registrations?|applications?|nominations?|places?|sign[- ]?ups?|tickets?|enrolments?"
_TO_BOOK = r"(?:book|register|apply|sign up|enrol|respond|reply|nominate|confirm)"
_WORDS = (
    (
        rf"(?:{_BOOKED})\s+(?:must be (?:made|received)|needed|required|closes?|closing|ends?|by|before)"
        r"|(?:clos(?:es?|ing)(?:\s+date)?|deadline|cut[- ]?off(?:\s+date)?)"
        rf"(?:\s+(?:for|to)\s+(?:{_BOOKED}|{_TO_BOOK}))?"
        r"|r\.?s\.?v\.?p\.?"
        r"|last (?:day|date)(?: (?:to|for) book(?:ing)?)?"
        rf"|(?:please\s+)?{_TO_BOOK}"
        r"(?:\s+(?:your|a)\s+places?)?\s+(?:by|before|no later than)",
        "is a day to book by, not a day of the session.",
        'Write "book by: {day}" at the end of the line.',
    ),
    (
        rf"(?:{_BOOKED})\s+(?:opens?|opening|starts?|available(?:\s+from)?|from"
        r"|(?:are |go )?(?:on sale|released)(?:\s+from)?)",
        "is a day on which booking opens, not a day of the session.",
        'Write "booking opens: {day}" at the end of the line.',
    ),
    (
        r"was|were|previously|originally|formerly|old\s+date|instead\s+of|replac(?:es|ing)|in\s+place\s+of"
        r"|(?:moved|changed|change of date|re-?arranged|re-?scheduled|postponed|deferred|brought forward|put back)"
        r"\s+from",
        "is a day that the session was once on.",
        'Write "(moved from {day})".',
    ),
    (
        r"(?:moved|changed|re-?arranged|re-?scheduled|postponed|deferred|brought forward|put back)"
        r"\s+(?:to|until|till|for)"
        r"|now|new\s+date|replacement",
        "is the new day of the session, and the line names the old one, too.",
        "Write the new date in the line, and (moved from …) with the date that it was.",
    ),
    (
        r"repeat(?:ed)?\s+(?:of|from)|(?:first|last)\s+(?:held|run)|follow(?:s|ing)?(?:[- ]on| up)?\s+(?:to|from)",
        "is a day of another session.",
        'Write "note: …" before it, at the end of the line.',
    ),
)
"""The words before a date that is not a day of the session, what is wrong, and the hint."""
_FORMS = tuple((re.compile(rf"\b(?:{words}){_LINK}", re.IGNORECASE), what, hint) for words, what, hint in _WORDS)
_WINDOW = 60
"""The most characters before a date in which its words are looked for."""


def explain_other_date(text: str, dates: Sequence[DayList]) -> Wrong | None:
    """Make the problem of the first date with words before it that say what else it is; None if no date has such."""
    for days in dates:
        for form, what, hint in _FORMS:
            words = form.search(text, max(0, days.start - _WINDOW), days.start)
            if words:
                quoted = excerpt(text[words.start() : days.end].strip(), 80)
                early = words[0].rstrip().lower().endswith("before")
                day = humanize.day(days.days[0] - timedelta(days=1)) if early else excerpt(days.text, 80)
                if words["time"]:
                    day = f"{words['time'].strip()} on {excerpt(days.text, 80)}"
                return Wrong("DAT02", f'"{quoted}" {what}', hint.format(day=day), words.start())
    return None
