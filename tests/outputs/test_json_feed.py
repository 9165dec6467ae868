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
"""JSON Feed 1.1, as far as this feed uses it."""


def made(bulletin: Bulletin) -> dict[str, Any]:
    (file,) = rendered_files("json-feed", bulletin)
    assert (file.path, file.output, file.circulation) == ("site/feed.json", "json-feed", Circulation.PUBLIC)
    assert isinstance(file.data, bytes)
    found = json.loads(file.data)
    jsonschema.validate(found, SCHEMA)
    return found


def test_the_feed_says_who_it_is_from():
    found = made(seed(rich()))
    del found["items"]
    assert found == {
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
    (found,) = made(seed(rich()))["items"]
    assert [(one["url"], one["mime_type"]) for one in found["attachments"]] == [
        (BASE + "items/rich/calendar.ics", "text/calendar"),
        (BASE + "items/rich/files/flyer.pdf", "application/pdf"),
    ]
    assert [(one["label"], one["start"], one["status"]) for one in found["_event"]["sessions"]] == [
        ("Day 1", "2022-03-03T09:00:00+00:00", "CONFIRMED"),
        ("Day 2", "2022-04-02T09:00:00+00:00", "CONFIRMED"),
    ]
    assert found["tags"] == ["adults", "A & E"]
    assert found["image"] == BASE + "items/rich/files/a.png"


@pytest.mark.guarantee("FEED-29")
def test_it_is_the_rss_feed_in_another_form():
    bulletin = seed(rich(), *dated(60))
    (main, *_) = rendered_files("feed", bulletin)
    read = feedparser.parse(main.data, sanitize_html=False, resolve_relative_uris=False).entries
    items = made(bulletin)["items"]
    assert [one["id"] for one in items] == [one.id for one in read]
    assert [one["url"] for one in items] == [one.link for one in read]
    assert [one["title"] for one in items] == [one.title for one in read]
    assert [one["content_html"] for one in items] == [one.content[0].value for one in read]
    times = [datetime(*one.published_parsed[:6], tzinfo=UTC) for one in read]
    assert [datetime.fromisoformat(one["date_published"]) for one in items] == times


def test_every_address_is_whole():
    (found,) = made(seed(rich()))["items"]
    urls = re.findall(r'(?:href|src)="([^"]*)"', found["content_html"])
    assert urls
    assert all(re.match("https?:|mailto:", url) for url in urls)


def test_a_feed_without_items_is_one():
    assert made(make_bulletin())["items"] == []


def test_a_sample_says_so():
    found = made(seed(rich(), sample=True))
    assert found["title"].startswith("[Sample] ")
    assert found["description"].endswith("This is a sample.")


def test_the_same_values_make_the_same_bytes():
    assert list(rendered_files("json-feed", seed(rich()))) == list(rendered_files("json-feed", seed(rich())))


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_words_come_back_as_they_were(title, words):
    (found,) = made(seed(make_item("hostile", words, title=title, organisation=words)))["items"]
    assert (found["title"], found["summary"], found["authors"]) == (title, words, [{"name": words}])
