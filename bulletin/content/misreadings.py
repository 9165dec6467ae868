"""Find where a text has another structure than its author meant: lists, tables, and lines that become one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.expressions import compiled
from .source import Block, Source

SHORT_LINE = 45
"""Characters up to which a line may be one of an address or of a timetable."""
_MOST_ENTRIES = 20
_WRAPPED_FROM = 60
"""Characters from which a line may have been wrapped by a program."""

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<blank>[ \t]+)(?=\S)")
_PREFIX = re.compile(r"[ \t]*(?:(?:[-*+>]|[0-9]{1,9}[.)])[ \t]+)*")
"""The marks of lists and quotes before a paragraph."""
_CELL_BAR = re.compile(r"(?<!\\)\|")
_TABBED = re.compile(r"\S[ ]*\t+[ ]*\S")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[^\S\n]+[^\W\d_]{2,}){2}")
_LABELLED = re.compile(r"[*_]{0,3}[^\W_][^:\n]{0,30}:[*_]{0,3} ?\S")
_SENTENCE_END = r"[.!?:;…][\"'”’)\]*_]*$"
_STARTS_ANEW = re.compile(r"[\"'“‘(\[*_]{0,3}[^\W\d_]")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<target>\S.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"<?(?:https?:|mailto:|tel:|www\.|[./#])")
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_COMMENT_LABELS = ("//", "comment", "_", "#", "")


class Misreading(NamedTuple):
    """A place where a text is read otherwise than it was meant."""

    offset: int
    """In the file."""
    says: str
    hint: str
    severity: str
    edits: tuple[tuple[int, int, str], ...] = ()
    """What certainly mends it: start, end, and what to write there."""


def misreadings(source: Source) -> Iterator[Misreading]:
    """Yield every place of a file's text that is read otherwise than it was meant."""
    offsets: set[int] = set()
    for find in _FINDERS:
        for misreading in find(source):
            if misreading.offset not in offsets:  # One cause gives one sentence.
                offsets.add(misreading.offset)
                yield misreading


def _numbers(source: Source) -> Iterator[Misreading]:
    """Find entries whose number is printed as another; those that all have one number are counted by the reader."""
    for _, entries in _numbered_lists(source):
        matches = [_ITEM.match(source.text, entry.start) for entry in entries]
        written = [int(match["number"]) for match in matches if match and match["number"]]
        if len(written) < len(entries) or len(set(written)) < 2:
            continue
        for place, (entry, number) in enumerate(zip(entries, written, strict=True)):
            if number != written[0] + place:
                says = f"This entry has the number {number}, and is printed as {written[0] + place}."
                yield Misreading(entry.start, says, f'Write "{written[0] + place}." in front of it.', "warning")
                break


def _restarts(source: Source) -> Iterator[Misreading]:
    """Find lists of one entry with the number 1 that follow each other: each was to be the next number."""
    before: Block | None = None
    for block, entries in _numbered_lists(source):
        alone = len(entries) == 1 and source.text.startswith("1", entries[0].start)
        if alone and before is not None and before.depth == block.depth:
            hint = "Set what stands between the entries in by 3 blanks, so that they stay one list."
            yield Misreading(block.start, "The numbers begin again at 1 here.", hint, "warning")
        before = block if alone else None


def _numbered_lists(source: Source) -> list[tuple[Block, list[Block]]]:
    """Give each list with numbers, and its entries."""
    lists: list[tuple[Block, list[Block]]] = []
    open_lists: list[tuple[Block, list[Block]]] = []
    for block in source.blocks:
        while open_lists and open_lists[-1][0].end <= block.start:
            open_lists.pop()
        if block.kind in ("list", "ordered list"):
            open_lists.append((block, []))
            lists += open_lists[-1:] if block.kind == "ordered list" else []
        elif block.kind == "item" and open_lists and block.depth == open_lists[-1][0].depth + 1:
            open_lists[-1][1].append(block)
    return lists


def _shallow_entries(source: Source) -> Iterator[Misreading]:
    """Find entries that are set in, but not far enough to stand within the one above."""
    parents: dict[int, tuple[int, int]] = {}
    reported = False
    for block in source.blocks:
        if block.kind != "item":
            continue
        indent = block.start - _line_start(source, block.start)
        match = _ITEM.match(source.text, block.start)
        inside = indent + (match.end() - match.start() if match else 2)
        parents = {depth: place for depth, place in parents.items() if depth <= block.depth}
        parent = parents.get(block.depth)
        if parent and parent[0] < indent < parent[1]:
            if not reported:
                says = "This entry is not set in far enough, so it becomes one beside the entry above."
                yield Misreading(block.start, says, f"Set it in by {parent[1]} blanks.", "error")
            reported = True
        else:
            reported = False
            parents[block.depth] = (indent, inside)


