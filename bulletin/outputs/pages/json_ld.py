"""Write the sessions of an item as schema.org's Event, in JSON-LD, for search engines."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from ... import addresses
from ...model import Issue, Session, Settings, State, Timing
from ..session_text import session_days
from ..sessions import Course, Line

_SCHEMA = "https://schema.org/"
_TEAM = "#team"
_FREE = "free"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b")
"""A UK postcode."""
_PERSON = re.compile(r"(?:Professor|Prof|Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Rev)\b")


def events(settings: Settings, courses: tuple[Course, ...], issue: Issue) -> Markup:
    """Return the JSON-LD for a script element, "" without sessions; with `<` escaped it cannot end the element."""
    if not courses:
        return Markup()
    item = courses[0].lines[0].item
    name = item.organisation or settings.team
    team = {"@type": "Organization", "@id": _TEAM, "name": name, "url": settings.base_url}
    graph = [team, *(_course(settings, course, issue) for course in courses)]
    document = {"@context": _SCHEMA.rstrip("/"), "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _course(settings: Settings, course: Course, issue: Issue) -> dict[str, Any]:
    """Return a course of several days as one event with a subEvent for each day."""
    first = _event(settings, course.lines[0], issue)
    if len(course.lines) == 1:
        return first
    days = [_event(settings, line, issue) for line in course.lines]
    own = ("organizer", "offers", "maximumAttendeeCapacity", "image", "description")
    within = [{key: value for key, value in day.items() if key not in own} for day in days]
    end = days[-1].get("endDate") or days[-1]["startDate"]
    return first | {"startDate": days[0]["startDate"], "endDate": end, "subEvent": within}


def _event(settings: Settings, line: Line, issue: Issue) -> dict[str, Any]:
    item, session = line.item, line.session
    url = addresses.absolute(settings, addresses.session_place(item, session))
    start, end = _times(session)
    event = {
        "@type": "Event",
        "name": line.name,
        "description": item.summary,
        "url": url,
        "image": addresses.absolute(settings, addresses.card(issue.id)),
        "startDate": start,
        "endDate": end,
        "previousStartDate": session.moved_from.isoformat() if session.moved_from else "",
        "eventStatus": _SCHEMA + _status(line),
        "eventAttendanceMode": _attendance(session),
        "location": _location(session, url),
        "organizer": {"@id": _TEAM},
        "performer": [_performer(name) for name in session.presenters if name not in item.presenters],
        "maximumAttendeeCapacity": session.places,
        "offers": _offer(line),
    }
    return {key: value for key, value in event.items() if value}


def _times(session: Session) -> tuple[str, str]:
    """Return start and end; for whole days only dates, with the last day as the end."""
    if session.timing is Timing.TIMED:
        return session.start.isoformat(), session.end.isoformat()
    first, last = session_days(session)
    return first.isoformat(), last.isoformat() if session.timing is Timing.ALL_DAY else ""


_STATUSES = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}


def _status(line: Line) -> str:
    return _STATUSES.get(line.session.state, "EventRescheduled" if line.session.moved_from else "EventScheduled")


def _attendance(session: Session) -> str:
    """Return the eventAttendanceMode, "" if it is not known how people take part."""
    mode = {(True, True): "Mixed", (False, True): "Online", (True, False): "Offline"}.get(
        (bool(session.venue), bool(session.service)), ""
    )
    return f"{_SCHEMA}{mode}EventAttendanceMode" if mode else ""


def _location(session: Session, url: str) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the place, the online service, or a list of both; {} if neither is known."""
    places: list[dict[str, Any]] = []
    if session.venue:
        name, _, address = session.venue.partition(", ")
        places.append({"@type": "Place", "name": name, "address": _address(address or session.venue)})
    if session.service:
        places.append({"@type": "VirtualLocation", "name": session.service, "url": url})
    return places if len(places) > 1 else places[0] if places else {}


def _address(text: str) -> str | dict[str, str]:
    """Return an address as text, or with a postcode as street and postcode."""
    postcode = _POSTCODE.search(text)
    if postcode is None:
        return text
    street = text.replace(postcode[0], "").strip(" ,")
    values = {"@type": "PostalAddress", "streetAddress": street, "postalCode": postcode[0]}
    return {key: value for key, value in values.items() if value}


def _performer(name: str) -> dict[str, str]:
    return {"@type": "Person" if _PERSON.match(name) else "Organization", "name": name}


def _offer(line: Line) -> dict[str, str]:
    """Return the offer of a place, {} if none can be booked; with a price only if the item says that it is free."""
    session = line.session
    if not line.item.bookable or session.state is State.CLOSED:
        return {}
    if session.state in (State.FULL, State.WAITING_LIST):
        availability = "SoldOut"
    elif line.button or (session.opens and line.window):
        availability = "InStock"
    else:
        return {}
    offer = {"@type": "Offer", "availability": _SCHEMA + availability}
    offer |= {"url": session.book} if session.book else {}
    offer |= {"validFrom": session.opens.isoformat()} if session.opens else {}
    free = (session.cost or line.item.cost).casefold().startswith(_FREE)
    return offer | ({"price": "0", "priceCurrency": "GBP"} if free else {})
