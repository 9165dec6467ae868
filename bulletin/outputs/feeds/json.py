"""Render the JSON feed (version 1.1), with the same items in the same order as the RSS feed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ... import addresses
from ...model import Bulletin, Circulation, File, Part, home_items
from ...text import humanize
from ..date_words import date_words
from ..sessions import Line
from .feed_entries import feed_description, feed_entries, feed_title
from .feed_entry import Enclosure, FeedEntry
from .feed_view import FeedView

OUTPUT = "json-feed"
VERSION = "https://jsonfeed.org/version/1.1"


def whole(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the JSON feed with the newest items of all issues."""
    settings, logo = bulletin.settings, bulletin.theme.logo
    feed = {
        "version": VERSION,
        "title": feed_title(settings),
        "home_page_url": addresses.absolute(settings, addresses.HOME),
        "feed_url": addresses.absolute(settings, addresses.JSON_FEED),
        "description": feed_description(settings, date_words(bulletin)),
        "icon": addresses.absolute(settings, logo.asset.address) if logo else "",
        "language": settings.language,
        "authors": [{"name": settings.team, "url": f"mailto:{settings.email}"}],
        "items": [_item(entry) for entry in feed_entries(FeedView(bulletin), home_items(bulletin))],
    }
    data = json.dumps({key: value for key, value in feed.items() if value != ""}, ensure_ascii=False, indent=1) + "\n"
    path = addresses.site(addresses.JSON_FEED)
    yield File(path=path, data=data.encode("utf-8"), output=OUTPUT, circulation=Circulation.PUBLIC)


def _item(entry: FeedEntry) -> dict[str, Any]:
    calendars = (entry.calendar,) if entry.calendar else ()
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.elsewhere,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.picture,
        "date_published": humanize.moment(entry.published),
        "date_modified": humanize.moment(entry.modified),
        "authors": [{"name": entry.author}],
        "tags": list(entry.topics),
        "attachments": [_attachment(file) for file in (*calendars, *entry.files)],
        "_event": {"sessions": [_session(line) for line in entry.lines]} if entry.lines else {},
    }
    return {key: value for key, value in item.items() if value}


def _attachment(file: Enclosure) -> dict[str, Any]:
    return {"url": file.url, "mime_type": file.media_type, "title": file.title, "size_in_bytes": file.size}


def _session(line: Line) -> dict[str, Any]:
    session = line.session
    values = {
        "uid": str(session.uid),
        "label": session.label,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "place": session.place,
        "status": session.status,
        "state": str(session.state),
        "book": session.book if line.button else "",
    }
    return {key: value for key, value in values.items() if value}
