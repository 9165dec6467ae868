"""Make slugs, file names and UUIDs; the same input must give the same name for ever."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from uuid import UUID, uuid5

NAMESPACE = UUID("6befebee-805d-5bb4-adb3-985950a6db3b")
"""The namespace of all UUIDs: the UUIDv5 of "bulletin" in the OID namespace (RFC 9562, section 5.5)."""

_LETTERS = str.maketrans(
    {"&": " and ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
    | dict.fromkeys("'’‘`", "")
)
_OTHER = re.compile(r"[^a-z0-9]+")
_NOT_OF_ANCHOR = re.compile(r"[^\w\- ]")
_LONGEST = 80
_ENDING = re.compile(r"[A-Za-z0-9]{1,20}")
"""The pattern of a file name's ending, without the full stop."""


def slug(text: str) -> str:
    """Make the form of a text for addresses: at most 80 characters of `a-z`, `0-9` and single hyphens; may be ""."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _OTHER.sub("-", folded).strip("-")[:_LONGEST].strip("-")


def github_anchor(heading: str) -> str:
    """Make the anchor that GitHub gives a heading: "Version 1.29.1" becomes version-1291."""
    return _NOT_OF_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def file_name(name: str) -> str:
    """Make a file name with letters that every program and address can have; it is never empty."""
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem and _ENDING.fullmatch(ending)):
        stem, dot, ending = name, "", ""
    return f"{slug(stem) or _name_by_hash(stem)}{dot}{ending.lower()}"


def _name_by_hash(name: str) -> str:
    """Make a name by hash, for a name without letters that addresses can have: 日本語 becomes file-77710aed."""
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
    """Make the file name of a session, without its ending: its key if it has a label, else a name without a date.

    The date may change, and the name must not.
    """
    return key if labelled else f"session-{uid.hex[:8]}"
