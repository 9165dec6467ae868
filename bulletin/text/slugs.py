"""Make names that stay the same for ever: slugs, and UUIDs from them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from uuid import UUID, uuid5

NAMESPACE = UUID("6befebee-805d-5bb4-adb3-985950a6db3b")
"""UUIDv5 of the OID namespace and "bulletin" (RFC 9562 section 5.5)."""

_LETTERS = str.maketrans(
    {"&": " and ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def slug(text: str) -> str:
    """Make the name of a text in addresses: `a-z`, `0-9` and single hyphens, at most 80; may be empty."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _OTHER.sub("-", folded.translate(_APOSTROPHES)).strip("-")[:_LONGEST].strip("-")


@lru_cache(maxsize=8)
def bulletin_uid(bulletin_id: str) -> UUID:
    """Make the UUID of a bulletin."""
    return uuid5(NAMESPACE, bulletin_id)


def item_uid(bulletin_id: str, item: str) -> UUID:
    """Make the UUID of an item from its slug."""
    return uuid5(bulletin_uid(bulletin_id), item)


def session_uid(bulletin_id: str, item: str, key: str) -> UUID:
    """Make the UUID of a session from its item's slug and its key."""
    return uuid5(bulletin_uid(bulletin_id), f"{item}\0{key}")


def session_stem(uid: UUID, key: str, *, labelled: bool) -> str:
    """Make the file name of a session without its ending: its label's slug, or a name that holds no date."""
    return key if labelled else f"session-{uid.hex[:8]}"
