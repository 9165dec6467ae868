"""Make links that open a session in an online calendar, or subscribe to a calendar, without JavaScript.

No standard defines these addresses. They worked when they were last tried, in August 2026;
docs/calendar-clients.md explains how to try them by hand.
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
"""The most characters of an address: several of these services cut longer ones."""

_OUTLOOK_WORK, _OUTLOOK_PERSONAL = "outlook.office.com", "outlook.live.com"
_GOOGLE_SUBSCRIBE = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"


class LinkText(NamedTuple):
    """The contents of a link: date, place and the booking address, but no standing texts."""

    title: str
    start: datetime
    end: datetime
    zone: str
    place: str
    details: str
    whole_day: bool = False
    """Whether it takes whole days; then the end is the day after the last."""


class Service(NamedTuple):
    """An online calendar."""

    label: str
    url: Callable[[LinkText], str]
    """Make the address of a link."""


def google(text: LinkText) -> str:
    """Make a link to Google Calendar, with local times and their zone; for whole days, only with dates."""
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
    """Make a link to Outlook on the web for work or school."""
    return _outlook(_OUTLOOK_WORK, text)


def outlook_personal(text: LinkText) -> str:
    """Make a link to Outlook.com."""
    return _outlook(_OUTLOOK_PERSONAL, text)


def yahoo(text: LinkText) -> str:
    """Make a link to Yahoo Calendar, with local times, since it ignores the Z of UTC times."""
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
    """Make a link for each service; none for a session that does not take place."""
    if not STANDINGS[line.session.state].takes_place:
        return ()
    return tuple(Link(label=service.label, url=_short_enough(service, settings, line)) for service in SERVICES)


def email_link(settings: Settings, line: Line) -> str:
    """Return the address of a session's only calendar link in an email, "" for none.

    It is the page of a public session, which has all links. A staff session has no page, so the link goes to Outlook
    for work. A limited session has no link, since its words must not go to another service.
    """
    if line.item.circulation is Circulation.PUBLIC and settings.hosted:
        return addresses.absolute(settings, addresses.session_place(line.item, line.session))
    if line.item.circulation is Circulation.LIMITED or not STANDINGS[line.session.state].takes_place:
        return ""
    return _short_enough(Service("", outlook_work), settings, line)


def subscribe_links(settings: Settings, address: str = addresses.CALENDAR, topic: str = "") -> tuple[Link, ...]:
    """Make the links to subscribe to a hosted calendar; () without a base url.

    The page must also show the calendar's address as text: mail programs remove `webcal:` links, and in Google and
    Yahoo people must paste it.
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
    """Return the link with the fullest contents that has at most LENGTH_LIMIT characters."""
    urls = (service.url(text) for text in _texts(settings, line))
    return next(url for url in urls if len(url) <= LENGTH_LIMIT)


def _texts(settings: Settings, line: Line) -> Iterator[LinkText]:
    """Yield possible contents of a link, the fullest first; the last always fits into LENGTH_LIMIT."""
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
    """Make a link to Outlook: its body is HTML; its times are UTC with a Z, else they would be in the reader's zone."""
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
    """Make an address with a query; blanks become %20, since the services would show a "+"."""
    return f"{page}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in values if value)


def _cut(text: str, longest: int) -> str:
    """Shorten a text so that it has at most `longest` characters when it is percent-encoded."""
    if len(quote(text, safe="")) <= longest:
        return text
    cut = text
    while len(quote(cut + "…", safe="")) > longest:
        cut = cut[:-1]
    return cut.rstrip() + "…"
