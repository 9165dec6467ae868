"""Part a text into rows of the email, because Word cuts a row that is higher than its page.

Heights are estimated from the number of letters and blocks, and rather too high than too low.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]
from markupsafe import Markup

ROW = 2_000
"""Characters of HTML from which a text goes on in another row: half a page of Word's or less."""
HIGHEST = 1_100
"""Pixels that a row is estimated to have at most; Word's page has about 1,700."""

_LINE = 24
"""Pixels."""
_LETTERS = 62
"""In a line, on average: the text of the email is 576 pixels wide."""
_NARROW_LETTERS = 22
"""In a line of a cell of a table, on average."""
_ADDED = {"p": 16, "li": 16, "h4": 24, "h5": 16, "h6": 16, "tr": 16, "blockquote": 24, "br": _LINE, "caption": _LINE}
"""Pixels that an element has besides the lines of its text."""

_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_EMPTY = ("br", "hr", "img")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def split_rows(html: str) -> tuple[Markup, ...]:
    """Split a text into pieces that are rows of their own."""
    depth, start = 0, 0
    pieces: list[str] = []
    for tag in _ELEMENT.finditer(html):
        depth += 0 if tag[2] in _EMPTY else -1 if tag[1] else 1
        if depth == 0 and tag.end() - start > ROW:
            pieces.append(html[start : tag.end()])
            start = tag.end()
    rest = html[start:]
    if rest.strip() or not pieces:
        pieces.append(rest)
    return tuple(Markup(part) for piece in pieces for part in _low_enough(piece))


def _low_enough(html: str) -> Iterable[str]:
    """Part a piece that may be too high for one row."""
    if len(html) <= ROW and "<img" not in html:
        return (html,)
    blocks = lxml_html.fragments_fromstring(html)
    if sum(map(_height, blocks)) <= HIGHEST:
        return (html,)
    return ("".join(map(_written, group)) for group in _grouped(blocks))


def _written(block: Any) -> str:
    return block if isinstance(block, str) else lxml_html.tostring(block, encoding="unicode", with_tail=True)


def _height(block: Any, letters: int = _LETTERS) -> int:
    """Estimate the height of an element with its tail, or of a text."""
    if isinstance(block, str):
        return _lines(block, letters)
    if not isinstance(block.tag, str):
        return 0  # A comment, for Word alone.
    if block.tag == "tr":
        return max((_height(cell, _NARROW_LETTERS) for cell in block), default=0) + _ADDED["tr"]
    own = int(block.get("height") or 0) if block.tag == "img" else _ADDED.get(block.tag, 0)
    text = "".join([block.text or "", *(child.tail or "" for child in block)])
    inline = [child for child in block if child.tag in _INLINE]
    text += "".join(child.text_content() for child in inline)
    return own + _lines(text, letters) + sum(_height(child, letters) for child in block if child.tag not in _INLINE)


_INLINE = ("a", "b", "code", "del", "em", "s", "span", "strong", "sup")


