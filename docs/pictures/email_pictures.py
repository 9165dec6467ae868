"""Make the pictures of the email: light, dark, on a phone, in another theme, what Word reads, printed, as text.

usage: .venv/bin/python docs/pictures/email_pictures.py [FOLDER]     (needs what the tests need)
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.outputs.email_browser import without_dark_colours  # noqa: E402 - the project's own folder is known only now
from tests.outputs.email_editions import editions  # noqa: E402
from tests.outputs.email_tools import in_word  # noqa: E402

COLOURS = 96
WIDE, NARROW = 720, 360
UNKNOWN_TO_WORD = r"(?:max-width|border-radius|overflow[a-z-]*|word-break|display: ?inline-block)[^;\"]*;?"


def shot(
    browser: Browser, html: str, size: tuple[int, int], top: int = 0, media: str = "screen", **options: object
) -> Image.Image:
    """Return a part of an email as Chromium shows it, from `top` pixels down."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": top + height}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content(html, wait_until="domcontentloaded")
    page.emulate_media(media=media)  # type: ignore[arg-type]
    data = page.screenshot(clip={"x": 0, "y": top, "width": width, "height": height})
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def beside(*pictures: Image.Image) -> Image.Image:
    """Pictures in a row, on white."""
    gap = 16
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    row = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white")
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + gap
    return row


def save(picture: Image.Image, folder: Path, name: str) -> None:
    """Save a picture with few colours, so that the archive stays small."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)


def main(folder: Path) -> None:
    """Make them all."""
    sample, club = editions()["the sample, health"], editions()["the sample, regatta"]
    limited = editions()["limited, health"].html
    word = re.sub(UNKNOWN_TO_WORD, "", in_word(sample.html))
    text = f"<pre style='margin:24px;font:14px/20px monospace;white-space:pre-wrap'>{escape(sample.text)}</pre>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        dates = _top(browser, sample.html, WIDE)
        save(shot(browser, sample.html, (WIDE, 1000)), folder, "email")
        save(
            beside(
                shot(browser, sample.html, (WIDE, 1100), dates),
                shot(browser, sample.html, (WIDE, 1100), dates, color_scheme="dark"),
                shot(browser, sample.html, (NARROW, 1100), _top(browser, sample.html, NARROW)),
            ),
            folder,
            "email-dates",
        )
        save(shot(browser, limited, (WIDE, 1000), 700), folder, "email-messages")
        save(
            beside(shot(browser, club.html, (WIDE, 1000)), shot(browser, club.html, (WIDE, 1000), dates)),
            folder,
            "email-theme",
        )
        save(
            beside(
                shot(browser, word, (WIDE, 1000), dates),
                shot(browser, without_dark_colours(sample.html), (WIDE, 1000), dates),
                shot(browser, sample.html, (WIDE, 1000), media="print"),
                shot(browser, text, (WIDE, 1000)),
            ),
            folder,
            "email-elsewhere",
        )
        browser.close()


def _top(browser: Browser, html: str, width: int) -> int:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(html, wait_until="domcontentloaded")
    top = page.evaluate("document.getElementById('training-dates').getBoundingClientRect().top + window.scrollY")
    page.close()
    return int(top) - 24


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
