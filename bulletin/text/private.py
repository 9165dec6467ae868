"""Find and redact personal data: NHS numbers, mailboxes inside web addresses, and ways into meetings.

NHS numbers have the check digit of the NHS data dictionary (modulus 11). An ISBN-10 has the same one, so the
issued ranges and the words around a number are considered, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from .expressions import compiled, has_any
from .markless import without_marks
from .urls import host, parents

_SEPARATOR = "[ \\-\u00a0\u2007\u2010\u2011\u202f]"
_NUMBER = (
    rf"(?<![\w£$€.,])(?:[0-9]{{10}}|[0-9]{{3}}(?P<sep>{_SEPARATOR})[0-9]{{3}}(?P=sep)[0-9]{{4}}"
    rf"|[0-9]{{6}}{_SEPARATOR}[0-9]{{4}})"
    rf"(?!\w|[.,][0-9]|{_SEPARATOR}[0-9]|%)"
)
_LIKELY = rf"[0-9](?:{_SEPARATOR}?[0-9]){{9}}"
_LOOSE = rf"(?<![0-9])(?:[0-9]{_SEPARATOR}?){{9}}[0-9](?![0-9])"
_NAMED = r"(?i)\bnhs[ \-]?(?:no\b\.?|number|num\b|#)s?[^0-9\n]{0,20}$"
_ISBN = r"(?i)\bisbn(?:-?10)?[:\s-]*$"
_DOI = r"\b10\.[0-9]{4,9}/$"
_ABROAD = r"\+[0-9]{1,3}[ -]?(?:\(0\)[ -]?)?$"
_PHONE = r"(?i)\b(?:tel|phone|call|mobile|fax|text|ring)\b[^0-9\n]{0,12}$"
_RINGS_ABROAD = r"(?i)\b(?:(?:tel|telephone|phone|call|mobile|fax|text|ring)\b[^0-9\n]{0,12}|(?:at|on|dial) )$"
"""Words right before a number in the form of North America, 555-555-0123."""
_URL = r"(?i)(?:https?://|www\.|tel:|\b[a-z0-9-]+\.(?:com|eu|gov|int|io|net|org|uk)/)[^\s<>\"]*$"
_IN_URL = r"(?i)(?:(?:nhs|patient)[^/?&=]*=|/(?:patients?|nhs-?(?:no|number)s?)/)$"
_BETWEEN_DIGITS = r"[\s\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff*_`\\>-]|&#?\w{2,8};|<[^<>]{1,200}>"
_APART = rf"\d(?:(?:{_BETWEEN_DIGITS}){{0,12}}\d){{9}}|&#\w{{2,8}};\d"
"""Ten digits with marks or blanks between them."""
_ISSUED = "3467"
_LONGEST_ADDRESS = 2000
_NEAR = 60
"""The number of characters before a number in which words like "ISBN" are looked for."""

_MAILBOX = r"(?i)[A-Za-z0-9._+'-]{1,64}(?:@|%40|%2540)[A-Za-z0-9.-]{1,253}"
_ADDRESS = r"(?i)https?://[^\s<>\"]+"
_JOIN = (
    r"(?i)(?:https?://|(?<![\w./@=-]))(?:teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/"
    r"|[\w.-]*zoom\.us/(?:j|my|w|s)/"
    r"|[\w.-]*zoomgov\.com/j/|[\w.-]*webex\.com/(?:[\w./-]*/)?(?:j\.php|meet/|wbxmjs/)|meet\.google\.com/[a-z]"
    r"|[\w.-]*(?:gotomeeting|gotomeet|goto)\.(?:com|me)/(?:join/)?[0-9]|[\w.-]*whereby\.com/[\w-]"
    r"|bluejeans\.com/[0-9]|appear\.in/\w|hangouts\.google\.com/\w"
    r"|[\w.-]+/b/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}"
    r"|join\.skype\.com/\w|meet\.jit\.si/\w|meet\.starleaf\.com/[0-9])[^\s<>\"]*"
)
_JOIN_HOSTS = (
    *("teams.", "zoom.us", "zoomgov.", "webex.", "meet.google.", "goto", "whereby.", "bluejeans.", "appear.in"),
    *("hangouts.", "/b/", "join.skype.", "meet.jit.si", "meet.starleaf."),
)
"""What each such address has in it, in small letters."""
_SERVICES = {
    "microsoft.com": "Microsoft Teams",
    "live.com": "Microsoft Teams",
    "zoom.us": "Zoom",
    "zoomgov.com": "Zoom",
    "webex.com": "Webex",
    "google.com": "Google Meet",
    "gotomeeting.com": "GoTo Meeting",
    "gotomeet.me": "GoTo Meeting",
    "goto.com": "GoTo Meeting",
    "whereby.com": "Whereby",
    "appear.in": "Whereby",
    "skype.com": "Skype",
}
"""The domains of `_JOIN`, and what people call the place where they meet there."""
_NAMED_SERVICE = r"(?i)\b(zoom|teams|webex|google meet|skype|whereby)\b"
_CODE_WORDS = ("meeting", "zoom", "teams", "webex", "webinar", "conference", "event", "passcode", "dial")
_LONG_NUMBER = r"[0-9](?:[ \u00a0-]?[0-9]){4}"
"""What every ID of a meeting has in it."""
_MEETING_ID = (
    r"(?i)\b(?:(?:zoom|teams|webex|webinar|meeting|conference)(?:[ \u00a0](?:meeting|webinar|conference|video))?"
    r"[ \u00a0](?:id|number|code)(?:[ \u00a0]\([a-z ]{2,20}\))?|event number)(?!\w)"
    r"[^\w\n]{0,6}(?:is[ \u00a0])?(?P<code>[0-9](?:[ \u00a0-]?[0-9]){4,14}\b)"
)
_PASSCODE = (
    r"(?i)\b(?:(?:meeting|zoom|teams|webex|webinar)[ \u00a0](?:password|passcode|pin)|passcode)\b"
    r"(?:[ \u00a0]?[:=-][ \u00a0]{0,3}|[ \u00a0]is[: \u00a0]{1,2}|[ \u00a0])[*_`]{0,3}(?P<code>[^\s,;*_`\"'()]{4,24})"
)
_BARE_ID = (
    r"(?i)\b(?:zoom|teams|webex)\b[^\n.!?]{0,60}?(?<![0-9])"
    r"(?P<code>[1-9][0-9]{2}[ \u00a0-][0-9]{3,4}[ \u00a0-][0-9]{3,4})(?![0-9])"
)
"""A meeting ID after the name of a program only: "Zoom 123 4567 8901"."""
_TOLD_ID = (
    r"(?i)\b(?:the|access|login|entry)[ \u00a0](?:code|id|number)[ \u00a0]is:?[ \u00a0]"
    r"(?P<code>[1-9][0-9]{2}[ \u00a0-]?[0-9]{3,4}[ \u00a0-]?[0-9]{3,4})(?![0-9])"
)
"""A meeting ID that is called a code, in a text that speaks of a meeting before it."""
_PAIR = (
    r"(?<![0-9+] )(?<![0-9+])(?P<code>[1-9][0-9]{2}[ \u00a0-](?:[0-9]{3}[ \u00a0-][0-9]{3,4}"
    r"|[0-9]{4}[ \u00a0-][0-9]{4}))"
    r"(?:,|;|/| and| &|[ \u00a0]?[:|–-])?[ \u00a0]{1,2}(?:[Pp]ass(?:word|code"
    r"|[ \u00a0]code)?:?[ \u00a0])?[0-9]{5,6}(?![0-9]|[ -][0-9])"
)
"""An ID and a passcode of six digits behind it, in a text that speaks of such meetings: "123 456 789 and 012345"."""
_DIAL_IN = r"[0-9],{1,3}(?P<code>[0-9]{6,12})#"
"""The ID that a telephone is to dial: "+44 20 7946 0129,,65802745#"."""
_BARE_PASSWORD = (
    r"(?i)\b(?:password|pass[ \u00a0]?code|(?:access|participant|guest)[ \u00a0]code|pwd|pw|pin)\b"
    r"(?:[ \u00a0]?[:=-][ \u00a0]{0,3}|[ \u00a0](?:is[: \u00a0]{1,2})?)[*_`]{0,3}(?P<code>[^\s,;*_`\"'()]{4,24})"
)
_MEETING = r"(?i)\b(?:zoom|teams|webex|meeting|dial[ -]?in|conference[ -]call)\b"
_PASSWORD_AFTER = 200
"""The most characters between a word for a meeting and a password that belongs to it."""
_NO_WORD = r"[0-9]|[a-z][A-Z]|[^\w.!?…:’'-]|^[A-Z]{3,}$"


class Number(NamedTuple):
    """A number that may be a person's health number."""

    start: int
    end: int
    ending: str
    """Its last two digits, the only ones that may be printed."""
    certain: bool
    """Whether it is in a range that England issues, or the text calls it an NHS number."""
    named: bool = False
    """Whether the text calls it an NHS number."""
    digits: str = ""
    """All its ten digits, which must never be printed."""


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that may be health numbers, in order."""
    if not re.search(_LIKELY, text):
        return
    if "nhs" in text.casefold():
        loose = [match for match in re.finditer(_LOOSE, text) if re.search(_NAMED, _before(text, match))]
        yield from (_number(match, certain=True, named=True) for match in loose if is_valid(_digits(match[0])))
    else:
        loose = []
    taken = {match.start() for match in loose}
    for match in re.finditer(_NUMBER, text):
        digits = _digits(match[0])
        if match.start() in taken or not is_valid(digits):
            continue
        before = _before(text, match)
        if _is_abroad(match[0], before) or _is_something_else(before, digits) or _is_in_address(text, match.start()):
            continue
        if digits[0] in _ISSUED and not _is_chi(digits):
            yield _number(match, certain=True)
        elif _is_chi(digits) or (digits[0] != "0" and not digits.startswith("999") and " " not in match[0]):
            yield _number(match, certain=digits[0] in _ISSUED)


def printed_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a Markdown text that may be health numbers, also where marks or lines part their digits."""
    plain = list(numbers(text))
    yield from plain
    if not compiled(_APART).search(text):
        return
    starts = {number.start for number in plain}
    markless = without_marks(text)
    for number in numbers(markless.text):
        start, end = markless.offsets[number.start], markless.offsets[number.end - 1] + 1
        if start not in starts:
            yield number._replace(start=start, end=end)


