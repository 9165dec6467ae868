"""Open pages in Chromium, which starts once on a worker; requests to other machines are blocked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.support.values import ROOT

AXE = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def started() -> Iterator[Browser]:
    """Start Chromium and yield it; skip the test if Chromium is not installed."""
    program = shutil.which("chromium")
    if not program:
        pytest.skip("needs chromium")
    os.environ.setdefault("NODE_NO_WARNINGS", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, page: str | Path, *, width: int = 1280, dark: bool = False, **options: Any
) -> Iterator[Page]:
    """Yield an open page.

    page: its HTML, its file, or its address. Requests to other machines fail, and their addresses are in
    `page.refused`.
    """
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    tab = context.new_page()
    tab.refused = []  # type: ignore[attr-defined]

    def judge(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in ("file", "data", "about", "blob") or url.hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            tab.refused.append(route.request.url)  # type: ignore[attr-defined]
            route.abort()

    context.route("**/*", judge)
    try:
        if isinstance(page, Path):
            tab.goto(page.resolve().as_uri())
        elif page.startswith(("http://", "file://")):
            tab.goto(page)
        else:
            tab.set_content(page)
        yield tab
    finally:
        context.close()


def axe(page: Page, *without: str) -> list[str]:
    """Return the faults that axe finds in a page, each as "rule: element"; `without` names rules to leave out."""
    if not AXE.is_file():
        pytest.skip("needs axe-core")
    page.evaluate(AXE.read_text("utf-8"))
    rules = {name: {"enabled": False} for name in without}
    results = page.evaluate("rules => axe.run(document, {rules, resultTypes: ['violations']})", rules)
    return [f"{fault['id']}: {node['html']}" for fault in results["violations"] for node in fault["nodes"]]
