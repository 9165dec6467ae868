"""Remove wrappers and tracking of mail systems and newsletters from addresses, and check them."""

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
    """A link with its real address."""

    text: str
    url: str
    """The address, "" if it cannot be used."""
    problem: str = ""
    """A sentence about what is uncertain or wrong."""


def clean_link(run: TextRun, context: ImportContext) -> CleanLink:
    """Return a link with its real address, without wrappers and tracking."""
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
    return CleanLink(text, url, _mismatch_problem(text, url))


def _mismatch_problem(text: str, url: str) -> str:
    """Return a problem if the words of a link are an address on another host than the link's; else ""."""
    if not _LOOKS_LIKE_ADDRESS.fullmatch(text) or "@" in text:
        return ""
    written = host(text if "://" in text else f"https://{text}")
    real = host(url)
    if not real or written == real or real.endswith(f".{written}") or written.endswith(f".{real}"):
        return ""
    return f"The words show another address than the link, which leads to {real}. Write one of them."
