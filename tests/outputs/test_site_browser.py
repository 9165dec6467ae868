"""The site in Chromium is accessible, looks like the NHS, prints, and searches without a network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from bulletin import load
from tests.support.browser import axe, opened
from tests.support.folders import make_content
from tests.support.github_pages import TYPES, Server, github_pages
from tests.support.site import BASE, files, pages, site
from tests.support.values import ROOT

LIGHTHOUSE = ROOT / "tests" / "tools" / "lighthouse.mjs"
FOUR = ("", "2022-02/", "items/safer-recruitment/", "archive/")
"""One page of each type."""
SHOWS_FOCUS = "(({boxShadow, outlineStyle}) => boxShadow !== 'none' || outlineStyle === 'solid')(getComputedStyle(document.activeElement))"
WIDTHS = (320, 768, 1280, 1920)
LOOKS = ("color-contrast", "link-in-text-block", "target-size")
"""The rules of axe that depend on colours; the other rules are checked once for each width."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with github_pages(files()) as running:
        yield running


def answer_from_files(tab: Page) -> None:
    """Answer requests for the site's full addresses from its files: the page 404.html has only full addresses."""

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(BASE).partition("#")[0]
        route.fulfill(body=files()[address], content_type=TYPES.get(address.rpartition(".")[2], TYPES["html"]))

    tab.route(f"{BASE}**", answer)


def overflows(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def axe_looks(tab: Page) -> list[str]:
    results = tab.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", list(LOOKS))
    return [f"{fault['id']}: {node['html']}" for fault in results["violations"] for node in fault["nodes"]]


def some(addresses: Sequence[str], stride: int) -> list[str]:
    """Return the addresses of pages; of items and topics, whose pages look alike, only every `stride`-th."""
    alike = [address for address in addresses if address.startswith(("items/", "topics/"))]
    return [address for address in addresses if address not in alike or not alike.index(address) % stride]


@pytest.mark.guarantee("WEB-03", "WEB-15")
@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.long)])
def test_axe_finds_nothing_on_any_page_in_light_and_dark_and_nothing_overflows_or_leaves(
    browser: Browser, server: Server, stride: int
) -> None:
    with opened(browser, server.url) as tab:
        answer_from_files(tab)
        for address in some(sorted(pages()), stride):
            tab.emulate_media(color_scheme="light")
            tab.goto(server.url + address)
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": 900})
                assert not overflows(tab), (address, width)
            assert axe(tab) == [], address
            tab.emulate_media(color_scheme="dark")
            assert axe_looks(tab) == [], (address, "dark")
            tab.set_viewport_size({"width": 320, "height": 900})
            assert axe_looks(tab) == [], (address, "dark", 320)
            tab.emulate_media(color_scheme="light")
            faults = tab.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
            assert [fault["id"] for fault in faults] == [], (address, 320)
        assert tab.refused == []  # type: ignore[attr-defined]
        assert tab.evaluate("document.cookie + Object.keys(localStorage).join()") == ""
    missing = {path for path, status in server.answers if status == 404} - {"/nw-safeguarding/404.html"}
    assert missing == set()


def test_axe_finds_low_contrast_in_the_dark_scheme(browser: Browser, server: Server) -> None:
    with opened(browser, server.url, dark=True) as tab:
        axe(tab)
        tab.add_style_tag(content="main p { color: #333333 !important; }")
        assert any(fault.startswith("color-contrast") for fault in axe_looks(tab))


