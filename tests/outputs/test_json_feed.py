"""The JSON feed: its fields, and that it has the entries of the RSS feed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings

from bulletin.model import Bulletin, Circulation
from tests.outputs.test_feed import BASE, HOSTILE, dated, rich, seed
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_item

URL = {"type": "string", "pattern": "^https://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name"]}}
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "language", "authors", "items"],
    "not": {"required": ["author"]},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "home_page_url": URL,
        "feed_url": URL,
        "authors": AUTHORS,
        "language": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published", "date_modified"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^urn:uuid:"},
                    "url": URL,
                    "title": {"type": "string"},
                    "content_html": {"type": "string", "minLength": 1},
                    "summary": {"type": "string"},
                    "image": URL,
                    "date_published": TIME,
                    "date_modified": TIME,
                    "authors": AUTHORS,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "attachments": {
                        "items": {
                            "required": ["url", "mime_type", "size_in_bytes"],
                            "properties": {"url": URL, "size_in_bytes": {"type": "integer", "minimum": 1}},
                        }
                    },
                    "_event": {"type": "object"},
                },
            },
        },
    },
}
"""A JSON Schema of the part of JSON Feed 1.1 that this feed uses."""


def json_feed(bulletin: Bulletin) -> dict[str, Any]:
    (file,) = rendered_files("json-feed", bulletin)
    assert (file.path, file.output, file.circulation) == ("site/feed.json", "json-feed", Circulation.PUBLIC)
    assert isinstance(file.data, bytes)
    feed = json.loads(file.data)
    jsonschema.validate(feed, SCHEMA)
    return feed


def test_the_feed_names_its_title_team_and_addresses():
    feed = json_feed(seed(rich()))
    del feed["items"]
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "North West safeguarding bulletin",
        "home_page_url": BASE,
        "feed_url": BASE + "feed.json",
        "description": "News and training from North West safeguarding team.",
        "language": "en-GB",
        "authors": [{"name": "North West safeguarding team", "url": "mailto:team@example.org"}],
    }


@pytest.mark.guarantee("FEED-28")
def test_an_item_has_its_files_and_its_sessions():
    (entry,) = json_feed(seed(rich()))["items"]
    assert [(attachment["url"], attachment["mime_type"]) for attachment in entry["attachments"]] == [
        (BASE + "items/rich/calendar.ics", "text/calendar"),
        (BASE + "items/rich/files/flyer.pdf", "application/pdf"),
    ]
    assert [(session["label"], session["start"], session["status"]) for session in entry["_event"]["sessions"]] == [
        ("Day 1", "2022-03-03T09:00:00+00:00", "CONFIRMED"),
        ("Day 2", "2022-04-02T09:00:00+00:00", "CONFIRMED"),
    ]
    assert entry["tags"] == ["adults", "A & E"]
    assert entry["image"] == BASE + "items/rich/files/a.png"


@pytest.mark.guarantee("FEED-29")
def test_the_json_feed_has_the_entries_of_the_rss_feed():
    bulletin = seed(rich(), *dated(60))
    (main, *_) = rendered_files("feed", bulletin)
    read = feedparser.parse(main.data, sanitize_html=False, resolve_relative_uris=False).entries
    items = json_feed(bulletin)["items"]
    assert [entry["id"] for entry in items] == [entry.id for entry in read]
    assert [entry["url"] for entry in items] == [entry.link for entry in read]
    assert [entry["title"] for entry in items] == [entry.title for entry in read]
    assert [entry["content_html"] for entry in items] == [entry.content[0].value for entry in read]
    times = [datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in read]
    assert [datetime.fromisoformat(entry["date_published"]) for entry in items] == times


def test_every_address_is_whole():
    (entry,) = json_feed(seed(rich()))["items"]
    urls = re.findall(r'(?:href|src)="([^"]*)"', entry["content_html"])
    assert urls
    assert all(re.match("https?:|mailto:", url) for url in urls)


def test_a_feed_without_items_is_a_valid_feed():
    assert json_feed(make_bulletin())["items"] == []


def test_the_feed_of_a_sample_is_marked_as_a_sample():
    feed = json_feed(seed(rich(), sample=True))
    assert feed["title"].startswith("[Sample] ")
    assert feed["description"].endswith("This is a sample.")


def test_the_same_values_make_the_same_bytes():
    assert list(rendered_files("json-feed", seed(rich()))) == list(rendered_files("json-feed", seed(rich())))


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_text_is_read_back_unchanged(title, words):
    (entry,) = json_feed(seed(make_item("hostile", words, title=title, organisation=words)))["items"]
    assert (entry["title"], entry["summary"], entry["authors"]) == (title, words, [{"name": words}])
