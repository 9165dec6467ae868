"""Split a text into sentences, and find the first that is no greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .expressions import compiled
from .humanize import capitalised

_BEFORE_NAMES = frozenset(
    (
        "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "revd", "hon", "st", "ste", "sr", "jr", "sgt", "capt", "col",
        "lt", "cllr", "messrs", "vs", "approx", "dept", "tel", "cf", "ca", "viz", "rt", "e.g", "i.e", "eg", "ie",
    )
)  # fmt: skip
"""Abbreviations whose full stop does not end a sentence."""
_BEFORE_NUMBERS = frozenset(
    (
        "no", "nos", "sec", "ext", "fig", "figs", "p", "pp", "para", "paras", "vol", "ed", "est", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "weds", "thu",
        "thur", "thurs", "fri", "sat", "sun",
    )
)  # fmt: skip
"""Abbreviations whose full stop does not end a sentence if a number follows."""
_END = re.compile(r"[.!?…؟۔।]+[\"'”’)\]]*(?=\s|$)|[。！？]+[」』”]*")
"""The end of a sentence, also in Arabic, Urdu, Hindi, Chinese and Japanese, in which no blank follows."""
_CLOSING = "\"'”’)]"
"""Signs behind a full stop or question mark after which a small letter goes on: "Is it safe?" asks Dr Lee."""
_NOT_BLANK = re.compile(r"\S")
_LAST_WORD = re.compile(r"(?:^|[\s(\"'“‘])((?:[^\W\d_]\.)*[^\W\d_]+)$")

_PICTURE = "[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?"
_WARM = r"(?:an? )?(?:very )?(?:big |warm |hearty )*"
_READERS = r"(?:all|everyone|everybody|team|colleagues|folks|friends|both|there|readers?|pawb|bawb)"
_AND_WELCOME = rf"\s+(?:and|&)\s+{_WARM}welcome\s+(?:back\s+)?to\s+(?!(?:our\s+)?{_READERS}\b)"
"""What follows a greeting and says more: "Hello and welcome to the March issue"."""
_IN_A_NAME = (
    rf"(?:(?!{_AND_WELCOME}|{_PICTURE})[^.!?,:;–—،؟۔\n-]|\n(?=(?-i:[a-z]))|-(?=\w)|(?<=\b[a-z])\."
    r"|(?<=\b(?:dr|mr|ms|mx|st))\.|(?<=\b(?:mrs|rev|hon))\.|(?<=\b(?:prof|cllr|revd|capt))\.)"
)
"""A letter of a greeting: a full stop is one behind "Dr" and initials, a hyphen between letters."""
_SEASON = r"(?:new year|christmas|easter|eid|diwali|hanukkah|holidays?|(?:mon|tues|wednes|thurs|fri)day)"
_WELL = r"(?:well|weekend|summer|break|holidays?|easter|christmas|new year|rest)"
_FINDS = (
    r"(?:this (?:email|message|issue|newsletter|bulletin)? ?finds|you(?: all)?(?:['’]re| are| have| had| enjoyed)"
    r"|everyone (?:is|had|has))"
)
_OPENING = (
    r"dear|hello|hi|hiya|hey|greetings|to all|annwyl|helo|shwmae|good (?:morning|afternoon|evening)|bore da|prynhawn da"
    r"|noswaith dda|a?s-?salaa?mu? ?['‘’]?alaiku?m|salaa?m|namaste|shalom|السلام عليكم|مرحبا|سلام"
)
_GREETING = (
    rf"(?i)(?:{_PICTURE}\s*)*(?:(?:{_OPENING})\b(?!-){_IN_A_NAME}{{0,60}}"
    rf"|(?:{_WARM}welcome(?: back(?=\s*[.!,]))?|croeso|morning|afternoon|evening|good day)(?:,? (?:to )?{_READERS})?"
    rf"|{_READERS}|to whom it may concern"
    rf"|(?:(?:happy|merry|blessed) {_SEASON}|season['’]?s greetings)\b[^.!?\n]{{0,60}}"
    rf"|wishing (?:you|all|everyone)\b[^.!?\n]{{0,80}}|(?:(?:we|i) )?(?:hope|trust) {_FINDS}\b[^.!?\n]{{0,50}}\b{_WELL}"
    r"(?: and (?:safe|healthy|happy|warm))?(?: (?:in|during|through|at) th(?:is|ese) [^.!?,\n]{0,30}\btimes?)?)"
    rf"(?:(?:[.!?,:;–—…،؟۔]|-(?=\s|$))+\s*(?:{_PICTURE}\s*)*|\s*(?:{_PICTURE}\s*)+|(?={_AND_WELCOME})\s+"
    r"|\s+-+\s*|\s*\n\s*(?=(?-i:\W*[A-Z]))|\s*$)"
)
_WELCOME_TO = re.compile(rf"{_WARM}welcome\b.*\b(?:to\b(?!\s+{_READERS})|back\s+\w)", re.IGNORECASE)
_ON_GOING = re.compile(rf"(?:and|&)\s+(?={_WARM}welcome\b)", re.IGNORECASE)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; abbreviations as in "Dr. Patel and St. Mary's" do not end one."""
    line = " ".join(text.split())
    start = 0
    for match in _END.finditer(line):
        if not _goes_on(line, match):
            yield line[start : match.end()].strip()
            start = match.end()
    if line[start:].strip():
        yield line[start:].strip()


def without_greeting(text: str) -> str:
    """Return a text without greetings at its start; "" if there is nothing else. A greeting may end with its line."""
    line, start = text.lstrip(), 0
    while (match := compiled(_GREETING).match(line, start)) and not _WELCOME_TO.match(match[0]):
        behind = _NOT_BLANK.search(line, match.end())
        start = behind.start() if behind else len(line)
        on_going = _ON_GOING.match(line, start)
        start = on_going.end() if on_going else start
    return capitalised(line[start:]) if start else line


def first_sentence(text: str) -> str:
    """Return the first sentence of a text that is no greeting, "" if there is none."""
    return next(sentences(without_greeting(text)), "")


_LONGEST_WORD = 40
"""The most characters before a full stop in which its word is looked for."""


def _goes_on(line: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence goes on after a full stop: after an abbreviation or initial, or before a small letter."""
    following = _NOT_BLANK.search(line, match.end())
    if not following:
        return False
    after = following[0]
    if match[0] != ".":
        return after.islower() and match[0][-1] in _CLOSING
    word = _LAST_WORD.search(line, max(match.start() - _LONGEST_WORD, 0), match.start())
    if word and (word[1].lower() in _BEFORE_NAMES or (len(word[1]) == 1 and word[1] != "I")):
        return True
    if word and word[1].lower() in _BEFORE_NUMBERS and after.isdigit():
        return True
    dotted = bool(word and "." in word[1])
    return after.islower() or (dotted and not after.isupper())
