"""Measure how fast the email of 15 items is made, beside premailer, css-inline, juice and MJML, and memory for 60 items.

usage: email_issue.py [--rounds N] [--modules FOLDER]

FOLDER has node_modules with juice and mjml; without it they are downloaded. One process runs the Python programs,
another those of Node.js. All take turns after a first round that is not counted; ratios are medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import corpus  # noqa: E402 - a script beside this one
import css_inline  # noqa: E402
import premailer  # noqa: E402
from processes import run  # noqa: E402

from bulletin import load  # noqa: E402
from bulletin.circulation.audience import seen_by  # noqa: E402
from bulletin.model import Bulletin, Circulation  # noqa: E402
from bulletin.outputs.email.html import html, page_forms, text  # noqa: E402
from bulletin.outputs.email.plan import plan  # noqa: E402
from bulletin.outputs.templates import fill  # noqa: E402

PEERS = ("juice@11.1.1", "mjml@5.4.1")
MOST_MEMORY = 120


def ours(bulletin: Bulletin) -> str:
    """Make an issue's HTML and text as Bulletin does: plan it, fill in the template, inline styles, cut to the limit."""
    mail = plan(bulletin, bulletin.mail[0])
    rich = html(bulletin, mail)
    return rich.html + text(bulletin, mail, [entry.item for entry in rich.spilled])


def source(bulletin: Bulletin) -> str:
    """Return the HTML of an issue before its styles are inlined."""
    return page_forms(fill(bulletin, "email/bulletin.html", mail=plan(bulletin, bulletin.mail[0]))).html().lstrip()


def mjml(bulletin: Bulletin) -> str:
    """Return the words and links of an issue as MJML."""
    mail = plan(bulletin, bulletin.mail[0])
    rows = "".join(
        f"<mj-text><strong>{escape(row.line.when)}, {escape(row.line.hours)}</strong><br/>{escape(row.line.name)}</mj-text>"
        f'<mj-button href="{escape(row.booking.url)}">{escape(row.booking.label)}</mj-button>'
        for row in mail.rows
        if row.booking
    )
    items = "".join(
        f"<mj-section><mj-column><mj-text><h3>{escape(entry.item.title)}</h3>{''.join(entry.pieces)}</mj-text></mj-column></mj-section>"
        for entry in mail.entries
    )
    return f"<mjml><mj-body><mj-section><mj-column>{rows}</mj-column></mj-section>{items}</mj-body></mjml>"


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def memory(folder: Path) -> float:
    """Build the email of an issue of 60 items in a new process, and return the most memory that it uses, in MiB."""
    corpus.ISSUE_SIZE = 60
    corpus.main(60, folder)
    for path in (folder / "content").rglob("item-*.md"):  # Keep one session of each; three are too many for an email.
        path.write_text(re.sub(r"(\n  - [^\n]*)(\n  - [^\n]*)+", r"\1", path.read_text("utf-8")), "utf-8")
    only = [word for name in ("email", "limited") for word in ("--only", name)]
    command = [sys.executable, "-m", "bulletin", "build", "content", *only, "--out", "out"]
    return run(command, folder, os.environ).memory


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--modules", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        corpus.main(15, folder / "15")
        bulletin = seen_by(load(folder / "15" / "content"), Circulation.STAFF)
        modules = options.modules or folder
        if not options.modules:
            fetch = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *PEERS]
            subprocess.run(fetch, cwd=folder, check=True)
        page = source(bulletin)
        works: dict[str, Callable[[], object]] = {
            "Bulletin: HTML and text, everything": lambda: ours(bulletin),
            "premailer with its defaults, inlining alone": lambda: premailer.transform(page),
            "css-inline, inlining alone": lambda: css_inline.inline(page),
        }
        cold = milliseconds(lambda: ours(bulletin))
        milliseconds_by_name: dict[str, list[float]] = {name: [] for name in works}
        for number in range(options.rounds + 1):
            for name, work in works.items():
                taken = milliseconds(work)
                if number:
                    milliseconds_by_name[name].append(taken)
        (folder / "issue.html").write_text(page, "utf-8")
        (folder / "issue.mjml").write_text(mjml(bulletin), "utf-8")
        command = ["node", str(HERE / "email_peers.mjs"), str(modules), str(folder), str(options.rounds)]
        milliseconds_by_name |= json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        most = memory(folder / "60")
    mine = statistics.median(milliseconds_by_name["Bulletin: HTML and text, everything"])
    print(f"{len(page.encode()):,} bytes before inlining; first call {cold:.0f} ms\n")
    print("| what | ms | Bulletin ÷ it |\n|---|---:|---:|")
    for name, times in milliseconds_by_name.items():
        print(f"| {name} | {statistics.median(times):.1f} | {mine / statistics.median(times):.2f} |")
    print(f"\nMemory for an issue of 60 items: **{most:.0f} MiB** (at most {MOST_MEMORY})")


if __name__ == "__main__":
    main()
