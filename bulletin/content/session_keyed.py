"""Read the "key: text" pairs of a session line, and its price."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence

from ..text.expressions import compiled
from ..text.humanize import excerpt
from ..text.named_places import may_be_place
from ..text.online import TO_BE_CONFIRMED
from .day_lists import find_day_starts
from .frontmatter import Wrong
from .line_draft import LineDraft
from .session_openers import find_openers
from .session_places import read_audience, read_key_place, read_names, read_place, refuse_notes, without_lead
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
    "speakers": "presenter",
    "trainer": "presenter",
    "trainers": "presenter",
    "facilitator": "presenter",
    "facilitators": "presenter",
    "tutor": "presenter",
    "tutors": "presenter",
    "cost": "cost",
    "for": "for",
    "audience": "for",
    "note": "note",
    "notes": "note",
    "please note": "note",
    "nb": "note",
    "price": "cost",
    "fee": "cost",
    "lasts": "lasts",
    "duration": "lasts",
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
    days = find_day_starts(line.text, draft.context.reading) if keys else ()
    keys = [match for match in keys if not days or match.start("key") > days[0][0]]
    ends = [*(match.start() for match in keys[1:]), len(line.text)]
    marks = sorted(span.start for span in line.spans if span.kind == "mark")
    ends = [_end_of_bracket(marks, match, end) for match, end in zip(keys, ends, strict=False)]
    for match, end in zip(keys, ends, strict=False):
        key = _KEYS[" ".join(match["key"].lower().split())]
        if key == "note":
            text = " ".join(line.whole[match.end() : end].strip(" ,;|").split())
        else:
            text = " ".join(line.words(match.end(), end).strip(" ,;|.").split())
        draft.set_key(key, _judged(key, text, match), match.end())
    for match, end in zip(keys, ends, strict=False):
        line.take(match.start("key"), end, "key")


def _end_of_bracket(marks: Sequence[int], match: re.Match[str], end: int) -> int:
    """Return where the text of a key ends: at the bracket that closes the one before the key, or at `end`.

    marks: the offsets of brackets that were taken off, in order.
    """
    place = bisect(marks, match.start("key") - 1)
    is_inside = place > 0 and marks[place - 1] == match.start("key") - 1
    return min(marks[place], end) if is_inside and place < len(marks) else end


def _judged(key: str, text: str, written: re.Match[str]) -> str:
    """Return the text of a key; raises Wrong (SES01, SES02, DAT07) for a text that the key cannot have."""
    name, offset = written["key"].lower(), written.end()
    for opener in find_openers(text, 0, len(text)) if key in _NOT_INSIDE else ():
        if opener.start and opener.kind in _NOT_INSIDE[key]:
            words = excerpt(text[opener.start :], 40)
            raise Wrong("SES01", f'"{words}" stands under "{name}:".', f'Write it before "{name}:".', offset)
    _refuse_place_behind(key, name, text, offset)
    return _JUDGES[key](text, offset, f"{name}:") if key in _JUDGES else text


def _refuse_place_behind(key: str, name: str, text: str, offset: int) -> None:
    """Raise Wrong (SES01) for a place behind a price or a service: "cost: £5, Bury Hall"."""
    for match in _BEHIND.finditer(text) if key in ("cost", "online") else ():
        if may_be_place(match["words"]) or ((match["at"] or match["joined"]) and match["words"][:1].isupper()):
            words = excerpt(match["words"], 40)
            hint = f'Write it before "{name}:", like "at {words}, {name}: …".'
            raise Wrong("SES01", f'"{words}" stands under "{name}:".', hint, offset + match.start("words"))


_BEHIND = re.compile(r"(?:[,;|(]\s*(?P<at>at\s+)?|\s[-–—]\s+|\s(?P<joined>at)\s+)(?P<words>[^,;|()]+)")


def _place(text: str, offset: int, name: str) -> str:
    if text.casefold() == "none":
        return text
    place = read_key_place(text, offset)
    refuse_notes(place, offset)
    return place


def _service(text: str, offset: int, name: str) -> str:
    if read_place(text, offset) == TO_BE_CONFIRMED:
        message = f'"{name} {text}" names no service.'
        raise Wrong("SES01", message, 'Write "place to be confirmed" instead.', offset)
    return text


def _names(text: str, offset: int, name: str) -> str:
    read_names(text, offset, name)
    return without_lead(text)


def _audience(text: str, offset: int, name: str) -> str:
    read_audience(text, offset, name)
    return text


_JUDGES: Mapping[str, Callable[[str, int, str], str]] = {
    "place": _place,
    "online": _service,
    "presenter": _names,
    "for": _audience,
}
"""Key → the function that checks its text, given its offset and the name with which it is written."""

_NOT_INSIDE: Mapping[str, tuple[str, ...]] = {
    "place": ("who",),
    "online": ("who", "place"),
    "presenter": ("place",),
    "cost": ("place", "who"),
    "for": ("place", "who"),
}
"""Key → what may not begin inside its text, because nobody would read it as such."""


def take_price(draft: LineDraft) -> None:
    """Read a price between punctuation, like "£20 per person" or "free"; raises Wrong (SES01) for a second price."""
    text = draft.line.text
    if "free" not in text.lower() and not any(sign in text for sign in "£€$"):
        return
    match = compiled(_PRICE).search(text)
    if match:
        draft.set_key("cost", match["price"], match.start("price"))
        draft.line.take(match.start("price"), match.end("price"), "cost")
