"""Take off web addresses the wrappers that mail systems put round them, and the parameters that tell who clicked.

Nothing else in an address is changed: no case, no encoding, no order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

_SAFE = r"(?i)https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.safelinks\.protection\.outlook\.com/"
_PROOFPOINT = r"(?i)https?://urldefense(?:\.proofpoint)?\.(?:com|us)/(v[123])/"
_URL_PARAMETER = r"(?i)[?&](?:amp;)?(?:url|u)=([^&#\s]+)"
_V3 = r"(?i)/v3/__(.+?)__;([^!]*)!"
_WHOLE = r"(?i)https?://[^\s<>\"'`{}|\\^]+"
_SEPARATOR = r"(&(?:amp;)?)"
_DEEPEST = 5
_LONGEST = 8000
"""Characters of an address that is still taken apart."""


def is_wrapped(url: str) -> bool:
    """Tell whether a mail system put an address round another."""
    return bool(re.match(_SAFE, url) or re.match(_PROOFPOINT, url))


def unwrapped(url: str) -> str:
    """Find the real address inside a wrapped one, through all wrappers; "" where there is none that is certain."""
    inner = url
    for _ in range(_DEEPEST):
        if not is_wrapped(inner):
            break
        inner = _inner(inner)
    fits = inner != url and not is_wrapped(inner) and re.fullmatch(_WHOLE, inner)
    return inner if fits and host(inner) else ""


def _inner(url: str) -> str:
    if len(url) > _LONGEST:
        return ""
    version = re.match(_PROOFPOINT, url)
    if version and version[1].lower() == "v3":
        match = re.search(_V3, url)
        # What version 3 replaced by "*" is in the second part in a code of its own; only plain ones are certain.
        return match[1] if match and "*" not in match[1] else ""
    match = re.search(_URL_PARAMETER, url)
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


def host(url: str) -> str:
    """Give the host of an address in small letters, without "www."; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_at(url_host: str, name: str) -> bool:
    """Tell whether the host of an address, as `host` gives it, is another or below it."""
    return url_host == name or url_host.endswith(f".{name}")


def untracked(url: str, rows: Iterable[Sequence[str]]) -> str:
    """Remove the parameters of the list "tracking" from an address; nothing but its query changes.

    rows: a name, whose end may be "*", and the host that it belongs to, if it is not for all.
    """
    query = _query(url)
    before, written, after = url.partition(f"?{query}")
    if not query or not written or "#" in before:
        return url  # There is no query, or it holds control characters, which urlsplit leaves out.
    url_host = host(url)
    names = [row[0] for row in rows if len(row) < 2 or is_at(url_host, row[1])]
    first, *others = re.split(_SEPARATOR, query)
    parameters = [("", first), *zip(others[::2], others[1::2], strict=True)]
    remaining = [pair for pair in parameters if not any(_has_name(pair[1], name) for name in names)]
    if len(remaining) == len(parameters):
        return url
    # Not urlunsplit, which would drop an empty fragment and write the scheme in small letters.
    joined = "".join(separator + parameter for separator, parameter in remaining)
    return before + ("?" + joined.removeprefix(remaining[0][0]) if remaining else "") + after


def _query(url: str) -> str:
    """Give the query of an address; "" for one that cannot be taken apart."""
    try:
        return urlsplit(url).query
    except ValueError:
        return ""


def _has_name(parameter: str, name: str) -> bool:
    written = parameter.partition("=")[0]
    return written.startswith(name[:-1]) if name.endswith("*") else written == name