@pytest.mark.long
@pytest.mark.guarantee("WEB-04")
def test_lighthouse_gives_at_least_99_of_100_in_all_four_on_each_type_of_page(server: Server) -> None:
    if not (shutil.which("chromium") and (LIGHTHOUSE.parent / "node_modules" / "lighthouse").is_dir()):
        pytest.skip("needs Chromium and Lighthouse from npm")
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    command = ["node", str(LIGHTHOUSE), *(server.url + address for address in FOUR)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    reports = json.loads(done.stdout)
    assert [report["url"].removeprefix(server.url) for report in reports] == list(FOUR)
    for report in reports:
        assert set(report["scores"]) == {"performance", "accessibility", "best-practices", "seo"}
        assert min(report["scores"].values()) >= 0.99, report


def focused(tab: Page) -> str:
    return " ".join(str(tab.evaluate("document.activeElement.innerText || document.activeElement.id || ''")).split())


def tab_to(tab: Page, words: str, most: int = 80) -> None:
    """Press Tab until the element with these words has the focus, and check that the focus is visible."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if re.search(words, focused(tab)):
            box = tab.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
            assert 0 <= box[0] < box[1] <= tab.evaluate("innerHeight"), "what has the focus is not in the window"
            assert tab.evaluate(SHOWS_FOCUS), "nothing shows what has the focus"
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def follow(tab: Page, address: str) -> None:
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/nw-safeguarding/{address}")


@pytest.mark.guarantee("WEB-21")
def test_a_session_can_be_found_and_added_and_a_calendar_subscribed_to_with_the_keyboard(
    browser: Browser, server: Server
) -> None:
    with opened(browser, server.url, accept_downloads=True) as tab:
        tab.keyboard.press("Tab")
        assert focused(tab) == "Skip to main content"
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.activeElement.id === 'main'")
        tab_to(tab, "See the whole training calendar")
        follow(tab, "calendar/")
        tab_to(tab, "show-any-topic")
        tab.keyboard.press("ArrowUp")
        assert focused(tab) == "show-topic-self-neglect"
        tab_to(tab, "^Learning from Safeguarding Adult Reviews: self-neglect$")
        follow(tab, "items/self-neglect/")
        tab_to(tab, "^Add to calendar ?: .*10 May 2022$")
        with tab.expect_download() as caught:
            tab.keyboard.press("Enter")
        assert caught.value.suggested_filename == "session-f461d9d7.ics"
        tab_to(tab, "^Subscribe$")
        follow(tab, "subscribe/")
        tab_to(tab, "^In your calendar$")
        follow(tab, "subscribe/#calendar")
        tab_to(tab, "^Subscribe in Outlook for work")
        assert "outlook.office.com" in tab.evaluate("document.activeElement.href")


def rows(tab: Page) -> list[str]:
    """Return the titles of the sessions that are visible."""
    links = tab.locator(".sessions tbody tr:visible td:nth-child(2) a")
    return [str(title) for title in links.all_inner_texts()]


@pytest.mark.guarantee("WEB-19")
def test_the_calendar_is_narrowed_down_without_javascript(browser: Browser, server: Server) -> None:
    with opened(browser, server.url + "calendar/", java_script_enabled=False) as tab:
        assert len(rows(tab)) == 14
        assert tab.locator(".none").is_hidden()
        tab.get_by_label("Domestic abuse").check()
        assert rows(tab) == ["Domestic abuse lunch and learn: coercive control"] * 2
        assert tab.locator("h2:visible").all_inner_texts() == ["February 2022", "March 2022"]
        tab.get_by_label("All topics").check()
        assert len(rows(tab)) == 14


@pytest.mark.guarantee("WEB-20")
def test_the_search_works_without_a_network_and_makes_no_request(browser: Browser, server: Server) -> None:
    with opened(browser, server.url) as tab:
        tab.get_by_label("Search all issues").fill("coercive")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/archive/?q=coercive")
        status, results = tab.locator("#search-said"), tab.locator("#search-found a")
        status.filter(has_text="found for").wait_for()
        assert results.first.inner_text() == "Domestic abuse lunch and learn: coercive control"
        before = len(server.answers)
        tab.context.set_offline(True)
        for query, first in (("Preston SHOOT", "Learning from Safeguarding Adult Reviews: self-neglect"), ("cohort 9", "Safer recruitment training")):  # fmt: skip
            tab.get_by_label("Search all issues").fill(query)
            tab.get_by_role("button", name="Search").click()
            status.filter(has_text=query).wait_for()
            assert results.first.inner_text() == first
        tab.get_by_label("Search all issues").fill("<img src=x onerror=alert(1)>")
        tab.keyboard.press("Enter")
        status.filter(has_text="Nothing found for “<img src=x onerror=alert(1)>”.").wait_for()
        assert tab.locator("main img").count() == 0
        assert len(server.answers) == before
        tab.context.set_offline(False)
        assert tab.refused == []  # type: ignore[attr-defined]


@pytest.mark.guarantee("WEB-20")
def test_without_javascript_or_without_the_index_the_search_leads_to_all_issues(
    browser: Browser, server: Server
) -> None:
    with opened(browser, server.url, java_script_enabled=False) as tab:
        tab.get_by_label("Search all issues").fill("coercive")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/archive/?q=coercive")
        assert tab.get_by_role("link", name="North West safeguarding bulletin, 5 February 2020").is_visible()
    rest = {address: data for address, data in files().items() if not address.startswith("assets/search/")}
    with github_pages(rest) as without, opened(browser, without.url + "archive/?q=coercive") as tab:
        tab.locator("#search-said").filter(has_text="Look through all issues below.").wait_for()


@pytest.mark.guarantee("WEB-23")
@pytest.mark.parametrize("address", ["nothing", "items/nothing/at/all/"])
def test_a_missing_page_at_any_depth_has_its_style_and_links(browser: Browser, server: Server, address: str) -> None:
    with opened(browser, server.url) as tab:
        answer_from_files(tab)
        answer = tab.goto(server.url + address)
        assert answer is not None
        assert answer.status == 404
        assert tab.locator("h1").inner_text() == "Page not found"
        assert (
            tab.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") == "rgb(0, 94, 184)"
        )


def style(tab: Page, selector: str, *names: str) -> tuple[str, ...]:
    script = "([selector, names]) => names.map(name => getComputedStyle(document.querySelector(selector))[name])"
    return tuple(tab.evaluate(script, [selector, list(names)]))


TYPE = [
    # (width, body, h1, h2): heights of the letters and of the lines, in pixels
    (320, ("16px", "24px"), ("32px", "40px"), "22px"),
    (1280, ("19px", "28.006px"), ("48px", "54px"), "26px"),
]


@pytest.mark.guarantee("WEB-22")
@pytest.mark.parametrize(("width", "body", "h1", "h2"), TYPE)
def test_the_letters_have_the_sizes_of_the_nhs_scale(
    browser: Browser, server: Server, width: int, body: tuple[str, str], h1: tuple[str, str], h2: str
) -> None:
    with opened(browser, server.url, width=width) as tab:
        assert style(tab, "body", "fontSize", "lineHeight") == body
        assert style(tab, "h1", "fontSize", "lineHeight") == h1
        assert style(tab, "h2", "fontSize") == (h2,)
        assert "Arial" in style(tab, "body", "fontFamily")[0]


@pytest.mark.guarantee("WEB-22")
def test_colours_buttons_and_focus_are_those_of_the_nhs(browser: Browser, server: Server) -> None:
    with opened(browser, server.url) as tab:
        assert style(tab, "body", "color", "backgroundColor") == ("rgb(33, 43, 50)", "rgb(240, 244, 245)")
        assert style(tab, ".masthead", "backgroundColor") == ("rgb(0, 94, 184)",)
        assert style(tab, "main a", "color") == ("rgb(0, 94, 184)",)
        button = style(tab, "main td a.button", "backgroundColor", "color", "boxShadow", "borderRadius")
        assert button == ("rgb(0, 127, 59)", "rgb(255, 255, 255)", "rgb(0, 64, 30) 0px 4px 0px 0px", "4px")
        assert tab.evaluate("document.querySelector('main td a.button').getBoundingClientRect().height") >= 44
        assert tab.evaluate("document.querySelector('main').getBoundingClientRect().width") <= 992
        tab_to(tab, "^Topics$")
        focus = style(tab, "a:focus", "backgroundColor", "color", "boxShadow")
        yellow, black = "rgb(255, 235, 59)", "rgb(33, 43, 50)"
        assert focus == (yellow, black, f"{yellow} 0px -2px 0px 0px, {black} 0px 4px 0px 0px")


@pytest.mark.guarantee("WEB-14")
@pytest.mark.parametrize("address", ["items/self-neglect/", "2022-02/"])
def test_a_printed_page_is_black_on_white_and_says_how_to_book_and_where_it_is_from(
    browser: Browser, server: Server, address: str
) -> None:
    with opened(browser, server.url + address, width=794) as tab:
        tab.emulate_media(media="print")
        assert style(tab, "body", "color", "backgroundColor") == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
        for hidden in ("nav", ".skip"):
            assert all(not element.is_visible() for element in tab.locator(hidden).all()), hidden
        printed_address = tab.evaluate("getComputedStyle(document.querySelector('td a.button'), '::after').content")
        assert "https://example.org/book/" in printed_address or "attr(href)" in printed_address
        assert tab.locator("footer .printed").inner_text().endswith(f"https://example.org/nw-safeguarding/{address}")
        assert not overflows(tab)


@pytest.mark.guarantee("FEED-27")
@pytest.mark.parametrize("address", ["feed.xml", "topics/adults/feed.xml"])
def test_a_feed_opened_in_a_browser_is_titles_and_summaries(browser: Browser, server: Server, address: str) -> None:
    with opened(browser, server.url + address) as tab:
        names = tab.evaluate("""() => [...document.querySelectorAll('rss *')].filter(element => !element.children.length
            && getComputedStyle(element).display === 'block' && element.getClientRects().length).map(element => element.localName)""")
        assert set(names) == {"title", "description", "pubDate"}
        assert "Copy its address" in tab.evaluate("getComputedStyle(document.documentElement, '::before').content")
        assert style(tab, "rss", "fontSize") == ("19px",)
        tab.set_viewport_size({"width": 320, "height": 900})
        assert not overflows(tab)


def test_each_width_and_scheme_is_another_look(browser: Browser, server: Server) -> None:
    looks = set()
    for width, dark in product((320, 1280), (False, True)):
        with opened(browser, server.url, width=width, dark=dark) as tab:
            looks.add(style(tab, "body", "fontSize", "backgroundColor"))
    assert len(looks) == 4


LONG_DATE = """---
title: Safeguarding supervision for named nurses and midwives
time: 9:30am to 4:30pm
sessions:
  - 23 September 2026, https://example.org/book/1
---
What the course covers.
"""


def test_a_long_date_stays_out_of_the_title_beside_it_at_any_width(browser: Browser, tmp_path: Path) -> None:
    issue = "---\nissue date: 3 August 2026\nstatus: ready\n---\nWelcome to this issue, which has one course.\n"
    content = make_content(tmp_path, {"2022-02/issue.md": issue, "2022-02/course.md": LONG_DATE})
    with github_pages(site(load(content))) as running, opened(browser, f"{running.url}2022-02/", width=880) as tab:
        for width in range(880, 1000, 10):
            tab.set_viewport_size({"width": width, "height": 900})
            wide = "[...document.querySelectorAll('.sessions th, .sessions td')].filter(cell => cell.scrollWidth > cell.clientWidth).length"
            assert (width, tab.evaluate(wide)) == (width, 0)
