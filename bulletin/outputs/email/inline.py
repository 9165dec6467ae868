"""Inline the base style sheet of an email with premailer.

The base sheet may only have tag, class, child and descendant selectors. Where the ancestor can be repeated
in a text, the selector must be a child selector: for a descendant selector libxml2 compares each element
with all its ancestors, so that twice the tables would take four times as long. Blocks marked
`data-premailer="ignore"` (narrow screens, dark mode, print) stay as they are.
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
"""Options against premailer's defaults, which remove `!important` from media rules and add these attributes."""

_BACKGROUND = re.compile(r"background-color: ?(#[0-9a-fA-F]{6})")
_INDENTATION = re.compile(r">[ \t]*\n[ \t\n]*<")

_LESS_THAN, _GREATER_THAN = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode, which no text has, as place-holders for the angle brackets in attributes."""
_BRACKETED = etree.XPath("//@*[(name() = 'alt' or name() = 'aria-label') and (contains(., '<') or contains(., '>'))]")


def inline_styles(page: str) -> str:
    """Return an HTML document with the base sheet's styles in its elements, and with a doctype.

    The document is parsed here, as premailer's own parser loses text below 256 levels. The indentation of the
    templates is removed, as mail programs cut off long messages.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(_INDENTATION.sub(">\n<", page).encode(), parser)
    _hide_brackets(root)
    _run_premailer(root)
    _repeat_backgrounds(root)
    html = str(etree.tostring(root, method="html", encoding="unicode", doctype=DOCTYPE))
    return html.replace(_LESS_THAN, "&lt;").replace(_GREATER_THAN, "&gt;") + "\n"


def _run_premailer(root: Any) -> None:
    from premailer.premailer import Premailer, cssutils  # type: ignore[import-untyped]

    with _quiet(cssutils):
        Premailer(html=root, **_OPTIONS).transform()


@contextmanager
def _quiet(cssutils: Any) -> Iterator[None]:
    """Make premailer's cssutils write colours with six digits, and not log Word's own properties as errors."""
    level, shorten = cssutils.log.getEffectiveLevel(), cssutils.ser.prefs.minimizeColorHash
    cssutils.log.setLevel(logging.CRITICAL)
    cssutils.ser.prefs.minimizeColorHash = False
    try:
        yield
    finally:
        cssutils.log.setLevel(level)
        cssutils.ser.prefs.minimizeColorHash = shorten


def _repeat_backgrounds(root: Any) -> None:
    """Add the background colour of tables and cells as `bgcolor`, as Word and old web mail read only that."""
    for element in root.iter("table", "td", "th", "body"):
        colour = _BACKGROUND.search(element.get("style", ""))
        if colour and "bgcolor" not in element.attrib:
            element.set("bgcolor", colour[1])


def _hide_brackets(root: Any) -> None:
    """Replace the angle brackets in attributes by place-holders, which are written as entities afterwards.

    lxml would write the brackets themselves, and Word (Outlook on Windows) finds conditional comments there too.
    """
    for value in _BRACKETED(root):
        hidden = value.replace("<", _LESS_THAN).replace(">", _GREATER_THAN)
        value.getparent().set(value.attrname, hidden)
