"""Measure how long `bulletin serve` takes to show a saved file in Chromium, with 15 and 150 items.

usage: serve.py [EDITS]     (20 edits by default; needs Chromium)

Each edit changes the title of an item of the newest issue, and waits until the page shows the new title and no longer
the old frame, and then until the list of problems is that of the new state. It is measured with watchfiles and without.
Run it while nothing else runs on the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

SERVE = """
import os, sys, threading
os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "1000")  # as the program does, see bulletin/__main__.py
from pathlib import Path
from bulletin.serving.latest import Latest
from bulletin.serving.server import Options, serving
from bulletin.serving.watching import pauses, watch
content, library = Path(sys.argv[1]), sys.argv[2] == "watchfiles"
latest = Latest(content)
with serving(latest, Options(0, ("desk", "site"))) as url:
    print(url, flush=True)
    watch(content, latest.touch, pauses(content, threading.Event(), library=library))
"""


def measured(page: Page, item: Path, number: int) -> tuple[float, float]:
    """Edit an item, and return the seconds until the page shows the edit, and until it lists the new problems."""
    text = item.read_text("utf-8")
    first, _, rest = text.partition("\ntitle: ")
    begin = time.perf_counter()
    item.write_text(f"{first}\ntitle: Edit number {number} of this item\n{rest.partition(chr(10))[2]}", "utf-8")
    is_shown = f"""() => {{ const frames = document.querySelectorAll("#frames iframe");
      return frames.length === 1 && !frames[0].className && frames[0].contentDocument.body && frames[0].contentDocument.body.textContent.includes("Edit number {number} of"); }}"""
    while not page.evaluate(is_shown):
        pass
    frame_seconds = time.perf_counter() - begin
    while page.evaluate("document.body.dataset.judged !== document.body.dataset.number"):
        pass
    return frame_seconds, time.perf_counter() - begin


def edits(folder: Path, how: str, count: int) -> list[tuple[float, float]]:
    """Serve a folder, and edit an item of its newest issue `count` times; return the seconds of each edit."""
    issue = max(path for path in folder.iterdir() if path.is_dir() and path.name[:2] == "20")
    item = min(
        path
        for path in issue.glob("*.md")
        if path.name != "issue.md" and "circulation: public" in path.read_text("utf-8")
    )
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(folder), how], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(process.stdout.readline().strip())
            page.wait_for_selector("body[data-judged]")
            times = [measured(page, item, number) for number in range(count + 1)]
            browser.close()
            return times[1:]
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Print a row for each size and each way of noticing a change."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{'items':>6} {'noticed by':>12} {'shown, median':>14} {'slowest':>8} {'judged, median':>15}   load")
    for items in (15, 150):
        for how in ("watchfiles", "polling"):
            with tempfile.TemporaryDirectory() as name:
                subprocess.run(
                    [sys.executable, str(Path(__file__).with_name("corpus.py")), str(items), name], check=True
                )
                times = edits(Path(name) / "content", how, count)
            frame_seconds, judged = zip(*times, strict=True)
            load = os.getloadavg()[0]
            print(
                f"{items:>6} {how:>12} {median(frame_seconds):>12.2f} s {max(frame_seconds):>6.2f} s {median(judged):>13.2f} s   {load:.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
