"""Tell places that are online from places where people meet."""

from __future__ import annotations

import re
from functools import lru_cache

from .expressions import compiled

TO_BE_CONFIRMED = "Place to be confirmed"
"""The place of a session whose place is not known yet."""

_SERVICES = (
    r"microsoft teams|ms teams|teams|zoom|webex|google meet|go ?to ?meeting|go ?to ?webinar|skype|youtube"
    r"|facebook live|jitsi|whereby|adobe connect|bigbluebutton|slack"
)
_GENERAL = (
    r"online|webinars?|virtual(?:ly)?|remote(?:ly)?|live ?stream(?:ed)?|video ?calls?|conference call|phone|telephone"
)
_FILLERS = (
    r"link to follow|link to be sent|live|event|meeting|call|session|seminar|workshop|conference|briefing"
    r"|via|on|using|by|over|only|and|or"
)
_WORDS = rf"(?i)\b(?:(?P<online>{_SERVICES}|{_GENERAL})|{_FILLERS})\b"
_JOINT = re.compile(r"\s*(?:[,&/]|\bplus\b|\band\b|\bor\b)\s*", re.IGNORECASE)
_MOST_JOINTS = 20
"""Parts of a place beyond which it is no place and a way to take part, but a text."""

_LEAD = re.compile(r"(?:(?:at|in|on|via|hybrid:)\s+)+", re.IGNORECASE)


def is_online(place: str) -> bool:
    """Tell whether each word of a place names a service, is a general word for "online", or fills in."""
    return _names_online(place) and not any(letter.isalnum() for letter in compiled(_WORDS).sub("", place))


def _names_online(text: str) -> bool:
    return any(match["online"] for match in compiled(_WORDS).finditer(text))


@lru_cache(maxsize=256)
def split_place(place: str) -> tuple[str, str]:
    """Split a place into where people meet and how they take part online; each is "" where there is none.

    "The Lowry or on Teams" is both: The Lowry, Teams.
    """
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
            if is_online(service) and _bare(venue) and not _has_online_edge(venue):
                return _bare(venue), _bare(service)
    return place, ""


def _has_online_edge(venue: str) -> bool:
    """Tell whether a place still begins or ends with an online one, so that it is split further out."""
    parts = _JOINT.split(venue)
    return len(parts) > 1 and (is_online(parts[-1]) or is_online(parts[0]))


def _bare(part: str) -> str:
    """Take the preposition in front of a part of a place off."""
    part = part.strip(" ,")
    lead = _LEAD.match(part)
    return part[lead.end() :].strip() if lead else part
