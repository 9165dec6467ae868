"""Tell which address was meant by one that no program understands, such as https:/example.org or a bare mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable

from .expressions import compiled

_ENDINGS = "uk|org|com|net|gov|edu|eu|int|info|io|co|ie|nhs|cymru|wales|scot|london"
_HOST = rf"(?i)(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?:[/?#]\S*)?"
_SCHEME = (
    r"(?i)(?P<scheme>h{1,2}t{1,3}p{1,3}s{0,2}|htts?|ttps?|hhtps?|webcals?)\s*(?:[:;.,：]{0,2}\s*[/\\]{1,3}|:)\s*"
    r"(?=[\w-]+\.\w)"
)
_TWICE = r"(?i)https?:?/{1,2}(?=https?:)"
_MAILBOX = r"(?:(?i:mailto|mail to|e-?mail|mail)\s*[:：]?/{0,2}\s*)?(?P<mailbox>[^\s@:/<>()]+@[\w-]+(?:\.[\w-]+)+)"
_NUMBER = r"(?:(?i:telephone|phone|tel|call(?:to)?|fax)\s*[:.：]?/{0,2}\s*)?(?P<number>[+0][0-9 ().-]{6,24}[0-9])"

_MEANINGS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (_HOST, lambda match: f"https://{match[0]}"),
    (_MAILBOX, lambda match: f"mailto:{match['mailbox']}"),
    (_NUMBER, lambda match: f"tel:{re.sub('[^+0-9]', '', match['number'].replace('(0)', ''))}"),
)
"""Patterns of a whole address, and what was meant by it."""

DRIVE = r"(?i)file:|\\{1,2}[\w.$-]+\\|[a-z]:[\\/]"
"""The start of an address on a drive, which not everybody can reach."""

_SPACED_SCHEME = re.compile(r"(?i)^(https?)\s*(s?)\s*:\s*/\s*/\s*([^/?#]*)")
_NUMBER_OR_MAILBOX = re.compile(r"(?i)^(tel|sms|mailto)\s*:")
_EXTENSION = re.compile(r"(?i)(?:ext(?:ension)?\.?|x)(?=[0-9]+$)")


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
        scheme = "https" if match["scheme"].lower().strip("htp") else "http"
        return f"{scheme}://{text[match.end() :]}"
    whole = ((compiled(pattern).fullmatch(text), meaning) for pattern, meaning in _MEANINGS)
    return next((meaning(match) for match, meaning in whole if match), "")


def without_blanks(typed: str) -> str:
    """Return an address with %20 for its blanks, and with none in its host, number or mailbox.

    What is no address, such as the name of a file, is returned as typed.
    """
    address = _SPACED_SCHEME.sub(lambda web: f"{web[1]}{web[2]}://{''.join(web[3].split())}", typed.strip())
    scheme = _NUMBER_OR_MAILBOX.match(address)
    if scheme:
        number, mark, words = address[scheme.end() :].partition("?")
        number = _EXTENSION.sub(";ext=", "".join(number.split()).replace("(0)", "" if "+" in number else "0"))
        return f"{scheme[1]}:{number}{mark}{words.replace(' ', '%20')}"
    if address.lower().startswith("www."):
        address = f"https://{address}"
    if address.lower().startswith(("http://", "https://")):
        return address.replace(" ", "%20")
    return meant_address(address) or address


def protected_mailbox(hexadecimal: str) -> str:
    """Return the mailbox that a web site hid in hexadecimal digits, "" if there is none.

    Each byte behind the first is a letter, combined with the first by exclusive or.
    """
    key, *letters = bytes.fromhex(hexadecimal)
    mailbox = "".join(chr(letter ^ key) for letter in letters)
    return mailbox if compiled(_MAILBOX).fullmatch(mailbox) else ""
