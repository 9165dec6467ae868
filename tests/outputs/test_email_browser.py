"""Every email in Chromium is accessible, not too wide, the same before and after inlining, and legible in the dark."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import css_inline
import pytest
from PIL import Image
from playwright.sync_api import Browser

from bulletin.circulation.audience import seen_by
from bulletin.model import Circulation
from bulletin.outputs.email.html import page_forms
from bulletin.outputs.email.inline import inline_styles
from bulletin.outputs.email.plan import plan
from bulletin.outputs.templates import fill
from tests.outputs import email_browser as in_browser
from tests.outputs.email_checks import elements
from tests.outputs.email_editions import editions, everything, themed
from tests.outputs.email_reading import words_of
from tests.support import browser as browsers
from tests.support.browser import opened

NAMES = ["the sample, health", "everything, health", "everything, regatta"]
MODES = {"light": (800, "light"), "dark": (800, "dark"), "narrow": (320, "light")}


@pytest.mark.guarantee("EMAIL-15", "EMAIL-22", "EMAIL-31", "EMAIL-34")
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, name: str) -> None:
    with opened(browser, editions()[name].html) as tab:
        for mode in in_browser.switched(tab, MODES):
            assert (mode, in_browser.axe(tab), in_browser.overflow(tab)) == (mode, [], False)


@pytest.mark.guarantee("EMAIL-31")
@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone_a_button_and_a_calendar_link_are_large_enough_for_a_thumb(browser: Browser, name: str) -> None:
    with opened(browser, editions()[name].html, width=360) as tab:
        heights = tab.evaluate(
            "[...document.querySelectorAll('.button, .calendar')].map(element => element.offsetHeight)"
        )
    assert min(heights) >= 44


@pytest.mark.guarantee("EMAIL-14", "EMAIL-34")
@pytest.mark.parametrize("name", [*NAMES, "limited, health"])
def test_without_styles_and_classes_an_email_is_still_accessible_and_narrow(browser: Browser, name: str) -> None:
    with opened(browser, in_browser.bare(editions()[name].html), width=320) as tab:
        assert (in_browser.axe(tab), in_browser.overflow(tab)) == ([], False)


@pytest.mark.guarantee("EMAIL-01", "EMAIL-12", "EMAIL-49")
@pytest.mark.parametrize("name", [*NAMES, "limited, health"])
def test_an_email_is_in_standards_mode_fits_words_page_and_requests_only_its_pictures(
    browser: Browser, name: str
) -> None:
    html = editions()[name].html
    with opened(browser, html, width=640) as tab:
        assert not in_browser.quirks(tab)
        assert in_browser.tall(tab) == []
        sources = set(
            tab.evaluate("[...document.images].map(image => image.src).filter(address => address.startsWith('http'))")
        )
        assert set(tab.refused) == sources  # type: ignore[attr-defined]


@pytest.mark.guarantee("EMAIL-13")
@pytest.mark.parametrize("theme", ["health", "regatta"])
def test_inlining_changes_the_look_of_no_element(browser: Browser, theme: str) -> None:
    bulletin = themed(seen_by(everything(), Circulation.STAFF), theme)
    source = page_forms(fill(bulletin, "email/bulletin.html", mail=plan(bulletin, bulletin.mail[0]))).html().lstrip()
    before = in_browser.looks(browser, source)
    assert sum(len(elements_of_mode) for elements_of_mode in before.values()) > 900
    assert list(in_browser.differences(before, in_browser.looks(browser, inline_styles(source)))) == []
    marked = source.replace("data-premailer=", "data-css-inline=").replace('"ignore"', '"keep"')
    inlined = css_inline.CSSInliner(keep_style_tags=False).inline(marked)
    assert list(in_browser.differences(before, in_browser.looks(browser, inlined))) == []


@pytest.mark.guarantee("EMAIL-63")
@pytest.mark.parametrize("name", ["the sample, health", "the sample, regatta"])
def test_a_printed_email_is_dark_on_white_and_breaks_no_session_across_pages(browser: Browser, name: str) -> None:
    mail = editions()[name]
    headings = [words_of(element) for element in elements(mail, "h2", "h3", "h4", "caption")]
    sessions = [element for element in elements(mail, "td") if element.get("class") == "what"]
    assert len(sessions) == 14
    with opened(browser, mail.html) as tab:
        assert in_browser.pale_on_paper(tab) == []
        for paper in ("A4", "A5"):
            pages = in_browser.printed(tab, paper)
            # Ignore the page with the table of contents, which has the same words.
            last = [page[-1] for page in pages if "In this issue" not in page]
            assert [line for line in last if any(element.endswith(line) for element in headings)] == []
            whole = [" ".join(page) for page in pages]
            for session in sessions:
                title, button = words_of(session.find("strong")), words_of(session.find("p/a"))
                assert any(title in page and button in page for page in whole), button


@pytest.fixture(scope="module")
def recolouring(browser: Browser) -> Iterator[Browser]:
    """Run a Chromium that gives every page its own dark colours."""
    arguments = (
        "--force-dark-mode",
        "--enable-features=WebContentsForceDark",
        "--blink-settings=forceDarkModeEnabled=true",
    )
    program = shutil.which("chromium")
    dark_browser = browser.browser_type.launch(executable_path=program, args=[*browsers.ARGUMENTS, *arguments])
    yield dark_browser
    dark_browser.close()


@pytest.mark.guarantee("EMAIL-23")
@pytest.mark.parametrize("name", ["the sample, health", "everything, regatta"])
def test_an_email_with_a_programs_own_dark_colours_is_legible(recolouring: Browser, name: str) -> None:
    with opened(recolouring, in_browser.without_dark_colours(editions()[name].html), width=700) as tab:
        words = ("h1", "h2", "h3", ".cell p", "th.when", "td.what strong", "td.inset", "a.button")
        assert list(in_browser.illegible(tab, *words)) == []
        corner = tab.screenshot(clip={"x": 0, "y": 500, "width": 1, "height": 1})
        assert Image.open(io.BytesIO(corner)).convert("L").getpixel((0, 0)) < 64, "it was not recoloured"  # type: ignore[operator]
