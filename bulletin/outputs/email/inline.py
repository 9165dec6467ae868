"""Inline the base style sheet of an email with premailer.

The base sheet may hold tag, class, child and descendant selectors only. Where a text can repeat the
ancestor they are child selectors: for a descendant libxml2 compares each element with all that it
has, so that twice the tables would take four times as long. Blocks marked `data-premailer="ignore"`
(narrow screens, dark mode, print) stay as they are.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

DOCTYPE = "<!DOCTYPE html>"

_OPTIONS: dict[str, Any] = {
    "allow_network": False,
    "strip_important": False,
    "disable_validation": True,
    "disable_leftover_css": True,
    "align_floating_images": False,
    "disable_basic_attributes": ["align", "valign", "bgcolor", "width", "height"],
}
"""premailer's defaults take `!important` out of media rules and put these attributes onto elements that have none."""

_BACKGROUND = re.compile(r"background-color: ?(#[0-9a-fA-F]{6})")
_INDENTATION = re.compile(r">[ \t]*\n[ \t\n]*<")

_LESS_THAN, _GREATER_THAN = "\ufdd0", "\ufdd1"
"""Characters that Unicode keeps out of texts, in place of the angle brackets in attributes."""
_BRACKETED = etree.XPath("//@*[(name() = 'alt' or name() = 'aria-label') and (contains(., '<') or contains(., '>'))]")


def inlined(page: str) -> str:
    """Return an HTML document with the base sheet's styles on the elements themselves, doctype first.

    premailer gets the parsed document, because its own parser loses text below 256 levels. The
    templates' indentation goes: mail programs cut long messages off.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(_INDENTATION.sub(">\n<", page).encode(), parser)
    _hide_brackets(root)
    _inline_styles(root)
    _repeat_backgrounds(root)
    html = str(etree.tostring(root, method="html", encoding="unicode", doctype=DOCTYPE))
    return html.replace(_LESS_THAN, "&lt;").replace(_GREATER_THAN, "&gt;") + "\n"


def _inline_styles(root: Any) -> None:
    from premailer.premailer import Premailer, cssutils  # type: ignore[import-untyped]

    with _quiet(cssutils):
        Premailer(html=root, **_OPTIONS).transform()


@contextmanager
def _quiet(cssutils: Any) -> Iterator[None]:
    """Have premailer's cssutils write colours in six digits and not complain about Word's own properties."""
    level, shorten = cssutils.log.getEffectiveLevel(), cssutils.ser.prefs.minimizeColorHash
    cssutils.log.setLevel(logging.CRITICAL)
    cssutils.ser.prefs.minimizeColorHash = False
    try:
        yield
    finally:
        cssutils.log.setLevel(level)
        cssutils.ser.prefs.minimizeColorHash = shorten


def _repeat_backgrounds(root: Any) -> None:
    """Write the background colour of tables and cells as `bgcolor` too: Word and old web mail know only that."""
    for element in root.iter("table", "td", "th", "body"):
        colour = _BACKGROUND.search(element.get("style", ""))
        if colour and "bgcolor" not in element.attrib:
            element.set("bgcolor", colour[1])


def _hide_brackets(root: Any) -> None:
    """Replace the angle brackets in attributes, so that they can be written as entities.

    lxml writes them as they are, and Word (Outlook on Windows) looks for its conditional comments there too.
    """
    for value in _BRACKETED(root):
        hidden = value.replace("<", _LESS_THAN).replace(">", _GREATER_THAN)
        value.getparent().set(value.attrname, hidden)