def is_valid(digits: str) -> bool:
    """Tell whether ten digits have the check digit of an NHS number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return check != 10 and int(digits[9]) == check and len(set(digits)) > 1


def join_links(text: str) -> Iterator[re.Match[str]]:
    """Find web addresses that let anyone into a meeting."""
    return re.finditer(_JOIN, text) if has_any(text.lower(), _JOIN_HOSTS) else iter(())


def meeting_place(way: str, before: str) -> str:
    """Return the name of the place online into which a link or a code leads, "Online" if it cannot be known.

    way: the link, or the code. before: the text in front of it, which may name the service.
    """
    if "/" in way:
        at = host(way if "://" in way else f"https://{way}")
        return next((_SERVICES[name] for name in parents(at) if name in _SERVICES), "Online")
    names = re.findall(_NAMED_SERVICE, before)
    return _BY_WORD.get(names[-1].lower(), "Online") if names else "Online"


_BY_WORD = {name.lower(): name for name in _SERVICES.values()} | {"teams": "Microsoft Teams"}


def meeting_codes(text: str) -> Iterator[re.Match[str]]:
    """Find meeting IDs and passcodes, the group "code" of each match."""
    lower = text.lower()
    if not any(word in lower for word in _CODE_WORDS):
        return
    has_number = re.search(_LONG_NUMBER, text) is not None
    ids = list(re.finditer(_MEETING_ID, text)) if has_number else []
    passcodes = list(re.finditer(_PASSCODE, text)) if "pass" in lower or "pin" in lower else []
    yield from ids
    yield from (match for match in passcodes if re.search(_NO_WORD, match["code"]))
    named = [match.span("code") for match in (*ids, *passcodes)]
    if has_number:
        yield from _bare_codes(_BARE_ID, text, named)
        yield from _bare_codes(_TOLD_ID, text, named) if " is" in lower else ()
        yield from re.finditer(_DIAL_IN, text)
        yield from re.finditer(_PAIR, text) if re.search(_MEETING, text) else ()
    if any(word in lower for word in ("pass", "access", "pwd", "pw ", "pin", " code")):
        yield from _bare_codes(_BARE_PASSWORD, text, named)


def _bare_codes(pattern: str, text: str, named: Collection[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Find IDs or passwords of meetings that are known by what stands in front of them alone."""
    for match in re.finditer(pattern, text):
        before = text[max(0, match.start("code") - _PASSWORD_AFTER) : match.start("code")]
        is_code = re.search(_NO_WORD, match["code"]) and re.search(_MEETING, before)
        if is_code and match.span("code") not in named:
            yield match


