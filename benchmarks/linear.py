"""Time each kind of file at a size and at twice that size: the time to read any text must grow linearly.

`python benchmarks/linear.py` fills every kind of file with each of its marks and with each character of ASCII, at the
largest size that is read and at half of it; an item also with each line of the rules' corpus (`--kind rules --own`).
It prints those that take more than 2.5 times as long at the larger size, and then exits with 1.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.errors import BulletinError
from bulletin.outputs import render

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.checks.precision import lines

LARGEST = 255 * 1024
"""The larger size in bytes; Bulletin reads texts of up to 256 KiB."""
MOST = 2.5
"""The highest allowed ratio between the time for a file and the time for a file of half its size."""
QUICK = 0.25
"""Times below this many seconds are too inexact to compare."""
CHARACTERS = (*(set(string.printable) - set("\r\x0b\x0c")), "é", "’", "—", "\u00a0", "日", "👩")

SETTINGS = (
    "name: A\nemail: team@example.org\ndefault circulation: public\nbase url: https://example.org/a/\nplace: Teams\n"
)
ISSUE = "---\nissue date: 1 February 2022\nstatus: ready\n---\n"
ITEM = "---\ntitle: A thing to read\n---\n"
TRAINING = "---\ntitle: A course\ntime: 9am to 10am\nbook: https://example.org/b\nsessions:\n"

PROSE = (
    "[[", "](", "[a](b", "![", "![a](", "**", "*a ", "**a", "_a", "***a** ", "`", "``a`", "~~", "> ", ">", "- ", "1. ", "# ",
    "|", "|a", "| |\n", "|-", "<", "<a", "<!--", "</", "&", "&amp", "\\", "\\[", "a@", "a@b.", "http://", "https://a.b/(",
    "www.", "0161 ", "1/2/", "1 March ", "9am to ", "A B ", "CD ", "the the ", "NHS-", "“", "(", "((a", "a-", "a'b", "a.b",
    "\n", "\n\n", " \n", "- a\n", "> a\n", "  - a\n", "a  \n", "|a|b|\n|-|-|\n", "[a]: b\n", "    a\n", "```\n", "# a\n", "---\n",
    "circulation: limited\n", "key: a\n", "a\n===\n", "<b>", "[a](https://example.org/)", "*a*", "`a`", "<https://a.b>",
    "a. b ", "a`s ", "[b]a", "''a", "== a\n", "{#", "-- a\n", "o a\n", "a   b\n", "✅ a\n", "> [!NOTE]\n", "=E2=80", "<b>a</b>",
)  # fmt: skip
LINES = (
    "topics: a\n", "title: a\n", "contact: a@b.org\n", "  - a\n", "- a\n", "  a\n", "# a\n", "key: |\n", "  b: c\n", "links: [a](\n",
    "  - 1 March 2022\n", "  - 1 March 2022, 9am to 10am, at A, B (full)\n", "  - A: 1 March 2022 and 2 March 2022\n", "\n", " \n", "---\n",
    "a: 'b\n", '  - "a\n', "a: ['b',\n", "  'a\n", "a: >\n  b\n",
)  # fmt: skip
VALUES = (
    "(", ")", ",", ", ", ":", ": ", "a: ", "9am ", "to ", "1 ", "1/", "March ", "at ", "https://", "[", "](",
    "<", "-", " - ", "@", "a@",
)  # fmt: skip
SHEET = (
    "/*", "*/", "{", "}", "{{", "{%", "{#", ".a{}", ".a{b:c}", "a:b;", "a,", "a ", ".a", "#", "@", ";",
    "a{b:c;b:c}", "\n", "{ }",
)  # fmt: skip
LEDGER = ("[", "{", '"', '{"a":', "1", "\\u0061", ",", " ", "\n", "[],")
MARKUP = (
    "<", "</", "<w:t>", "<w:p>", "&", "&amp;", "<!--", "<w:ins ", "<dc:creator>", "a ", "485 777 3457 ",
    "a@b.org ",
)  # fmt: skip


class Kind(NamedTuple):
    """A kind of file, and how to fill it."""

    name: str
    path: str
    marks: tuple[str, ...]
    make: Callable[[str, int], bytes]
    """Returns a file filled with a mark: (mark, size in bytes) → the file's bytes."""
    largest: int = LARGEST


