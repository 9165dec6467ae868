"""Make names that stay the same for ever: slugs, and UUIDs from them."""

from __future__ import annotations

import hashlib
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
_NOT_OF_ANCHOR = re.compile(r"[^\w\- ]")
_LONGEST = 80
_ENDING = re.compile(r"[A-Za-z0-9]{1,20}")
"""What follows the last full stop of a file's name, if it is an ending."""


def slug(text: str) -> str:
    """Make the name of a text in addresses: `a-z`, `0-9` and single hyphens, at most 80; may be empty."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _OTHER.sub("-", folded.translate(_APOSTROPHES)).strip("-")[:_LONGEST].strip("-")


def github_anchor(heading: str) -> str:
    """Make the name that GitHub gives a heading in the page of a file: "Version 1.29.1" is version-1291."""
    return _NOT_OF_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def file_name(name: str) -> str:
    """Spell the name of a file in letters that every program and address takes, never without any."""
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem and _ENDING.fullmatch(ending)):
        stem, dot, ending = name, "", ""
    return f"{slug(stem) or _numbered(stem)}{dot}{ending.lower()}"


def _numbered(name: str) -> str:
    """Make a name of a file's that has no letters for addresses: 日本語 is file-77710aed."""
    return f"file-{hashlib.sha256(unicodedata.normalize('NFC', name).encode('utf-8', 'replace')).hexdigest()[:8]}"


@lru_cache(maxsize=8)
def bulletin_uid(bulletin_id: str) -> UUID:
    """Make the UUID of a bulletin."""
    return uuid5(NAMESPACE, bulletin_id)


def item_uid(bulletin_id: str, item: str) -> UUID:
    """Make the UUID of an item from its slug."""
    return uuid5(bulletin_uid(bulletin_id), item)


def issue_uid(bulletin_id: str, issue: str) -> UUID:
    """Make the UUID of an issue from its id."""
    return uuid5(bulletin_uid(bulletin_id), f"issue\0{issue}")


def session_uid(bulletin_id: str, item: str, key: str) -> UUID:
    """Make the UUID of a session from its item's slug and its key."""
    return uuid5(bulletin_uid(bulletin_id), f"{item}\0{key}")


def session_stem(uid: UUID, key: str, *, labelled: bool) -> str:
    """Make the file name of a session without its ending: its label's slug, or a name that holds no date."""
    return key if labelled else f"session-{uid.hex[:8]}"
