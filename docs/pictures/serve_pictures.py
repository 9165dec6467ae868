"""Take the pictures of `bulletin serve` and of a pull request's preview, from the real things.

usage: .venv/bin/python docs/pictures/serve_pictures.py     (needs what the tests need)
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.action.scene import Scene, event, merged  # noqa: E402 - the project's own folder is known only now
from tests.serving.scene import desk  # noqa: E402

COLOURS = 96
FLYER = "safer-recruitment-flyer.pdf"
NOTICE = "2022-02/training-notice.md"
EDITS = (
    (NOTICE, "People repeatedly book", "People keep booking"),
    ("2022-02/safer-recruitment.md", "8 March 2022", "10 March 2022"),
)


class Shot(NamedTuple):
    """A picture: what it is called, how large the window is, its colours, and what is pressed before it is taken."""

    name: str
    width: int
    height: int
    colours: str
    prepare: Callable[[Page], object]


def saved(browser: Browser, url: str, shot: Shot) -> None:
    """Open an address, prepare the page, and save what the window shows with few colours."""
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=shot.colours)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time("2022-01-20T10:00:00")
    page.goto(url)
    shot.prepare(page)
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(Path(__file__).with_name(f"{shot.name}.png"), optimize=True)
    context.close()


def look(*names: str) -> Callable[[Page], object]:
    """Return what presses buttons of the desk, when everything is judged."""

    def prepare(page: Page) -> None:
        page.wait_for_selector("body[data-judged]")
        for name in names:
            page.click(f'button[data-name="{name}"]')
        page.wait_for_timeout(1000)

    return prepare


ANSWERS = {"day": "2022-03-15", "from": "13:00", "to": "14:30", "link": "https://example.org/book/1"}


def typed(page: Page) -> None:
    """Fill in the form for a new item, and go to its date."""
    look("item")(page)
    frame = page.frames[-1]
    frame.select_option("#kind", "training")
    frame.fill("#key-title", "Trauma-informed practice")
    frame.check('[name="circulation"][value="public"]')
    for part, value in ANSWERS.items():
        frame.fill(f'[data-part="{part}"]', value)
    frame.fill("#body", "What the course covers.")
    page.wait_for_selector("#item-sessions li")
    frame.evaluate("document.getElementById('dates').scrollIntoView()")


def dropped(page: Page) -> None:
    """Drop a flyer, and wait for what is in it."""
    look("import")(page)
    page.set_input_files("#document", ROOT / "content" / "2022-02" / "files" / FLYER)
    page.wait_for_selector(".draft", timeout=60_000)


def before_and_after(page: Page) -> None:
    """Choose the view of what changed."""
    page.click("label:text('Before and after')")
    page.locator("fieldset.views").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('fieldset.views').scrollIntoView()")


SERVED = (
    Shot("serve", 1360, 850, "light", look()),
    Shot("serve-dark", 1360, 850, "dark", look("dark")),
    Shot("serve-phone", 390, 844, "light", look()),
    Shot("serve-item", 1360, 850, "light", typed),
    Shot("serve-import", 1360, 850, "light", dropped),
)
PREVIEWED = (
    Shot("preview-changes", 1100, 850, "light", before_and_after),
    Shot("preview-changes-phone", 390, 844, "light", before_and_after),
)


def edited(content: Path) -> None:
    """Make the edits of a pull request."""
    for path, old, new in EDITS:
        file = content / path
        text = file.read_text("utf-8")
        assert old in text, (path, old)
        file.write_text(text.replace(old, new), "utf-8")


def preview(folder: Path) -> str:
    """Run the Action's check on a pull request, and return the address of its preview."""
    scene = Scene(folder)
    shutil.copytree(ROOT / "content", scene.workspace / "content")
    changes = {}
    copy = folder / "copy"
    shutil.copytree(ROOT / "content", copy)
    edited(copy)
    for path, _, _ in EDITS:
        changes[f"content/{path}"] = (copy / path).read_text("utf-8")
    merged(scene.workspace, changes)
    scene.payload = event(number=7)
    return Path(scene.run(command="check").outputs["preview-file"]).as_uri()


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(ROOT / "content", folder / "served" / "content")
        notice = folder / "served" / "content" / NOTICE
        notice.write_text(notice.read_text("utf-8").replace("Please consider", "Please futher consider"), "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        os.chdir(folder / "served")  # So that places are shown as an editor sees them: content/2022-02/…
        with desk(Path("content"), has_editor=True) as scene:
            for shot in SERVED:
                saved(browser, scene.url, shot)
        os.chdir(ROOT)
        address = preview(folder)
        for shot in PREVIEWED:
            saved(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main()
