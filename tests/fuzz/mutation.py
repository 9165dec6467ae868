"""Damage a folder as typing mistakes and faulty programs do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.fuzz.grammar import Folder

HOSTILE = (
    "\u2028::set-output name=a::b",
    "\u0085",
    "\u200b",
    "\u202e",
    "\x00",
    "\x0c",
    "\x1b[31m",
    "::error::x",
    "##[error]x",
    "%0A::error::x",
    "{{ 7 * 7 }}",
    "{name}",
    "{0}",
    "%s",
    "<script>alert(1)</script>",
    "<!-- ",
    "]]>",
    "&#x200b;",
    "[[[[",
    "****",
    "````",
    "| | |",
    "![](files/a.png)",
    '![a "b" c](files/a.png)',
    "[a](javascript:alert(1))",
    "[a](//example.org)",
    "<https://example.org/>",
    "http://[::1",
    "https://example.org:99999999/",
    "mailto:",
    "tel:+",
    "\u00e9\u0301" * 9,
    "\U0001f469\u200d\U0001f4bb",
    "ﷺ" * 40,
    "a" * 300,
    "9" * 30,
    "1 January 0001",
    "31 December 9999",
    "31 February 2022",
    "1 January 1",
    "0:00 to 24:00",
    "27 March 2022, 1:30am to 2:30am",
    "30 October 2022, 1am to 1:30am",
    "99999999999999999999 working days before",
    "3 workng days before",
    "circulation: limited",
    "# circulation: limited",
    "- circulation: staff",
    "hold until: 1 March 2030",
    "---",
    "time: 9am to 25pm",
    "title: |",
    "default circulation: public",
    "slug: " + "a" * 260,
    "slug: index",
    "slug: con",
    "moved to: nothing",
    "repeat: zf000xv",
    "sessions:",
    "  - every Tuesday from 1 March 0001 to 29 March 9999, 10am to 11am",
    "  - Cohort: 1 March 2022 to 1 March 2023",
    "book: not needed",
    "image: files/../../bulletin.yml",
    "attachments: /etc/passwd",
    "logo: files/none.png",
    "time zone: Etc/Nowhere",
    "time zone: ../../etc/passwd",
    "language: x",
    "theme: ../..",
    "base url: https://example.org",
    "base url: http://localhost/{}",
    "subject: {name.__class__}",
    "subject: {name!r:>{covers}}",
    "email budget: -1",
    "remind: 0 minutes",
    "extra bank holidays: 1 January 1",
    "bank holidays: France",
    "checks:\n  DAT: off\n  RST01: off",
    "ignore: RST03 because I say so",
    "topics: con, aux, ../x, index",
    "issue date: 1 January 1",
    "issue date: 31 December 9999",
)


def mutate(random: Random, folder: Folder) -> Folder:
    """Return a copy of a folder with one to four random damages."""
    damaged = dict(folder)
    for _ in range(random.choice((1, 1, 2, 4))):
        path = random.choice(sorted(damaged))
        random.choice(_DAMAGE)(random, damaged, path)
    return damaged


def _lines(random: Random, folder: Folder, path: str, change: Callable[[list[bytes], int], None]) -> None:
    lines = folder[path].split(b"\n")
    change(lines, random.randrange(len(lines)))
    folder[path] = b"\n".join(lines)


def _delete_line(random: Random, folder: Folder, path: str) -> None:
    _lines(random, folder, path, lambda lines, at: lines.__delitem__(at))


def _double_line(random: Random, folder: Folder, path: str) -> None:
    _lines(random, folder, path, lambda lines, at: lines.insert(random.randrange(len(lines)), lines[at]))


def _insert_line(random: Random, folder: Folder, path: str) -> None:
    hostile = random.choice(HOSTILE).encode()
    _lines(random, folder, path, lambda lines, at: lines.insert(at, hostile))


def _prefix_line(random: Random, folder: Folder, path: str) -> None:
    prefix = random.choice((b"# ", b"- ", b"  ", b"  - ", b"> ", b"\t", "\u00a0".encode(), b"#", b"    "))
    _lines(random, folder, path, lambda lines, at: lines.__setitem__(at, prefix + lines[at]))


def _replace_value(random: Random, folder: Folder, path: str) -> None:
    hostile = random.choice(HOSTILE).encode()

    def change(lines: list[bytes], at: int) -> None:
        key, colon, _ = lines[at].partition(b":")
        lines[at] = key + colon + b" " + hostile

    _lines(random, folder, path, change)


def _insert_text(random: Random, folder: Folder, path: str) -> None:
    data, at = folder[path], random.randrange(len(folder[path]) + 1)
    folder[path] = data[:at] + random.choice(HOSTILE).encode() + data[at:]


def _flip_byte(random: Random, folder: Folder, path: str) -> None:
    data = bytearray(folder[path])
    if data:
        data[random.randrange(len(data))] = random.randrange(256)
    folder[path] = bytes(data)


def _cut(random: Random, folder: Folder, path: str) -> None:
    folder[path] = folder[path][: random.randrange(len(folder[path]) + 1)]


def _repeat(random: Random, folder: Folder, path: str) -> None:
    data = folder[path]
    start = random.randrange(len(data) + 1)
    part = data[start : start + random.choice((1, 2, 20, 200))]
    folder[path] = data[:start] + part * min(random.choice((2, 50, 2000)), 20_000 // (len(part) or 1)) + data[start:]


def _rename(random: Random, folder: Folder, path: str) -> None:
    parent, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    other = random.choice(
        (name.upper(), "ä" * 60 + dot + ending, "n" * 250 + dot + ending, f"{stem} (1){dot}{ending}", "—.md", "con.md")
    )
    if other.encode() and len(other.encode()) <= 255 and parent != "content":
        folder[f"{parent}/{other}"] = folder.pop(path)


def _remove(random: Random, folder: Folder, path: str) -> None:
    if len(folder) > 1:
        del folder[path]


def _mix(random: Random, folder: Folder, path: str) -> None:
    other = folder[random.choice(sorted(folder))]
    folder[path] = folder[path][: random.randrange(len(folder[path]) + 1)] + other[random.randrange(len(other) + 1) :]


_DAMAGE = (
    _delete_line,
    _double_line,
    _insert_line,
    _insert_line,
    _insert_line,
    _prefix_line,
    _replace_value,
    _replace_value,
    _replace_value,
    _insert_text,
    _insert_text,
    _flip_byte,
    _cut,
    _repeat,
    _rename,
    _remove,
    _mix,
)
