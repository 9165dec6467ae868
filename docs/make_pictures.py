"""Take the pictures of the form for docs/pictures/, from the real page: `.venv/bin/python docs/make_pictures.py`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bulletin import load
from bulletin.outputs.form import page

PICTURES = Path(__file__).parent / "pictures"
LOOKS = (("form", 1000, "light"), ("form-dark", 1000, "dark"), ("form-phone", 360, "light"))
"""The name of each picture, how wide the window is, and its colours."""
SETTINGS = """\
name: North West safeguarding bulletin
email: team@example.org
default circulation: staff
place: Microsoft Teams
repository: our-team/our-bulletin
form: yes
"""
ANSWERS = {
    "#key-title": "Safer recruitment: what is new",
    "#body": "What has changed, and what you need to do before April.",
    '[data-part="day"]': "2027-02-09",
    '[data-part="from"]': "13:00",
    '[data-part="to"]': "14:30",
    '[data-part="link"]': "https://example.org/book/1",
}


def take(form: Path, tab: Page, name: str) -> None:
    """Fill in the form and take its picture down to the end of the first date."""
    tab.clock.set_fixed_time("2026-12-01T10:00:00")
    tab.goto(form.as_uri())
    for place, value in ANSWERS.items():
        tab.fill(place, value)
    tab.check('[name="circulation"][value="public"]')
    box = tab.locator(".session").first.bounding_box()
    size = tab.viewport_size
    if box and size:
        height = box["y"] + box["height"] + 24
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
        tab.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=clip)


def main() -> None:
    """Make the page of a bulletin without issues, and take every picture of it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        content = Path(folder) / "content"
        content.mkdir()
        (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
        form = Path(folder) / "form.html"
        form.write_text(page(load(content)), "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, width, colours in LOOKS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours)
            take(form, context.new_page(), name)
        browser.close()


if __name__ == "__main__":
    main()