def _swallowed(source: Source) -> Iterator[Misreading]:
    """Find lines that a list or a quote takes in, since no empty line stands before them."""
    for block in source.blocks:
        if block.kind != "paragraph" or not block.depth:
            continue
        prefix = _PREFIX.match(source.text, _line_start(source, block.start))
        quoted, margin = (">" in prefix[0], len(prefix[0])) if prefix else (False, 0)
        for (start, end), (later, later_end) in pairwise(_line_spans(source, block)):
            line, after = source.text[start:end], source.text[later:later_end]
            lazy = not after.lstrip().startswith(">") if quoted else len(after) - len(after.lstrip()) < margin
            bare = after.strip()
            anew = _STARTS_ANEW.match(bare) and bare.lstrip("\"'“‘([*_")[:1].isupper()
            ended = compiled(_SENTENCE_END).search(line.rstrip()) or len(line.rstrip()) < _WRAPPED_FROM
            if lazy and anew and ended:
                what = "the quote" if quoted else "the entry of the list"
                says = f"This line becomes a part of {what} above."
                yield Misreading(later, says, "Put an empty line before it, or set it in.", "warning")
                break


def _cells(source: Source) -> Iterator[Misreading]:
    """Find rows of tables with other cells than the head has: what is beyond the head is printed nowhere."""
    for block in source.blocks:
        if block.kind != "table":
            continue
        head, _, *rows = _line_spans(source, block)
        columns = _cell_count(source.text[slice(*head)])
        for start, end in rows:
            count = _cell_count(source.text[start:end])
            if count and count != columns:
                cells = f"{count} {'cell' if count == 1 else 'cells'} where the head has {columns}"
                lost = " What is beyond is printed nowhere." if count > columns else ""
                says = f"This row has {cells}.{lost}"
                hint = "Write \\| for a bar inside a cell." if count > columns else "Add the cell that is missing."
                yield Misreading(start, says, hint, "error" if count > columns else "warning")


def _cell_count(line: str) -> int:
    bare = line.strip().lstrip(">").strip()
    if not bare:
        return 0
    cells = _CELL_BAR.split(bare)
    return len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())


def _indented(source: Source) -> Iterator[Misreading]:
    """Find paragraphs that are shown in typewriter letters because they are set in."""
    for block in source.blocks:
        if block.kind == "indented code" and _WORDS.search(source.text, block.start, block.end):
            lines = [(start, end) for start, end in _line_spans(source, block) if source.text[start:end].strip()]
            edits = tuple(
                (start, start + len(line) - len(line.lstrip(" \t")), "")
                for start, line in ((start, source.text[start:end]) for start, end in lines)
            )
            says = "This text is set in, and is shown in typewriter letters, with its marks as typed."
            hint = "Take out the blanks in front of it, or put it between ``` lines."
            yield Misreading(block.start, says, hint, "warning", edits if not block.depth else ())


def _tabbed(source: Source) -> Iterator[Misreading]:
    """Find tables that were pasted with tabs, which become one line."""
    for block in source.blocks:
        if block.kind == "paragraph":
            lines = [source.text[start:end] for start, end in _line_spans(source, block)]
            if sum(bool(_TABBED.search(line)) for line in lines) > 1:
                says = "These lines have tabs between columns, and become one line."
                yield Misreading(
                    block.start, says, "Write | between the columns, and |---|---| under the head.", "error"
                )


_UNDERLINE = re.compile(r"\n[ \t>]*(?:(?P<mark>[-=])(?P=mark)*)[ \t]*(?:\n|$)")
"""The line that makes a heading of the text above it: of hyphens, or of equals signs, which somebody meant."""


def _underlined(source: Source) -> Iterator[Misreading]:
    """Find headings that a line of hyphens makes of the text above it."""
    for heading in source.headings:
        if heading.start < source.body or source.text.startswith("#", heading.start):
            continue
        mark = _UNDERLINE.search(source.text, heading.start)
        if mark and mark["mark"] == "-" and source.text[heading.start : heading.start + 1] not in "#<":
            says = "The line of hyphens makes a heading of the text above it."
            hint = 'Put an empty line before the hyphens, or write "## " in front of the heading.'
            yield Misreading(heading.start, says, hint, "warning")


def _empty_headings(source: Source) -> Iterator[Misreading]:
    for heading in source.headings:
        if not heading.text:
            yield Misreading(heading.start, "This heading has no words.", "Take out the # signs.", "warning")


