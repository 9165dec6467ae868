"""The sample in Chromium: axe finds nothing wrong, nothing is wider than the window, nothing is fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bulletin import load, render, write
from tests.browser import axe, opened
from tests.values import ROOT

NO_LANDMARKS = ("region", "landmark-one-main")
"""Rules that hold for a page and not for an email, which stands in the page of a mail program."""

PAGES = ("mail/2022-02/bulletin.html", "site/index.html", "site/items/safer-recruitment/index.html")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    write(render(load(ROOT / "content")), out)
    return out


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, built: Path, page: str, dark: bool, width: int
) -> None:
    with opened(browser, built / page, width=width, dark=dark) as tab:
        assert axe(tab, *(NO_LANDMARKS if page.startswith("mail/") else ())) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert tab.refused == []  # type: ignore[attr-defined]


def test_a_fault_and_a_request_are_seen(browser: Browser) -> None:
    page = '<!DOCTYPE html><html lang="en"><title>x</title><h1>x</h1><img src="https://example.org/x.png">'
    with opened(browser, page) as tab:
        assert [one.split(":")[0] for one in axe(tab, *NO_LANDMARKS)] == ["image-alt"]
        assert tab.refused == ["https://example.org/x.png"]  # type: ignore[attr-defined]
