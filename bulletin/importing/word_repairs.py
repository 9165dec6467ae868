"""Rewrite elements of a Word file that mammoth skips with their words, and tell which words it skipped all the same.

ECMA-376 part 1: 17.16.19 (fields), 17.3.2.3 and 17.3.2.8 (direction), 17.3.3.4 and 17.3.3.23 (breaks, tabs), 17.3.3.25
(ruby). A watermark has its words in an attribute (part 4, 19.1.2.23).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

_WRAPPERS = ("{*}fldSimple", "{*}bdo", "{*}dir")
_INSTEAD = {"cr": "br", "ptab": "tab"}
"""Signs that mammoth skips → those that it reads."""
_BOXES = " ☐☑☒"
"""Boxes to tick, which mammoth reads as such, and not as letters."""
_NOTE = re.compile(r"(?:foot|end)note-ref-")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_NAMED = 3
_SHORT = 60


def repair(root: etree._Element) -> None:
    """Rewrite what mammoth would skip, as far as it has an equal that mammoth reads."""
    for wrapper in list(root.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    for name, other in _INSTEAD.items():
        for sign in root.iter(f"{{*}}{name}"):
            sign.tag = sign.tag.replace(f"}}{name}", f"}}{other}")
            sign.attrib.clear()
    for ruby in list(root.iter("{*}ruby")):
        run = ruby.getparent()
        for base in reversed(list(ruby.iterfind("{*}rubyBase/{*}r"))):
            run.addnext(base)
        run.remove(ruby)


def _unwrap(wrapper: etree._Element) -> None:
    for child in list(wrapper):
        wrapper.addprevious(child)
    wrapper.getparent().remove(wrapper)


def printed_words(root: etree._Element) -> Iterator[str]:
    """Yield the words that Word prints, piece by piece, with those of formulas and watermarks."""
    for element in root.iter("{*}t", "{*}textpath"):
        words = element.get("string") if etree.QName(element).localname == "textpath" else element.text
        is_elsewhere = next(element.iterancestors("{*}moveFrom"), None) is not None
        if words and words.strip(_BOXES) and not is_elsewhere:
            yield words


def unread_words(pieces: list[str], html: str) -> tuple[str, ...]:
    """Return the pieces of a document's words that are not in the HTML that was made of it."""
    text = _bare(lxml_html.fromstring(f"<div>{html}</div>").text_content())
    return tuple(dict.fromkeys(" ".join(piece.split()) for piece in pieces if _bare(piece) not in text))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def unread_remark(pieces: tuple[str, ...]) -> str:
    """Return the sentence about words that were not read."""
    named = ", ".join(f'"{piece[:_SHORT]}"' for piece in pieces[:_MOST_NAMED])
    more = f" and {len(pieces) - _MOST_NAMED} more" if len(pieces) > _MOST_NAMED else ""
    return f"Words of a field, a drawing or a formula were not read: {named}{more}."


def with_notes_below(html: str) -> str:
    """Put each note of mammoth's HTML below the paragraph, list or table that it belongs to.

    At the end of a document with several items, all notes would go to the last item, whoever may see the others.
    """
    if not _NOTE.search(html):
        return html
    root = lxml_html.fromstring(f"<div>{html}</div>")
    last: dict[etree._Element, etree._Element] = {}
    for reference in [link for link in root.iter("a") if _NOTE.match(link.get("id") or "")]:
        notes = root.xpath("//li[@id=$id]", id=(reference.get("href") or "").removeprefix("#"))
        number = (reference.text or "").strip("[]").translate(_RAISED)
        block = next(parent for parent in (reference, *reference.iterancestors()) if parent.getparent() is root)
        reference.text = number
        reference.attrib.clear()
        for paragraph in [part for note in notes for part in _note_paragraphs(note, number)]:
            last.get(block, block).addnext(paragraph)
            last[block] = paragraph
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def _note_paragraphs(note: etree._Element, number: str) -> list[etree._Element]:
    """Take the paragraphs out of a note, with its number before the first and no arrow back; empty its entry."""
    for arrow in [link for link in note.iter("a") if _NOTE.match((link.get("href") or "").removeprefix("#"))]:
        arrow.drop_tree()
    paragraphs = list(note)
    if paragraphs:
        paragraphs[0].text = f"{number} {paragraphs[0].text or ''}"
    note.getparent().remove(note)
    return paragraphs


def is_renumbered(root: etree._Element, numbering: etree._Element | None) -> bool:
    """Tell whether a list of Word has letters, begins with another number than 1, or goes on after other text.

    mammoth, and so Markdown, would count its entries from 1. numbering: the root of the part with the lists, if any.
    """
    if numbering is None:
        return False
    kinds = {_value(kind, "abstractNumId"): kind for kind in numbering.iterfind("{*}abstractNum")}
    lists = {
        _value(number, "numId"): kinds.get(_value(number.find("{*}abstractNumId"), "val"))
        for number in numbering.iterfind("{*}num")
    }
    ended: set[str] = set()
    current = ""
    for paragraph in root.iter("{*}p"):
        mark = paragraph.find("{*}pPr/{*}numPr/{*}numId")
        if mark is None:
            ended |= {current} if next(printed_words(paragraph), "") else set()
            continue
        current = _value(mark, "val")
        level = _value(paragraph.find("{*}pPr/{*}numPr/{*}ilvl"), "val") or "0"
        form = _level_form(lists.get(current), level)
        if form and (form != ("decimal", "1") or current in ended):
            return True
    return False


def _level_form(kind: etree._Element | None, level: str) -> tuple[str, str] | None:
    """Return the form of the numbers of a level of a list, and its first number; None for bullets."""
    levels = [] if kind is None else [each for each in kind.iterfind("{*}lvl") if _value(each, "ilvl") == level]
    if not levels:
        return None
    form, start = (_value(levels[0].find(f"{{*}}{name}"), "val") for name in ("numFmt", "start"))
    return None if form in ("", "bullet", "none") else (form, start or "1")


def _value(element: etree._Element | None, name: str) -> str:
    values = (
        () if element is None else (each for key, each in element.attrib.items() if etree.QName(key).localname == name)
    )
    return str(next(iter(values), ""))
