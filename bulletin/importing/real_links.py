"""Take off addresses what mail systems and newsletters put round them, and judge them."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from ..content.frontmatter import Wrong
from ..content.values import check_url
from ..text.urls import AddressRows, host, is_wrapped, untracked, unwrapped
from ..text.wordings import rows_of
from .blocks import TextRun
from .drafts import ImportContext

_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)
_BLANKS = re.compile(r"[\s<>\"{}|\\^`]")


class CleanLink(NamedTuple):
    """Where words lead."""

    text: str
    url: str
    """"" if the address cannot be used."""
    problem: str = ""
    """What is unsure about it."""


def clean_link(run: TextRun, context: ImportContext) -> CleanLink:
    """Find where a link leads, without wrappers and tracking."""
    text = " ".join(run.text.split())
    url = _BLANKS.sub(lambda match: quote(match[0]), run.url.strip())
    wrappers = AddressRows(rows_of(context.words.get("wrappers", ())))
    if is_wrapped(url, wrappers):
        inner = unwrapped(url, wrappers)
        if not inner:
            problem = (
                "I cannot see where this link leads, because a mail system hides it. Open it, and write the address."
            )
            return CleanLink(text, "", problem)
        url = _BLANKS.sub(lambda match: quote(match[0]), inner)
    url = untracked(url, rows_of(context.words.get("tracking", ())))
    try:
        check_url(url)
    except Wrong as wrong:
        return CleanLink(text, "", f"{wrong.message} {wrong.hint}".strip())
    return CleanLink(text, url, _other_words(text, url))


def _other_words(text: str, url: str) -> str:
    """Say where the words of a link show another address than the one behind them."""
    if not _LOOKS_LIKE_ADDRESS.fullmatch(text) or "@" in text:
        return ""
    written = host(text if "://" in text else f"https://{text}")
    real = host(url)
    if not real or written == real or real.endswith(f".{written}") or written.endswith(f".{real}"):
        return ""
    return f"The words show another address than the link, which leads to {real}. Write one of them."