def mailbox(url: str) -> str:
    """Find the email address inside a web address, "" if there is none."""
    match = re.search(_MAILBOX, url)
    return re.sub("%25?40", "@", match[0], flags=re.IGNORECASE) if match else ""


def hidden(text: str) -> str:
    """Redact the health numbers, mailboxes inside addresses and ways into meetings in a text."""
    for number in sorted(printed_numbers(text), reverse=True):
        text = f"{text[: number.start]}…{number.ending}{text[number.end :]}"
    for match in sorted(meeting_codes(text), key=lambda match: match.start(), reverse=True):
        text = f"{text[: match.start('code')]}…{text[match.end('code') :]}"
    if "/" not in text:
        return text
    text = re.sub(_JOIN, "(a join link)", text)
    return re.sub(_ADDRESS, lambda match: re.sub(_MAILBOX, "…", match[0]), text)


def _number(match: re.Match[str], *, certain: bool, named: bool = False) -> Number:
    digits = _digits(match[0])
    return Number(match.start(), match.end(), digits[-2:], certain, named, digits)


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _NEAR) : match.start()]


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter in "0123456789")


def _is_something_else(before: str, digits: str) -> bool:
    """Tell whether the text before a number says that it is an ISBN, a DOI or a phone number."""
    if re.search(_ISBN, before) or re.search(_ABROAD, before) or re.search(_DOI, before):
        return True
    return digits[0] in "07" and bool(re.search(_PHONE, before))


def _is_abroad(number: str, before: str) -> bool:
    """Tell whether a number is written like a phone number of North America, and words before it say to ring it."""
    return number[3] == "-" and number[0] in "23456789" and re.search(_RINGS_ABROAD, before) is not None


def _is_in_address(text: str, start: int) -> bool:
    """Tell whether a number is part of a web address that does not call it a patient's or NHS number."""
    before = re.split(r"[\s<>\"]", text[max(0, start - _LONGEST_ADDRESS) : start])[-1]
    return bool(re.search(_URL, before)) and not re.search(_IN_URL, before)


def _is_chi(digits: str) -> bool:
    """Tell whether a number begins with a date of birth, like Scotland's CHI numbers."""
    try:
        datetime.strptime(digits[:6], "%d%m%y")  # noqa: DTZ007 - only whether there is such a day
    except ValueError:
        return False
    return True
