"""Find sentences by which somebody can be recognised: an age, a relative's health, or a home address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.expressions import Expression
from .checked_file import CheckedFile

_RELATIVE = (
    r"(?:wife|husband|partner|mother|mum|mam|father|dad|son|sons|daughter|daughters|child|children|boy|girl|baby|twins"
    r"|brother|sister|gran|granny|nan|grandad|grandson|granddaughter|grandmother|grandfather|grandchild|aunt|uncle"
    r"|niece|nephew|fianc[eé]e?)"
)
_OF_SOMEBODY = Expression(
    rf"\b(?P<whose>my|our|his|her|(?P<owner>[a-z]+)['’]s) (?P<which>[a-z-]+ ){{0,2}}?{_RELATIVE}\b",
    needs=("my ", "our ", "his ", "her ", "'s ", "’s "),
)
"""A relative of somebody, in small letters: "my eldest son", "Ken's mother"."""
_HEALTH = re.compile(
    r"\b(?:diagnos\w+|autis\w+|asd|adhd|asperger\w*|dementia|alzheimer\w*|parkinson\w*|cancer|leukaemia|tumour|stroke"
    r"|heart attack|chemo\w*|radiotherapy|(?:in|to|from|into) (?:the )?hospital|intensive care|hospice|care home"
    r"|nursing home|counselling|disab(?:led|ility|ilities)|epilep\w+|diabet\w+|depress(?:ed|ion)|anxiety"
    r"|self[- ]harm\w*|suicid\w+|overdose\w*|addict\w*|homeless|abused|abusive|domestic (?:abuse|violence)|foster care"
    r"|pregnan\w+|miscarriage|stillb\w+|died|passed away|funeral|terminal(?:ly)? \w+|illness|unwell|poorly"
    r"|special needs"
    r"|down['’]s syndrome|meltdowns?|seizures?|anorexia|eating disorder|excluded from school|taken into care|carer for"
    r"|caring for|looking after|looks after|cared for)\b"
)
"""Words of health, abuse and death, in small letters."""
_IN_GENERAL = re.compile(
    r"\b(?:if|whether|anyone|anybody|someone|somebody|everyone|people|patients|parents|families|carers|those|many|most"
    r"|some|every|each|your|you|talks?|speaks?|course|training|workshop|webinar|research|stud(?:y|ies)|book|film|play"
    r"|novel|novels|album|session|award|awards|awareness|campaign|century|king|queen|prince|princess)\b"
)
"""Words of sentences about everybody, about work, or about a story that is told for another reason."""
_NUMBER = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGES = (
    Expression(
        r"\b(?:aged|at the age of) (?P<aged>[0-9]{1,3})\b"
        r"(?! ?(?:to|and over|and under|or over|or under|plus|years and)\b| ?[-–+])",
        needs=tuple(f"{word} {digit}" for word in ("aged", "age of") for digit in "0123456789"),
    ),
    Expression(
        rf"\b(?:[0-9]{{1,3}}|{_NUMBER})[- ]years?[- ]old(?! (?:tradition|building|church|school|club|boiler|house"
        rf"|tree|hall|company|society))\b",
        needs=("year old", "years old", "year-old", "years-old"),
    ),
    Expression(
        r"(?:^|(?<=\n)|(?<=[.!?] ))at (?:2[5-9]|[3-9][0-9]|10[0-9]), ",
        needs=tuple(f"at {digit}" for digit in "123456789"),
    ),
    Expression(
        r"\b(?:lady|gentleman|man|woman|boy|girl|widow|widower|mother|father) of [0-9]{1,3}\b(?! )",
        needs=("lady of", "man of", "boy of", "girl of", "widow of", "widower of", "mother of", "father of"),
    ),
    Expression(
        r"\b(?:he|she|who)(?: is|['’]s| was) (?:now |just |only )?[0-9]{1,3}(?: now)?(?=[.,;]| and\b|\s*$)",
        needs=tuple(
            f"{word}{digit}"
            for word in ("is ", "'s ", "’s ", "was ", "now ", "just ", "only ")
            for digit in "123456789"
        ),
    ),
    Expression(
        r"\b(?:children|sons|daughters|boys|girls) \([0-9]{1,2}(?:, [0-9]{1,2})*(?:,? (?:and|&) [0-9]{1,2})?\)",
        needs=("children (", "sons (", "daughters (", "boys (", "girls ("),
    ),
)
"""Ages, in small letters."""
_OF_MANY = re.compile(
    r"\b(?:people|patients|adults|those|anyone|anybody|everyone|women|men|children|pupils|young people|boys"
    r"|girls|players"
    r"|members|residents|babies|infants|participants) (?:\w+ ){0,2}?(?:aged|who (?:are|is))\b|\bages\b|\bif\b"
    r"|\banyone\b"
)
"""Ages of many, in small letters."""
_MINE = re.compile(
    rf"\b(?:my|our|his|her) (?:[a-z-]+ ){{0,2}}?{_RELATIVE}\b|\bwe have \w+ (?:children|sons|daughters)\b"
)
_STREET = (
    r"(?:Road|Rd|Street|St|Lane|Close|Avenue|Ave|Drive|Crescent|Way|Gardens|Grove|Terrace|Court|Place|Mews|Walk"
    r"|Green|Rise"
    r"|Hill|View|Row)"
)
_POSTCODE = re.compile(r"[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
"""What each whole address has in it: this is found sooner."""
_AT_HOME = re.compile(
    r"\b(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][\w'’-]+)(?:,| at|:|\n)\s?(?P<house>[A-Z0-9][^.!?\n@]{2,60}?\b"
    rf"{_STREET}\b[^.!?\n@]{{0,40}}?\b[A-Z]{{1,2}}[0-9][A-Z0-9]? ?[0-9][A-Z]{{2}}\b)"
)
"""A whole address behind a name."""
_AT_SOMEBODYS = re.compile(r" at [A-Z][a-z]+(?: [A-Z][a-z]+)?(?:['’]s|s['’])")
"""What each place at somebody's has in it."""
_HOST = re.compile(
    r"\b(?P<verb>held|meet|meets|meeting|party|sale|tea|coffee|lunch|barbecue|evening|is|be) (?:again )?at"
    r" (?P<first>[A-Z][a-z]+)"
    r"(?P<last> [A-Z][a-z]+)?(?:['’]s|s['’])(?=[,.;!)]| on | at [0-9]| from | for |\s*$)"
)
"""Where people meet: "at Joan Dennis's". By the first name alone it may be a café, save where people meet."""
_OF_WORK = re.compile(
    r"\b(?:Surgery|Hospital|School|Church|Hall|Centre|Care|Office|Offices|College|University|Council|Trust|Library"
    r"|Clinic|Practice|Ltd|Limited|Club|Museum|Theatre|Hotel|Station|Unit|Floor|Department|Service|Services)\b"
)


