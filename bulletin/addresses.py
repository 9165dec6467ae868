"""Every path and URL that Bulletin makes; nobody else joins them.

An address is what stands after the base url (`items/self-neglect/`). A path is a
file in the output folder (`site/items/self-neglect/index.html`).
"""

from __future__ import annotations

from functools import lru_cache
from posixpath import commonprefix
from urllib.parse import quote

from .model import Issue, Item, Session, Settings
from .text import slugs
from .text.slugs import slug

STAND_IN = "https://bulletin.invalid/"
"""The base url of a bulletin that has none (RFC 2606: never resolves)."""

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
"""In the output folder's root; never deployed."""

_MEDIA_TYPES = {
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gif": "image/gif",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_NAMED_MEDIA_TYPES = {
    "feed.xml": "application/rss+xml",
    "issues.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}


def issue(issue_id: str) -> str:
    """Return the page of an issue."""
    return f"{issue_id}/"


def card(issue_id: str) -> str:
    """Return the picture of an issue."""
    return f"{issue(issue_id)}{CARD}"


def month(value: Issue) -> str:
    """Return the page of the calendar month of an issue."""
    return f"{ARCHIVE}{value.day:%Y-%m}/"


def item(item_slug: str) -> str:
    """Return the page of an item."""
    return f"items/{item_slug}/"


def introduction(issue_id: str) -> str:
    """Return what begins the anchors of an issue's introduction, as an item's slug begins those of its text."""
    return f"issue-{issue_id}"


def heading(item_slug: str, heading_slug: str) -> str:
    """Return the anchor of a heading, one of its own in a page that holds several items."""
    return f"{item_slug}-{heading_slug}"


def place_in_email(item_slug: str) -> str:
    """Return the anchor of an item in an email."""
    return f"item-{item_slug}"


def place_in_issue(item_slug: str) -> str:
    """Return the anchor of an item on its issue's page."""
    return place_in_email(item_slug)


def session(value: Item, session_value: Session) -> str:
    """Return the calendar file of one session."""
    return f"{item(value.slug)}{session_value.stem}.ics"


def course(value: Item, key: str) -> str:
    """Return the calendar file of all days of one course."""
    return f"{item(value.slug)}{key}.ics"


def courses(value: Item) -> tuple[str, ...]:
    """Return the calendar files of an item's courses of several days, but for one that is the item's own calendar."""
    keys = dict.fromkeys(session.course for session in value.sessions if session.parts > 1)
    return tuple(course(value, key) for key in keys if course(value, key) != item_calendar(value))


def session_place(value: Item, session_value: Session) -> str:
    """Return the place of one session on its item's page; it is promised with the page."""
    return f"{item(value.slug)}#{session_anchor(session_value)}"


def session_anchor(session_value: Session) -> str:
    """Return the id of that place; with a prefix, since a session may be called Main."""
    return f"date-{session_value.stem}"


def item_calendar(value: Item) -> str:
    """Return the calendar file of all sessions of an item."""
    return f"{item(value.slug)}{CALENDAR}"


def topic(name: str) -> str:
    """Return the page of a topic; its feed and calendar lie in it under the names of the main ones."""
    return f"{TOPICS}{slug(name)}/"


def topic_year(name: str, year: int) -> str:
    """Return the page of a topic's items of one year."""
    return f"{topic(name)}{year}/"


def sitemap_part(number: int) -> str:
    """Return one of several lists of pages; it stands above the pages that it lists, as sitemaps.org asks."""
    return f"sitemap-{number}.xml"


def search_part(name: str) -> str:
    """Return a part of the index of the search."""
    return f"{SEARCH_PARTS}{name}.js"


def attached(owner: str, name: str) -> str:
    """Return a file that belongs to an owner's address (an item's, an issue's, or "" for the bulletin's own)."""
    return f"{owner}files/{slugs.file_name(name)}"


def absolute(settings: Settings, address: str) -> str:
    """Return the full URL of an address."""
    return settings.base_url + quote(address, safe="/#:?=&")


def relative(address: str, page: str) -> str:
    """Return an address as seen from a page, so that the site works under any base url."""
    target, _, fragment = address.partition("#")
    here, there = page.split("/")[:-1], target.split("/")
    # Most links of a page lead into another of the top folders: nothing is shared with them.
    shared = len(commonprefix([here, there[:-1]])) if here[:1] == there[:1] else 0
    link = "../" * (len(here) - shared) + _quoted("/".join(there[shared:]))
    return (link or "./") + (f"#{fragment}" if fragment else "")


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    return quote(part)


def site(address: str) -> str:
    """Return the path of an address of the site."""
    return f"site/{address}index.html" if not address or address.endswith("/") else f"site/{address}"


def mail(issue_id: str, name: str) -> str:
    """Return the path of a file of an issue's mail."""
    return f"mail/{issue_id}/{name}"


def mail_session(issue_id: str, value: Item, session_value: Session) -> str:
    """Return the path of one session's calendar file beside an issue's mail."""
    return mail(issue_id, f"calendar/{value.slug}-{session_value.stem}.ics")


def media_type(path: str) -> str:
    """Return the media type that a file's name stands for (RFC 6838)."""
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    row = _MEDIA_TYPES.get(f".{ending.lower()}") if stem else None
    return _NAMED_MEDIA_TYPES.get(name) or row or "application/octet-stream"
