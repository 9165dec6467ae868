"""Check a request before it is read further: only pages of this server may send one.

The server listens on loopback, but any web page that is open on this machine can send requests to it. Four checks
keep them out: the Host header (against DNS rebinding, where a name is pointed at 127.0.0.1 after its page was loaded),
the Origin header, Fetch Metadata (https://www.w3.org/TR/fetch-metadata/), and a secret at the start of every path,
which also keeps out other users of the machine.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from .messages import WebAnswer, WebRequest, text_answer

LOOPBACK = "127.0.0.1"
HOSTS = (LOOPBACK, "localhost")
_OWN_HOST = re.compile(f"(?:{'|'.join(map(re.escape, HOSTS))})(?::[0-9]{{1,5}})?")
_READING = ("GET", "HEAD")
_WRONG_ADDRESS = "Open the address that `bulletin serve` printed in its terminal."


class Head(NamedTuple):
    """The method, target and headers of a request."""

    method: str
    target: str
    """The address after the host: path and query."""
    headers: Mapping[str, str]
    """The values of headers by their names in small letters."""


def judge(head: Head, secret: str) -> WebRequest | WebAnswer:
    """Return the request, without its body, if it may be answered; else the answer that refuses it."""
    host = head.headers.get("host", "")
    if not _OWN_HOST.fullmatch(host):
        return text_answer(421, f"This is not one of my names. {_WRONG_ADDRESS}")
    if not _is_own(head, host):
        return text_answer(403, f"Another page may not ask me. {_WRONG_ADDRESS}")
    address = urlsplit(head.target)
    first, _, rest = address.path.lstrip("/").partition("/")
    if not hmac.compare_digest(first.encode(), secret.encode()):
        return text_answer(404, f"There is nothing here. {_WRONG_ADDRESS}")
    path = unquote(rest)
    if ".." in path.split("/") or "\\" in path or not path.isprintable():
        return text_answer(404, "There is nothing here.")
    method = "GET" if head.method in _READING else head.method
    return WebRequest(method, path, dict(parse_qsl(address.query)))


def _is_own(head: Head, host: str) -> bool:
    """Tell whether a request comes from a page of this server, or was typed into the address bar.

    A request that may change something must have an Origin header; browsers send it with every POST (Fetch standard,
    section 3.2).
    """
    origin = head.headers.get("origin")
    if head.method not in _READING or origin is not None:
        return origin == f"http://{host}"
    return head.headers.get("sec-fetch-site", "none") != "cross-site"
