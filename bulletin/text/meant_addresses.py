"""Tell which address was meant by one that no program understands, such as https:/example.org or a bare mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable

from .expressions import compiled

_ENDINGS = "uk|org|com|net|gov|edu|eu|int|info|io|co|ie|nhs|cymru|wales|scot|london"
_HOST = rf"(?i)(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?:[/?#]\S*)?"
_SCHEME = r"(?i)(?P<scheme>h{1,2}t{1,3}p{1,3}s{0,2}|htts?|ttps?|hhtps?)\s*[:;.,：]{0,2}\s*[/\\]{1,3}\s*(?=[\w-]+\.\w)"
_TWICE = r"(?i)https?:?/{1,2}(?=https?:)"
_MAILBOX = r"(?:(?i:mailto|mail to|e-?mail|mail)\s*[:：]?/{0,2}\s*)?(?P<mailbox>[^\s@:/<>()]+@[\w-]+(?:\.[\w-]+)+)"
_NUMBER = r"(?:(?i:telephone|phone|tel|call)\s*[:.：]?/{0,2}\s*)?(?P<number>[+0][0-9 ().-]{6,24}[0-9])"

_MEANINGS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (_HOST, lambda match: f"https://{match[0]}"),
    (_MAILBOX, lambda match: f"mailto:{match['mailbox']}"),
    (_NUMBER, lambda match: f"tel:{re.sub('[^+0-9]', '', match['number'].replace('(0)', ''))}"),
)
"""Patterns of a whole address, and what was meant by it."""

DRIVE = r"(?i)file:|\\{1,2}[\w.$-]+\\|[a-z]:[\\/]"
"""The start of an address on a drive, which not everybody can reach."""


def is_doubled(url: str) -> bool:
    """Tell whether an address begins with a second one, like http://https://example.org."""
    return bool(compiled(_TWICE).match(url))


def meant_address(typed: str) -> str:
    """Return the web address, mailbox or number that was certainly meant, with its scheme; "" if there is none."""
    text = typed.strip().removeprefix("<").removesuffix(">").strip()
    while is_doubled(text):
        text = compiled(_TWICE).sub("", text, count=1)
    match = compiled(_SCHEME).match(text)
    if match:
        scheme = "https" if "s" in match["scheme"].lower() else "http"
        return f"{scheme}://{text[match.end() :]}"
    whole = ((compiled(pattern).fullmatch(text), meaning) for pattern, meaning in _MEANINGS)
    return next((meaning(match) for match, meaning in whole if match), "")
