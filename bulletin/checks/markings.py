"""Find markings of a whole text at its start or end, as in "HOLD: the winter rota" or "Winter rota (staff only)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from .checked_file import CheckedFile


class Meaning(Enum):
    """What a marking says of a text."""

    CLOSED = "not for everybody"
    WAITING = "not to be sent yet"


class Marking(NamedTuple):
    """Words that mark a text."""

    start: int
    end: int
    meaning: Meaning
    key: str
    """The key in whose value the words stand, "" in the body."""
    of_some: bool
    """Whether they let a group read it, as staff, so that they fit an item for staff."""
    of_news: bool
    """Whether they may also be news of what the text is about, as in "School merger: on hold"."""


class _Passage(NamedTuple):
    """A passage that could be marked."""

    start: int
    """Where it begins in its file."""
    key: str
    """The key in whose value it stands, "" in the body."""
    words: str
    pattern: re.Pattern[str]
    """The pattern of its markings."""


_GROUP = "staff|team|members|colleagues|employees|leads|managers|gps|trustees|governors|partners|board|committee"
_ONLY_THEM = rf"(?:{_GROUP})['’]?[ -]only"
_INSIDE = (
    rf"{_ONLY_THEM}|internal|(?:not|e-?mail only,? not) (?:for )?(?:the )?(?:public|web|website|site)|e-?mail only"
)
_NOT_ON = r"(?:please )?(?:do not|don['’]?t) (?:share|forward|circulate|distribute)(?: (?:this|further|onwards?))?"
_CLOSED = rf"{_INSIDE}|{_NOT_ON}|confidential|private|restricted|limited|sensitive"
_NEWS = r"on hold|unpublished|held(?: over)?"
_WAITING = (
    rf"{_NEWS}|hold|held back|(?:on )?hold (?:until|till)(?: [\w-]+){{1,5}}"
    r"|hold (?:back|over|for|pending)(?: [\w-]+){0,4}|held (?:for|pending)(?: [\w-]+){1,4}"
    r"|(?:please )?(?:do not|don['’]?t) (?:publish|send|release|issue|print|upload|post)(?: (?:this|it|out|yet))*"
    r"|not (?:yet )?(?:to be )?(?:published|released|sent|public yet)|not (?:yet )?for release|not yet public|embargoed"
)
_MEANINGS = ((Meaning.CLOSED, _CLOSED), (Meaning.WAITING, _WAITING))
_CAPITALS = "CONFIDENTIAL|RESTRICTED|INTERNAL|ON HOLD|HOLD|EMBARGOED|DO NOT SHARE|DO NOT PUBLISH|DO NOT SEND"
"""Words that need no mark beside them at the end of a text in small letters; "Acme LIMITED" is a company."""

_OPEN, _SHUT = r"[(\[{*_]", r"[)\]}*_]"
_BRACKETED = r"(?<={open}) ?(?P<{name}>{words})(?= ?[.!]?{shut})"
_LED = r"^[\s*_(\[]*(?P<{name}>{words})(?=[\s*_)\]]*(?: ?[:|]| [–—/-] ))"
_TRAILING = r"(?:[:–—|]| [/-](?= )|, ) ?[*_(\[]*(?P<{name}>{words})(?=[\s*_)\].!]*$)"
_LABELS = ("attachments", "links")
"""Keys of several values, whose labels have a marking in brackets."""
_TITLES = ("title", "section", "sections", "covers", "subject", "preheader")
_HEADS_OF_ISSUES = ("title", "covers", "subject", "preheader", "sections")
"""Keys of an issue that everybody reads, whoever may read its introduction."""


def _pattern(*forms: str) -> re.Pattern[str]:
    alternatives = [
        form.format(name=f"{meaning.name}{number}", words=words, open=_OPEN, shut=_SHUT)
        for number, form in enumerate(forms)
        for meaning, words in _MEANINGS
    ]
    return re.compile("|".join(alternatives), re.IGNORECASE)


_WHOLE = r"^[\s*_]*(?P<{name}>{words})[\s*_.!]*$"
_IN_TITLES = _pattern(_WHOLE, _BRACKETED, _LED, _TRAILING)
_IN_TEXTS = _pattern(_LED, _BRACKETED.replace("{open}", r"^[(\[*_]"), _BRACKETED + r"[)\]}}*_\s.!]*$", _TRAILING)
_IN_LABELS = _pattern(_BRACKETED)
_PATTERN_OF = {
    **dict.fromkeys(_TITLES, _IN_TITLES),
    "summary": _IN_TEXTS,
    **dict.fromkeys(_LABELS, _IN_LABELS),
}
"""The pattern of the markings in the values of each key."""
_SHOUTED = re.compile(rf"(?<=[a-z0-9] )(?:{_CAPITALS})$|^(?:CONFIDENTIAL|EMBARGOED|ON HOLD)(?= [A-Z]?[a-z])")
_IS_GROUP = re.compile(_INSIDE, re.IGNORECASE)
_IS_NEWS = re.compile(_NEWS, re.IGNORECASE)

OFFER = re.compile(
    r"\b(?:course|training|sessions?|event|webinar|workshop|places?|conference|free|open|programme|price|discount|inset"
    r"|parking|car|entrance|toilets?|module|clinic|room|area|meeting|tickets?|rate)\b"
)
"""Words for offers, which may be for some people only although everybody may read the text about them."""
_LIKE_THIS = re.compile(
    r"\b(?:help|helplines?|lines?|advice|support|surveys?|counsell\w+|services?|chat|listening|supply|supplies|stocks?"
    r"|visit\w*|access|capacity|availability|hours|spaces?|seats?|seating|numbers|roads?|streets?|care|practice|hire)\b"
)
"""Words for what may itself be confidential, limited, restricted or private."""


def markings(file: CheckedFile) -> Iterator[Marking]:
    """Yield the markings of the titles, labels and summary of a file, of its headings and of an introduction."""
    for text in _texts(file):
        for (start, end), meaning in _found(text):
            words = text.words[start:end]
            of_some = bool(_IS_GROUP.fullmatch(words))
            is_description = text.words[:start].endswith(", ") and not words.isupper()  # "It is free, confidential"
            is_offer = meaning is Meaning.CLOSED and (of_some or not words.isupper()) and _offers(file, text.words)
            if not is_description and not is_offer:
                place = text.start + start, text.start + end
                yield Marking(*place, meaning, text.key, of_some, bool(_IS_NEWS.fullmatch(words)))


def _texts(file: CheckedFile) -> Iterator[_Passage]:
    """Yield each text that could be marked."""
    for value in file.source.values:
        if pattern := _PATTERN_OF.get(value.key):
            yield _Passage(value.start, value.key, value.text, pattern)
    for heading in file.source.headings:
        line = file.source.text[heading.start :].split("\n", 1)[0]
        text = line.lstrip("# ").rstrip("# ")
        yield _Passage(heading.start + line.find(text), "", text, _IN_TITLES)
    if file.issue is not None and file.item is None:
        body = file.source.text[file.source.body :].rstrip()
        start = file.source.body + len(body) - len(body.lstrip())
        yield _Passage(start, "", body.strip(), _IN_TEXTS)


def _found(text: _Passage) -> Iterator[tuple[tuple[int, int], Meaning]]:
    """Yield where the markings of a text are in it, and what they say."""
    for match in text.pattern.finditer(text.words):
        name = match.lastgroup or ""
        yield match.span(name), Meaning[name.rstrip("0123456789")]
    shouted = _SHOUTED.search(text.words) if text.pattern is not _IN_LABELS else None
    if shouted:
        waits = re.search("HOLD|EMBARGO|PUBLISH|SEND", shouted[0])
        yield shouted.span(), Meaning.WAITING if waits else Meaning.CLOSED


def _offers(file: CheckedFile, words: str) -> bool:
    """Tell whether an item offers something that may be for some people only, or is confidential by itself."""
    has_sessions = file.item is not None and bool(file.item.sessions)
    return has_sessions or bool(OFFER.search(words.lower()) or _LIKE_THIS.search(words.lower()))


def is_of_head(file: CheckedFile, marking: Marking) -> bool:
    """Tell whether a marking is in what everybody reads of an issue, whatever its circulation."""
    return file.item is None and marking.key in _HEADS_OF_ISSUES
