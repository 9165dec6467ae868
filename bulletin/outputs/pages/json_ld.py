"""Write the sessions of an item as schema.org's Event, in JSON-LD, for search engines."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from ... import addresses
from ...model import Issue, Settings, State
from ..sessions import Line

_SCHEMA = "https://schema.org/"
_TEAM = "#team"
_FREE = "free"


def events(settings: Settings, lines: tuple[Line, ...], issue: Issue) -> Markup:
    """Write what stands in the page's script element, "" without sessions; no text in it can end the element."""
    if not lines:
        return Markup()
    team = {"@type": "Organization", "@id": _TEAM, "name": settings.team, "url": settings.base_url}
    graph = [team, *(_event(settings, line, issue) for line in lines)]
    document = {"@context": _SCHEMA.rstrip("/"), "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _event(settings: Settings, line: Line, issue: Issue) -> dict[str, Any]:
    item, session = line.item, line.session
    url = addresses.absolute(settings, addresses.session_place(item, session))
    event = {
        "@type": "Event",
        "name": line.name,
        "description": item.summary,
        "url": url,
        "image": addresses.absolute(settings, addresses.card(issue.id)),
        "startDate": session.start.isoformat(),
        "endDate": session.end.isoformat(),
        "previousStartDate": session.moved_from.isoformat() if session.moved_from else "",
        "eventStatus": _SCHEMA + _status(line),
        "eventAttendanceMode": _SCHEMA + ("Online" if session.online else "Offline") + "EventAttendanceMode",
        "location": _location(line, url),
        "organizer": {"@id": _TEAM},
        "maximumAttendeeCapacity": session.places,
        "offers": _offer(line),
    }
    return {key: value for key, value in event.items() if value}


def _status(line: Line) -> str:
    if line.session.state is State.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if line.session.moved_from else "EventScheduled"


def _location(line: Line, url: str) -> dict[str, str]:
    place = line.session.place
    if line.session.online:
        return {"@type": "VirtualLocation", "name": place, "url": url}
    name, _, address = place.partition(", ")
    return {"@type": "Place", "name": name, "address": address or place}


def _offer(line: Line) -> dict[str, str]:
    """Say how a place is got; the price only where the item says that it is free."""
    session = line.session
    if session.state in (State.FULL, State.WAITING_LIST):
        availability = "SoldOut"
    elif line.button:
        availability = "InStock"
    else:
        return {}
    offer = {"@type": "Offer", "availability": _SCHEMA + availability}
    offer |= {"url": session.book} if session.book else {}
    free = line.item.cost.casefold().startswith(_FREE)
    return offer | ({"price": "0", "priceCurrency": "GBP"} if free else {})
