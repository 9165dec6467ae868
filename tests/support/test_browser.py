"""The browser of the tests reports faults of a page and requests to other machines."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.support.browser import axe, opened

NO_LANDMARKS = ("region", "landmark-one-main")
"""Rules of axe for whole pages, which a piece of a page would break."""


def test_a_fault_and_a_request_are_seen(browser: Browser) -> None:
    page = '<!DOCTYPE html><html lang="en"><title>x</title><h1>x</h1><img src="https://example.org/x.png">'
    with opened(browser, page) as tab:
        assert [fault.split(":")[0] for fault in axe(tab, *NO_LANDMARKS)] == ["image-alt"]
        assert tab.refused == ["https://example.org/x.png"]  # type: ignore[attr-defined]
