"""Check an archive of other people's newsletters: `python benchmarks/archives.py PATH [--draw 100] [--build]`.

PATH is a folder or a tar file. A folder with a bulletin.yml is read as it is. In any other folder each Markdown
file becomes an item, in an issue with the date in the file's path. Nothing is kept. Printed are the time it took, how
many problems each rule found, an unexpected exception, and errors drawn at random, each with its line, to be judged
by a person.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bulletin.checks.run import check
from bulletin.content.load import Reading, read
from bulletin.errors import Problem
from bulletin.text import humanize
from bulletin.text.slugs import slug

ENDINGS = (".md", ".markdown", ".qmd")
SETTINGS = """\
name: An archive
email: team@example.org
default circulation: public
base url: https://example.org/archive/
place: Online
"""
_DAY = re.compile(r"(20[0-9]{2})[-_](0[1-9]|1[0-2])(?:[-_](0[1-9]|[12][0-9]|3[01]))?")
_TOP = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
_UNDATED = date(2020, 1, 1)


def unpacked(path: Path, into: Path) -> Path:
    """Return the folder of an archive; a tar file is unpacked first."""
    if path.is_dir():
        return path
    with tarfile.open(path) as tar:
        tar.extractall(into, filter="data")
    return into


def content_of(folder: Path, target: Path) -> Path:
    """Return the content folder of an archive, or one made of its Markdown files."""
    settings = sorted(folder.rglob("bulletin.yml"))
    if settings:
        return settings[0].parent
    issues = sorted(folder.rglob("issue.md"))
    if issues:  # The folder has Bulletin's issues, but no settings.
        content = target / "content"
        shutil.copytree(issues[0].parents[1], content)
        (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
        return content
    return _made_of_markdown(folder, target / "content")


def _made_of_markdown(folder: Path, content: Path) -> Path:
    content.mkdir(parents=True)
    (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
    for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()):
        name = path.relative_to(folder).as_posix()
        day = _day(name)
        issue = content / f"{day:%Y-%m-%d}"
        if not issue.exists():
            issue.mkdir()
            top = f"---\nissue date: {humanize.day(day)}\nstatus: ready\n---\nWelcome to this issue.\n"
            (issue / "issue.md").write_text(top, "utf-8")
        text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n")
        (issue / f"{slug(name)}.md").write_text(_as_item(text, slug(name)), "utf-8")
    return content


def _day(name: str) -> date:
    match = _DAY.search(name)
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else _UNDATED
    except ValueError:
        return _UNDATED


def _as_item(text: str, name: str) -> str:
    """Return a Markdown file as an item: its first heading of level 1 is the title, other headings go down a level."""
    body = _TOP.sub("", text, count=1)
    match = _HEADING.search(body)
    title = match[1].strip()[:200] if match else name
    body = body.replace(match[0], "", 1) if match else body
    return f"---\ntitle: {title}\n---\n{_HEADING.sub(lambda heading: f'#{heading[0]}', body)}"


def problems_of(content: Path) -> tuple[Reading | None, Sequence[Problem], str]:
    """Return (reading, problems, traceback): the traceback is that of an unexpected exception, or "" if none came."""
    try:
        reading = read(content)
        return reading, check(reading), ""
    except Exception:  # Any unexpected exception is a result of this benchmark.
        return None, (), traceback.format_exc()


def drawn(reading: Reading, problems: Sequence[Problem], count: int, seed: int) -> Iterator[str]:
    """Yield errors that are drawn at random, each with its line of the file."""
    texts = {source.path: source.text.split("\n") for source in reading.workspace.sources}
    errors = [problem for problem in problems if problem.severity == "error"]
    for error in sorted(random.Random(seed).sample(errors, min(count, len(errors)))):
        lines = texts.get(error.path, ())
        line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
        yield f"{error.rule} {'/'.join(error.path.split('/')[-2:])}:{error.line}:{error.column} {error.message}\n    {line[:200]}"


def build(content: Path, problems: Sequence[Problem], place: Path) -> None:
    """Build a copy without the items that have errors; print time, memory and the sizes of the largest files."""
    copy, out = place / "copy", place / "build"
    shutil.copytree(content, copy)
    for path in {Path(problem.path) for problem in problems if problem.severity == "error"}:
        if path.name != "issue.md" and path.is_relative_to(content):
            (copy / path.relative_to(content)).unlink()
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bulletin", "build", copy, "--out", out], check=True, stdout=subprocess.DEVNULL
    )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"built in {time.perf_counter() - start:.0f} s with {memory} MiB")
    sizes = {path.relative_to(out / "site").as_posix(): path.stat().st_size for path in (out / "site").rglob("*.*")}
    index = {name: size for name, size in sizes.items() if name.startswith("assets/search/")}
    print(
        f"index of the search: {sum(index.values()):,} bytes in {len(index)} parts, the largest {max(index.values()):,}"
    )
    for name, size in sorted(sizes.items(), key=lambda row: -row[1])[:5]:
        print(f"{size:11,} {name}")


def main() -> None:
    """Read the arguments and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--draw", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        content = content_of(unpacked(options.path, Path(place) / "archive"), Path(place))
        start = time.perf_counter()
        reading, problems, unforeseen = problems_of(content)
        print(f"{len(list(content.rglob('*.md')))} files, {time.perf_counter() - start:.0f} s")
        if unforeseen or reading is None:
            print(unforeseen)
            raise SystemExit(1)
        for (rule, severity), count in sorted(
            Counter((problem.rule, problem.severity) for problem in problems).items()
        ):
            print(f"{count:7,} {severity:8} {rule}")
        print(*drawn(reading, problems, options.draw, options.seed), sep="\n")
        if options.build:
            build(content, problems, Path(place))


if __name__ == "__main__":
    main()
