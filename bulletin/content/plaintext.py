"""Write Markdown tokens as plain text: paragraphs, lists, tables as lines, addresses in angle brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it.token import Token

TABLE_WIDTH = 72
"""The greatest width, in characters, of a table that is set in columns; a wider table becomes "heading: cell" lines."""

LONG_ENTRY = 120
"""A list with an entry of more characters gets empty lines between its entries."""

_BETWEEN = "\n\n"


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the plain text of Markdown tokens, not wrapped, with one empty line between blocks."""
    return _BETWEEN.join(_blocks(iter(tokens), ""))


def _blocks(tokens: Iterator[Token], end: str) -> list[str]:
    """Return the texts of the blocks up to the token of type `end`, which is consumed."""
    blocks = []
    for token in tokens:
        if token.type == end:
            break
        if token.type == "inline":
            blocks.append(_inline_text(token))
        elif token.type in _OPENED:
            blocks.append(_OPENED[token.type](tokens, token))
        elif token.type in ("fence", "code_block"):
            blocks.append("\n".join("    " + line for line in token.content.rstrip("\n").split("\n")))
        elif token.type == "hr":
            blocks.append("* * *")
    return [block for block in blocks if block]


def _quote_text(tokens: Iterator[Token], _token: Token) -> str:
    inner = _BETWEEN.join(_blocks(tokens, "blockquote_close"))
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _list_text(tokens: Iterator[Token], token: Token) -> str:
    number = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
    entries: list[str] = []
    for inner in tokens:
        if inner.type == token.type.replace("open", "close"):
            break
        if inner.type == "list_item_open":
            mark = "- " if number is None else f"{number + len(entries)}. "
            entries.append(_indented(mark, "\n".join(_blocks(tokens, "list_item_close"))))
    apart = any(len(entry) > LONG_ENTRY for entry in entries)
    return (_BETWEEN if apart else "\n").join(entries)


def _indented(mark: str, text: str) -> str:
    first, *rest = text.split("\n")
    margin = " " * len(mark)
    return "\n".join([(mark + first).rstrip(), *((margin + line).rstrip() for line in rest)])


def _table_text(tokens: Iterator[Token], _token: Token) -> str:
    rows: list[list[str]] = []
    caption = ""
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(_inline_text(token))
        elif token.type == "inline":
            caption = f"{_inline_text(token)}\n"
    widths = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * len(widths) <= TABLE_WIDTH:
        return caption + "\n".join(_columns(row, widths) for row in rows)
    return caption + _BETWEEN.join(_labelled(rows[0], row) for row in rows[1:])


def _columns(row: list[str], widths: list[int]) -> str:
    """Set a row in columns of some widths; a cell with several lines continues on the lines below."""
    lines = zip_longest(*(cell.split("\n") for cell in row), fillvalue="")
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _labelled(heads: list[str], row: list[str]) -> str:
    """Write each cell of a row as "heading: cell" on a line; line breaks in a cell become commas."""
    pairs = ((head.replace("\n", " "), cell.replace("\n", ", ")) for head, cell in zip(heads, row, strict=True))
    return "\n".join(f"{head}: {cell}" if head else cell for head, cell in pairs if cell)


def _definitions_text(tokens: Iterator[Token], _token: Token) -> str:
    """Write each term on a line, with its meaning indented below."""
    lines: list[str] = []
    for token in tokens:
        if token.type == "dl_close":
            break
        if token.type == "inline":
            lines.append(_inline_text(token))
        elif token.type == "dd_open":
            lines.append(_indented("  ", "\n".join(_blocks(tokens, "dd_close"))))
    return "\n".join(lines)


def _notes_text(tokens: Iterator[Token], _token: Token) -> str:
    """Write the notes of a text with their numbers."""
    notes: list[str] = []
    for token in tokens:
        if token.type == "footnote_block_close":
            break
        if token.type == "footnote_open":
            notes.append(_indented(f"[{len(notes) + 1}] ", "\n".join(_blocks(tokens, "footnote_close"))))
    return "\n".join(notes)


_OPENED = {
    "blockquote_open": _quote_text,
    "bullet_list_open": _list_text,
    "ordered_list_open": _list_text,
    "table_open": _table_text,
    "dl_open": _definitions_text,
    "footnote_block_open": _notes_text,
}


def _inline_text(token: Token) -> str:
    children = token.children or ()
    parts: list[str] = []
    open_links: list[tuple[int, str]] = []
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type == "footnote_ref":
            parts.append(f"[{child.meta['id'] + 1}]")
        elif child.type == "image" and child.attrs.get("alt"):
            parts.append(f"[{child.attrs['alt']}]")
        elif child.type == "link_open":
            open_links.append((len(parts), str(child.attrs.get("href", ""))))
        elif child.type == "link_close":
            start, url = open_links.pop()
            parts.append(_address("".join(parts[start:]), url))
    return "".join(parts)


def _address(label: str, url: str) -> str:
    """Return the address to print after a link's words, like " <https://…>"; "" if the words are the address."""
    return "" if url in (label, *(f"{scheme}:{label}" for scheme in ("mailto", "tel", "sms"))) else f" <{url}>"
