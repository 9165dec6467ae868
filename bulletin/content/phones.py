"""Read phone numbers, with extensions, menu options and hours after them.

UK numbers are checked with Ofcom's numbering plan, in which the first digits tell how long a number is.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..model import Contact
from ..text.expressions import compiled
from ..text.humanize import excerpt
from .frontmatter import Wrong

SHORT_CODES = (
    *("999", "112", "111", "119", "101", "105", "159", "116123", "116000", "116006", "118118", "08001111"),
    *("08454647", "18000"),
)

_NUMBER = r"(?i)(\+?[0-9 ()./+-]*[0-9])(?: *(?:extension|ext\.?|x) *([0-9]{1,6}))?"
_UK_NUMBER = r"(?:\+44|0)[0-9 ()-]{8,14}[0-9]"
_TWO_NUMBERS = rf"(?i){_UK_NUMBER}(?: *\([^()]{{1,60}}\))? *(?:/|,|;|&|\bor\b|\band\b) *{_UK_NUMBER}"
_OPTION = (
    r"(?:and +)?(?:then +)?(?:(?:press|choose|select|dial) +)?option +[0-9]"
    r"(?: *(?:,|or|and|then) *(?:option +)?[0-9])*"
)
_PRESS = r"(?:then +)?(?:press|choose|select) +[0-9]"
_WAY = (
    r"(?:text +only|textphone|minicom|voicemail|answerphone|24 +hours(?: +a +day)?|24/7|office +hours|out +of +hours)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|weekdays|daily|every +day)"
_CLOCK = r"(?:[0-9]{1,2}(?:[.:][0-9]{2})? *(?:[ap]\.?m\.?)?|[0-9]{4}|noon|midday|midnight)"
_TO = r" *(?:-|–|—|to|until|till|and|&) *"
_WEEKDAYS = rf"{_WEEKDAY}(?:{_TO}{_WEEKDAY})?"
_HOURS = rf"(?:(?:{_WEEKDAYS},? *)?(?:from +|between +)?{_CLOCK}{_TO}{_CLOCK}|{_WEEKDAYS})"
"""Days, hours, or both, like "Monday to Friday, 9am to 5pm"."""
_NOTE = rf"(?:{_OPTION}|{_PRESS}|{_WAY}|{_HOURS})"
_BEHIND = re.compile(rf"(?i)(?: *\([^()]{{1,120}}\)|,? +{_NOTE})+")
"""What may stand behind a number, and is printed with it: hours in brackets, an option, what it is."""
_PART_BEHIND = rf"(?i)(?:{_NOTE}|[0-9])(?: *\([^()]{{1,120}}\))?"
"""A part of a contact that belongs to the number before it."""
_TEXTED = r"""(?i)(?:text|sms) +(?:(?:the +word +)?["'“‘]?[a-z0-9]+["'”’]? +(?:to|on) +|to +)?([0-9]{5,6})"""
_TEXT_LABEL = re.compile(r"(?i)\b(?:text|sms|texts)\b(?! *(?:relay|phone))")
_TEXT_CODE = re.compile(r"[5-8][0-9]{4,5}")
"""Short codes for text messages."""
_SPACERS = r"[ ()./-]"
_RELAYS = ("18001", "18002")
_BEGINNINGS = re.compile(r"0(?:[1357]|2[03489]|[589]|8[0478])")
_GEOGRAPHIC = re.compile(r"01(?:1[0-9]|[0-9]1|[2-9])")
_NINE_DIGITS = frozenset(
    (
        "01204", "01208", "01254", "01276", "01297", "01298", "01363", "01364", "01384", "01386",
        "01404", "01420", "01460", "01461", "01480", "01488", "01524", "01527", "01562", "01566",
        "01606", "01629", "01635", "01647", "01659", "01695", "01697", "01726", "01744", "01750",
        "01827", "01837", "01884", "01900", "01905", "01935", "01946", "01949", "01963", "01995",
    )
)  # fmt: skip
"""Area codes that also have numbers of 10 digits, with the 0; numbers of other areas have 11."""
_SHORTER = ("0800", "0500")
"""The starts of other numbers that may have 10 digits."""


def is_uk(time_zone: str) -> bool:
    """Tell whether a bulletin in a time zone has UK phone numbers."""
    return time_zone == "Europe/London"


_BEFORE_NUMBER = r"(?i)^(?:telephone|tel|phone|mobile|call|ring|number)[:.]*(?://)?\s*"


def read_phone(text: str, uk: bool, label: str = "") -> Contact:
    """Read a phone number: the text as typed, and its `tel:` or `sms:` address; raises Wrong (CON01).

    uk: whether to check it as a UK number. label: the words before the number; if they say "text", five or six digits
    are a short code for text messages.
    """
    told = f"text {text}" if _TEXT_LABEL.search(label) else text
    texted = compiled(_TEXTED).fullmatch(text) or compiled(_TEXTED).fullmatch(told)
    if texted:
        return Contact(phone=text, tel=f"sms:{texted[1]}")
    if uk and compiled(_TWO_NUMBERS).search(text):
        hint = 'Write each on its own line under "contact:".'
        raise Wrong("CON01", f'"{excerpt(text)}" is more than one phone number.', hint)
    number = _without_behind(text)
    match = re.fullmatch(_NUMBER, number)
    if match is None:
        raise Wrong("CON01", f'"{excerpt(text)}" is not a phone number.', f"Write {_meant(number)}.")
    digits = re.sub(_SPACERS, "", re.sub(r"^\+(44) *\(0\)", r"+\1", match[1]))
    if _TEXT_CODE.fullmatch(digits) and (_TEXT_LABEL.search(label) or not uk):
        return Contact(phone=text, tel=f"sms:{digits}")
    tel = (
        _tel_in_uk(number, digits, texted=_TEXT_LABEL.search(label) is not None) if uk else _tel_abroad(number, digits)
    )
    return Contact(phone=text, tel=f"tel:{tel}" + (f";ext={match[2]}" if match[2] else ""))


def _meant(text: str) -> str:
    """Return what to write for words among which a number stands, or an example."""
    bare = compiled(_BEFORE_NUMBER).sub("", text)
    if re.fullmatch(_NUMBER, bare):
        return bare
    behind = re.fullmatch(_WORDS_BEHIND, bare)
    return f'"{behind[1]} ({behind[2]})"' if behind else "it like 0344 255 0623"


_WORDS_BEHIND = rf"({_UK_NUMBER})\W{{1,4}}([A-Za-z0-9][^()]{{1,100}}[^().,;:\s])"
"""A number and other words, which may stand in brackets behind it."""


def mended_tel(url: str) -> str:
    """Return the right `tel:` or `sms:` address for a wrong one; "" if the address dials its number already.

    `tel:+44(0)161…` is wrong, since phones dial +440161…. Raises Wrong if `read_phone` cannot read the number.
    """
    typed = unquote(re.split("[;?]", url.partition(":")[2])[0])
    number = " ".join(typed.split())
    tel = read_phone(number, uk=True, label="text" if url[:4].lower() == "sms:" else "").tel
    right = re.split("[:;]", tel)[1]
    dialled = re.sub("[^0-9+]", "", number)
    national = "0" + right.removeprefix("+44")
    return "" if typed.isascii() and dialled in (right, national, "00" + right[1:]) else tel


_NUMBER_WORDS = re.compile(r"(?i)(?<=[:,]) *(?:freephone|telephone|tel|phone|mobile|call|ring)\b[.:]? *$")
"""Words between a label and a number, which say no more than the number does."""


def unread_number(text: str) -> Wrong | None:
    """Return the problem of a contact whose number stands among words, None if it has no number."""
    match = re.search(rf"(?<![0-9]){_UK_NUMBER}|(?<![0-9])(?:0800 1111|116 ?123)(?![0-9])", text)
    if match is None:
        return None
    words = _NUMBER_WORDS.sub("", text[: match.start()]).rstrip(" :-–")
    label, colon, name = words.partition(":")
    if colon and name.strip() and match.end() == len(text) and not re.search("[0-9:,]", name):
        return Wrong(
            "CON01", f'I cannot read the phone number in "{excerpt(text)}".', f'Write "{label}:{name}, {match[0]}".'
        )
    alone = words and match.end() == len(text) and not re.search("[0-9:,]", words)
    hint = f'Write "{words}: {match[0]}".' if alone else "Write the number alone, behind its words and a colon."
    return Wrong("CON01", f'I cannot read the phone number in "{excerpt(text)}".', hint)


def is_behind(part: str) -> bool:
    """Tell whether a part of a contact belongs to the number before it, like "option 2"."""
    return bool(compiled(_PART_BEHIND).fullmatch(part))


def is_texted(part: str, label: str = "") -> bool:
    """Tell whether a part of a contact is a short code for text messages, with what to send."""
    told = f"text {part}" if _TEXT_LABEL.search(label) else part
    return any(compiled(_TEXTED).fullmatch(words) for words in (part, told))


def _without_behind(text: str) -> str:
    """Return a number without the words that may follow it."""
    if re.fullmatch(_NUMBER, text):
        return text
    for match in re.finditer(r"(?<=[0-9])(?= *[(,]| +[A-Za-z])", text):
        behind = text[match.start() :]
        if _BEHIND.fullmatch(behind) and not re.match(r" *\(0\)", behind):
            return text[: match.start()]
    return text


def _tel_abroad(text: str, digits: str) -> str:
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        raise Wrong("CON01", f'"{excerpt(text)}" is not a phone number.', "A number has 3 to 15 digits.")
    return digits


def _tel_in_uk(text: str, digits: str, *, texted: bool) -> str:
    if digits in SHORT_CODES:
        return digits
    if digits.startswith(_RELAYS):
        rest = digits[5:].lstrip("+")
        _judge_uk(text, rest)
        return digits[:5] + rest
    if digits.startswith("+"):
        return _international(text, digits)
    _judge_uk(text, digits, texted=texted)
    return f"+44{digits[1:]}"


def _international(text: str, digits: str) -> str:
    if digits.startswith("+440"):
        raise Wrong(
            "CON01", f"{excerpt(text)} is not a phone number.", f'Leave out the 0 after +44: "+44{digits[4:]}".'
        )
    if not re.fullmatch(r"\+[0-9]{8,15}", digits):
        raise Wrong("CON01", f"{excerpt(text)} is not a phone number.", "After the + come 8 to 15 digits.")
    if digits.startswith("+44"):
        _judge_uk(text, "0" + digits[3:])
    return digits


_FEWEST_IN_NUMBER = 6
"""The digits from which what is to be texted is a number that lacks its area code."""


def _judge_uk(text: str, digits: str, *, texted: bool = False) -> None:
    """Raise Wrong (CON01) for digits that are not a UK number. texted: whether to send a text message there."""
    quoted = excerpt(text)
    if not digits.startswith("0"):
        hint = "For a short code for text messages begin its label with Text." if _TEXT_CODE.fullmatch(digits) else ""
        if texted and len(digits) < _FEWEST_IN_NUMBER:
            message = f'"{quoted}" is no short code for text messages.'
            raise Wrong("CON01", message, "These have five or six digits. Check it.")
        raise Wrong("CON01", f'"{quoted}" needs its area code, starting with 0.', hint)
    if digits.startswith("0044"):
        raise Wrong("CON01", f"{quoted} is not a phone number.", f'Write + in place of 00: "+{digits[2:]}".')
    if not _BEGINNINGS.match(digits) or (digits.startswith("01") and not _GEOGRAPHIC.match(digits)):
        raise Wrong("CON01", f"{quoted} does not begin like a UK phone number.", "Check it.")
    may_be_shorter = digits.startswith(_SHORTER) or digits[:5] in _NINE_DIGITS
    lengths = (10, 11) if may_be_shorter else (11,)
    if len(digits) not in lengths:
        word = "short" if len(digits) < min(lengths) else "long"
        hint = f"It has {len(digits)} digits, and numbers that begin with {digits[:4]} have 11."
        raise Wrong("CON01", f"{quoted} is too {word} to be a UK phone number.", hint)
