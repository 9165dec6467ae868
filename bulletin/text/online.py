"""Tell online places from places where people meet."""

from __future__ import annotations

import re
from functools import lru_cache

from .expressions import compiled

TO_BE_CONFIRMED = "Place to be confirmed"
"""The place of a session if it is not decided yet."""

UNKNOWN_YET = r"(?:to be (?:confirmed|announced|advised|arranged|agreed|decided)|to follow|t\.?b\.?[acd])"
"""The pattern of words for what is to be confirmed, in small letters."""

_SERVICES = (
    r"microsoft teams|m ?s[ -]?teams|teams|zoom|webex|google meet|go ?to ?meeting|go ?to ?webinar|skype|youtube"
    r"|facebook live|jitsi|whereby|adobe connect|bigbluebutton|slack"
)
_GENERAL = (
    r"on[ -]?line|webinars?|virtual(?:ly)?|remote(?:ly)?|live ?stream(?:ed)?|video ?calls?"
    r"|conference call|video conferenc(?:e|ing)|(?:tele)?phone"
)
_FILLERS = (
    r"(?:joining )?(?:link|details|invite|invitation)s? (?:to follow|(?:to|will) be (?:sent|shared|provided|emailed)"
    r"(?: (?:on|upon|after|before|with) (?:booking|registration|confirmation|the (?:day|session|event|course)))?)"
    r"|link (?:provided|below)|link|live"
    r"|event|meeting|call|session|seminar|workshop|conference|briefing"
    r"|training|course|class|classroom|learning|lecture|talk|masterclass|delivery"
    r"|via|on|using|by|over|only|and|or"
)
_WORDS = rf"(?i)\b(?:(?P<online>{_SERVICES}|{_GENERAL})|{_FILLERS})\b"
_JOINT = re.compile(r"\s*(?:[,&/]|\bplus\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_MOST_JOINTS = 20
"""The most words like "and" or "or" in a place that is split; a place with more is left whole."""

_LEAD = re.compile(r"(?:(?:at|in|on|via|hybrid:)\s+)+", re.IGNORECASE)


def is_online(place: str) -> bool:
    """Tell whether each word of a place names a service, is a general word for "online", or fills in."""
    return _names_online(place) and not any(letter.isalnum() for letter in compiled(_WORDS).sub("", place))


def _names_online(text: str) -> bool:
    return any(match["online"] for match in compiled(_WORDS).finditer(text))


@lru_cache(maxsize=256)
def split_place(place: str) -> tuple[str, str]:
    """Split a place into the venue and the online service, each "" if absent: "The Lowry or on Teams" has both."""
    if not place or place == TO_BE_CONFIRMED:
        return "", ""
    if is_online(place):
        return "", place
    joints = list(_JOINT.finditer(place)) if _names_online(place) else []
    if len(joints) > _MOST_JOINTS:
        return place, ""
    for joint in joints:
        before, after = place[: joint.start()], place[joint.end() :]
        for venue, service in ((before, after), (after, before)):
            if is_online(service) and _without_preposition(venue) and not _has_online_edge(venue):
                return _without_preposition(venue), _without_preposition(service)
    return place, ""


def _has_online_edge(venue: str) -> bool:
    """Tell whether a venue still begins or ends with an online service, so that it must be split at another word."""
    parts = _JOINT.split(venue)
    return len(parts) > 1 and (is_online(parts[-1]) or is_online(parts[0]))


def _without_preposition(part: str) -> str:
    """Return a part of a place without the preposition at its start."""
    part = part.strip(" ,")
    lead = _LEAD.match(part)
    return part[lead.end() :].strip() if lead else part
