"""A rule of texts that name another place than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..model import Session
from ..text.expressions import compiled
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .event_words import GAP, OF_SOMETHING_ELSE, PERHAPS_OF_ANOTHER, Nouns, clause_before, struck
from .rule import Finding, rule

_SERVICES = {"teams": "teams", "zoom": "zoom", "webex": "webex", "google meet": "google meet", "skype": "skype"}
_SERVICE = r"(?:(?:microsoft |ms )?teams|zoom|webex|google meet|skype)"
_HAPPENS = (
    r"(?:\btak(?:es?|ing) place|\b(?:held|delivered|run|hosted|running|offered)|\bjoin us|\bwe (?:will )?meet"
    r"|\b(?:training|sessions?|courses?|events?|webinars?|workshops?|conferences?|seminars?|meetings?) (?:is|are|will be))"
)
_ONLINE = rf"(?P<online>(?:on|via|over|through|using) {_SERVICE}\b|virtually\b|online\b)"
_IN_PERSON = r"(?P<person>in[ -]person\b|face[ -]to[ -]face\b)"
_HELD_HOW = rf"{_HAPPENS}(?:{GAP}){{0,5}}?\W{{1,2}}(?:{_ONLINE}|{_IN_PERSON})(?!\W+(?:or|and|&|/)\W)"
_NOT_SO = re.compile(
    r"\b(?:not|no longer|instead|rather|replac\w+|used to|usually|normally|if|unless|whether|either|some|part\w*|both"
    r"|or|also|as well|e-?learning|recording|pre-?course|follow-?up)\b"
)
"""Words which show that a place or way is not that of all sessions."""
_BUILDING = (
    r"(?:hall|centre|center|house|church|school|library|hospital|hotel|stadium|museum|college|theatre|academy|university"
    r"|arena|club|pavilion|institute|gallery|cathedral|chapel|castle|park|barn|inn|hub)"
)
_SITE = re.compile(r"\b(?:hospital|university|campus|college|park|academy|school|estate|city|site)\b")
"""A place that has several buildings, each with its name."""
_NAME = rf"(?:(?:the )?(?:[a-z'’.-]+ ){{0,4}}{_BUILDING})\b"
_PLACE_LABEL = rf"(?:\A|\n)[^\w\n]*(?:where|venue|location|place)\s*(?:[:|]|\s[-–]|\s\s)[^\w\n]*(?P<place>{_NAME})"
_HELD_AT = rf"{_HAPPENS}(?:{GAP}){{0,8}}?[^\w.;!?]+(?:at|in) (?P<place>{_NAME})"
_SMALL = frozenset(("the", "and", "for", "our", "new", "old", "main", "room", "floor", "at", "of", "in"))


class _Said(NamedTuple):
    """A place or a way to take part that a text names, and that is of no session."""

    start: int
    end: int


_TRAINING = """\
---
title: Safer recruitment training
time: 10am to 1pm
booking: Ask us.
sessions:
  - 8 March 2022, {}
---
{}
"""


@rule(
    "SES07",
    "warning",
    "The text names another place than the sessions.",
    "Correct one of them.",
    wrong=_TRAINING.format("at Bury Hall", "The training will be held ‸on Zoom."),
    right=_TRAINING.format("on Zoom", "The training will be held on Zoom."),
    note="Where the text says that the sessions are held online, in person, or in a building, and leaves out the place "
    "of the sessions.",
)
def other_place(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if not sessions or not all(session.place for session in sessions):
        return
    gone, found = struck(file), [*_ways(file, sessions), *_buildings(file, sessions)]
    for said in found:
        if not gone.holds(said.start):
            yield Finding(said.start, f'The text says "{file.words_at(said.start, said.end)}", and {_where(sessions)}.')


def _where(sessions: Sequence[Session]) -> str:
    """Say where sessions are."""
    places = [*dict.fromkeys(session.place for session in sessions)]
    what = "the session is" if len(sessions) == 1 else "the sessions are"
    if len(places) > 1:
        return "no session is there"
    return f"{what} {'on' if sessions[0].online else 'at'} {places[0].removeprefix('at ')}"


def _ways(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[_Said]:
    """Yield where the text says that the sessions are online or in person."""
    services = {service for session in sessions if (service := _service(session.service))}
    is_online = any(session.service for session in sessions)
    is_in_person = any(session.venue for session in sessions)
    for match in compiled(_HELD_HOW).finditer(file.prose_and_code):
        kind = "online" if match["online"] else "person"
        if kind == "online":
            service = _service(match["online"])
            differs = not is_online or bool(service and services and service not in services)
        else:
            differs = not is_in_person
        if differs and not _is_of_other(file, match):
            yield _Said(match.start(kind), match.end(kind))


def _service(text: str) -> str:
    """Return which service a text names, "" for none."""
    return next((name for name in _SERVICES if name in text.lower()), "")


def _buildings(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[_Said]:
    """Yield where the text says that the sessions are in a building, and names nothing of their own places."""
    own = frozenset(word for session in sessions for word in _words_of(session.venue))
    venues = " ".join(session.venue.lower() for session in sessions)
    if not own or own & file.vocabulary or not all(re.search(_BUILDING, each.venue.lower()) for each in sessions):
        return
    for form in (_PLACE_LABEL, _HELD_AT):
        for match in compiled(form).finditer(file.prose_and_code):
            words = _words_of(match["place"])
            is_inside = _SITE.search(venues) and not _SITE.search(match["place"])
            if words and own.isdisjoint(words) and not is_inside and not _is_of_other(file, match):
                yield _Said(match.start("place"), match.end("place"))


def _words_of(place: str) -> Collection[str]:
    """Return the words of a place by which it is known, without small ones and those of every building."""
    words = frozenset(re.findall(r"[a-z'’]{3,}", place.lower())) - _SMALL
    return frozenset(word for word in words if not re.fullmatch(_BUILDING, word))


def _is_of_other(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether words around a place show that it is not that of all sessions."""
    start, end = file.sentence_around(match.start())
    clause = clause_before(file, match.start())
    is_own = match.re.pattern == _PLACE_LABEL or Nouns(file).calls(f"{clause} {match[0][: -len(match[match.lastgroup or 0])]}")
    sentence = file.prose_and_code[start:end]
    is_other = OF_SOMETHING_ELSE.search(clause) or PERHAPS_OF_ANOTHER.search(clause) or _NOT_SO.search(sentence)
    return bool(is_other) or not is_own
