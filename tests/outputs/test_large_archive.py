"""No page and no list grows with the number of all issues."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import lxml.etree
import lxml.html
import pytest

from bulletin.ledger.promises import is_promised
from bulletin.model import Bulletin
from bulletin.outputs import manifest, site
from tests.support.rendering import rendered_files
from tests.support.site import BASE, Page
from tests.support.values import INSTANT, make_bulletin, make_issue, make_item, make_settings

WEEKS = 300
LOCATIONS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def weekly(weeks: int) -> Bulletin:
    """Return a bulletin with one issue a week, each with one item on the topic adults."""
    issues = []
    for week in range(weeks):
        day = date(2016, 1, 4) + timedelta(weeks=week)
        item = make_item(f"item-{week}", title=f"Item {week}", topics=("adults",), issue=f"{day}")
        instant = INSTANT + timedelta(weeks=week)
        issues.append(make_issue(item, id=f"{day}", day=day, instant=instant, title=f"Issue {week}"))
    return make_bulletin(*issues, settings=make_settings(topics=("adults",)))


@pytest.fixture(scope="module")
def archive_pages() -> dict[str, Page]:
    files = {
        file.path.removeprefix("site/").removesuffix("index.html"): file.data
        for file in rendered_files("pages", weekly(WEEKS))
    }
    return {
        address: lxml.html.document_fromstring(data.decode())
        for address, data in files.items()
        if isinstance(data, bytes)
    }


def links(page: Page) -> list[str]:
    return [str(link) for link in page.xpath("//main//a/@href")]


def test_the_page_of_all_issues_lists_two_years_and_leads_to_each_month_before(archive_pages: dict[str, Page]) -> None:
    archive = archive_pages["archive/"]
    listed = [heading.text_content() for heading in archive.xpath("//main//h2")]
    assert len(listed) == 24 + 2
    assert listed[0] == "September 2021"
    assert listed[24] == "Earlier issues"
    assert [heading.text for heading in archive.xpath("//main//h3")] == ["2019", "2018", "2017", "2016"]
    months = {address for address in archive_pages if address.startswith("archive/2")}
    assert {f"archive/{link}" for link in links(archive) if link.startswith("20")} == months
    issues = {link.removeprefix("../") for address in months for link in links(archive_pages[address])}
    assert {issue.id + "/" for issue in weekly(WEEKS).issues} <= {link.removeprefix("../") for link in issues}


def test_a_topic_lists_120_items_and_leads_to_each_year_before(archive_pages: dict[str, Page]) -> None:
    topic = archive_pages["topics/adults/"]
    years = [link.removesuffix("/") for link in links(topic) if link[:2] == "20"]
    assert years == ["2019", "2018", "2017", "2016"]
    assert len([link for link in links(topic) if link.startswith("../../items/")]) == 120
    every = [
        link
        for address in ("topics/adults/", *(f"topics/adults/{year}/" for year in years))
        for link in links(archive_pages[address])
    ]
    assert {f"../../items/item-{week}/" for week in range(120, WEEKS)} <= {
        link.removeprefix("../") if link.count("../") == 3 else link for link in every
    }
    year = archive_pages["topics/adults/2016/"]
    assert year.findtext(".//h1") == "Adults in 2016"
    assert len([link for link in links(year) if "/items/" in link]) == 52


def test_a_topic_of_few_items_has_no_page_for_a_year() -> None:
    assert not [file.path for file in rendered_files("pages", weekly(110)) if "/topics/adults/2" in file.path]


def test_no_page_is_large(archive_pages: dict[str, Page]) -> None:
    sizes = {address: len(lxml.html.tostring(page)) for address, page in archive_pages.items()}
    assert max(sizes.values()) < 40_000, max(sizes, key=lambda address: sizes[address])


def test_lists_that_may_vanish_are_not_promised(archive_pages: dict[str, Page]) -> None:
    lists = (
        "topics/adults/2016/",
        "topics/adults/2016/index.html",
        "sitemap.xml",
        "sitemap-2.xml",
        "assets/search/index.js",
    )
    assert [address for address in lists if is_promised(address)] == []
    others = ("topics/adults/", "topics/adults/feed.xml", "archive/2016-01/", "2016-01-04/", "items/sitemap-2.xml")
    assert all(map(is_promised, others))
    listed = [manifest.listed(file) for file in rendered_files("pages", weekly(WEEKS))]
    assert not [address for address in manifest.promised(listed) if address.startswith("topics/adults/2")]


def test_a_list_of_more_pages_than_one_may_have_is_several_and_a_list_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    view = weekly(WEEKS)
    (sitemap, _) = rendered_files("sitemap", view)
    assert isinstance(sitemap.data, bytes)
    monkeypatch.setattr(site, "MOST_PAGES", 250)
    files = {file.path: file.data for file in rendered_files("sitemap", view)}
    index = lxml.etree.fromstring(files["site/sitemap.xml"])
    parts = [part.removeprefix(BASE) for part in index.xpath("//*[local-name()='loc']/text()")]
    assert parts == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    rows = [list(lxml.etree.fromstring(files[f"site/{part}"])) for part in parts]
    assert [len(part) for part in rows[:2]] == [250, 250]
    texts = [[row.findtext(f"{LOCATIONS}loc") for row in part] for part in rows]
    assert [text for part in texts for text in part] == lxml.etree.fromstring(sitemap.data).xpath(
        "//*[local-name()='loc']/text()"
    )
    newest = [max(row.findtext(f"{LOCATIONS}lastmod") or "" for row in part) for part in rows]
    assert [part.findtext(f"{LOCATIONS}lastmod") for part in index] == newest


def test_a_list_has_at_most_50_000_pages_and_no_more_than_a_template_may_make() -> None:
    view = weekly(1)
    for name, most in (("i", 50_000), ("a-long-name-" * 10, 25_000)):
        items = tuple(replace(view.issues[0].items[0], slug=f"{name}{number}") for number in range(60_000))
        large = replace(view, issues=(replace(view.issues[0], items=items),), settings=make_settings(topics=()))
        parts = [file.data for file in rendered_files("sitemap", large) if "sitemap-" in file.path]
        counts = [data.count(b"<loc>") for data in parts if isinstance(data, bytes)]
        assert sum(counts) > 60_000
        assert max(counts) <= most
