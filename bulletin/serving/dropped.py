"""Read a document that somebody drops on the page into drafts of items, where the extra `import` is installed."""

from __future__ import annotations

from typing import Any

from ..errors import RequestError
from .latest import Latest

LARGEST_DOCUMENT = 20 * 1024 * 1024
"""Bytes."""


def read_document(latest: Latest, name: str, data: bytes) -> dict[str, Any]:
    """Return the drafts in a document, and what is unsure in them; raise RequestError where it cannot be read.

    name: what the file is called, whose ending says what it is.
    """
    raise RequestError("I cannot read documents. Type: pip install 'bulletin[import]'")
