"""Define the words by which dates are recognised as sessions, or as something else."""

from __future__ import annotations

import re

EVIDENCE = re.compile(
    r"\b(?:dates?|sessions?|cohorts?|delivered by|facilitated by|facilitators?|trainers?|presenters?|speakers?|teams|"
    r"zoom|webex|online|book(?:ing)?|register|registration|venue|location|webinars?|training|workshops?|half days?|"
    r"courses?|class(?:es)?|talks?|lectures?|conferences?|seminars?|briefings?|masterclass(?:es)?|events?|learn|"
    r"learning|forums?|drop-in|join|attend|places)\b",
    re.IGNORECASE,
)
"""Words that show that a section is about an event."""
NO_EVENT = re.compile(
    r"\b(?:(?<![0-9] )minutes|invoice|receipt|purchase order|statement of account|terms of reference|curriculum vitae|"
    r"privacy notice|rota|on-call|timesheet|vacancy|job description|conference programme|itinerary|opening hours|"
    r"closures?)\b",
    re.IGNORECASE,
)
"""Words that show, in the title or at the start of a section, that it is not about an event."""
NO_EVENT_ANYWHERE = re.compile(
    r"\b(?:apologies for absence|matters arising|any other business|minutes of the (?:last|previous)|salary|"
    r"person specification|booking (?:reference|confirmation|number)|departs?|flights?)\b",
    re.IGNORECASE,
)
"""Words that show the same anywhere in a section."""
DEADLINE = re.compile(
    r"\b(?:by|before|until|till|deadline(?:\s+(?:is|for\s+\w+))?|clos(?:es?|ing)(?:\s+(?:date|on))*|no later than|"
    r"published|issued|updated|dated|sent|version|replaces|early bird|since|as (?:of|at)|expires?|"
    r"review(?:ed)?(?:\s+date)?|from:|moved|postponed from|rescheduled from|originally|previously|was|"
    r"instead of|not|effective)"
    r"\s*(?:on|for|the|:|is|of|,|–|-)*\s*(?:[0-9.:]+\s*(?:[ap]m|noon|midday)?\s*(?:on)?\s*)?\Z",
    re.IGNORECASE,
)
"""Words directly before a date that make it something else than a session, such as a deadline."""
SINCE = re.compile(
    r"\b(?:from|starting|beginning|commencing|with effect from|as of|until|to)\s*(?:on|the|:)?\s*\Z", re.IGNORECASE
)
"""Words directly before the first or last day of a period."""
OTHER_COLUMN = re.compile(
    r"(?:open|opening|shift|on[- ]call|duty|clos|start date|end date|from date|to date|due)", re.IGNORECASE
)
"""The start of column names in tables that do not list sessions."""
OTHER_MATTER = re.compile(
    r"\b(?:clos(?:ed?|ure|ing)|shut|deadline|early bird|replaces|apply by|sent\s*:|expires?|review date|valid|"
    r"due (?:on|by|date)|payable|invoice|minutes of|(?<!be )held on|took place|attended|met on|born|died|"
    r"previous(?:ly)?|moved|postponed|rescheduled|instead|maintenance|downtime|unavailable|outage|"
    r"open(?:s|ed|ing)?(?!\s+to\b)|(?:is|are|be|now) available|available (?:from|on|until)|launch(?:es|ed)|helpline|"
    r"office hours|every|weekly|fortnightly|monthly|each (?:week|month|monday|tuesday|wednesday|thursday|friday)|"
    r"between\s+(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th)?\s+[a-z]{3}|shifts?|check-?in|collect(?:ed|ion)|strike|"
    r"industrial action|submit\w*|polling|votes?|broadcast|effective|last (?:year|month|week)|next meeting|no longer|"
    r"embargo\w*|not (?:be )?(?:taking place|running|going ahead)|interviews?)\b",
    re.IGNORECASE,
)
"""Words in a row that show that its date is not, or perhaps not, a session."""
OTHER_HOURS = re.compile(
    r"\b(?:lunch|breaks?|tea|coffee|registration|welcome|arriv\w+|open(?:ing|s)?|office|hours|helpline|advice|phone|"
    r"call|parking|doors|reception|desk|closed|except|working|enquiries|clinic|service)\b",
    re.IGNORECASE,
)
"""Words in a line with hours which show that the hours do not belong to the day above."""
HOURS_OF_OTHER = re.compile(
    rf"{OTHER_HOURS.pattern}\W+(?:(?:is|are|from|at|between|served|of)\W+){{0,3}}\Z", re.IGNORECASE
)
"""The end of a text before hours which shows that these are not the hours of the session."""
STATES = (
    (re.compile(r"\b(?:fully booked|sold out|now full)\b|[(\[]\s*full\s*[)\]]", re.IGNORECASE), "full"),
    (re.compile(r"(?:\||[-–—:])\s*full\s*(?:\||\Z)", re.IGNORECASE), "full"),
    (re.compile(r"\bcancell?ed\b", re.IGNORECASE), "cancelled"),
    (re.compile(r"\bwaiting list\b", re.IGNORECASE), "waiting list"),
)
"""The patterns of states in a row → the state as a session line has it."""
FOR_ALL = re.compile(r"\b(?:all|each|both|every|times?)\b", re.IGNORECASE)
"""Words which show that hours are those of every date."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_WHEN = frozenset(
    (
        "all", "am", "and", "at", "both", "date", "dates", "day", "days", "each", "end", "ends", "finish", "from",
        "live", "microsoft", "midday", "ms", "noon", "on", "online", "pm", "session", "sessions", "start", "starts",
        "teams", "the", "time", "times", "to", "via", "webinar", "when", "zoom",
    )
)  # fmt: skip
"""Words that may be in a line that has only days, hours and how to take part online."""


def other_words(text: str) -> int:
    """Count the words of a text that are not in _WHEN."""
    return sum(word not in _WHEN for word in _WORD.findall(text.lower()))
