"""Split a text into rows of the email, because Word cuts off a row that is higher than its page.

Heights are estimated from the number of letters and blocks; the estimate is too high rather than too low.
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
"""Characters of HTML after which a text continues in another row; they are half a page of Word or less."""
HIGHEST = 1_100
"""The greatest estimated height of a row in pixels; a page of Word has about 1,700."""

_LINE = 24
"""The height of a line in pixels."""
_LETTERS = 62
"""The average number of letters in a line; the text of the email is 576 pixels wide."""
_NARROW_LETTERS = 22
"""The average number of letters in a line of a table's cell."""
_ADDED = {"p": 16, "li": 16, "h4": 24, "h5": 16, "h6": 16, "tr": 16, "blockquote": 24, "br": _LINE, "caption": _LINE}
"""The height of an element in pixels, without the lines of its text."""

_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_EMPTY = ("br", "hr", "img")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def split_rows(html: str) -> tuple[Markup, ...]:
    """Split the HTML of a text into pieces, each for a row of its own."""
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
    """Split a piece if its estimated height is too great for one row."""
    if len(html) <= ROW and "<img" not in html:
        return (html,)
    blocks = lxml_html.fragments_fromstring(html)
    if sum(map(_height, blocks)) <= HIGHEST:
        return (html,)
    return ("".join(map(_as_html, group)) for group in _groups(blocks))


def _as_html(block: Any) -> str:
    return block if isinstance(block, str) else lxml_html.tostring(block, encoding="unicode", with_tail=True)


def _height(block: Any, letters: int = _LETTERS) -> int:
    """Estimate the height of an element with its tail, or of a text."""
    if isinstance(block, str):
        return _lines(block, letters)
    if not isinstance(block.tag, str):
        return 0  # It is a conditional comment for Word.
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


def _groups(blocks: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield blocks in groups that are low enough for a row; split a block that is too high."""
    group: list[Any] = []
    height = 0
    for block in chain.from_iterable(map(_split_block, blocks)):
        added = _height(block)
        if group and height + added > HIGHEST:
            yield group
            group, height = [], 0
        group.append(block)
        height += added
    if group:
        yield group


def _split_block(block: Any) -> Iterable[Any]:
    """Split an element that is too high into elements of its kind."""
    if isinstance(block, str) or _height(block) <= HIGHEST:
        return (block,)
    is_data = block.tag == "table" and "data" in (block.get("class") or "").split()
    kind = "table of data" if is_data else block.tag
    return _PARTS[kind](block) if kind in _PARTS else (block,)


def _parts_of_container(element: Any) -> Iterator[Any]:
    """Split a list, an entry or a quotation between the blocks in it."""
    tail, element.tail = element.tail, None
    number = int(element.get("start", 1))
    for count, group in enumerate(_groups(_children(element))):
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
"""The style of a list entry that continues in another row, so that it gets no second mark or number."""


def _children(element: Any) -> Iterator[Any]:
    """Yield the contents of an element: blocks, and runs of text with the inline elements beside it."""
    run = _empty_copy(element, "span")
    run.text = element.text
    for child in list(element):
        if child.tag in (*_INLINE, "br", "img"):
            run.append(child)
            continue
        tail, child.tail = child.tail, None
        yield from _non_empty_run(run)
        yield child
        run = _empty_copy(element, "span")
        run.text = tail
    yield from _non_empty_run(run)


def _non_empty_run(run: Any) -> Iterator[Any]:
    if len(run) or (run.text or "").strip():
        run.set("class", "run")
        yield run


def _append(parent: Any, block: Any) -> None:
    """Append an element; of a run, append its text and elements."""
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
    """Split a table of data between its rows; each part gets the head and a caption with the number of the part."""
    rows = list(table.iterfind("tbody/tr"))
    table.find("tbody").clear()  # Each part is a copy of what is left.
    for count, group in enumerate(_groups(rows), 1):
        part = copy.deepcopy(table)
        part.find("tbody").extend(group)
        caption = part.find("caption")
        if caption is not None and count > 1:
            for heading in caption.iterfind("*"):
                heading.drop_tag()
            caption.text = f"{caption.text or ''}, part {count}"
        yield part


def _parts_of_panel(table: Any) -> Iterator[Any]:
    """Split a panel, which is a table of one cell."""
    cell = next(table.iter("td"))
    blocks, attributes = list(_children(cell)), dict(cell.attrib)
    cell.clear()  # Each part is a copy of what is left.
    cell.attrib.update(attributes)
    for group in _groups(blocks):
        part = copy.deepcopy(table)
        own = next(part.iter("td"))
        for block in group:
            _append(own, block)
        yield part


def _parts_of_paragraph(paragraph: Any) -> Iterator[Any]:
    """Split a paragraph at the end of the sentence nearest to its middle, and split the parts if they are too high."""
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
    yield from _split_block(first)
    yield from _split_block(second)


def _middle(paragraph: Any) -> tuple[int, int] | None:
    """Find the end of a sentence, in the paragraph's own text, that is nearest to the paragraph's middle.

    Returns the index of the child before this text, -1 if there is none, and the offset in the text; None if no
    sentence ends there.
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
"""The function that splits an element, by its tag."""
