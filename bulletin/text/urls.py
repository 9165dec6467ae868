"""Web addresses without the wrappers that mail systems put round them, and without what only tells who clicked.

Nothing else in an address is changed: no case, no encoding, no order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SAFE = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.safelinks\.protection\.outlook\.com/", re.IGNORECASE)
_PROOFPOINT = re.compile(r"https?://urldefense(?:\.proofpoint)?\.(?:com|us)/(v[123])/", re.IGNORECASE)
_URL_PARAMETER = re.compile(r"[?&](?:amp;)?(?:url|u)=([^&#\s]+)", re.IGNORECASE)
_V3 = re.compile(r"/v3/__(.+?)__;([^!]*)!", re.IGNORECASE)
_DEEPEST = 5
_LONGEST = 8000
"""Characters of an address that is still taken apart."""


def is_wrapped(url: str) -> bool:
    """Whether an address is one that a mail system put round another."""
    return bool(_SAFE.match(url) or _PROOFPOINT.match(url))


def unwrapped(url: str) -> str:
    """The real address inside a wrapped one, through all wrappers; "" where there is none that is certain."""
    found = url
    for _ in range(_DEEPEST):
        if not is_wrapped(found):
            break
        found = _inner(found)
    fits = found != url and not is_wrapped(found) and re.fullmatch(r"https?://[^\s<>\"'`{}|\\^]+", found, re.IGNORECASE)
    return found if fits and host(found) else ""


def _inner(url: str) -> str:
    if len(url) > _LONGEST:
        return ""
    version = _PROOFPOINT.match(url)
    if version and version[1].lower() == "v3":
        match = _V3.search(url)
        # What version 3 replaced by "*" is in the second part in a code of its own; only plain ones are certain.
        return match[1] if match and "*" not in match[1] else ""
    match = _URL_PARAMETER.search(url)
    if match is None:
        return ""
    inner = match[1]
    if version and version[1].lower() == "v2":
        inner = inner.replace("-", "%").replace("_", "/")
    return unquote(inner, errors="strict") if _is_utf8(inner) else ""


def _is_utf8(encoded: str) -> bool:
    try:
        unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=2048)
def host(url: str) -> str:
    """The host of an address in small letters, without "www."; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_at(url: str, wanted: str) -> bool:
    """Whether an address is at a host or below it."""
    found = host(url)
    return found == wanted or found.endswith(f".{wanted}")


def untracked(url: str, rows: Iterable[Sequence[str]]) -> str:
    """An address without the parameters of the list "tracking"; the same where it has none."""
    before, question, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    if not question or not query:
        return url
    amp = "&amp;" if "&amp;" in query else "&"
    parts = query.split(amp)
    names = [row for row in rows if len(row) < 2 or is_at(url, row[1])]
    kept = [part for part in parts if not any(_is_named(part, row[0]) for row in names)]
    if len(kept) == len(parts):
        return url
    return before + (question + amp.join(kept) if kept else "") + mark + fragment


def _is_named(part: str, name: str) -> bool:
    found = part.partition("=")[0]
    return found.startswith(name[:-1]) if name.endswith("*") else found == name
