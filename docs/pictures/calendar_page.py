"""Renew docs/pictures/calendar.png: the calendar page of the sample, as it is built, in Chromium.

usage: calendar_page.py     (needs what `make test` installs)
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bulletin import load, render, write

HERE = Path(__file__).parent
WINDOW = {"width": 1100, "height": 1000}
PAGE = "site/calendar/index.html"


def main() -> None:
    """Build the sample into a folder of its own, open the page, and keep what shows."""
    program = shutil.which("chromium")
    if not program:
        sys.exit("This needs Chromium.")
    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        write(render(load(HERE.parents[1] / "content")), Path(out))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport=WINDOW, color_scheme="light")  # type: ignore[arg-type]
        tab.goto(Path(out, PAGE).as_uri())
        tab.screenshot(path=HERE / "calendar.png")
        browser.close()


if __name__ == "__main__":
    main()
