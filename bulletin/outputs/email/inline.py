"""Inline the base style sheet of an email with premailer; nothing else imports premailer.

premailer gets a parsed tree and gives it back: its own parsing loses the doctype and text below
256 levels, and its defaults take `!important` out of media rules and put width and height
attributes onto every element. Blocks marked `data-premailer="ignore"` are kept as they are.
The base sheet may hold tag, class and descendant selectors only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "4096")  # its 128 hold less than one style sheet

import cssutils  # type: ignore[import-untyped]
from premailer import Premailer  # type: ignore[import-untyped]

DOCTYPE = "<!DOCTYPE html>\n"

_BRACKETS = str.maketrans({"<": "\ufdd0", ">": "\ufdd1"})
_ESCAPES = str.maketrans({"\ufdd0": "&lt;", "\ufdd1": "&gt;"})
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


class _Inliner(Premailer):  # type: ignore[misc]
    """premailer, remembering what a style sheet says and leaving out a pass over attributes that are all disabled."""

    def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        rules, leftover = _rules(css_body, ruleset_index)
        return list(rules), list(leftover)

    def _style_to_basic_html_attributes(self, element: Any, style_content: str, force: bool = False) -> None:
        return


@lru_cache(maxsize=16)
def _rules(css_body: str, ruleset_index: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The rules of a style sheet; reading them out of cssutils takes as long as applying them."""
    rules, leftover = Premailer(**_OPTIONS)._parse_style_rules(css_body, ruleset_index)
    return tuple(rules), tuple(leftover)


def inlined(page: str) -> str:
    """An HTML document whose base styles stand on the elements themselves, doctype first."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    _close_up(root)
    _hide_brackets(root)
    with _quiet_css():
        _Inliner(html=root, **_OPTIONS).transform()
    return DOCTYPE + str(etree.tostring(root, method="html", encoding="unicode")).translate(_ESCAPES) + "\n"


def _close_up(root: Any) -> None:
    """Take the templates' indentation out: mail programs cut long messages off."""
    for element in root.iter():
        if element.text and "\n" in element.text and not element.text.strip():
            element.text = "\n"
        if element.tail and "\n" in element.tail and not element.tail.strip():
            element.tail = "\n"


def _hide_brackets(root: Any) -> None:
    """Put stand-ins for the angle brackets in words that stand in attributes."""
    for name in ("alt", "aria-label"):
        for element in root.iterfind(f".//*[@{name}]"):
            element.set(name, element.get(name).translate(_BRACKETS))


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
