"""Read plain text, and Markdown with another program's top part, into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ..content.markdown import MarkdownText, parse
from ..text import humanize
from .blocks import BlockKind, Cell, DocumentBlock, DocumentText, Margin, TextRun, Unreadable
from .html_page import decoded, read_html

_ENTRY = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•●▪◦‣·○]|(?<=[ \t])o(?=[ \t])|(?P<number>[0-9]{1,3})[.)])[ \t]+(?=\S)")
_ANGLED = re.compile(r"(?P<words>[^\s<>][^<>\n]{0,200}?)\s*<(?P<url>(?:https?|mailto):[^\s<>]{1,2000})>")
"""A link as mail programs write it into plain text: "words <https://…>"."""
_RULE = re.compile(r"[ \t]*(?:[-=*_~]{4,}|\f)[ \t]*")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*")
_FENCE = re.compile(r"-{3,}[ \t]*|\+{3}[ \t]*")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}?)[ \t]*[:=][ \t]*(?P<value>.*)")
_LEVEL = re.compile(r"(?im)^[ \t]*circulation[ \t]*[:=][ \t]*[\"']?(?P<level>limited|staff)\b[\"']?")
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_TABLE_LINE = re.compile(r"[^\t\n]+(?:\t+[^\t\n]+)+")


def read(data: bytes) -> DocumentText:
    """Read a text in UTF-8, UTF-16 or Windows-1252; raises Unreadable."""
    return read_lines(_decode_text(data))


def read_markdown(data: bytes) -> DocumentText:
    """Read Markdown, with the keys of its top part; raises Unreadable."""
    text = _decode_text(data)
    keys, body, remarks = _split_top_part(text)
    # Struck words stay, since Bulletin puts them into words.
    page = parse(MarkdownText(body)).prose.page.replace("<s>", "").replace("</s>", "")
    document = read_html(page)
    top = text[: len(text) - len(body)]
    levels = [f"Restricted circulation: {match['level']}." for match in _LEVEL.finditer(top)]
    unseen = [Margin("the top part", words) for words in (*levels, top)]
    unseen += [Margin("a comment", note) for note in _comments(body)]
    title = keys.get("title", "")
    heading = (DocumentBlock(BlockKind.HEADING, (TextRun(title),), 1),) if title else ()
    return document._replace(
        blocks=(*heading, *document.blocks),
        title=title,
        margins=(*document.margins, *unseen),
        remarks=(*document.remarks, *remarks),
        keys=MappingProxyType({key: value for key, value in keys.items() if key != "title"}),
    )


def _comments(text: str) -> Iterator[str]:
    """Yield the comments of a Markdown text, which nobody would see."""
    for part in text.split("<!--")[1:]:
        yield part.partition("-->")[0].strip()


def _decode_text(data: bytes) -> str:
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("It is no text.", "Save it as text, and import that.")
    return decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def read_lines(text: str) -> DocumentText:
    """Read plain text: paragraphs between empty lines, entries of lists, columns between tabs."""
    blocks: list[DocumentBlock] = []
    for paragraph in re.split(r"\n[ \t]*\n|\f", text):
        lines = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
        blocks += _blocks_of_paragraph(lines) if lines else ()
    return DocumentText(tuple(blocks))


def _blocks_of_paragraph(lines: Sequence[str]) -> Iterator[DocumentBlock]:
    entries = list(filter(None, map(_ENTRY.match, lines)))
    if len(lines) > 1 and not entries and all(_TABLE_LINE.fullmatch(line.strip()) for line in lines):
        rows = tuple(tuple(_runs_with_links(cell.strip()) for cell in re.split(r"\t+", line.strip())) for line in lines)
        yield DocumentBlock(BlockKind.TABLE, rows=rows)
        return
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]):
        yield DocumentBlock(BlockKind.HEADING, _runs_with_links(lines[0].strip()), 2, is_sure=False)
        return
    group: list[str] = []
    indents = sorted({_width(entry) for entry in entries})
    last: re.Match[str] | None = None
    for line in lines:
        entry = _ENTRY.match(line)
        if _RULE.fullmatch(line) or entry:
            yield from _block_of_lines(last, group, indents)
            group = []
        elif last and not _goes_on(last, line):
            yield from _block_of_lines(last, group, indents)
            last, group = None, []
        if _RULE.fullmatch(line) and not entry:
            last = None
            yield DocumentBlock(BlockKind.BREAK)
        else:
            last = entry or last
            group.append(line[entry.end() :].strip() if entry else line.strip())
    yield from _block_of_lines(last, group, indents)


def _goes_on(entry: re.Match[str], line: str) -> bool:
    """Tell whether a line belongs to the entry above it: it is set in further, or begins in small letters."""
    return len(line) - len(line.lstrip()) > _width(entry) or line.lstrip()[:1].islower()


def _block_of_lines(
    entry: re.Match[str] | None, lines: Sequence[str], indents: Sequence[int]
) -> Iterator[DocumentBlock]:
    """Yield the block of some lines: an entry with the lines that belong to it, or a paragraph."""
    if entry is None:
        yield from _text_block(lines)
    elif lines:
        number = int(entry["number"].strip("().")) if entry["number"] else 1
        depth = indents.index(_width(entry))
        runs = _runs_with_links(" ".join(lines))
        yield DocumentBlock(BlockKind.ENTRY, runs, depth, ordered=entry["number"] is not None, number=number)


def _width(entry: re.Match[str]) -> int:
    return len(entry["indent"].expandtabs(4))


def _text_block(lines: Sequence[str]) -> Iterator[DocumentBlock]:
    if lines:
        yield DocumentBlock(BlockKind.TEXT, _runs_with_links("\n".join(lines)))


def _runs_with_links(text: str) -> Cell:
    """Return the words of a text as runs, with the links that a mail program wrote after words."""
    runs: list[TextRun] = []
    start = 0
    for match in _ANGLED.finditer(text):
        words = re.split(r"(?<=[.,;:!?])\s", match["words"])[-1]
        before = text[start : match.end("words") - len(words)]
        runs += [TextRun(before), TextRun(words, match["url"])]
        start = match.end()
    return tuple(run for run in (*runs, TextRun(text[start:])) if run.text)


def _in_words(day: re.Match[str]) -> str:
    """Return a day in words, or unchanged if there is no such day."""
    try:
        return humanize.day(date(int(day["year"]), int(day["month"]), int(day["day"])))
    except ValueError:
        return day[0]


def _split_top_part(text: str) -> tuple[Mapping[str, str], str, list[str]]:
    """Split a file into the keys of an item from its top part, its body, and remarks about keys that were left out."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return {}, text, []
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), 0)
    if not end:
        return {}, text, []
    keys: dict[str, str] = {}
    left_out = []
    for line in lines[1:end]:
        match = _KEY.fullmatch(line)
        if match is None:
            left_out += [line.strip()] if line.strip() else []
            continue
        value = match["value"].strip().strip("'\"")
        name = match["key"].strip().lower()
        day = _DAY.match(value)
        if name == "title":
            keys["title"] = value
        elif name == "date" and day:
            keys["published"] = _in_words(day)
        elif name in ("tags", "topics", "categories"):
            keys["topics"] = ", ".join(part.strip(" '\"") for part in value.strip("[]").split(",") if part.strip())
        elif value:
            left_out.append(f"{match['key']}: {value}")
    return keys, "\n".join(lines[end + 1 :]), [f'"{line[:60]}" in the top part was left out.' for line in left_out]
