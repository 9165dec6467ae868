"""The search works in Chromium in a large archive over HTTP and in the sample from a disk, with words in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks import corpus
from bulletin import load
from tests.support.browser import axe, opened
from tests.support.folders import make_content
from tests.support.github_pages import Server, github_pages
from tests.support.site import files, site

ITEM = "---\ntitle: {title}\nsummary: {summary}\n---\n{body}\n"
NAMES = (
    "Café résumé",
    "Nurses meet in Leeds",
    "Leeds: a résumé for nurses",
    "Straße und Größe",
    "Ａｄｖｉｃｅ in full width",
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("large")
    corpus.main(300, folder)
    with github_pages(site(load(folder / "content"), ["pages", "assets", "search"])) as server:
        yield server


def parts_asked_for(server: Server) -> set[str]:
    return {path for path, _ in server.answers if "/assets/search/" in path}


def write_site(addresses: Mapping[str, bytes], folder: Path) -> Path:
    """Write a site into a folder, to be opened without a server; return the folder."""
    for address, data in addresses.items():
        path = folder / (f"{address}index.html" if not address or address.endswith("/") else address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def ask(tab: Page, query: str) -> list[str]:
    """Type a query, press Enter, and return the titles that are shown."""
    tab.get_by_label("Search all issues").fill(query)
    tab.keyboard.press("Enter")
    tab.locator("#search-said").filter(has_text=f"found for “{query}”").wait_for()
    return tab.locator("#search-found a").all_inner_texts()


def test_a_large_archive_loads_few_parts_and_shows_twenty_items_at_a_time(browser: Browser, large: Server) -> None:
    with opened(browser, f"{large.url}archive/") as tab:
        first = ask(tab, "safety")
        assert len(first) == 20
        assert "These are the 20 nearest." in tab.locator("#search-said").inner_text()
        before = parts_asked_for(large)
        assert ask(tab, "zz") == []
        assert len(parts_asked_for(large) - before) == 1
        assert ask(tab, "safety") == first
        assert axe(tab) == []
        tab.get_by_role("button", name="Show more").press("Enter")
        tab.locator("#search-said").filter(has_text="40 nearest").wait_for()
        titles = tab.locator("#search-found a").all_inner_texts()
        assert titles[:20] == first
        assert len(set(titles)) == 40
        assert tab.evaluate("document.activeElement.textContent") == titles[20]
        assert axe(tab) == []


def test_titles_come_first_then_the_newest(browser: Browser, large: Server) -> None:
    with opened(browser, f"{large.url}archive/") as tab:
        titles = ask(tab, "safety")
        numbers = [int(title.rpartition(" ")[2]) for title in titles if "afety" in title]
        assert ["afety" in title for title in titles] == sorted(("afety" in title for title in titles), reverse=True)
        issues = [number // corpus.ISSUE_SIZE for number in numbers]
        assert issues == sorted(issues, reverse=True)


def test_a_query_that_is_changed_while_its_parts_load_shows_only_what_was_asked_last(
    browser: Browser, large: Server
) -> None:
    with opened(browser, f"{large.url}archive/") as tab:
        field = tab.get_by_label("Search all issues")
        for query in ("safety", "report", "zebra"):
            field.fill(query)
            field.press("Enter")
        tab.locator("#search-said").filter(has_text="Nothing found for “zebra”").wait_for()
        assert tab.locator("#search-found li").count() == 0
        assert tab.get_by_role("button", name="Show more").is_hidden()


@pytest.mark.guarantee("WEB-20")
def test_from_a_disk_without_a_server_words_are_found_in_any_order_by_their_beginnings_with_or_without_accents(
    browser: Browser, tmp_path: Path
) -> None:
    items = {
        f"2022-02/item-{number}.md": ITEM.format(
            title=name.replace(":", " -"), summary="Words.", body="About a course."
        )
        for number, name in enumerate(NAMES)
    }
    addresses = site(load(make_content(tmp_path, items)), ["pages", "assets", "search"])
    folder = write_site(addresses, tmp_path / "site")
    leeds, resume = "Leeds - a résumé for nurses", "Café résumé"
    queries = {
        "resume": {resume, leeds},
        "RÉSUMÉ": {resume, leeds},
        "résume\u0301": {resume, leeds},
        "nurses leeds": {"Nurses meet in Leeds", leeds},
        "lee nur res": {leeds},
        "großE": {"Straße und Größe"},
        "grosse": set(),
        "advice": {"Ａｄｖｉｃｅ in full width"},
        "leeds york": set(),
    }
    with opened(browser, folder / "archive" / "index.html", offline=True) as tab:
        for query, titles in queries.items():
            assert set(ask(tab, query)) == titles, query
        ask(tab, "advice")
        tab.locator("#search-found a").click()
        assert "full width" in tab.locator("h1").inner_text()


def test_the_first_search_of_the_sample_from_a_disk(browser: Browser, tmp_path: Path) -> None:
    folder = write_site(files(), tmp_path / "site")
    page = (folder / "archive" / "index.html").as_uri()
    with opened(browser, f"{page}?q=coercive") as tab:
        tab.locator("#search-said").filter(has_text="found for “coercive”").wait_for()
        assert tab.locator("#search-found a").first.inner_text() == "Domestic abuse lunch and learn: coercive control"
