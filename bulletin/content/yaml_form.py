"""Rewrite the top part of a file so that YAML reads the same as Bulletin.

Only the entries that YAML would read in another way are rewritten; comments and the body stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .frontmatter import Document, KeyEntry, KeyNames, PlacedText
from .top_part import read, read_settings
from .writing import entry_lines, is_plain, write_value

_COMMENT = re.compile(r"\s*#")
_ENTRY = re.compile(r"[a-z][a-z ]*:(?: .*)?", re.IGNORECASE)
_BULLET = re.compile(r"( *)([-–•·*])\s+\S")
_PLAIN_LIST = re.compile(r"\[ *[^\s\[\]{}\"'#:&*!|>%@`,][^\[\]{}\"'#:&*!|>%@`]*\]")
_LEAD = re.compile(r"\s*")


def in_yaml_form(document: Document, keys: KeyNames, *, fenced: bool) -> str:
    """Return the text of a file with its top part as YAML; unchanged if it has problems or would get another meaning.

    fenced: whether the top part is between fences, as in all files but bulletin.yml.
    """
    if document.problems or not document.text:
        return document.text
    lines = document.text.split("\n")
    entries = sorted(document.entries.values(), key=lambda entry: entry.line)
    end = document.end - 1 if fenced else len(lines)
    start = entries[0].line - 1 if entries else end
    new = [_fence(line) if fenced else line for line in lines[:start]]
    for entry, below in zip(entries, [*entries[1:], None], strict=False):
        new += _entry_as_yaml(entry, lines[entry.line - 1 : below.line - 1 if below else end])
    new += ["---", *lines[end + 1 :]] if fenced else []
    text = "\n".join(new)
    again = (read if fenced else read_settings)(text, document.path, keys)
    return text if not again.problems and _meaning(again) == _meaning(document) else document.text


def _fence(line: str) -> str:
    """Return the first fence as "---"; blank lines and comments before it unchanged."""
    return "---" if line.strip() and not _COMMENT.match(line) else line


def _meaning(document: Document) -> tuple[Mapping[str, object], str]:
    entries = {
        key: [
            text.text if text else None
            for text in (entry.inline, *entry.lines, *(part for sub in entry.subs for part in sub))
        ]
        for key, entry in document.entries.items()
    }
    return entries, document.body


def _entry_as_yaml(entry: KeyEntry, lines: Sequence[str]) -> list[str]:
    """Return the lines of an entry, rewritten if YAML reads them in another way; comments then come before it."""
    used = len(lines)
    while (
        used > 1 and (not lines[used - 1].strip() or _COMMENT.match(lines[used - 1])) and not _covers(entry, used - 1)
    ):
        used -= 1
    if _is_yaml(entry, lines[:used]):
        return list(lines)
    comments = [line for number, line in enumerate(lines[:used]) if _COMMENT.match(line) and not _covers(entry, number)]
    return [*comments, *_rewritten(entry, lines[0]), *lines[used:]]


def _covers(entry: KeyEntry, number: int) -> bool:
    """Tell whether a line belongs to a value of an entry. number: that of the line, from 0 at the key."""
    line = entry.line + number
    return any(text.runs[0].line <= line <= text.runs[-1].line for text in _texts(entry))


def _texts(entry: KeyEntry) -> Iterator[PlacedText]:
    yield from (text for text in (entry.inline, *entry.lines) if text)
    yield from (part for sub in entry.subs for part in sub)


def _is_yaml(entry: KeyEntry, lines: Sequence[str]) -> bool:
    """Tell whether YAML reads an entry as Bulletin does."""
    if not _ENTRY.fullmatch(lines[0]) or any(set(_lead(line)) - {" "} for line in lines):
        return False
    bullets = [match for number, line in enumerate(lines) if (match := _BULLET.match(line)) and _begins(entry, number)]
    straight = {(match[1], match[2]) for match in bullets} <= ({(bullets[0][1], "-")} if bullets else set())
    is_list = len(bullets) == len(entry.lines) and not (entry.lines and entry.inline)
    return straight and is_list and all(_is_safe(text) for text in _texts(entry))


def _lead(line: str) -> str:
    match = _LEAD.match(line)
    return match[0] if match else ""


def _begins(entry: KeyEntry, number: int) -> bool:
    """Tell whether a value of an entry begins on a line. number: that of the line, from 0 at the key."""
    return any(text.runs[0].line == entry.line + number for text in entry.lines)


def _is_safe(text: PlacedText) -> bool:
    return text.closed or is_plain(text.text) or bool(_PLAIN_LIST.fullmatch(text.text))


def _rewritten(entry: KeyEntry, first: str) -> list[str]:
    key = first.partition(":")[0].strip()
    if entry.subs:
        return [f"{key}:", *(_sub_line(name.text, value.text) for name, value in entry.subs)]
    value = entry.inline.text if entry.inline else [line.text for line in entry.lines]
    return entry_lines(key, value) or [f"{key}:"]


def _sub_line(name: str, value: str) -> str:
    return f"  {write_value(name)}:" + (f" {write_value(value, '  ')}" if value else "")