def _lines(text: str, letters: int) -> int:
    return -(-len(text.strip()) // letters) * _LINE


def _grouped(blocks: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield blocks in groups that are low enough; one that is too high itself is parted."""
    group: list[Any] = []
    height = 0
    for block in chain.from_iterable(map(_parted, blocks)):
        added = _height(block)
        if group and height + added > HIGHEST:
            yield group
            group, height = [], 0
        group.append(block)
        height += added
    if group:
        yield group


def _parted(block: Any) -> Iterable[Any]:
    """Part an element that is too high into elements of its kind."""
    if isinstance(block, str) or _height(block) <= HIGHEST:
        return (block,)
    is_data = block.tag == "table" and "data" in (block.get("class") or "").split()
    kind = "table of data" if is_data else block.tag
    return _PARTS[kind](block) if kind in _PARTS else (block,)


def _parts_of_container(element: Any) -> Iterator[Any]:
    """Part a list, an entry, a quotation or a panel between the blocks in it."""
    tail, element.tail = element.tail, None
    number = int(element.get("start", 1))
    for count, group in enumerate(_grouped(_children(element))):
        part = _empty_copy(element)
        if element.tag == "ol" and count:
            part.set("start", str(number))
        if element.tag == "li" and count:
            part.set("style", _CONTINUED)
        for block in group:
            _append(part, block)
        number += sum(child.tag == "li" and child.get("style") != _CONTINUED for child in part)
        yield part
    part.tail = tail


_CONTINUED = "list-style-type: none"
"""Of an entry that goes on in another row, so that it has no second mark or number."""


def _children(element: Any) -> Iterator[Any]:
    """Yield what stands in an element: texts, each with the inline elements beside it, and blocks."""
    run = _empty_copy(element, "span")
    run.text = element.text
    for child in list(element):
        if child.tag in (*_INLINE, "br", "img"):
            run.append(child)
            continue
        tail, child.tail = child.tail, None
        yield from _unwrapped(run)
        yield child
        run = _empty_copy(element, "span")
        run.text = tail
    yield from _unwrapped(run)


def _unwrapped(run: Any) -> Iterator[Any]:
    if len(run) or (run.text or "").strip():
        run.set("class", "run")
        yield run


def _append(parent: Any, block: Any) -> None:
    """Append an element; a run is appended as the text and elements that are in it."""
    if block.get("class") != "run":
        parent.append(block)
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + (block.text or "")
    else:
        parent.text = (parent.text or "") + (block.text or "")
    for child in list(block):
        parent.append(child)


def _empty_copy(element: Any, tag: str = "") -> Any:
    copy = element.makeelement(tag or element.tag)
    if not tag:
        for name, value in element.attrib.items():
            copy.set(name, value)
    return copy


def _parts_of_table(table: Any) -> Iterator[Any]:
    """Part a table of data between its rows; each part has the heads, and a caption that counts the parts."""
    rows = list(table.iterfind("tbody/tr"))
    table.find("tbody").clear()  # Each part is a copy of what is left.
    for count, group in enumerate(_grouped(rows), 1):
        part = copy.deepcopy(table)
        part.find("tbody").extend(group)
        caption = part.find("caption")
        if caption is not None and count > 1:
            for heading in caption.iterfind("*"):
                heading.drop_tag()
            caption.text = f"{caption.text or ''}, part {count}"
        yield part


def _parts_of_panel(table: Any) -> Iterator[Any]:
    """Part a panel, which is a table of one cell."""
    cell = next(table.iter("td"))
    blocks, attributes = list(_children(cell)), dict(cell.attrib)
    cell.clear()  # Each part is a copy of what is left.
    cell.attrib.update(attributes)
    for group in _grouped(blocks):
        part = copy.deepcopy(table)
        own = next(part.iter("td"))
        for block in group:
            _append(own, block)
        yield part


def _parts_of_paragraph(paragraph: Any) -> Iterator[Any]:
    """Part a paragraph at the end of a sentence near its middle, as long as the parts are too high."""
    place = _middle(paragraph)
    if place is None:
        yield paragraph
        return
    index, offset = place
    first, second = copy.deepcopy(paragraph), _empty_copy(paragraph)
    text = (first.text if index < 0 else first[index].tail) or ""
    second.text = text[offset:]
    for child in list(first)[index + 1 :]:
        second.append(child)
    if index < 0:
        first.text = text[:offset]
    else:
        first[index].tail = text[:offset]
    first.tail = "\n"
    second.tail = paragraph.tail
    yield from _parted(first)
    yield from _parted(second)


def _middle(paragraph: Any) -> tuple[int, int] | None:
    """Find the sentence end in the paragraph's own text that is nearest to its middle.

    Returns the child after which the text stands, -1 for none, and the offset in it.
    """
    places, before, count = [], 0, len(paragraph)
    for index, child in enumerate([None, *paragraph], -1):
        before += len(child.text_content()) if child is not None else 0
        text = (paragraph.text if child is None else child.tail) or ""
        goes_on = index + 1 < count
        ends = [match.end() for match in _SENTENCE_END.finditer(text) if goes_on or text[match.end() :].strip()]
        places += [(before + end, index, end) for end in ends]
        before += len(text)
    if not places:
        return None
    _, index, offset = min(places, key=lambda place: abs(place[0] - before / 2))
    return index, offset


_PARTS: Mapping[str, Callable[[Any], Iterable[Any]]] = {
    "ul": _parts_of_container,
    "ol": _parts_of_container,
    "li": _parts_of_container,
    "dl": _parts_of_container,
    "dd": _parts_of_container,
    "blockquote": _parts_of_container,
    "p": _parts_of_paragraph,
    "table of data": _parts_of_table,
    "table": _parts_of_panel,
}
"""How an element is parted, by its tag."""
