"""Inline the base style sheet of an email with premailer; nothing else imports premailer.

premailer gets a parsed tree and gives it back: its own parsing loses the doctype and text below
256 levels, and its defaults take `!important` out of media rules and put width and height
attributes onto every element. Blocks marked `data-premailer="ignore"` are kept as they are.
The base sheet may hold tag, class and descendant selectors only.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "4096")  # its 128 hold less than one style sheet

# premailer and cssutils import what fetches style sheets, which they are never let do. Without it an
# email is made sooner, and could not reach the network if it tried.
_FETCHING = ModuleType("_fetching")
_FETCHING._defaultFetcher = None  # type: ignore[attr-defined]
_STAND_INS = {"requests", "urllib.request", "cssutils._fetchgae"} - sys.modules.keys()
sys.modules |= dict.fromkeys(_STAND_INS, _FETCHING)
try:
    import cssutils  # type: ignore[import-untyped]
    from premailer import Premailer  # type: ignore[import-untyped]
finally:
    for _name in _STAND_INS:
        del sys.modules[_name]

DOCTYPE = "<!DOCTYPE html>\n"

_KEPT = "data-premailer"

_STANDS_FOR_LESS, _STANDS_FOR_MORE = "\ufdd0", "\ufdd1"
_BRACKETS = str.maketrans({"<": _STANDS_FOR_LESS, ">": _STANDS_FOR_MORE})
"""Serialising leaves angle brackets in attributes as they are, and Word looks for its comments there too."""

_OPTIONS: dict[str, Any] = {
    "strip_important": False,
    "disable_validation": True,
    "disable_leftover_css": True,
    "align_floating_images": False,
    "allow_network": False,
    "remove_classes": False,
    "disable_basic_attributes": ["align", "valign", "bgcolor", "width", "height"],
}


_Place = tuple[int, str, str, str]
"""Where an element stands, as far as selectors of tags and classes can tell: parent's number, tag, class, own style."""

_SIMPLE_SHEET = re.compile(r"(?:\s*[\w\s.,>-]+\{[^{}@]*\})*\s*")
_BACKGROUND = re.compile(r"background-color: ?(#[0-9a-fA-F]{6})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION = re.compile(r">[ \t]*\n[ \t\n]*<")
"""The templates' own, which is taken out: mail programs cut long messages off."""
_BRACKETED = etree.XPath("//@*[(name() = 'alt' or name() = 'aria-label') and (contains(., '<') or contains(., '>'))]")


@dataclass(slots=True)
class _Known:
    """What premailer made of a style sheet so far: the style of each place that it has met."""

    numbers: dict[_Place, int] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    """By the number of the place."""


@lru_cache(maxsize=8)
def _known(_sheet: str) -> _Known:
    return _Known()


def inlined(page: str) -> str:
    """An HTML document whose base styles stand on the elements themselves, doctype first.

    premailer is asked once for each place in the document's structure: selectors of tags and
    classes give the same style to every element that stands in the same place.
    """
    closed_up = _INDENTATION.sub(">\n<", page)
    root = etree.fromstring(closed_up.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    _hide_brackets(root)
    sheet = "".join(element.text or "" for element in root.iter("style") if not element.get(_KEPT))
    if not _SIMPLE_SHEET.fullmatch(_COMMENT.sub("", sheet)):
        _ask_premailer(root)
    else:
        _style(root, _known(sheet), sheet)
    _repeat_colours(root)
    text = str(etree.tostring(root, method="html", encoding="unicode"))
    return DOCTYPE + text.replace(_STANDS_FOR_LESS, "&lt;").replace(_STANDS_FOR_MORE, "&gt;") + "\n"


def _style(root: Any, known: _Known, sheet: str) -> None:
    """Put on every element the style that premailer gives to its place."""
    found = list(_places(root, known.numbers))
    if len(known.styles) < len(known.numbers):
        known.styles |= _asked(known.numbers, sheet)
    _drop_sheet(root)
    for element, number in found:
        if known.styles[number]:
            element.set("style", known.styles[number])


def _places(root: Any, numbers: dict[_Place, int]) -> Iterator[tuple[Any, int]]:
    """Every element with the number of its place; a new place gets the next number."""
    standing: dict[Any, int] = {}
    for element in root.iter(etree.Element):
        place = (standing.get(element.getparent(), -1), element.tag, element.get("class", ""), element.get("style", ""))
        standing[element] = number = numbers.setdefault(place, len(numbers))
        yield element, number


def _asked(numbers: dict[_Place, int], sheet: str) -> dict[int, str]:
    """What premailer makes of a document that has each place once."""
    elements: dict[int, Any] = {}
    for (parent, tag, classes, style), number in numbers.items():
        attributes = {name: value for name, value in (("class", classes), ("style", style)) if value}
        if parent in elements:
            elements[number] = etree.SubElement(elements[parent], tag, attributes)
        else:
            elements[number] = etree.Element(tag, attributes)
    root = elements[0]
    base = etree.SubElement(root, "style")
    base.text = sheet
    _ask_premailer(root)
    return {number: element.get("style", "") for number, element in elements.items()}


def _drop_sheet(root: Any) -> None:
    """Take the base sheet out, as premailer does, and leave the kept blocks."""
    for element in list(root.iter("style")):
        if element.get(_KEPT):
            del element.attrib[_KEPT]
        else:
            element.getparent().remove(element)


def _ask_premailer(root: Any) -> None:
    with _quiet_css():
        Premailer(html=root, **_OPTIONS).transform()


def _repeat_colours(root: Any) -> None:
    """Say the colour behind cells and tables as an attribute too: Word and old web mail know only that."""
    for element in root.iter("table", "td", "th", "body"):
        colour = _BACKGROUND.search(element.get("style", ""))
        if colour and "bgcolor" not in element.attrib:
            element.set("bgcolor", colour[1])


def _hide_brackets(root: Any) -> None:
    """Put stand-ins for the angle brackets in words that stand in attributes."""
    for value in _BRACKETED(root):
        value.getparent().set(value.attrname, value.translate(_BRACKETS))


@contextmanager
def _quiet_css() -> Iterator[None]:
    """Have cssutils keep six-digit colours and not report what Word's properties are; as before afterwards."""
    level, short = cssutils.log.getEffectiveLevel(), cssutils.ser.prefs.minimizeColorHash
    cssutils.log.setLevel(logging.CRITICAL)
    cssutils.ser.prefs.minimizeColorHash = False
    try:
        yield
    finally:
        cssutils.log.setLevel(level)
        cssutils.ser.prefs.minimizeColorHash = short
