"""Read the "key: text" pairs of a session line, and its price."""

from __future__ import annotations

import re

from ..text.expressions import compiled
from .line_draft import LineDraft
from .spans import READ

_KEYS = {
    "place": "place",
    "venue": "place",
    "location": "place",
    "online": "online",
    "presenter": "presenter",
    "presenters": "presenter",
    "delivered by": "presenter",
    "speaker": "presenter",
    "cost": "cost",
    "for": "for",
    "audience": "for",
    "note": "note",
    "lasts": "lasts",
    "book by": "book by",
    "booking opens": "booking opens",
    "places": "places",
}
"""The names that a line may have before a colon → the key that each means."""

_KEYED = re.compile(
    rf"(?P<left>{READ}|[,;|.]|\s[-–—]\s)\s*(?P<key>{'|'.join(sorted(_KEYS, key=len, reverse=True))})\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_PRICE = (
    rf"(?i)(?:\A|{READ}|[,;|.:]|\s[-–—]\s)\s*(?P<price>[£€$]\s?(?:[0-9][0-9.,]*[0-9]|[0-9])"
    rf"(?:\s+(?:per|a|each|plus|including|inc)\b[^,;|{READ}]*)?|free(?: of charge)?)"
    rf"(?=\s*(?:\Z|{READ}|[,;|.]|\s[-–—]\s))"
)


def take_keys(draft: LineDraft) -> None:
    """Read each key with its text, up to the next key or the end; raises Wrong (SES01) for a repeated key."""
    line = draft.line
    if ":" not in line.text:
        return
    keys = list(_KEYED.finditer(line.text))
    ends = [*(match.start() for match in keys[1:]), len(line.text)]
    for match, end in zip(keys, ends, strict=False):
        key = _KEYS[" ".join(match["key"].lower().split())]
        if key == "note":
            text = line.whole[match.end() : end].strip(" ,;|")
        else:
            text = " ".join(line.words(match.end(), end).strip(" ,;|.").split())
        draft.set_key(key, text, match.end())
    for match, end in zip(keys, ends, strict=False):
        line.take(match.start("key"), end, "key")


def take_price(draft: LineDraft) -> None:
    """Read a price between punctuation, like "£20 per person" or "free"; raises Wrong (SES01) for a second price."""
    text = draft.line.text
    if "free" not in text.lower() and not any(sign in text for sign in "£€$"):
        return
    match = compiled(_PRICE).search(text)
    if match:
        draft.set_key("cost", match["price"], match.start("price"))
        draft.line.take(match.start("price"), match.end("price"), "cost")
