"""Check the places, presenters and audiences of session lines: the words after "at", "with" and "for"."""

from __future__ import annotations

import re

from ..text.expressions import compiled
from ..text.humanize import excerpt
from ..text.online import TO_BE_CONFIRMED, UNKNOWN_YET, is_online, split_place
from .dates import MONTH, WEEKDAY
from .frontmatter import Wrong
from .session_hours import holds_time
from .session_states import END_STATE, is_state
from .spans import without_emphasis
from .state_phrases import state_hint, state_in
from .times import SPOKEN_TIMES, TIME, no_end

HOW_TO_SAY_MORE = 'Write "at" before a place, "with" before a presenter, and "note:" before anything else.'

_UNKNOWN = re.compile(rf"(?:(?:place|venue|location)\s*(?:is\s+)?:?\s*)?{UNKNOWN_YET}", re.IGNORECASE)
_NAMED_UNKNOWN = re.compile(rf"(?:place|venue|location)\s*(?:is\s+)?:?\s*{UNKNOWN_YET}", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b")
_STOP = (
    r"(?i:(?:(?:the|a|an|this|that|short|later|no|two|three|four|five|six|[0-9]+)\s+)*"
    r"(?:mornings?|afternoons?|evenings?|lunch(?:time)?|noon|midday|night|partnership|association|collaboration|conjunction"
    r"|practice|person|english|welsh|french|german|spanish|polish|urdu|parts?|weeks?|months?|years?|days?|minutes?|hours?"
    r"|emails?|e-mail|post|letter|later date|date|short notice|notice|cost|charge|free|advance|least|request|capacity"
    r"|present|once|all|any time|time|moment|full|due course|confidence|your own pace|order|addition|line with))"
    r"\b(?!\s+[A-Z])"
)
_NO_AUDIENCE = (
    r"(?i)[£€$]|[0-9]+\s+(?:people|places?|delegates?|participants?|attendees|minutes?|mins?|hours?|hrs?)\b"
    r"|(?:(?:the|a|an|this|one|two|three|four|five|six|[0-9]+)\s+)*(?:mornings?|afternoons?|evenings?|lunch(?:time)?|weeks?"
    r"|months?|years?|days?|minutes?|hours?|free|now|all day|any time|more (?:info|information|details))"
    r"(?=\s*(?:\Z|[,.;]|of\b|only\b|and\b|or\b|please\b|contact\b))"
)
_UNKNOWN_NAME = rf"(?i)(?:(?:the|a|an|guest)\s+)*(?:presenters?|speakers?|trainers?|facilitators?)?\s*{UNKNOWN_YET}"
_NO_NAME = (
    r"(?i)(?:(?:free|light|hot|buffet|lunch|refreshments|breakfast|tea|coffee|drinks|cakes?|biscuits|parking|questions"
    r"|q ?& ?a|certificates?|provided|included|available|and|a|the|time)\b[\s,&/+]*)+"
)
_LENGTH = re.compile(
    r"(?:(?:a|an|the|one|two|three|half|whole|full|all)[ -]+)+(?:day|hour|morning|evening|week)s?\b", re.IGNORECASE
)
_UNKNOWN_PART = r"(?i)[^,;.()–—]*\b(?:tb[acd]|to be (?:confirmed|announced|advised|arranged|agreed|decided))\b"
_PIECES = re.compile(r"\s*(?:[,;(]|\s[-–—]\s|\.\s)\s*")
_NOTE = (
    r"(?i)(?:please|bring|wear|arrive|arrival|doors open|all welcome|everyone|no need|you (?:will|must|can|should|need)"
    r"|(?:a |light )?(?:lunch|refreshments|breakfast|buffet|tea|coffee|drinks)"
    r"(?=\s*(?:\Z|and\b|/|[a-z]*ed\b|available\b|is\b|are\b|from\b))"
    r"|(?:free |limited |disabled )?parking\b(?! (?:house|lot))|free (?:lunch|refreshments|to attend|entry|of charge)"
    r"|(?:contact|e-?mail|tel|telephone|phone|call|ring|text)\b:?\s+(?=\S*[@0-9]|[A-Z][a-z]+ on\b|us\b)"
    r"|book(?:ing|ings)?\b(?= (?:essential|required|needed|via|by|at|online|here|now|early|through|on|advised))"
    r"|register\b(?! office)|(?:limited|few|no|some|only [0-9]+|[0-9]+) (?:places|spaces|seats)"
    r"|(?:places|spaces) (?:are|is|limited|available|left)"
    r"|(?:contact|times?|dates?|duration|who|level|code|password|meeting id|dress code|lunch|target group)\s*:"
    r"|(?:costs?|price|fee)\b:?\s*[£€$]?[0-9]|[0-9]+ (?:delegates|people|participants)|open to|suitable for|aimed at)"
)
_REACH = r"[\w.+-]+@[\w-]+\.\w|(?<![0-9])0[0-9]{2,4}[ -]?[0-9]{3}[ -]?[0-9]{3,4}(?![0-9])"
_PRICE = re.compile(r"[£€$]\s?[0-9]")
_EVENT = re.compile(r"(?:conference|event|meeting|session|training|workshop|seminar|briefing|course)s?", re.IGNORECASE)
_START_AND_PLACE = rf"(?i)(?P<time>{TIME})\s+(?:start\s+)?(?:at|in|via|on)\s"
_EDGE = re.compile(r"(?:to|and|or)\s.*|.*\s(?:to|and|or)")


def is_unknown_place(text: str) -> bool:
    """Tell whether words say that a place is to be confirmed."""
    return _NAMED_UNKNOWN.fullmatch(text.strip()) is not None


def has_postcode(text: str) -> bool:
    """Tell whether a text has a UK postcode."""
    return _POSTCODE.search(text) is not None


def read_place(text: str, offset: int, lead: str = "at") -> str:
    """Check a place and return it with single blanks; raises Wrong (SES01, SES02, DAT07) for other words.

    lead: the word before it. After "via" it must be an online service, after "in" it must have a capital letter.
    """
    place = " ".join(text.split()).strip(" ,;|").lstrip("-–—: ")
    place = place[1:-1].strip() if re.fullmatch(r"\([^()]*\)", place) else place
    if lead == "hybrid":
        place = _AT.sub("", place)
    place = place.rstrip(".") if place.endswith(".") and not place.endswith(("St.", "Rd.")) else place
    place = place[:-1].rstrip() if place.endswith(")") and "(" not in place else place
    if _UNKNOWN.fullmatch(place):
        return TO_BE_CONFIRMED
    if lead == "on" and place.casefold() == "line":
        return "online"
    _refuse_other_things(place, offset, lead)
    if is_online(place):
        return place
    online = compiled(_OR_IN_PERSON).sub("", place)
    if online != place and is_online(online):
        hint = 'Write both, like "Stopford House, Stockport and Microsoft Teams".'
        raise Wrong("CAL01", "Where is this session?", hint, offset)
    if (
        compiled(_STOP).match(place)
        or _EVENT.fullmatch(place)
        or _EDGE.fullmatch(place)
        or (lead == "in" and not any(map(str.isupper, place)))
    ):
        full_place = place if _EDGE.fullmatch(place) else f"{lead} {place}"
        raise Wrong("SES01", f'"{excerpt(full_place, 80)}" is not a place.', HOW_TO_SAY_MORE, offset)
    if lead == "via" and not split_place(place)[1]:
        quoted = excerpt(place, 80)
        message = f'I do not know "{quoted}" as a way to take part online.'
        raise Wrong("SES01", message, f'Write "at" before a place, or "online: {quoted}".', offset)
    return place


def _refuse_other_things(place: str, offset: int, lead: str) -> None:
    """Raise Wrong (SES01, SES02, DAT07) for a number, price, state or time in the position of a place."""
    quoted = excerpt(place, 80)
    if not any(letter.isalnum() for letter in place):
        raise Wrong("SES01", f'There is no place after "{lead}".', f'Take "{lead}" out, or write the place.', offset)
    if place.endswith(":"):
        message = f'I do not understand "{excerpt(f"{lead} {place}", 80)}" in this session.'
        raise Wrong("SES01", message, HOW_TO_SAY_MORE, offset)
    if _PRICE.match(place):
        raise Wrong("SES01", f'"{quoted}" is a price, not a place.', 'Write "cost: …".', offset)
    state = place if is_state(place) else next((match["state"] for match in END_STATE.finditer(place)), "")
    if state:
        raise Wrong("SES02", f'"{state}" is a state, not a place.', f'Write "({state.lower()})".', offset)
    unknown = compiled(_UNKNOWN_PART).search(place)
    if unknown:
        message = f'What is "{excerpt(unknown[0].strip(" ,(-–"), 80)}" here?'
        hint = 'Write "place to be confirmed" instead of the place, or say in the text what is not known yet.'
        raise Wrong("SES01", message, hint, offset + unknown.start())
    state, hint = state_in(place)
    if not state and state_hint(f"{lead} {place}"):
        state, hint = f"{lead} {place}", state_hint(f"{lead} {place}")
    if state:
        raise Wrong("SES02", f'"{excerpt(state, 80)}" is a state, not a place.', hint, offset)
    _refuse_times(place, offset)


def _refuse_times(place: str, offset: int) -> None:
    """Raise Wrong (DAT07) for times in the position of a place."""
    quoted = excerpt(place, 80)
    if place.isdigit():
        hint = 'Write the start and the end, like "9:30am to 4:30pm".'
        raise Wrong("DAT07", f'"{place}" is not a time.', hint, offset)
    if SPOKEN_TIMES.fullmatch(place):
        raise Wrong("DAT07", f'I cannot read "{quoted}" as times.', 'Write them like "9:30am to 4:30pm".', offset)
    start = compiled(_START_AND_PLACE).match(place)
    if start and holds_time(start["time"]):
        wrong = no_end(start["time"].strip())
        raise Wrong(wrong.rule, wrong.message, wrong.hint, offset)
    if holds_time(place):
        message = f'"{quoted}" holds a time, and is not a place.'
        raise Wrong("DAT07", message, 'Write one start and one end, like "9:30am to 4:30pm".', offset)


def refuse_notes(place: str, offset: int, hint: str = HOW_TO_SAY_MORE) -> None:
    """Raise Wrong (SES01) for a place in a line that goes on with something else: "Bury Hall, lunch provided"."""
    for piece in _PIECES.split(place):
        if compiled(_NOTE).match(piece) or compiled(_REACH).search(piece):
            raise Wrong("SES01", f'"{excerpt(piece.strip(" ()"), 80)}" is not a place.', hint, offset)


def read_names(text: str, offset: int, lead: str = "with") -> tuple[str, ...]:
    """Check presenters, separated by commas, and return their names; raises Wrong (SES01) for what is no name."""
    names = without_lead(" ".join(text.split()).strip(" ,.;|"))
    is_name = any(map(str.isupper, names)) and not compiled(_NO_NAME).fullmatch(names)
    reach = compiled(_REACH).search(names)
    if reach:
        message = f'"{excerpt(names[reach.start() :], 80)}" does not name a person.'
        raise Wrong("SES01", message, 'Write "note:" before it, or "contact:" in the item.', offset)
    if not is_name and not compiled(_UNKNOWN_NAME).fullmatch(names):
        message = f'"{excerpt(f"{lead} {names}", 80)}" does not name a person.'
        raise Wrong("SES01", message, HOW_TO_SAY_MORE, offset)
    return tuple(name.strip() for name in names.split(",") if name.strip())


def without_lead(names: str) -> str:
    """Return names without the "with" or "delivered by" before them, which is printed anyway."""
    return _WHO.sub("", names)


def read_audience(text: str, offset: int, lead: str = "for") -> tuple[str, ...]:
    """Check audiences, separated by commas, and return them; raises Wrong (SES01) for a length, "for a full day"."""
    people = " ".join(text.split()).strip(" ,.;|:")
    if compiled(_NO_AUDIENCE).match(people) or _LENGTH.match(people):
        message = f'"{excerpt(f"{lead} {people}", 80)}" does not say whom the session is for.'
        raise Wrong("SES01", message, HOW_TO_SAY_MORE, offset)
    return tuple(part.strip(" .;|:") for part in people.split(",") if part.strip(" .;|:"))


def judge_key_place(text: str) -> str:
    """Check the value of a key `place` and return it; raises Wrong (SES01, SES02, DAT07, CAL01).

    A place that would mean something else inside a session line is refused, too.
    """
    if not any(map(str.isalnum, text)) or _NOT_APPLICABLE.fullmatch(text.strip()):
        hint = 'Write the place, or "place: to be confirmed", or "place: none" for what has no place.'
        raise Wrong("SES01", f'"place: {text.strip()}" names no place.', hint)
    place = read_key_place(without_emphasis(text), 0)
    refuse_notes(place, 0, "Write the place alone, and the rest in the text.")
    other = re.search(r", (?=with\b|for\b|by\b|delivered by\b|led by\b)|;", place)
    if other:
        message = f'"{excerpt(place, 80)}" holds more than a place.'
        hint = "Write who it is with, and who it is for, under their own keys."
        if other[0] == ";":
            hint = "Write the place of each session in its own line."
        raise Wrong("SES01", message, hint, other.start())
    if _LINK.search(place):
        message = f'"{excerpt(place, 80)}" holds a link, and is not a place.'
        raise Wrong("SES01", message, "Write the name of the place or of the online service alone.")
    if compiled(_DATE).fullmatch(place):
        raise Wrong("SES01", f'"{place}" is a date, not a place.', "Write each session under sessions.")
    if _ONLY_HOW.fullmatch(place):
        raise Wrong("CAL01", "Where is this session?", 'Write the place, like "Stopford House, Stockport".')
    return place


def read_key_place(text: str, offset: int) -> str:
    """Check a place after a colon, and return it without "at", "in person:" or "hybrid -" before it; raises Wrong."""
    hybrid = _HYBRID.match(text)
    place = read_place(_AT.sub("", text[hybrid.end() :] if hybrid else text), offset)
    if hybrid and not all(split_place(place)):
        hint = 'Write both, like "Stopford House, Stockport and Microsoft Teams".'
        raise Wrong("CAL01", "Where is this session?", hint, offset)
    return place


def judge_key_service(text: str) -> str:
    """Check the value of a key `online` and return it; raises Wrong (SES01, SES02, DAT07)."""
    service = without_emphasis(text)
    if _YES_OR_NO.fullmatch(service.strip()):
        hint = 'Write its name, like "online: Butter", or "place: online".'
        raise Wrong("SES01", f'"online: {service.strip()}" names no service.', hint)
    if read_place(service, 0) == TO_BE_CONFIRMED:
        raise Wrong("SES01", f'"online: {service}" names no service.', 'Write "place: to be confirmed" instead.')
    return service


def judge_key_name(text: str) -> str:
    """Check a value of a key `presenter` and return it; raises Wrong (SES01) for a place."""
    name = without_lead(without_emphasis(text))
    if re.match(r"(?:at|in|on|via)\s+[A-Z]", name):
        raise Wrong("SES01", f'"{excerpt(name, 80)}" is not a presenter.', 'Write the place under "place:".')
    return name


_WHO = re.compile(r"\A(?:with|(?:(?:delivered|presented|led|facilitated|run)\s+)?by)\s+(?-i:(?=[A-Z]))", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"n\.?/?a\.?|not applicable", re.IGNORECASE)
_YES_OR_NO = re.compile(r"yes|no|y|n|true|false|none|n/a", re.IGNORECASE)
_HYBRID = re.compile(r"\A\s*(?:hybrid|blended)(?:\s*[-–—:,]\s*|\s+(?=\(|at\s))(?=\S)", re.IGNORECASE)
_IN_PERSON = r"(?:in[- ]person|face[- ]to[- ]face|f2f)"
_OR_IN_PERSON = rf"(?i)(?:\b(?:and|or)\b|[/&,+])*\s*{_IN_PERSON}\b\s*(?:\b(?:and|or)\b|[/&,+])*"
HELD = r"(?:(?:to be|being|will be|now)\s+)*(?:held|taking\s+place|hosted|based|delivered|run|now)"
"""The pattern of words before "at" that say no more than these."""
_AT = re.compile(
    rf"\A\s*(?:(?:{HELD}\s+)?(?:{_IN_PERSON}\s*[,:]?\s*)?(?:at\s+|(?-i:in)\s+(?=(?-i:[A-Z])))|{_IN_PERSON}\s*[,:–—-]\s*)(?=\S)",
    re.IGNORECASE,
)
_DATE = (
    rf"(?i)(?:{WEEKDAY}\s+)?[0-9]{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:\s+[0-9]{{4}})?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
)
_LINK = re.compile(r"\]\(|https?://", re.IGNORECASE)
_ONLY_HOW = re.compile(r"hybrid|blended|in[- ]person|face[- ]to[- ]face|f2f", re.IGNORECASE)