_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def _joined(source: Source) -> Iterator[Misreading]:
    """Find short lines, as of an address or a timetable, that become one."""
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        spans = _line_spans(source, block)
        lines = [source.text[start:end] for start, end in spans]
        # An address counts as one letter, since `bulletin fix` makes it shorter.
        bare = [_WEB_ADDRESS.sub("a", line.strip(" \t>")) for line in lines]
        if not _are_lines_apart(bare) or any(line.endswith(("\\", "  ")) for line in lines[:-1]):
            continue
        edits = tuple((start + len(line.rstrip()), end, "\\") for (start, end), line in zip(spans, lines, strict=True))
        says = f"These {len(lines)} lines become one."
        hint = "End each with \\, or begin each with - for a list."
        yield Misreading(block.start, says, hint, "info", edits[:-1])


def _are_lines_apart(lines: Sequence[str]) -> bool:
    """Tell whether lines were typed one below the other to stay so."""
    if len(lines) < 2 or any(len(line) > SHORT_LINE or _ITEM.match(line) for line in lines):
        return False
    if all(_LABELLED.match(line) for line in lines):
        return True
    starts = all(line[:1].isupper() or line[:1].isdigit() for line in lines)
    return len(lines) > 2 and starts and not any(compiled(_SENTENCE_END).search(line) for line in lines[1:-1])


def _numbers_in_text(source: Source) -> Iterator[Misreading]:
    """Find entries with numbers that a paragraph takes in: only the number 1 begins a list there."""
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        for (start, end), (later, later_end) in pairwise(_line_spans(source, block)):
            match = _ITEM.match(source.text, later, later_end)
            number = int(match["number"]) if match and match["number"] else 0
            if 1 < number <= _MOST_ENTRIES and end - start < _WRAPPED_FROM:
                says = "This line becomes a part of the text above, and no entry of a list."
                yield Misreading(later, says, "Put an empty line before it.", "warning")
                break


def _unused(source: Source) -> Iterator[Misreading]:
    """Find definitions that nothing uses: what they say is printed nowhere."""
    definitions = [match for match in _DEFINITION.finditer(source.text, source.body) if _is_definition(source, match)]
    labels = Counter(_folded(label) for label in _LABEL.findall(source.text, source.body)) if definitions else Counter()
    defined = Counter(_folded(match["label"]) for match in definitions)
    for match in definitions:
        label = _folded(match["label"])
        if labels[label] <= defined[label]:
            yield _unused_definition(match)


def _unused_definition(match: re.Match[str]) -> Misreading:
    label = match["label"]
    if label.strip() in _COMMENT_LABELS:
        return Misreading(match.start(), "No reader sees this line.", "Write <!-- … --> for a note to editors.", "info")
    if label.startswith("^"):
        says = f'Nothing leads to the note "{label[1:]}", so it is printed nowhere.'
        return Misreading(match.start(), says, f"Write [{label}] where it belongs.", "error")
    says = "Nothing uses this line, so it is printed nowhere."
    hint = f"Write [words][{label}] where the link belongs, or \\[{label}]: if it is text."
    return Misreading(match.start(), says, hint, "warning" if _ADDRESS.match(match["target"]) else "error")


def _is_definition(source: Source, match: re.Match[str]) -> bool:
    """Tell whether a line is one: no reader sees it, or it is a note, and it stands in no code and no comment."""
    label = match["label"]
    if source.said[match.start() : match.end()].strip() and not label.startswith("^"):
        return False
    hidden = (block for block in source.blocks if block.kind.endswith("code") or block.kind == "comment")
    return not any(block.start <= match.start() < block.end for block in hidden)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


_FINDERS: tuple[Callable[[Source], Iterator[Misreading]], ...] = (
    _shallow_entries,
    _numbers,
    _restarts,
    _swallowed,
    _cells,
    _indented,
    _tabbed,
    _underlined,
    _empty_headings,
    _joined,
    _numbers_in_text,
    _unused,
)


def _line_start(source: Source, offset: int) -> int:
    return source.text.rfind("\n", 0, offset) + 1


def _line_spans(source: Source, block: Block) -> list[tuple[int, int]]:
    """Return the start and end of each line of a block, without the empty ones at its end."""
    spans = []
    start = _line_start(source, block.start)
    while start <= block.end:
        end = source.text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        spans.append((start, end))
        start = end + 1
    while len(spans) > 1 and not source.text[slice(*spans[-1])].strip():
        spans.pop()
    return spans
