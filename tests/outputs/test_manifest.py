"""The manifest lists the issues, items, sessions and files of a build, and no private text."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from bulletin.ledger.hashes import item_hash
from bulletin.model import Bulletin, Circulation, File
from bulletin.outputs import manifest
from tests.support.rendering import rendered_files
from tests.support.values import INSTANT, LONDON, make_bulletin, make_issue, make_item, make_session, make_training


def built(
    path: str, data: bytes = b"data", output: str = "pages", circulation: Circulation = Circulation.PUBLIC
) -> File:
    return File(path=path, data=data, output=output, circulation=circulation)


def manifest_of(bulletin: Bulletin, *files: File, outputs: tuple[str, ...] = ("pages",)) -> dict[str, Any]:
    file = manifest.render(bulletin, manifest.BuildFacts(tuple(map(manifest.listed, files)), outputs))
    assert (file.path, file.output) == ("manifest.json", "manifest")
    assert isinstance(file.data, bytes)
    return json.loads(file.data)


def seed() -> Bulletin:
    session = make_session(
        "safer-recruitment",
        "cohort-4",
        label="Cohort 4",
        start=datetime(2022, 3, 15, 9, 30, tzinfo=LONDON),
        moved_from=date(2022, 3, 8),
    )
    items = (
        make_training("safer-recruitment", session),
        make_training("staff-day", make_session("staff-day"), circulation=Circulation.STAFF),
        make_item("patient-safety-update", circulation=Circulation.LIMITED, title="Patient safety update"),
        make_item("held-item", held="the families have read the reports", title="Nobody may know"),
    )
    draft = make_issue(
        make_training("coming", make_session("coming"), issue="2022-03"), id="2022-03", day=date(2022, 3, 1),
        instant=INSTANT + timedelta(days=28), ready=False,
    )  # fmt: skip
    issue = make_issue(*items)
    return make_bulletin(issue, mail=(draft, issue))


def test_the_manifest_lists_what_was_built():
    manifest = manifest_of(seed(), outputs=("pages", "feed"))
    assert manifest["version"] == 1
    assert manifest["bulletin"] == "nw-safeguarding"
    assert manifest["as_of"] == "2022-02-01"
    assert manifest["base_url"] == "https://example.org/nw-safeguarding/"
    assert manifest["outputs"] == ["feed", "pages"]


def test_issues_are_listed_with_their_items():
    assert manifest_of(seed())["issues"] == [
        {
            "id": "2022-02", "title": "North West safeguarding bulletin", "date": "2022-02-01", "status": "ready", "shown": True,
            "mail": True, "items": ["safer-recruitment", "staff-day", "patient-safety-update"], "spilled": [],
        },
        {
            "id": "2022-03", "title": "North West safeguarding bulletin", "date": "2022-03-01", "status": "draft", "shown": False,
            "mail": True, "items": ["coming"], "spilled": [],
        },
    ]  # fmt: skip


def test_items_are_listed_with_the_fields_of_the_ledger():
    bulletin = seed()
    item = bulletin.issues[0].items[0]
    items = {row["slug"]: row for row in manifest_of(bulletin)["items"]}
    assert items["safer-recruitment"] == {
        "slug": "safer-recruitment", "issue": "2022-02", "kind": "training", "circulation": "public", "level": "public",
        "uid": "ccd137e2-d5cf-5476-9878-2f7a906320f8", "hash": item_hash(item), "title": "Safer recruitment",
        "first_published": "2022-02-01T09:00:00Z", "modified": "2022-02-01T09:00:00Z",
    }  # fmt: skip


def test_a_limited_item_has_no_title():
    items = {row["slug"]: row for row in manifest_of(seed())["items"]}
    assert "title" not in items["patient-safety-update"]
    assert "Patient safety" not in json.dumps(items)


def test_of_held_items_only_the_number_is_listed():
    manifest = manifest_of(seed())
    assert manifest["held"] == 1
    text = json.dumps(manifest)
    assert not any(words in text for words in ("held-item", "Nobody", "families"))


def test_an_item_that_two_issues_print_counts_once():
    held_item = make_item("held-item", held="a reason")
    repeated = make_issue(
        make_item("new", issue="2022-03"), held_item, make_item("self-neglect"), id="2022-03", day=date(2022, 3, 1)
    )
    manifest = manifest_of(make_bulletin(make_issue(make_item("self-neglect"), held_item), repeated))
    assert manifest["held"] == 1
    assert [row["slug"] for row in manifest["items"]] == ["new", "self-neglect"]


def test_sessions_are_listed_as_in_the_ledger():
    sessions = {row["ref"]: row for row in manifest_of(seed())["sessions"]}
    assert sessions["safer-recruitment/cohort-4"].pop("hash")
    assert sessions["safer-recruitment/cohort-4"] == {
        "book": "https://example.org/book/safer-recruitment-cohort-4",
        "bookable": True,
        "ref": "safer-recruitment/cohort-4", "circulation": "public", "uid": "9a2afd6a-b224-5f27-bcac-e2b43e7f5119",
        "label": "Cohort 4", "address": "items/safer-recruitment/cohort-4.ics", "zone": "Europe/London", "place": "Microsoft Teams",
        "start": "2022-03-15T09:30", "end": "2022-03-15T16:30", "state": "open", "status": "CONFIRMED",
        "time_hash": "291a747e0add4499", "sequence": 0, "created": "2022-02-01T09:00:00Z",
        "modified": "2022-02-01T09:00:00Z", "moved_from": "2022-03-08",
    }  # fmt: skip


def test_only_a_public_session_of_a_shown_issue_has_an_address():
    session_addresses = {row["ref"].partition("/")[0]: row["address"] for row in manifest_of(seed())["sessions"]}
    assert session_addresses == {
        "coming": "",
        "safer-recruitment": "items/safer-recruitment/cohort-4.ics",
        "staff-day": "",
    }


def test_these_addresses_are_promised():
    paths = (
        "site/index.html", "site/2022-02/index.html", "site/2022-02/card.png", "site/items/a/index.html",
        "site/items/a/cohort-4.ics", "site/items/a/files/a.pdf", "site/files/logo.png", "site/feed.xml", "site/calendar.ics",
        "site/topics/index.html", "site/topics/a/feed.xml", "site/404.html", "site/sitemap.xml", "site/robots.txt",
        "site/assets/search/index.js", "site/assets/site.css", "mail/2022-02/bulletin.html",
    )  # fmt: skip
    assert manifest_of(seed(), *(built(path) for path in paths))["addresses"] == [
        "", "2022-02/", "2022-02/card.png", "calendar.ics", "feed.xml", "files/logo.png", "items/a/", "items/a/cohort-4.ics",
        "items/a/files/a.pdf", "topics/", "topics/a/feed.xml",
    ]  # fmt: skip


def test_files_are_listed_with_size_hash_and_readers():
    files = manifest_of(seed(), built("mail/2022-02/bulletin.eml", b"mail", "email", Circulation.STAFF))["files"]
    assert files == {
        "mail/2022-02/bulletin.eml": {
            "bytes": 4, "sha256": hashlib.sha256(b"mail").hexdigest(), "output": "email", "circulation": "staff",
            "media_type": "message/rfc822",
        }
    }  # fmt: skip


def test_the_address_of_a_session_is_that_of_a_built_file():
    view = make_bulletin(make_issue(seed().issues[0].items[0]))
    paths = {file.path for file in (*rendered_files("calendars", view), *rendered_files("feed", view))}
    assert all(f"site/{row['address']}" in paths for row in manifest_of(view)["sessions"])


def test_the_same_values_make_the_same_bytes_in_any_order():
    rows = [manifest.listed(built(path)) for path in ("site/index.html", "site/feed.xml")]
    facts = manifest.BuildFacts(rows, ("a", "b"))
    assert manifest.render(seed(), facts) == manifest.render(seed(), manifest.BuildFacts(rows[::-1], ("b", "a")))
