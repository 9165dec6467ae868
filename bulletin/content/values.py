"""Read small values as people write them: lists, links, contacts, lengths of time, numbers, choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..model import Contact, Link
from ..text.humanize import excerpt
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .frontmatter import Wrong
from .holidays import working_days_before

SCHEMES = ("http", "https", "mailto", "tel")
SHORTEST, FURTHEST = 5, 4 * 7 * 24 * 60
"""Minutes that a reminder may come before a session."""
LONGEST_SESSION = 16 * 60
"""Minutes."""

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_DURATION = r"(?i)([0-9]+|a|an|one|two|three) *(minute|min|hour|hr|day|week)s?( before)?"
_BEFORE = (
    r"(?i)(?:at least )?([0-9]+|one|two|three|four|five) ((?:working )?days?|(?:working )?weeks?)"
    r"(?: (?:before|beforehand|prior|in advance|earlier))?"
)
_BEFORE_LIKE = r"(?i)[0-9]|.*\bwork\w* da\w*"
_MOST_BEFORE = 30
_NO_PLACE = r"[\s\"'<>{}\\`|^]"
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"
_USER = r"(?i)https?://[^/?#]*@"
_HOST = r"(?i)https?://[^/?#:\[\]]+\S*|https?://\[[0-9A-Fa-f:.]+\]\S*"
_MARKDOWN_LINK = r"\[([^\]]+)\]\((\S+)\)"
_LABELLED = r"(.+?)(?::| [–-]) +(\S+)"
_LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"

SHORT_CODES = ("999", "112", "111", "119", "101", "105", "116123", "08001111", "08454647")

_EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PHONE = r"(?i)(\+?[0-9 ()./+-]*[0-9])(?: *(?:extension|ext\.?|x) *([0-9]{1,6}))?"
_SPACERS = r"[ ()./-]"
_TEXT_RELAY = "18001"
_UK_SECOND = "1235789"
_SHORTER = ("01", "0800", "0500")
"""What a UK number of 10 digits begins with."""
_PLURAL = {"email": "emails", "phone": "phones", "url": "web addresses", "name": "names"}


def read_yes_no(text: str) -> bool:
    """Read yes, no, true or false; raises Wrong."""
    if text.casefold() not in _YES_NO:
        raise Wrong("STR07", f'"{excerpt(text)}" is neither yes nor no.')
    return _YES_NO[text.casefold()]


def read_number(text: str, low: int = 1, high: int = 9999) -> int:
    """Read a whole number within bounds; raises Wrong."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Wrong("STR07", f'"{excerpt(text)}" is not a number.')
    if not low <= int(text) <= high:
        raise Wrong("STR07", f'"{text}" is not from {low:,} to {high:,}.')
    return int(text)


def read_choice(text: str, key: str, choices: Sequence[str]) -> str:
    """Read one of some words; raises Wrong."""
    found = {choice.casefold(): choice for choice in choices}.get(" ".join(text.casefold().split()))
    if found is None:
        hint = did_you_mean(text, choices) or f"Use {', '.join(choices[:-1])} or {choices[-1]}."
        raise Wrong("STR07", f'I do not know "{key}: {excerpt(text)}".', hint)
    return found


def read_language(text: str) -> str:
    """Read a language tag (BCP 47: language, script, region); raises Wrong."""
    if not re.fullmatch(_LANGUAGE, text):
        raise Wrong("SET02", f'"{excerpt(text)}" is not a language tag.', "Write it like en-GB.")
    return text


def read_slug_value(text: str) -> str:
    """Read a name for addresses, written as it will be; raises Wrong."""
    if slug(text) != text:
        hint = f'Write it like "{slug(text)}".' if slug(text) else "Use small letters, digits and hyphens."
        raise Wrong("NAM01", f'"{excerpt(text)}" cannot stand in a web address.', hint)
    return text