def _filled(head: str, mark: str, size: int) -> bytes:
    return (head + mark * ((size - len(head)) // len(mark.encode()))).encode()


def _after(head: str) -> Callable[[str, int], bytes]:
    return lambda mark, size: _filled(head, mark, size)


def _between(head: str, tail: str) -> Callable[[str, int], bytes]:
    return lambda mark, size: _filled(head, mark, size) + tail.encode()


def _values(key: str, head: str = TRAINING) -> Callable[[str, int], bytes]:
    """Return a function that fills a file with lines of one key or list entry, each with a value of about 900 letters."""

    def make(mark: str, size: int) -> bytes:
        line = key + mark * (900 // len(mark)) + "\n"
        return _filled(head, line, size) + b"---\nText.\n"

    return make


def _docx(mark: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _filled("<w:document>", mark, size))
    return out.getvalue()


KINDS = (
    Kind("rules", "content/2022-02/a.md", tuple(f"{line.text} " for line in lines()), _after(ITEM), 60_000),
    Kind("item", "content/2022-02/a.md", PROSE, _after(ITEM)),
    Kind("item's top part", "content/2022-02/a.md", LINES, _between("---\ntitle: A\n", "---\nText.\n")),
    Kind("session lines", "content/2022-02/a.md", VALUES, _values("  - ")),
    Kind("values", "content/2022-02/a.md", VALUES, _values("contact: ")),
    Kind("issue", "content/2022-02/issue.md", PROSE, _after(ISSUE)),
    Kind("snippet", "content/snippets/s.md", PROSE, _after("---\ntitle: A\nuse on: information\n---\n")),
    Kind("settings", "content/bulletin.yml", LINES, _after(SETTINGS)),
    Kind("topics", "content/bulletin.yml", VALUES, _values("  - ", f"{SETTINGS}topics:\n")),
    Kind("word list", "content/words/misspellings.txt", ("a: b\n", "a\n", ":", "# a\n"), _after("")),
    Kind("ledger", "content/ledger.json", LEDGER, _after(""), 1_000_000),
    Kind("own.css", "templates/email/own.css", SHEET, _after("")),
    Kind("theme.yml", "templates/themes/x/theme.yml", ("brand: ", "a: b\n", ", ", "a, ", "#"), _after("font: ")),
    Kind("template", "templates/web/robots.txt", (*SHEET, "{{ 1 }}", "{% if 1 %}{% endif %}"), _after("")),
    Kind("docx", "content/2022-02/files/a.docx", MARKUP, _docx, 1_000_000),
    Kind("text attachment", "content/2022-02/files/a.txt", MARKUP, _after(""), 1_000_000),
)


def main() -> int:
    """Time every kind of file; return 1 if the time of one grows faster than linearly, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="Try a size that is this part of the largest.")
    parser.add_argument("--best", type=int, default=5, help="Take the best of so many times.")
    parser.add_argument("--kind", default="", help="Only kinds whose name begins so.")
    parser.add_argument("--own", action="store_true", help="Only the marks of a kind, not every character.")
    options = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory() as scratch:
        for kind in KINDS:
            if kind.name.startswith(options.kind):
                for line in _slow_marks(kind, options, Path(scratch)):
                    slow += 1
                    print(line, flush=True)
                print(f"{kind.name}: tried", flush=True)
    print(f"{slow} too slow" if slow else "everything is linear")
    return 1 if slow else 0


def _slow_marks(kind: Kind, options: argparse.Namespace, root: Path) -> Iterator[str]:
    marks = kind.marks if options.own else (*kind.marks, *sorted(CHARACTERS))
    for mark in dict.fromkeys(marks):
        size = kind.largest // options.share
        whole = min(_timed(kind, mark, size, root) for _ in range(2))
        if whole > QUICK / options.share:
            half = min(_timed(kind, mark, size // 2, root) for _ in range(options.best))
            whole = min([whole, *(_timed(kind, mark, size, root) for _ in range(options.best - 2))])
            if whole > MOST * half:
                yield f"{kind.name}: {mark!r} takes {whole:.2f}s for {size:,} bytes, {half:.2f}s for half: {whole / half:.1f} times"


def _timed(kind: Kind, mark: str, size: int, root: Path) -> float:
    content = _folder(root / f"{kind.name}-{size}")
    file = content.parent / kind.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(kind.make(mark, size))
    start = time.process_time()
    reading = read(content)
    check(reading)
    if reading.bulletin:
        with suppress(BulletinError):
            list(render(reading.bulletin))
    return time.process_time() - start


def _folder(root: Path) -> Path:
    content = root / "content"
    (content / "2022-02" / "files").mkdir(parents=True, exist_ok=True)
    (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
    (content / "2022-02" / "issue.md").write_text(f"{ISSUE}Hello.\n", "utf-8")
    names = sorted(path.name for path in (content / "2022-02" / "files").iterdir())
    attached = f"attachments: {', '.join(names)}\n" if names else ""
    (content / "2022-02" / "a.md").write_text(f"---\ntitle: A thing to read\n{attached}---\nText.\n", "utf-8")
    return content


if __name__ == "__main__":
    sys.exit(main())
