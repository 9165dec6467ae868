"""A rule of texts that name another place than the sessions of their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import Session
from ..text.expressions import compiled
from .checked_file import CheckedFile
from .dates import meetings_to_come
from .event_words import GAP, PERHAPS_OF_ANOTHER, Nouns, clause_before, is_of_something_else, struck
from .rule import Finding, rule, training_example

_SERVICES = ("teams", "zoom", "webex", "google meet", "skype")
_SERVICE = r"(?:(?:microsoft |ms )?teams|zoom|webex|google meet|skype)"
_HAPPENS = (
    r"(?:\btak(?:es?|ing) place|\b(?:held|delivered|run|hosted|running|offered)|\bjoin us|\bwe (?:will )?meet"
    r"|\b(?:training|sessions?|courses?|events?|webinars?|workshops?|conferences?|seminars?|meetings?)"
    r" (?:is|are|will be))"
)
_ONLINE = rf"(?P<online>(?:on|via|over|through|using) {_SERVICE}\b|virtually\b|online\b)"
_IN_PERSON = r"(?P<person>in[ -]person\b|face[ -]to[ -]face\b)"
_HELD_HOW = rf"{_HAPPENS}(?:{GAP}){{0,5}}?\W{{1,2}}(?:{_ONLINE}|{_IN_PERSON})(?!\W+(?:or|and|&|/)\W)"
_NOT_SO = re.compile(
    r"\b(?:not|no longer|instead|rather|replac\w+|used to|usually|normally|if|unless|whether|either|some|part\w*|both"
    r"|or|also|as well|e-?learning|recording|pre-?course|follow-?up)\b"
)
"""Words which show that a place or way is not that of all sessions."""
_BOTH = re.compile(r"\b(?:and|or)\b")
_BUILDING = (
    r"(?:hall|centre|center|house|church|school|library|hospital|hotel|stadium|museum|college|theatre|academy|university"
    r"|arena|club|pavilion|institute|gallery|cathedral|chapel|castle|park|barn|inn|hub)"
)
_IS_BUILDING = re.compile(rf"\b{_BUILDING}\b")
_SITE = re.compile(r"\b(?:hospital|university|campus|college|park|academy|school|estate|city|site)\b")
"""A place that has several buildings, each with its name."""
_NAME = rf"(?:(?:the )?(?:[a-z'’.-]+ ){{0,4}}{_BUILDING})\b"
_PLACE_LABEL = rf"(?:\A|\n)[^\w\n]*(?:where|venue|location|place)\s*(?:[:|]|\s[-–]|\s\s)[^\w\n]*(?P<place>{_NAME})"
_HELD_AT = rf"{_HAPPENS}(?:{GAP}){{0,8}}?[^\w.;!?]+(?:at|in) (?P<place>{_NAME})"
_SMALL = frozenset(("the", "and", "for", "our", "new", "old", "main", "room", "floor", "at", "of", "in"))


@rule(
    "SES07",
    "warning",
    "The text names another place than the sessions.",
    "Correct one of them.",
    wrong=training_example("The training will be held ‸on Zoom.", "8 March 2022, at Bury Hall"),
    right=training_example("The training will be held on Zoom.", "8 March 2022, on Zoom"),
    note="Where the text says that the sessions are held online, in person, or in a building, and leaves out the place "
    "of the sessions.",
)
def other_place(file: CheckedFile) -> Iterator[Finding]:
    sessions = meetings_to_come(file)
    if not sessions or not all(session.place for session in sessions):
        return
    gone, nouns, where = struck(file), Nouns(file), _where(sessions)
    for match in (*_ways(file, sessions), *_buildings(file, sessions)):
        start, end = match.span(match.lastgroup or 0)
        if not gone.holds(start) and not _is_of_other(file, match, nouns):
            yield Finding(start, f'The text says "{file.words_at(start, end)}", and {where}.')


def _where(sessions: Sequence[Session]) -> str:
    """Say where sessions are."""
    places = [*dict.fromkeys(session.place for session in sessions)]
    what = "the session is" if len(sessions) == 1 else "the sessions are"
    if len(places) > 1:
        return "no session is there"
    if sessions[0].online and not _service(places[0]):
        return f"{what} online"
    return f"{what} {'on' if sessions[0].online else 'at'} {places[0]}"


def _ways(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[re.Match[str]]:
    """Yield where the text says that the sessions are online or in person, and none is."""
    services = {_service(session.service) for session in sessions if session.service}
    is_in_person = any(session.venue for session in sessions)
    for match in compiled(_HELD_HOW).finditer(file.prose_and_code):
        service = _service(match["online"] or "")
        is_other_service = service and "" not in services and service not in services
        differs = (is_other_service or not services) if match["online"] else not is_in_person
        if differs and not _BOTH.search(match[0]):
            yield match


def _service(text: str) -> str:
    """Return which service a text names, "" for none."""
    return next((name for name in _SERVICES if name in text.lower()), "")


def _buildings(file: CheckedFile, sessions: Sequence[Session]) -> Iterator[re.Match[str]]:
    """Yield where the text says that the sessions are in a building, and nothing of their own places."""
    venues = [session.venue.lower() for session in sessions]
    own = frozenset(word for venue in venues for word in _words_of(venue))
    if not own.isdisjoint(file.vocabulary) or not all(_IS_BUILDING.search(venue) for venue in venues):
        return
    are_sites = any(map(_SITE.search, venues))
    for form in (_PLACE_LABEL, _HELD_AT) if own else ():
        for match in compiled(form).finditer(file.prose_and_code):
            words, is_inside = _words_of(match["place"]), are_sites and not _SITE.search(match["place"])
            if words and own.isdisjoint(words) and not is_inside:
                yield match


def _words_of(place: str) -> frozenset[str]:
    """Return the words of a place by which it is known, without small ones and those of every building."""
    words = frozenset(re.findall(r"[a-z'’]{3,}", place)) - _SMALL
    return frozenset(word for word in words if not _IS_BUILDING.fullmatch(word))


def _is_of_other(file: CheckedFile, match: re.Match[str], nouns: Nouns) -> bool:
    """Tell whether words around a place show that it is not that of all sessions."""
    clause = clause_before(file, match.start())
    start, end = file.sentence_around(match.start())
    before = f"{clause}{match.string[match.start() : match.start(match.lastgroup or 0)]}"
    return bool(
        is_of_something_else(clause)
        or PERHAPS_OF_ANOTHER.search(clause)
        or _NOT_SO.search(file.prose_and_code[start:end])
        or not (match.re.pattern == _PLACE_LABEL or nouns.calls(before))
    )