def split_list(text: str) -> tuple[tuple[int, str], ...]:
    """Split a list on one line into its entries, each with its offset; raises Wrong."""
    inner, shift = (text[1:-1], 1) if text.startswith("[") and text.endswith("]") else (text, 0)
    found, offset = [], shift
    parts = inner.split(",")
    for index, part in enumerate(parts):
        entry = part.strip()
        if not entry:
            if index == len(parts) - 1:
                raise Wrong("STR07", "There is nothing after the last comma.", "Remove it.", max(offset - 1, 0))
            raise Wrong("STR07", "There is nothing between two commas.", "Remove one.", min(offset, len(text)))
        found.append((offset + len(part) - len(part.lstrip()), entry))
        offset += len(part) + 1
    return tuple(found)


def check_url(url: str, offset: int = 0) -> str:
    """Judge an http, https, mailto or tel address, and give it as it is; raises Wrong (LNK07)."""
    scheme = re.match(_SCHEME, url)
    if url.casefold().startswith("www."):
        raise Wrong("LNK07", "Write the link with https:// in front:", f'"https://{excerpt(url)}".', offset)
    if not scheme or scheme[1].casefold() not in SCHEMES or re.search(_NO_PLACE, url):
        raise Wrong("LNK07", f'"{excerpt(url)}" is not an address I can use.', "Use https, mailto or tel.", offset)
    if re.match(_USER, url):
        raise Wrong("LNK07", f'"{excerpt(url)}" holds a user name.', "Use the public address.", offset)
    bare = not url[scheme.end() :]
    if bare or (scheme[1].casefold().startswith("http") and not re.fullmatch(_HOST, url)):
        raise Wrong("LNK07", f'"{excerpt(url)}" is not an address I can use.', "Use https, mailto or tel.", offset)
    return url


def read_link(text: str) -> Link:
    """Read a named address; raises Wrong (LNK03, LNK07)."""
    match = re.fullmatch(_MARKDOWN_LINK, text)
    if match is None and re.match(_SCHEME, text) and text.split(":")[0].casefold() in SCHEMES and " " not in text:
        raise Wrong("LNK03", "Give this link a name:", f'write "Name: {excerpt(text)}".')
    match = match or re.fullmatch(_LABELLED, text)
    if match is None:
        hint = 'Write it like "Full report: https://example.org/report".'
        raise Wrong("LNK07", f'I cannot find the address in "{excerpt(text)}".', hint)
    label, url = match[1].strip(), match[2]
    if url == "#" or not url:
        raise Wrong(
            "LNK07", f'"{excerpt(label)}" goes nowhere.', "Add the address, or remove the link.", match.start(2)
        )
    return Link(label=label, url=check_url(url, match.start(2)))


def read_duration(text: str) -> timedelta:
    """Read a length of time of whole minutes; raises Wrong."""
    match = re.fullmatch(_DURATION, " ".join(text.split()))
    if match is None:
        hint = 'Write it like "1 week" or "30 minutes".'
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}" as a length of time.', hint)
    minutes = _number(match[1]) * _MINUTES[match[2].lower()]
    if not SHORTEST <= minutes <= FURTHEST:
        raise Wrong("STR07", f'"{excerpt(text)}" is outside 5 minutes to 4 weeks.')
    return timedelta(minutes=minutes)


def read_length(text: str) -> timedelta:
    """Read how long a session lasts, 5 minutes to 16 hours; raises Wrong."""
    match = re.fullmatch(_DURATION, " ".join(text.split()))
    if match is None or match[3]:
        hint = 'Write it like "2 hours" or "90 minutes".'
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}" as a length of time.', hint)
    minutes = _number(match[1]) * _MINUTES[match[2].lower()]
    if not SHORTEST <= minutes <= LONGEST_SESSION:
        raise Wrong("STR07", f'"{excerpt(text)}" is outside 5 minutes to 16 hours.')
    return timedelta(minutes=minutes)


