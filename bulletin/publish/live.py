"""Whether the site is live: the issue's page answers with the bytes that were built."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Callable
from http.client import HTTPException

from ..errors import PublishError

EVERY = 10.0
"""Seconds between two looks."""
LOOKS = 60
"""So that the wait is at most 10 minutes."""
_TIMEOUT = 20


def wait_until_live(page: str, sha256: str, pause: Callable[[float], None]) -> None:
    """Return when the page is the one that was built; raises PublishError after LOOKS looks."""
    for look in range(LOOKS):
        if look:
            pause(EVERY)
        if _is_live(page, sha256):
            return
    raise PublishError(
        f"{page} is not the page that was built, after {LOOKS * EVERY / 60:.0f} minutes. Nothing was sent. "
        "Look whether the deploy job worked and whether `base url` is the site's address; then run the workflow again."
    )


def _is_live(page: str, sha256: str) -> bool:
    request = urllib.request.Request(page, headers={"Cache-Control": "no-cache", "User-Agent": "bulletin"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as reply:
            return hashlib.sha256(reply.read()).hexdigest() == sha256
    except (OSError, HTTPException, ValueError):
        return False
