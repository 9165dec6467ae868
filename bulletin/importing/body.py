"""Write blocks as Markdown that Bulletin reads back as the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import BlockKind, Cell, DocumentBlock, DocumentPicture, TextRun
from .drafts import ImportContext
from .real_links import clean_link
from .section_rows import has_head

_MARKS = re.compile(r"[*`\[\]<~]|\\(?=[!-/:-@\[-`{-~\n]|\Z)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
"""Characters that Markdown would read as a mark."""
_AT_START = re.compile(r"(?P<sign>[#>=|:-]|\+(?=\s|\Z)|[0-9]{1,9}(?=[.)](?:\s|\Z)))")
_WRAPPED_FROM = 60
"""The fewest characters of a line that a program may have wrapped, so that it goes on in the next line."""
_DEEPEST = 3
PICTURE_WORDS = "Say what this picture shows."
"""The placeholder for a picture's text alternative; a rule reports it until it is replaced."""
_HIGHEST, _LOWEST = 2, 4
"""The levels of headings. Level 1 is the title."""


def body(blocks: Sequence[DocumentBlock], context: ImportContext) -> str:
    """Return blocks as Markdown, with empty lines between them, except between entries of a list."""
    levels = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})
    pieces: list[str] = []
    depth = -1
    for block in blocks:
        if block.picture and depth >= 0:
            pieces[-1] += f"\n\n{'   ' * (depth + 1)}{_picture_markdown(block.picture)}"
            continue
        if block.kind is BlockKind.ENTRY:
            level = min(block.level, depth + 1, _DEEPEST)
            piece = _entry_markdown(block, level, context)
            if depth >= 0 and piece:
                pieces[-1] += f"\n{piece}"
                depth = level
                continue
            depth = 0
        else:
            depth = -1
            piece = _block_markdown(block, levels, context)
        pieces += [piece] if piece else []
    return "\n\n".join(pieces) + "\n" if pieces else ""


def _block_markdown(block: DocumentBlock, levels: Sequence[int], context: ImportContext) -> str:
    if block.picture:
        return _picture_markdown(block.picture)
    if block.kind is BlockKind.TABLE:
        return (
            _table_markdown(block, context)
            if has_head(block) and len(block.rows) > 2
            else _table_as_list(block, context)
        )
    if block.kind is BlockKind.HEADING:
        level = min(_HIGHEST + levels.index(block.level), _LOWEST)
        return f"{'#' * level} {_on_one_line(block.runs, context)}"
    return _safe_start("\n".join(_text_lines(block.runs, context)))


def _picture_markdown(picture: DocumentPicture) -> str:
    return f"![{PICTURE_WORDS}](files/{picture.name})"


def _entry_markdown(block: DocumentBlock, level: int, context: ImportContext) -> str:
    text = _on_one_line(block.runs, context)
    return f"{'   ' * level}{f'{block.number}.' if block.ordered else '-'} {_safe_start(text)}" if text else ""


def _table_as_list(table: DocumentBlock, context: ImportContext) -> str:
    """Write a small table as a list: each row on a line, or with a head and one row, "head: cell" on each line."""
    if has_head(table) and len(table.rows) == 2:
        cells = [(cell, [head, cell]) for head, cell in zip(*table.rows, strict=False)]
        pairs = [pair for cell, pair in cells if _on_one_line(cell, context)]
    else:
        pairs = [list(row) for row in table.rows]
    lines = [": ".join(filter(None, (_on_one_line(cell, context) for cell in pair))) for pair in pairs]
    return "\n".join(f"- {_safe_start(line)}" for line in lines if line)


def _table_markdown(table: DocumentBlock, context: ImportContext) -> str:
    width = max(map(len, table.rows))
    lines = []
    for row in table.rows:
        cells = [_on_one_line(cell, context).replace("|", "\\|") for cell in row]
        lines.append(f"| {' | '.join(cells + [''] * (width - len(cells)))} |")
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def _on_one_line(runs: Cell, context: ImportContext) -> str:
    return " ".join(_runs_markdown(runs, context).split())


def _text_lines(runs: Cell, context: ImportContext) -> Iterator[str]:
    """Yield the lines of a paragraph. A short line keeps its line break; a long one was probably wrapped."""
    lines = [" ".join(line.split()) for line in _runs_markdown(runs, context).split("\n")]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines, 1):
        ends = number < len(lines) and len(line) < _WRAPPED_FROM
        start = _safe_start(line) if number > 1 else line
        yield f"{start}\\" if ends else start


def _runs_markdown(runs: Cell, context: ImportContext) -> str:
    """Write runs as Markdown, with their links."""
    return "".join(_link_markdown(run, context) if run.url else escaped(run.text) for run in runs)


def _link_markdown(run: TextRun, context: ImportContext) -> str:
    """Write a link as Markdown; only its words if the address cannot be used."""
    link = clean_link(run, context)
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    if not link.url or not link.text:
        return escaped(run.text)
    if link.text == link.url:
        return f"{before}<{link.url}>{after}"
    url = f"<{link.url}>" if "(" in link.url or ")" in link.url else link.url
    return f"{before}[{escaped(link.text)}]({url}){after}"


def escaped(text: str) -> str:
    """Put a backslash before characters that Markdown would read as a mark."""
    return _MARKS.sub(lambda match: f"\\{match[0]}", text)


def _safe_start(text: str) -> str:
    """Escape the start of a line that Markdown would read as a list, a heading or a quote."""
    match = _AT_START.match(text)
    if match is None:
        return text
    sign = match["sign"]
    return f"{sign}\\{text[len(sign) :]}" if sign.isdigit() else f"\\{text}"
