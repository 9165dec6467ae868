"""Refuse a note in a session line that says what other words of the line must say: its state, day, hours or place."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import State
from ..text.humanize import excerpt
from ..text.named_places import is_named_place, may_be_place
from ..text.online import is_online
from .frontmatter import Wrong
from .session_no_names import NEW_HOURS_HINT, NEW_PLACE_HINT
from .session_states import BOTH_DATES
from .state_phrases import NEW, state_hint, state_told
from .times import TIME

_PIECE = re.compile(r"(?:[^.,;|()\[\]!?–—]|(?<=[0-9])[.,](?=[0-9]))+")
_MOVE = r"(?:moved|re-?scheduled|re-?arranged|postponed|deferred|changed)"
_OTHER_DAY = re.compile(rf"(?:.*\b)?{_MOVE} (?:to|until|till|for) (?=.*[0-9]).*", re.IGNORECASE)
_OTHER_HOURS = re.compile(
    r"(?:please note )?"
    r"(?:(?:new|revised|changed) (?:start )?times? (?=.*[0-9]).*|now (?:from |at |starts? at )?[0-9].*)",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(
    r"(?:this (?:session|course|event) (?:is|has|will be) )?"
    r"(?:now (?:at|online|on zoom|on teams|via|being held)|moved (?:to|online))\b.*"
    r"|(?:the )?(?:new|changed? of|changed) (?:venue|place|location)\b.*"
    r"|(?:the )?(?:venue|place|location) (?:has )?(?:changed?|is now)\b.*",
    re.IGNORECASE,
)


_IN_NOTE = re.compile(
    r"(?:(?:to be |being |will be )?(?:held |taking place |hosted |now |meet )?"
    r"(?:(?P<at>at|@)|(?P<lead>in|on|via)|(?P<key>(?:place|venue|location|where)(?: is)?)\b\s*[:=-]?) )?(?P<place>.+)",
    re.IGNORECASE,
)
_HOURS = re.compile(rf"(?:from |at )?{TIME}\s*(?:-|–|to|until)\s*{TIME}", re.IGNORECASE)
_OF_LINKS = re.compile(r"\b(?:links?|details|invit\w+)\b", re.IGNORECASE)


class LineFacts(NamedTuple):
    """What a session line says without its note."""

    state: State
    has_moved: bool
    """Whether it has the date that it was moved from."""
    has_place: bool
    has_venue: bool
    """Whether the place that it has from its item or bulletin.yml is one where people meet."""


def refuse_note(note: str, offset: int, line: LineFacts) -> None:
    """Raise Wrong (SES02) for a note that tells a state, day, hours or place that the line does not have."""
    for match in _PIECE.finditer(note):
        piece = match[0].strip()
        at = offset + match.start() + len(match[0]) - len(match[0].lstrip())
        hint = _hint(piece, line)
        if hint:
            message = f'"{excerpt(piece, 80)}" in the note changes nothing of the session.'
            raise Wrong("SES02", message, hint, at)


def _hint(piece: str, line: LineFacts) -> str:
    """Return what to write instead of a piece of a note; "" if it may stand there."""
    told = state_told(piece)
    if told and told != NEW:
        return "" if line.has_moved or line.state is not State.OPEN else state_hint(piece)
    for form, is_said, hint in (
        (_OTHER_DAY, line.has_moved, BOTH_DATES),
        (_OTHER_HOURS, False, NEW_HOURS_HINT),
        (_OTHER_PLACE, line.has_place, NEW_PLACE_HINT),
    ):
        if form.fullmatch(piece):
            return "" if is_said else hint
    if _HOURS.fullmatch(piece):
        return NEW_HOURS_HINT
    return _place_hint(piece, line)


def _place_hint(piece: str, line: LineFacts) -> str:
    """Return what to write instead of a piece of a note that names the place, if the line has none; else ""."""
    match = _IN_NOTE.fullmatch(piece)
    if match is None or line.has_place or _OF_LINKS.search(piece):
        return ""
    place = match["place"].strip()
    names_venue = (match["at"] or match["key"]) and place.removeprefix("the ")[:1].isupper()
    is_venue = names_venue or (may_be_place(place) if match["lead"] else is_named_place(place))
    if is_online(place) or (is_venue and not line.has_venue):
        written = place if is_online(place) else f"at {excerpt(place, 60)}"
        return f'If it is the place, write it before "note:", like "{written}, note: …"; if not, say what is there.'
    return ""
