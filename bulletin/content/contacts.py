"""A contact as people write it → its name, email, phone and web address."""

from __future__ import annotations

import re

from ..model import Contact
from .values import check_url, shown
from .written import Wrong

SHORT_CODES = ("999", "112", "111", "119", "101", "105", "116123", "08001111", "08454647")

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"(\+?[0-9 ()./+-]*[0-9])(?: *(?:extension|ext\.?|x) *([0-9]{1,6}))?", re.IGNORECASE)
_SPACERS = re.compile(r"[ ()./-]")
_TEXT_RELAY = "18001"
_UK_SECOND = "1235789"
_SHORTER = ("01", "0800", "0500")
"""What a UK number of 10 digits begins with."""


def is_uk(time_zone: str) -> bool:
    """Whether phone numbers of a bulletin in a zone are judged as numbers of the United Kingdom."""
    return time_zone == "Europe/London"


def read_email(text: str) -> str:
    """An email address; raises Wrong (CON02)."""
    if not _EMAIL.fullmatch(text) or len(text) > 254 or ".." in text:
        raise Wrong("CON02", f'"{shown(text)}" is not an email address.')
    return text


def read_phone(text: str, uk: bool) -> Contact:
    """A phone number as typed, with its `tel:` address; raises Wrong (CON01)."""
    match = _PHONE.fullmatch(text)
    if match is None:
        raise Wrong("CON01", f'"{shown(text)}" is not a phone number.')
    bare = re.sub(r"^\+(44) *\(0\)", r"+\1", match[1])
    digits = _SPACERS.sub("", bare)
    tel = _uk(text, digits) if uk else _abroad(text, digits)
    return Contact(phone=text, tel=f"tel:{tel}" + (f";ext={match[2]}" if match[2] else ""))


def read_contact(text: str, uk: bool) -> Contact:
    """A contact of one or more parts, with or without a label; raises Wrong (CON01, CON02)."""
    label, parts = _label(text)
    found: dict[str, str] = {}
    for offset, part in parts:
        for name, value in _part(part, offset, uk).items():
            if name in found:
                kind = {"tel": "phone"}.get(name, name)
                hint = "Give each its own line."
                raise Wrong("CON02", f"I found 2 {_PLURAL.get(kind, kind)} in one contact.", hint, offset)
            found[name] = value
    if not found.keys() & {"email", "phone", "url"}:
        raise Wrong("CON01", f'"{shown(text)}" has no email, phone or web address.')
    return Contact(label=label, **found)


_PLURAL = {"email": "emails", "phone": "phones", "url": "web addresses", "name": "names"}


def _label(text: str) -> tuple[str, list[tuple[int, str]]]:
    """What stands before the first colon that belongs to no address, and the parts with their offsets."""
    match = re.match(r"([^:,]+): +", text)
    start = match.end() if match else 0
    found, offset = [], start
    for part in text[start:].split(","):
        if part.strip():
            found.append((offset + len(part) - len(part.lstrip()), part.strip()))
        offset += len(part) + 1
    return (match[1].strip() if match else ""), found


def _part(part: str, offset: int, uk: bool) -> dict[str, str]:
    try:
        if part.casefold().startswith(("http:", "https:")):
            return {"url": check_url(part)}
        if "@" in part:
            return {"email": read_email(part)}
        if part[0] in "+0123456789(":
            phone = read_phone(part, uk)
            return {"phone": phone.phone, "tel": phone.tel}
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, offset) from None
    return {"name": part}


def _abroad(text: str, digits: str) -> str:
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        raise Wrong("CON01", f'"{shown(text)}" is not a phone number.', "A number has 3 to 15 digits.")
    return digits


def _uk(text: str, digits: str) -> str:
    if digits in SHORT_CODES:
        return digits
    if digits.startswith(_TEXT_RELAY):
        rest = digits.removeprefix(_TEXT_RELAY).lstrip("+")
        _uk_number(text, rest)
        return _TEXT_RELAY + rest
    if digits.startswith("+"):
        return _international(text, digits)
    _uk_number(text, digits)
    return f"+44{digits[1:]}"


def _international(text: str, digits: str) -> str:
    if not re.fullmatch(r"\+[0-9]{8,15}", digits):
        raise Wrong("CON01", f"{shown(text)} is not a phone number.", "After the + come 8 to 15 digits.")
    if digits.startswith("+44"):
        _uk_number(text, "0" + digits[3:])
    return digits


def _uk_number(text: str, digits: str) -> None:
    """Refuse what is no number of the United Kingdom."""
    if not digits.startswith("0"):
        raise Wrong("CON01", f'"{shown(text)}" needs its area code, starting with 0.')
    wanted = (10, 11) if digits.startswith(_SHORTER) else (11,)
    if len(digits) < min(wanted):
        raise Wrong("CON01", f"{shown(text)} is too short to be a UK phone number.")
    if len(digits) > max(wanted):
        raise Wrong("CON01", f"{shown(text)} is too long to be a UK phone number.")
    if digits[1] not in _UK_SECOND:
        raise Wrong("CON01", f"{shown(text)} does not begin like a UK phone number.", "Check it.")
