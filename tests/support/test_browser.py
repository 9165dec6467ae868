"""Chromium as the tests use it: a fault is seen, and so is a request to another machine."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.support.browser import axe, opened

NO_LANDMARKS = ("region", "landmark-one-main")
"""Rules that hold for a page and not for a piece of one."""


def test_a_fault_and_a_request_are_seen(browser: Browser) -> None:
    page = '<!DOCTYPE html><html lang="en"><title>x</title><h1>x</h1><img src="https://example.org/x.png">'
    with opened(browser, page) as tab:
        assert [one.split(":")[0] for one in axe(tab, *NO_LANDMARKS)] == ["image-alt"]
        assert tab.refused == ["https://example.org/x.png"]  # type: ignore[attr-defined]
