"""Make every path and URL of the built files; no other module joins them.

An address is the part of a URL after the base url (`items/self-neglect/`). A path is that of a file in the output
folder (`site/items/self-neglect/index.html`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import commonprefix
from urllib.parse import quote

from .model import Issue, Item, Session, Settings
from .text import slugs
from .text.slugs import slug

STAND_IN = "https://bulletin.invalid/"
"""The base url of a bulletin without one; this host never exists (RFC 2606, section 2)."""

HOME = ""
ARCHIVE = "archive/"
CALENDAR = "calendar.ics"
COMING = "calendar/"
FEED = "feed.xml"
ISSUES_FEED = "issues.xml"
JSON_FEED = "feed.json"
SUBSCRIBE = "subscribe/"
FORM = "new/"
ACCESSIBILITY = "accessibility/"
TOPICS = "topics/"
STYLESHEET = "assets/site.css"
FEED_STYLESHEET = "assets/feed.css"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_PARTS = "assets/search/"
SEARCH_INDEX = f"{SEARCH_PARTS}index.js"
ICON = "assets/icon.png"
CARD = "card.png"
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MANIFEST = "manifest.json"
"""The manifest's name; it lies at the top of the output folder, and is never published."""


def issue(issue_id: str) -> str:
    """Return the address of an issue's page."""
    return f"{issue_id}/"


def card(issue_id: str) -> str:
    """Return the address of an issue's picture for shared links."""
    return f"{issue(issue_id)}{CARD}"


def month(value: Issue) -> str:
    """Return the address of the page for the month of an issue."""
    return f"{ARCHIVE}{value.day:%Y-%m}/"


def item(item_slug: str) -> str:
    """Return the address of an item's page."""
    return f"items/{item_slug}/"


def item_slug(settings: Settings, url: str) -> str:
    """Return the slug of the item to whose page, or to something of it, a URL leads; "" if to none."""
    pages = absolute(settings, item("").rstrip("/") + "/")
    return re.split("[/?#]", url.removeprefix(pages), maxsplit=1)[0] if url.startswith(pages) else ""


def introduction(issue_id: str) -> str:
    """Return the start of the anchors in an issue's introduction; anchors in an item's text begin with its slug."""
    return f"issue-{issue_id}"


def heading(item_slug: str, heading_slug: str) -> str:
    """Return the anchor of a heading, which is unique on a page with several items."""
    return f"{item_slug}-{heading_slug}"


def place_in_email(item_slug: str) -> str:
    """Return the anchor of an item in an email."""
    return f"item-{item_slug}"


def place_in_issue(item_slug: str) -> str:
    """Return the anchor of an item on its issue's page."""
    return place_in_email(item_slug)


def session(value: Item, session_value: Session) -> str:
    """Return the address of the calendar file of a session."""
    return f"{item(value.slug)}{session_value.stem}.ics"


def course(value: Item, key: str) -> str:
    """Return the address of the calendar file with all days of a course."""
    return f"{item(value.slug)}{key}.ics"


def courses(value: Item) -> tuple[str, ...]:
    """Return the addresses of the calendar files of an item's courses of several days.

    A course is left out if its address would be that of the item's own calendar.
    """
    keys = dict.fromkeys(session.course for session in value.sessions if session.parts > 1)
    return tuple(course(value, key) for key in keys if course(value, key) != item_calendar(value))


def session_place(value: Item, session_value: Session) -> str:
    """Return the address of a session on its item's page, with its anchor; it may not vanish, as the page may not."""
    return f"{item(value.slug)}#{session_anchor(session_value)}"


def session_anchor(session_value: Session) -> str:
    """Return the anchor of a session on its item's page. It has a prefix, since a session may be called "Main"."""
    return f"date-{session_value.stem}"


def item_calendar(value: Item) -> str:
    """Return the address of the calendar file with all sessions of an item."""
    return f"{item(value.slug)}{CALENDAR}"


def topic(name: str) -> str:
    """Return the address of a topic's page; its feed and calendar are below it, named like the main ones."""
    return f"{TOPICS}{slug(name)}/"


def topic_year(name: str, year: int) -> str:
    """Return the address of the page with a topic's items of a year."""
    return f"{topic(name)}{year}/"


def sitemap_part(number: int) -> str:
    """Return the address of one of several sitemaps, at the top: a sitemap lists pages below it (sitemaps.org)."""
    return f"sitemap-{number}.xml"


def search_part(name: str) -> str:
    """Return the address of a part of the search index."""
    return f"{SEARCH_PARTS}{name}.js"


def attached(owner: str, name: str) -> str:
    """Return the address of a file of an item or issue. owner: its address; "" for a file of the bulletin."""
    return f"{owner}files/{slugs.file_name(name)}"


def absolute(settings: Settings, address: str) -> str:
    """Return the full URL of an address."""
    return settings.base_url + quote(address, safe="/#:?=&")


def relative(address: str, page: str) -> str:
    """Return an address as seen from a page, so that the site works under any base url."""
    target, _, fragment = address.partition("#")
    here, there = page.split("/")[:-1], target.split("/")
    # Most links of a page lead to another top folder, so commonprefix, which is slower, is not called for them.
    shared = len(commonprefix([here, there[:-1]])) if here[:1] == there[:1] else 0
    link = "../" * (len(here) - shared) + _quoted("/".join(there[shared:]))
    return (link or "./") + (f"#{fragment}" if fragment else "")


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    return quote(part)


def site(address: str) -> str:
    """Return the path of the file at an address of the site."""
    return f"site/{address}index.html" if not address or address.endswith("/") else f"site/{address}"


def mail(issue_id: str, name: str) -> str:
    """Return the path of a file in the mail folder of an issue."""
    return f"mail/{issue_id}/{name}"


def mail_session(issue_id: str, value: Item, session_value: Session) -> str:
    """Return the path of a session's calendar file in the mail folder of an issue."""
    return mail(issue_id, f"calendar/{value.slug}-{session_value.stem}.ics")
