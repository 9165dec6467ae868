"""What a browser asks, and what it is answered: values without a network."""

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
    """A request, once it may be answered."""

    method: str
    path: str
    """Below the secret, without "/" in front: "", view, site/items/."""
    query: Mapping[str, str]
    body: bytes = b""


class WebAnswer(NamedTuple):
    """An answer; every one is made for one reader at one moment, so none is stored."""

    status: int
    media_type: str
    data: bytes
    policy: str = "default-src 'none'; frame-ancestors 'none'"
    """Content Security Policy, level 3."""


def sentence(status: int, text: str) -> WebAnswer:
    """Answer with a sentence alone."""
    return WebAnswer(status, TEXT, f"{text}\n".encode())


def json_answer(value: object, status: int = 200) -> WebAnswer:
    """Answer with data for the page's script."""
    return WebAnswer(status, JSON, json.dumps(value, ensure_ascii=False).encode())


def number_of(text: str) -> int:
    """Read the number of a state, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
