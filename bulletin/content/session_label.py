"""Read the name of a session line: the words before its colon."""

from __future__ import annotations

import itertools
import re

from ..text import humanize
from ..text.expressions import compiled
from ..text.humanize import excerpt
from ..text.online import split_place
from . import session_states
from .dates import MONTH, WEEKDAY, check_weekday
from .day_lists import DayList, find_day_starts
from .frontmatter import Wrong
from .line_draft import LineDraft
from .session_hours import ALL_DAY_WORDS
from .session_openers import first_opener
from .state_phrases import state_hint, state_in

LABEL_LIMIT = 60
"""The most characters of a name."""

_TIGHT_LABEL = (
    r"(?i)\s*([^:\d][^:]{0,58}):"
    rf"(?=[0-9]{{1,2}}(?:[/.-][0-9]{{1,2}}[/.-]|(?:st|nd|rd|th)?\s+{MONTH}\b|[:.][0-9]{{2}}\s*(?:-|–|to)))"
)
_CLOCK = r"(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?![0-9])"
_FIRST_TIME = re.compile(rf"(?<![\w.:£])(?:{_CLOCK}|[0-9]{{1,2}}\s*[ap]\.?m\b|{ALL_DAY_WORDS}\b)", re.IGNORECASE)
_EVENTS = (
    r"(?:meeting|workshop|training|course|conference|webinar|seminar|forum|briefing|masterclass|symposium|drop-in|lecture"
    r"|round ?table|hackathon|meetup|open day|induction|refresher|taster|AGM)"
)
_SMALL = r"(?:of|the|and|&|for|to|in|on|with|a|an|or)"
_EVENT = re.compile(_EVENTS, re.IGNORECASE)
_EVENT_NAME = (
    rf"(?!(?i:lunch|breakfast|tea|coffee|refreshments?|registration|parking|includes?|no|not|free|dr|mr|mrs|ms|prof)\b)"
    rf"[A-Z][\w'’&/-]*(?: (?:{_SMALL}|[A-Z0-9][\w'’&/-]*))*? (?i:{_EVENTS})(?: [0-9]{{1,2}})?"
)
_NAMED_DAY = re.compile(rf"\s*(?P<before>[A-Z][^:;|,0-9]{{0,40}}?)\s(?:{'|'.join(humanize.DAYS)}):\s")
"""A name that ends in a weekday, like "Good Friday: 29 March 2024"."""
_LAST_WEEKDAY = re.compile(rf"\b({'|'.join(humanize.DAYS)})\Z", re.IGNORECASE)
_FIELD_AT_START = re.compile(r"(?:what|event|title|name|course|session|topic)\s*:\s*", re.IGNORECASE)
_FIELD_AT_END = re.compile(r"(?<=[\w)])[\s,;|–-]+(?P<field>(?P<when>when)|dates?|times?)\Z", re.IGNORECASE)
"""The word before the colon of "What: Annual meeting When: 8 March 2022", which the name must not hold."""
_HOW = re.compile(r"in[- ]person|face[- ]to[- ]face|f2f|hybrid", re.IGNORECASE)
"""Words that say how people meet, which are read later."""
_QUOTED = re.compile(r"[\"“](?P<name>[^\"“”]+)[\"”]|‘(?P<single>[^‘’]+)’")


def bare_name(words: str, *, before_place: bool = False) -> str:
    """Return the name in words without a colon, if they can be nothing else; "" for other words.

    Words in quotation marks are a name, and so are words that end in one for an event, like "Annual General
    Meeting"; "Lean Coffee" may also be a presenter or a note. before_place: whether "at" and a place follow, so
    that one word is enough: "AGM at the Village Hall".
    """
    quoted = _QUOTED.fullmatch(words.strip())
    if quoted:
        return " ".join((quoted["name"] or quoted["single"]).split())
    name = " ".join(words.split())
    if session_states.holds_state_word(name):
        return ""
    is_event = compiled(_EVENT_NAME).fullmatch(name) or (before_place and name[:1].isupper() and _EVENT.fullmatch(name))
    return name if is_event and not split_place(name)[1] else ""


