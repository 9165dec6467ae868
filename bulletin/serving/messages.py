"""Define requests and answers as values, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"
CSS = "text/css; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


class WebRequest(NamedTuple):
    """A request that may be answered."""

    method: str
    path: str
    """The path after the secret, without "/" at its start: "", view, site/items/."""
    query: Mapping[str, str]
    body: bytes = b""


class WebAnswer(NamedTuple):
    """An answer to a request."""

    status: int
    media_type: str
    data: bytes
    policy: str = "default-src 'none'; frame-ancestors 'none'"
    """The Content Security Policy (level 3)."""


def text_answer(status: int, text: str) -> WebAnswer:
    """Make an answer of one sentence, as plain text."""
    return WebAnswer(status, TEXT, f"{text}\n".encode())


def json_answer(value: object, status: int = 200) -> WebAnswer:
    """Make an answer of JSON, for the page's script."""
    return WebAnswer(status, JSON, json.dumps(value, ensure_ascii=False).encode())


def number_of(text: str) -> int:
    """Return a text as the number of a state, 0 if it is no such number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
