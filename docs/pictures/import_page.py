"""Renew docs/pictures/import.png: the sample's flyer, and the item that `bulletin import` makes of it.

usage: import_page.py     (needs what `make test` installs)
"""

from __future__ import annotations

import base64
import html
import io
import shutil
import sys
from datetime import date
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

from bulletin.content.word_lists import package_lists
from bulletin.importing import ImportContext, drafts

HERE = Path(__file__).parent
FLYER = HERE.parents[1] / "content" / "2022-02" / "files" / "safer-recruitment-flyer.pdf"
WINDOW = {"width": 1240, "height": 760}
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px; display: flex; gap: 20px; background: #e8edee; }}
img, pre {{ box-sizing: border-box; width: 590px; height: 720px; margin: 0; background: #fff; }}
img, pre {{ border: 1px solid #aeb7bd; }}
img {{ object-fit: cover; object-position: top; }}
pre {{ padding: 16px; overflow: hidden; white-space: pre-wrap; font: 12px/1.5 monospace; }}
mark {{ background: #ffeb99; }}
</style><img alt="" src="data:image/png;base64,{picture}"><pre>{item}</pre>"""


def _item(text: str) -> str:
    """Return the text of an item as HTML, with its marks marked."""
    lines = (html.escape(line) for line in text.split("\n"))
    return "\n".join(f"<mark>{line}</mark>" if line.startswith("# ?") else line for line in lines)


def main() -> None:
    """Import the flyer, and take the picture of both beside each other."""
    program = shutil.which("chromium")
    if not program:
        sys.exit("This needs Chromium.")
    context = ImportContext(date(2022, 2, 1), words=package_lists())
    (draft,) = drafts(FLYER.name, FLYER.read_bytes(), context).drafts
    picture = io.BytesIO()
    pypdfium2.PdfDocument(FLYER)[0].render(scale=2).to_pil().save(picture, "PNG")
    page = PAGE.format(picture=base64.b64encode(picture.getvalue()).decode(), item=_item(draft.text))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]
        tab.set_content(page)
        tab.screenshot(path=HERE / "import.png")
        browser.close()


if __name__ == "__main__":
    main()
