"""Read an email as a mail program does: its HTML with html5lib, and the links of both parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import html5lib

from bulletin.model import Bulletin
from tests.support.rendering import rendered_files

Node = Any

_URL = re.compile(r"<?(https?://[^\s<>]+)>?")
_FILLER = re.compile("[\u2007\ufeff\u034f]")


def rendered(bulletin: Bulletin, *, limited: bool = False) -> dict[str, bytes]:
    """Return the files of an edition by name, such as bulletin.html."""
    files = {}
    for file in rendered_files("limited" if limited else "email", bulletin):
        assert isinstance(file.data, bytes)
        files[file.path.split("/", 2)[2]] = file.data
    return files


def page_of(html: bytes) -> Node:
    """Parse the HTML with a strict parser, which raises at the first fault."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html.decode())


def words_of(node: Node) -> str:
    """Return the visible text, with runs of blanks as one blank."""
    return " ".join(_FILLER.sub(" ", "".join(_visible_text(node))).split())


def links_of(page: Node) -> list[str]:
    """Return the web addresses of links, in order."""
    return [link.get("href") for link in page.iter("a") if link.get("href", "").startswith("http")]


def text_links_of(text: str) -> list[str]:
    """Return the web addresses in a plain text, in order."""
    return _URL.findall(text)


def body_of(page: Node) -> Node:
    """Return the body element."""
    return page.find("body")


def _visible_text(node: Node) -> Iterator[str]:
    if isinstance(node.tag, str) and node.tag not in ("style", "title"):
        yield node.text or ""
        for child in node:
            yield from _visible_text(child)
            if node.tag in ("td", "th", "tr", "body", "div", "ul", "tbody"):
                yield " "
        if node.tag in ("p", "li", "h1", "h2", "h3", "h4", "br", "caption"):
            yield " "
    yield node.tail or ""