def take_label(draft: LineDraft) -> None:
    """Read the name before the first date, time or opening word of a line; raises Wrong (SES01)."""
    named_day = _NAMED_DAY.match(draft.line.text) if "day:" in draft.line.text else None
    if named_day and not split_place(named_day["before"])[1]:
        take_label_before(draft, named_day.end())
        draft.forget_chains()
    else:
        take_label_before(draft, _label_end(draft))


def judge_weekday(label: str, days: DayList) -> None:
    """Raise Wrong (DAT01) for a name that ends in another weekday than its days, if they are written without one."""
    named = _LAST_WEEKDAY.search(label) if label else None
    if named and not re.match(rf"{WEEKDAY}\b", days.text, re.IGNORECASE):
        for day in days.days:
            check_weekday(named[1], day, days.start)


def take_label_before(draft: LineDraft, end: int) -> None:
    """Read the name before the last colon that comes before an offset; raises Wrong (SES01)."""
    line = draft.line
    colon = line.text.rfind(": ", 0, end)
    if colon < 0:
        _refuse_tight_label(draft)
        return
    label = line.words(0, colon).strip(" ,;-–—")
    is_weekday = re.fullmatch(rf"{WEEKDAY}\.?", label, re.IGNORECASE)
    if is_weekday or _HOW.fullmatch(label) or not (label.isdigit() or any(map(str.isalpha, label))):
        return
    judge_label(draft, label)
    draft.label = label
    line.take(0, colon + 1, "label")


def judge_label(draft: LineDraft, label: str) -> None:
    """Raise Wrong (SES01, SES02) for a name that is too long, or has a date, time, state or semicolon."""
    whole_state = "" if ";" in label else state_hint(label)
    if whole_state:
        raise Wrong("SES02", f'"{excerpt(label, 80)}" is not the name of a session.', whole_state)
    if ";" in label or _has_date_time_or_state(draft, label):
        message = f'"{excerpt(label, 80)}" cannot be a name.'
        raise Wrong("SES01", message, "A name holds no date, time, state or semicolon.")
    _refuse_field_names(label)
    state, hint = state_in(label)
    front = session_states.START_STATE.match(label)
    if front and not state:
        state, hint = front["state"], state_hint(front["state"]) or f'Write "({front["state"].lower()})".'
    if state:
        raise Wrong("SES02", f'"{excerpt(state, 80)}" is not the name of a session.', hint)
    if len(label) > LABEL_LIMIT:
        message = f"This name has {len(label)} characters; {LABEL_LIMIT} is the limit."
        raise Wrong("SES01", message, "Shorten it.")


def _refuse_field_names(label: str) -> None:
    """Raise Wrong (SES01) for a name with words of a form around it: "What: Annual meeting When"."""
    field = _FIELD_AT_END.search(label)
    if field and (field["when"] or not label[: field.start("field")].rstrip().replace(" ", "").isalnum()):
        name = excerpt(_FIELD_AT_START.sub("", label[: field.start()]).strip(" ,;-–—|"), 80)
        message = f'"{excerpt(label, 80)}" cannot be a name.'
        raise Wrong("SES01", message, f'If the name is "{name}", write "{name}: …".')


def _label_end(draft: LineDraft) -> int:
    """Return the offset before which a name must end: that of the first date, time, "all day" or opening word."""
    text = draft.line.text
    if ": " not in text:
        return 0
    starts = [chain[0].start for chain in draft.chains()[:1]]
    starts += [match.start() for match in itertools.islice(_FIRST_TIME.finditer(text), 1)]
    opener = first_opener(text)
    if opener:
        starts.append(opener.start)
    return min(starts, default=len(text))


def _has_date_time_or_state(draft: LineDraft, label: str) -> bool:
    dated = any(True for _ in find_day_starts(label, draft.context.reading))
    return dated or bool(_FIRST_TIME.search(label)) or session_states.ends_in_state(label)


def _refuse_tight_label(draft: LineDraft) -> None:
    tight = compiled(_TIGHT_LABEL).match(draft.line.text)
    if tight:
        message = f'Put a space after the colon in "{tight[1].strip()}:".'
        raise Wrong("SES01", message, "", tight.start(1))
