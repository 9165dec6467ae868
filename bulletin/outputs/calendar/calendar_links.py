"""Make links that open a session in an online calendar, or that subscribe to a whole calendar; none needs JavaScript.

None of these addresses is a standard. Their forms are those that the services answered when
they were last looked at, in August 2026; docs/calendar-clients.md has the sheet to try them by hand.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from ... import addresses
from ...model import Circulation, Item, Link, Settings
from ...text import humanize
from ...text.online import TO_BE_CONFIRMED
from ..sessions import STANDINGS, Line
from . import event

LENGTH_LIMIT = 2000
"""Characters of an address: several of these services break off longer ones."""

_OUTLOOK_WORK, _OUTLOOK_PERSONAL = "outlook.office.com", "outlook.live.com"
_GOOGLE_SUBSCRIBE = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"


class LinkText(NamedTuple):
    """What a link carries: when and where, and enough to book. Never a policy."""

    title: str
    start: datetime
    end: datetime
    zone: str
    place: str
    details: str
    whole_day: bool = False
    """Whether start and end are days, the end the one after the last."""


class Service(NamedTuple):
    """An online calendar."""

    label: str
    url: Callable[[LinkText], str]


def google(text: LinkText) -> str:
    """Address Google Calendar: the session's own clock, and the zone that it is of; of whole days, the dates alone."""
    times = (text.start, text.end)
    return _address(
        "https://calendar.google.com/calendar/render",
        ("action", "TEMPLATE"),
        ("text", text.title),
        ("dates", "/".join(f"{moment:%Y%m%d}" if text.whole_day else f"{moment:%Y%m%dT%H%M%S}" for moment in times)),
        ("ctz", "" if text.whole_day else text.zone),
        ("location", text.place),
        ("details", text.details),
    )


def outlook_work(text: LinkText) -> str:
    """Address Outlook on the web for work or school."""
    return _outlook(_OUTLOOK_WORK, text)


def outlook_personal(text: LinkText) -> str:
    """Address Outlook.com."""
    return _outlook(_OUTLOOK_PERSONAL, text)


def yahoo(text: LinkText) -> str:
    """Address Yahoo Calendar: the session's own clock, since it ignores a Z."""
    times = (("ST", f"{text.start:%Y%m%dT%H%M%S}"), ("ET", f"{text.end:%Y%m%dT%H%M%S}"))
    if text.whole_day:
        times = (("ST", f"{text.start:%Y%m%d}"), ("DUR", "allday"))
    return _address(
        "https://calendar.yahoo.com/",
        ("v", "60"),
        ("TITLE", text.title),
        *times,
        ("in_loc", text.place),
        ("DESC", text.details),
    )


SERVICES = (
    Service("Google Calendar", google),
    Service("Outlook for work", outlook_work),
    Service("Outlook.com", outlook_personal),
    Service("Yahoo Calendar", yahoo),
)


def session_links(settings: Settings, line: Line) -> tuple[Link, ...]:
    """Make one link for each service; none for a session that is not held, which nobody should add."""
    if not STANDINGS[line.session.state].takes_place:
        return ()
    return tuple(Link(label=service.label, url=_short_enough(service, settings, line)) for service in SERVICES)


def email_link(settings: Settings, line: Line) -> str:
    """Find where an email's one link of a session leads; "" where none may.

    A public session has all its links on its page. One for staff has no page, and goes to
    Outlook for work. What a limited session says is given to no other service.
    """
    if line.item.circulation is Circulation.PUBLIC and settings.hosted:
        return addresses.absolute(settings, addresses.session_place(line.item, line.session))
    if line.item.circulation is Circulation.LIMITED or not STANDINGS[line.session.state].takes_place:
        return ""
    return _short_enough(Service("", outlook_work), settings, line)


def subscribe_links(settings: Settings, address: str = addresses.CALENDAR, topic: str = "") -> tuple[Link, ...]:
    """List the ways to subscribe to a hosted calendar; () without a base url.

    The calendar's own address belongs beside them, as text: mail programs take `webcal:` out, and
    Google and Yahoo want it pasted.
    """
    if not settings.hosted:
        return ()
    url = addresses.absolute(settings, address)
    name = f"{settings.name}: {topic}" if topic else settings.name
    path = "calendar/0/addfromweb"
    return (
        Link(label="Outlook for work", url=_address(f"https://{_OUTLOOK_WORK}/{path}", ("url", url), ("name", name))),
        Link(label="Outlook.com", url=_address(f"https://{_OUTLOOK_PERSONAL}/{path}", ("url", url), ("name", name))),
        Link(label="Apple Calendar", url="webcal:" + url.removeprefix("https:")),
        Link(label="Google Calendar", url=_GOOGLE_SUBSCRIBE),
    )


def _short_enough(service: Service, settings: Settings, line: Line) -> str:
    """Make the address that says most within LENGTH_LIMIT."""
    urls = (service.url(text) for text in _texts(settings, line))
    return next(url for url in urls if len(url) <= LENGTH_LIMIT)


def _texts(settings: Settings, line: Line) -> Iterator[LinkText]:
    """Yield what a link could carry, the fullest first; the last fits whatever an editor wrote."""
    session = line.session
    place = "" if session.place == TO_BE_CONFIRMED else event.location(line)
    sample = f"{event.SAMPLE}\n" if settings.sample else ""
    whole_day = event.is_whole_day(session)
    start, end = session.start, session.start + timedelta(days=1) if session.deadline else session.end
    text = LinkText(event.summary(line), start, end, session.zone or settings.time_zone, place, "", whole_day)
    for details in (event.short_description(line), _booking(line), _page(settings, line.item), ""):
        yield text._replace(details=sample + details)
    yield text._replace(title=_cut(text.title, 600), place=_cut(place, 300), details=sample)


def _booking(line: Line) -> str:
    no_booking = event.NO_BOOKING if line.item.bookable and not line.session.deadline else ""
    return f"{line.button}: {line.session.book}\n{no_booking}" if line.button else no_booking


def _page(settings: Settings, item: Item) -> str:
    hosted = settings.hosted and item.circulation is Circulation.PUBLIC
    return (
        addresses.absolute(settings, addresses.item(item.slug)) if hosted else event.NO_BOOKING if item.bookable else ""
    )


def _outlook(host: str, text: LinkText) -> str:
    """Address Outlook: its body is HTML; with a Z its times are UTC, without one they would be the reader's."""
    return _address(
        f"https://{host}/calendar/deeplink/compose",
        ("path", "/calendar/action/compose"),
        ("rru", "addevent"),
        ("startdt", f"{text.start:%Y-%m-%d}" if text.whole_day else humanize.moment(text.start)),
        ("enddt", f"{text.end:%Y-%m-%d}" if text.whole_day else humanize.moment(text.end)),
        ("allday", "true" if text.whole_day else ""),
        ("subject", text.title),
        ("location", text.place),
        ("body", html.escape(text.details, quote=False).replace("\n", "<br>")),
    )


def _address(page: str, *values: tuple[str, str]) -> str:
    """Make an address; blanks are %20, since a + would be shown as one."""
    return f"{page}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in values if value)


def _cut(text: str, longest: int) -> str:
    """Cut a text to at most so many characters once it is encoded."""
    if len(quote(text, safe="")) <= longest:
        return text
    cut = text
    while len(quote(cut + "…", safe="")) > longest:
        cut = cut[:-1]
    return cut.rstrip() + "…"
