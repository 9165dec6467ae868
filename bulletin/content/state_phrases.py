"""Recognise words that tell the state of a session without being its name, like "now full", and say what to write."""

from __future__ import annotations

import re

from ..model import State
from ..text.expressions import compiled

NEW = "new"
MOVED = "moved"
"""What words tell that are no state: that a session is new, or has moved."""

NEW_HINT = 'Leave "new" out: Bulletin says itself which sessions are new.'
"""The hint for "new", which is no state."""
NEW_DATE_HINT = (
    'If it has moved, write (moved from …) with the date that it was; if it is one more session, leave "new" out.'
)
"""The hint for "new date", which may be either."""
FROM_WHICH_HINT = (
    "From which date? Write (moved from …) with the date that it was, or (postponed) if there is no new date yet."
)
"""The hint for a move that does not say from which date."""

_NOUN = r"(?:sessions?|courses?|events?|class(?:es)?|training|workshops?|webinars?|meetings?|dates?)"
_BEFORE = (
    rf"(?:(?:this|the|all|both|{_NOUN}|is|are|was|has|have|been|be|now|currently|already|sorry|unfortunately|sadly"
    r"|places|status|update|please note) )*"
)
_AFTER = (
    r"(?: (?:only|available|now|again|already|sorry|indefinitely))*"
    r"(?P<rest> (?:due|because|owing|as|until|till)\b.*)?"
)
_CLOSED = r"(?:book|registration|application|nomination|sign up)(?:ing)?s?"
_PHRASES: tuple[tuple[str, str], ...] = (
    (rf"(?:additional )?new(?: (?:{_NOUN}|day)(?: (?:added|announced))?)?|{_NOUN} added", NEW),
    (
        r"(?:dates?|day) (?:changed?|changes|amended|updated|moved)|changes? of (?:date|day)"
        rf"|(?:changed|re ?arranged|re ?scheduled|moved|brought forward|put back)(?: {_NOUN})?",
        MOVED,
    ),
    (
        r"(?:full |fully booked )?(?:wait(?:ing)?|reserves?|standby) ?list(?: (?:open|in operation|operates|applies))?",
        State.WAITING_LIST,
    ),
    (
        r"full|fully ?(?:booked|subscribed)(?: up)?|booked up|at capacity|sold ?out|over ?subscribed"
        r"|(?:no|0) (?:more )?(?:places?|spaces|availability|seats|spots)(?: (?:left|remaining))?",
        State.FULL,
    ),
    (
        rf"(?:cancell?ed|called off|withdrawn|abandoned|stood down)(?: {_NOUN})?"
        r"|(?:will )?(?:not|no longer) (?:be )?(?:run|go ahead|take place|running|going ahead|taking place)",
        State.CANCELLED,
    ),
    (rf"(?:postponed|on hold|deferred|suspended|paused)(?: {_NOUN})?", State.POSTPONED),
    (rf"{_CLOSED} (?:now )?closed|closed (?:for|to) (?:new )?{_CLOSED}", State.CLOSED),
    (
        rf"(?:provisional|provisionally booked|tentative|unconfirmed)(?: {_NOUN})?|not (?:yet )?confirmed"
        r"|(?:subject to|awaiting) confirmation",
        State.PROVISIONAL,
    ),
)
"""The patterns of words for states, each with the state that they tell, or `NEW` or `MOVED`."""

_NEW_DATE = r"\A(?!additional\b).*\bnew (?:date|day)\b(?! (?:added|announced))"
_TRIGGERS = (
    *("full", "book", "capacity", "sold", "subscrib", "no", "0", "list", "cancel", "called", "withdrawn", "abandon"),
    *("stood", "postpone", "hold", "deferred", "suspended", "paused", "closed", "provisional", "tentative", "confirm"),
    *("new", "date", "chang", "arranged", "scheduled", "moved", "brought", "put back", "added"),
)
"""Letters of which each phrase has some."""
_PLACES = re.compile(
    r"(?:only |just |max(?:imum)? |up to |limited to |last )*(?P<count>[1-9][0-9]{0,3}) "
    r"(?:places?|spaces?|spots?|seats?|delegates?|people|participants?|attendees)"
    r"(?: (?:left|remaining|available|only|max|free))*"
)
_PIECES = re.compile(r"[,;|()\[\]:]|\s[-–—~]+\s|[.!?]\s")
_LONGEST = 120


def state_told(words: str) -> str:
    """Return the state that words tell, `NEW` or `MOVED`; "" for words that tell none.

    Only words that are a state and nothing else count: "now full" and "cancelled due to illness", but not "Full
    circle" or "Waiting list management". Punctuation around them means nothing.
    """
    return _read(_plain(words))[0]


def state_hint(words: str) -> str:
    """Return what to write instead of words that tell a state, or how many places there are; "" for other words."""
    plain = _plain(words)
    places = _PLACES.fullmatch(plain)
    if places:
        return f'Write "({places["count"]} {"place" if places["count"] == "1" else "places"})".'
    state, has_reason = _read(plain)
    if state in (NEW, MOVED):
        new = NEW_DATE_HINT if compiled(_NEW_DATE).search(plain) else NEW_HINT
        return new if state == NEW else FROM_WHICH_HINT
    return _hint(state, has_reason=has_reason) if state else ""


def _plain(words: str) -> str:
    """Return words in small letters without punctuation, "" for more than a state could be."""
    return " ".join(re.findall(r"[\w'’]+", words.lower())) if len(words) <= _LONGEST else ""


def _read(plain: str) -> tuple[str, bool]:
    """Return the state that plain words tell, "" for none, and whether they also tell its reason."""
    for form, state in _PHRASES if any(map(plain.__contains__, _TRIGGERS)) else ():
        match = compiled(f"{_BEFORE}(?:{form}){_AFTER}").fullmatch(plain)
        if match:
            return str(state), bool(match["rest"])
    return "", False


def _hint(state: str, *, has_reason: bool) -> str:
    more = ', and "note:" before anything else' if has_reason else ""
    return f'Write "({state})"{more}.'


def state_in(text: str) -> tuple[str, str]:
    """Return the first piece of a text, between punctuation, that tells a state, and its hint; two "" for none."""
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    for piece in pieces:
        hint = state_hint(piece)
        if hint:
            return piece, hint
    return "", ""


def state_and_more_hint(words: str) -> str:
    """Return what to write instead of a state and more words: "cancelled - trainer ill"; "" without a state."""
    piece = state_in(words)[0]
    state = state_told(piece)
    own = state_hint(words)
    return own or (_hint(state, has_reason=True) if state not in (NEW, MOVED, "") else state_hint(piece))
