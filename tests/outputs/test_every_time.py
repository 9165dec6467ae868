"""Settings for every issue: standing texts, the order of kinds, events; and no word of training if there is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest

from bulletin import load, render
from bulletin.model import Asset
from bulletin.outputs import date_words
from tests.outputs import email_checks
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content, problems

HEAD = "---\ntitle: Before you read\n---\nThis is for staff of the region.\n\n## If it is urgent\n\nRing 999.\n"
FOOT = "---\ntitle: Leaving the list\nuse until: 1 March 2022\n---\nWrite to {email}.\n"
STANDING = {
    "bulletin.yml": f"{SETTINGS}email head: before you read\nemail foot: Leaving the list\n",
    "snippets/before.md": HEAD.replace("Before you read", "Before you read"),
    "snippets/leaving-the-list.md": FOOT,
    "2022-02/course.md": TRAINING,
}
EVENT = """\
---
title: Regional forum
kind: event
place: Leeds Town Hall
book: https://example.org/forum
sessions:
  - 8 March 2022, 10am to 4pm
  - 9 March 2022, 10am to 4pm
---
Meet the others.
"""
NOTICE = "---\ntitle: Office closed\nkind: notice\n---\nWe are closed on Friday.\n"
ORDERED: dict[str, str | bytes] = {
    "bulletin.yml": f"{SETTINGS}kinds: notice, information, training\n",
    "2022-02/course.md": TRAINING,
    "2022-02/closed.md": NOTICE,
}


def build(root: Path, files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    built = render(load(make_content(root, dict(files))))
    return {file.path: file.data for file in built if not isinstance(file.data, Asset)}


def mail_of(files: dict[str, bytes]) -> email_checks.Email:
    return email_checks.of({path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")})


def wrong_in(mail: email_checks.Email) -> dict[str, list[str]]:
    return {name: wrong for name, run in email_checks.CHECKS.items() if (wrong := list(run(mail)))}


def in_order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_standing_text_is_first_and_last_in_every_email(tmp_path: Path) -> None:
    mail = mail_of(build(tmp_path, STANDING))
    words = ("Before you read", "Ring 999.", "Welcome to this issue.", "Safeguarding week", "Leaving the list")
    assert in_order(mail.text[mail.text.index("====") :], *words, "Contact:")
    assert "Write to team@example.org." in mail.text
    assert in_order(mail.html[mail.html.index("<h1") :], *words)
    assert wrong_in(mail) == {}


def test_standing_text_is_used_until_its_day_and_in_no_feed(tmp_path: Path) -> None:
    late = STANDING | {"2022-02/issue.md": ISSUE.replace("1 February", "2 March"), "2022-02/course.md": ""}
    files = build(tmp_path, late)
    text = mail_of(files).text
    assert "Before you read" in text
    assert "Leaving the list" not in text
    assert not [path for path, data in files.items() if path.startswith("site/") and b"Before you read" in data]


def test_a_missing_snippet_is_reported_where_it_is_named(tmp_path: Path) -> None:
    settings = f"{SETTINGS}email foot: leaving the lisst\n"
    [problem] = problems(make_content(tmp_path, STANDING | {"bulletin.yml": settings}))
    assert "bulletin.yml:7:13: There is no snippet" in problem
    assert "leaving-the-list" in problem


def test_kinds_are_in_the_order_of_the_settings_and_the_dates_above_their_section(tmp_path: Path) -> None:
    files = build(tmp_path, ORDERED)
    mail = mail_of(files)
    order = ("Notices\n=======", "Information\n=======", "Training dates\n=======", "Training\n========")
    assert in_order(mail.text, *order)
    assert in_order(mail.text, "- Notices", "- Information", "- Training dates", "- Training\n")
    page = lxml.html.document_fromstring(files["site/2022-02/index.html"].decode()).find(".//main")
    heads = [head.text_content() for head in page.iter("h2")]
    assert heads == ["In this issue", "Notices", "Information", "Training dates", "Training"]
    assert wrong_in(mail) == {}


def test_an_issue_that_lists_sections_keeps_them(tmp_path: Path) -> None:
    head = ISSUE.replace("status:", "sections: Training, Notices\nstatus:")
    [issue] = load(make_content(tmp_path, ORDERED | {"2022-02/issue.md": head})).issues
    assert [heading for heading, _ in issue.sections] == ["Training", "Notices", "Information"]


def test_a_kind_that_does_not_exist_is_asked_about(tmp_path: Path) -> None:
    [problem] = problems(make_content(tmp_path, {"bulletin.yml": f"{SETTINGS}kinds: notices\n"}))
    assert 'I do not know "kinds: notices".' in problem


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("events"), {"2022-02/forum.md": EVENT})


def test_an_event_has_all_parts_of_training_with_its_own_words(events: dict[str, bytes]) -> None:
    mail = mail_of(events)
    assert "Dates\n=====" in mail.text
    assert "Events\n======" in mail.text
    assert "Dates: 2 sessions from 8 to 9 March 2022" in mail.text or "Dates: 2 sessions from 8 March" in mail.text
    assert "Book: 8 March: <https://example.org/forum>" in mail.text
    assert len([path for path in events if path.startswith("site/items/forum/session-")]) == 2
    page = lxml.html.document_fromstring(events["site/calendar/index.html"].decode())
    assert page.find(".//h1").text_content() == "Calendar"
    assert page.xpath("//nav[@aria-label='Main']//a[@aria-current]/text()") == ["Calendar"]
    assert wrong_in(mail) == {}


def test_a_bulletin_of_events_has_no_word_of_training(events: dict[str, bytes]) -> None:
    assert [path for path, data in events.items() if b"training" in data.lower()] == []


def test_a_bulletin_of_news_has_no_word_of_training_and_no_link_to_a_calendar(tmp_path: Path) -> None:
    files = build(tmp_path, {"2022-02/week.md": ITEM})
    assert [path for path, data in files.items() if b"training" in data.lower()] == []
    pages = [path for path in files if path.startswith("site/") and path.endswith(".html")]
    pages = [path for path in pages if path != "site/calendar/index.html"]
    assert "calendar" not in mail_of(files).text.lower()
    assert [path for path in pages if b"calendar" in files[path].lower()] == []
    assert b"/calendar/" not in files["site/sitemap.xml"]
    assert "site/calendar/index.html" in files
    assert "site/calendar.ics" in files


def test_a_bulletin_with_closing_dates_has_a_calendar_and_no_training(tmp_path: Path) -> None:
    item = ITEM.replace("---\n", "---\nact by: 4 March 2022\n", 1)
    files = build(tmp_path, {"2022-02/week.md": item})
    assert [path for path, data in files.items() if b"training" in data.lower()] == []
    page = lxml.html.document_fromstring(files["site/index.html"].decode())
    assert "Calendar" in page.xpath("//nav[@aria-label='Main']//a/text()")


def test_training_for_staff_alone_leaves_no_word_on_the_web(tmp_path: Path) -> None:
    files = build(tmp_path, {"2022-02/course.md": TRAINING.replace("---\n", "---\ncirculation: staff\n", 1)})
    assert [path for path, data in files.items() if path.startswith("site/") and b"training" in data.lower()] == []
    assert "Training dates" in mail_of(files).text


def test_a_bulletin_with_training_has_the_words_of_training(tmp_path: Path) -> None:
    bulletin = load(make_content(tmp_path, {"2022-02/course.md": TRAINING, "2022-02/forum.md": EVENT}))
    assert date_words.date_words(bulletin) is date_words.TRAINING