_CHANGED = re.compile(
    r"\bnot (?:her|his|their|my) real names?\b|\b(?:names?|details|identit(?:y|ies))\b[^.!?\n]{0,40} (?:has"
    r"|have) been changed\b"
    r"|\bnames? changed\b|\bpseudonyms?\b"
)
"""What a text says that gives other names to those of whom it tells."""


def has_other_names(file: CheckedFile) -> bool:
    """Tell whether a text says that the names in it are not the real ones."""
    return _CHANGED.search(file.prose) is not None


def ages(file: CheckedFile) -> Iterator[int]:
    """Yield where the age of one person stands, who is named in the sentence or is somebody's relative."""
    matches = (match for expression in _AGES for match in expression.finditer(file.prose))
    for match in sorted(matches, key=lambda match: match.start()):
        start, end = file.sentence_around(match.start())
        if _OF_MANY.search(file.prose, start, end):
            continue
        is_relative = _MINE.search(file.prose, start, end) is not None
        if is_relative or names(file, start, end):
            yield match.start()


def relatives(file: CheckedFile) -> Iterator[int]:
    """Yield where the health of somebody's relative is told."""
    matches = list(_OF_SOMEBODY.finditer(file.prose))
    is_somebody_named = bool(matches) and names(file, 0, len(file.prose))
    for match in matches:
        start, end = file.sentence_around(match.start())
        health = _HEALTH.search(file.prose, start, end)
        if health is None or _IN_GENERAL.search(file.prose, start, end):
            continue
        owner = match["owner"]
        is_spoken_of = match["whose"] in ("my", "our") or is_somebody_named
        if owner in file.words.given_names if owner else is_spoken_of:
            yield health.start()


def addresses(file: CheckedFile) -> Iterator[int]:
    """Yield where an address stands behind a name, with no workplace in it, and where people meet at somebody's."""
    prose = file.prose_as_written
    for match in _AT_HOME.finditer(prose) if _POSTCODE.search(prose) else ():
        is_name = match["first"].lower() in file.words.given_names
        if is_name and not _OF_WORK.search(match["house"]):
            yield match.start("house")
    for match in _HOST.finditer(prose) if _AT_SOMEBODYS.search(prose) else ():
        is_home = match["last"] or match["verb"].startswith("meet")
        if is_home and match["first"].lower() in file.words.given_names:
            yield match.start("first")


def names(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether a text between two offsets has a given name, or a title and a name."""
    prose = file.prose_as_written
    if _TITLED.search(prose, start, end):
        return True
    return any(match[0].lower() in file.words.given_names for match in _CAPITAL.finditer(prose, start, end))


_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx)\.? [A-Z]")
_CAPITAL = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )(?<!King )(?<!Queen )(?<!Prince )(?<!Princess )(?<!Sir )\b[A-Z][a-z]+\b"
    r"(?!(?:['’]s)?(?: [A-Z][\w'’-]+)? (?:Church|Hospital|School|Hospice|House|Law|Place|Centre|Hall|Trust|Foundation"
    r"|University|College|Road|Street)\b)"
)