class Before(NamedTuple):
    """A number of days before something."""

    days: int
    working: bool
    """Whether only working days count."""

    def day(self, day: date, holidays: Collection[date]) -> date:
        """Find the day that lies so many days before another."""
        if self.working:
            return working_days_before(day, self.days, holidays)
        return day - timedelta(days=self.days)


def read_before(text: str) -> Before:
    """Read a number of days before; raises Wrong."""
    match = re.fullmatch(_BEFORE, " ".join(text.split()))
    if match is None:
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}".', 'Write it like "3 working days before".')
    count, unit = _number(match[1]), match[2].lower()
    if not 1 <= count <= _MOST_BEFORE:
        raise Wrong("STR07", f'"{excerpt(text)}" is not from 1 to 30.')
    if unit.startswith("working week"):
        raise Wrong("STR07", f'"{excerpt(text)}": write working days, like "5 working days before".')
    weeks = unit.startswith("week")
    return Before(days=count * 7 if weeks else count, working=unit.startswith("working"))


def read_joining(text: str) -> Before | str:
    """Read when joining details come: a number of days before, or words as they stand; raises Wrong."""
    return read_before(text) if re.match(_BEFORE_LIKE, text) else text


def is_uk(time_zone: str) -> bool:
    """Tell whether phone numbers of a bulletin in a zone are judged as numbers of the United Kingdom."""
    return time_zone == "Europe/London"


def read_email(text: str) -> str:
    """Read an email address; raises Wrong (CON02)."""
    if not re.fullmatch(_EMAIL, text) or len(text) > 254 or ".." in text:
        raise Wrong("CON02", f'"{excerpt(text)}" is not an email address.')
    return text


def read_phone(text: str, uk: bool) -> Contact:
    """Read a phone number as typed, with its `tel:` address; raises Wrong (CON01)."""
    match = re.fullmatch(_PHONE, text)
    if match is None:
        raise Wrong("CON01", f'"{excerpt(text)}" is not a phone number.')
    bare = re.sub(r"^\+(44) *\(0\)", r"+\1", match[1])
    digits = re.sub(_SPACERS, "", bare)
    tel = _uk(text, digits) if uk else _abroad(text, digits)
    return Contact(phone=text, tel=f"tel:{tel}" + (f";ext={match[2]}" if match[2] else ""))


def read_contact(text: str, uk: bool) -> Contact:
    """Read a contact of one or more parts, with or without a label; raises Wrong (CON01, CON02)."""
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
        raise Wrong("CON01", f'"{excerpt(text)}" has no email, phone or web address.')
    return Contact(label=label, **found)


def _number(text: str) -> int:
    return _NUMBER_WORDS.get(text.lower()) or int(text[:9])


def _label(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Split off what stands before the first colon that belongs to no address; give the parts with their offsets."""
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
        raise Wrong("CON01", f'"{excerpt(text)}" is not a phone number.', "A number has 3 to 15 digits.")
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
        raise Wrong("CON01", f"{excerpt(text)} is not a phone number.", "After the + come 8 to 15 digits.")
    if digits.startswith("+44"):
        _uk_number(text, "0" + digits[3:])
    return digits


def _uk_number(text: str, digits: str) -> None:
    """Refuse what is no number of the United Kingdom."""
    if not digits.startswith("0"):
        raise Wrong("CON01", f'"{excerpt(text)}" needs its area code, starting with 0.')
    wanted = (10, 11) if digits.startswith(_SHORTER) else (11,)
    if len(digits) < min(wanted):
        raise Wrong("CON01", f"{excerpt(text)} is too short to be a UK phone number.")
    if len(digits) > max(wanted):
        raise Wrong("CON01", f"{excerpt(text)} is too long to be a UK phone number.")
    if digits[1] not in _UK_SECOND:
        raise Wrong("CON01", f"{excerpt(text)} does not begin like a UK phone number.", "Check it.")
