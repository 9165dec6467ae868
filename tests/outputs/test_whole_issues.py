"""An issue is readable as one page and as one entry of a feed, and has a number."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import feedparser
import lxml.html
import pytest

from bulletin import load, render
from tests.support.folders import ISSUE, SETTINGS, make_content, problems

HEAD = ISSUE.replace("status: ready", "status: ready\nnumber: 42\ncovers: February 2022")
SNIPPET = "---\ntitle: If you need help\n---\nCall the advice line.\n"
WEEK = """\
---
title: Safeguarding week
include: help
links: Programme: https://example.org/programme
---
Words of the week.

## What is planned

See [the plan](#what-is-planned) and [the course](course.md).
"""
COURSE = """\
---
title: Safer recruitment training
include: help
sessions:
  - Cohort 4: 8 March 2022, 9:30am to 4:30pm, https://example.org/book/4
---
What the course covers.
"""
STAFF = "---\ntitle: For staff alone\ncirculation: staff\n---\nQuokkas are kept here.\n"
MARCH = HEAD.replace("1 February", "1 March").replace("42", "43").replace("February 2022", "March 2022")
FILES: dict[str, str | bytes] = {
    "2022-02/issue.md": HEAD,
    "2022-02/week.md": WEEK,
    "2022-02/course.md": COURSE,
    "2022-02/staff.md": STAFF,
    "snippets/help.md": SNIPPET,
    "2022-03/issue.md": MARCH,
    "2022-03/news.md": "---\ntitle: News of March\n---\nSpring.\n",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    bulletin = load(make_content(tmp_path_factory.mktemp("whole"), FILES))
    return {file.path: file.data for file in render(bulletin) if isinstance(file.data, bytes)}


@pytest.fixture(scope="module")
def main(files: dict[str, bytes]) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files["site/2022-02/index.html"].decode()).find(".//main")


def test_the_page_of_an_issue_has_the_full_text_of_its_public_items(main: lxml.html.HtmlElement) -> None:
    text = " ".join(main.text_content().split())
    for words in ("Welcome to this issue.", "Words of the week.", "What the course covers.", "Call the advice line."):
        assert text.count(words) == 1, words
    assert "Quokkas" not in text
    assert "https://example.org/programme" in [link for _, _, link, _ in main.iterlinks()]


def test_the_contents_and_all_links_within_the_page_have_targets(main: lxml.html.HtmlElement) -> None:
    ids = main.xpath("//@id")
    assert len(ids) == len(set(ids))
    within = [link for _, _, link, _ in main.iterlinks() if link.startswith("#")]
    assert {"#item-week", "#item-course", "#week-what-is-planned"} <= set(within)
    assert {link[1:] for link in within} <= set(ids)


def test_the_headings_of_the_page_skip_no_level(main: lxml.html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in main.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_email_links_to_the_page_of_the_issue(files: dict[str, bytes]) -> None:
    assert "View this issue in your browser: <https://example.org/nw-safeguarding/2022-03/>" in (
        files["mail/2022-03/bulletin.txt"].decode()
    )


def test_the_feed_of_issues_has_each_issue_whole_as_one_entry(files: dict[str, bytes]) -> None:
    feed = feedparser.parse(files["site/issues.xml"])
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "Issue 43: North West safeguarding bulletin, March 2022",
        "Issue 42: North West safeguarding bulletin, February 2022",
    ]
    assert [entry.link for entry in feed.entries] == [
        f"https://example.org/nw-safeguarding/{issue}/" for issue in ("2022-03", "2022-02")
    ]
    content = feed.entries[1].content[0].value
    for words in ("Welcome to this issue.", "Words of the week.", "What the course covers.", "8 March 2022, 9:30am"):
        assert words in content
    assert "Quokkas" not in content
    addresses = [link for _, _, link, _ in lxml.html.fragment_fromstring(content, create_parent=True).iterlinks()]
    assert [link for link in addresses if not re.match("https:|mailto:", link)] == []


def test_an_issue_keeps_its_guid_and_its_time_when_items_come_late(tmp_path: Path, files: dict[str, bytes]) -> None:
    files_with_late_item = FILES | {"2022-02/late.md": "---\ntitle: Late news\n---\nLate.\n"}
    [late] = [
        file.data
        for file in render(load(make_content(tmp_path, files_with_late_item)), ["feed"])
        if file.path == "site/issues.xml"
    ]
    before, after = (feedparser.parse(data).entries[1] for data in (files["site/issues.xml"], late))
    assert (before.id, before.published) == (after.id, after.published)


def test_the_number_is_in_subject_masthead_and_page(files: dict[str, bytes], main: lxml.html.HtmlElement) -> None:
    text = files["mail/2022-03/bulletin.txt"].decode()
    assert "Issue 43. Tuesday 1 March 2022." in text
    assert b"Subject: North West safeguarding bulletin 43: March 2022\r\n" in files["mail/2022-03/bulletin.eml"]
    assert "Issue 42, Tuesday 1 February 2022" in " ".join(main.text_content().split())


def test_a_pattern_of_the_subject_has_the_number_or_is_not_used(tmp_path: Path) -> None:
    settings = f"{SETTINGS}subject: No. {{number}} of {{name}}\n"
    [february] = load(make_content(tmp_path, {"bulletin.yml": settings, "2022-02/issue.md": HEAD})).issues
    assert february.subject == "No. 42 of North West safeguarding bulletin"
    content = make_content(tmp_path, {"bulletin.yml": settings, "2022-02/issue.md": ISSUE})
    assert load(content).issues[0].subject == "North West safeguarding bulletin: 1 February 2022"
    assert 'The subject has "{number}", and this issue has no number' in problems(content)[0]


def test_two_issues_have_two_numbers(tmp_path: Path) -> None:
    content = make_content(tmp_path, FILES | {"2022-03/issue.md": MARCH.replace("43", "42")})
    [problem] = problems(content)
    assert problem.endswith("2022-02 has the number 42, too. Give this issue another, like 43. [STR07]")
